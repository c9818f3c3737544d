package ledger

import (
	"strconv"
	"strings"

	"relance/generator/diag"
)

// distinct gives a number to the items that have none, and makes all numbers
// different: a kit knows an invoice by its number alone. An opening that has one
// reference for many lines has the number of its own entry, not of the invoices.
// first is the client of whom the file says a reference first: the number of the
// others must stay the same when he has paid.
func distinct(accounts []Account, first map[string]string) {
	seen, again := map[string]bool{}, map[string]int{}
	carried := carriedOver(accounts)
	for i := range accounts {
		a := &accounts[i]
		for j := range a.Items {
			item := &a.Items[j]
			base := a.name(item, carried, first)
			item.Number = base
			for key := strings.ToLower(base); seen[strings.ToLower(item.Number)]; {
				again[key]++
				item.Number = base + "-" + strconv.Itoa(again[key]+1)
			}
			seen[strings.ToLower(item.Number)] = true
			if item.Number == item.Piece || item.Opening || item.Unnamed {
				item.Piece = ""
			}
		}
	}
}

// carriedOver counts the references of openings.
func carriedOver(accounts []Account) map[string]int {
	carried := map[string]int{}
	for i := range accounts {
		for _, item := range accounts[i].Items {
			if item.Carried {
				carried[item.Number]++
			}
		}
	}
	return carried
}

// name is the number of an item, as long as no other has it.
func (a *Account) name(item *Item, carried map[string]int, first map[string]string) string {
	none := vague(item.Number)
	item.Opening = item.Carried && (none || carried[item.Number] > 1)
	item.Unnamed = none && !item.Carried
	item.Piece = item.Number
	switch owner := first[strings.ToLower(item.Number)]; {
	case item.Opening || item.Unnamed:
		return a.Code + "-" + item.Issued.ISO()
	case owner != "" && owner != a.Code:
		return item.Number + "-" + a.Code
	}
	return item.Number
}

// vague tells the references that programs put in place of a number.
func vague(piece string) bool {
	switch strings.Trim(diag.Fold(piece), " .-_/?0") {
	case "", "ran", "an", "a nouveau", "a-nouveau", "anouveau", "ouverture", "report", "solde", "od", "divers",
		"facture", "fact", "vente", "ventes", "nc", "n/a", "sans":
		return true
	}
	return false
}
