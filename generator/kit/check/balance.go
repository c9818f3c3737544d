package check

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit/record"
	"relance/generator/money"
)

// A receipt is money or a credit note on one invoice.
type receipt struct {
	day    calendar.Date
	amount money.Amount
}

// balance is what an invoice still owes at the end of a day, by the accounts and by
// the journal. claim says it for all the rest, but stands above this room.
func (c *checker) balance(cl *record.Client, inv *record.Invoice, day calendar.Date) money.Amount {
	left := inv.Total
	for _, r := range c.receipts(cl, inv, day) {
		if r.day <= day {
			left -= r.amount
		}
	}
	return left
}

func (c *checker) receipts(cl *record.Client, inv *record.Invoice, day calendar.Date) []receipt {
	var list []receipt
	for _, p := range inv.Payments {
		list = append(list, receipt{p.Date, p.Amount})
	}
	for _, p := range cl.Payments {
		for _, s := range p.Invoices {
			if s.Invoice == inv.Number {
				list = append(list, receipt{p.Date, s.Amount})
			}
		}
	}
	if c.k.Journal != nil {
		for _, e := range c.k.Journal.Effective() {
			r := receipt{e.Date, c.share(cl, inv, e)}
			if e.Date <= day && r.amount > 0 && !slices.Contains(list, r) { // a payment may stand in both
				list = append(list, r)
			}
		}
	}
	for _, n := range inv.Credits {
		list = append(list, receipt{n.Date, n.Amount})
	}
	return list
}

// share is the part of a payment of the journal that goes to an invoice: each in turn
// takes what it owes, the last one the rest.
func (c *checker) share(cl *record.Client, inv *record.Invoice, e journal.Entry) money.Amount {
	if e.Type != journal.Payment || e.Client != cl.Code {
		return 0
	}
	left := e.Amount
	for i, ref := range e.Invoices {
		part := left
		if other := cl.Invoice(ref.Number); other != nil && i < len(e.Invoices)-1 {
			part = min(left, max(0, c.balance(cl, other, e.Date-1)))
		}
		if ref.Number == inv.Number {
			return part
		}
		left -= part
	}
	return 0
}
