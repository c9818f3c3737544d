package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/cell"
	"relance/generator/tracker/chart"
	"relance/generator/tracker/look"
	"relance/generator/tracker/pack"
)

// CurveSheet is the name of the hidden sheet of the values of the small lines.
const CurveSheet = "Courbes"

// draw puts the charts and the small lines on a page being written. Excelize makes
// the parts; what is inside them, and the lines, come with the finishing pass.
func (b *Book) draw(p *Page) {
	for i := range p.charts {
		c := &p.charts[i]
		b.charts++
		part := c.XML()
		b.patches.Add(fmt.Sprintf("xl/charts/chart%d.xml", b.charts), func([]byte) []byte { return part })
		b.try(b.file.AddChart(p.Name, Place(c.Column, c.Row), &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: c.Bars[0].Values.Ref}}}))
	}
	if len(p.charts) > 0 {
		b.drawings++
		frames := chart.Frames(p.charts)
		b.patches.Add(fmt.Sprintf("xl/drawings/drawing%d.xml", b.drawings), func([]byte) []byte { return frames })
	}
	if len(p.sparks) > 0 {
		b.patches.Add(b.partOf(p.Name), func(tail []byte) []byte { return pack.WithSparks(tail, p.sparks, look.Navy) })
	}
}

// partOf is the part of a sheet: excelize numbers them in the order it makes them.
func (b *Book) partOf(sheet string) string {
	for i, name := range b.file.GetSheetList() {
		if name == sheet {
			return fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)
		}
	}
	panic("workbook: no sheet " + sheet)
}

// Curves writes the hidden sheet of the values of the small lines, one a row.
func (b *Book) Curves(rows [][]cell.Sum) {
	width := 1
	for _, row := range rows {
		width = max(width, len(row))
	}
	w := b.open(CurveSheet, "7F7F7F", Place(width, max(1, len(rows))), 1)
	if b.err != nil {
		return
	}
	style := b.style(look.Of(cell.Euros, cell.Given, ""))
	for i, row := range rows {
		cells := make([]any, len(row))
		for j, v := range row {
			cells[j] = excelize.Cell{StyleID: style, Value: cell.Stored(v)}
		}
		b.try(w.SetRow(Place(1, i+1), cells))
	}
	b.try(w.Flush())
}
