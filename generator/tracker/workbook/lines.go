package workbook

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/cell"
	"relance/generator/tracker/formula"
	"relance/generator/tracker/look"
	"relance/generator/tracker/rows"
)

// A lineWriter turns lines into cells, its styles and formulas made once.
type lineWriter[L any] struct {
	book       *Book
	sheet      Sheet
	kept       *cell.Kept
	columns    []Column[L]
	identifier *Column[L]
	lines      int
	looks      []look.Look // of a line
	styles     []int
	blanks     []int              // of a line to fill in
	formulas   []formula.Template // of the columns
	instead    map[string]formula.Template
	notes      []excelize.Comment
}

func newLineWriter[L any](b *Book, s Sheet, columns []Column[L], lines int) *lineWriter[L] {
	w := &lineWriter[L]{book: b, sheet: s, kept: s.kept(), columns: columns, lines: lines, instead: map[string]formula.Template{}}
	for i := range columns {
		c := &columns[i]
		shown, blank := look.Of(c.As, s.useOf(c.Use, c.Late), ""), look.Of(c.As, c.Use, "")
		switch {
		case c.identifies:
			w.identifier = c
		case c.Link:
			shown.Ink, shown.Underline = look.Blue, true
		case c.own != nil:
			shown = ownStyle(c.blank)
			blank = shown
		}
		w.looks = append(w.looks, shown)
		w.styles = append(w.styles, b.style(shown))
		w.blanks = append(w.blanks, b.style(blank))
		w.formulas = append(w.formulas, w.parsed(c.Formula))
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

// prepare makes the styles that only some lines need, and their notes: once the
// workbook is being packed, it is too late.
func (w *lineWriter[L]) prepare(lines []L) {
	for i := range lines {
		for j := range w.columns {
			if c := &w.columns[j]; c.As == cell.Euros && c.Of != nil {
				w.style(j, c.Of(&lines[i]), cell.Mark{})
			}
		}
		w.prepareKept(&lines[i], i+2)
	}
	for _, l := range w.kept.Below {
		w.book.style(ownStyle(l.Value))
	}
}

// style is that of a value under what somebody left on its cell: amounts show their
// currency.
func (w *lineWriter[L]) style(column int, v any, m cell.Mark) int {
	c := &w.columns[column]
	s, sum := v.(cell.Sum)
	foreign := sum && s.Currency != "" && s.Currency != "EUR"
	own := c.own != nil && v != nil
	if !foreign && !own && m.Dress == (cell.Dress{}) {
		return w.styles[column]
	}
	shown := w.looks[column]
	switch {
	case own:
		shown = ownStyle(v)
	case foreign:
		shown = look.Of(c.As, c.Use, s.Currency)
	}
	return w.book.style(dressed(shown, m.Dress))
}

// write writes the lines, then those to fill in, up to the last row.
func (w *lineWriter[L]) write(out *rows.Writer, lines []L, last int) error {
	values := make([]any, len(w.columns))
	for i := range lines {
		w.line(out, &lines[i], i+2, values)
	}
	for row := w.lines + 2; row <= last; row++ {
		w.blank(out, row, row-w.lines-2)
	}
	w.further(out, last)
	return out.Close()
}

// line writes a line; values is room for them.
func (w *lineWriter[L]) line(out *rows.Writer, l *L, row int, values []any) {
	for i := range w.columns {
		if values[i] = nil; w.columns[i].Of != nil {
			values[i] = w.columns[i].Of(l)
		}
	}
	id := w.identifier.Of(l)
	marks := w.marksOf(id)
	if marks != nil {
		for i := range w.columns {
			if m := marks[w.columns[i].Key]; m.Value != nil && w.gives(i, l) == nil {
				values[i] = m.Value
			}
		}
	}
	out.Row(row, w.height(id, values), w.kept.Layout.Folded != nil && w.kept.Layout.Folded[identifierOf(id)])
	for i := range w.columns {
		c, styled := &w.columns[i], values[i]
		if c.own != nil {
			styled = c.own(l)
		}
		var m cell.Mark
		if marks != nil {
			m = marks[c.Key]
		}
		out.Cell(w.style(i, styled, m), w.gives(i, l), values[i])
	}
	out.End()
}

// gives is the formula of a cell, nil when it has none.
func (w *lineWriter[L]) gives(column int, l *L) formula.Template {
	c := &w.columns[column]
	switch {
	case c.Instead != nil:
		return w.parsed(c.Instead(l))
	case c.own != nil:
		if f, is := c.own(l).(cell.Formula); is {
			return w.written(f)
		}
		return nil
	}
	return w.formulas[column]
}

// parsed reads a formula; those that name no cell, as links do, are not remembered.
func (w *lineWriter[L]) parsed(pattern string) formula.Template {
	switch {
	case pattern == "":
		return nil
	case !strings.Contains(pattern, "{"):
		return formula.Template{pattern}
	}
	t, known := w.instead[pattern]
	if !known {
		letters := map[string]string{}
		for i, c := range w.columns {
			letters[c.Key] = letter(i + 1)
		}
		t = formula.Parse(pattern, letters)
		w.instead[pattern] = t
	}
	return t
}

// height is the one that people gave to a line, or that of a line whose texts wrap, 0
// for an ordinary one: programs do not all fit rows to their texts when they open a file.
func (w *lineWriter[L]) height(id any, values []any) float64 {
	if len(w.kept.Layout.Heights) > 0 {
		if theirs := w.kept.Layout.Heights[identifierOf(id)]; theirs > 0 {
			return theirs
		}
	}
	lines := 1
	for i := range w.columns {
		c := &w.columns[i]
		if s, ok := values[i].(string); ok && c.As == cell.Long && (len(s) > int(c.Width) || strings.Contains(s, "\n")) {
			lines = max(lines, cell.LinesIn(cell.Clean(s), max(1, int(c.Width))))
		}
	}
	if lines == 1 {
		return 0
	}
	return cell.HeightOf(lines)
}

// blank writes a line to fill in, counted from 0; the first ones hold what was typed
// and could not be taken yet.
func (w *lineWriter[L]) blank(out *rows.Writer, row, n int) {
	var typed map[string]any
	if n < len(w.kept.Rows) {
		typed = w.kept.Rows[n]
	}
	beside := w.below(row)
	out.Row(row, 0, false)
	for i, c := range w.columns {
		switch v := beside[c.Key]; {
		case c.Formula != "" && w.sheet.Blanks > 0:
			out.Cell(w.blanks[i], w.formulas[i], "")
		case v != nil:
			out.Cell(w.book.style(ownStyle(v)), nil, v)
		default:
			out.Cell(w.blanks[i], nil, typed[c.Key])
		}
	}
	out.End()
}
