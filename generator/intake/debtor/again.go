package table

import (
	"fmt"
	"slices"

	"relance/generator/intake/found"
	"relance/generator/journal"
	"relance/generator/kit"
)

// again reads a number met before: one more payment of the same invoice, in
// tables with a row a payment, or the same row twice.
func (b *builder) again(rec record, seen place) (why string) {
	if i, known := b.byKey[b.key(rec.row)]; seen.invoice < 0 || !known || i != seen.client {
		return fmt.Sprintf("numéro « %s » déjà lu ligne %d, pour un autre client ou un avoir", rec.number, seen.row)
	}
	inv := &b.imp.Clients[seen.client].Invoices[seen.invoice]
	switch {
	case b.unsure[inv.Number] != "":
		return b.unsure[inv.Number]
	case inv.Total != rec.total || inv.Issued != rec.issued:
		why = fmt.Sprintf("facture « %s » déjà lue ligne %d, avec un autre montant ou une autre date", rec.number, seen.row)
		b.unsure[inv.Number] = fmt.Sprintf("la facture « %s » a deux montants, ou deux dates (ligne %d)", rec.number, rec.row.Number)
		return why
	}
	if why = b.disagree(inv, rec); why != "" {
		b.unsure[inv.Number] = why
		return why
	}
	switch {
	case rec.paid == 0:
		b.drop(rec.row, fmt.Sprintf("facture déjà lue ligne %d", seen.row))
		return ""
	case b.Has("solde") || slices.ContainsFunc(inv.Payments, func(p kit.Payment) bool { return samePayment(p, rec) }):
		b.drop(rec.row, fmt.Sprintf("facture et règlement déjà lus ligne %d", seen.row))
		return ""
	}
	inv.Payments = append(inv.Payments, b.payment(rec, rec.paid))
	return ""
}

func samePayment(p kit.Payment, rec record) bool {
	return p.Amount == rec.paid && (rec.paidOn.IsZero() || p.Date == rec.paidOn)
}

// disagree tells why a second row of an invoice cannot be believed beside the first.
func (b *builder) disagree(inv *kit.Invoice, rec record) (why string) {
	before := inv.Total - found.Left(inv)
	switch {
	case b.Has("solde") && before != rec.paid:
		why = "ne laisse pas le même reste dû à chaque ligne"
	case b.Has("solde") || rec.paid == 0 || slices.ContainsFunc(inv.Payments, func(p kit.Payment) bool { return samePayment(p, rec) }):
	case rec.paidOn.IsZero() && before != 0:
		why = "a plusieurs montants réglés sans date, rien ne dit s'ils s'ajoutent"
	case before+rec.paid > inv.Total:
		why = fmt.Sprintf("a des règlements de %s, plus que son montant %s", (before + rec.paid).Format("EUR"), inv.Total.Format("EUR"))
	}
	if why != "" {
		why = fmt.Sprintf("la facture « %s » %s", inv.Number, why)
	}
	return why
}

// withdraw takes back the invoices whose rows disagree: what they leave to pay is
// not known.
func (b *builder) withdraw() {
	if len(b.unsure) == 0 {
		return
	}
	for i := range b.imp.Clients {
		cl := &b.imp.Clients[i]
		cl.Invoices = slices.DeleteFunc(cl.Invoices, func(inv kit.Invoice) bool {
			why := b.unsure[inv.Number]
			if why == "" {
				return false
			}
			b.imp.Control.Lines -= max(1, len(inv.Payments))
			b.imp.Rejected = append(b.imp.Rejected, found.Line{Pos: inv.Pos, Why: why, Text: cl.FullName() + " | " + inv.Number + " | " + inv.Total.Format("EUR")})
			return true
		})
	}
	b.imp.Clients = slices.DeleteFunc(b.imp.Clients, func(cl kit.Client) bool {
		return len(cl.Invoices)+len(cl.Credits)+len(cl.Payments) == 0
	})
	b.imp.Takeovers = slices.DeleteFunc(b.imp.Takeovers, func(e journal.Entry) bool { return b.unsure[e.Invoices[0].Number] != "" })
}
