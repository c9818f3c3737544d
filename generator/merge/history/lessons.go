package history

import (
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
)

// Lessons are the merge fields of a settled invoice: when it was paid, after which
// step, for which reason. There is none while it is not settled.
func (h History) Lessons(f *dunning.Facts, inv *kit.Invoice) map[string]any {
	d := map[string]any{}
	paid, ok := f.Book.PaidOn(inv, h.Day)
	if !ok {
		return d
	}
	contacts := 0
	for _, e := range h.Entries {
		if e.Date > paid || !concerns(e, inv.Number) {
			continue
		}
		if e.Type == journal.Reminder || e.Type == journal.Call {
			contacts++
		}
		if name := causeNames[e.Cause]; name != "" {
			d["retour.cause"] = name
		}
	}
	for _, s := range f.Steps(inv) {
		if stage := h.Stage(s.Plan, s.Stage); stage != nil && s.Status == journal.Done && s.Date <= paid {
			d["retour.etape"] = stage.Title()
		}
	}
	d["retour.paye_le"], d["retour.jours"], d["retour.contacts"] = paid, max(0, paid.Sub(inv.Due)), contacts
	return d
}

// causeNames are the causes of a delay in a sentence; the worst is told as a fact.
var causeNames = map[journal.Cause]string{
	journal.Forgotten: "oubli", journal.NotReceived: "facture non reçue", journal.InvoiceError: "erreur sur la facture", journal.InDispute: "contestation",
	journal.PurchaseOrder: "bon de commande manquant", journal.InternalSteps: "circuit de validation", journal.CashShortage: "trésorerie",
	journal.BadFaith: "refus de payer", journal.PriceDisagreed: "désaccord sur le prix", journal.MonthEnd: "calendrier de fin de mois",
}

// concerns reports whether a line of the journal is about an invoice, or about the
// client as a whole.
func concerns(e journal.Entry, number string) bool {
	if len(e.Invoices) == 0 {
		return true
	}
	for _, i := range e.Invoices {
		if i.Number == number && i.Status != journal.Skipped {
			return true
		}
	}
	return false
}
