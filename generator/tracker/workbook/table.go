package workbook

import (
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/cell"
	"relance/generator/tracker/formula"
	"relance/generator/tracker/look"
	"relance/generator/tracker/pack"
	"relance/generator/tracker/rows"
)

// A Column is one field of a sheet: all that writing it, and reading it back,
// must know. When the value is a field of the kit, Key is that field's key and
// Header the same word as French people write it.
type Column[L any] struct {
	Key     string
	Header  string
	Width   float64 // in characters
	As      cell.Kind
	Use     cell.Usage
	Help    string
	Of      func(*L) any    // the value; what a formula must give
	Formula string          // {key} stands for the cell of that column in the line
	Instead func(*L) string // another formula for a line that needs one; "" otherwise
	Name    string          // defined name of the column's cells
	List    string          // name of the list it is chosen from
	Late    bool            // an Entry also in the lines that are history
	Link    bool            // the formula opens a file

	identifies, hidden bool
	own                func(*L) any // what a cell of theirs holds, formulas as such; nil for a column of ours
	blank              any          // a value like those of a column of theirs
}

// A Sheet is a table: one header row, one line below for each thing.
type Sheet struct {
	Name   string // of the tab
	Table  string // of the table and of its named columns
	Tab    string // colour of the tab
	Frozen int    // columns that stay in sight
	Blanks int    // lines to fill in below the others, which then are history
	Locked string // why the other cells refuse typing
	Flags  []Flag
	Kept   *cell.Kept // what people added, nil when there is nothing

	Printed string // key of the last column printed; "" prints them all
	Since   int    // line from which on they are printed, from 0

	papered map[string]bool // the columns printed, whatever their places
}

// A Flag colours a cell by its text, which says the same: colour is never alone.
type Flag struct{ Key, Text, Fill string }

// Excelize's rules, learnt by experiment: only its StreamWriter gives a formula a
// typed cached value; what is set on a streamed sheet after Flush is lost;
// panes and widths come before the first row, validations and the table after
// the last one; validation formulas are not escaped. Of a table it writes the header
// alone: the lines are written while the sheet is packed, and never held.

// lastRow is the last row of a table; one without lines keeps an empty one, since
// a table needs it.
func (s Sheet) lastRow(lines int) int { return 1 + max(1, lines+s.blanks()) }

// blanks are the lines to fill in; those filled in already come first.
func (s Sheet) blanks() int {
	if s.Blanks == 0 {
		return 0
	}
	return s.Blanks + len(s.kept().Rows)
}

// Write writes one table; the last of its columns identifies the lines.
func Write[L any](b *Book, s Sheet, columns []Column[L], lines []L) {
	s.papered = papered(s, columns)
	columns = arranged(s, columns)
	last, width := s.lastRow(len(lines)), len(columns)
	writer := newLineWriter(b, s, columns, len(lines))
	w := b.open(s.Name, s.Tab, Place(width, writer.bottom(last)), paperOf(s, columns).wide)
	if b.err != nil {
		return
	}
	for i, c := range columns {
		b.try(w.SetColWidth(i+1, i+1, c.Width))
		if c.hidden {
			b.try(w.SetColVisible(i+1, i+1, false))
		}
	}
	b.zoom(s.Name, s.kept())
	b.try(w.SetPanes(s.panes(len(lines))))
	b.try(w.SetRow("A1", headers(b, s, columns), excelize.RowOpts{Height: 32}))
	writer.prepare(lines)
	decorate(b, s, columns, len(lines))
	writer.comments()
	writer.rules(last)
	stripes := false
	b.try(w.AddTable(&excelize.Table{Range: "A1:" + Place(width, last), Name: tableName(s), ShowRowStripes: &stripes}))
	b.try(w.Flush())
	b.tables++
	calculated := calculatedColumns(s, columns)
	b.patches.Add(fmt.Sprintf("xl/tables/table%d.xml", b.tables), func(part []byte) []byte {
		if s.kept().Layout.Bare {
			part = pack.WithoutFilter(part)
		}
		return pack.WithFormulas(part, calculated)
	})
	b.patches.Rows(b.partOf(s.Name), func(to io.Writer) error { return writer.write(rows.New(to, width), lines, last) })
	b.patches.Add(b.partOf(s.Name), func(tail []byte) []byte { return pack.WithoutMarks(tail, "A1:"+Place(width, last)) })
}

// calculatedColumns are the formulas of the columns of a table, by column, from 0.
func calculatedColumns[L any](s Sheet, columns []Column[L]) map[int]string {
	headers, formulas := map[string]string{}, map[int]string{}
	for _, c := range columns {
		headers[c.Key] = c.Header
	}
	for i, c := range columns {
		if c.Formula != "" {
			formulas[i] = formula.OfColumn(c.Formula, tableName(s), headers)
		}
	}
	return formulas
}

func tableName(s Sheet) string { return "Table_" + s.Table }

func headers[L any](b *Book, s Sheet, columns []Column[L]) []any {
	row := make([]any, 0, len(columns))
	shown := look.Look{Fill: look.Navy, Ink: look.White, Bold: true, Wrap: true, Rule: true, Align: "center"}
	for _, c := range columns {
		row = append(row, excelize.Cell{StyleID: b.style(dressed(shown, s.kept().Marks[""][c.Key].Dress)), Value: c.Header})
	}
	return row
}

// panes freezes the header and the first columns. A sheet to append to opens on
// its first blank line.
func (s Sheet) panes(lines int) *excelize.Panes {
	top, active := 2, Place(1, 2)
	if s.Blanks > 0 {
		top, active = max(2, lines-3), Place(1, lines+2)
	}
	frozen := cell.Panes{Rows: 1, Columns: s.Frozen}
	if theirs := s.kept().Layout.Panes; theirs != nil {
		frozen = *theirs
	}
	p := &excelize.Panes{
		Freeze: true, XSplit: frozen.Columns, YSplit: frozen.Rows, TopLeftCell: Place(frozen.Columns+1, max(top, frozen.Rows+1)), ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: active, ActiveCell: active, Pane: "bottomLeft"}},
	}
	switch {
	case frozen == cell.Panes{}:
		return &excelize.Panes{Selection: []excelize.Selection{{SQRef: active, ActiveCell: active}}}
	case frozen.Columns == 0:
		p.ActivePane = "bottomLeft"
	case frozen.Rows == 0:
		p.ActivePane, p.Selection[0].Pane = "topRight", "topRight"
	}
	return p
}

// Place is the name of a cell, from column and row counted from 1.
func Place(column, row int) string { return letter(column) + strconv.Itoa(row) }

func letter(column int) string {
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		panic(err) // the columns are ours, there are few
	}
	return name
}
