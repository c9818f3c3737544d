// Package einvoice reads electronic invoices: Factur-X and ZUGFeRD 2, which are
// PDF files with an XML one attached, and that XML alone (UN/CEFACT CII).
package einvoice

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"unicode"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid/csv"
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
	Precedes      string // the number of the invoice that a credit note or a correction is about
	Corrects      bool   // it replaces that invoice
	Several       bool   // due dates: Due is the last
	Idle          string // why nothing is claimed, in French: « facture pro forma… »
	Assigned      bool   // to be paid to another than the seller, a factor mostly
	Payee         Party  // that one
	IBAN          string // where, as the file writes it
}

// A Party (partie) is the seller or the buyer.
type Party struct {
	Name, ID, SIREN, SIRET, VAT string
	Address                     []string
	Country                     string // two letters
	Contact, Email, Phone       string
}

// Other tells that two parties are certainly not one: their numbers differ or, where
// one has none, their names do. What is not said contradicts nothing.
func (p Party) Other(q Party) bool {
	if p.SIREN != "" && q.SIREN != "" {
		return p.SIREN != q.SIREN
	}
	a, b := bare(p.Name), bare(q.Name)
	return len(a) > 0 && len(b) > 0 && !within(a, b) && !within(b, a)
}

// forms are the words of names that only say the form of a firm.
const forms = " sa sas sasu sarl eurl ei eirl snc sci scp selarl scop gie association cie et de la le les l d "

// bare cuts a name into the words that make it somebody's.
func bare(name string) (words []string) {
	for _, w := range strings.FieldsFunc(strings.ReplaceAll(diag.Fold(name), ".", ""), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !strings.Contains(forms, " "+w+" ") {
			words = append(words, w)
		}
	}
	return words
}

func within(part, whole []string) bool {
	for _, w := range part {
		if !slices.Contains(whole, w) {
			return false
		}
	}
	return true
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

// FromXML reads a CII invoice. Its cousins are recognised and named.
func FromXML(file string, src []byte) (*Invoice, diag.List) {
	var doc cii
	text, _, l := csv.Decode(file, src) // UTF-16 and Latin-1 are allowed
	if len(l) > 0 {
		return nil, refusal(file, "téléchargez-le de nouveau", "fichier XML illisible")
	}
	if root := rootOf(text); root != "CrossIndustryInvoice" {
		return nil, refusedRoot(file, root)
	}
	d := decoder(text)
	if err := d.Decode(&doc); err != nil {
		return nil, refusal(file, "téléchargez-le de nouveau", "fichier XML abîmé")
	}
	return doc.invoice(file)
}

// cousins are the documents that people take for such an invoice, by their roots.
var cousins = []struct{ root, what, hint string }{
	{"", "fichier XML illisible", "téléchargez-le de nouveau"},
	{doctype, "ce fichier XML contient des déclarations (DOCTYPE), interdites dans une facture", "demandez la facture à qui l'a émise"},
	{"CrossIndustryDocument", "facture ZUGFeRD 1 : ce format d'avant 2020 n'est pas lu", "demandez ou exportez une facture Factur-X (ou ZUGFeRD 2)"},
	{"Invoice", "facture UBL : ce format n'est pas encore lu", "demandez ou exportez la même facture en Factur-X ou en CII"},
	{"CreditNote", "avoir UBL : ce format n'est pas encore lu", "demandez ou exportez le même avoir en Factur-X ou en CII"},
	{"SCRDMCCBDACIOMessageStructure", "ce document est une commande (Order-X), pas une facture", "importez la facture"},
	{"comptabilite", "FEC en XML : ce format n'est pas lu", "exportez le FEC en texte (.txt, colonnes séparées par des tabulations ou des barres)"},
}

func refusedRoot(file, root string) diag.List {
	for _, c := range cousins {
		if c.root == root {
			return refusal(file, c.hint, c.what)
		}
	}
	return refusal(file, "importez une facture Factur-X, un FEC ou un tableau", "ce fichier XML n'est pas une facture électronique (« "+diag.Short(root)+" »)")
}

// decoder reads a text that is in UTF-8 already, whatever its first line says.
func decoder(text string) *xml.Decoder {
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

// doctype stands for a root that comes after a DTD: it has no place in an invoice,
// and may make a small file say much.
const doctype = "!DOCTYPE"

// rootOf returns the name of the root element, "" when there is none to read.
func rootOf(text string) string {
	d := decoder(text)
	for {
		t, err := d.Token()
		if err != nil {
			return ""
		}
		switch e := t.(type) {
		case xml.StartElement:
			return e.Name.Local
		case xml.Directive:
			return doctype
		}
	}
}
