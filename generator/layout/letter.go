package layout

import (
	"fmt"
	"strings"

	"relance/generator/document"
	"relance/generator/layout/face"
)

// The geometry of a letter, in mm. The address stands where every window of a
// DL envelope shows it, whatever the play of the sheet: x 110 to 190, y 55 to
// 79. Nothing else stands in x 95 to 200, y 45 to 92.
const (
	marginLeft  = 22.0
	marginRight = 22.0
	textWidth   = PageWidth - marginLeft - marginRight

	windowLeft    = 110.0
	windowTop     = 55.0
	windowWidth   = 80.0
	addressPitch  = 4.0
	addressLines  = 6
	windowBottom  = 92.0
	headBottom    = 45.0
	sideWidth     = 70.0 // of the references, left of the window
	signatureLeft = windowLeft
	firstFold     = 99.0
	secondFold    = 198.0

	sheetTop        = 16.0
	continuationTop = 25.0
	footNumber      = 3.0 // baseline of the page number in the foot
)

// letterhead sets the top of the first page, down to the text: sender, address,
// references; the date is the first line of the text.
func (s *setter) letterhead(d *document.Document) Band {
	b := Band{Height: windowBottom}
	s.sender(&b, d.From)
	s.address(&b, d.To)
	s.references(&b, d)
	for _, y := range [...]float64{firstFold, secondFold} {
		b.Strokes = append(b.Strokes, Stroke{X: 4, Y: y, Length: 4.5, Width: 0.12, Ink: faint})
	}
	s.dateAndSubject(d)
	return b
}

// sender sets the name, the address and the contacts above a thin rule.
func (s *setter) sender(b *Band, from document.Party) {
	const top, size = 13.0, 15.0
	left, logoBottom := marginLeft, 0.0
	if w, h := s.imageBox(from.Logo, "l'en-tête", 45, 20); w > 0 {
		tag := s.tag("Figure")
		s.tags[tag].Alt = "Logo de " + from.Name
		b.Pictures = append(b.Pictures, Picture{X: left, Y: top, W: w, H: h, Data: from.Logo, Tag: tag})
		left, logoBottom = left+w+6, top+h
	}
	width := PageWidth - marginRight - left
	name := look{face: face.Bold, size: size, ink: accent}
	for name.size > 9 && name.face.Width(from.Name, name.size) > width {
		name.size -= 0.5
	}
	y := s.stackText(b, from.Name, name, left, top, width, name.size*0.48)
	small := look{size: 8.5, ink: grey}
	for _, group := range [...][]string{from.Lines, from.Contact} {
		y = s.stackText(b, strings.Join(group, "  ·  "), small, left, y, width, 3.9)
	}
	y = max(y, logoBottom) + 2.4
	if y > windowTop-2 {
		s.failf("", "l'en-tête de « %s » est trop long : il descend dans la fenêtre de l'enveloppe", from.Name)
	}
	b.Strokes = append(b.Strokes, Stroke{X: marginLeft, Y: y, Length: textWidth, Width: 0.3, Ink: accent})
}

// stackText sets a text at an absolute place and returns the ordinate under it.
func (s *setter) stackText(b *Band, text string, l look, x, y, width, leading float64) float64 {
	lines := s.text(text, l, width)
	tag := s.tag("P")
	for i := range lines {
		b.line(&lines[i], x, y+baseline(leading, l.size), tag)
		y += leading
	}
	return y
}

// address sets the addressee in the window.
func (s *setter) address(b *Band, to []string) {
	size, err := addressSize(to)
	if err != nil && s.err == nil {
		s.err = err
	}
	for i, text := range to[:min(len(to), addressLines)] {
		y := windowTop + addressPitch*float64(i)
		s.stackText(b, text, look{size: size, ink: black}, windowLeft, y, windowWidth, addressPitch)
	}
}

// references sets the marks of the post and the references, left of the window;
// above the text when they are many.
func (s *setter) references(b *Band, d *document.Document) {
	const pitch, most = 4.0, 9
	set := s.referenceLines(d)
	n := 0
	for _, lines := range set {
		n += len(lines)
	}
	if n > most {
		for _, lines := range set {
			s.flow(lines, pitch)
		}
		s.space(4)
		return
	}
	y := windowTop + baseline(pitch, 10) // on the lines of the address
	for _, lines := range set {
		tag := s.tag("P")
		for i := range lines {
			b.line(&lines[i], marginLeft, y, tag)
			y += pitch
		}
	}
}

// referenceLines sets each mark and each reference; an empty line parts them.
func (s *setter) referenceLines(d *document.Document) [][]line {
	var set [][]line
	for _, m := range d.Marks {
		set = append(set, s.balanced(m, look{face: face.Bold, size: 9, ink: black}, sideWidth))
	}
	if len(d.Marks) > 0 && len(d.Refs) > 0 {
		set = append(set, []line{{}})
	}
	for _, r := range d.Refs {
		set = append(set, s.lines([]document.Span{
			{Text: r.Label + "\u00A0: "}, {Text: r.Value, Style: document.Bold},
		}, look{size: 8.5, ink: grey}, sideWidth))
	}
	return set
}

