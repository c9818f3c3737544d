package claim

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/journal"
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

// reminderStage is the message that claims a missed instalment.
const reminderStage = "relance_echeance"

// reminded is a reminder of a missed instalment, and the day to pay by that it printed.
type reminded struct{ on, until calendar.Date }

func (b *Book) journalReminder(e journal.Entry) {
	for _, ref := range e.Invoices {
		if ref.Stage == reminderStage && ref.Status == journal.Done {
			b.reminded[ref.Number] = append(b.reminded[ref.Number], reminded{e.Date, e.Deadline})
		}
	}
}

// Lapses is the day an agreement lapses if an instalment stays unpaid: so many days
// after it, and not before the day that its reminder printed is over.
func (b *Book) Lapses(p *kit.InstalmentPlan, i *kit.Instalment, grace int) calendar.Date {
	end := i.Date.AddDays(grace)
	for _, n := range p.Invoices {
		for _, r := range b.reminded[n] {
			if i.Date < r.on && r.on < end {
				end = max(end, r.until+1)
			}
		}
	}
	return end
}

// Lapsed is the day an agreement lapsed: that of the first instalment that nobody paid
// meanwhile. Zero when it holds on that day. Once lapsed an agreement is over, whatever
// is paid afterwards: a new one has to be written.
func (b *Book) Lapsed(p *kit.InstalmentPlan, grace int, day calendar.Date) calendar.Date {
	if p.Lapse == kit.No {
		return 0
	}
	var owed money.Amount
	for i := range p.Instalments {
		owed += p.Instalments[i].Amount
		end := b.Lapses(p, &p.Instalments[i], grace)
		if end <= day && b.Received(p.Invoices, p.Agreed, end) < owed {
			return end
		}
	}
	return 0
}

// Missed is the last instalment due before a day that the payments, known until another
// day, do not cover, with all that is missing by then; and the day of the next one to
// come, zero when there is none. It serves an agreement that never lapses.
func (b *Book) Missed(p *kit.InstalmentPlan, known, day calendar.Date) (late *kit.Instalment, short money.Amount, ahead calendar.Date) {
	var due money.Amount
	received := b.Received(p.Invoices, p.Agreed, day)
	for i := range p.Instalments {
		x := &p.Instalments[i]
		if x.Date >= day {
			return late, short, x.Date
		}
		if due += x.Amount; due > received && x.Date <= known {
			late, short = x, due-received
		}
	}
	return late, short, 0
}

// waives reports whether an agreement that still holds gives up, or suspends, the
// interest and the 40 EUR on an invoice.
func (b *Book) waives(c *kit.Client, inv *kit.Invoice, day calendar.Date) bool {
	p := Agreement(c, inv, day)
	return p != nil && p.Penalties != "dues" && b.Lapsed(p, b.kit.OptionsOf(c, nil).InstalmentLapse, day).IsZero()
}
