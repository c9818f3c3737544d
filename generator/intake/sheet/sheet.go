// Package sheet reads the columns of a list as wholes, before any of its rows:
// what each column holds, and how it writes its amounts and its days.
package sheet

import (
	"strings"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/column"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
)

// A Sheet (feuille) is one whose titles are known, with the rows below them.
type Sheet struct {
	Grid     *grid.Sheet
	Mapping  *header.Mapping
	Rows     []Row
	Hidden   int                        // rows that a filter or a hand hid; read all the same
	Merged   int                        // cells of clients repeated over the rows they were merged with
	Grouped  int                        // invoices whose client stands above them
	Doubtful string                     // the title of a code that is not the clients', "" without one
	Amounts  map[string]*column.Amounts // by field
	Days     map[string]*column.Days
	Foreign  map[int]string // rows whose amount is shown in another currency → its code, "?" when unknown
	index    map[string]int
}

// DayFields lists the fields that hold days.
// The last one holds words, and a day inside them.
var DayFields = []string{"date", "echeance", "date_reglement", "relance_date", "relance_etape"}

var amountFields = []string{"montant_ttc", "montant_ht", "regle", "solde", "debit", "credit"}

// Read keeps the rows of g below the titles that m gives, and lets the columns
// tell what they hold: m is completed with it. Columns that the user named are
// not called into doubt; those that were guessed are.
func Read(g *grid.Sheet, m *header.Mapping, guessed bool) (*Sheet, diag.List) {
	s := &Sheet{Grid: g, Mapping: m}
	s.noLedger()
	if l := s.gather(); len(l) > 0 {
		return nil, l
	}
	s.unmerge()
	s.group()
	s.retitle()
	if guessed {
		s.identify()
	}
	s.learn()
	return s, nil
}

// gather keeps the rows below the titles, and of them the columns that are used;
// the first text of each is kept too, for totals announce themselves there. What
// clients have once is kept once.
func (s *Sheet) gather() diag.List {
	s.locate()
	used, shared := map[int]bool{}, map[int]bool{}
	for field, col := range s.index {
		used[col] = !unread[field]
	}
	for _, c := range s.Mapping.Columns {
		used[c.Index] = used[c.Index] || c.MaySay() || mayBeDue(c) || mayBeStage(c)
	}
	for _, f := range clientFields {
		shared[s.index[f]] = true
	}
	texts := map[string]string{}
	other, last, amount := 0, 0, s.index[s.AmountField()]
	for _, c := range s.Mapping.Columns {
		last = max(last, c.Index)
	}
	return s.Grid.Each(func(r grid.Row) bool {
		if r.Number <= s.Mapping.Row {
			return true
		}
		if r.Hidden {
			s.Hidden++
		}
		kept := Row{Number: r.Number, cells: make([]cell, 0, len(s.index)+1)}
		for i, c := range r.Cells {
			if shared[c.Col] && c.Kind == grid.Text {
				c.Text = once(texts, c.Text)
			}
			if c.Col == amount && c.Kind == grid.Number {
				s.noteCurrency(c)
			}
			if used[c.Col] || i == 0 {
				kept.cells = append(kept.cells, packed(c))
			}
		}
		if end := r.Cells[len(r.Cells)-1]; s.Grid.Name == "" && end.Col > last {
			kept.Beyond = end.Text
		}
		if header.BeginsTable(r) && !s.IsTitles(kept) {
			other = r.Number
		}
		kept.Other = other
		s.Rows = append(s.Rows, kept)
		return true
	})
}

// once returns the text as it was first met.
func once(texts map[string]string, text string) string {
	if same, known := texts[text]; known {
		return same
	}
	texts[text] = text
	return text
}

func (s *Sheet) locate() {
	s.index = map[string]int{}
	for _, c := range s.Mapping.Columns {
		if c.Field != header.Ignored {
			s.index[c.Field] = c.Index
		}
	}
}

// Has tells whether a column holds the field.
func (s *Sheet) Has(field string) bool { return s.index[field] > 0 }

// Cell returns the cell of a field in a row, an empty one when it has none.
func (s *Sheet) Cell(r Row, field string) grid.Cell {
	if col := s.index[field]; col > 0 {
		return r.At(col)
	}
	return grid.Cell{Row: r.Number}
}

// Text returns a cell on one line, in one spelling of its accents.
func (s *Sheet) Text(r Row, field string) string {
	return found.OneLine(s.Cell(r, field).Text)
}

