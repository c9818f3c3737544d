package figures

import (
	"cmp"
	"slices"

	"relance/generator/dunning"
	"relance/generator/money"
)

// expect shares what is still to come between the promises: of each invoice, no more than
// what it owes and the client does not contest. The last word of a client counts first:
// a promise put off is not two. What is left of an invoice nobody has promised.
func (p *Picture) expect() {
	lines := map[string]*InvoiceLine{}
	for i := range p.Invoices {
		l := &p.Invoices[i]
		l.Unpromised = max(0, l.Rest-l.Disputed)
		lines[l.Decision.Invoice.Number] = l
	}
	order := make([]int, len(p.Promises))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &p.Promises[a], &p.Promises[b]
		if later := cmp.Compare(y.Taken, x.Taken); later != 0 || x.Instalment {
			return later
		}
		return b - a
	})
	for _, i := range order {
		p.Promises[i].expect(lines, p)
	}
}

// expect takes from the invoices of a promise what it still has to bring. One whose
// invoices a later one covers is replaced.
func (l *PromiseLine) expect(lines map[string]*InvoiceLine, p *Picture) {
	left := l.Amount - l.Received
	if left <= 0 || l.Until < p.Agenda.Date {
		return
	}
	var owed money.Amount
	for _, n := range l.Numbers {
		v := lines[n]
		if v == nil || l.Instalment && v.Decision.State != dunning.Instalments {
			continue
		}
		owed += max(0, v.Rest-v.Disputed)
		part := min(left, v.Unpromised)
		v.Unpromised, left, l.Expected = v.Unpromised-part, left-part, l.Expected+part
	}
	if l.Expected == 0 && owed > 0 {
		l.State = Replaced
	}
}
