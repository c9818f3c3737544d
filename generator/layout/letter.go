package layout

import (
	"fmt"
	"strings"

	"relance/generator/document"
	"relance/generator/layout/face"
	"relance/generator/layout/galley"
	"relance/generator/layout/lines"
	"relance/generator/layout/sheet"
)

// The geometry of a letter, in mm. The address stands where every window of a
// DL envelope shows it, whatever the play of the sheet: x 110 to 190, y 55 to
// 79. Nothing else stands in x 95 to 200, y 45 to 92.
const (
	textWidth = sheet.Right - sheet.Left

	windowTop    = 55.0
	windowWidth  = 80.0
	addressPitch = 4.0
	addressLines = 6
	windowBottom = 92.0
	firstFold    = 99.0
	secondFold   = 198.0

	sheetTop        = 16.0
	continuationTop = 25.0
	footNumber      = 3.0 // baseline of the page number in the foot
)

// letterhead sets the top of the first page, down to the text: sender, address,
// references; the date is the first line of the text.
func letterhead(g *galley.Galley, d *document.Document) sheet.Band {
	b := sheet.Band{Height: windowBottom}
	sender(g, &b, d.From)
	address(g, &b, d.To)
	references(g, &b, d)
	for _, y := range [...]float64{firstFold, secondFold} {
		b.Strokes = append(b.Strokes, sheet.Stroke{X: 4, Y: y, Length: 4.5, Width: 0.12, Ink: sheet.Faint})
	}
	g.Opening(d)
	return b
}

// sender sets the name, the address and the contacts above a thin rule.
func sender(g *galley.Galley, b *sheet.Band, from document.Party) {
	const top, size = 13.0, 15.0
	left, logoBottom := sheet.Left, 0.0
	if w, h := g.ImageBox(from.Logo, "l'en-tête", 45, 20); w > 0 {
		tag := g.Tag("Figure")
		g.Tags[tag].Alt = "Logo de " + from.Name
		b.Pictures = append(b.Pictures, sheet.Picture{X: left, Y: top, W: w, H: h, Data: from.Logo, Tag: tag})
		left, logoBottom = left+w+6, top+h
	}
	width := sheet.Right - left
	name := lines.Look{Face: face.Bold, Size: size, Ink: sheet.Accent}
	for name.Size > 9 && name.Face.Width(from.Name, name.Size) > width {
		name.Size -= 0.5
	}
	y := stackText(g, b, from.Name, name, left, top, width, name.Size*0.48)
	small := lines.Look{Size: 8.5, Ink: sheet.Grey}
	for _, group := range [...][]string{from.Lines, from.Contact} {
		y = stackText(g, b, strings.Join(group, "  ·  "), small, left, y, width, 3.9)
	}
	y = max(y, logoBottom) + 2.4
	if y > windowTop-2 {
		g.Failf("", "l'en-tête de « %s » est trop long : il descend dans la fenêtre de l'enveloppe", from.Name)
	}
	b.Strokes = append(b.Strokes, sheet.Stroke{X: sheet.Left, Y: y, Length: textWidth, Width: 0.3, Ink: sheet.Accent})
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

// address sets the addressee in the window.
func address(g *galley.Galley, b *sheet.Band, to []string) {
	size, err := addressSize(to)
	if err != nil {
		g.Failf("", "%s", err)
	}
	for i, text := range to[:min(len(to), addressLines)] {
		y := windowTop + addressPitch*float64(i)
		stackText(g, b, text, lines.Look{Size: size, Ink: sheet.Black}, sheet.Aside, y, windowWidth, addressPitch)
	}
}

// references sets the marks of the post and the references, left of the window;
// above the text when they are many.
func references(g *galley.Galley, b *sheet.Band, d *document.Document) {
	const pitch, most = 4.0, 9
	set := g.References(d)
	n := 0
	for _, r := range set {
		n += len(r)
	}
	if n > most {
		for _, r := range set {
			g.Flow(r, pitch)
		}
		g.Space(4)
		return
	}
	y := windowTop + lines.Baseline(pitch, 10) // on the lines of the address
	for _, r := range set {
		tag := g.Tag("P")
		for i := range r {
			r[i].Draw(b, sheet.Left, y, tag)
			y += pitch
		}
	}
}

// foot is the bottom of every page: the mentions that commercial letters must
// carry. Too long for a foot, they close the text instead.
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
	for i := range set {
		y := top + 1.4 + leading*float64(i) + lines.Baseline(leading, size)
		set[i].Draw(&b, (sheet.Width-set[i].Width)/2, y, sheet.Artifact)
	}
	return b
}

// AddressFits tells whether the lines of an address stand in the window of an
// envelope: six at most, each at most 80 mm wide at 9 points. Its error, in
// French, names the line.
func AddressFits(address []string) error {
	_, err := addressSize(address)
	return err
}

// addressSize is the size, in points, at which every line fits.
func addressSize(address []string) (float64, error) {
	const usual, smallest = 10, 9
	if len(address) > addressLines {
		return smallest, addressError("l'adresse compte %d lignes : la fenêtre de l'enveloppe en montre six", len(address))
	}
	size := float64(usual)
	for _, text := range address {
		switch {
		case face.Regular.Width(lines.Shown(text), smallest) > windowWidth:
			return smallest, addressError("la ligne d'adresse « %s » est trop longue pour la fenêtre de l'enveloppe (%d caractères ; 38 au plus)", text, len([]rune(text)))
		case face.Regular.Width(lines.Shown(text), usual) > windowWidth:
			size = smallest
		}
	}
	return size, nil
}

func addressError(format string, args ...any) error {
	return &Error{Text: fmt.Sprintf(format, args...)}
}
