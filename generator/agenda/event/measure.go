package event

import (
	"slices"

	"relance/generator/agenda/message"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/journal"
)

// lift tells a client that a measure is over, once it owes nothing overdue: with
// the last invoice it paid.
func (e *events) lift(d *dunning.Decision) *message.Communication {
	decided := e.facts.Liftable(e.client)
	if len(decided) == 0 || d != e.lastPaid() {
		return nil
	}
	return e.message("levee_mesure", "plus rien d'échu : lever %s", message.MeasureNames(decided))
}

// measure tells a client of a measure that somebody decided, once: on the first
// invoice that may be asked for.
func (e *events) measure(d *dunning.Decision, name string) *message.Communication {
	decided := e.facts.InForce(e.client, name)
	if decided == nil || !askable(d) || e.told(decided) {
		return nil
	}
	c := e.message(name, "%s : à annoncer au client", message.MeasureNames([]journal.Entry{*decided}))
	c.Measure = decided
	return c
}

// askable: overdue, and nothing suspends it.
func askable(d *dunning.Decision) bool {
	return d.DaysLate > 0 && d.Claimable > 0 && (d.State == dunning.Upcoming || d.State == dunning.PlanEnded || d.IsDue() && d.Stage != nil)
}

// told reports whether the notice of a measure went out since it was decided.
func (e *events) told(decided *journal.Entry) bool {
	return slices.ContainsFunc(e.facts.Contacts(e.client), func(c dunning.Contact) bool {
		return c.Stage == decided.Stage && c.Date >= decided.Date
	})
}

// lastPaid is the decision on the last invoice that the client paid.
func (e *events) lastPaid() (last *dunning.Decision) {
	var on calendar.Date
	for i := range e.decisions {
		if paid, ok := e.facts.Book.PaidOn(e.decisions[i].Invoice, e.facts.Day); ok && paid > on {
			last, on = &e.decisions[i], paid
		}
	}
	return last
}
