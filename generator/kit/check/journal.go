package check

import (
	"regexp"
	"strings"

	"relance/generator/diag"
	"relance/generator/journal"
)

// journal says what the journal and the kit no longer have in common: what was done
// would count for nobody, and would be done again.
func (c *checker) journal() {
	if c.k.Journal == nil || len(c.k.Journal.Entries) == 0 || c.k.Creditor == nil {
		return
	}
	known := map[string]bool{} // in the kit, or told already
	for i := range c.k.Clients {
		for j := range c.k.Clients[i].Invoices {
			known[c.k.Clients[i].Invoices[j].Number] = true
		}
	}
	strangers := false
	for _, e := range c.k.Journal.Effective() {
		at := diag.Pos{File: "journal.jsonl", Line: e.Line}
		if own := string(c.k.Creditor.SIREN); !strangers && own != "" && e.Creditor != "" && e.Creditor != own {
			strangers = true
			c.problems.Addf(at, diag.Warning, "J416", "cette ligne est d'un autre créancier, de SIREN %s", e.Creditor).Hint =
				"si ce journal a été copié d'un autre dossier, retirez-le : chaque créancier a le sien"
		}
		for _, ref := range e.Invoices {
			if !known[ref.Number] {
				known[ref.Number] = true
				c.renamed(e, ref.Number, at)
			}
		}
	}
}

// renamed warns of an invoice of the journal that the kit has lost while it has one
// whose number says the same with other signs. Invoices that are paid leave the
// accounts: that alone is nothing to say.
func (c *checker) renamed(e journal.Entry, number string, at diag.Pos) {
	cl := c.k.ClientByCode(e.Client)
	if cl == nil {
		return
	}
	for i := range cl.Invoices {
		if inv := &cl.Invoices[i]; bare(inv.Number) == bare(number) {
			c.problems.Addf(at, diag.Warning, "J417", "le journal parle de la facture « %s », le dossier de « %s »%s", number, inv.Number, place(inv.Pos)).Hint =
				"si c'est la même, écrivez son numéro comme dans le journal : ce qui a été fait ne compterait plus"
			return
		}
	}
}

var leadingZeros = regexp.MustCompile(`(^|[^0-9])0+([0-9])`)

// bare is a number without what people write in one way or another: case, signs between
// its parts, zeros before its figures.
func bare(number string) string {
	s := leadingZeros.ReplaceAllString(diag.Fold(number), "$1$2")
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, s)
}
