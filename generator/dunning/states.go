package dunning

import (
	"fmt"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/kit"
	"relance/generator/money"
)

// One function a word. Each sets the state and its reason, and answers whether
// the word holds.

func (d *Decision) set(s State, until calendar.Date, format string, args ...any) bool {
	d.State, d.Date, d.Reason = s, until, fmt.Sprintf(format, args...)
	return true
}

func (d *Decision) euros(a money.Amount) string { return a.Format(d.Invoice.Currency) }

func (f *Facts) cancelled(d *Decision) bool {
	c := d.Invoice.Cancelled
	if c == nil || c.On > f.Day {
		return false
	}
	return d.set(Cancelled, 0, "annulée le %s : %s", c.On, c.Reason)
}

// insolvent stops claims born before the opening judgment (C. com. L622-21); those
// born after it follow their plan.
func (f *Facts) insolvent(d *Decision) bool {
	p := d.Client.Insolvency
	if p == nil || p.Judged > f.Day || !claim.BornBefore(d.Invoice, p.Judged) {
		return false
	}
	return d.set(Insolvent, 0, "%s prononcée le %s : aucune relance, la créance se déclare", procedures[p.Type], p.Judged)
}

var procedures = map[string]string{
	"sauvegarde": "procédure de sauvegarde", "redressement": "procédure de redressement judiciaire", "liquidation": "liquidation judiciaire",
}

func (f *Facts) settled(d *Decision) bool {
	switch {
	case d.Balance == 0:
		last := ""
		if r := f.Book.Receipts(d.Invoice, f.Day); len(r) > 0 {
			last = " le " + r[len(r)-1].Date.String()
		}
		return d.set(Settled, 0, "soldée%s", last)
	case d.Balance < 0:
		return d.set(Overpaid, 0, "trop-perçu de %s : à rembourser ou à affecter", d.euros(-d.Balance))
	}
	return false
}

func (f *Facts) handedOver(d *Decision) bool {
	when := f.clients[d.Client.Code].handedOver
	for _, s := range f.Steps(d.Invoice) {
		if stage, _ := d.Plan.Stage(s.Stage); stage != nil && stage.Nature == kit.Handover && s.Status != "sautee" {
			when = s.Date
		}
	}
	if when.IsZero() || d.Invoice.Issued > when {
		return false
	}
	return d.set(HandedOver, 0, "dossier transmis le %s : plus aucune relance de notre part", when)
}

func (f *Facts) doNotContact(d *Decision) bool {
	p := d.Client.DoNotContact
	if p == nil || p.Until < f.Day {
		return false
	}
	return d.set(DoNotContact, p.Until+1, "ne pas contacter jusqu'au %s (%s, décidé par %s)", p.Until, p.Reason, p.By)
}

// disputed holds when nothing undisputed is left; a partial dispute leaves the
// rest to its plan.
func (f *Facts) disputed(d *Decision) bool {
	open := f.Book.OpenDispute(d.Invoice, f.Day)
	if open == nil || d.Claimable > 0 {
		return false
	}
	return d.set(Disputed, 0, "contestée depuis le %s (%s) : la relance reprendra à la clôture du litige", open.Opened, open.Reason)
}

func (f *Facts) deferred(d *Decision) bool {
	for _, r := range f.invoices[d.Invoice.Number].deferrals {
		if r.Until >= f.Day {
			return d.set(Deferred, f.Kit.Business().Next(r.Until+1), "report accordé jusqu'au %s (%s)", r.Until, r.Reason)
		}
	}
	return false
}

// partialPause leaves some days after a real effort: at least a tenth of what was
// due, received after the due date, twice at most, outside any promise or agreement.
func (f *Facts) partialPause(d *Decision) bool {
	end := f.pauseEnd(d)
	if end <= f.Day {
		return false
	}
	r := f.Book.Receipts(d.Invoice, f.Day)
	return d.set(PartialPause, f.Kit.Business().Next(end), "règlement partiel reçu le %s : reprise le %s si le solde de %s reste dû",
		r[len(r)-1].Date, f.Kit.Business().Next(end), d.euros(d.Claimable))
}

// pauseEnd is the first day after the last pause that a partial payment opened.
func (f *Facts) pauseEnd(d *Decision) calendar.Date {
	var end calendar.Date
	balance, pauses := d.Invoice.Total, 0
	for _, r := range f.Book.Receipts(d.Invoice, f.Day) {
		if !r.Credit && r.Date > d.Invoice.Due && r.Amount*10 >= balance && r.Amount < balance && pauses < 2 && !f.underAgreement(d.Invoice, r.Date) {
			end, pauses = r.Date.AddDays(d.Options.PartialPause), pauses+1
		}
		balance -= r.Amount
	}
	return end
}

func (f *Facts) underAgreement(inv *kit.Invoice, day calendar.Date) bool {
	for _, p := range f.Promises(inv) {
		if p.Taken <= day && day <= p.Until {
			return true
		}
	}
	c, _ := f.agreement(inv)
	return c != nil && c.Agreed <= day
}

func (f *Facts) belowMinimum(d *Decision) bool {
	if d.Claimable >= d.Options.Minimum || d.DaysLate == 0 {
		return false
	}
	return d.set(BelowMinimum, 0, "solde de %s, sous le minimum de %s : aucun message", d.euros(d.Claimable), d.Options.Minimum.Format("EUR"))
}

// covered: money on account pays for all the client owes, due or, for an invoice
// not yet due, in all.
func (f *Facts) covered(d *Decision) bool {
	owed := f.Overdue(d.Client)
	if d.DaysLate == 0 {
		owed = f.Open(d.Client)
	}
	account := f.Book.OnAccountSum(d.Client, f.Day)
	if account == 0 || account < owed {
		return false
	}
	return d.set(Covered, 0, "%s à affecter couvrent ce que doit le client : affectez-les avant toute relance", d.euros(account))
}
