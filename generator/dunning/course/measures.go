package course

import (
	"slices"

	"relance/generator/dunning/past"
	"relance/generator/journal"
	"relance/generator/kit"
)

// The thresholds beyond which blocking orders is proposed (contracts.md §9.13), in
// cents and days.
const (
	blockAfterNotice = 1_000_00
	blockAnyway      = 5_000_00
	blockAnywayDays  = 60
)

// Refusal is why a measure may not be decided against a client, "" when it may. soon
// tells a mere question of time, which somebody may overrule with a reason, from what
// the law or the contract forbids.
func (f *Facts) Refusal(c *kit.Client, measure string) (why string, soon bool) {
	switch {
	case c.Kind != kit.Company:
		return "mesure réservée aux entreprises", false
	case c.Insolvency != nil && c.Insolvency.Judged <= f.Day:
		return "une procédure collective est ouverte : aucune mesure", false
	case measure == past.Acceleration && (f.Kit.Creditor == nil || f.Kit.Creditor.Terms.Acceleration != kit.Yes):
		// without an express clause a missed invoice leaves the others their term (C. civ. 1305-4)
		return "clause absente des CGV : clause_decheance_terme", false
	case f.Overdue(c) <= 0:
		return "rien d'échu n'est dû par ce client", false
	case !f.reached(c, kit.Nature.IsFormal) && !f.MayBlock(c):
		return "mesure réservée aux étapes formelles", true
	}
	return "", false
}

// MayBlock reports whether blocking the orders of a client is worth proposing: a
// formal notice was sent and a real sum is overdue, or a large sum for long.
func (f *Facts) MayBlock(c *kit.Client) bool {
	overdue := f.Overdue(c)
	notice := func(n kit.Nature) bool { return n == kit.FormalNotice }
	return overdue >= blockAfterNotice && f.reached(c, notice) || overdue > blockAnyway && f.OldestLate(c) > blockAnywayDays
}

// reached reports whether a stage of some nature was done for an invoice that the
// client still owes us: one that was handed over is for whoever has it.
func (f *Facts) reached(c *kit.Client, is func(kit.Nature) bool) bool {
	return slices.ContainsFunc(c.Invoices, func(inv kit.Invoice) bool {
		own := f.PlanOf(c, &inv)
		return f.Claimable(&inv) > 0 && f.HandedOn(c, &inv, own).IsZero() && slices.ContainsFunc(f.Steps(&inv), func(step past.Step) bool {
			if step.Status != journal.Done {
				return false
			}
			p := f.Kit.PlanByID(step.Plan)
			if p == nil { // done before the tool: « reprise »
				p = own
			}
			s, _ := p.Stage(step.Stage)
			return s != nil && is(s.Nature)
		})
	})
}

// OldestLate is how many days late the oldest invoice is that a client still owes.
func (f *Facts) OldestLate(c *kit.Client) (days int) {
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		if !inv.Due.IsZero() && f.Claimable(inv) > 0 && (inv.Cancelled == nil || inv.Cancelled.On > f.Day) {
			days = max(days, f.Day.Sub(inv.Due))
		}
	}
	return days
}
