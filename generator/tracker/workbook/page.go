package workbook

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// A Page is a sheet laid out freely on equal columns. It is kept in memory until
// [Book.Paint], so that cells at its top may point to tables at its bottom.
type Page struct {
	Name    string
	Columns int
	Width   float64 // of each column, in characters

	rows    [][]cell
	heights map[int]float64
	merged  [][2]string
}

type cell struct {
	look    Look
	value   any
	formula string
}

// Set writes a cell, counted from 1: its value, and the formula that gives it if
// there is one.
func (p *Page) Set(column, row int, l Look, v any, formula ...string) {
	for len(p.rows) < row {
		p.rows = append(p.rows, make([]cell, p.Columns))
	}
	p.rows[row-1][column-1] = cell{l, v, strings.Join(formula, "")}
}

// Next is the number of the first row not yet used.
func (p *Page) Next() int { return len(p.rows) + 1 }

// Height sets the height of a row, in points.
func (p *Page) Height(row int, points float64) {
	if p.heights == nil {
		p.heights = map[int]float64{}
	}
	p.heights[row] = points
}

// Fit gives a row the height that its texts need, each in so many columns.
func (p *Page) Fit(row int, columns int, text string) {
	if h := heightOf(linesIn(text, columns*int(p.Width))); h > p.heights[row] {
		p.Height(row, h)
	}
}

// Join makes one cell of several of a row.
func (p *Page) Join(row, from, to int) {
	p.merged = append(p.merged, [2]string{Place(from, row), Place(to, row)})
}

// A Named is a cell of a page that has a name, and may be for people to fill in.
type Named struct {
	Name, Cell string
	Entry      bool
	As         Kind
	Title      string
	Help       string
}

// Paint writes the page, its first frozen rows always in sight.
func (b *Book) Paint(p *Page, frozen int, names ...Named) {
	w := b.open(p.Name, Navy, Place(p.Columns, len(p.rows)))
	if b.err != nil {
		return
	}
	b.try(w.SetColWidth(1, p.Columns, p.Width))
	no, below := false, Place(1, frozen+1)
	b.try(b.file.SetSheetView(p.Name, 0, &excelize.ViewOptions{ShowGridLines: &no}))
	b.try(w.SetPanes(&excelize.Panes{Freeze: true, YSplit: frozen, TopLeftCell: below, ActivePane: "bottomLeft"}))
	for i, row := range p.rows {
		cells := make([]any, len(row))
		for j, c := range row {
			if c != (cell{}) {
				cells[j] = excelize.Cell{StyleID: b.style(c.look), Formula: c.formula, Value: value(c.value)}
			}
		}
		b.try(w.SetRow(Place(1, i+1), cells, excelize.RowOpts{Height: p.heights[i+1]}))
	}
	for _, m := range p.merged {
		b.try(w.MergeCell(m[0], m[1]))
	}
	for _, n := range names {
		if n.Entry {
			b.entry(p.Name, n.Cell, n.As, "", n.Title, n.Help)
		}
	}
	b.try(w.Flush())
	for _, n := range names {
		column, row, err := excelize.CellNameToCoordinates(n.Cell)
		b.try(err)
		at, err := excelize.CoordinatesToCellName(column, row, true)
		b.try(err)
		b.name(n.Name, quote(p.Name)+"!"+at)
	}
}

// Texts is every value of the page that no formula gives: numbers as plain
// decimals, days as ISO.
func (p *Page) Texts() (out []string) {
	for _, row := range p.rows {
		for _, c := range row {
			if c.formula != "" || c.value == nil {
				continue
			}
			text := Canon(c.value)
			if _, amount := c.value.(Sum); amount {
				text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
			}
			if text != "" {
				out = append(out, text)
			}
		}
	}
	return out
}
