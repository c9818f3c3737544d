package account

import (
	"relance/generator/claim"
	"relance/generator/kit"
)

// A Piece is one document of an invoice's file.
type Piece struct {
	Label   string
	Present bool
}

// Pieces are those of the file of each invoice.
func Pieces(k *kit.Kit, claims []claim.Claim) []Piece {
	var out []Piece
	for _, cl := range claims {
		inv := cl.Invoice
		done := k.ChecksOf(inv)
		proof := "preuve de livraison ou d’exécution"
		if inv.Delivery != nil && inv.Delivery.Proof != "" {
			proof += " (" + inv.Delivery.Proof + ")"
		}
		out = append(out,
			Piece{inv.Number + "\u00a0: copie de la facture", inv.PDF != ""},
			Piece{inv.Number + "\u00a0: preuve d’envoi de la facture", done.Sent == kit.Yes},
			Piece{inv.Number + "\u00a0: contrat ou commande signés", done.Contract == kit.Yes},
			Piece{inv.Number + "\u00a0: " + proof, done.Delivered == kit.Yes})
	}
	return out
}
