package galley

import (
	"strconv"
	"strings"

	"relance/generator/document"
	"relance/generator/layout/face"
	"relance/generator/layout/lines"
	"relance/generator/layout/picture"
	"relance/generator/layout/sheet"
)

func (g *Galley) body() lines.Look {
	return lines.Look{Face: face.Regular, Size: g.Size, Ink: sheet.Black}
}

// Blocks sets blocks; those that only the site shows are faults (E110).
func (g *Galley) Blocks(blocks []document.Block) {
	signing, from := signingPart(blocks), 0
	for i, b := range blocks {
		if i == signing {
			g.keepWithNext() // nobody signs a page without a word of what is signed
			from = max(0, len(g.Atoms)-1)
		}
		if i > 0 && isBox(b) && isBox(blocks[i-1]) {
			g.Space(g.Gap / 2)
		} else {
			g.Space(g.Gap)
		}
		g.block(b, i > 0 && isTable(blocks[i-1]))
	}
	if signing > 0 {
		g.holdTogether(from)
	}
}

// signingPart is where the end of a document begins that is filled in by hand, a heading
// above room to write; 0 when there is none.
func signingPart(blocks []document.Block) int {
	at := len(blocks) - 1
	for at > 0 && isLines(blocks[at]) {
		at--
	}
	if at <= 0 || at == len(blocks)-1 {
		return 0
	}
	if _, heading := blocks[at].(document.Heading); !heading {
		return 0
	}
	return at
}

func isLines(b document.Block) bool {
	_, ok := b.(document.Lines)
	return ok
}

func isBox(b document.Block) bool {
	_, ok := b.(document.Box)
	return ok
}

func isTable(b document.Block) bool {
	_, ok := b.(document.Table)
	return ok
}

func (g *Galley) block(b document.Block, afterTable bool) {
	switch b := b.(type) {
	case document.Heading:
		g.heading(b)
	case document.Paragraph:
		g.prose(b.Text)
		if b.Keep || announces(document.Plain(b.Text)) {
			g.keepWithNext()
		}
	case document.List:
		g.inside("L", func() { g.list(b) })
	case document.Table:
		g.inside("Table", func() { g.table(b) })
	case document.Quote:
		g.inside("BlockQuote", func() { g.quote(b) })
	case document.Rule:
		g.rule()
	case document.Totals:
		if afterTable {
			g.keepWithNext()
		}
		g.totals(b)
	case document.BankDetails:
		g.bank(b)
	case document.Signature:
		g.signature(b)
	case document.Mentions:
		g.Mentions(b.Paragraphs)
	case document.Box:
		g.box(b)
	case document.Lines:
		g.writeIn(b)
	case document.PageBreak:
		g.fresh = len(g.Atoms) > 0
	case document.Callout:
		g.siteOnly("un encadré")
	case document.Details:
		g.siteOnly("une partie repliée")
	case document.Task:
		g.siteOnly("une tâche à cocher")
	}
}

// announces tells whether a text ends on a colon: what it announces must follow it.
func announces(text string) bool { return strings.HasSuffix(strings.TrimSpace(text), ":") }

func (g *Galley) siteOnly(what string) {
	g.Failf("E110", "retirez-la, ou placez-la dans une page du guide", "%s ne peut figurer que dans le guide, pas dans une lettre", what)
}

func (g *Galley) heading(h document.Heading) {
	level := min(max(h.Level, 1), 6)
	l := lines.Look{Face: face.Bold, Size: g.Size, Ink: sheet.Accent}
	switch level {
	case 1:
		l.Size += 2.5
	case 2:
		l.Size += 1
	case 5, 6:
		l.Face = face.BoldItalic
	}
	g.Space(g.Gap * 1.6)
	g.depth = min(level, g.depth+1) // no level of the structure may be jumped
	g.paragraph(h.Text, l, g.Leading*l.Size/g.Size, g.Tag("H"+strconv.Itoa(g.depth)))
	g.keepWithNext()
}

