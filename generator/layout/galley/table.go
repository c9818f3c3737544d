package galley

import (
	"relance/generator/document"
	"relance/generator/layout/face"
	"relance/generator/layout/lines"
	"relance/generator/layout/sheet"
)

// slack is what a sum of widths may lose to rounding, in mm.
const slack = 1e-6

// cellPad is the space at each side of a cell, in mm.
const cellPad = 1.6

type column struct {
	x, width float64 // of the text, padding excluded
	align    document.Align
}

// looks are how the parts of a table are set.
type looks struct {
	body, strong, heading lines.Look
	leading               float64 // mm from line to line
}

// looks are those that go with a size of type, in points.
func (g *Galley) looks(size float64) looks {
	return looks{
		body:    lines.Look{Size: size, Ink: sheet.Black},
		strong:  lines.Look{Face: face.Bold, Size: size, Ink: sheet.Black},
		heading: lines.Look{Face: face.Bold, Size: size - 0.5, Ink: sheet.Accent},
		leading: (g.Leading - 0.5) * size / (g.Size - 1),
	}
}

// fitted are the largest looks in which no word of a table is cut, within what the eye
// bears, and its columns.
func (g *Galley) fitted(t document.Table) (looks, []column) {
	const smallest, step = 7, 0.5
	for size := g.Size - 1; ; size -= step {
		p := g.looks(size)
		columns, whole := g.columns(t, p.body, p.strong)
		if whole || size-step < smallest {
			return p, columns
		}
	}
}

// table sets a table as wide as the column: its header again on each page, its
// rows whole, its total with the last row.
func (g *Galley) table(t document.Table) {
	if t.Caption != "" {
		g.plain(t.Caption, g.looks(g.Size-1).strong, g.Leading, g.Tag("Caption"))
		g.keepWithNext()
		g.Space(1)
	}
	p, columns := g.fitted(t)
	var head []Atom
	if len(t.Header) > 0 {
		head = g.row(t.Header, columns, p.heading, p.leading, "TH")
		g.under(head, 0.35, sheet.Accent)
		g.emitRow(head, nil)
		g.keepWithNext()
	}
	for i, cells := range t.Rows {
		if last := i == len(t.Rows)-1; last && i > 0 && len(t.Total) == 0 {
			g.keepWithNext() // two rows at least on the last page
		}
		row := g.row(cells, columns, p.body, p.leading, "TD")
		g.under(row, 0.12, sheet.Faint)
		g.emitRow(row, head)
	}
	if len(t.Total) > 0 {
		g.keepWithNext()
		row := g.row(t.Total, columns, p.strong, p.leading, "TD")
		row[0].Strokes = append(row[0].Strokes, sheet.Stroke{X: g.left, Length: g.width, Width: 0.35, Ink: sheet.Accent})
		g.emitRow(row, head)
	}
}

// emitRow adds a row whose continuation pages repeat the header.
func (g *Galley) emitRow(row, head []Atom) {
	again := repeated(head)
	for _, a := range row {
		g.emit(a)
		g.Atoms[len(g.Atoms)-1].Head = again
	}
}

// repeated is the header once more: for the eye only, so an artifact.
func repeated(head []Atom) []Atom {
	again := make([]Atom, len(head))
	for i, a := range head {
		again[i] = a
		again[i].Before, again[i].Head = 0, nil
		again[i].Texts = make([]sheet.Text, len(a.Texts))
		for j, t := range a.Texts {
			t.Tag, t.Link = sheet.Artifact, ""
			again[i].Texts[j] = t
		}
	}
	return again
}

// under rules the foot of a row.
func (g *Galley) under(row []Atom, width float64, ink sheet.Ink) {
	last := &row[len(row)-1]
	last.Strokes = append(last.Strokes, sheet.Stroke{X: g.left, Y: last.Height, Length: g.width, Width: width, Ink: ink})
}

// row sets one row, an atom for each of its lines. Only a row of uncommon height
// may be divided.
func (g *Galley) row(cells [][]document.Span, columns []column, l lines.Look, leading float64, role string) []Atom {
	const pad, whole = 0.9, 20
	set := make([][]lines.Line, len(columns))
	tags := make([]int, len(columns))
	n := 1
	g.inside("TR", func() {
		for i, c := range columns {
			tags[i] = g.Tag(role)
			if i < len(cells) {
				set[i] = g.Lines(cells[i], l, c.width)
				n = max(n, len(set[i]))
			}
		}
	})
	row := make([]Atom, n)
	for k := range row {
		a := &row[k]
		a.Height = leading
		a.Keep = k < n-1 && (n <= whole || k == 0 || k == n-2)
		y := lines.Baseline(leading, l.Size)
		if k == 0 {
			a.Height += pad
			y += pad
		}
		if k == n-1 {
			a.Height += pad
		}
		for i, c := range columns {
			if k < len(set[i]) {
				set[i][k].Draw(&a.Band, c.start(set[i][k].Width), y, tags[i])
			}
		}
	}
	return row
}

func (c column) start(width float64) float64 {
	switch c.align {
	case document.Right:
		return c.x + c.width - width
	case document.Center:
		return c.x + (c.width-width)/2
	}
	return c.x
}

// columns measures the cells and shares the width between the columns; whole tells that
// no word is cut.
func (g *Galley) columns(t document.Table, body, strong lines.Look) (columns []column, whole bool) {
	n := max(len(t.Header), len(t.Total))
	for _, r := range t.Rows {
		n = max(n, len(r))
	}
	pad := min(cellPad, g.width/float64(4*max(n, 1)))
	room := g.width - 2*pad*float64(n)
	natural, least := make([]float64, n), make([]float64, n)
	measure := func(cells [][]document.Span, l lines.Look) {
		for i, c := range cells {
			natural[i] = max(natural[i], widest(g.Lines(c, l, 1e9)))
			least[i] = max(least[i], g.Longest())
		}
	}
	measure(t.Header, strong)
	measure(t.Total, strong)
	for _, r := range t.Rows {
		measure(r, body)
	}
	widths := share(natural, least, room)
	columns = make([]column, n)
	x := g.left
	for i := range columns {
		columns[i] = column{x: x + pad, width: widths[i], align: t.AlignOf(i)}
		x += widths[i] + 2*pad
	}
	return columns, sum(least) <= room
}

// share gives each column its natural width when there is room; else the widest
// give way first, down to their longest word; then the longest words do.
func share(natural, least []float64, room float64) []float64 {
	if sum(least) > room {
		natural, least = least, make([]float64, len(least))
	}
	widths := make([]float64, len(natural))
	spare := max(0, room-sum(natural))
	level := ceiling(natural, least, room)
	for i := range widths {
		widths[i] = max(least[i], min(natural[i], level)) + spare/float64(len(widths)) + slack
	}
	return widths
}

// ceiling is the width above which columns must give way for all to fit in room.
func ceiling(natural, least []float64, room float64) float64 {
	low, high := 0.0, room
	for range 40 { // halves the doubt: far under a micron at the end
		level, total := (low+high)/2, 0.0
		for i := range natural {
			total += max(least[i], min(natural[i], level))
		}
		if total > room {
			high = level
		} else {
			low = level
		}
	}
	return low
}

func sum(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total
}
