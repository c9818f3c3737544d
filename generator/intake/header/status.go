package header

import (
	"regexp"
	"strings"

	"relance/generator/diag"
)

// A Status is what a word of a column « Statut » forbids.
type Status uint8

const (
	Open       Status = iota // nothing: it is judged from dates and payments
	Paid                     // wholly
	Disputed                 // in litigation
	NotDue                   // cancelled, or never sent
	PartlyPaid               // some of it: the amounts must say how much
)

// StatusNamed reads a word of the column « Statut »: « Payée », « En litige »…
func StatusNamed(word string) Status {
	word = diag.Fold(strings.TrimSpace(word))
	if partial.MatchString(word) {
		return PartlyPaid
	}
	if begun.MatchString(word) {
		return Open
	}
	for _, s := range statuses {
		if s.words.MatchString(word) {
			return s.status
		}
	}
	return Open
}

// partial are the words of an invoice that is partly paid; begun, of one that soon
// may be.
var (
	partial = regexp.MustCompile(`partiel|partial|partly|en partie|^avoir|compense|^credite`)
	begun   = regexp.MustCompile(`commence|en cours|in payment`)
)

// statuses are the words as they begin, accents left out. « En litige » and « en
// attente de paiement » begin alike; « réglée » and « règlement à venir » too.
var statuses = []struct {
	words  *regexp.Regexp
	status Status
}{
	{regexp.MustCompile(`^(?:(?:totalement|entierement|integralement|fully) )?(?:(?:paye|regle|solde|encaisse|acquitte|lettre|cloture|rembourse)(?:e|s|es)?|paid|settled|refunded)\b`), Paid},
	{regexp.MustCompile(`^(?:en )?litig|^contest|^disput`), Disputed},
	{regexp.MustCompile(`^(?:annul|brouillon|devis|pro ?forma|abandon|irrecouv|passee? en perte|perte|supprim|provisoire|non emise|extourn|draft|cancel|void|uncollectible|revers|written off)`), NotDue},
}