func (g *Galley) list(list document.List) {
	g.Tags[g.parent].Ordered = list.Ordered
	gap := g.Gap * 0.75
	if list.Tight {
		gap = g.Gap * 0.3
	}
	marks := make([]string, len(list.Items))
	indent := 5.0
	for i := range list.Items {
		marks[i] = "–"
		if list.Ordered {
			marks[i] = strconv.Itoa(list.Start+i) + "."
			indent = max(indent, g.body().Face.Width(marks[i], g.Size)+2)
		}
	}
	for i, item := range list.Items {
		if i > 0 {
			g.Space(gap)
		}
		g.inside("LI", func() { g.item(marks[i], indent, item, gap) })
	}
}

// item sets the mark on the first line of the item's own text.
func (g *Galley) item(mark string, indent float64, blocks []document.Block, gap float64) {
	label := g.Tag("Lbl")
	from := len(g.Atoms)
	g.inside("LBody", func() {
		g.indented(indent, func() {
			for i, b := range blocks {
				if i > 0 {
					g.Space(gap)
				}
				g.block(b, false)
			}
		})
	})
	for from < len(g.Atoms) && len(g.Atoms[from].Texts) == 0 {
		from++
	}
	if from == len(g.Atoms) {
		g.emit(Atom{Band: sheet.Band{Height: g.Leading}})
	}
	y := lines.Baseline(g.Leading, g.Size)
	first := &g.Atoms[from]
	text := sheet.Text{X: g.left, Y: y, Text: mark, Size: g.Size, Ink: sheet.Accent, Tag: label}
	first.Texts = append([]sheet.Text{text}, first.Texts...)
}

func (g *Galley) quote(q document.Quote) {
	g.emitGap()
	g.bars = append(g.bars, g.left+1)
	g.indented(5, func() {
		for i, b := range q.Blocks {
			if i > 0 {
				g.Space(g.Gap)
			}
			g.block(b, false)
		}
	})
	g.bars = g.bars[:len(g.bars)-1]
}

// emitGap turns the space asked for into an empty atom, so that the bar of a
// quotation does not run into it.
func (g *Galley) emitGap() {
	if g.pending > 0 && len(g.Atoms) > 0 {
		g.emit(Atom{Keep: true})
	}
}

func (g *Galley) rule() {
	g.Space(g.Gap * 1.5)
	a := Atom{Band: sheet.Band{Height: 1}}
	a.Strokes = []sheet.Stroke{{X: g.left, Y: 0.5, Length: g.width, Width: 0.2, Ink: sheet.Faint}}
	g.emit(a)
}

func (g *Galley) totals(t document.Totals) {
	const least, between = 84.0, 8.0
	from, wide := len(g.Atoms), least
	for _, l := range t.Lines {
		look := g.totalLook(l)
		asked := look.Face.Width(lines.Shown(l.Label+l.Amount), look.Size)
		wide = max(wide, asked+between+2*cellPad+slack)
	}
	for _, l := range t.Lines {
		g.total(l, min(wide, g.width), between)
	}
	g.holdTogether(from)
}

// total sets one line of totals at the right of the column: its amount under the
// amounts of the table above.
func (g *Galley) total(t document.TotalLine, wide, between float64) {
	l := g.totalLook(t)
	leading := g.Leading
	right := g.left + g.width
	if t.Strong {
		leading += 1.6
	}
	amount := g.Text(t.Amount, l, wide)
	amountWidth := widest(amount)
	labels := g.Text(t.Label, l, max(20, wide-amountWidth-between-2*cellPad))
	tag := g.Tag("P")
	for i := range max(len(labels), len(amount)) {
		a := Atom{Band: sheet.Band{Height: leading}}
		if t.Strong && i == 0 {
			a.Strokes = []sheet.Stroke{{X: right - wide, Y: 0.1, Length: wide, Width: 0.3, Ink: sheet.Accent}}
		}
		y := lines.Baseline(leading, l.Size)
		if i < len(labels) {
			labels[i].Draw(&a.Band, right-wide+cellPad, y, tag)
		}
		if i < len(amount) {
			amount[i].Draw(&a.Band, right-cellPad-amount[i].Width, y, tag)
		}
		g.emit(a)
	}
}

