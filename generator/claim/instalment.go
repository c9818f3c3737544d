package claim

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/money"
)

// Agreement returns the last instalment plan agreed by a day that covers an
// invoice, or nil.
func Agreement(c *kit.Client, inv *kit.Invoice, day calendar.Date) *kit.InstalmentPlan {
	for i := len(c.Instalments) - 1; i >= 0; i-- {
		p := &c.Instalments[i]
		if p.Agreed <= day && len(p.Instalments) > 0 && slices.Contains(p.Invoices, inv.Number) {
			return p
		}
	}
	return nil
}

// Unpaid is the first instalment that the payments received since the agreement
// do not cover on a day, with what is missing; nil when all are covered.
func (b *Book) Unpaid(p *kit.InstalmentPlan, day calendar.Date) (*kit.Instalment, money.Amount) {
	received := b.Received(p.Invoices, p.Agreed, day)
	for i := range p.Instalments {
		if received -= p.Instalments[i].Amount; received < 0 {
			return &p.Instalments[i], min(-received, p.Instalments[i].Amount)
		}
	}
	return nil, 0
}

// Lapsed is the day an agreement lapsed: so many days after an instalment that
// nobody paid meanwhile. Zero when it holds on that day. Once lapsed an agreement
// is over, whatever is paid afterwards: a new one has to be written.
func (b *Book) Lapsed(p *kit.InstalmentPlan, grace int, day calendar.Date) calendar.Date {
	if p.Lapse == kit.No {
		return 0
	}
	var owed money.Amount
	for _, i := range p.Instalments {
		owed += i.Amount
		end := i.Date.AddDays(grace)
		if end <= day && b.Received(p.Invoices, p.Agreed, end) < owed {
			return end
		}
	}
	return 0
}

// waives reports whether an agreement that still holds gives up, or suspends, the
// interest and the 40 EUR on an invoice.
func (b *Book) waives(c *kit.Client, inv *kit.Invoice, day calendar.Date) bool {
	p := Agreement(c, inv, day)
	return p != nil && p.Penalties != "dues" && b.Lapsed(p, b.kit.OptionsOf(c, nil).InstalmentLapse, day).IsZero()
}
