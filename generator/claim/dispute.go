package claim

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// DisputeApproval is the word of an approval about disputes that last: granted, the
// pursuit resumes; refused, one waits longer (contracts.md §9.10).
const DisputeApproval = "litige"

// resume closes the disputes of a client that had lasted for thirty days when somebody
// decided to resume, without saying who was right.
func (b *Book) resume(e journal.Entry) {
	c := b.kit.ClientByCode(e.Client)
	if c == nil || e.Stage != DisputeApproval || e.Decision != journal.Granted {
		return
	}
	for i := range c.Invoices {
		list := b.disputes[c.Invoices[i].Number]
		for j := range list {
			if list[j].Closed.IsZero() && e.Date.Sub(list[j].Opened) >= 30 {
				list[j].Closed = e.Date
			}
		}
	}
}

// Fields of the journal's « saisie » that complete a dispute, which its deadline names by
// the day it was opened: the day we promised to answer, and who will.
const (
	FieldAnswer = "reponse_avant"
	FieldOwner  = "responsable"
)

// complete reads what somebody typed of a dispute. The last word holds.
func (b *Book) complete(e journal.Entry) {
	for _, ref := range e.Invoices {
		list := b.disputes[ref.Number]
		for i := range list {
			if list[i].Opened != e.Deadline {
				continue
			}
			switch e.Field {
			case FieldOwner:
				list[i].Owner = e.After
			case FieldAnswer:
				if day, err := calendar.Parse(e.After); err == nil {
					list[i].AnswerBy = day
				}
			}
		}
	}
}

// Disputes are those opened by a day, in the order they were written.
func (b *Book) Disputes(inv *kit.Invoice, day calendar.Date) []kit.Dispute {
	var out []kit.Dispute
	for _, d := range b.disputes[inv.Number] {
		if d.Opened <= day {
			out = append(out, d)
		}
	}
	return out
}

// OpenDispute returns the oldest dispute open on a day, or nil.
func (b *Book) OpenDispute(inv *kit.Invoice, day calendar.Date) *kit.Dispute {
	for _, d := range b.disputes[inv.Number] {
		if d.Opened <= day && isOpen(d, day) {
			return &d
		}
	}
	return nil
}

func isOpen(d kit.Dispute, day calendar.Date) bool { return d.Closed.IsZero() || d.Closed > day }

// Disputed is the part of the balance that may not be asked for on a day: what
// the open disputes contest, and what a dispute admitted, in full or in part, until
// its credit note is written. Without an amount a dispute contests the whole balance.
func (b *Book) Disputed(inv *kit.Invoice, day calendar.Date) money.Amount {
	balance := max(0, b.Balance(inv, day))
	var sum money.Amount
	for _, d := range b.disputes[inv.Number] {
		if d.Opened > day || !isOpen(d, day) && !b.AwaitsCredit(inv, d, day) {
			continue
		}
		if d.Amount == 0 {
			return balance
		}
		sum += d.Amount
	}
	return min(sum, balance)
}

// AwaitsCredit reports whether a dispute was closed in the client's favour and no
// credit note has followed: that sum is not owed, whatever the balance says.
func (b *Book) AwaitsCredit(inv *kit.Invoice, d kit.Dispute, day calendar.Date) bool {
	if isOpen(d, day) || d.Outcome != "fonde" && d.Outcome != "partiel" {
		return false
	}
	written := func(r Receipt) bool { return r.Credit && r.Date >= d.Opened }
	owner, _ := b.kit.Invoice(inv.Number)
	return !slices.ContainsFunc(b.Receipts(inv, day), written) && (owner == nil || !slices.ContainsFunc(b.OnAccount(owner, day), written))
}
