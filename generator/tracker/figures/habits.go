package figures

import (
	"relance/generator/agenda"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/money"
	"relance/generator/tracker/cell"
)

// enoughPaid is how many invoices paid make a habit.
const enoughPaid = 3

// habits are how late a client pays, and whether that is changing.
func (l *ClientLine) habits(a *agenda.Agenda) {
	l.Delay = a.PaymentDelay(l.Client, a.Date.AddMonths(-12))
	if recent := a.PaymentDelay(l.Client, a.Date.AddMonths(-3)); recent.Invoices >= enoughPaid && l.Delay.Invoices > recent.Invoices {
		l.Turn, l.Compared = (recent.Mean-l.Delay.Mean)/10, true
	}
}

// holds are the measures in force, and what stops every message.
func (l *ClientLine) holds(a *agenda.Agenda) {
	for _, m := range dunning.Measures {
		if decided := a.Facts.InForce(l.Client, m); decided != nil {
			l.Measures = append(l.Measures, *decided)
		}
	}
	if stop := l.Client.DoNotContact; stop != nil && stop.Until >= a.Date {
		l.Stop = stop.Until
	}
	l.Insolvent = l.Client.Insolvency != nil && l.Client.Insolvency.Judged <= a.Date
}

// parts is what share each client has of all that is owed, and what comes next for it.
func (p *Picture) parts() {
	var open money.Amount
	for i := range p.Clients {
		open += p.Clients[i].Open
	}
	rest := p.Invoices
	for i := range p.Clients {
		l := &p.Clients[i]
		if open > 0 {
			l.Part = cell.Ratio(l.Open.MulDiv(10_000, int64(open)))
		}
		l.Next = next(rest[:len(l.Client.Invoices)])
		rest = rest[len(l.Client.Invoices):]
	}
}

// next is the stage planned first.
func next(invoices []InvoiceLine) (first *dunning.Decision) {
	for i := range invoices {
		d := invoices[i].Decision
		planned := d.IsDue() || d.State == dunning.Upcoming
		if planned && d.Stage != nil && !d.Date.IsZero() && (first == nil || d.Date < first.Date) {
			first = d
		}
	}
	return first
}

// mail adds to the invoices what the journal tells of them: why the client says it is
// late, and the last registered letter.
func (p *Picture) mail() {
	lines := map[string]*InvoiceLine{}
	for i := range p.Invoices {
		lines[p.Invoices[i].Decision.Invoice.Number] = &p.Invoices[i]
	}
	for i := range p.Journal {
		for _, ref := range p.Journal[i].Entry.Invoices {
			if v, cause := lines[ref.Number], p.Journal[i].Entry.Cause; v != nil && cause != "" {
				v.Cause = cause
			}
		}
	}
	for i := range p.Sendings {
		s := &p.Sendings[i]
		for _, ref := range s.Entry.Invoices {
			if v := lines[ref.Number]; v != nil && (s.Entry.Channel == journal.ByRegistered || s.Entry.Channel == journal.ByERegistered) {
				v.Registered = s
			}
		}
	}
}
