package einvoice

import (
	"bytes"
	"errors"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"relance/generator/diag"
	"relance/generator/grid/csv"
)

const maxXML = 16 << 20

// names are those that the standards give to the attachment, then any XML.
var names = []string{"factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml", "order-x.xml", anyXML}

const anyXML = ".xml"

// attachment returns the invoice attached to a PDF. The file is not validated:
// its drawing may be faulty, its attachment is judged by itself.
func attachment(file string, src []byte) ([]byte, diag.List) {
	// pdfcpu writes a configuration folder in the user's home unless told not to.
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.Offline = true
	ctx, err := api.ReadContext(bytes.NewReader(src), conf)
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword):
		return nil, refusal(file, "enregistrez-en une copie sans mot de passe, ou demandez l'original", "ce PDF est protégé par un mot de passe")
	case err != nil:
		return nil, refusal(file, "ouvrez-le pour voir s'il est complet, ou téléchargez-le de nouveau", "ce PDF ne peut pas être lu")
	}
	specs := attached(ctx)
	var other []byte
	for _, name := range names {
		for _, spec := range specs {
			if !strings.HasSuffix(strings.ToLower(nameOf(ctx, spec)), name) {
				continue
			}
			data, ok := content(ctx, spec)
			switch {
			case !ok:
				return nil, refusal(file, "demandez une copie de la facture", "la facture électronique jointe à ce PDF est illisible")
			case name != anyXML || isInvoice(data):
				return data, nil
			case other == nil:
				other = data
			}
		}
	}
	if other != nil {
		return other, nil // refused for what it is
	}
	return nil, refusal(file, "un PDF ordinaire ne se lit pas : exportez la liste des factures de votre logiciel, en .xlsx ou .csv",
		"ce PDF ne contient pas de facture électronique (Factur-X)")
}

// isInvoice tells an invoice among the attachments that no standard names.
func isInvoice(data []byte) bool {
	text, _, l := csv.Decode("", data)
	root := rootOf(text)
	return len(l) == 0 && (strings.HasPrefix(root, "CrossIndustry") || root == "Invoice" || root == "CreditNote")
}

// attached lists the file specifications of a PDF: those of its names, then those
// it only calls associated, as some programs do.
func attached(ctx *model.Context) (specs []types.Dict) {
	catalog, err := ctx.Catalog()
	if err != nil {
		return nil
	}
	add := func(o types.Object) {
		if d, err := ctx.DereferenceDict(o); err == nil && d != nil {
			specs = append(specs, d)
		}
	}
	if named, err := ctx.DereferenceDict(catalog["Names"]); err == nil {
		eachName(ctx, named["EmbeddedFiles"], 0, add)
	}
	if associated, err := ctx.DereferenceArray(catalog["AF"]); err == nil {
		for _, o := range associated {
			add(o)
		}
	}
	return specs
}

// eachName walks a tree of names, not deeper than any real one.
func eachName(ctx *model.Context, node types.Object, depth int, add func(types.Object)) {
	d, err := ctx.DereferenceDict(node)
	if err != nil || d == nil || depth > 20 {
		return
	}
	if pairs, err := ctx.DereferenceArray(d["Names"]); err == nil {
		for i := 1; i < len(pairs); i += 2 {
			add(pairs[i])
		}
	}
	if kids, err := ctx.DereferenceArray(d["Kids"]); err == nil {
		for _, kid := range kids {
			eachName(ctx, kid, depth+1, add)
		}
	}
}

// nameOf is the name of a file specification, in Unicode when it says so.
func nameOf(ctx *model.Context, spec types.Dict) string {
	for _, key := range []string{"UF", "F"} {
		if spec[key] == nil {
			continue
		}
		if s, err := ctx.DereferenceStringOrHexLiteral(spec[key], model.V10, nil); err == nil && s != "" {
			return s
		}
	}
	return ""
}

// content is the attached file itself; ok is false when it is damaged or huge.
func content(ctx *model.Context, spec types.Dict) (data []byte, ok bool) {
	files, err := ctx.DereferenceDict(spec["EF"])
	if err != nil || files == nil {
		return nil, false
	}
	file := files["F"]
	if file == nil {
		file = files["UF"]
	}
	stream, _, err := ctx.DereferenceStreamDict(file)
	if err != nil || stream == nil || stream.DecodeWithLimit(maxXML) != nil {
		return nil, false
	}
	return stream.Content, len(stream.Content) <= maxXML
}
