package debtor

import (
	"fmt"
	"slices"

	"relance/generator/intake/found"
	"relance/generator/intake/record"
	"relance/generator/kit"
)

// again reads a number met before: one more payment of the same invoice, in
// tables with a row a payment, or the same row twice.
func (b *Roll) again(rec record.Record, seen place) (why string) {
	if seen.invoice < 0 {
		return fmt.Sprintf("numéro « %s » déjà lu ligne %d, celui d'un avoir", rec.Number, seen.row)
	}
	inv := &b.imp.Clients[seen.client].Invoices[seen.invoice]
	if why = b.unsure[inv.Number]; why != "" {
		return why
	}
	if what := b.contradiction(inv, rec, seen); what != "" {
		b.unsure[inv.Number] = fmt.Sprintf("la facture « %s » est aussi ligne %d, avec un autre %s : laquelle est juste ?", rec.Number, rec.Row.Number, what)
		return fmt.Sprintf("la facture « %s » est déjà ligne %d, avec un autre %s : laquelle est juste ?", rec.Number, seen.row, what)
	}
	if why = b.disagree(inv, rec); why != "" {
		b.unsure[inv.Number] = why
		return why
	}
	switch {
	case rec.Paid == 0:
		b.drop(rec.Row, fmt.Sprintf("facture déjà lue ligne %d", seen.row))
		return ""
	case b.Has("solde") || slices.ContainsFunc(inv.Payments, func(p kit.Payment) bool { return samePayment(p, rec) }):
		b.drop(rec.Row, fmt.Sprintf("facture et règlement déjà lus ligne %d", seen.row))
		return ""
	}
	inv.Payments = append(inv.Payments, b.payment(rec, rec.Paid))
	return ""
}

// contradiction names what two rows of one number say otherwise.
func (b *Roll) contradiction(inv *kit.Invoice, rec record.Record, seen place) string {
	i, known := b.byKey[b.key(rec.Row)]
	switch {
	case !known || i != seen.client:
		return "client"
	case inv.Total != rec.Total || inv.Currency != rec.Currency:
		return "montant"
	case inv.Issued != rec.Issued:
		return "jour d'émission"
	case inv.Due != rec.Due && !inv.Due.IsZero() && !rec.Due.IsZero():
		return "jour d'échéance"
	}
	return ""
}

func samePayment(p kit.Payment, rec record.Record) bool {
	return p.Amount == rec.Paid && (rec.PaidOn.IsZero() || p.Date == rec.PaidOn)
}

// disagree tells why a second row of an invoice cannot be believed beside the first.
func (b *Roll) disagree(inv *kit.Invoice, rec record.Record) (why string) {
	before := inv.Total - found.Left(inv)
	switch {
	case b.Has("solde") && before != rec.Paid:
		why = "ne laisse pas le même reste dû à chaque ligne"
	case b.Has("solde") || rec.Paid == 0 || slices.ContainsFunc(inv.Payments, func(p kit.Payment) bool { return samePayment(p, rec) }):
	case rec.PaidOn.IsZero() && before != 0:
		why = "a plusieurs montants réglés sans date, rien ne dit s'ils s'ajoutent"
	case before+rec.Paid > inv.Total:
		why = fmt.Sprintf("a des règlements de %s, plus que son montant %s", (before + rec.Paid).Format(inv.Currency), inv.Total.Format(inv.Currency))
	}
	if why != "" {
		why = fmt.Sprintf("la facture « %s » %s", inv.Number, why)
	}
	return why
}

// withdraw takes back the invoices whose rows disagree: what they leave to pay is
// not known.
func (b *Roll) withdraw() {
	if len(b.unsure) == 0 {
		return
	}
	for i := range b.imp.Clients {
		invoices := b.imp.Clients[i].Invoices
		for j := len(invoices) - 1; j >= 0; j-- {
			if why := b.unsure[invoices[j].Number]; why != "" {
				b.imp.Withdraw(i, j, why)
			}
		}
	}
	b.imp.Clients = slices.DeleteFunc(b.imp.Clients, func(cl kit.Client) bool {
		return len(cl.Invoices)+len(cl.Credits)+len(cl.Payments) == 0
	})
}
