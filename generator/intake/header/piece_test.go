package header

import "testing"

func TestACreditNoteAQuoteAndAPaymentAreNoInvoice(t *testing.T) {
	for word, want := range map[string]Piece{
		"Facture": Invoice, "Facture d'acompte": Invoice, "FA": Invoice, "Invoice": Invoice, "380": Invoice,
		"Avoir": CreditNote, "AVOIR CLIENT": CreditNote, "Facture d'avoir": CreditNote, "Note de crédit": CreditNote, "Credit note": CreditNote, "381": CreditNote, "AV": CreditNote,
		"Devis": NoDebt, "Facture pro forma": NoDebt, "Proforma": NoDebt, "Bon de livraison": NoDebt, "Brouillon": NoDebt,
		"Paiement": Receipt, "Règlement": Receipt, "Virement reçu": Receipt,
		"": Unsaid, "Prestation": Unsaid, "Avenant": Unsaid, "Maintenance": Unsaid, "A": Unsaid,
	} {
		if got := PieceNamed(word); got != want {
			t.Errorf("%q is read as %d, want %d", word, got, want)
		}
	}
}

func TestAColumnToTickSaysYesOrNo(t *testing.T) {
	for _, word := range []string{"oui", "OUI", "Oui, le 12/10", "x", "✓", "Vrai", "payée", "Reçu", "Fait"} {
		if !IsYes(word) || IsNo(word) {
			t.Errorf("%q is no yes", word)
		}
	}
	for _, word := range []string{"non", "Non payée", "FAUX", "en attente", "Impayée", "à régler", "pas encore"} {
		if IsYes(word) || !IsNo(word) {
			t.Errorf("%q is no no", word)
		}
	}
	for _, word := range []string{"virement", "CHQ", "120,00", "Banque", ""} {
		if IsYes(word) || IsNo(word) {
			t.Errorf("%q is yes or no", word)
		}
	}
	if !Denies("Impayée ?") || !Denies("Non réglée") || Denies("Payée ?") {
		t.Error("which titles a yes denies")
	}
}

func TestSeveralDueDatesAreTold(t *testing.T) {
	for title, want := range map[string]bool{"Échéance 2": true, "2e échéance": true, "Date d'échéance n°3": true, "Échéance": false, "Montant 2": false} {
		if IsNumberedDue(title) != want {
			t.Errorf("%q: %t", title, !want)
		}
	}
}

func TestAReminderIsFoundInAnyWords(t *testing.T) {
	for words, want := range map[string]string{
		"Relancé par mail": "relance1", "1ère relance par téléphone": "relance1", "appel tél": "appel", "Relance n°2": "lettre", "Relance No 3 (LRAR)": "recommandee",
		"courrier simple": "lettre", "Recommandé AR": "recommandee", "Mise en demeure envoyée": "med", "MED par huissier": "transmission", "dossier transmis au contentieux": "transmission",
		"LRAR à envoyer": "", "pas de relance": "", "dernier courrier avant mise en demeure": "", "relance 1 puis relance 2": "", "vu avec M. Paul": "",
	} {
		var m Mapping
		if got := m.Stage(words); got != want {
			t.Errorf("%q stands for %q, want %q", words, got, want)
		}
	}
}
