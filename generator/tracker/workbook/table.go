package workbook

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"relance/generator/calendar"
	"relance/generator/money"
)

// A Kind says how a value is written and shown.
type Kind uint8

const (
	Text  Kind = iota // number format "@": what is typed stays as typed
	Long              // text that wraps
	Euros             // in the currency of the line
	Day
	Count
	Share // of one, shown as a percentage
)

// A Usage says whose a cell is.
type Usage uint8

const (
	Given    Usage = iota // a fact of the kit or of the journal
	Computed              // a formula
	Entry                 // for people to fill in
)

// A Column is one field of a sheet: all that writing it, and reading it back,
// must know. When the value is a field of the kit, Key is that field's key and
// Header the same word as French people write it.
type Column[L any] struct {
	Key     string
	Header  string
	Width   float64 // in characters
	As      Kind
	Use     Usage
	Help    string
	Of      func(*L) any    // the value; what a formula must give
	Formula string          // {key} stands for the cell of that column in the line
	Instead func(*L) string // another formula for a line that needs one; "" otherwise
	Name    string          // defined name of the column's cells
	List    string          // name of the list it is chosen from
	Late    bool            // an Entry also in the lines that are history
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
	Kept   *Kept // what people added, nil when there is nothing
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
	return s.Blanks + len(s.Kept.rows())
}

// Write writes one table.
func Write[L any](b *Book, s Sheet, columns []Column[L], lines []L) {
	last, extra := s.lastRow(len(lines)), s.Kept.extra()
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
	b.try(w.AddTable(&excelize.Table{Range: "A1:" + Place(width, last), Name: "Table_" + s.Table, ShowRowStripes: &stripes}))
	b.try(w.Flush())
}

func headers[L any](b *Book, columns []Column[L], extra []Extra) []any {
	row := make([]any, 0, len(columns)+len(extra))
	style := b.style(Look{Fill: Navy, Ink: White, Bold: true, Wrap: true, Rule: true, Align: "center"})
	for _, c := range columns {
		row = append(row, excelize.Cell{StyleID: style, Value: c.Header})
	}
	for _, e := range extra {
		row = append(row, excelize.Cell{StyleID: style, Value: Clean(e.Header)})
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
	looks    []Look // of a line
	styles   []int
	blanks   []int // of a line to fill in
	formulas map[string]template
	notes    []excelize.Comment
}

func newLineWriter[L any](b *Book, s Sheet, columns []Column[L]) *lineWriter[L] {
	w := &lineWriter[L]{book: b, sheet: s, columns: columns, formulas: map[string]template{}}
	for _, c := range columns {
		look := LookOf(c.As, s.useOf(c.Use, c.Late), "")
		w.looks = append(w.looks, look)
		w.styles = append(w.styles, b.style(look))
		w.blanks = append(w.blanks, b.style(LookOf(c.As, c.Use, "")))
	}
	return w
}

// useOf is the usage of a column in the lines already there.
func (s Sheet) useOf(use Usage, late bool) Usage {
	if s.Blanks > 0 && use == Entry && !late {
		return Given
	}
	return use
}

func (w *lineWriter[L]) line(l *L, row int) []any {
	cells := make([]any, len(w.columns), len(w.columns)+len(w.sheet.Kept.extra()))
	for i := range w.columns {
		c := &w.columns[i]
		cell := excelize.Cell{StyleID: w.styles[i]}
		if c.Of != nil {
			v := c.Of(l)
			cell.Value = value(v)
			if s, ok := v.(Sum); ok && s.Currency != "" && s.Currency != "EUR" {
				cell.StyleID = w.book.style(LookOf(c.As, c.Use, s.Currency))
			}
		}
		formula := c.Formula
		if c.Instead != nil {
			formula = c.Instead(l)
		}
		cell.Formula = w.formula(formula, row)
		cells[i] = cell
	}
	return w.kept(cells, row)
}

// height is that of a line whose texts wrap, 0 for an ordinary one: programs do
// not all fit rows to their texts when they open a file.
func (w *lineWriter[L]) height(cells []any) float64 {
	lines := 1
	for i, c := range w.columns {
		if s, ok := cells[i].(excelize.Cell).Value.(string); ok && c.As == Long {
			lines = max(lines, linesIn(s, int(c.Width)))
		}
	}
	if lines == 1 {
		return 0
	}
	return heightOf(lines)
}

// blank is a line to fill in, counted from 0; the first ones hold what was typed
// and could not be taken yet.
func (w *lineWriter[L]) blank(row, n int) []any {
	var typed map[string]any
	if rows := w.sheet.Kept.rows(); n < len(rows) {
		typed = rows[n]
	}
	cells := make([]any, len(w.columns))
	for i, c := range w.columns {
		cell := excelize.Cell{StyleID: w.blanks[i]}
		switch {
		case c.Formula != "" && w.sheet.Blanks > 0:
			cell.Formula, cell.Value = w.formula(c.Formula, row), ""
		case typed[c.Key] != nil:
			cell.Value = value(typed[c.Key])
		}
		cells[i] = cell
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
		t = parseTemplate(pattern, letters)
		w.formulas[pattern] = t
	}
	return t.at(row)
}

// A template is a formula cut at its cell references: each piece but the last
// ends with the letters of a column.
type template []string

func parseTemplate(pattern string, letters map[string]string) template {
	var t template
	for {
		before, rest, found := strings.Cut(pattern, "{")
		if !found {
			return append(t, before)
		}
		key, after, _ := strings.Cut(rest, "}")
		if letters[key] == "" {
			panic("tracker: no column " + key)
		}
		t, pattern = append(t, before+letters[key]), after
	}
}

func (t template) at(row int) string { return strings.Join(t, strconv.Itoa(row)) }

// value is a Go value as a cell holds it. Nothing, zero days and empty texts
// leave the cell blank, or cached as "" under a formula.
//
// Here, and only here, cents become a float: it is what the file format stores.
// A float64 holds any amount the kit accepts to 15 significant digits, those that
// excelize writes; it is never added up on our side.
func value(v any) any {
	switch v := v.(type) {
	case nil:
		return nil
	case Sum:
		return float64(v.Amount) / 100
	case calendar.Date:
		if v.IsZero() {
			return nil
		}
		return int(v) // a Date counts days as spreadsheets do
	case Ratio:
		return float64(v) / 10_000
	case int:
		return v
	case Number:
		f, _ := strconv.ParseFloat(string(v), 64)
		return f
	case string:
		return Clean(v)
	}
	panic(fmt.Sprintf("tracker: a cell cannot hold %T", v))
}

// Canon is the text under which two values of cells are compared: amounts with two
// decimals, days as ISO. It is "" for a blank cell.
func Canon(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case Sum:
		return v.Amount.Decimal()
	case calendar.Date:
		return v.ISO()
	case int:
		return strconv.Itoa(v)
	case string:
		return strings.TrimSpace(Clean(v))
	}
	panic(fmt.Sprintf("tracker: a table cannot hold %T", v))
}

// A Sum is an amount in its currency; "" is the euro.
type Sum struct {
	Amount   money.Amount
	Currency string
}

// A Number is a plain decimal that somebody typed, of 15 digits at most.
type Number string

// A Ratio is in ten-thousandths.
type Ratio int64

// Place is the name of a cell, from column and row counted from 1.
func Place(column, row int) string { return letter(column) + strconv.Itoa(row) }

func letter(column int) string {
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		panic(err) // the columns are ours, there are few
	}
	return name
}
