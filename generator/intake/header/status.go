package header

import (
	"strings"

	"relance/generator/diag"
)

// A Status is what a word of a column « Statut » forbids.
type Status uint8

const (
	Open     Status = iota // nothing: it is judged from dates and payments
	Paid                   // wholly
	Disputed               // in litigation
	NotDue                 // cancelled, or never sent
)

// StatusNamed reads a word of the column « Statut »: « Payée », « En litige »…
func StatusNamed(word string) Status {
	word = diag.Fold(strings.TrimSpace(word))
	if strings.Contains(word, "partiel") {
		return Open
	}
	for _, s := range statuses {
		if strings.HasPrefix(word, s.start) {
			return s.status
		}
	}
	return Open
}

// statuses are the beginnings of the words, accents left out. « En litige » and
// « en attente de paiement » begin alike.
var statuses = []struct {
	start  string
	status Status
}{
	{"paye", Paid}, {"regle", Paid}, {"solde", Paid}, {"encaiss", Paid}, {"acquitt", Paid}, {"lettre", Paid}, {"cloture", Paid}, {"rembours", Paid}, {"paid", Paid},
	{"litig", Disputed}, {"en litige", Disputed}, {"contest", Disputed}, {"disput", Disputed},
	{"annul", NotDue}, {"brouillon", NotDue}, {"devis", NotDue}, {"pro forma", NotDue}, {"proforma", NotDue}, {"abandon", NotDue},
	{"irrecouv", NotDue}, {"draft", NotDue}, {"cancel", NotDue}, {"passee en perte", NotDue},
}
