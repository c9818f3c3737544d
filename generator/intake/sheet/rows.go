package sheet

import (
	"cmp"
	"iter"
	"regexp"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/found"
)

// A Row (ligne) is one below the titles: the cells of the columns that are used,
// and its first text. It is kept small: a list may have a hundred thousand.
type Row struct {
	Number  int
	Heading bool   // the name of a client above its invoices
	Beyond  string // in a text file, what stands after the last title: the row has slipped
	Other   int    // where the titles of a second table are, above this row; 0 in the first
	cells   []cell
}

// A cell is a [grid.Cell] without what it can be told from.
type cell struct {
	text    string // of a number, the number
	more    int32  // the day of a Day, else the place in its line
	col     uint16
	kind    grid.Kind
	formula bool
}

// padded begins the text of a number that is shown otherwise, with zeros in front.
const padded = '+'

func packed(c grid.Cell) cell {
	p := cell{text: c.Text, more: int32(c.Char), col: uint16(c.Col), kind: c.Kind, formula: c.Formula}
	switch c.Kind {
	case grid.Number:
		if p.text = c.Number; c.Text != c.Number {
			p.text = string(padded) + c.Text
		}
	case grid.Day:
		p.text, p.more = "", int32(c.Date) // the files that have days have no places in lines
	}
	return p
}

func (p cell) unpacked(row int) grid.Cell {
	c := grid.Cell{Kind: p.kind, Row: row, Col: int(p.col), Char: int(p.more), Text: p.text, Formula: p.formula}
	switch p.kind {
	case grid.Number:
		c.Number = p.text
		if shown, is := strings.CutPrefix(p.text, string(padded)); is {
			c.Text, c.Number = shown, cmp.Or(strings.TrimLeft(shown, "0"), "0")
		}
	case grid.Day:
		c.Char, c.Date = 0, calendar.Date(p.more)
		c.Text = c.Date.Short()
	}
	return c
}

// Below returns the rows of a sheet below one, with all their cells.
func Below(g *grid.Sheet, row int) (rows []Row, l diag.List) {
	l = g.Each(func(r grid.Row) bool {
		if r.Number > row {
			kept := Row{Number: r.Number}
			for _, c := range r.Cells {
				kept.cells = append(kept.cells, packed(c))
			}
			rows = append(rows, kept)
		}
		return true
	})
	return rows, l
}

// At returns the cell of a column, an empty one when there is nothing.
func (r Row) At(col int) grid.Cell {
	for i := range r.cells {
		if int(r.cells[i].col) == col {
			return r.cells[i].unpacked(r.Number)
		}
	}
	return grid.Cell{Row: r.Number, Col: col}
}

// Cells gives the cells that are kept, from left to right.
func (r Row) Cells() iter.Seq[grid.Cell] {
	return func(yield func(grid.Cell) bool) {
		for i := range r.cells {
			if !yield(r.cells[i].unpacked(r.Number)) {
				return
			}
		}
	}
}

// First returns the first cell of the row.
func (r Row) First() grid.Cell { return r.cells[0].unpacked(r.Number) }

// Excerpt is the beginning of what the row says, as a report shows it.
func (r Row) Excerpt() string {
	var words []string
	for c := range r.Cells() {
		words = append(words, c.Text)
	}
	return diag.Visible(diag.Short(strings.Join(words, " | ")))
}

// Line is a row that gives no invoice, with the reason why.
func (s *Sheet) Line(r Row, why string) found.Line {
	return found.Line{Pos: s.Grid.Pos(r.First()), Why: why, Text: r.Excerpt()}
}

// set gives the row the text of another cell in a column where it has none; a
// broken one stays broken.
func (r *Row) set(col int, from grid.Cell) {
	kind := grid.Text
	if from.Kind == grid.Broken {
		kind = grid.Broken
	}
	at := 0
	for at < len(r.cells) && int(r.cells[at].col) < col {
		at++
	}
	cells := append(make([]cell, 0, len(r.cells)+1), r.cells[:at]...)
	cells = append(cells, cell{text: found.OneLine(from.Text), col: uint16(col), kind: kind})
	r.cells = append(cells, r.cells[at:]...)
}

var totalWords = regexp.MustCompile(`^(?:s/|sous[- ]?)?(?:tota(?:l|ux)|somme|ensemble)\b|^(?:a )?report(?:e|er)?\b|^cumul\b|^solde (?:general|final|client)|^montant total|^nombre de|^edite le|^page [0-9]|^balance\b`)

// AnnouncesTotal tells a row whose first text says that it is a total, or the
// foot of a page.
func (r Row) AnnouncesTotal() bool {
	for i := range r.cells {
		if r.cells[i].kind == grid.Text {
			return totalWords.MatchString(diag.Fold(strings.TrimSpace(r.cells[i].text)))
		}
	}
	return false
}
