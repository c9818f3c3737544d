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
	drop := func(why string) { imp.Dropped = append(imp.Dropped, Line{pos, why, inv.Number}) }
	reject := func(why string) { imp.Rejected = append(imp.Rejected, Line{pos, why, inv.Number}) }
	switch {
	case inv.Idle != "":
		drop(inv.Idle)
	case inv.CreditNote && inv.Payable <= 0:
		drop("avoir déjà rendu ou déduit : rien n'en reste")
	case inv.Payable <= 0:
		drop("rien à payer sur cette facture")
	case inv.CreditNote && inv.Currency != "EUR" && inv.Currency != "":
		reject("avoir en " + inv.Currency + " : un avoir du kit est en euros, notez-le vous-même")
	case inv.CreditNote:
		cl.Credits = []kit.CreditNote{{Number: inv.Number, Date: inv.Issued, Amount: inv.Payable, Pos: pos, At: map[string]diag.Pos{}}}
		imp.refersTo(inv, pos)
		imp.Clients = []kit.Client{cl}
	case inv.Assigned && assignment(inv) == nil:
		reject("facture cédée ou à payer à un tiers" + named(inv.Payee.Name) + ", dont le fichier ne dit pas le nom et l'IBAN : ajoutez-la vous-même, avec cedee:")
	default:
		cl.Invoices = []kit.Invoice{imp.invoice(inv, m, pos)}
		imp.Clients = []kit.Client{cl}
	}
	imp.Control.Lines = len(imp.Clients)
	imp.Count()
	return imp
}

func named(name string) string {
	if name == "" {
		return ""
	}
	return " (" + name + ")"
}

// assignment is to whom an assigned invoice is paid, nil when that is not all known.
func assignment(inv *einvoice.Invoice) *kit.Assignment {
	to := &kit.Assignment{Factor: inv.Payee.Name, Since: inv.Issued}
	if !inv.Assigned || to.Factor == "" || inv.IBAN == "" || to.IBAN.UnmarshalText([]byte(inv.IBAN)) != nil {
		return nil
	}
	return to
}

func (imp *Import) refersTo(inv *einvoice.Invoice, pos diag.Pos) {
	if inv.Precedes != "" {
		imp.Note(pos, "W367", "s'il la concerne seule, déplacez-le sous la facture, dans avoirs:", "l'avoir %s porte sur la facture %s : il est noté au compte du client", inv.Number, inv.Precedes)
	}
}

// doubtful says what the user alone can tell of an invoice.
func (imp *Import) doubtful(inv *einvoice.Invoice, pos diag.Pos) {
	if inv.Corrects {
		imp.Note(pos, "W378", "si elle la remplace, retirez l'ancienne, ou annulez-la : annulee: {le: …, motif: …} ; sinon les deux seraient réclamées",
			"la facture %s est rectificative%s : l'ancienne est-elle à retirer ?", inv.Number, ofInvoice(inv.Precedes))
	}
	if inv.Several {
		imp.Note(pos, "W379", "pour relancer chacune à son jour, ajoutez echeanciers: à ce client", "la facture %s a plusieurs échéances : la dernière, le %s, est retenue", inv.Number, inv.Due)
	}
	if inv.Assigned {
		imp.Note(pos, "W385", "vérifiez le nom et l'IBAN sous cedee:", "la facture %s est à payer à un tiers, %s : ses lettres porteront son compte", inv.Number, inv.Payee.Name)
	}
}

func ofInvoice(number string) string {
	if number == "" {
		return ""
	}
	return " de la facture " + number
}

func (imp *Import) invoice(inv *einvoice.Invoice, m header.Mapping, pos diag.Pos) kit.Invoice {
	out := kit.Invoice{Number: inv.Number, Issued: inv.Issued, Due: inv.Due, Total: inv.Total, OrderRef: inv.OrderRef, Pos: pos,
		At: map[string]diag.Pos{"numero": pos, "date": pos, "montant_ttc": pos}}
	if inv.Currency != "EUR" {
		out.Currency = inv.Currency
	}
	out.Assigned = assignment(inv)
	imp.doubtful(inv, pos)
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
