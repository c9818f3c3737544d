package layout

import (
	"fmt"

	"relance/generator/document"
	"relance/generator/layout/face"
)

// Lay sets a letter or a sheet on pages. Its errors, in French, are those of the
// text: a character that cannot be printed, an address too long for the window,
// an image that cannot be read, a block that only the site can show (E110).
func Lay(d *document.Document) (*Sheets, error) {
	sheets, err := lay(d, roomy)
	if err != nil || len(sheets.Pages) == 1 {
		return sheets, err
	}
	// A page spared is worth lines a little closer: a letter that ends with its
	// signature alone on a second sheet looks like an accident.
	closer, err := lay(d, tight)
	if err == nil && len(closer.Pages) < len(sheets.Pages) {
		return closer, nil
	}
	return sheets, nil
}

// A rhythm is the sizes and the spaces of the text.
type rhythm struct {
	size    float64 // points
	leading float64 // mm from line to line
	gap     float64 // mm between paragraphs
	room    float64 // mm left for a handwritten signature
}

var (
	roomy = rhythm{size: 10.5, leading: 5.0, gap: 2.7, room: 17}
	tight = rhythm{size: 10, leading: 4.6, gap: 2.1, room: 13}
)

func lay(d *document.Document, r rhythm) (*Sheets, error) {
	s := &setter{rhythm: r, left: marginLeft, width: textWidth}
	s.tags = append(s.tags, Tag{Role: "Document"})
	var first Band
	if d.Kind == document.Letter {
		first = s.letterhead(d)
	} else {
		first = Band{Height: sheetTop}
		s.sheetHead(d)
	}
	s.blocks(d.Body)
	s.enclosures(d.Enclosures)
	foot := s.foot(d)
	if s.err != nil {
		return nil, s.err
	}
	return &Sheets{Pages: s.paginate(first, foot, d), Tags: s.tags}, nil
}

// A setter sets blocks one after the other in a column.
type setter struct {
	breaker
	rhythm
	tags        []Tag
	parent      int // tag of the element under way
	left, width float64
	bars        []float64 // abscissas of the bars of quotations
	atoms       []atom
	pending     float64 // space asked before the next atom
	fresh       bool    // the next atom starts a page
}

// An atom is a band that no page divides.
type atom struct {
	Band
	before float64 // space above, dropped at the top of a page
	keep   bool    // stays on the page of the next atom
	fresh  bool    // starts a page
	head   []atom  // rows repeated above it when it comes first on a page
}

func (s *setter) tag(role string) int {
	s.tags = append(s.tags, Tag{Role: role, Parent: s.parent})
	return len(s.tags) - 1
}

// inside sets what f sets as children of a new element.
func (s *setter) inside(role string, f func()) {
	outer := s.parent
	s.parent = s.tag(role)
	f()
	s.parent = outer
}

// indented sets what f sets in a narrower column, as long as it stays legible.
func (s *setter) indented(by float64, f func()) {
	const legible = 40 // mm
	by = min(by, max(0, s.width-legible))
	s.left += by
	s.width -= by
	f()
	s.left -= by
	s.width += by
}

// space asks for at least that much above what comes next.
func (s *setter) space(mm float64) { s.pending = max(s.pending, mm) }

func (s *setter) emit(a atom) {
	a.before, a.fresh = s.pending, s.fresh
	s.pending, s.fresh = 0, false
	if len(s.bars) > 0 && a.before > 0 {
		spacer := atom{Band: Band{Height: a.before}, keep: true, fresh: a.fresh}
		s.barred(&spacer)
		s.atoms = append(s.atoms, spacer)
		a.before, a.fresh = 0, false
	}
	s.barred(&a)
	s.atoms = append(s.atoms, a)
}

func (s *setter) barred(a *atom) {
	for _, x := range s.bars {
		a.Strokes = append(a.Strokes, Stroke{X: x, Length: a.Height, Down: true, Width: 0.5, Ink: faint})
	}
}

// keepWithNext holds the last atom on the page of what is set next.
func (s *setter) keepWithNext() {
	if n := len(s.atoms); n > 0 && !s.fresh {
		s.atoms[n-1].keep = true
	}
}

// paragraph sets spans in the column, one atom a line, never one line alone at
// the foot or at the head of a page.
func (s *setter) paragraph(spans []document.Span, l look, leading float64, tag int) {
	lines := s.lines(spans, l, s.width)
	for i := range lines {
		a := atom{Band: Band{Height: leading}}
		a.line(&lines[i], s.left, baseline(leading, l.size), tag)
		a.keep = len(lines) > 1 && (i == 0 || i == len(lines)-2)
		s.emit(a)
	}
}

func (s *setter) plain(text string, l look, leading float64, tag int) {
	s.paragraph([]document.Span{{Text: text}}, l, leading, tag)
}

// baseline centres the letters in a line of a height in mm.
func baseline(height, size float64) float64 {
	mm := size * face.Point
	return (height-(face.Ascent+face.Descent)*mm)/2 + face.Ascent*mm
}

// line draws a line of text from x, on a baseline.
func (b *Band) line(l *line, x, y float64, tag int) {
	for i := range l.fragments {
		f := &l.fragments[i]
		if f.look.box {
			b.square(x+f.x, y, boxSide(f.look))
			continue
		}
		b.Texts = append(b.Texts, Text{
			X: x + f.x, Y: y - f.look.rise, Text: f.text,
			Face: f.look.face, Size: f.look.size, Ink: f.look.ink, Link: f.look.link, Tag: tag,
		})
		if f.look.strike {
			b.Strokes = append(b.Strokes, Stroke{
				X: x + f.x, Y: y - 0.27*f.look.size*face.Point, Length: f.width, Width: 0.25, Ink: f.look.ink,
			})
		}
	}
}

// square draws an empty tick box that stands on the baseline.
func (b *Band) square(x, y, side float64) {
	const pen = 0.25
	b.Strokes = append(b.Strokes,
		Stroke{X: x, Y: y - side, Length: side, Width: pen, Ink: grey},
		Stroke{X: x, Y: y, Length: side, Width: pen, Ink: grey},
		Stroke{X: x, Y: y - side, Length: side, Down: true, Width: pen, Ink: grey},
		Stroke{X: x + side, Y: y - side, Length: side, Down: true, Width: pen, Ink: grey})
}

// end draws a short text that ends at x.
func (b *Band) end(text string, l look, x, y float64, tag int) {
	b.Texts = append(b.Texts, Text{
		X: x - l.face.Width(text, l.size), Y: y, Text: text, Face: l.face, Size: l.size, Ink: l.ink, Tag: tag,
	})
}

func (s *setter) failf(code, format string, args ...any) {
	if s.err == nil {
		s.err = &Error{Code: code, Text: fmt.Sprintf(format, args...)}
	}
}
