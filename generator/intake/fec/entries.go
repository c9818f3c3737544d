package fec

import (
	"fmt"
	"strings"

	"relance/generator/diag"
	"relance/generator/money"
)

// An entry (écriture) is the lines of a FEC that bear one number in one journal.
// A journal that numbers each of its lines, as some programs do, is one entry.
type entry struct {
	journal, number string
	row, lines      int // row is that of its first line
	sum             money.Amount
	touch
}

// touch is which kinds of accounts an entry or a journal moves.
type touch struct{ sale, cash, closing, charge bool }

func (t *touch) add(o touch) {
	t.sale, t.cash = t.sale || o.sale, t.cash || o.cash
	t.closing, t.charge = t.closing || o.closing, t.charge || o.charge
}

// touched sorts the accounts of the French general chart by what tells a sale, a
// payment, or balances carried over.
func touched(account string, a money.Amount) touch {
	switch {
	case strings.HasPrefix(account, "70"), a < 0 && (strings.HasPrefix(account, "4191") || strings.HasPrefix(account, "487")):
		return touch{sale: true}
	case strings.HasPrefix(account, "51"), strings.HasPrefix(account, "53"), strings.HasPrefix(account, "54"), strings.HasPrefix(account, "58"):
		return touch{cash: true}
	case strings.HasPrefix(account, "11"), strings.HasPrefix(account, "12"), strings.HasPrefix(account, "89"), account >= "101" && account < "107":
		return touch{closing: true}
	case strings.HasPrefix(account, "6"):
		return touch{charge: true}
	}
	return touch{}
}

// entries are those of a file, in the order of their first lines.
type entries struct {
	list []*entry
	at   map[[2]string]*entry
	last *entry // lines of one entry mostly follow one another
}

// add counts one line.
func (e *entries) add(journal, number string, row int, account string, a money.Amount) *entry {
	if e.last == nil || e.last.number != number || e.last.journal != journal {
		key := [2]string{journal, number}
		if e.last = e.at[key]; e.last == nil {
			e.last = &entry{journal: journal, number: number, row: row}
			e.at[key], e.list = e.last, append(e.list, e.last)
		}
	}
	e.last.lines++
	e.last.sum += a
	e.last.touch.add(touched(account, a))
	return e.last
}

// A whole is a journal as one entry, with what tells whether its numbers are those of
// entries.
type whole struct {
	entry
	alone               int // lines that are alone under their number
	numbers, unbalanced int
}

// unnumbered tells a journal whose numbers are those of lines, or that balances by
// the month: some programs balance the bank with one line for all.
func (w *whole) unnumbered() bool {
	const many = 10
	return w.alone > 1 && w.alone*2 > w.lines || w.unbalanced > many && w.unbalanced*2 > w.numbers
}

func (e *entries) journals() map[string]*whole {
	journals := map[string]*whole{}
	for _, one := range e.list {
		w := journals[one.journal]
		if w == nil {
			w = &whole{entry: entry{journal: one.journal, row: one.row}}
			journals[one.journal] = w
		}
		w.lines += one.lines
		w.sum += one.sum
		w.touch.add(one.touch)
		w.numbers++
		if one.lines == 1 {
			w.alone++
		}
		if one.sum != 0 {
			w.unbalanced++
		}
	}
	return journals
}

// kind is what the entry of a line tells of it: a sale, a movement of money, or
// balances carried over from the year before. One that sells and is paid at once is
// mixed: its credits are payments.
type kind struct{ sale, cash, opening, mixed bool }

// kinds returns for each entry what it is, and those that do not balance.
func (e *entries) kinds() (kinds map[*entry]kind, unbalanced []*entry) {
	kinds = make(map[*entry]kind, len(e.list))
	journals := e.journals()
	named := map[*entry]bool{}
	for _, one := range e.list {
		j, of := journals[one.journal], one
		if j.unnumbered() {
			of = &j.entry
		}
		opening := of.closing && !of.sale && !of.charge
		kinds[one] = kind{
			sale:    of.sale || j.sale && !j.cash,
			cash:    of.cash && !of.sale && !opening,
			opening: opening,
			mixed:   of.sale && of.cash,
		}
		if of.sum != 0 && !named[of] {
			named[of] = true
			unbalanced = append(unbalanced, of)
		}
	}
	return kinds, unbalanced
}

// balanced refuses a file whose debits are not its credits, as a whole or in one
// entry: something is missing or was changed, and nothing says what.
func (r *reader) balanced(unbalanced []*entry) {
	if len(unbalanced) == 0 {
		return
	}
	first := unbalanced[0]
	text := first.fault()
	if r.gap != 0 {
		text = fmt.Sprintf("débits et crédits du FEC diffèrent de %s ; %s", r.gap.Format("EUR"), text)
	}
	if n := len(unbalanced) - 1; n > 0 {
		text += fmt.Sprintf(", et %d de plus", n)
	}
	r.problems.Addf(diag.Pos{File: r.file, Line: first.row}, diag.Fault, "F075", "%s", text).Hint =
		"exportez de nouveau le FEC, de tout l'exercice : il est peut-être coupé ; si l'écart reste, corrigez cette écriture dans votre logiciel"
}

func (e *entry) fault() string {
	gap := e.sum.Format("EUR")
	if e.number == "" {
		return fmt.Sprintf("le journal %s n'est pas équilibré (écart de %s)", e.journal, gap)
	}
	return fmt.Sprintf("l'écriture n° %s du journal %s n'est pas équilibrée (écart de %s)", e.number, e.journal, gap)
}
