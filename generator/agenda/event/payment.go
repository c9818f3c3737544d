package event

import (
	"relance/generator/agenda/message"
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// thanks: one message for a late invoice just paid, when the client owes nothing
// overdue any more and nobody else is in charge of the file.
func (e *events) thanks(d *dunning.Decision) *message.Communication {
	f := e.facts
	receipts := f.Book.Receipts(d.Invoice, e.facts.Day)
	if d.State != dunning.Settled || len(receipts) == 0 || e.formal || f.OverdueIn(e.client, d.Invoice.Currency) > 0 || e.client.DoNotContact != nil || len(e.facts.Liftable(e.client)) > 0 {
		return nil
	}
	last := receipts[len(receipts)-1]
	if last.Credit || e.facts.Day.Sub(last.Date) > 5 || !e.chased(d, last.Date) || e.did(d, "remerciement", d.Invoice.Issued) || e.did(d, "levee_mesure", last.Date) {
		return nil
	}
	return e.message("remerciement", "facture soldée le %s après relance", last.Date)
}

// noticeDays is how old a payment may be when it is entered and still be announced to
// the creditor.
const noticeDays = 30

// creditorNotice: an agent tells its creditor of the payments it received, the same day
// or as soon as they are entered (CPCE R124-5).
func (e *events) creditorNotice(d *dunning.Decision) *message.Communication {
	if e.facts.Kit.Sender != "mandataire" || e.facts.Kit.Mandate == nil {
		return nil
	}
	var sum money.Amount
	var last calendar.Date
	for _, r := range e.facts.Book.Receipts(d.Invoice, e.facts.Day) {
		if e.toAnnounce(d, r) {
			sum, last = sum+r.Amount, r.Date
		}
	}
	if sum == 0 {
		return nil
	}
	return e.message(dunning.CreditorNotice, "règlement de %s reçu le %s : à signaler au créancier", sum.Format(d.Invoice.Currency), last)
}

// toAnnounce: a payment under the mandate that the creditor did not receive itself, has
// not been told of, and did not already expect as an agreed instalment (T103).
func (e *events) toAnnounce(d *dunning.Decision, r claim.Receipt) bool {
	m := e.facts.Kit.Mandate
	direct := r.By == "creancier" || r.By == "" && m.Collect == kit.No
	agreed := claim.Agreement(e.client, d.Invoice, r.Date) != nil && d.Balance > 0
	return !r.Credit && !direct && !agreed && r.Date >= m.Date && e.facts.Day.Sub(r.Date) <= noticeDays && !e.did(d, dunning.CreditorNotice, r.Date)
}

// chased reports whether we ourselves reminded the client of the invoice before it
// paid; once a file is handed over, thanking is for whoever has it.
func (e *events) chased(d *dunning.Decision, paid calendar.Date) bool {
	chased := false
	for _, step := range e.facts.Steps(d.Invoice) {
		s, _ := d.Plan.Stage(step.Stage)
		switch {
		case s == nil || step.Status == journal.Skipped:
		case s.Nature == kit.Handover:
			return false
		case s.Nature != kit.Preventive && step.Date <= paid:
			chased = true
		}
	}
	return chased
}

// welcome explains our terms to a new client with its first invoice, while nothing
// is due (T86, S4-34).
func (e *events) welcome(d *dunning.Decision) *message.Communication {
	young := e.facts.Day.Sub(d.Invoice.Issued) <= 30 && d.Invoice.Issued <= e.facts.Day && e.facts.Day < d.Invoice.Due
	if e.client.Profile != "nouveau_client" || e.client.Kind != kit.Company || len(e.client.Invoices) != 1 || !young || d.State != dunning.Upcoming || e.did(d, "bienvenue", d.Invoice.Issued) {
		return nil
	}
	return e.message("bienvenue", "nouveau client : nos conditions avant la première échéance")
}
