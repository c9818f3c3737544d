package layout

import (
	"relance/generator/layout/face"
	"relance/generator/layout/galley"
	"relance/generator/layout/lines"
	"relance/generator/layout/sheet"
)

// A Label (étiquette) is one addressee to stick on an envelope: the lines of the
// address, and under them a few words for whoever sticks it.
type Label struct {
	To   []string
	Mark string
}

// The labels stand in two columns of seven, 99.1 × 38.1 mm: the sheets of fourteen
// that every stationer has (those of the reference L7163), in mm.
const (
	labelColumns, labelRows = 2, 7

	labelWidth, labelHeight = 99.1, 38.1
	labelLeft, labelTop     = 4.65, 15.15
	labelGap                = 2.5 // between the columns; none between the rows
	labelPadding            = 8.0
)

// Labels sets labels on sheets of fourteen, row by row. The error is that of a
// character that no font has.
func Labels(labels []Label) (*Sheets, error) {
	g := galley.New(roomy)
	pages := make([]sheet.Page, (len(labels)+labelColumns*labelRows-1)/(labelColumns*labelRows))
	for i := range pages {
		pages[i].Bands = []sheet.Band{{Height: sheet.Height}}
	}
	for i, l := range labels {
		page, place := i/(labelColumns*labelRows), i%(labelColumns*labelRows)
		x := labelLeft + float64(place%labelColumns)*(labelWidth+labelGap)
		y := labelTop + float64(place/labelColumns)*labelHeight
		label(g, &pages[page].Bands[0], l, x, y)
	}
	return &Sheets{Pages: pages, Tags: g.Tags}, g.Err()
}

// label sets one label whose top left corner is (x, y): the address in the middle of
// its height.
func label(g *galley.Galley, b *sheet.Band, l Label, x, y float64) {
	const (
		width, pitch, most   = labelWidth - 2*labelPadding, 4.2, 7
		markSize, markHeight = 6.5, 5.0
		smallest             = 8.0
	)
	look := lines.Look{Size: 10.5, Ink: sheet.Black}
	to := l.To[:min(len(l.To), most)]
	for _, text := range to {
		for look.Size > smallest && face.Regular.Width(lines.Shown(text), look.Size) > width {
			look.Size -= 0.5
		}
	}
	top := y + (labelHeight-markHeight-pitch*float64(len(to)))/2
	for _, text := range to {
		top = stackText(g, b, text, look, x+labelPadding, top, width, pitch)
	}
	mark := lines.Look{Size: markSize, Ink: sheet.Grey}
	stackText(g, b, l.Mark, mark, x+labelPadding, y+labelHeight-markHeight, width, pitch)
}
