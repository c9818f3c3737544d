package layout

import (
	"bytes"
	"image"
	_ "image/jpeg" // the two formats of logos and signatures
	_ "image/png"
	"strconv"

	"relance/generator/document"
	"relance/generator/layout/face"
)

func (s *setter) body() look { return look{face: face.Regular, size: s.size, ink: black} }

func (s *setter) blocks(blocks []document.Block) {
	for i, b := range blocks {
		if i > 0 && isBox(b) && isBox(blocks[i-1]) {
			s.space(s.gap / 2)
		} else {
			s.space(s.gap)
		}
		s.block(b, i > 0 && isTable(blocks[i-1]))
	}
}

func isBox(b document.Block) bool {
	_, ok := b.(document.Box)
	return ok
}

func isTable(b document.Block) bool {
	_, ok := b.(document.Table)
	return ok
}

func (s *setter) block(b document.Block, afterTable bool) {
	switch b := b.(type) {
	case document.Heading:
		s.heading(b)
	case document.Paragraph:
		s.paragraph(b.Text, s.body(), s.leading, s.tag("P"))
		if b.Keep {
			s.keepWithNext()
		}
	case document.List:
		s.inside("L", func() { s.list(b) })
	case document.Table:
		s.inside("Table", func() { s.table(b) })
	case document.Quote:
		s.inside("BlockQuote", func() { s.quote(b) })
	case document.Rule:
		s.rule()
	case document.Totals:
		if afterTable {
			s.keepWithNext()
		}
		s.totals(b)
	case document.BankDetails:
		s.bank(b)
	case document.Signature:
		s.signature(b)
	case document.Mentions:
		s.mentions(b.Paragraphs)
	case document.Box:
		s.box(b)
	case document.Lines:
		s.writeIn(b)
	case document.PageBreak:
		s.fresh = len(s.atoms) > 0
	case document.Callout:
		s.siteOnly("un encadré")
	case document.Details:
		s.siteOnly("une partie repliée")
	case document.Task:
		s.siteOnly("une tâche à cocher")
	}
}

func (s *setter) siteOnly(what string) {
	s.failf("E110", "%s ne peut figurer que dans le guide, pas dans une lettre", what)
}

func (s *setter) heading(h document.Heading) {
	level := min(max(h.Level, 1), 6)
	l := look{face: face.Bold, size: s.size, ink: accent}
	switch level {
	case 1:
		l.size += 2.5
	case 2:
		l.size += 1
	case 5, 6:
		l.face = face.BoldItalic
	}
	s.space(s.gap * 1.6)
	s.paragraph(h.Text, l, s.leading*l.size/s.size, s.tag("H"+strconv.Itoa(level)))
	s.keepWithNext()
}

func (s *setter) list(list document.List) {
	gap := s.gap * 0.75
	if list.Tight {
		gap = s.gap * 0.3
	}
	marks := make([]string, len(list.Items))
	indent := 5.0
	for i := range list.Items {
		marks[i] = "–"
		if list.Ordered {
			marks[i] = strconv.Itoa(list.Start+i) + "."
			indent = max(indent, s.body().face.Width(marks[i], s.size)+2)
		}
	}
	for i, item := range list.Items {
		if i > 0 {
			s.space(gap)
		}
		s.inside("LI", func() { s.item(marks[i], indent, item, gap) })
	}
}

// item sets the mark on the first line of the item's own text.
func (s *setter) item(mark string, indent float64, blocks []document.Block, gap float64) {
	label := s.tag("Lbl")
	from := len(s.atoms)
	s.inside("LBody", func() {
		s.indented(indent, func() {
			for i, b := range blocks {
				if i > 0 {
					s.space(gap)
				}
				s.block(b, false)
			}
		})
	})
	for from < len(s.atoms) && len(s.atoms[from].Texts) == 0 {
		from++
	}
	if from == len(s.atoms) {
		s.emit(atom{Band: Band{Height: s.leading}})
	}
	y := baseline(s.leading, s.size)
	first := &s.atoms[from]
	text := Text{X: s.left, Y: y, Text: mark, Size: s.size, Ink: accent, Tag: label}
	first.Texts = append([]Text{text}, first.Texts...)
}

