package workbook

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/cell"
	"relance/generator/tracker/formula"
	"relance/generator/tracker/look"
	"relance/generator/tracker/rows"
)

const extraWidth = 18

// kept is what people added to the sheet, never nil.
func (s Sheet) kept() *cell.Kept {
	if s.Kept == nil {
		return &cell.Kept{}
	}
	return s.Kept
}

// arranged are the columns of a sheet as people arranged them, theirs among ours.
func arranged[L any](s Sheet, columns []Column[L]) []Column[L] {
	all := slices.Clone(columns)
	identifier := &all[len(all)-1]
	identifier.identifies, identifier.hidden = true, true
	of := identifier.Of
	for _, e := range s.kept().Extra {
		all = append(all, ownColumn(e, of))
	}
	layout := &s.kept().Layout
	for i := range all {
		c := &all[i]
		if width := layout.Widths[c.Key]; width > 0 && math.Abs(width-c.Width) > wider {
			c.Width = width
		}
		c.hidden = c.hidden || layout.Hidden[c.Key]
	}
	return ordered(all, layout.Order)
}

// wider is how many characters a width must differ from ours to be somebody's:
// programs round them.
const wider = 0.75

// ordered puts columns in the order of these keys. One that has no place there, as the
// program did not have it yet, follows the column that it follows here.
func ordered[L any](columns []Column[L], order []string) []Column[L] {
	places := map[string]int{}
	for i, key := range order {
		places[key] = i
	}
	place := -1
	at := make(map[string]int, len(columns))
	for _, c := range columns {
		if p, known := places[c.Key]; known {
			place = p
		}
		at[c.Key] = place
	}
	sorted := slices.Clone(columns)
	slices.SortStableFunc(sorted, func(a, b Column[L]) int { return at[a.Key] - at[b.Key] })
	return sorted
}

// ownColumn is a column of theirs; identifier gives that of a line.
func ownColumn[L any](e cell.Extra, identifier func(*L) any) Column[L] {
	own := func(l *L) any { return e.Cells[identifierOf(identifier(l))] }
	return Column[L]{
		Key: e.Key(), Header: cell.Clean(e.Header), Width: extraWidth, As: cell.Long, own: own, blank: blankOf(e),
		Of: func(l *L) any {
			v := own(l)
			if f, is := v.(cell.Formula); is {
				return f.Value
			}
			return v
		},
	}
}

// identifierOf is an identifier as cells hold it.
func identifierOf(v any) string {
	text, _ := v.(string)
	return cell.Clean(text)
}

// blankOf is a value like those of a column, for the cells that have none: an amount
// typed there is not to become a text.
func blankOf(e cell.Extra) any {
	for _, id := range slices.Sorted(maps.Keys(e.Cells)) {
		if _, text := e.Cells[id].(string); !text {
			return e.Cells[id]
		}
	}
	return nil
}

// ownStyle shows amounts and days as such, in a column that has no kind.
func ownStyle(v any) look.Look {
	switch v := v.(type) {
	case cell.Formula:
		if v.Format == "" {
			v.Format = look.FormatFormula
		}
		return look.Look{Rule: true, Format: v.Format}
	case cell.Shaped:
		return look.Look{Rule: true, Format: v.Format, Align: "right"}
	case bool:
		return look.Look{Rule: true, Format: look.FormatTruth, Align: "center"}
	case cell.Number, cell.Sum, int:
		return look.Look{Rule: true, Format: look.FormatFormula, Align: "right"}
	case string, nil:
		return look.Of(cell.Long, cell.Given, "")
	}
	return look.Of(cell.Day, cell.Given, "")
}

// marksOf is what people left on the cells of a line, nil on most.
func (w *lineWriter[L]) marksOf(identifier any) map[string]cell.Mark {
	if len(w.kept.Marks) == 0 {
		return nil
	}
	return w.kept.Marks[identifierOf(identifier)]
}

