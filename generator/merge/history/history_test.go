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

func TestTheLogSaysWhatWasDecidedAndInWhichCurrency(t *testing.T) {
	k := &kit.Kit{Plans: []kit.Plan{{ID: "p", Stages: []kit.Stage{{ID: "med", Label: "Mise en demeure"}}}},
		Clients: []kit.Client{{Code: "C1", Invoices: []kit.Invoice{{Number: "F1", Currency: "CHF"}}}}}
	h := History{Kit: k, Entries: []journal.Entry{
		{Type: journal.Approval, Stage: "med", Decision: journal.Granted},
		{Type: journal.Approval, Stage: "blocage_commandes", Decision: journal.Denied, Reason: "gros client"},
		{Type: journal.Promise, Amount: 50_00, Invoices: []journal.Invoice{{Number: "F1"}}},
		{Type: journal.Payment, Amount: 10_00},
	}}
	want := []string{"accord\u00a0: mise en demeure", "refus\u00a0: blocage des commandes, gros client", "50,00\u00a0CHF", "10,00\u00a0€"}
	for i, c := range h.Log() {
		if c.Result != want[i] {
			t.Errorf("%q, want %q", c.Result, want[i])
		}
	}
}
