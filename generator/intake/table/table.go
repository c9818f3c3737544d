// Package table reads the lists of invoices, and the ledgers, that people keep or
// export as a sheet.
package table

import (
	"fmt"
	"slices"
	"strings"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/column"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
)

// A table reads one sheet: titles, then the columns as wholes, then the rows.
type table struct {
	file     string
	book     *grid.Book
	sheet    *grid.Sheet
	m        *header.Mapping
	rows     []grid.Row // below the titles
	index    map[string]int
	amounts  map[string]*column.Amounts
	days     map[string]*column.Days
	imp      *found.Import
	problems diag.List
	running  totals
}

// Read reads the one sheet of a book that lists invoices. With a fault in the
// list the import is nil.
func Read(file string, b *grid.Book, m header.Mapping) (*found.Import, diag.List) {
	t := &table{file: file, book: b, m: &m, imp: &found.Import{Mapping: &m}}
	t.read()
	if t.problems.Faults() {
		t.problems.Sort()
		return nil, t.problems
	}
	t.imp.Count()
	return t.imp, t.problems
}

func (t *table) read() {
	t.sheet, t.problems = t.m.Find(t.book)
	if t.sheet == nil || t.problems.Faults() {
		t.agedBalance()
		return
	}
	if t.problems = t.gather(); len(t.problems) > 0 {
		return
	}
	t.locate()
	t.retitle()
	t.learn()
	if t.complete(); t.problems.Faults() {
		return
	}
	t.describe()
	if t.isLedger() {
		t.readLedger()
	} else {
		t.readInvoices()
	}
}

// gather keeps the rows below the titles, and of them the columns that are used;
// the first text of each is kept too, for totals announce themselves there.
func (t *table) gather() diag.List {
	used := map[int]bool{}
	for _, c := range t.m.Columns {
		used[c.Index] = true
	}
	hidden := 0
	l := t.sheet.Each(func(r grid.Row) bool {
		if r.Number <= t.m.Row {
			return true
		}
		if r.Hidden {
			hidden++
		}
		kept := grid.Row{Number: r.Number, Hidden: r.Hidden}
		for i, c := range r.Cells {
			if used[c.Col] || i == 0 {
				kept.Cells = append(kept.Cells, c)
			}
		}
		t.rows = append(t.rows, kept)
		return true
	})
	if hidden > 0 {
		t.imp.Note(diag.Pos{File: t.file, Sheet: t.sheet.Name}, "W350", "affichez-les et supprimez celles qui ne doivent pas être relancées",
			"%s", found.Count(hidden, "ligne masquée, par un filtre ou à la main, a été lue aussi", "lignes masquées, par un filtre ou à la main, ont été lues aussi"))
	}
	return l
}

func (t *table) locate() {
	t.index = map[string]int{}
	for _, c := range t.m.Columns {
		if c.Field != header.Ignored {
			t.index[c.Field] = c.Index
		}
	}
}

func (t *table) has(field string) bool { return t.index[field] > 0 }

func (t *table) cell(r grid.Row, field string) grid.Cell {
	if col := t.index[field]; col > 0 {
		return r.At(col)
	}
	return grid.Cell{Row: r.Number}
}

// retitle moves columns whose content is not what their title promises: a column
// « Règlement » may hold amounts, days or « virement ».
func (t *table) retitle() {
	t.move("regle", "date_reglement", column.IsDay)
	t.move("regle", "mode", column.IsWord)
	t.move("solde", "statut", column.IsWord)
	t.move("echeance", "conditions", column.IsTerms)
	t.move("relance_etape", "relance_date", column.IsDay)
}

// move renames a column if most of what it holds is of the other kind.
func (t *table) move(from, to string, is func(grid.Cell) bool) {
	if !t.has(from) || t.has(to) {
		return
	}
	filled, alike := 0, 0
	for _, r := range t.rows {
		c := t.cell(r, from)
		if c.Kind != grid.Empty {
			filled++
		}
		if is(c) {
			alike++
		}
	}
	if 2*alike <= filled {
		return
	}
	for i := range t.m.Columns {
		if t.m.Columns[i].Field == from {
			t.m.Columns[i].Field = to
		}
	}
	t.locate()
}

var (
	amountFields = []string{"montant_ttc", "montant_ht", "regle", "solde", "debit", "credit"}
	dayFields    = []string{"date", "echeance", "date_reglement", "relance_date"}
)

