package header

import (
	"regexp"
	"strings"

	"relance/generator/diag"
)

// A Piece (nature de la pièce) is what a row of a list is: many programs export
// credit notes, quotes and payments with positive amounts, and say which is which in
// a column « Type ».
type Piece uint8

const (
	Unsaid     Piece = iota // no word, or one that is not known
	Invoice                 // to be paid
	CreditNote              // it reduces what is owed, whatever its sign
	Receipt                 // money received
	NoDebt                  // a quote, an order, a draft
)

// PieceNamed reads a word of such a column: « Avoir », « Devis »…
func PieceNamed(word string) Piece {
	word = diag.Fold(strings.TrimSpace(word))
	for _, p := range pieces {
		if p.words.MatchString(word) {
			return p.piece
		}
	}
	return Unsaid
}

// pieces are the words as they begin, accents left out; 380, 381 and 325 are the
// codes of electronic invoices (UNTDID 1001).
var pieces = []struct {
	words *regexp.Regexp
	piece Piece
}{
	{regexp.MustCompile(`^(?:facture )?pro ?-?forma|^(?:devis|estimate|quote|proposition|offre|bon de|bons? |bl$|bc$|bdc$|commande|livraison|brouillon|draft|sales order|order|delivery|325$)`), NoDebt},
	{regexp.MustCompile(`^(?:facture d.avoir|facture avoir|avoir|factures? d'avoir|note de credit|credit ?-?note|credit memo|avo$|avr$|av$|nc$|cn$|381$)`), CreditNote},
	{regexp.MustCompile(`^(?:paiement|reglement|encaissement|payment|receipt|virement|cheque|prelevement|versement|remise)`), Receipt},
	{regexp.MustCompile(`^(?:fact|invoice|fa$|fac$|fc$|inv$|380$)`), Invoice},
}

// yes and no are the words of a column « Payé » that holds no amounts.
var (
	yes = regexp.MustCompile(`^(?:oui\b.*|o|yes|y|x|ok|vrai|true|-?1|✓|✔|☑|☒|(?:recu|faite?|effectue|paye|regle|solde|encaisse|acquitte)(?:e|s|es)?)$`)
	no  = regexp.MustCompile(`^(?:non\b.*|n|no|faux|false|0|ko|☐|pas\b.*|(?:en )?attente|impayee?s?|a (?:payer|regler|encaisser|recevoir))$`)
)

// IsYes tells a word that says yes, or a tick; IsNo, one that says no.
func IsYes(word string) bool { return yes.MatchString(diag.Fold(strings.TrimSpace(word))) }

func IsNo(word string) bool { return no.MatchString(diag.Fold(strings.TrimSpace(word))) }

// Denies tells a title whose « oui » means that nothing was paid: « Impayée ? ».
func Denies(title string) bool { return denial.MatchString(bare(title)) }

var denial = regexp.MustCompile(`^(?:impaye|non |unpaid|a (?:payer|regler|encaisser)|reste|du\b)`)
