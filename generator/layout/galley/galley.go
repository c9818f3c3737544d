// Package galley sets the text of a document in one column of no fixed length, as
// printers did before they cut it into pages.
package galley

import (
	"fmt"

	"relance/generator/document"
	"relance/generator/layout/lines"
	"relance/generator/layout/sheet"
)

// A Rhythm is the sizes and the spaces of the text.
type Rhythm struct {
	Size    float64 // points
	Leading float64 // mm from line to line
	Gap     float64 // mm between paragraphs
	Room    float64 // mm left for a handwritten signature
	Justify bool    // the text is flush right too
}

// A Galley (placard) is a column under way: what is set goes under what is set
// already. Its breaker sets the lines that stand elsewhere too.
type Galley struct {
	lines.Breaker
	Rhythm
	Atoms []Atom
	Tags  []sheet.Tag // the structure; the first one is its root

	err         error
	parent      int // tag of the element under way
	depth       int // level of the last heading
	left, width float64
	bars        []float64 // abscissas of the bars of quotations
	pending     float64   // space asked before the next atom
	fresh       bool      // the next atom starts a page
}

// New is an empty galley, as wide as the text of a sheet.
func New(r Rhythm) *Galley {
	return &Galley{Rhythm: r, Tags: []sheet.Tag{{Role: "Document"}}, left: sheet.Left, width: sheet.Right - sheet.Left}
}

// An Atom is a band that no page divides.
type Atom struct {
	sheet.Band
	Before float64 // space above, in mm, dropped at the top of a page
	Keep   bool    // stays on the page of the next atom
	Fresh  bool    // starts a page
	Head   []Atom  // rows repeated above it when it comes first on a page
}

// An Error is a reason why a document cannot be set, and what to do, in French. Code
// is that of the list of codes.
type Error struct{ Code, Text, Hint string }

func (e *Error) Error() string { return e.Text }

// Err is the first fault found, an [*Error]; nil when there is none.
func (g *Galley) Err() error {
	if err := g.Breaker.Err(); g.err == nil && err != nil {
		return &Error{"E116", err.Error(), "remplacez ce caractère"}
	}
	return g.err
}

// Failf records a fault and its remedy, unless there is one already.
func (g *Galley) Failf(code, hint, format string, args ...any) {
	if g.Err() == nil {
		g.err = &Error{code, fmt.Sprintf(format, args...), hint}
	}
}

// Begun is a text, or its beginning when it is too long to be quoted whole.
func Begun(text string) string {
	const most = 80 // characters
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// Tag adds an element to the structure, inside the one under way, and returns its
// index.
func (g *Galley) Tag(role string) int {
	g.Tags = append(g.Tags, sheet.Tag{Role: role, Parent: int32(g.parent)})
	return len(g.Tags) - 1
}

// Figure is a [Galley.Tag] for an image, with the words that stand for it.
func (g *Galley) Figure(alt string) int {
	tag := g.Tag("Figure")
	g.Tags[tag].Figure = &sheet.Figure{Alt: alt}
	return tag
}

// inside sets what f sets as children of a new element.
func (g *Galley) inside(role string, f func()) {
	outer := g.parent
	g.parent = g.Tag(role)
	f()
	g.parent = outer
}

// indented sets what f sets in a narrower column, as long as it stays legible.
func (g *Galley) indented(by float64, f func()) {
	const legible = 40 // mm
	by = min(by, max(0, g.width-legible))
	g.left += by
	g.width -= by
	f()
	g.left -= by
	g.width += by
}

// Space asks for at least that much above what comes next.
func (g *Galley) Space(mm float64) { g.pending = max(g.pending, mm) }

func (g *Galley) emit(a Atom) {
	a.Before, a.Fresh = g.pending, g.fresh
	g.pending, g.fresh = 0, false
	if len(g.bars) > 0 && a.Before > 0 {
		spacer := Atom{Band: sheet.Band{Height: a.Before}, Keep: true, Fresh: a.Fresh}
		g.barred(&spacer)
		g.Atoms = append(g.Atoms, spacer)
		a.Before, a.Fresh = 0, false
	}
	g.barred(&a)
	g.Atoms = append(g.Atoms, a)
}

func (g *Galley) barred(a *Atom) {
	for _, x := range g.bars {
		a.Strokes = append(a.Strokes, sheet.Stroke{X: x, Length: a.Height, Down: true, Width: 0.5, Ink: sheet.Faint})
	}
}

// keepWithNext holds the last atom on the page of what is set next.
func (g *Galley) keepWithNext() {
	if n := len(g.Atoms); n > 0 && !g.fresh {
		g.Atoms[n-1].Keep = true
	}
}

// paragraph sets spans in the column, ragged right.
func (g *Galley) paragraph(spans []document.Span, l lines.Look, leading float64, tag int) {
	g.column(g.Lines(spans, l, g.width), l, leading, tag)
}

// prose sets the text proper, flush right when it is asked.
func (g *Galley) prose(spans []document.Span) {
	l := g.body()
	set := g.Lines(spans, l, g.width)
	if g.Justify {
		set = g.Justified(spans, l, g.width)
	}
	g.column(set, l, g.Leading, g.Tag("P"))
}

// column sets lines one atom each: never one alone at the foot or at the head of a
// page, nor a page that ends within a word.
func (g *Galley) column(set []lines.Line, l lines.Look, leading float64, tag int) {
	for i := range set {
		a := Atom{Band: sheet.Band{Height: leading}}
		set[i].Draw(&a.Band, g.left, lines.Baseline(leading, l.Size), tag)
		a.Keep = len(set) > 1 && (i == 0 || i == len(set)-2) || set[i].Divided
		g.emit(a)
	}
}

func (g *Galley) plain(text string, l lines.Look, leading float64, tag int) {
	g.paragraph([]document.Span{{Text: text}}, l, leading, tag)
}
