package tracker

import (
	"cmp"
	"slices"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/money"
)

// A board is the figures of the dashboard, in euros.
type board struct {
	aged      []slice // one a bucket
	open      money.Amount
	overdue   money.Amount
	disputed  money.Amount
	contested int // invoices in dispute
	onAccount money.Amount
	overpaid  money.Amount
	foreign   int          // open invoices in other currencies, left out
	promised  money.Amount // still expected within a week
	promises  int
	months    []month
	dso       int // days
	uncovered bool
	debtors   []*clientLine
	tasks     []agenda.Task
}

// A slice is one bucket of the aged balance.
type slice struct {
	label  string
	count  int
	amount money.Amount
}

// A month is one step of the count-back: what is owed is covered by the sales of
// the month, then of the one before.
type month struct {
	first calendar.Date
	days  int
	sales money.Amount // with VAT, less credit notes
	left  money.Amount // still to cover before this month
	used  int          // days
}

const (
	topDebtors = 10
	ahead      = 7 // days of promises and tasks shown in advance
)

func newBoard(p *picture) board {
	b := board{}
	for _, k := range buckets {
		b.aged = append(b.aged, slice{label: k.label})
	}
	for i := range p.invoices {
		b.invoice(&p.invoices[i])
	}
	for i := range p.clients {
		b.client(p.agenda, &p.clients[i])
	}
	slices.SortStableFunc(b.debtors, func(x, y *clientLine) int {
		return cmp.Or(cmp.Compare(y.overdue, x.overdue), cmp.Compare(y.open, x.open))
	})
	b.debtors = b.debtors[:min(topDebtors, len(b.debtors))]
	b.countBack(p)
	for _, t := range p.agenda.Tasks {
		if t.Date <= p.agenda.Date.AddDays(ahead) {
			b.tasks = append(b.tasks, t)
		}
	}
	return b
}

func (b *board) invoice(l *invoiceLine) {
	if l.d.Invoice.Currency != "EUR" {
		if l.rest > 0 {
			b.foreign++
		}
		return
	}
	if l.rest < 0 {
		b.overpaid -= l.rest
	}
	if l.disputed > 0 {
		b.disputed, b.contested = b.disputed+l.disputed, b.contested+1
	}
	if !l.counts() {
		return
	}
	b.open += l.rest
	if l.late > 0 {
		b.overdue += l.rest
	}
	for i := range b.aged {
		if b.aged[i].label == l.bucket {
			b.aged[i].count++
			b.aged[i].amount += l.rest
		}
	}
}

func (b *board) client(a *agenda.Agenda, l *clientLine) {
	b.onAccount += a.Facts.Book.OnAccountSum(l.c, a.Date)
	if l.open > 0 {
		b.debtors = append(b.debtors, l)
	}
	for _, p := range l.promises {
		left := expected(a, p, a.Date)
		if left > 0 && p.Until >= a.Date && p.Until <= a.Date.AddDays(ahead) {
			b.promised, b.promises = b.promised+left, b.promises+1
		}
	}
}

// countBack computes the DSO by exhaustion: what is owed, less the sales of each
// month from the last one backwards, whole months in days and the last one in
// proportion, all with VAT (law.md §11). Unlike balance over turnover, it does
// not move with the seasons, and needs no more sales than the balance covers.
func (b *board) countBack(p *picture) {
	first := p.agenda.Date.AddDays(1 - p.agenda.Date.Day())
	left, days := b.open, p.agenda.Date.Day()
	for len(b.months) == 0 || left > 0 && len(b.months) < 12 {
		m := month{first: first, days: days, left: left, sales: sales(p, first, days)}
		switch {
		case left <= 0:
		case m.sales < left:
			m.used = days
		default:
			m.used = int(left.MulDiv(int64(days), int64(m.sales)))
		}
		b.months, b.dso = append(b.months, m), b.dso+m.used
		left = max(0, left-m.sales)
		first = first.AddMonths(-1)
		days = first.EndOfMonth().Day()
	}
	b.uncovered = left > 0
}

func sales(p *picture, first calendar.Date, days int) (total money.Amount) {
	for i := range p.invoices {
		l := &p.invoices[i]
		inv := l.d.Invoice
		if inv.Currency == "EUR" && l.d.State != dunning.Cancelled && inv.Issued >= first && inv.Issued < first.AddDays(days) {
			total += inv.Total - l.claim.Credits
		}
	}
	return total
}
