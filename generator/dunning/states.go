package dunning

import (
	"fmt"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/journal"
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
	when := f.HandedOn(d.Client, d.Invoice, d.Plan)
	return !when.IsZero() && d.set(HandedOver, 0, "dossier transmis le %s : plus aucune relance de notre part", when)
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
	if d.Claimable > 0 {
		return false
	}
	open := f.Book.OpenDispute(d.Invoice, f.Day)
	if open == nil {
		return d.set(Disputed, 0, "litige reconnu fondé : établissez l'avoir, rien n'est à relancer d'ici là")
	}
	ask := f.DisputeDecision(d.Client, open)
	if ask <= f.Day {
		return d.set(ToApprove, ask, "contestée depuis le %s (%s), sans suite depuis %s : reprendre la relance ou prolonger", open.Opened, open.Reason, days(f.Day.Sub(open.Opened)))
	}
	return d.set(Disputed, 0, "contestée depuis le %s (%s) : la relance reprend à la clôture du litige, à trancher le %s au plus tard", open.Opened, open.Reason, ask)
}

// A dispute that lasts is for somebody to decide: after 30 days, then again when a
// longer wait granted by a refusal is over (contracts.md §9.10).
const (
	disputeLimit = 30
	longerWait   = 15
)

// DisputeDecision is the day somebody has to say whether the pursuit of a disputed
// invoice resumes: the approval of « litige » resumes it, its refusal waits longer.
func (f *Facts) DisputeDecision(c *kit.Client, x *kit.Dispute) calendar.Date {
	limit := x.Opened.AddDays(disputeLimit)
	if a, given := f.Approval(c, claim.DisputeApproval, limit); given && a.Decision == journal.Denied {
		if !a.AskAgain.IsZero() {
			return a.AskAgain
		}
		return a.Date.AddDays(longerWait)
	}
	return limit
}

func (f *Facts) belowMinimum(d *Decision) bool {
	if d.Claimable >= d.Options.Minimum {
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
	if account == 0 || account < owed || d.Invoice.Currency != "EUR" {
		return false
	}
	return d.set(Covered, 0, "%s à affecter couvrent ce que doit le client : affectez-les avant toute relance", d.euros(account))
}
