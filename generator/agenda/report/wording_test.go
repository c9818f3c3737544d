package report

import "testing"

func TestTheCreditorIsAskedInPlainWords(t *testing.T) {
	for task, want := range map[string]string{
		"Décider du blocage des commandes (approbation « blocage_commandes ») ; autres mesures possibles : « exigibilite_immediate » (9 300,00 €, dont 300,00 € non échus), « comptant_a_la_commande », « suspension_livraisons »": "Décider du blocage des commandes ; autres mesures possibles : l'exigibilité immédiate (9 300,00 €, dont 300,00 € non échus), le règlement à la commande, la suspension des livraisons",
		"Accepter ou refuser la promesse du 28 juillet 2026 : trop loin (approbation « promesse »)":                                                                                                                                "Accepter ou refuser la promesse du 28 juillet 2026 : trop loin",
		"Litige sur F-1 ouvert depuis 30 jours : reprendre la relance ou prolonger (approbation « litige » : accordée, la relance reprend ; refusée, l'attente est prolongée)":                                                     "Litige sur F-1 ouvert depuis 30 jours : reprendre la relance ou prolonger",
		"Répondre à « retard de livraison »": "Répondre à « retard de livraison »",
	} {
		if got := question(task); got != want {
			t.Errorf("%q\n%q", got, want)
		}
	}
}