func (s *setter) quote(q document.Quote) {
	s.emitGap()
	s.bars = append(s.bars, s.left+1)
	s.indented(5, func() {
		for i, b := range q.Blocks {
			if i > 0 {
				s.space(s.gap)
			}
			s.block(b, false)
		}
	})
	s.bars = s.bars[:len(s.bars)-1]
}

// emitGap turns the space asked for into an empty atom, so that the bar of a
// quotation does not run into it.
func (s *setter) emitGap() {
	if s.pending > 0 && len(s.atoms) > 0 {
		s.emit(atom{keep: true})
	}
}

func (s *setter) rule() {
	s.space(s.gap * 1.5)
	a := atom{Band: Band{Height: 1}}
	a.Strokes = []Stroke{{X: s.left, Y: 0.5, Length: s.width, Width: 0.2, Ink: faint}}
	s.emit(a)
}

func (s *setter) totals(t document.Totals) {
	const least, between = 84.0, 8.0
	from, wide := len(s.atoms), least
	for _, l := range t.Lines {
		look := s.totalLook(l)
		asked := look.face.Width(shown(l.Label+l.Amount), look.size)
		wide = max(wide, asked+between+2*cellPad+slack)
	}
	for _, l := range t.Lines {
		s.total(l, min(wide, s.width), between)
	}
	s.holdTogether(from)
}

// total sets one line of totals at the right of the column: its amount under the
// amounts of the table above.
func (s *setter) total(t document.TotalLine, wide, between float64) {
	l := s.totalLook(t)
	leading := s.leading
	right := s.left + s.width
	if t.Strong {
		leading += 1.6
	}
	amount := s.text(t.Amount, l, wide)
	amountWidth := widest(amount)
	labels := s.text(t.Label, l, max(20, wide-amountWidth-between-2*cellPad))
	tag := s.tag("P")
	for i := range max(len(labels), len(amount)) {
		a := atom{Band: Band{Height: leading}}
		if t.Strong && i == 0 {
			a.Strokes = []Stroke{{X: right - wide, Y: 0.1, Length: wide, Width: 0.3, Ink: accent}}
		}
		y := baseline(leading, l.size)
		if i < len(labels) {
			a.line(&labels[i], right-wide+cellPad, y, tag)
		}
		if i < len(amount) {
			a.line(&amount[i], right-cellPad-amount[i].width, y, tag)
		}
		s.emit(a)
	}
}

func (s *setter) totalLook(t document.TotalLine) look {
	l := look{size: s.size - 0.5, ink: black}
	if t.Strong {
		l.face = face.Bold
	}
	return l
}

func widest(lines []line) float64 {
	w := 0.0
	for _, l := range lines {
		w = max(w, l.width)
	}
	return w
}

// holdTogether links the atoms set since from into one that no page divides.
func (s *setter) holdTogether(from int) {
	for i := from; i < len(s.atoms)-1; i++ {
		s.atoms[i].keep = true
	}
}

// bank sets the bank details on a light ground, with a bar of the accent colour.
func (s *setter) bank(b document.BankDetails) {
	const pad = 2.2
	from := len(s.atoms)
	s.space(s.gap * 1.3)
	s.emit(atom{Band: Band{Height: pad}})
	left := s.left
	s.indented(5, func() {
		s.plain("Coordonnées bancaires", look{face: face.Bold, size: s.size - 1.5, ink: accent}, 5, s.tag("P"))
		s.bankLine("Titulaire", b.Holder, face.Regular)
		s.bankLine("IBAN", b.IBAN, face.Bold)
		s.bankLine("BIC", b.BIC, face.Regular)
		s.bankLine("Banque", b.Bank, face.Regular)
		s.bankLine("À rappeler", b.Reference, face.Bold)
	})
	s.emit(atom{Band: Band{Height: pad}})
	s.holdTogether(from)
	s.space(s.gap * 1.8)
	height := 0.0
	for _, a := range s.atoms[from:] {
		height += a.before + a.Height
	}
	first := &s.atoms[from]
	height -= first.before
	first.Strokes = append([]Stroke{
		{X: left, Y: height / 2, Length: s.width, Width: height, Ink: tint},
		{X: left + 0.4, Length: height, Down: true, Width: 0.8, Ink: accent},
	}, first.Strokes...)
}

