package pause

import (
	"strings"

	"relance/generator/calendar"
	"relance/generator/dunning/course"
	"relance/generator/journal"
	"relance/generator/kit"
)

// chequeGrace is the grace of a promise paid by cheque, in working days.
const chequeGrace = 4

// PromiseEnd is the day the plan resumes, and whether the promise is accepted. One
// too far ahead suspends for three working days only, while approval is asked; one
// more than the options allow does not suspend at all (contracts.md §9.4).
func (f *Facts) PromiseEnd(d course.Case, p *kit.Promise) (end calendar.Date, accepted bool) {
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
func (f *Facts) unkeptUpTo(d course.Case, p *kit.Promise) (n int) {
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
func (f *Facts) Accepts(d course.Case, p *kit.Promise) bool {
	_, accepted := f.PromiseEnd(d, p)
	return accepted
}

// TooFar reports whether a promise is for later than one may accept alone.
func (f *Facts) TooFar(d course.Case, p *kit.Promise) bool {
	return p.Until.Sub(p.Taken) > d.Options.PromiseMaxDays
}

// Kept reports whether the promised sum came in on the promised invoices.
func (f *Facts) Kept(p *kit.Promise) bool {
	return f.Book.Received(p.Invoices, p.Taken, f.Day) >= p.Amount
}
