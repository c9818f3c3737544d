// Package einvoice reads electronic invoices: Factur-X and ZUGFeRD 2, which are
// PDF files with an XML one attached, and that XML alone (UN/CEFACT CII).
package einvoice

import (
	"encoding/xml"
	"io"
	"strings"

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

// FromXML reads a CII invoice. Its cousins are recognised and named.
func FromXML(file string, src []byte) (*Invoice, diag.List) {
	var doc cii
	text, _, l := csv.Decode(file, src) // UTF-16 and Latin-1 are allowed
	if len(l) > 0 {
		return nil, refusal(file, "téléchargez-le de nouveau", "fichier XML illisible")
	}
	switch root := rootOf(text); root {
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
	d := decoder(text)
	if err := d.Decode(&doc); err != nil {
		return nil, refusal(file, "téléchargez-le de nouveau", "fichier XML abîmé")
	}
	return doc.invoice(file)
}

// decoder reads a text that is in UTF-8 already, whatever its first line says.
func decoder(text string) *xml.Decoder {
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

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
			return "" // a DTD has no place in an invoice
		}
	}
}
