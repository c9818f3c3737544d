package tracker

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"relance/generator/agenda"
	"relance/generator/calendar"
)

// Excelize's rules, learnt by experiment: only its StreamWriter gives a formula a
// typed cached value; what is set on a streamed sheet after Flush is lost;
// panes and widths come before the first row, validations and the table after
// the last one; validation formulas are not escaped.

// A book is the workbook being written. The first error stops it all.
type book struct {
	file     *excelize.File
	creditor string
	sheets   int
	styles   map[look]int
	err      error
}

func newBook(a *agenda.Agenda) *book {
	b := &book{file: excelize.NewFile(), styles: map[look]int{}}
	if a.Kit.Creditor != nil {
		b.creditor = a.Kit.Creditor.Name
	}
	return b
}

func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// lastRow is the last row of a table; one without lines keeps an empty one, since
// a table needs it.
func (s sheet) lastRow(lines int) int { return 1 + max(1, lines+s.blanks) }

// writeSheet writes one table.
func writeSheet[L any](b *book, s sheet, columns []column[L], lines []L) {
	last := s.lastRow(len(lines))
	w := b.open(s.name, s.tab, place(len(columns), last))
	if b.err != nil {
		return
	}
	for i, c := range columns {
		b.try(w.SetColWidth(i+1, i+1, c.width))
	}
	b.try(w.SetColVisible(len(columns), len(columns), false))
	b.try(w.SetPanes(s.panes(len(lines))))
	b.try(w.SetRow("A1", headers(b, columns), excelize.RowOpts{Height: 32}))
	writer := newLineWriter(b, s, columns)
	for i := range lines {
		cells := writer.line(&lines[i], i+2)
		b.try(w.SetRow(place(1, i+2), cells, excelize.RowOpts{Height: writer.height(cells)}))
	}
	for row := len(lines) + 2; row <= last; row++ {
		b.try(w.SetRow(place(1, row), writer.blank(row)))
	}
	decorate(b, s, columns, len(lines))
	stripes := false
	b.try(w.AddTable(&excelize.Table{Range: "A1:" + place(len(columns), last), Name: "Table_" + s.table, ShowRowStripes: &stripes}))
	b.try(w.Flush())
}

func headers[L any](b *book, columns []column[L]) []any {
	row := make([]any, len(columns))
	style := b.style(look{fill: navy, ink: white, bold: true, wrap: true, rule: true, align: "center"})
	for i, c := range columns {
		row[i] = excelize.Cell{StyleID: style, Value: c.header}
	}
	return row
}

// panes freezes the header and the first columns. A sheet to append to opens on
// its first blank line.
func (s sheet) panes(lines int) *excelize.Panes {
	top, active := 2, place(1, 2)
	if s.blanks > 0 {
		top, active = max(2, lines-3), place(1, lines+2)
	}
	return &excelize.Panes{
		Freeze: true, XSplit: s.frozen, YSplit: 1, TopLeftCell: place(s.frozen+1, top), ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: active, ActiveCell: active, Pane: "bottomLeft"}},
	}
}

// A lineWriter turns lines into cells, its styles and formulas made once.
type lineWriter[L any] struct {
	book     *book
	sheet    sheet
	columns  []column[L]
	styles   []int // of a line
	blanks   []int // of a line to fill in
	formulas map[string]template
}

func newLineWriter[L any](b *book, s sheet, columns []column[L]) *lineWriter[L] {
	w := &lineWriter[L]{book: b, sheet: s, columns: columns, formulas: map[string]template{}}
	for _, c := range columns {
		use := c.use
		if s.blanks > 0 && use == entry {
			use = given
		}
		w.styles = append(w.styles, b.style(lookOf(c.as, use, "")))
		w.blanks = append(w.blanks, b.style(lookOf(c.as, c.use, "")))
	}
	return w
}

func (w *lineWriter[L]) line(l *L, row int) []any {
	cells := make([]any, len(w.columns))
	for i := range w.columns {
		c := &w.columns[i]
		cell := excelize.Cell{StyleID: w.styles[i]}
		if c.of != nil {
			v := c.of(l)
			cell.Value = value(v)
			if s, ok := v.(sum); ok && s.currency != "" && s.currency != "EUR" {
				cell.StyleID = w.book.style(lookOf(c.as, c.use, s.currency))
			}
		}
		formula := c.formula
		if c.instead != nil {
			formula = c.instead(l)
		}
		cell.Formula = w.formula(formula, row)
		cells[i] = cell
	}
	return cells
}

// height is that of a line whose texts wrap, 0 for an ordinary one: programs do
// not all fit rows to their texts when they open a file.
func (w *lineWriter[L]) height(cells []any) float64 {
	lines := 1
	for i, c := range w.columns {
		if s, ok := cells[i].(excelize.Cell).Value.(string); ok && c.as == long {
			lines = max(lines, linesIn(s, int(c.width)))
		}
	}
	if lines == 1 {
		return 0
	}
	return heightOf(lines)
}

func (w *lineWriter[L]) blank(row int) []any {
	cells := make([]any, len(w.columns))
	for i, c := range w.columns {
		cell := excelize.Cell{StyleID: w.blanks[i]}
		if c.formula != "" && w.sheet.blanks > 0 {
			cell.Formula, cell.Value = w.formula(c.formula, row), ""
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
			letters[c.key] = letter(i + 1)
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
	case sum:
		return float64(v.Amount) / 100
	case calendar.Date:
		if v.IsZero() {
			return nil
		}
		return int(v) // a Date counts days as spreadsheets do
	case ratio:
		return float64(v) / 10_000
	case int:
		return v
	case string:
		return clean(v)
	}
	panic(fmt.Sprintf("tracker: a cell cannot hold %T", v))
}

// A ratio is in ten-thousandths.
type ratio int64

// place is the name of a cell, from column and row counted from 1.
func place(column, row int) string { return letter(column) + strconv.Itoa(row) }

func letter(column int) string {
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		panic(err) // the columns are ours, there are few
	}
	return name
}
