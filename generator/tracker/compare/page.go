package compare

import (
	"strings"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/tracker/cell"
)

// Page finds the cells of a free page that its base does not have: texts is every
// value that was written there, as [workbook.Page.Texts] tells them. What formulas
// give is not looked at. label is the text of a cell to the left of one that people
// fill in, "" when the page has none; entry is that one, which stands in the cell at.
func Page(s *grid.Sheet, texts []string, label string) (entry Value, at string, typed []Refusal, problems diag.List) {
	left := map[string]int{}
	for _, text := range texts {
		left[text]++
	}
	labelled := 0 // column of the entry
	problems = s.Each(func(r grid.Row) bool {
		for _, c := range r.Cells {
			text := plain(c)
			switch {
			case c.Col == labelled:
				entry, labelled = read(c, cell.Day), 0
			case c.Formula:
			case left[text] > 0:
				left[text]--
			default:
				typed = append(typed, Refusal{At: c.Address(), Header: s.Name, After: c.Text, Code: "S511", Why: "cette feuille n'est pas à remplir"})
			}
			if label != "" && fold(c.Text) == fold(label) {
				labelled = c.Col + 1
				at = grid.Cell{Row: c.Row, Col: labelled}.Address()
			}
		}
		labelled = 0
		return true
	})
	return entry, at, typed, problems
}

// plain is a cell as [workbook.Page.Texts] writes values.
func plain(c grid.Cell) string {
	switch c.Kind {
	case grid.Number:
		return c.Number
	case grid.Day:
		return c.Date.ISO()
	}
	return strings.TrimSpace(c.Text)
}
