package dunning

import (
	"relance/generator/calendar"
	"relance/generator/journal"
)

// A promise suspends from the day it is taken until its grace has passed; then it
// is kept or broken, but only once the payments of that day are entered.

// promised holds while a promise suspends the invoice.
func (f *Facts) promised(d *Decision) bool {
	promises := f.Promises(d.Invoice)
	for i := range promises {
		p := &promises[i]
		if f.Kept(p) || d.Balance <= 0 {
			continue
		}
		end, accepted := f.PromiseEnd(d.Case, p)
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
