package sheet

import (
	"fmt"

	"relance/generator/grid"
	"relance/generator/intake/column"
	"relance/generator/intake/header"
	"relance/generator/money"
)

// Payments returns the columns left aside that may say what was paid or is left:
// the title speaks of it, most cells are yes or no, or amounts that are not all
// nothing, all the total of the invoice, or all what the other columns leave of it.
func (s *Sheet) Payments() (aside []header.Column) {
	for _, c := range s.Mapping.Columns {
		if c.MaySay() && s.changesAmounts(c.Index) {
			aside = append(aside, c)
		}
	}
	return aside
}

func (s *Sheet) changesAmounts(col int) bool {
	filled, amounts, ticked := 0, 0, 0
	nothing, total, left := true, true, s.Has("regle")
	for _, r := range s.Rows {
		c := r.At(col)
		if c.Kind != grid.Empty {
			filled++
		}
		switch {
		case column.IsAmount(c):
			amounts++
		case isYesOrNo(c):
			ticked++
		}
		said, sum, paid := plainAmount(c), plainAmount(s.Cell(r, "montant_ttc")), plainAmount(s.Cell(r, "regle"))
		nothing, total, left = nothing && said == 0, total && said == sum, left && said == sum-paid
	}
	return 2*ticked > filled || 2*amounts > filled && !nothing && !total && !left
}

// plainAmount reads an amount without its neighbours, nothing for what needs them.
func plainAmount(c grid.Cell) money.Amount {
	a, _, err := column.Amounts{}.Read(c)
	if err != nil {
		return 0
	}
	return a
}

// noLedger leaves aside, in a list with a total an invoice, a debit and a credit that
// nobody named: they are asked about if they change something.
func (s *Sheet) noLedger() {
	if s.Mapping.Column("montant_ttc") == 0 {
		return
	}
	columns := s.Mapping.Columns
	for i := range columns {
		if c := &columns[i]; c.Guessed && (c.Field == "debit" || c.Field == "credit") {
			c.Field = header.Ignored
		}
	}
}

func mayBeDue(c header.Column) bool {
	return c.Guessed && c.Field == header.Ignored && header.SpeaksOfDue(c.Title)
}

// DaysAside lists the titles left aside whose columns hold days that may be due dates.
func (s *Sheet) DaysAside() (titles []string) {
	for _, c := range s.Mapping.Columns {
		if !mayBeDue(c) {
			continue
		}
		filled, days := 0, 0
		for _, r := range s.Rows {
			cell := r.At(c.Index)
			if cell.Kind != grid.Empty {
				filled++
			}
			if column.IsDay(cell) {
				days++
			}
		}
		if 2*days > filled {
			titles = append(titles, c.Title)
		}
	}
	return titles
}

// SeveralDues returns the titles of the due dates of invoices that have several:
// « Échéance 1 », « Échéance 2 »; none otherwise.
func (s *Sheet) SeveralDues() (titles []string) {
	if s.Has("echeance") {
		titles = append(titles, s.Mapping.Title("echeance"))
	}
	for _, title := range s.DaysAside() {
		if header.IsNumberedDue(title) {
			titles = append(titles, title)
		}
	}
	if len(titles) < 2 {
		return nil
	}
	return titles
}

// unread are the fields of which nothing is kept.
var unread = map[string]bool{header.Ignored: true, "montant_ht": true, "tva": true}

// Broken finds, among the cells of a row that are used, one that holds no value: a
// formula that failed, or whose result is not in the file. why is "" without one.
func (s *Sheet) Broken(r Row) (field, why string) {
	for _, col := range s.Mapping.Columns {
		c := r.At(col.Index)
		switch {
		case c.Kind != grid.Broken || unread[col.Field]:
		case c.Text == grid.Uncomputed:
			return col.Field, fmt.Sprintf("cellule %s (%s) : formule sans résultat ; ouvrez le classeur dans Excel ou LibreOffice, enregistrez-le, recommencez", c.Address(), col.Title)
		default:
			return col.Field, fmt.Sprintf("cellule %s (%s) : elle contient « %s »", c.Address(), col.Title, c.Text)
		}
	}
	return "", ""
}