// Pos returns where the cell of a field stands.
func (s *Sheet) Pos(r Row, field string) diag.Pos { return s.Grid.Pos(s.Cell(r, field)) }

// Place returns where the title of a field stands.
func (s *Sheet) Place(field string) diag.Pos {
	return s.Grid.Pos(grid.Cell{Row: s.Mapping.Row, Col: s.index[field]})
}

// Titles lists the titles, as a message names them.
func (s *Sheet) Titles() string {
	var names []string
	for _, c := range s.Mapping.Columns {
		names = append(names, "« "+diag.Short(c.Title)+" »")
	}
	return strings.Join(names, ", ")
}

// IsTitles tells a row that repeats the titles.
func (s *Sheet) IsTitles(r Row) bool {
	same := 0
	for _, c := range s.Mapping.Columns {
		if cell := r.At(c.Index); c.Field != header.Ignored && cell.Kind == grid.Text && found.OneLine(cell.Text) == c.Title {
			same++
		}
	}
	return same >= 3 && same*2 > len(s.index)
}

// AmountField is the field that says how much an invoice is: the total, else what
// is left.
func (s *Sheet) AmountField() string {
	if s.Has("montant_ttc") {
		return "montant_ttc"
	}
	return "solde"
}

// dayCell returns the cell of a day: for the words of a last reminder, only the day
// that stands inside them.
func (s *Sheet) dayCell(r Row, field string) grid.Cell {
	c := s.Cell(r, field)
	if field == "relance_etape" {
		_, c = column.DayInside(c)
	}
	return c
}

// retitle moves columns whose content is not what their title promises: a column
// « Règlement » may hold amounts, days or « virement », a column « Payé » oui and non.
func (s *Sheet) retitle() {
	if s.allBits("regle") && !s.Has("payee") {
		s.rename("regle", "payee")
	}
	for _, paid := range []string{"regle", "payee"} {
		s.move(paid, "date_reglement", column.IsDay)
		s.move(paid, "statut_paiement", isStatus)
		if s.none(paid, column.IsAmount) && s.none(paid, saysPaid) {
			s.move(paid, "mode", column.IsWord)
		}
	}
	if !s.allBits("payee") {
		s.move("payee", "regle", column.IsAmount)
	}
	s.move("regle", "payee", isYesOrNo)
	if !header.Denies(s.Mapping.Title("solde")) {
		s.move("solde", "payee", isYesOrNo)
	}
	s.move("solde", "statut", column.IsWord)
	s.pieces()
	s.move("echeance", "conditions", column.IsTerms)
	s.move("relance_etape", "relance_date", column.IsDay)
	s.otherStage()
}

// move renames a column if most of what it holds is of the other kind.
func (s *Sheet) move(from, to string, is func(grid.Cell) bool) {
	if !s.Has(from) || s.Has(to) {
		return
	}
	filled, alike := 0, 0
	for _, r := range s.Rows {
		c := s.Cell(r, from)
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
	s.rename(from, to)
}

// learn lets each column tell how it writes its amounts and its days; days
// without an answer take the order of the other columns, if they all agree.
func (s *Sheet) learn() {
	m := s.Mapping
	s.Amounts, s.Days = map[string]*column.Amounts{}, map[string]*column.Days{}
	for _, f := range amountFields {
		a := &column.Amounts{}
		if mark := map[string]byte{"virgule": ',', "point": '.'}[m.Decimal]; mark != 0 {
			a.Mark, a.Said = mark, true
		}
		for _, r := range s.Rows {
			a.Learn(s.Cell(r, f))
		}
		s.Amounts[f] = a
	}
	seen := map[column.Order]bool{}
	for _, f := range DayFields {
		d := &column.Days{From04: s.Grid.From04}
		for _, r := range s.Rows {
			d.Learn(s.dayCell(r, f))
		}
		s.Days[f] = d
		seen[d.Order] = true
	}
	delete(seen, column.Unknown)
	if m.Dates == "" && len(seen) == 1 && !seen[column.Mixed] {
		m.Dates = map[bool]string{true: "jour_mois", false: "mois_jour"}[seen[column.DayFirst]]
	}
	for _, d := range s.Days {
		switch {
		case m.Dates == "jour_mois":
			d.Order = column.DayFirst
		case m.Dates == "mois_jour":
			d.Order = column.MonthFirst
		}
	}
}
