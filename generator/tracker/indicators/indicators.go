// Package indicators computes the figures of the dashboard, from those of the
// lines: what is owed and how old it is, how many days of sales it makes, what came
// in, what should.
package indicators

import (
	"cmp"
	"slices"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/money"
	"relance/generator/tracker/figures"
)

// A Board is the figures of the dashboard, in euros.
type Board struct {
	Aged      []Bucket // one a bucket
	Open      money.Amount
	Overdue   money.Amount
	Disputed  money.Amount
	Contested int // invoices in dispute
	OnAccount money.Amount
	Overpaid  money.Amount
	Foreign   int          // open invoices in other currencies, left out
	Promised  money.Amount // still expected within a week
	Promises  int
	Months    []Month
	DSO       int // days
	Uncovered bool
	Debtors   []*figures.ClientLine
	Curves    [][]money.Amount // of each of Debtors: owed at the end of twelve months, the oldest first
	Past      []Past           // twelve months, the oldest first
	Weeks     []Week           // thirteen
	Undated   money.Amount     // overdue, neither promised nor disputed: no day to expect it
	Beyond    money.Amount     // expected after the last of Weeks
	Tasks     []agenda.Task
}

// A Bucket is one bucket of the aged balance.
type Bucket struct {
	Label  string
	Count  int
	Amount money.Amount
}

// A Month is one step of the count-back: what is owed is covered by the sales of
// the Month, then of the one before.
type Month struct {
	First calendar.Date
	Days  int
	Sales money.Amount // with VAT, less credit notes
	Left  money.Amount // still to cover before this Month
	Used  int          // days
}

const (
	topDebtors = 10
	ahead      = 7 // days of promises and tasks shown in advance
)

// Of is the board of a picture.
func Of(p *figures.Picture) *Board {
	b := &Board{}
	for _, k := range figures.Buckets {
		b.Aged = append(b.Aged, Bucket{Label: k.Label})
	}
	for i := range p.Invoices {
		b.invoice(&p.Invoices[i])
	}
	for i := range p.Clients {
		b.client(p.Agenda, &p.Clients[i])
	}
	b.promised(p)
	slices.SortStableFunc(b.Debtors, func(x, y *figures.ClientLine) int {
		return cmp.Or(cmp.Compare(y.Overdue, x.Overdue), cmp.Compare(y.Open, x.Open))
	})
	b.Debtors = b.Debtors[:min(topDebtors, len(b.Debtors))]
	b.countBack(p)
	b.trend(p)
	b.curves(p)
	b.forecast(p)
	for _, t := range p.Agenda.Tasks {
		if t.Date <= p.Agenda.Date.AddDays(ahead) {
			b.Tasks = append(b.Tasks, t)
		}
	}
	return b
}

func (b *Board) invoice(l *figures.InvoiceLine) {
	if l.Decision.Invoice.Currency != "EUR" {
		if l.Rest > 0 {
			b.Foreign++
		}
		return
	}
	if l.Rest < 0 {
		b.Overpaid -= l.Rest
	}
	if l.Disputed > 0 {
		b.Disputed, b.Contested = b.Disputed+l.Disputed, b.Contested+1
	}
	if !l.Counts() {
		return
	}
	b.Open += l.Rest
	if l.Late > 0 {
		b.Overdue += l.Rest
	}
	for i := range b.Aged {
		if b.Aged[i].Label == l.Bucket {
			b.Aged[i].Count++
			b.Aged[i].Amount += l.Rest
		}
	}
}

func (b *Board) client(a *agenda.Agenda, l *figures.ClientLine) {
	b.OnAccount += a.Facts.Book.OnAccountSum(l.Client, a.Date)
	if l.Open > 0 {
		b.Debtors = append(b.Debtors, l)
	}
}

// promised adds up what promises are to bring within a week.
func (b *Board) promised(p *figures.Picture) {
	for i := range p.Promises {
		l := &p.Promises[i]
		if !l.Instalment && l.Expected > 0 && l.Currency == "EUR" && l.Until <= p.Agenda.Date.AddDays(ahead) {
			b.Promised, b.Promises = b.Promised+l.Expected, b.Promises+1
		}
	}
}

// countBack computes the DSO by exhaustion: what is owed, less the sales of each
// Month from the last one backwards, whole months in days and the last one in
// proportion, all with VAT. Unlike balance over turnover, it does
// not move with the seasons, and needs no more sales than the balance covers.
func (b *Board) countBack(p *figures.Picture) {
	first := p.Agenda.Date.AddDays(1 - p.Agenda.Date.Day())
	left, days := b.Open, p.Agenda.Date.Day()
	for len(b.Months) == 0 || left > 0 && len(b.Months) < 12 {
		m := Month{First: first, Days: days, Left: left, Sales: sales(p, first, days)}
		switch {
		case left <= 0:
		case m.Sales < left:
			m.Used = days
		default:
			m.Used = int(left.MulDiv(int64(days), int64(m.Sales)))
		}
		b.Months, b.DSO = append(b.Months, m), b.DSO+m.Used
		left = max(0, left-m.Sales)
		first = first.AddMonths(-1)
		days = first.EndOfMonth().Day()
	}
	b.Uncovered = left > 0
}

func sales(p *figures.Picture, first calendar.Date, days int) (total money.Amount) {
	for i := range p.Invoices {
		l := &p.Invoices[i]
		inv := l.Decision.Invoice
		if inv.Currency == "EUR" && l.Decision.State != dunning.Cancelled && inv.Issued >= first && inv.Issued < first.AddDays(days) {
			total += inv.Total - l.Claim.Credits
		}
	}
	return total
}
