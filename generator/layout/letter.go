package layout

import (
	"strings"

	"relance/generator/document"
	"relance/generator/layout/envelope"
	"relance/generator/layout/face"
	"relance/generator/layout/galley"
	"relance/generator/layout/lines"
	"relance/generator/layout/sheet"
)

// The geometry of a letter, in mm; the place of the address is the envelope's.
const (
	textWidth = sheet.Right - sheet.Left

	letterTop  = 13.0
	plainTop   = 92.0 // of the text, when no window asks for more
	belowFrame = 2.0  // from what a window exposes to the text
	punchMark  = sheet.Height / 2

	sheetTop        = 16.0
	continuationTop = 25.0
	footNumber      = 3.0 // baseline of the page number in the foot
)

// A top is the first page of a letter above its text, under way.
type top struct {
	*galley.Galley
	sheet.Band
	frame
}

// letterhead sets the top of the first page, down to the text: sender, address,
// references; the date is the first line of the text.
func letterhead(g *galley.Galley, d *document.Document) sheet.Band {
	t := &top{Galley: g, frame: frameOf(envelope.Named(d.Envelope))}
	t.Height = t.textTop
	under := t.sender(d.From)
	t.address(d.To)
	t.references(d, max(t.addressTop, under+3))
	for _, y := range t.folds {
		t.mark(y, 4.5)
	}
	t.mark(punchMark, 7)
	g.Opening(d)
	return t.Band
}

// mark draws a mark at the edge of the sheet: where to fold it, where to punch it.
func (t *top) mark(y, length float64) {
	t.Strokes = append(t.Strokes, sheet.Stroke{X: 4, Y: y, Length: length, Width: 0.12, Ink: sheet.Faint})
}

// sender sets the name, the address and the contacts above a thin rule: across the
// sheet, or left of the window when they come down to it. It returns the ordinate of
// the rule.
func (t *top) sender(from document.Party) float64 {
	wide := *t
	wide.Band = sheet.Band{}
	tags := len(t.Tags)
	bottom := wide.stackSender(from, textWidth)
	if bottom > t.headBottom {
		t.Tags = t.Tags[:tags]
		wide = *t
		wide.Band = sheet.Band{}
		bottom = wide.stackSender(from, t.besideWindow)
	}
	if bottom > t.textTop {
		t.Failf("F028", "abrégez le nom ou l'adresse du créancier, ou prenez un logo moins haut", "l'en-tête de « %s » est trop long : il descend dans le texte des lettres", galley.Begun(from.Name))
	}
	t.Pictures, t.Texts, t.Strokes = wide.Pictures, wide.Texts, append(t.Strokes, wide.Strokes...)
	return bottom
}

// stackSender sets the sender in a width and returns the ordinate of its rule.
func (t *top) stackSender(from document.Party, width float64) float64 {
	const size, besideLogo = 15.0, 60.0
	left, y, logoBottom := sheet.Left, letterTop, 0.0
	if w, h := t.ImageBox(from.Logo, "l'en-tête", 45, 20); w > 0 {
		tag := t.Figure("Logo de " + from.Name)
		t.Pictures = append(t.Pictures, sheet.Picture{X: left, Y: y, W: w, H: h, Data: from.Logo, Tag: tag})
		if width-w-6 >= besideLogo {
			left, logoBottom = left+w+6, y+h
		} else {
			y += h + 2
		}
	}
	room := sheet.Left + width - left
	name := lines.Look{Face: face.Bold, Size: size, Ink: sheet.Accent}
	for name.Size > 9 && name.Face.Width(from.Name, name.Size) > room {
		name.Size -= 0.5
	}
	y = t.stack(from.Name, name, left, y, room, name.Size*0.48)
	small := lines.Look{Size: 8.5, Ink: sheet.Grey}
	for _, group := range [...][]string{from.Lines, from.Contact} {
		y = t.stack(strings.Join(group, "  ·  "), small, left, y, room, 3.9)
	}
	y = max(y, logoBottom) + 2.4
	t.Strokes = append(t.Strokes, sheet.Stroke{X: sheet.Left, Y: y, Length: width, Width: 0.3, Ink: sheet.Accent})
	return y
}

// stack is [stackText] at the top of the first page.
func (t *top) stack(text string, l lines.Look, x, y, width, leading float64) float64 {
	return stackText(t.Galley, &t.Band, text, l, x, y, width, leading)
}

// stackText sets a text at an absolute place and returns the ordinate under it.
func stackText(g *galley.Galley, b *sheet.Band, text string, l lines.Look, x, y, width, leading float64) float64 {
	set := g.Text(text, l, width)
	tag := g.Tag("P")
	for i := range set {
		set[i].Draw(b, x, y+lines.Baseline(leading, l.Size), tag)
		y += leading
	}
	return y
}

// references sets the marks of the post and the references left of the window, from y
// down; above the text when they are too many.
func (t *top) references(d *document.Document, y float64) {
	const pitch = 4.0
	set := t.References(d, t.besideWindow)
	n := 0
	for _, r := range set {
		n += len(r)
	}
	if y+pitch*float64(n) > t.textTop {
		for _, r := range set {
			t.Flow(r, pitch)
		}
		t.Space(4)
		return
	}
	y += lines.Baseline(pitch, 10) // that of the address
	for _, r := range set {
		tag := t.Tag("P")
		for i := range r {
			r[i].Draw(&t.Band, sheet.Left, y, tag)
			y += pitch
		}
	}
}

// foot is the bottom of every page: the mentions that commercial letters must
// carry. Too long for a foot, they close the text instead. Readers that speak say
// them once, after the text.
func foot(g *galley.Galley, d *document.Document) sheet.Band {
	const size, leading, most, below = 7.0, 3.0, 7, 9.0
	var set []lines.Line
	for _, m := range d.From.Mentions {
		set = append(set, g.Text(m, lines.Look{Size: size, Ink: sheet.Grey}, textWidth)...)
	}
	if len(set) > most {
		g.Space(g.Gap * 2)
		g.Mentions(d.From.Mentions)
		set = nil
	}
	b := sheet.Band{Height: footNumber + 3.4 + leading*float64(len(set)) + below}
	if len(set) == 0 {
		return b
	}
	top := footNumber + 1.6
	b.Strokes = []sheet.Stroke{{X: sheet.Left, Y: top, Length: textWidth, Width: 0.15, Ink: sheet.Faint}}
	tag := g.Tag("P")
	for i := range set {
		y := top + 1.4 + leading*float64(i) + lines.Baseline(leading, size)
		set[i].Draw(&b, (sheet.Width-set[i].Width)/2, y, tag)
	}
	return b
}
