package layout

import "relance/generator/document"

// cellPad is the space at each side of a cell, in mm.
const cellPad = 1.6

type column struct {
	x, width float64 // of the text, padding excluded
	align    document.Align
}

// table sets a table as wide as the column: its header again on each page, its
// rows whole, its total with the last row.
func (s *setter) table(t document.Table) {
	body := look{size: s.size - 1, ink: black}
	strong := look{face: face.Bold, size: s.size - 1, ink: black}
	heading := look{face: face.Bold, size: s.size - 1.5, ink: accent}
	if t.Caption != "" {
		s.plain(t.Caption, strong, s.leading, s.tag("Caption"))
		s.keepWithNext()
		s.space(1)
	}
	columns := s.columns(t, body, strong)
	var head []atom
	if len(t.Header) > 0 {
		head = s.row(t.Header, columns, heading, "TH")
		s.under(head, 0.35, accent)
		s.emitRow(head, nil)
		s.keepWithNext()
	}
	for i, cells := range t.Rows {
		if last := i == len(t.Rows)-1; last && i > 0 && len(t.Total) == 0 {
			s.keepWithNext() // two rows at least on the last page
		}
		row := s.row(cells, columns, body, "TD")
		s.under(row, 0.12, faint)
		s.emitRow(row, head)
	}
	if len(t.Total) > 0 {
		s.keepWithNext()
		row := s.row(t.Total, columns, strong, "TD")
		row[0].Strokes = append(row[0].Strokes, Stroke{X: s.left, Length: s.width, Width: 0.35, Ink: accent})
		s.emitRow(row, head)
	}
}

// emitRow adds a row whose continuation pages repeat the header.
func (s *setter) emitRow(row, head []atom) {
	again := repeated(head)
	for _, a := range row {
		s.emit(a)
		s.atoms[len(s.atoms)-1].head = again
	}
}

// repeated is the header once more: for the eye only, so an artifact.
func repeated(head []atom) []atom {
	again := make([]atom, len(head))
	for i, a := range head {
		again[i] = a
		again[i].before, again[i].head = 0, nil
		again[i].Texts = make([]Text, len(a.Texts))
		for j, t := range a.Texts {
			t.Tag = Artifact
			again[i].Texts[j] = t
		}
	}
	return again
}

// under rules the foot of a row.
func (s *setter) under(row []atom, width float64, ink Ink) {
	last := &row[len(row)-1]
	last.Strokes = append(last.Strokes, Stroke{X: s.left, Y: last.Height, Length: s.width, Width: width, Ink: ink})
}

// row sets one row, an atom for each of its lines. Only a row of uncommon height
// may be divided.
func (s *setter) row(cells [][]document.Span, columns []column, l look, role string) []atom {
	const pad, whole = 0.9, 20
	leading := s.leading - 0.5
	set := make([][]line, len(columns))
	tags := make([]int, len(columns))
	n := 1
	s.inside("TR", func() {
		for i, c := range columns {
			tags[i] = s.tag(role)
			if i < len(cells) {
				set[i] = s.lines(cells[i], l, c.width)
				n = max(n, len(set[i]))
			}
		}
	})
	row := make([]atom, n)
	for k := range row {
		a := &row[k]
		a.Height = leading
		a.keep = k < n-1 && (n <= whole || k == 0 || k == n-2)
		y := baseline(leading, l.size)
		if k == 0 {
			a.Height += pad
			y += pad
		}
		if k == n-1 {
			a.Height += pad
		}
		for i, c := range columns {
			if k < len(set[i]) {
				a.line(&set[i][k], c.start(set[i][k].width), y, tags[i])
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

// columns measures the cells and shares the width between the columns.
func (s *setter) columns(t document.Table, body, strong look) []column {
	n := max(len(t.Header), len(t.Total))
	for _, r := range t.Rows {
		n = max(n, len(r))
	}
	pad := min(cellPad, s.width/float64(4*max(n, 1)))
	room := s.width - 2*pad*float64(n)
	natural, least := make([]float64, n), make([]float64, n)
	measure := func(cells [][]document.Span, l look) {
		for i, c := range cells {
			natural[i] = max(natural[i], widest(s.lines(c, l, 1e9)))
			for _, w := range s.words {
				least[i] = max(least[i], min(w.width, room/2))
			}
		}
	}
	measure(t.Header, strong)
	measure(t.Total, strong)
	for _, r := range t.Rows {
		measure(r, body)
	}
	widths := share(natural, least, room)
	columns := make([]column, n)
	x := s.left
	for i := range columns {
		columns[i] = column{x: x + pad, width: widths[i]}
		if i < len(t.Align) {
			columns[i].align = t.Align[i]
		}
		x += widths[i] + 2*pad
	}
	return columns
}

// share gives each column its natural width when there is room; else the widest
// give way first, down to their longest word.
func share(natural, least []float64, room float64) []float64 {
	widths := make([]float64, len(natural))
	spare, squeeze := max(0, room-sum(natural)), min(1, room/max(sum(least), slack))
	level := ceiling(natural, least, room)
	for i := range widths {
		widths[i] = max(least[i], min(natural[i], level))*squeeze + spare/float64(len(widths)) + slack
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
