package indicators

import (
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/figures"
)

const (
	pastMonths = 12
	nextWeeks  = 13
)

// A Past is one of the last twelve months, in euros.
type Past struct {
	First calendar.Date
	Cash  money.Amount // received in the month
	Open  money.Amount // owed at its end
	DSO   int          // days, at its end
	Least bool         // the sales known do not cover what was owed

	end calendar.Date
}

// A Week is what should come in between a Monday and the Sunday after, in euros.
type Week struct {
	Monday      calendar.Date
	Due         money.Amount // falling due, neither promised nor disputed
	Promised    money.Amount
	Instalments money.Amount
}

// Total is all that is expected in the week.
func (w *Week) Total() money.Amount { return w.Due + w.Promised + w.Instalments }

// trend looks back over twelve months, the present one included.
func (b *Board) trend(p *figures.Picture) {
	months := salesByMonth(p)
	first := p.Agenda.Date.AddDays(1 - p.Agenda.Date.Day()).AddMonths(1 - pastMonths)
	for range pastMonths {
		end := min(first.EndOfMonth(), p.Agenda.Date)
		m := Past{First: first, end: end, Cash: received(p, first, end), Open: openOn(p, end)}
		if end == p.Agenda.Date {
			m.Open, m.DSO, m.Least = b.Open, b.DSO, b.Uncovered
		} else {
			m.DSO, m.Least = countBack(m.Open, first, months)
		}
		b.Past = append(b.Past, m)
		first = first.AddMonths(1)
	}
}

// salesByMonth are the sales of [sales], by first day of the month.
func salesByMonth(p *figures.Picture) map[calendar.Date]money.Amount {
	months := map[calendar.Date]money.Amount{}
	for i := range p.Invoices {
		l := &p.Invoices[i]
		if inv := l.Decision.Invoice; inv.Currency == "EUR" && l.Decision.State != dunning.Cancelled {
			months[inv.Issued.AddDays(1-inv.Issued.Day())] += inv.Total - l.Claim.Credits
		}
	}
	return months
}

// countBack is [Board.countBack] at the end of a month.
func countBack(left money.Amount, first calendar.Date, sales map[calendar.Date]money.Amount) (days int, least bool) {
	for range pastMonths {
		if left <= 0 {
			break
		}
		all := first.EndOfMonth().Day()
		if sold := sales[first]; sold < left {
			days += all
		} else {
			days += int(left.MulDiv(int64(all), int64(sold)))
		}
		left = max(0, left-sales[first])
		first = first.AddMonths(-1)
	}
	return days, left > 0
}

func openOn(p *figures.Picture, day calendar.Date) (sum money.Amount) {
	for i := range p.Invoices {
		sum += owedOn(p, &p.Invoices[i], day)
	}
	return sum
}

// curves looks back over twelve months for each of the first debtors.
func (b *Board) curves(p *figures.Picture) {
	of := map[*kit.Client]int{}
	for i, d := range b.Debtors {
		of[d.Client] = i
		b.Curves = append(b.Curves, make([]money.Amount, len(b.Past)))
	}
	for i := range p.Invoices {
		l := &p.Invoices[i]
		if debtor, first := of[l.Decision.Client]; first {
			for month := range b.Past {
				b.Curves[debtor][month] += owedOn(p, l, b.Past[month].end)
			}
		}
	}
}

// owedOn is what was left to pay of an invoice on a day, in euros.
func owedOn(p *figures.Picture, l *figures.InvoiceLine, day calendar.Date) money.Amount {
	inv := l.Decision.Invoice
	cancelled := inv.Cancelled != nil && inv.Cancelled.On <= day
	if inv.Currency != "EUR" || inv.Issued > day || cancelled {
		return 0
	}
	return max(0, p.Agenda.Facts.Book.Balance(inv, day))
}

func received(p *figures.Picture, from, to calendar.Date) (sum money.Amount) {
	for i := range p.Receipts {
		if r := &p.Receipts[i]; r.Currency == "EUR" && r.Date >= from && r.Date <= to {
			sum += r.Amount
		}
	}
	return sum
}

// forecast spreads over thirteen weeks what is due, promised or agreed. What is
// overdue without a promise has no day: it stands apart, as what comes later does. All
// together are what is owed and not contested.
func (b *Board) forecast(p *figures.Picture) {
	monday := p.Agenda.Date.AddDays(-(int(p.Agenda.Date.Weekday()) + 6) % 7)
	for i := range nextWeeks {
		b.Weeks = append(b.Weeks, Week{Monday: monday.AddDays(7 * i)})
	}
	for i := range p.Invoices {
		switch l := &p.Invoices[i]; {
		case !l.Counts():
		case l.Late > 0 || l.Decision.Invoice.Due.IsZero():
			b.Undated += l.Unpromised
		default:
			b.expected(l.Decision.Invoice.Due, l.Unpromised, func(w *Week) *money.Amount { return &w.Due })
		}
	}
	for i := range p.Promises {
		switch l := &p.Promises[i]; {
		case l.Currency != "EUR":
		case l.Instalment:
			b.expected(l.Until, l.Expected, func(w *Week) *money.Amount { return &w.Instalments })
		default:
			b.expected(l.Until, l.Expected, func(w *Week) *money.Amount { return &w.Promised })
		}
	}
}

// expected adds a sum to the week of its day.
func (b *Board) expected(day calendar.Date, sum money.Amount, of func(*Week) *money.Amount) {
	if w := b.week(day); w != nil {
		*of(w) += sum
		return
	}
	b.Beyond += sum
}

// week is the one of a day, nil beyond the thirteen.
func (b *Board) week(day calendar.Date) *Week {
	n := day.Sub(b.Weeks[0].Monday)
	if n < 0 || n >= 7*nextWeeks {
		return nil
	}
	return &b.Weeks[n/7]
}