// learn lets each column tell how it writes its amounts and its days; days
// without an answer take the order of the other columns, if they all agree.
func (t *table) learn() {
	t.amounts, t.days = map[string]*column.Amounts{}, map[string]*column.Days{}
	for _, f := range amountFields {
		a := &column.Amounts{}
		if mark := map[string]byte{"virgule": ',', "point": '.'}[t.m.Decimal]; mark != 0 {
			a.Mark, a.Said = mark, true
		}
		for _, r := range t.rows {
			a.Learn(t.cell(r, f))
		}
		t.amounts[f] = a
	}
	seen := map[column.Order]bool{}
	for _, f := range dayFields {
		d := &column.Days{From04: t.sheet.From04}
		for _, r := range t.rows {
			d.Learn(t.cell(r, f))
		}
		t.days[f] = d
		seen[d.Order] = true
	}
	delete(seen, column.Unknown)
	if t.m.Dates == "" && len(seen) == 1 && !seen[column.Mixed] {
		t.m.Dates = map[bool]string{true: "jour_mois", false: "mois_jour"}[seen[column.DayFirst]]
	}
	for _, d := range t.days {
		switch {
		case t.m.Dates == "jour_mois":
			d.Order = column.DayFirst
		case t.m.Dates == "mois_jour":
			d.Order = column.MonthFirst
		}
	}
}

// complete refuses what cannot be read without a word from the user.
func (t *table) complete() {
	at := diag.Pos{File: t.file, Sheet: t.sheet.Name, Line: t.m.Row}
	missing := func(what string) {
		t.problems.Addf(at, diag.Fault, "F062", "aucune colonne n'est %s", what).Hint =
			"titres lus : " + t.titles() + " ; renommez le titre de la bonne colonne, ou nommez-la dans " + found.MappingName(t.file)
	}
	ledger := t.isLedger()
	if !t.has("nom") && !t.has("code") {
		missing("le nom ou le code du client")
	}
	if !t.has("numero") && !t.agedBalance() {
		missing("le numéro de facture")
	}
	if !t.has("date") {
		missing("la date de facture")
	}
	if !t.has("montant_ttc") && !t.has("solde") && !ledger {
		if t.has("montant_ht") {
			missing("le montant TTC (une relance ne réclame pas un montant hors taxes)")
		} else {
			missing("le montant TTC")
		}
	}
	for _, f := range dayFields {
		d := t.days[f]
		if d.Asks() || d.Order == column.Mixed {
			t.problems.Addf(t.place(f), diag.Fault, "F063", "colonne « %s » : %s", t.m.Title(f),
				map[bool]string{true: "rien ne dit si le jour vient avant le mois", false: "le jour vient tantôt avant, tantôt après le mois"}[d.Asks()]).Hint =
				"écrivez dates: jour_mois (ou mois_jour) dans " + found.MappingName(t.file)
		}
		if d.HalfTyped() {
			t.imp.Note(t.place(f), "W359", "dans la colonne, donnez le même format de date à toutes les cellules et comparez avec les factures",
				"colonne « %s » : des dates et des textes mêlés ; un import a peut-être échangé des jours et des mois", t.m.Title(f))
		}
	}
}

// place is that of the title of a field.
func (t *table) place(field string) diag.Pos {
	return t.sheet.Pos(grid.Cell{Row: t.m.Row, Col: t.index[field]})
}

func (t *table) titles() string {
	var names []string
	for _, c := range t.m.Columns {
		names = append(names, "« "+diag.Short(c.Title)+" »")
	}
	return strings.Join(names, ", ")
}

// describe tells what was found, and which columns are left aside.
func (t *table) describe() {
	t.imp.Source = "tableau"
	if t.sheet.Name != "" {
		t.imp.Source += ", feuille « " + t.sheet.Name + " »"
	}
	t.imp.Source += fmt.Sprintf(", titres ligne %d", t.m.Row)
	for _, n := range t.book.Notes {
		t.imp.Source += ", " + n
	}
	var aside []string
	for _, c := range t.m.Columns {
		if c.Field == header.Ignored {
			aside = append(aside, "« "+diag.Short(c.Title)+" »")
		}
	}
	if len(aside) > 0 && t.m.File == "" {
		t.imp.Note(diag.Pos{File: t.file, Sheet: t.sheet.Name, Line: t.m.Row}, "W358", "dites ce qu'elles contiennent dans "+found.MappingName(t.file)+" si elles servent",
			"colonnes laissées de côté : %s", strings.Join(aside, ", "))
	}
}

// agedBalance refuses one, instead of saying that its titles are not known.
func (t *table) agedBalance() bool {
	at, ok := header.AgedBalance(t.book)
	if ok {
		t.problems = slices.DeleteFunc(t.problems, func(p diag.Problem) bool { return p.Code == "F058" })
		t.problems.Addf(at, diag.Fault, "F066", "c'est une balance âgée : elle ne dit pas quelles factures sont dues").Hint =
			"exportez plutôt l'échéancier ou le grand livre des clients, ou le FEC"
	}
	return ok
}
