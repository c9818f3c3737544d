package dunning

import (
	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/money"
)

// A promise suspends from the day it is taken until its grace has passed; then it
// is kept or broken, but only once the payments of that day are entered.

// promised holds while a promise suspends the invoice.
func (f *Facts) promised(d *Decision) bool {
	suspending := 0
	for _, p := range f.Promises(d.Invoice) {
		if suspending++; suspending > d.Options.PromiseMax && !f.approved(d.Client, "promesse", p.Taken) {
			continue
		}
		end := f.promiseEnd(d, p)
		if f.Day < end {
			return d.set(Promised, end, "promesse de %s pour le %s : reprise le %s si rien n'est reçu", d.euros(p.Amount), p.Until.Long(), end)
		}
		if f.kept(d.Invoice, p) {
			continue
		}
		if !f.PaymentsKnown(p.Until) {
			return d.set(Promised, end, "promesse échue le %s : saisissez les encaissements jusqu'à ce jour pour savoir si elle est tenue", p.Until)
		}
		if d.Last = f.lastStep(d.Invoice); d.Last == nil || d.Last.Date < p.Until {
			d.Broken = &p
		}
	}
	return false
}

// promiseEnd is the day the plan resumes. A promise too far ahead suspends for
// three working days only, while approval is asked (contracts.md §9.4).
func (f *Facts) promiseEnd(d *Decision, p kit.Promise) calendar.Date {
	b := f.Kit.Business()
	if p.Until.Sub(p.Taken) > d.Options.PromiseMaxDays && !f.approved(d.Client, "promesse", p.Taken) {
		return b.Add(p.Taken, 3)
	}
	return b.Add(p.Until, d.Options.PromiseGrace)
}

// kept reports whether the promised sum came in on the promised invoices.
func (f *Facts) kept(inv *kit.Invoice, p kit.Promise) bool {
	if f.Book.Balance(inv, f.Day) <= 0 {
		return true
	}
	var received money.Amount
	for _, n := range p.Invoices {
		if _, other := f.Kit.Invoice(n); other != nil {
			for _, r := range f.Book.Receipts(other, f.Day) {
				if r.Date >= p.Taken {
					received += r.Amount
				}
			}
		}
	}
	return received >= p.Amount
}

func (f *Facts) lastStep(inv *kit.Invoice) *Step {
	steps := f.Steps(inv)
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i].Status != "sautee" {
			return &steps[i]
		}
	}
	return nil
}

// approved reports whether the last word on a stage, since a day, is yes.
func (f *Facts) approved(c *kit.Client, stage string, since calendar.Date) bool {
	list := f.clients[c.Code].approvals
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Stage == stage && list[i].Date >= since {
			return list[i].Decision == "accordee"
		}
	}
	return false
}

// agreement is the instalment plan that covers an invoice, with its client.
func (f *Facts) agreement(inv *kit.Invoice) (*kit.InstalmentPlan, *kit.Client) {
	c, _ := f.Kit.Invoice(inv.Number)
	if c == nil {
		return nil, nil
	}
	for i := len(c.Instalments) - 1; i >= 0; i-- {
		p := &c.Instalments[i]
		if p.Agreed <= f.Day && contains(p.Invoices, inv.Number) {
			return p, c
		}
	}
	return nil, nil
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}

// instalments holds while an agreement is honoured, or may still be.
func (f *Facts) instalments(d *Decision) bool {
	p, c := f.agreement(d.Invoice)
	if p == nil || len(p.Instalments) == 0 {
		return false
	}
	long := len(p.Instalments) > d.Options.InstalmentMax || p.Instalments[len(p.Instalments)-1].Date.Sub(p.Agreed) > 90
	if long && !f.approved(c, "echeancier", p.Agreed) {
		return false
	}
	next := f.unpaidInstalment(p)
	if next == nil {
		return false
	}
	lapse := next.Date.AddDays(d.Options.InstalmentLapse)
	switch {
	case next.Date >= f.Day:
		return d.set(Instalments, next.Date, "échéancier respecté : prochaine échéance de %s le %s", d.euros(next.Amount), next.Date)
	case !f.PaymentsKnown(next.Date):
		return d.set(Instalments, lapse, "échéance du %s à vérifier : saisissez les encaissements jusqu'à ce jour", next.Date)
	case f.Day < lapse || p.Lapse == kit.No:
		return d.set(Instalments, lapse, "échéance de %s impayée depuis le %s : l'accord devient caduc le %s", d.euros(next.Amount), next.Date, lapse)
	}
	return false
}

// unpaidInstalment is the first instalment that what came in since the agreement
// does not cover, nil when all are paid.
func (f *Facts) unpaidInstalment(p *kit.InstalmentPlan) *kit.Instalment {
	var received money.Amount
	for _, n := range p.Invoices {
		if _, inv := f.Kit.Invoice(n); inv != nil {
			for _, r := range f.Book.Receipts(inv, f.Day) {
				if r.Date >= p.Agreed {
					received += r.Amount
				}
			}
		}
	}
	for i := range p.Instalments {
		if received -= p.Instalments[i].Amount; received < 0 {
			return &p.Instalments[i]
		}
	}
	return nil
}
