package main

import (
	"testing"

	"relance/generator/agenda"
	"relance/generator/claim"
	"relance/generator/kit"
)

// The same file may stand for other invoices in another letter: its bookmark is the
// letter's.
func TestACopyIsNamedAfterTheInvoicesOfItsLetter(t *testing.T) {
	letter := func(invoices ...kit.Invoice) *agenda.Communication {
		c := &agenda.Communication{}
		for i := range invoices {
			c.Items = append(c.Items, agenda.Item{Claim: claim.Claim{Invoice: &invoices[i]}})
		}
		return c
	}
	one, two, other := kit.Invoice{Number: "F1", PDF: "a.pdf"}, kit.Invoice{Number: "F2", PDF: "a.pdf"}, kit.Invoice{Number: "F3", PDF: "a.pdf"}
	for _, c := range []struct {
		of   *agenda.Communication
		file string
		want string
	}{
		{letter(one), "a.pdf", "Copie de la facture F1"},
		{letter(one, two), "a.pdf", "Copie des factures F1, F2"},
		{letter(other), "a.pdf", "Copie de la facture F3"},
		{letter(other), "rib.pdf", "Relevé d’identité bancaire"},
	} {
		if got := copyTitle(c.file, c.of); got != c.want {
			t.Errorf("%s: %q, want %q", c.file, got, c.want)
		}
	}
}