func (g *Galley) totalLook(t document.TotalLine) lines.Look {
	l := lines.Look{Size: g.Size - 0.5, Ink: sheet.Black}
	if t.Strong {
		l.Face = face.Bold
	}
	return l
}

func widest(set []lines.Line) float64 {
	w := 0.0
	for _, l := range set {
		w = max(w, l.Width)
	}
	return w
}

// holdTogether links the atoms set since from into one that no page divides.
func (g *Galley) holdTogether(from int) {
	for i := from; i < len(g.Atoms)-1; i++ {
		g.Atoms[i].Keep = true
	}
}

// bank sets the bank details on a light ground, with a bar of the accent colour.
func (g *Galley) bank(b document.BankDetails) {
	const pad = 2.2
	from := len(g.Atoms)
	g.Space(g.Gap * 1.3)
	g.emit(Atom{Band: sheet.Band{Height: pad}})
	left := g.left
	g.indented(5, func() {
		g.plain("Coordonnées bancaires", lines.Look{Face: face.Bold, Size: g.Size - 1.5, Ink: sheet.Accent}, 5, g.Tag("P"))
		g.bankLine("Titulaire", b.Holder, face.Regular)
		g.bankLine("IBAN", b.IBAN, face.Bold)
		g.bankLine("BIC", b.BIC, face.Regular)
		g.bankLine("Banque", b.Bank, face.Regular)
		g.bankLine("À rappeler", b.Reference, face.Bold)
	})
	g.emit(Atom{Band: sheet.Band{Height: pad}})
	g.holdTogether(from)
	g.Space(g.Gap * 1.8)
	height := 0.0
	for _, a := range g.Atoms[from:] {
		height += a.Before + a.Height
	}
	first := &g.Atoms[from]
	height -= first.Before
	first.Strokes = append([]sheet.Stroke{
		{X: left, Y: height / 2, Length: g.width, Width: height, Ink: sheet.Tint},
		{X: left + 0.4, Length: height, Down: true, Width: 0.8, Ink: sheet.Accent},
	}, first.Strokes...)
}

func (g *Galley) bankLine(label, value string, f face.Face) {
	if value == "" {
		return
	}
	const column = 24.0
	tag := g.Tag("P")
	from := len(g.Atoms)
	g.indented(column, func() {
		g.plain(value, lines.Look{Face: f, Size: g.Size - 0.5, Ink: sheet.Black}, g.Leading-0.2, tag)
	})
	if from < len(g.Atoms) {
		a := &g.Atoms[from]
		text := sheet.Text{X: g.left, Y: lines.Baseline(a.Height, g.Size-0.5), Text: label, Size: g.Size - 1.5, Ink: sheet.Grey, Tag: tag}
		a.Texts = append([]sheet.Text{text}, a.Texts...)
	}
}

// keepBefore holds the last lines of the text on the page of what is set next.
func (g *Galley) keepBefore(lines int) {
	if g.fresh {
		return
	}
	for i := range g.Atoms[max(0, len(g.Atoms)-lines):] {
		g.Atoms[len(g.Atoms)-1-i].Keep = true
	}
}

