package record

import (
	"fmt"

	"relance/generator/diag"
	"relance/generator/intake/header"
	"relance/generator/intake/sheet"
)

// StatusFields are the fields that may hold words on the state of an invoice.
var StatusFields = []string{"statut", "statut_paiement", "payee"}

// status believes the words of the source that forbid to chase, unless its own
// amounts contradict them; all other states are computed from amounts and days.
func (t *Reader) status(rec *Record) (field, why string) {
	for _, field := range StatusFields {
		word := t.Text(rec.Row, field)
		said := header.StatusNamed(word)
		if field == "payee" {
			if said, why = ticked(word); why != "" {
				return field, why
			}
		}
		switch unpaid := said == header.Open || said == header.PartlyPaid; {
		case unpaid && rec.presumed && word != "":
			return field, fmt.Sprintf("« %s », et pourtant une date de règlement, sans montant réglé", word)
		case said == header.PartlyPaid && rec.Paid == 0 && rec.Total > 0:
			return field, fmt.Sprintf("« %s », et rien ne dit combien : ajoutez une colonne « Déjà réglé » ou « Reste dû »", word)
		}
		switch said {
		case header.Paid:
			if why = rec.settle(word); why != "" {
				return field, why
			}
		case header.Disputed:
			rec.Disputed = true
		}
	}
	return "", ""
}

// settle makes an invoice paid in full, as a word says it; why tells what contradicts
// the word.
func (rec *Record) settle(word string) (why string) {
	switch {
	case !rec.Planned.IsZero():
		return fmt.Sprintf("« %s », et pourtant une date de règlement à venir, le %s", word, rec.Planned.Short())
	case rec.left > 0:
		return fmt.Sprintf("« %s », et pourtant il reste dû %s", word, rec.left.Format(rec.Currency))
	case rec.Paid > 0 && rec.Paid < rec.Total:
		return fmt.Sprintf("« %s », et pourtant réglée de %s sur %s", word, rec.Paid.Format(rec.Currency), rec.Total.Format(rec.Currency))
	case rec.Paid == 0:
		rec.Paid = rec.Total
	}
	rec.Settled = true
	return ""
}

// ticked reads a cell of a column « Payée » to tick.
func ticked(word string) (said header.Status, why string) {
	switch {
	case word == "" || header.IsNo(word):
		return header.Open, ""
	case header.IsYes(word):
		return header.Paid, ""
	}
	if said = header.StatusNamed(word); said == header.Open {
		why = fmt.Sprintf("« %s » : payée ou non ? écrivez oui ou non, et un montant dans une colonne « Déjà réglé »", word)
	}
	return said, why
}

// pieceOf returns what a row is, if the source says it.
func (t *Reader) pieceOf(r sheet.Row) header.Piece { return header.PieceNamed(t.Text(r, "piece")) }

// piece gives its sign to what reduces an account: the type says what it is, and many
// programs write its amount without a sign.
func (t *Reader) piece(rec *Record) (field, why string) {
	said := t.pieceOf(rec.Row)
	if rec.Receipt = said == header.Receipt; rec.Receipt {
		if t.Has("solde") || t.Has("regle") { // the invoices say what was paid of them
			rec.Total = rec.left
		}
		rec.Total = max(rec.Total, -rec.Total)
	}
	if said == header.CreditNote && rec.Total > 0 {
		rec.Total, rec.Paid, rec.left = -rec.Total, -rec.Paid, -rec.left
	}
	if object := t.Text(rec.Row, "objet"); said == header.Unsaid && rec.Total > 0 && header.PieceNamed(object) == header.CreditNote {
		return "objet", fmt.Sprintf("« %s » : un avoir, de montant positif ? écrivez-le avec un signe moins, ou ajoutez une colonne « Type de pièce » (facture ou avoir)", diag.Short(object))
	}
	return "", ""
}
