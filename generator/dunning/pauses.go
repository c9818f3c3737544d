package dunning

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/kit"
	"relance/generator/money"
)

// instalments holds while an agreement is honoured, or may still be.
func (f *Facts) instalments(d *Decision) bool {
	p := claim.Agreement(d.Client, d.Invoice, f.Day)
	if p == nil || f.NeedsApproval(d, p) {
		return false
	}
	d.Agreement = p
	if end := f.Book.Lapsed(p, d.Options.InstalmentLapse, f.Day); !end.IsZero() {
		if f.PaymentsKnown(end - 1) {
			d.Lapsed = end
			return false
		}
		return d.set(Instalments, end, "échéance impayée à confirmer : saisissez les encaissements jusqu'au %s", (end - 1))
	}
	next, short := f.Book.Unpaid(p, f.Day)
	if next == nil {
		return false
	}
	lapse := next.Date.AddDays(d.Options.InstalmentLapse)
	switch {
	case next.Date >= f.Day:
		return d.set(Instalments, next.Date, "échéancier respecté : prochaine échéance de %s le %s", d.euros(next.Amount), next.Date)
	case !f.PaymentsKnown(next.Date):
		return d.set(Instalments, lapse, "échéance du %s à vérifier : saisissez les encaissements jusqu'à ce jour", next.Date)
	}
	d.Late, d.Short = next, short
	if p.Lapse == kit.No {
		return f.everLate(d, p)
	}
	return d.set(Instalments, lapse, "échéance de %s impayée depuis le %s : l'accord devient caduc le %s", d.euros(short), next.Date, lapse)
}

// everLate: an agreement that never lapses is reminded of at each instalment missed,
// for all that is missing.
func (f *Facts) everLate(d *Decision, p *kit.InstalmentPlan) bool {
	var due money.Amount
	var ahead calendar.Date
	received := f.Book.Received(p.Invoices, p.Agreed, f.Day)
	for i := range p.Instalments {
		x := &p.Instalments[i]
		if x.Date >= f.Day {
			ahead = x.Date
			break
		}
		if due += x.Amount; due > received && f.PaymentsKnown(x.Date) {
			d.Late, d.Short = x, due-received
		}
	}
	if ahead.IsZero() {
		return d.set(Instalments, 0, "échéance de %s impayée depuis le %s : décidez de la suite de l'accord", d.euros(d.Short), d.Late.Date)
	}
	return d.set(Instalments, ahead, "échéance de %s impayée depuis le %s ; prochaine échéance le %s", d.euros(d.Short), d.Late.Date, ahead)
}

// NeedsApproval reports whether an agreement is too long to be made alone, and
// nobody has approved it: until then it suspends nothing.
func (f *Facts) NeedsApproval(d *Decision, p *kit.InstalmentPlan) bool {
	last := p.Instalments[len(p.Instalments)-1].Date
	long := len(p.Instalments) > d.Options.InstalmentMax || last.Sub(p.Agreed) > 90
	return long && !f.Approved(d.Client, "echeancier", p.Agreed)
}

// deferred holds until the last day granted. More postponements in a row than the
// options allow are for somebody to approve.
func (f *Facts) deferred(d *Decision) bool {
	var last kit.Deferral
	for _, r := range f.deferrals(d) {
		if r.Until > last.Until {
			last = r
		}
	}
	if last.Until < f.Day {
		return false
	}
	return d.set(Deferred, f.Business().Next(last.Until+1), "report accordé jusqu'au %s (%s)", last.Until, last.Reason)
}

// deferrals are those that count: in a row, that is without a stage of the plan
// done in between, no more than the options allow.
func (f *Facts) deferrals(d *Decision) []kit.Deferral {
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

func (f *Facts) stageBetween(d *Decision, from, to calendar.Date) bool {
	return slices.ContainsFunc(f.Steps(d.Invoice), func(s Step) bool {
		stage, _ := d.Plan.Stage(s.Stage)
		return stage != nil && from < s.Date && s.Date <= to
	})
}

// RefusedDeferral is the postponement still to come that counts for nothing until
// it is approved, nil when there is none.
func (f *Facts) RefusedDeferral(d *Decision) *kit.Deferral {
	all := f.Deferrals(d.Invoice)
	counted := f.deferrals(d)
	for i := range all {
		if all[i].Until >= f.Day && !slices.ContainsFunc(counted, func(r kit.Deferral) bool { return r.Until == all[i].Until && r.Granted == all[i].Granted }) {
			return &all[i]
		}
	}
	return nil
}

// partialPause leaves some days after a real effort: at least a tenth of what was
// due, received after the due date, twice at most, outside any promise or agreement.
func (f *Facts) partialPause(d *Decision) bool {
	received, end := f.pause(d)
	if end <= f.Day {
		return false
	}
	next := f.Business().Next(end)
	return d.set(PartialPause, next, "règlement partiel reçu le %s : reprise le %s si le solde de %s reste dû", received, next, d.euros(d.Claimable))
}

// pause is the last partial payment that opened a pause, and the first day after it.
func (f *Facts) pause(d *Decision) (received, end calendar.Date) {
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

func (f *Facts) underAgreement(d *Decision, day calendar.Date) bool {
	for _, p := range f.Promises(d.Invoice) {
		if p.Taken <= day && day <= p.Until {
			return true
		}
	}
	return claim.Agreement(d.Client, d.Invoice, day) != nil
}

// resume is the day the last pause lets the plan go on.
func (f *Facts) resume(d *Decision) calendar.Date {
	_, resume := f.pause(d)
	resume = max(resume, d.Lapsed)
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
			end, _ = f.promiseEnd(d, p)
		}
		resume = max(resume, end)
	}
	for _, r := range f.deferrals(d) {
		resume = max(resume, r.Until+1)
	}
	if p := d.Client.DoNotContact; p != nil && p.Until < f.Day {
		resume = max(resume, p.Until+1)
	}
	return resume
}
