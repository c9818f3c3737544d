package pdf

import (
	"io"
	"testing"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"github.com/johnfercher/maroto/v2"
	"github.com/johnfercher/maroto/v2/pkg/components/text"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"
	"github.com/johnfercher/maroto/v2/pkg/repository"

	"relance/generator/document"
)

// A benchmark letter: letterhead, window address, four paragraphs of about 170
// words with bold runs, a table of five rows and its total, a signature.

var benchTable = [][]string{
	{"FA26-056", "19/02/2026", "21/03/2026", "2 400,00 €"},
	{"FA26-061", "20/02/2026", "22/03/2026", "1 618,40 €"},
	{"FA26-063", "21/02/2026", "23/03/2026", "200,00 €"},
	{"FA26-070", "24/02/2026", "26/03/2026", "1 032,17 €"},
	{"FA26-071", "25/02/2026", "27/03/2026", "77,90 €"},
}

var benchParagraphs = [...][3]string{
	{"Malgré nos relances des 24 février, 3 et 12 mars, nous n’avons pas reçu le règlement des factures ci-dessous, aujourd’hui échues. À ce jour, sauf paiement qui se serait croisé avec ce courrier, vous nous devez la somme de ", "5 328,47 €", ", compte arrêté au 31 mars 2026, hors pénalités de retard et indemnité forfaitaire de recouvrement."},
	{"Par la présente, nous vous ", "mettons en demeure", " de nous régler cette somme avant le 8 avril 2026, par virement sur le compte indiqué au pied de nos factures. Cette lettre fait courir les intérêts au sens de l’article 1231-6 du code civil, en plus des pénalités."},
	{"À défaut, nous transmettrons le dossier à notre conseil et engagerons une procédure d’", "injonction de payer", ", sans autre avis. Les frais de cette procédure s’ajouteront à la somme due."},
	{"Si une difficulté explique ce retard, ", "appelez-nous", " : un accord écrit, que nous pourrons examiner ensemble dès cette semaine, vaut toujours mieux qu’un procès dont personne ne sort gagnant."},
}

func benchLetter() *document.Document {
	d := formalNotice()
	table := document.Table{
		Align:  []document.Align{document.Left, document.Left, document.Left, document.Right},
		Header: cells("Facture", "Date", "Échéance", "Solde dû"),
		Total:  cells("Total", "", "", "5 328,47 €"),
	}
	for _, r := range benchTable {
		table.Rows = append(table.Rows, cells(r...))
	}
	d.Body = nil
	for i, p := range benchParagraphs {
		d.Body = append(d.Body, para(document.Span{Text: p[0]}, bold(p[1]), document.Span{Text: p[2]}))
		if i == 0 {
			d.Body = append(d.Body, table)
		}
	}
	d.Body = append(d.Body, document.Signature{Closing: "Nous vous prions d’agréer nos salutations distinguées.", Name: "Claire Roux", Role: "Responsable administrative"})
	return d
}

func BenchmarkLetter(b *testing.B) {
	var press Press
	d := benchLetter()
	b.ReportAllocs()
	for b.Loop() {
		p, err := press.Print(d, day)
		if err != nil {
			b.Fatal(err)
		}
		p.WriteTo(io.Discard)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "letters/s")
}

// BenchmarkNaiveLetter is the same letter by stock maroto, one instance a letter,
// with the same fonts: no bold runs, no window, no archive, no tags.
func BenchmarkNaiveLetter(b *testing.B) {
	d := benchLetter()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := naiveLetter(b, d).Generate(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "letters/s")
}

func naiveLetter(tb testing.TB, d *document.Document) core.Maroto {
	m := stockMaroto(tb)
	for _, l := range append(append([]string{d.From.Name}, d.From.Lines...), d.From.Contact...) {
		m.AddRows(text.NewRow(5, l))
	}
	for _, l := range d.To {
		m.AddRow(4, text.NewCol(7, ""), text.NewCol(5, l))
	}
	m.AddRows(text.NewRow(8, d.Place), text.NewRow(8, d.Subject, props.Text{Style: fontstyle.Bold}))
	for i, p := range benchParagraphs {
		m.AddRows(text.NewAutoRow(p[0] + p[1] + p[2]))
		if i > 0 {
			continue
		}
		for _, r := range append(benchTable, []string{"Total", "", "", "5 328,47 €"}) {
			m.AddRow(6, text.NewCol(3, r[0]), text.NewCol(3, r[1]), text.NewCol(3, r[2]), text.NewCol(3, r[3], props.Text{Align: align.Right}))
		}
	}
	m.AddRows(text.NewRow(20, "Nous vous prions d’agréer nos salutations distinguées."), text.NewRow(5, "Claire Roux"))
	return m
}

func stockMaroto(tb testing.TB) core.Maroto {
	return maroto.New(config.NewBuilder().WithCustomFonts(stockFonts(tb)).
		WithDefaultFont(&props.Font{Family: liberation, Size: 10}).WithCompression(true).Build())
}

func stockFonts(tb testing.TB) []*entity.CustomFont {
	fonts, err := repository.New().
		AddUTF8FontFromBytes(liberation, fontstyle.Normal, liberationsansregular.TTF).
		AddUTF8FontFromBytes(liberation, fontstyle.Bold, liberationsansbold.TTF).
		Load()
	if err != nil {
		tb.Fatal(err)
	}
	return fonts
}