// flow sets lines in the text, one atom each.
func (s *setter) flow(lines []line, pitch float64) {
	tag := s.tag("P")
	for i := range lines {
		a := atom{Band: Band{Height: pitch}}
		a.line(&lines[i], s.left, baseline(pitch, 9), tag)
		s.emit(a)
	}
}

func (s *setter) dateAndSubject(d *document.Document) {
	left, width := s.left, s.width
	s.left, s.width = windowLeft, PageWidth-marginRight-windowLeft
	s.plain(d.Place, s.body(), s.leading, s.tag("P"))
	s.left, s.width = left, width
	s.space(7)
	s.subject(d.Subject)
	s.space(5)
}

func (s *setter) subject(text string) {
	if text == "" {
		return
	}
	const label = "Objet\u00A0: "
	if !strings.HasPrefix(text, "Objet") {
		text = label + text
	}
	s.plain(text, look{face: face.Bold, size: s.size, ink: black}, s.leading, s.tag("H1"))
	s.keepWithNext()
}

// sheetHead sets the title of an internal page.
func (s *setter) sheetHead(d *document.Document) {
	s.plain(strings.Join(nonEmpty(d.From.Name, d.Place), "  ·  "), look{size: 8.5, ink: grey}, 4.4, s.tag("P"))
	s.space(1.5)
	s.plain(d.Title, look{face: face.Bold, size: 16, ink: accent}, 7.4, s.tag("H1"))
	if d.Subject != "" && d.Subject != d.Title {
		s.plain(d.Subject, look{face: face.Bold, size: s.size, ink: black}, s.leading, s.tag("P"))
	}
	s.space(2)
	s.emit(atom{Band: Band{Height: 0.4, Strokes: []Stroke{
		{X: s.left, Y: 0.2, Length: s.width, Width: 0.3, Ink: accent}}}})
	s.space(2.4)
	s.plain(strings.Join(d.To, "  ·  "), look{face: face.Bold, size: s.size, ink: black}, s.leading, s.tag("P"))
	s.space(0.6)
	for _, lines := range s.referenceLines(d) {
		s.flow(lines, 4.4)
	}
	s.space(s.gap * 1.5)
}

func nonEmpty(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// enclosures lists what comes with the letter, on the page of the signature when
// they are few.
func (s *setter) enclosures(names []string) {
	if len(names) == 0 {
		return
	}
	const few, indent = 6, 11.0
	l := look{size: s.size - 1.5, ink: black}
	if len(names) <= few {
		s.keepWithNext()
	}
	s.space(s.gap * 1.6)
	from, label := len(s.atoms), s.tag("P")
	s.indented(indent, func() {
		for _, n := range names {
			s.plain(n, l, s.leading-0.7, s.tag("P"))
		}
	})
	if from == len(s.atoms) {
		return
	}
	if len(names) <= few {
		s.holdTogether(from)
	}
	first := &s.atoms[from]
	text := Text{X: s.left, Y: baseline(first.Height, l.size), Text: "P.\u00A0J.\u00A0:", Face: face.Bold, Size: l.size, Ink: black, Tag: label}
	first.Texts = append([]Text{text}, first.Texts...)
}

// foot is the bottom of every page: the mentions that commercial letters must
// carry. Too long for a foot, they close the text instead.
func (s *setter) foot(d *document.Document) Band {
	const size, leading, most, below = 7.0, 3.0, 7, 9.0
	var lines []line
	for _, m := range d.From.Mentions {
		lines = append(lines, s.text(m, look{size: size, ink: grey}, textWidth)...)
	}
	if len(lines) > most {
		s.space(s.gap * 2)
		s.mentions(d.From.Mentions)
		lines = nil
	}
	b := Band{Height: footNumber + 3.4 + leading*float64(len(lines)) + below}
	if len(lines) == 0 {
		return b
	}
	top := footNumber + 1.6
	b.Strokes = []Stroke{{X: marginLeft, Y: top, Length: textWidth, Width: 0.15, Ink: faint}}
	for i := range lines {
		y := top + 1.4 + leading*float64(i) + baseline(leading, size)
		b.line(&lines[i], (PageWidth-lines[i].width)/2, y, Artifact)
	}
	return b
}

// AddressFits tells whether the lines of an address stand in the window of an
// envelope: six at most, each at most 80 mm wide at 9 points. Its error, in
// French, names the line.
func AddressFits(lines []string) error {
	_, err := addressSize(lines)
	return err
}

// addressSize is the size, in points, at which every line fits.
func addressSize(lines []string) (float64, error) {
	const usual, smallest = 10, 9
	if len(lines) > addressLines {
		return smallest, addressError("l'adresse compte %d lignes : la fenêtre de l'enveloppe en montre six", len(lines))
	}
	size := float64(usual)
	for _, text := range lines {
		switch {
		case face.Regular.Width(shown(text), smallest) > windowWidth:
			return smallest, addressError("la ligne d'adresse « %s » est trop longue pour la fenêtre de l'enveloppe (%d caractères ; 38 au plus)", text, len([]rune(text)))
		case face.Regular.Width(shown(text), usual) > windowWidth:
			size = smallest
		}
	}
	return size, nil
}

// shown is the text as it will be printed.
func shown(text string) string {
	return strings.ReplaceAll(strings.Map(printed, text), string(noBreakHyphen), "-")
}

func addressError(format string, args ...any) error {
	return &Error{Text: fmt.Sprintf(format, args...)}
}
