package merging

import (
	"slices"

	"relance/generator/intake/found"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// payments adds what the import says was paid beyond what the kit knows. Many files
// give no payments, only what is left today: sums are compared, and the difference
// alone is new. Less than the kit knows is shown, and never written.
func (m *Merge) payments(c *kit.Client, known, inv *kit.Invoice) (changed bool) {
	if len(inv.Payments) == 0 && !m.tells {
		return false
	}
	more := inv.Total - found.Left(inv) - (known.Total - m.left(known))
	for _, n := range inv.Credits {
		if !knownCredit(c, n) {
			more -= n.Amount // added by itself
		}
	}
	switch {
	case more < 0:
		left := m.left(known)
		m.show(c, inv.Number, "reste dû", left.Decimal(), (left - more).Decimal())
		return true
	case more == 0 || len(inv.Payments) == 0:
		return false
	}
	for _, p := range m.fresh(known, inv, more) {
		m.Payments = append(m.Payments, NewPayment{c.Code, inv.Number, known.Currency, p})
	}
	return true
}

// settled pays in full an invoice of the kit that the import says is paid: it did not
// vanish, and must not be claimed. Another invoice of the same number is none of it.
func (m *Merge) settled(inv found.Settled) {
	owner := m.owners[inv.Number]
	if owner == nil {
		return
	}
	known := owner.Invoice(inv.Number)
	left := m.left(known)
	if left <= 0 || known.Cancelled != nil || known.Total != inv.Total || known.Issued != inv.Issued {
		return
	}
	m.Payments = append(m.Payments, NewPayment{owner.Code, inv.Number, known.Currency,
		kit.Payment{Date: known.Issued, Amount: left, Reference: found.UnknownDay}})
}

// fresh returns the payments of the import that the kit does not have and that make
// a sum, else one payment of that sum, of the day of the last one.
func (m *Merge) fresh(known, inv *kit.Invoice, sum money.Amount) []kit.Payment {
	list := slices.DeleteFunc(slices.Clone(inv.Payments), func(p kit.Payment) bool { return m.paid(known, p) })
	var all money.Amount
	for _, p := range list {
		if all += p.Amount; p.Amount == sum {
			return []kit.Payment{p}
		}
	}
	if all == sum {
		return list
	}
	last := inv.Payments[len(inv.Payments)-1]
	last.Amount = sum
	return []kit.Payment{last}
}

// received tells whether a client's payment of that day is known, whatever it was
// noted for.
func (m *Merge) received(c *kit.Client, p kit.Payment) bool {
	same := func(q kit.Payment) bool { return q.Date == p.Date && q.Amount == p.Amount }
	return slices.ContainsFunc(c.Payments, same) ||
		slices.ContainsFunc(c.Invoices, func(inv kit.Invoice) bool { return slices.ContainsFunc(inv.Payments, same) }) ||
		m.journaled(func(e journal.Entry) bool {
			return e.Type == journal.Payment && e.Client == c.Code && e.Date == p.Date && e.Amount == p.Amount
		})
}

// paid tells whether the kit or its journal has a payment already.
func (m *Merge) paid(inv *kit.Invoice, p kit.Payment) bool {
	return slices.ContainsFunc(inv.Payments, func(q kit.Payment) bool { return q.Date == p.Date && q.Amount == p.Amount }) ||
		m.journaled(func(e journal.Entry) bool {
			return e.Type == journal.Payment && e.Date == p.Date && e.Amount == p.Amount && names(e, inv.Number)
		})
}
