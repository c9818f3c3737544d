package dunning

import (
	"strings"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

// A promise suspends from the day it is taken until its grace has passed; then it
// is kept or broken, but only once the payments of that day are entered.

// ChequeGrace is the grace of a promise paid by cheque, in working days.
const chequeGrace = 4

// promised holds while a promise suspends the invoice.
func (f *Facts) promised(d *Decision) bool {
	promises := f.Promises(d.Invoice)
	for i := range promises {
		p := &promises[i]
		if f.Kept(p) || d.Balance <= 0 {
			continue
		}
		end, accepted := f.promiseEnd(d, p)
		switch {
		case f.Day < end:
			d.Promise = p
			return d.set(Promised, end, "promesse de %s pour le %s : reprise le %s si rien n'est reçu", d.euros(p.Amount), p.Until.Long(), end)
		case f.Day <= p.Until && !accepted:
			d.Warnings = append(d.Warnings, "promesse du "+p.Taken.String()+" pour le "+p.Until.String()+" non acceptée : le plan continue")
			if f.stagesSince(d, end) == 0 {
				d.Declined = p
			}
		case accepted && !f.PaymentsKnown(p.Until):
			d.Promise = p
			return d.set(Promised, end, "promesse échue le %s : saisissez les encaissements jusqu'à ce jour pour savoir si elle est tenue", p.Until)
		case f.PaymentsKnown(p.Until) && f.stagesSince(d, p.Until) == 0:
			d.Broken = p
		}
	}
	return false
}

// promiseEnd is the day the plan resumes, and whether the promise is accepted. One
// too far ahead suspends for three working days only, while approval is asked; one
// more than the options allow does not suspend at all (contracts.md §9.4).
func (f *Facts) promiseEnd(d *Decision, p *kit.Promise) (end calendar.Date, accepted bool) {
	extra := f.unkeptUpTo(d, p) > d.Options.PromiseMax
	if extra || f.TooFar(d, p) {
		a, given := f.Approval(d.Client, "promesse", p.Taken)
		switch {
		case given && a.Decision != journal.Granted:
			return a.Date, false
		case !given && extra:
			return p.Taken, false
		case !given:
			return f.Business().Add(p.Taken, 3), false
		}
	}
	grace := d.Options.PromiseGrace
	if strings.HasPrefix(strings.ToLower(p.Mode), "ch") { // chèque, cheque
		grace = max(grace, chequeGrace)
	}
	return f.Business().Add(p.Until, grace), true
}

// unkeptUpTo counts the promises on the invoice that were not kept, up to p.
func (f *Facts) unkeptUpTo(d *Decision, p *kit.Promise) (n int) {
	promises := f.Promises(d.Invoice)
	for i := range promises {
		if !f.Kept(&promises[i]) {
			n++
		}
		if promises[i].Until == p.Until { // two promises of one invoice never end the same day
			break
		}
	}
	return n
}

// Accepts reports whether a promise suspends the pursuit until its own date: alone,
// or because somebody approved it.
func (f *Facts) Accepts(d *Decision, p *kit.Promise) bool {
	_, accepted := f.promiseEnd(d, p)
	return accepted
}

// TooFar reports whether a promise is for later than one may accept alone.
func (f *Facts) TooFar(d *Decision, p *kit.Promise) bool {
	return p.Until.Sub(p.Taken) > d.Options.PromiseMaxDays
}

// Kept reports whether the promised sum came in on the promised invoices.
func (f *Facts) Kept(p *kit.Promise) bool {
	return f.Book.Received(p.Invoices, p.Taken, f.Day) >= p.Amount
}

// stagesSince counts the stages of the plan done on or after a day.
func (f *Facts) stagesSince(d *Decision, day calendar.Date) int {
	n := 0
	for _, s := range f.Steps(d.Invoice) {
		if stage, _ := d.Plan.Stage(s.Stage); stage != nil && s.Status != journal.Skipped && s.Date >= day {
			n++
		}
	}
	return n
}
