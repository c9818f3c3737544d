// Package einvoice reads electronic invoices: Factur-X and ZUGFeRD 2, which are
// PDF files with an XML one attached, and that XML alone (UN/CEFACT CII).
package einvoice

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/money"
)

// An Invoice (facture électronique) is what a reminder needs of one.
type Invoice struct {
	Number        string
	CreditNote    bool // amounts are positive all the same
	Issued, Due   calendar.Date
	Terms         string // free words, when there is no due date
	Currency      string
	Total         money.Amount // with tax
	Payable       money.Amount // amount due: less than Total when part was paid in advance
	Seller, Buyer Party
	OrderRef      string
	Precedes      string // the number of the invoice that a credit note is about
}

// A Party (partie) is the seller or the buyer.
type Party struct {
	Name, ID, SIREN, SIRET, VAT string
	Address                     []string
	Country                     string // two letters
	Contact, Email, Phone       string
}

// FromPDF reads the invoice attached to a PDF.
func FromPDF(file string, src []byte) (*Invoice, diag.List) {
	attached, l := attachment(file, src)
	if len(l) > 0 {
		return nil, l
	}
	return FromXML(file, attached)
}

func refusal(file, hint, text string) diag.List {
	var l diag.List
	l.Addf(diag.Pos{File: file}, diag.Fault, "F070", "%s", text).Hint = hint
	return l
}

const maxXML = 16 << 20

// names are those that the standards give to the attachment, then any XML.
var names = []string{"factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml", "order-x.xml", ".xml"}

func attachment(file string, src []byte) ([]byte, diag.List) {
	// pdfcpu writes a configuration folder in the user's home unless told not to.
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.Offline = true
	files, err := api.ExtractAttachmentsRaw(bytes.NewReader(src), "", nil, conf)
	// pdfcpu has no error of its own for a sound file without attachments.
	if err != nil && !strings.Contains(err.Error(), "no attachments") {
		return nil, refusal(file, "ouvrez-le pour voir s'il est complet ; s'il a un mot de passe, enregistrez-en une copie sans", "ce PDF ne peut pas être lu")
	}
	for _, name := range names {
		for _, f := range files {
			if !strings.HasSuffix(strings.ToLower(f.FileName), name) {
				continue
			}
			data, err := io.ReadAll(io.LimitReader(f, maxXML+1))
			if err != nil || len(data) > maxXML {
				return nil, refusal(file, "demandez une copie de la facture", "la facture électronique jointe à ce PDF est illisible")
			}
			return data, nil
		}
	}
	return nil, refusal(file, "un PDF ordinaire ne se lit pas : exportez la liste des factures de votre logiciel, en .xlsx ou .csv",
		"ce PDF ne contient pas de facture électronique (Factur-X)")
}

// FromXML reads a CII invoice. Its cousins are recognised and named.
func FromXML(file string, src []byte) (*Invoice, diag.List) {
	var doc cii
	switch root := rootOf(src); root {
	case "CrossIndustryInvoice":
	case "CrossIndustryDocument":
		return nil, refusal(file, "demandez ou exportez une facture Factur-X (ou ZUGFeRD 2)", "facture ZUGFeRD 1 : ce format d'avant 2020 n'est pas lu")
	case "Invoice", "CreditNote":
		return nil, refusal(file, "demandez ou exportez la même facture en Factur-X ou en CII", "facture UBL : ce format n'est pas encore lu")
	case "SCRDMCCBDACIOMessageStructure":
		return nil, refusal(file, "importez la facture", "ce document est une commande (Order-X), pas une facture")
	case "":
		return nil, refusal(file, "téléchargez-le de nouveau", "fichier XML illisible")
	default:
		return nil, refusal(file, "importez une facture Factur-X, un FEC ou un tableau", "ce fichier XML n'est pas une facture électronique (« "+diag.Short(root)+" »)")
	}
	d := xml.NewDecoder(bytes.NewReader(src))
	if err := d.Decode(&doc); err != nil {
		return nil, refusal(file, "téléchargez-le de nouveau", "fichier XML abîmé")
	}
	return doc.invoice(file)
}

// rootOf returns the name of the root element, "" when there is none to read.
func rootOf(src []byte) string {
	d := xml.NewDecoder(bytes.NewReader(src))
	for {
		t, err := d.Token()
		if err != nil {
			return ""
		}
		switch e := t.(type) {
		case xml.StartElement:
			return e.Name.Local
		case xml.Directive:
			return "" // a DTD has no place in an invoice
		}
	}
}
