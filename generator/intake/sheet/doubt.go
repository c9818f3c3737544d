package sheet

import (
	"fmt"

	"relance/generator/grid"
	"relance/generator/intake/column"
	"relance/generator/intake/header"
)

// mayBePayment tells a column that nobody named, left aside, whose title speaks of
// payment all the same.
func mayBePayment(c header.Column) bool {
	return c.Guessed && c.Field == header.Ignored && header.SpeaksOfPayment(c.Title)
}

// Payments returns the columns left aside that may say what was paid or is left:
// the title speaks of it, and most cells are amounts.
func (s *Sheet) Payments() (aside []header.Column) {
	for _, c := range s.Mapping.Columns {
		if mayBePayment(c) && s.mostlyAmounts(c.Index) {
			aside = append(aside, c)
		}
	}
	return aside
}

func (s *Sheet) mostlyAmounts(col int) bool {
	filled, amounts := 0, 0
	for _, r := range s.Rows {
		c := r.At(col)
		if c.Kind != grid.Empty {
			filled++
		}
		if column.IsAmount(c) {
			amounts++
		}
	}
	return 2*amounts > filled
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
