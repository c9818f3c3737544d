package claim

import (
	"testing"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/money"
)

// One transfer for two invoices is noted as one line; the accounts then write it in
// parts, their own way or ours.
func TestATransferForTwoInvoicesCountsOnceHoweverTheAccountsSplitIt(t *testing.T) {
	note := journal.Entry{
		Date: calendar.Of(2026, 3, 30), Type: journal.Payment, Client: "C1", Amount: 2_000_00, Reference: "VIR 7",
		Invoices: []journal.Invoice{{Number: "F1"}, {Number: "F2"}},
	}
	for _, c := range []struct {
		first, second string // what the accounts have of each invoice
		left          [2]money.Amount
	}{
		{"", "", [2]money.Amount{0, 1_300_00}},
		{"1500.00", "500.00", [2]money.Amount{0, 1_300_00}},
		{"1000.00", "1000.00", [2]money.Amount{500_00, 800_00}},
		{"1500.00", "", [2]money.Amount{0, 1_300_00}},
		{"", "500.00", [2]money.Amount{0, 1_300_00}},
	} {
		paid := func(amount string) string {
			if amount == "" {
				return ""
			}
			return ", paiements: [{date: 2026-03-30, montant: " + amount + ", mode: virement}]"
		}
		k := kitOf(t, map[string]string{
			"relance.yaml": boreal + "  mediateur_consommation: {nom: Essai}\n",
			"clients.yaml": oneClient + "  factures:\n" +
				"    - {numero: F1, date: 2026-02-01, echeance: 2026-03-02, montant_ttc: 1500.00" + paid(c.first) + "}\n" +
				"    - {numero: F2, date: 2026-02-01, echeance: 2026-03-02, montant_ttc: 1800.00" + paid(c.second) + "}\n",
		})
		k.Journal.Append(note)
		b := NewBook(k)
		for i, n := range []string{"F1", "F2"} {
			if got := b.Balance(b.Invoice(n), note.Date); got != c.left[i] {
				t.Errorf("accounts %q and %q: %s left on %s, want %s", c.first, c.second, got, n, c.left[i])
			}
		}
		if !b.Holds(note) {
			t.Errorf("accounts %q and %q: typed again, it would count again", c.first, c.second)
		}
		other := note
		if other.Reference = "VIR 8"; c.first == "" && c.second == "" && b.Holds(other) {
			t.Error("a transfer of another reference is taken for this one")
		}
	}
}
