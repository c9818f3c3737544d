package workbook

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/cell"
	"relance/generator/tracker/formula"
	"relance/generator/tracker/look"
	"relance/generator/tracker/pack"
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
}

// A Flag colours a cell by its text, which says the same: colour is never alone.
type Flag struct{ Key, Text, Fill string }

// Excelize's rules, learnt by experiment: only its StreamWriter gives a formula a
// typed cached value; what is set on a streamed sheet after Flush is lost;
// panes and widths come before the first row, validations and the table after
// the last one; validation formulas are not escaped.

// lastRow is the last row of a table; one without lines keeps an empty one, since
// a table needs it.
func (s Sheet) lastRow(lines int) int { return 1 + max(1, lines+s.blanks()) }

// blanks are the lines to fill in; those filled in already come first.
func (s Sheet) blanks() int {
	if s.Blanks == 0 {
		return 0
	}
	return s.Blanks + len(rowsOf(s.Kept))
}

// Write writes one table.
func Write[L any](b *Book, s Sheet, columns []Column[L], lines []L) {
	last, extra := s.lastRow(len(lines)), extraOf(s.Kept)
	width := len(columns) + len(extra)
	w := b.open(s.Name, s.Tab, Place(width, last))
	if b.err != nil {
		return
	}
	for i, c := range columns {
		b.try(w.SetColWidth(i+1, i+1, c.Width))
	}
	for i := range extra {
		b.try(w.SetColWidth(len(columns)+i+1, len(columns)+i+1, extraWidth))
	}
	b.try(w.SetColVisible(len(columns), len(columns), false))
	b.try(w.SetPanes(s.panes(len(lines))))
	b.try(w.SetRow("A1", headers(b, columns, extra), excelize.RowOpts{Height: 32}))
	writer := newLineWriter(b, s, columns)
	for i := range lines {
		cells := writer.line(&lines[i], i+2)
		b.try(w.SetRow(Place(1, i+2), cells, excelize.RowOpts{Height: writer.height(cells)}))
	}
	for row := len(lines) + 2; row <= last; row++ {
		b.try(w.SetRow(Place(1, row), writer.blank(row, row-len(lines)-2)))
	}
	decorate(b, s, columns, len(lines))
	writer.comments()
	stripes := false
	b.try(w.AddTable(&excelize.Table{Range: "A1:" + Place(width, last), Name: tableName(s), ShowRowStripes: &stripes}))
	b.try(w.Flush())
	b.tables++
	calculated := calculatedColumns(s, columns)
	b.patches.Add(fmt.Sprintf("xl/tables/table%d.xml", b.tables), func(part []byte) []byte { return pack.WithFormulas(part, calculated) })
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

func headers[L any](b *Book, columns []Column[L], extra []cell.Extra) []any {
	row := make([]any, 0, len(columns)+len(extra))
	style := b.style(look.Look{Fill: look.Navy, Ink: look.White, Bold: true, Wrap: true, Rule: true, Align: "center"})
	for _, c := range columns {
		row = append(row, excelize.Cell{StyleID: style, Value: c.Header})
	}
	for _, e := range extra {
		row = append(row, excelize.Cell{StyleID: style, Value: cell.Clean(e.Header)})
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
	return &excelize.Panes{
		Freeze: true, XSplit: s.Frozen, YSplit: 1, TopLeftCell: Place(s.Frozen+1, top), ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: active, ActiveCell: active, Pane: "bottomLeft"}},
	}
}

// A lineWriter turns lines into cells, its styles and formulas made once.
type lineWriter[L any] struct {
	book     *Book
	sheet    Sheet
	columns  []Column[L]
	looks    []look.Look // of a line
	styles   []int
	blanks   []int // of a line to fill in
	formulas map[string]formula.Template
	notes    []excelize.Comment
}

func newLineWriter[L any](b *Book, s Sheet, columns []Column[L]) *lineWriter[L] {
	w := &lineWriter[L]{book: b, sheet: s, columns: columns, formulas: map[string]formula.Template{}}
	for _, c := range columns {
		shown := look.Of(c.As, s.useOf(c.Use, c.Late), "")
		if c.Link {
			shown.Ink, shown.Underline = look.Blue, true
		}
		w.looks = append(w.looks, shown)
		w.styles = append(w.styles, b.style(shown))
		w.blanks = append(w.blanks, b.style(look.Of(c.As, c.Use, "")))
	}
	return w
}

// useOf is the usage of a column in the lines already there.
func (s Sheet) useOf(use cell.Usage, late bool) cell.Usage {
	if s.Blanks > 0 && use == cell.Entry && !late {
		return cell.Given
	}
	return use
}

func (w *lineWriter[L]) line(l *L, row int) []any {
	cells := make([]any, len(w.columns), len(w.columns)+len(extraOf(w.sheet.Kept)))
	for i := range w.columns {
		c := &w.columns[i]
		made := excelize.Cell{StyleID: w.styles[i]}
		if c.Of != nil {
			v := c.Of(l)
			made.Value = cell.Stored(v)
			if s, ok := v.(cell.Sum); ok && s.Currency != "" && s.Currency != "EUR" {
				made.StyleID = w.book.style(look.Of(c.As, c.Use, s.Currency))
			}
		}
		formula := c.Formula
		if c.Instead != nil {
			formula = c.Instead(l)
		}
		made.Formula = w.formula(formula, row)
		cells[i] = made
	}
	return w.kept(cells, row)
}

// height is that of a line whose texts wrap, 0 for an ordinary one: programs do
// not all fit rows to their texts when they open a file.
func (w *lineWriter[L]) height(cells []any) float64 {
	lines := 1
	for i, c := range w.columns {
		if s, ok := cells[i].(excelize.Cell).Value.(string); ok && c.As == cell.Long {
			lines = max(lines, cell.LinesIn(s, int(c.Width)))
		}
	}
	if lines == 1 {
		return 0
	}
	return cell.HeightOf(lines)
}

// blank is a line to fill in, counted from 0; the first ones hold what was typed
// and could not be taken yet.
func (w *lineWriter[L]) blank(row, n int) []any {
	var typed map[string]any
	if rows := rowsOf(w.sheet.Kept); n < len(rows) {
		typed = rows[n]
	}
	cells := make([]any, len(w.columns))
	for i, c := range w.columns {
		made := excelize.Cell{StyleID: w.blanks[i]}
		switch {
		case c.Formula != "" && w.sheet.Blanks > 0:
			made.Formula, made.Value = w.formula(c.Formula, row), ""
		case typed[c.Key] != nil:
			made.Value = cell.Stored(typed[c.Key])
		}
		cells[i] = made
	}
	return cells
}

// formula writes a column's formula for a row.
func (w *lineWriter[L]) formula(pattern string, row int) string {
	if pattern == "" {
		return ""
	}
	t, known := w.formulas[pattern]
	if !known {
		letters := map[string]string{}
		for i, c := range w.columns {
			letters[c.Key] = letter(i + 1)
		}
		t = formula.Parse(pattern, letters)
		w.formulas[pattern] = t
	}
	return t.At(row)
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
