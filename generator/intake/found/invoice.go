package found

import (
	"path"
	"strings"

	"relance/generator/diag"
	"relance/generator/intake/einvoice"
	"relance/generator/intake/header"
	"relance/generator/kit"
)

// Electronic is the Source of a single invoice: it says nothing of the others.
const Electronic = "facture électronique (Factur-X)"

// overseas are the countries of ISO 3166 where French post is inland post.
const overseas = "FR GP MQ GF RE YT PM BL MF"

// FromInvoice makes an import of one electronic invoice.
func FromInvoice(file string, inv *einvoice.Invoice, m header.Mapping) *Import {
	imp := &Import{Source: Electronic, Seller: inv.Seller}
	pos := diag.Pos{File: file}
	cl := imp.buyer(inv.Buyer, m, pos)
	imp.Control.Lines = 1
	switch {
	case inv.CreditNote:
		cl.Credits = []kit.CreditNote{{Number: inv.Number, Date: inv.Issued, Amount: inv.Payable, Pos: pos, At: map[string]diag.Pos{}}}
		imp.refersTo(inv, pos)
	case inv.Payable <= 0:
		imp.Dropped = append(imp.Dropped, Line{pos, "rien à payer sur cette facture", inv.Number})
	default:
		cl.Invoices = []kit.Invoice{imp.invoice(inv, m, pos)}
	}
	if len(cl.Invoices)+len(cl.Credits) > 0 && inv.Payable > 0 {
		imp.Clients = []kit.Client{cl}
	}
	imp.Count()
	return imp
}

func (imp *Import) refersTo(inv *einvoice.Invoice, pos diag.Pos) {
	if inv.Precedes != "" {
		imp.Note(pos, "W367", "s'il la concerne seule, déplacez-le sous la facture, dans avoirs:", "l'avoir %s porte sur la facture %s : il est noté au compte du client", inv.Number, inv.Precedes)
	}
}

func (imp *Import) invoice(inv *einvoice.Invoice, m header.Mapping, pos diag.Pos) kit.Invoice {
	out := kit.Invoice{Number: inv.Number, Issued: inv.Issued, Due: inv.Due, Total: inv.Total, OrderRef: inv.OrderRef, Pos: pos,
		At: map[string]diag.Pos{"numero": pos, "date": pos, "montant_ttc": pos}}
	if inv.Currency != "EUR" {
		out.Currency = inv.Currency
	}
	if strings.EqualFold(path.Ext(pos.File), ".pdf") {
		out.PDF = "factures/" + path.Base(strings.ReplaceAll(pos.File, `\`, "/"))
	}
	if paid := inv.Total - inv.Payable; paid > 0 {
		out.Payments = []kit.Payment{{Date: inv.Issued, Amount: paid, Reference: "acompte porté sur la facture", Pos: pos, At: map[string]diag.Pos{}}}
	}
	if !inv.Due.IsZero() {
		out.At["echeance"] = pos
	} else if err := out.Terms.UnmarshalText([]byte(inv.Terms)); err != nil && m.Terms.IsZero() {
		imp.Note(pos, "W366", "donnez les conditions de paiement : conditions: 30 jours, pour ce client",
			"la facture %s ne dit pas son échéance", inv.Number)
	}
	return out
}

// buyer makes a client of the one who was invoiced.
func (imp *Import) buyer(p einvoice.Party, m header.Mapping, pos diag.Pos) kit.Client {
	cl := kit.Client{Code: p.ID, Name: p.Name, Kind: kit.Kind(m.Kind), Terms: m.Terms, Address: p.Address, VAT: p.VAT,
		Pos: pos, At: map[string]diag.Pos{"code": pos, "nom": pos}}
	if cl.Code == "" {
		cl.Code = Slug(p.Name)
	}
	if p.Country != "" && !strings.Contains(overseas, p.Country) {
		cl.Country = p.Country
	}
	check := func(text string, read func([]byte) error) {
		if err := read([]byte(text)); text != "" && err != nil {
			imp.Note(pos, "W355", "cette donnée n'est pas reprise", "%s", err)
		}
	}
	check(p.SIREN, cl.SIREN.UnmarshalText)
	check(p.SIRET, cl.SIRET.UnmarshalText)
	if cl.Kind == "" {
		if cl.SIREN == "" {
			Civility(&cl)
		}
		cl.Kind = LikelyKind(&cl)
	}
	c := kit.Contact{Name: p.Contact, At: map[string]diag.Pos{}}
	check(p.Email, c.Email.UnmarshalText)
	check(p.Phone, c.Phone.UnmarshalText)
	if c.Name == "" {
		c.Name = "Comptabilité"
	}
	if c.Email != "" || c.Phone != "" {
		cl.Contacts = []kit.Contact{c}
	}
	return cl
}
