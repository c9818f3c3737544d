package past

import (
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// A measure is decided by somebody, in a line « approbation » of the journal that
// bears its name; it is lifted by the message that says so.
const (
	BlockOrders  = "blocage_commandes"      // no new order is taken
	Acceleration = "exigibilite_immediate"  // what is not yet due is due at once
	CashFirst    = "comptant_a_la_commande" // orders are paid when they are placed
	Suspension   = "suspension_livraisons"  // deliveries and services stop
)

// Measures are all of them, the softest last.
var Measures = []string{BlockOrders, Acceleration, CashFirst, Suspension}

// LastDecision is the last answer about a measure, nil when nobody gave one.
func (f *Facts) LastDecision(c *kit.Client, measure string) *journal.Entry {
	a, given := f.Approval(c, measure, 0)
	if !given {
		return nil
	}
	last := a // a itself stays on the stack: most clients have no measure
	return &last
}

// InForce is the decision by which a measure holds against a client, nil when none
// was granted or when the message that lifts it was sent since.
func (f *Facts) InForce(c *kit.Client, measure string) *journal.Entry {
	decided := f.LastDecision(c, measure)
	if decided == nil || decided.Decision != journal.Granted {
		return nil
	}
	for _, m := range f.Contacts(c) {
		if m.Stage == "levee_mesure" && m.Date >= decided.Date {
			return nil
		}
	}
	return decided
}

// Liftable are the measures in force against a client that owes nothing overdue any
// more, by the decisions that took them.
func (f *Facts) Liftable(c *kit.Client) (decisions []journal.Entry) {
	if f.Overdue(c) > 0 {
		return nil
	}
	for _, m := range Measures {
		if decided := f.InForce(c, m); decided != nil {
			decisions = append(decisions, *decided)
		}
	}
	return decisions
}

// Accelerated is what a client owes once all of it is made due at once: what is due
// and what is not yet.
func (f *Facts) Accelerated(c *kit.Client) (due, undue money.Amount) {
	due = f.Overdue(c)
	return due, f.Open(c) - due
}
