package past

import (
	"errors"

	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// A measure is decided by somebody, in a line « approbation » of the journal that
// bears its name; it is lifted by the message that says so.

// BlockOrders names the measure that blocks the orders of a client.
const BlockOrders = "blocage_commandes"

// LastDecision is the last answer about a measure, nil when nobody gave one.
func (f *Facts) LastDecision(c *kit.Client, measure string) *journal.Entry {
	if a, given := f.Approval(c, measure, 0); given {
		return &a
	}
	return nil
}

// IsBlocked reports whether somebody blocked the orders of a client, and the message
// that lifts the measure has not been sent since.
func (f *Facts) IsBlocked(c *kit.Client) bool {
	decided := f.LastDecision(c, BlockOrders)
	if decided == nil || decided.Decision != journal.Granted {
		return false
	}
	for _, m := range f.Contacts(c) {
		if m.Stage == "levee_mesure" && m.Date >= decided.Date {
			return false
		}
	}
	return true
}

// Liftable is the decision to block the orders of a client that owes nothing overdue
// any more, nil when there is none.
func (f *Facts) Liftable(c *kit.Client) *journal.Entry {
	if !f.IsBlocked(c) || f.Overdue(c) > 0 {
		return nil
	}
	return f.LastDecision(c, BlockOrders)
}

// Acceleration is what a client owes once all of it is made due at once: what is
// due and what is not yet. The error says why it may not be asked for: without an
// express clause a missed invoice leaves the others their term (C. civ. 1305-4).
func (f *Facts) Acceleration(c *kit.Client) (due, undue money.Amount, err error) {
	due = f.Overdue(c)
	undue = f.Open(c) - due
	switch {
	case c.Kind != kit.Company:
		return due, undue, errors.New("mesure réservée aux entreprises")
	case f.Kit.Creditor == nil || f.Kit.Creditor.Terms.Acceleration != kit.Yes:
		return due, undue, errors.New("clause absente des CGV : clause_decheance_terme")
	}
	return due, undue, nil
}
