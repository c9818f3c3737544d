package history

import (
	"testing"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

// contracts.md §3: valider notes the call, noter its result.
func TestACallAndItsResultAreOneContact(t *testing.T) {
	day := calendar.Of(2026, 3, 16)
	about := []journal.Invoice{{Number: "F1"}}
	h := History{Kit: &kit.Kit{}, Entries: []journal.Entry{
		{Date: day, Type: journal.Call, Invoices: about, Lot: "2026-03-16-a"},
		{Date: day, Type: journal.Call, Invoices: about, Outcome: journal.Promised, Contact: "Mme Durand"},
		{Date: day + 1, Type: journal.Call, Invoices: about},
	}}
	contacts := h.Contacts(map[string]bool{"F1": true})
	if len(contacts) != 2 || contacts[0].Person != "Mme Durand" || len(h.Log()) != 2 {
		t.Errorf("contacts %v, log %v", contacts, h.Log())
	}
}
