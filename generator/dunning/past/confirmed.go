package past

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

// FieldConfirmed is the field of a « saisie » that says when somebody confirmed a
// promise in writing, without relance: its deadline is the day promised.
const FieldConfirmed = "confirmee_le"

// ConfirmedOn is the day a promise of a client was confirmed in writing, zero when it
// was not: by our message, or as somebody noted it.
func (f *Facts) ConfirmedOn(c *kit.Client, p *kit.Promise) calendar.Date {
	about := func(ref journal.Invoice) bool { return slices.Contains(p.Invoices, ref.Number) }
	for _, e := range f.Entries() {
		if e.Client != c.Code || len(p.Invoices) > 0 && len(e.Invoices) > 0 && !slices.ContainsFunc(e.Invoices, about) {
			continue
		}
		switch e.Type {
		case journal.Reminder:
			if e.Date >= p.Taken && len(e.Invoices) > 0 && e.Invoices[0].Stage == "confirmation_promesse" {
				return e.Date
			}
		case journal.Typed:
			if day, err := calendar.Parse(e.After); err == nil && e.Field == FieldConfirmed && e.Deadline == p.Until {
				return day
			}
		}
	}
	return 0
}