// dressed is a look with what somebody changed in it.
func dressed(l look.Look, d cell.Dress) look.Look {
	if d.Fill != "" {
		l.Fill = d.Fill
	}
	if d.Ink != "" {
		l.Ink = d.Ink
	}
	l.Bold, l.Underline = l.Bold || d.Bold, l.Underline || d.Underline
	l.Italic, l.Crossed = d.Italic, d.Crossed
	return l
}

// prepareKept makes the styles of what was added to a line, and its notes.
func (w *lineWriter[L]) prepareKept(l *L, row int) {
	if len(w.kept.Marks) == 0 && len(w.kept.Extra) == 0 {
		return
	}
	marks := w.marksOf(w.identifier.Of(l))
	for i := range w.columns {
		c, m := &w.columns[i], marks[w.columns[i].Key]
		var v any
		switch {
		case c.own != nil:
			v = c.own(l)
		case m == (cell.Mark{}):
			continue
		case c.Of != nil:
			v = c.Of(l)
		}
		w.style(i, v, m)
		w.style(i, m.Value, m)
		w.pin(i+1, row, m)
	}
}

// pin puts back the note and the link of a cell.
func (w *lineWriter[L]) pin(column, row int, m cell.Mark) {
	at := Place(column, row)
	if m.Note != "" {
		w.notes = append(w.notes, excelize.Comment{Cell: at, Author: cell.Clean(m.Author), Text: cell.Clean(m.Note)})
	}
	switch place, inside := strings.CutPrefix(m.Link, "#"); {
	case inside:
		w.book.try(w.book.file.SetCellHyperLink(w.sheet.Name, at, place, "Location"))
	case m.Link != "":
		w.book.try(w.book.file.SetCellHyperLink(w.sheet.Name, at, m.Link, "External"))
	}
}

// comments puts the notes back, before the sheet is closed.
func (w *lineWriter[L]) comments() {
	for i, c := range w.columns {
		w.pin(i+1, 1, w.kept.Marks[""][c.Key])
	}
	for _, l := range w.kept.Below {
		if at := w.place(l.Key); at > 0 && l.Note != "" {
			w.pin(at, w.lines+1+l.Rows, cell.Mark{Note: l.Note, Author: l.Author})
		}
	}
	for _, n := range w.notes {
		w.book.try(w.book.file.AddComment(w.sheet.Name, n))
	}
}

// place is the column of a key, from 1; 0 when the sheet has none of it.
func (w *lineWriter[L]) place(key string) int {
	return 1 + slices.IndexFunc(w.columns, func(c Column[L]) bool { return c.Key == key })
}

// below are the values that stand on a row without a line, by key; nil on most.
func (w *lineWriter[L]) below(row int) (values map[string]any) {
	for _, l := range w.kept.Below {
		if l.Rows == row-w.lines-1 && l.Value != nil {
			if values == nil {
				values = map[string]any{}
			}
			values[l.Key] = l.Value
		}
	}
	return values
}

// further writes the rows below the last of the table that hold something.
func (w *lineWriter[L]) further(out *rows.Writer, last int) {
	for row := last + 1; row <= w.bottom(last); row++ {
		values := w.below(row)
		if values == nil {
			continue
		}
		out.Row(row, 0, false)
		for i, c := range w.columns {
			if v := values[c.Key]; v != nil {
				out.Skip(i + 1)
				out.Cell(w.book.style(ownStyle(v)), nil, v)
			}
		}
		out.End()
	}
}

// bottom is the last row that holds something, the last of the table being known.
func (w *lineWriter[L]) bottom(last int) int {
	for _, l := range w.kept.Below {
		last = max(last, w.lines+1+l.Rows)
	}
	return last
}

// written is a formula of theirs where the columns are now; nil when one is gone.
func (w *lineWriter[L]) written(f cell.Formula) formula.Template {
	var t formula.Template
	for i, key := range f.Keys {
		at := w.place(key)
		if at == 0 {
			return nil
		}
		t = append(t, f.Texts[i]+letter(at))
	}
	return append(t, f.Texts[len(f.Texts)-1])
}
