package workbook

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/cell"
	"relance/generator/tracker/chart"
	"relance/generator/tracker/look"
	"relance/generator/tracker/pack"
)

// A Page is a sheet laid out freely on equal columns. It is kept in memory until
// [Book.Paint], so that cells at its top may point to tables at its bottom.
type Page struct {
	Name    string
	Columns int
	Width   float64 // of each column, in characters
	Scale   uint    // percent of the printed size; 0 makes it one page wide

	rows    [][]box
	heights map[int]float64
	merged  [][2]string
	breaks  []int
	charts  []chart.Placed
	sparks  []pack.Spark
}

type box struct {
	look    look.Look
	value   any
	formula string
}

// Set writes a cell, counted from 1: its value, and the formula that gives it if
// there is one.
func (p *Page) Set(column, row int, l look.Look, v any, formula ...string) {
	for len(p.rows) < row {
		p.rows = append(p.rows, make([]box, p.Columns))
	}
	p.rows[row-1][column-1] = box{l, v, strings.Join(formula, "")}
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
	if h := cell.HeightOf(cell.LinesIn(text, columns*int(p.Width))); h > p.heights[row] {
		p.Height(row, h)
	}
}

// Join makes one cell of several of a row.
func (p *Page) Join(row, from, to int) {
	p.merged = append(p.merged, [2]string{Place(from, row), Place(to, row)})
}

// Break begins another printed page at a row.
func (p *Page) Break(row int) { p.breaks = append(p.breaks, row) }

// A Named is a cell of a page that has a name, and may be for people to fill in.
type Named struct {
	Name, Cell string
	Entry      bool
	As         cell.Kind
	Title      string
	Help       string
}

// Paint writes the page, its first frozen rows always in sight.
func (b *Book) Paint(p *Page, frozen int, names ...Named) {
	w := b.open(p.Name, look.Navy, Place(p.Columns, len(p.rows)), 1)
	if b.err != nil {
		return
	}
	b.try(w.SetColWidth(1, p.Columns, p.Width))
	no, below := false, Place(1, frozen+1)
	b.try(b.file.SetSheetView(p.Name, 0, &excelize.ViewOptions{ShowGridLines: &no}))
	b.zoom(p.Name, b.pages[p.Name])
	if p.Scale > 0 { // programs forget page breaks on sheets made one page wide
		b.try(b.file.SetSheetProps(p.Name, &excelize.SheetPropsOptions{FitToPage: &no}))
		b.try(b.file.SetPageLayout(p.Name, &excelize.PageLayoutOptions{AdjustTo: &p.Scale}))
	}
	b.try(w.SetPanes(&excelize.Panes{Freeze: true, YSplit: frozen, TopLeftCell: below, ActivePane: "bottomLeft"}))
	for i, row := range p.rows {
		b.try(w.SetRow(Place(1, i+1), b.boxes(row), excelize.RowOpts{Height: p.heights[i+1]}))
	}
	for _, m := range p.merged {
		b.try(w.MergeCell(m[0], m[1]))
	}
	for _, n := range names {
		if n.Entry {
			b.entry(p.Name, n.Cell, n.As, "", n.Title, n.Help)
		}
	}
	for _, row := range p.breaks {
		b.try(b.file.InsertPageBreak(p.Name, Place(1, row)))
	}
	b.draw(p)
	b.pins(p)
	b.try(w.Flush())
	b.nameCells(p.Name, names)
}

func (b *Book) boxes(row []box) []any {
	cells := make([]any, len(row))
	for j, c := range row {
		if c != (box{}) {
			cells[j] = excelize.Cell{StyleID: b.style(c.look), Formula: c.formula, Value: cell.Stored(c.value)}
		}
	}
	return cells
}

func (b *Book) nameCells(sheet string, names []Named) {
	for _, n := range names {
		column, row, err := excelize.CellNameToCoordinates(n.Cell)
		b.try(err)
		at, err := excelize.CoordinatesToCellName(column, row, true)
		b.try(err)
		b.name(n.Name, quote(sheet)+"!"+at)
	}
}

// pins puts back the notes that people left on a page, on the cells that say what they
// said then.
func (b *Book) pins(p *Page) {
	kept := b.pages[p.Name]
	if kept == nil {
		return
	}
	taken := map[string]bool{}
	for _, pin := range kept.Pins {
		at := p.saying(pin)
		if taken[at] {
			at = pin.Cell
		}
		taken[at] = true
		b.try(b.file.AddComment(p.Name, excelize.Comment{Cell: at, Author: cell.Clean(pin.Author), Text: cell.Clean(pin.Note)}))
	}
}

// saying is the cell that has the text of a note's; the same one as before when none
// has, or when it still has it.
func (p *Page) saying(pin cell.Pin) string {
	found := ""
	for r, row := range p.rows {
		for c, box := range row {
			if box.value == nil || pin.Text == "" || cell.Canon(box.value) != pin.Text {
				continue
			}
			if at := Place(c+1, r+1); at == pin.Cell {
				return at
			} else if found == "" {
				found = at
			}
		}
	}
	if found == "" {
		return pin.Cell
	}
	return found
}

// Texts is every value of the page that no formula gives: numbers as plain
// decimals, days as ISO.
func (p *Page) Texts() (out []string) {
	for _, row := range p.rows {
		for _, c := range row {
			if c.formula != "" || c.value == nil {
				continue
			}
			text := cell.Canon(c.value)
			if _, amount := c.value.(cell.Sum); amount {
				text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
			}
			if text != "" {
				out = append(out, text)
			}
		}
	}
	return out
}

// Chart places a chart over columns and rows of the page, all included.
func (p *Page) Chart(c chart.Chart, column, row, toColumn, toRow int) {
	at := chart.Placed{Chart: c, Column: column, Row: row, Width: float64(toColumn-column+1) * p.columnWidth()}
	for r := row; r <= toRow; r++ {
		if h := p.heights[r]; h > 0 {
			at.Height += h
		} else {
			at.Height += cell.HeightOf(1)
		}
	}
	p.charts = append(p.charts, at)
}

// columnWidth is that of a column in points: a character of Calibri 11 is 7 pixels
// wide, and a column has 5 more.
func (p *Page) columnWidth() float64 { return (p.Width*7 + 5) * 0.75 }

// Range is the cells of a column of the page, with what they hold: they are to be
// set before.
func (p *Page) Range(column, from, to int, format string) chart.Range {
	at := letter(column)
	r := chart.Range{Ref: fmt.Sprintf("%s!$%s$%d:$%s$%d", quote(p.Name), at, from, at, to), Format: format}
	for row := from; row <= to; row++ {
		switch v := cell.Stored(p.rows[row-1][column-1].value).(type) {
		case float64:
			r.Cached = append(r.Cached, strconv.FormatFloat(v, 'f', -1, 64))
		case nil:
			r.Cached = append(r.Cached, "")
		default:
			r.Cached = append(r.Cached, fmt.Sprint(v))
		}
	}
	return r
}

// Spark draws in a cell the line of a row of [Book.Curves].
func (p *Page) Spark(column, row, curve, points int) {
	p.sparks = append(p.sparks, pack.Spark{At: Place(column, row), Values: fmt.Sprintf("%s!A%d:%s%d", CurveSheet, curve, letter(points), curve)})
}
