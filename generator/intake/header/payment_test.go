package header

import "testing"

func TestATitleThatSpeaksOfPaymentIsNeverLeftAside(t *testing.T) {
	for _, title := range []string{
		"Encaissement(s)", "Versé", "Somme versée", "Avoir imputé", "Escompte", "Retenue de garantie", "RG 5 %", "Solde client", "Solde au 30/09/2026", "Créance restante",
		"Total à payer", "Payé à ce jour", "Reste à ce jour", "Dû au 31/12", "Total dû TTC", "Montant lettré", "Montant résiduel", "Reliquat", "Arriéré", "Montant exigible", "Déductions",
		"Remboursé", "Montant affecté", "Prélevé", "Virements reçus", "Compensation", "Montant litigieux", "Dont acompte", "Mt réglé", "Règl.", "Amount refunded", "Credits applied", "Write-off", "Montant échu",
	} {
		if known(title) == Ignored && !SpeaksOfPayment(title) {
			t.Errorf("« %s » is left aside without a word", title)
		}
	}
}

func TestWhatIsBesideAPaymentIsNoAmount(t *testing.T) {
	for _, title := range []string{
		"N° de règlement", "Délai de paiement", "Moyen de paiement", "Mode de règlement", "Date de paiement prévue", "Taux d'escompte", "% réglé", "Jours de retard", "TVA sur encaissements",
		"Référence règlement", "Montant du devis", "Nom du client", "Prix unitaire", "Remise", "Quantité", "Conditions de règlement", "Restaurant", "Version",
	} {
		if SpeaksOfPayment(title) {
			t.Errorf("« %s » is asked about", title)
		}
	}
}