// signature sets the closing, room to sign and the name, all on one page, with
// the end of the text before: a signature alone on a sheet could be anybody's.
func (g *Galley) signature(b document.Signature) {
	g.keepBefore(3)
	from := len(g.Atoms)
	if b.Closing != "" {
		g.plain(b.Closing, g.body(), g.Leading, g.Tag("P"))
	}
	room := Atom{Band: sheet.Band{Height: g.Room}}
	if w, h := g.ImageBox(b.Image, "la signature", 60, g.Room+6); w > 0 {
		room.Height = h + 3
		tag := g.Figure("Signature de " + b.Name)
		room.Pictures = []sheet.Picture{{X: sheet.Aside, Y: 1.5, W: w, H: h, Data: b.Image, Tag: tag}}
	}
	g.emit(room)
	left, width := g.left, g.width
	g.left, g.width = sheet.Aside, sheet.Right-sheet.Aside
	g.plain(b.Name, lines.Look{Face: face.Bold, Size: g.Size, Ink: sheet.Black}, g.Leading, g.Tag("P"))
	if b.Role != "" {
		g.plain(b.Role, lines.Look{Size: g.Size - 1, Ink: sheet.Grey}, g.Leading-0.4, g.Tag("P"))
	}
	g.left, g.width = left, width
	g.holdTogether(from)
	g.Space(g.Gap * 2)
}

// ImageBox is the size in mm at which an image fits in a box, keeping its
// proportions; zero without an image.
func (g *Galley) ImageBox(data []byte, what string, width, height float64) (w, h float64) {
	if len(data) == 0 {
		return 0, 0
	}
	across, down, err := picture.Size(data)
	if err != nil {
		g.Failf("F034", "remplacez le fichier, ou supprimez la ligne qui le nomme", "l'image de %s ne peut pas être imprimée : %s", what, err)
		return 0, 0
	}
	ratio := float64(down) / float64(across)
	if w, h = width, width*ratio; h > height {
		w, h = height/ratio, height
	}
	return w, h
}

func (g *Galley) Mentions(paragraphs []string) {
	const size, leading = 8, 3.5
	for i, p := range paragraphs {
		if i > 0 {
			g.Space(1)
		}
		g.plain(p, lines.Look{Size: size, Ink: sheet.Grey}, leading, g.Tag("P"))
		if i < len(paragraphs)-1 && announces(p) {
			g.keepWithNext()
		}
	}
}

func (g *Galley) box(b document.Box) {
	from := len(g.Atoms)
	side := g.body().BoxSide()
	g.indented(side+2.6, func() { g.paragraph(b.Text, g.body(), g.Leading, g.Tag("P")) })
	if from == len(g.Atoms) {
		g.emit(Atom{Band: sheet.Band{Height: g.Leading}})
	}
	g.Atoms[from].Square(g.left+0.3, lines.Baseline(g.Leading, g.Size), side)
}

// writeIn sets a label and ruled lines to write on; the first one starts after
// the label when it leaves room.
func (g *Galley) writeIn(b document.Lines) {
	const pitch, room, most = 8.0, 40.0, 60
	x := g.left
	if b.Label != "" {
		label := g.Text(b.Label, g.body(), g.width)
		tag := g.Tag("P")
		for i := range label {
			a := Atom{Band: sheet.Band{Height: g.Leading + 1}, Keep: true}
			label[i].Draw(&a.Band, g.left, lines.Baseline(a.Height, g.Size), tag)
			g.emit(a)
		}
		if n := len(label); n > 0 && g.width-label[n-1].Width > room {
			x = g.left + label[n-1].Width + 2
		}
	}
	for i := range min(b.Count, most) {
		if i == 0 && x > g.left {
			last := &g.Atoms[len(g.Atoms)-1]
			last.ruled(x, lines.Baseline(last.Height, g.Size)+0.6, g.left+g.width-x)
			continue
		}
		a := Atom{Band: sheet.Band{Height: pitch}}
		a.ruled(g.left, pitch-0.8, g.width)
		g.emit(a)
	}
	if n := len(g.Atoms); n > 0 {
		g.Atoms[n-1].Keep = false
	}
}

func (a *Atom) ruled(x, y, length float64) {
	a.Strokes = append(a.Strokes, sheet.Stroke{X: x, Y: y, Length: length, Width: 0.15, Ink: sheet.Grey})
}
