package workbook

import (
	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/cell"
	"relance/generator/tracker/look"
)

const extraWidth = 18

func extraOf(k *cell.Kept) []cell.Extra {
	if k == nil {
		return nil
	}
	return k.Extra
}

func rowsOf(k *cell.Kept) []map[string]any {
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
		now := cells[i].(excelize.Cell)
		if m.Value != nil && now.Formula == "" {
			now.Value = cell.Stored(m.Value)
		}
		if m.Fill != "" {
			shown := w.looks[i]
			shown.Fill = m.Fill
			now.StyleID = w.book.style(shown)
		}
		if m.Note != "" {
			w.notes = append(w.notes, excelize.Comment{Cell: Place(i+1, row), Author: cell.Clean(m.Author), Text: cell.Clean(m.Note)})
		}
		cells[i] = now
	}
	plain := w.book.style(look.Of(cell.Long, cell.Given, ""))
	for _, e := range k.Extra {
		cells = append(cells, excelize.Cell{StyleID: w.book.extraStyle(plain, e.Cells[id]), Value: cell.Stored(e.Cells[id])})
	}
	return cells
}

// extraStyle shows amounts and days as such, in a column that has no kind.
func (b *Book) extraStyle(text int, v any) int {
	switch v.(type) {
	case cell.Number, cell.Sum, int:
		return b.style(look.Look{Rule: true, Format: look.FormatFormula, Align: "right"})
	case string, nil:
		return text
	}
	return b.style(look.Of(cell.Day, cell.Given, ""))
}

// comments puts the notes back, before the sheet is closed.
func (w *lineWriter[L]) comments() {
	for _, n := range w.notes {
		w.book.try(w.book.file.AddComment(w.sheet.Name, n))
	}
}
