package header

import (
	"slices"
	"strings"
)

// SpeaksOfPayment tells a title that says what was paid or what is left, whether a
// field has it or not: « Encaissé net », « Solde au 31/03 ». What is beside a
// payment is no amount: « N° de règlement », « Délai de paiement ».
func SpeaksOfPayment(title string) bool {
	words := strings.Fields(bare(title))
	if len(words) == 0 || strings.Contains(title, "%") || slices.Contains(besidePayment, words[0]) {
		return false
	}
	if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(neverAmount, w) }) {
		return false
	}
	return slices.Contains(duePayment, words[len(words)-1]) || slices.ContainsFunc(words, func(w string) bool {
		return slices.Contains(ofPayment, strings.TrimRight(w, "es"))
	})
}

// ofPayment are the words of such titles, without the e and s that they end with.
var ofPayment = []string{
	"sold", "rest", "restant", "regl", "reglement", "pay", "paiement", "encai", "encaissement", "impay", "ouvert", "acompt", "ver", "versement",
	"percu", "recu", "ventil", "avanc", "paid", "unpaid", "payment", "balanc", "outstanding", "open", "remaining", "received",
}

// duePayment end such titles: « Montant dû », « Amount due ».
var duePayment = []string{"du", "due", "dus", "dues"}

// besidePayment begin the titles of what is no amount; neverAmount are anywhere in
// them.
var besidePayment = []string{
	"n", "no", "num", "numero", "id", "code", "date", "moyen", "delai", "nombre", "nb", "taux", "type", "condition", "conditions", "terme", "termes",
	"banque", "compte", "iban", "statut", "etat", "lettrage", "relance", "retard", "cle",
}

var neverAmount = []string{"jour", "jours", "days", "terms", "method", "mode", "ref", "reference"}
