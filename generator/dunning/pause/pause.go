// Package pause is what suspends an invoice, and until when: a promise, an agreement, a
// postponement, a real payment, a dispute.
package pause

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning/course"
	"relance/generator/dunning/past"
	"relance/generator/kit"
)

// Facts are what happened until a day, with what it suspends.
type Facts struct{ *course.Facts }

// NeedsApproval reports whether an agreement is too long to be made alone, and
// nobody has approved it: until then it suspends nothing.
func (f *Facts) NeedsApproval(d course.Case, p *kit.InstalmentPlan) bool {
	last := p.Instalments[len(p.Instalments)-1].Date
	long := len(p.Instalments) > d.Options.InstalmentMax || last.Sub(p.Agreed) > 90
	return long && !f.Approved(d.Client, "echeancier", p.Agreed)
}

// Postponed are those that count: in a row, that is without a stage of the plan
// done in between, no more than the options allow.
func (f *Facts) Postponed(d course.Case) []kit.Deferral {
	var out []kit.Deferral
	row := 0
	for i, r := range f.Deferrals(d.Invoice) {
		if i > 0 && f.stageBetween(d, f.Deferrals(d.Invoice)[i-1].Granted, r.Granted) {
			row = 0
		}
		if row++; row <= d.Options.DeferralMax || f.Approved(d.Client, "report", r.Granted) {
			out = append(out, r)
		}
	}
	return out
}

func (f *Facts) stageBetween(d course.Case, from, to calendar.Date) bool {
	return slices.ContainsFunc(f.Steps(d.Invoice), func(s past.Step) bool {
		stage, _ := d.Plan.Stage(s.Stage)
		return stage != nil && from < s.Date && s.Date <= to
	})
}

// RefusedDeferral is the postponement still to come that counts for nothing until
// it is approved, nil when there is none.
func (f *Facts) RefusedDeferral(d course.Case) *kit.Deferral {
	all := f.Deferrals(d.Invoice)
	counted := f.Postponed(d)
	for i := range all {
		if all[i].Until >= f.Day && !slices.ContainsFunc(counted, func(r kit.Deferral) bool { return r.Until == all[i].Until && r.Granted == all[i].Granted }) {
			return &all[i]
		}
	}
	return nil
}

// Partial is the last partial payment that opened a pause, and the first day after it.
func (f *Facts) Partial(d course.Case) (received, end calendar.Date) {
	balance, pauses := d.Invoice.Total, 0
	for _, r := range f.Book.Receipts(d.Invoice, f.Day) {
		effort := !r.Credit && r.Date > d.Invoice.Due && r.Amount*10 >= balance && r.Amount < balance
		if effort && pauses < 2 && !f.underAgreement(d, r.Date) {
			received, end, pauses = r.Date, r.Date.AddDays(d.Options.PartialPause), pauses+1
		}
		balance -= r.Amount
	}
	return received, end
}

func (f *Facts) underAgreement(d course.Case, day calendar.Date) bool {
	for _, p := range f.Promises(d.Invoice) {
		if p.Taken <= day && day <= p.Until {
			return true
		}
	}
	return claim.Agreement(d.Client, d.Invoice, day) != nil
}

// Resume is the day the last pause lets the plan go on.
func (f *Facts) Resume(d course.Case) calendar.Date {
	_, resume := f.Partial(d)
	for _, x := range f.Book.Disputes(d.Invoice, f.Day) {
		if !x.Closed.IsZero() && x.Closed <= f.Day {
			resume = max(resume, x.Closed.AddDays(d.Options.DisputeResume))
		}
	}
	promises := f.Promises(d.Invoice)
	for i := range promises {
		p := &promises[i]
		end, kept := f.Book.ReceivedOn(p.Invoices, p.Taken, f.Day, p.Amount)
		if !kept {
			end, _ = f.PromiseEnd(d, p)
		}
		resume = max(resume, end)
	}
	for _, r := range f.Postponed(d) {
		resume = max(resume, r.Until+1)
	}
	if p := d.Client.DoNotContact; p != nil && p.Until < f.Day {
		resume = max(resume, p.Until+1)
	}
	return resume
}