func (s *setter) bankLine(label, value string, face face.Face) {
	if value == "" {
		return
	}
	const column = 24.0
	tag := s.tag("P")
	from := len(s.atoms)
	s.indented(column, func() {
		s.plain(value, look{face: face, size: s.size - 0.5, ink: black}, s.leading-0.2, tag)
	})
	if from < len(s.atoms) {
		a := &s.atoms[from]
		text := Text{X: s.left, Y: baseline(a.Height, s.size-0.5), Text: label, Size: s.size - 1.5, Ink: grey, Tag: tag}
		a.Texts = append([]Text{text}, a.Texts...)
	}
}

// signature sets the closing, room to sign and the name, all on one page, with
// the end of the paragraph before.
func (s *setter) signature(b document.Signature) {
	s.keepWithNext()
	from := len(s.atoms)
	if b.Closing != "" {
		s.plain(b.Closing, s.body(), s.leading, s.tag("P"))
	}
	room := atom{Band: Band{Height: s.room}}
	if w, h := s.imageBox(b.Image, "la signature", 60, s.room+6); w > 0 {
		room.Height = h + 3
		tag := s.tag("Figure")
		s.tags[tag].Alt = "Signature de " + b.Name
		room.Pictures = []Picture{{X: signatureLeft, Y: 1.5, W: w, H: h, Data: b.Image, Tag: tag}}
	}
	s.emit(room)
	left, width := s.left, s.width
	s.left, s.width = signatureLeft, PageWidth-marginRight-signatureLeft
	s.plain(b.Name, look{face: face.Bold, size: s.size, ink: black}, s.leading, s.tag("P"))
	if b.Role != "" {
		s.plain(b.Role, look{size: s.size - 1, ink: grey}, s.leading-0.4, s.tag("P"))
	}
	s.left, s.width = left, width
	s.holdTogether(from)
	s.space(s.gap * 2)
}

// imageBox is the size in mm at which an image fits in a box, keeping its
// proportions; zero without an image.
func (s *setter) imageBox(data []byte, what string, width, height float64) (w, h float64) {
	if len(data) == 0 {
		return 0, 0
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		s.failf("", "l'image de %s est illisible : il faut un fichier PNG ou JPEG", what)
		return 0, 0
	}
	ratio := float64(c.Height) / float64(c.Width)
	if w, h = width, width*ratio; h > height {
		w, h = height/ratio, height
	}
	return w, h
}

func (s *setter) mentions(paragraphs []string) {
	const size, leading = 8, 3.5
	for i, p := range paragraphs {
		if i > 0 {
			s.space(1)
		}
		s.plain(p, look{size: size, ink: grey}, leading, s.tag("P"))
	}
}

func (s *setter) box(b document.Box) {
	from := len(s.atoms)
	side := boxSide(s.body())
	s.indented(side+2.6, func() { s.paragraph(b.Text, s.body(), s.leading, s.tag("P")) })
	if from == len(s.atoms) {
		s.emit(atom{Band: Band{Height: s.leading}})
	}
	s.atoms[from].square(s.left+0.3, baseline(s.leading, s.size), side)
}

// writeIn sets a label and ruled lines to write on; the first one starts after
// the label when it leaves room.
func (s *setter) writeIn(b document.Lines) {
	const pitch, room, most = 8.0, 40.0, 60
	x := s.left
	if b.Label != "" {
		lines := s.text(b.Label, s.body(), s.width)
		tag := s.tag("P")
		for i := range lines {
			a := atom{Band: Band{Height: s.leading + 1}, keep: true}
			a.line(&lines[i], s.left, baseline(a.Height, s.size), tag)
			s.emit(a)
		}
		if n := len(lines); n > 0 && s.width-lines[n-1].width > room {
			x = s.left + lines[n-1].width + 2
		}
	}
	for i := range min(b.Count, most) {
		if i == 0 && x > s.left {
			last := &s.atoms[len(s.atoms)-1]
			last.ruled(x, baseline(last.Height, s.size)+0.6, s.left+s.width-x)
			continue
		}
		a := atom{Band: Band{Height: pitch}}
		a.ruled(s.left, pitch-0.8, s.width)
		s.emit(a)
	}
	if n := len(s.atoms); n > 0 {
		s.atoms[n-1].keep = false
	}
}

func (b *Band) ruled(x, y, length float64) {
	b.Strokes = append(b.Strokes, Stroke{X: x, Y: y, Length: length, Width: 0.15, Ink: grey})
}
