package header

import (
	"regexp"
	"slices"
	"strings"
)

// Harmless is the field, in a saved mapping, of a column whose title speaks of payment
// and which changed nothing so far: empty, or the total once more. It is looked at
// again at each import.
const Harmless = "sans_effet"

// MaySay tells a column that nobody named, left aside, whose title speaks of payment
// all the same.
func (c *Column) MaySay() bool {
	return c.Guessed && c.Field == Ignored && SpeaksOfPayment(c.Title)
}

// SpeaksOfPayment tells a title that says what was paid or what is left, whether a
// field has it or not: « Encaissé net », « Solde au 31/03 ». What is beside a
// payment is no amount: « N° de règlement », « Délai de paiement ».
func SpeaksOfPayment(title string) bool {
	text := strings.TrimSpace(strings.ReplaceAll(bare(title)+" ", "a ce jour ", ""))
	words := strings.Fields(text)
	if len(words) == 0 || strings.Contains(title, "%") && !strings.HasPrefix(text, "rg") || slices.Contains(besidePayment, words[0]) {
		return false
	}
	if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(neverAmount, w) }) {
		return false
	}
	return owed.MatchString(text) || slices.ContainsFunc(words, ofPayment.MatchString)
}

// ofPayment are the words of such titles, as they begin.
var ofPayment = regexp.MustCompile(`^(?:sold|rest(?:e|ant|er)|regl|reglement|pay|pai|encaiss|impay|ouvert|acompt|vers(?:e|ement|er)s?|perc[eu]|rece[tv]|recu|recouvr|ventil|avanc|avoir|escompt|reten|rg$|` +
	`dedu|imput|affecte|lettre|credit|debit|appl(?:y|ied)|refund|rembours|acquit|resid|reliqu|crean|exigib|arrier|dett|apur|prelev|compens|provision|litig|contest|perte|irrecouvr|abandon|caution|cheque|virement|` +
	`echu|du(?:s|es)$|paid|unpaid|payment|balanc|outstanding|open|remain|receiv|write|due$|owed|owing)`)

// owed finds « dû », which is « du » once its accent is gone: « Montant dû », « Total
// dû TTC », « Dû au 31/12 », and not « Montant du devis ».
var owed = regexp.MustCompile(`(?:^| )du(?:$| (?:ttc|ht|au|a)\b)|^du `)

// besidePayment begin the titles of what is no amount; neverAmount are anywhere in
// them.
var besidePayment = []string{
	"n", "no", "num", "numero", "id", "code", "date", "moyen", "delai", "nombre", "nb", "taux", "type", "condition", "conditions", "terme", "termes",
	"banque", "compte", "iban", "statut", "etat", "lettrage", "relance", "retard", "cle", "tva", "payeur", "rue", "ville",
}

var neverAmount = []string{"jour", "jours", "days", "terms", "method", "mode", "ref", "reference", "tva", "code", "date"}

// SpeaksOfDue tells a title that may say when an invoice falls due: « Exigible au »,
// « Prévu le ».
func SpeaksOfDue(title string) bool {
	return slices.ContainsFunc(strings.Fields(bare(title)), ofDue.MatchString)
}

var ofDue = regexp.MustCompile(`^(?:date|ech|exigib|limite|prev|attend|terme|payer|regler|paiement|reglement|due|deadline|delai)`)

// IsNumberedDue tells one of several due dates: « Échéance 2 », « 2e échéance ».
func IsNumberedDue(title string) bool {
	words := numeral.ReplaceAllString(bare(title), "")
	return words != bare(title) && titles[strings.TrimSpace(words)].key == "echeance"
}

var numeral = regexp.MustCompile(` (?:n ?)?[1-9]$|^[1-9](?:e|er|ere|re|eme|nde?)? `)
