package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"relance/generator/calendar"
)

// Kept is what people added to a table, and that writing it again keeps.
type Kept struct {
	Extra []Extra                    // columns of their own
	Marks map[string]map[string]Mark // by identifier of the line, then key of the column
	Rows  []map[string]any           // lines typed that could not be taken yet, by key
}

// An Extra is a column of theirs: its header and its cells, by identifier.
type Extra struct {
	Header string
	Cells  map[string]any
}

// A Mark is what somebody left on a cell: a value that could not be taken yet, a
// colour, a note.
type Mark struct {
	Value        any
	Fill         string // six hexadecimal digits
	Note, Author string
}

const extraWidth = 18

func (k *Kept) extra() []Extra {
	if k == nil {
		return nil
	}
	return k.Extra
}

func (k *Kept) rows() []map[string]any {
	if k == nil {
		return nil
	}
	return k.Rows
}

// kept lays over the cells of a line what people added to it.
func (w *lineWriter[L]) kept(cells []any, row int) []any {
	k := w.sheet.Kept
	if k == nil {
		return cells
	}
	id, _ := cells[len(cells)-1].(excelize.Cell).Value.(string)
	for i, c := range w.columns {
		m, marked := k.Marks[id][c.Key]
		if !marked {
			continue
		}
		cell := cells[i].(excelize.Cell)
		if m.Value != nil && cell.Formula == "" {
			cell.Value = value(m.Value)
		}
		if m.Fill != "" {
			look := w.looks[i]
			look.Fill = m.Fill
			cell.StyleID = w.book.style(look)
		}
		if m.Note != "" {
			w.notes = append(w.notes, excelize.Comment{Cell: Place(i+1, row), Author: Clean(m.Author), Text: Clean(m.Note)})
		}
		cells[i] = cell
	}
	look := w.book.style(LookOf(Long, Given, ""))
	for _, e := range k.Extra {
		cells = append(cells, excelize.Cell{StyleID: w.book.extraStyle(look, e.Cells[id]), Value: value(e.Cells[id])})
	}
	return cells
}

// extraStyle shows amounts and days as such, in a column that has no kind.
func (b *Book) extraStyle(text int, v any) int {
	switch v.(type) {
	case Number, Sum, int:
		return b.style(Look{Rule: true, Format: FormatFormula, Align: "right"})
	case string, nil:
		return text
	}
	return b.style(LookOf(Day, Given, ""))
}

// comments puts the notes back, before the sheet is closed.
func (w *lineWriter[L]) comments() {
	for _, n := range w.notes {
		w.book.try(w.book.file.AddComment(w.sheet.Name, n))
	}
}

// Shown is a value kept, as a message tells it; "" for none.
func Shown(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case Number:
		return string(v)
	case Sum:
		return v.Amount.Format(v.Currency)
	case calendar.Date:
		return v.Short()
	case string:
		return v
	}
	panic(fmt.Sprintf("tracker: nobody can have typed %T", v))
}
