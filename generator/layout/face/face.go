// Package face is the letters' fonts: the four faces of one family, compiled into the
// program, and the measures of their characters.
package face

import (
	"encoding/binary"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansbolditalic"
	"codeberg.org/go-fonts/liberation/liberationsansitalic"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"relance/generator/layout/truetype"
)

// Family is the one family letters are set in.
const Family = "LiberationSans"

// A Face (graisse) is one of the four fonts of the family.
type Face uint8

const (
	Regular Face = iota
	Bold
	Italic
	BoldItalic
	Faces = 4
)

// Ascent and Descent are the family's, in em above and below the baseline; CapHeight is that of a capital.
const (
	Ascent    = 0.905
	Descent   = 0.212
	CapHeight = 0.729
)

// String is the face's PostScript suffix.
func (f Face) String() string {
	return [Faces]string{"Regular", "Bold", "Italic", "BoldItalic"}[f]
}

// TTF is the whole font file.
func (f Face) TTF() []byte {
	return [Faces][]byte{
		liberationsansregular.TTF, liberationsansbold.TTF,
		liberationsansitalic.TTF, liberationsansbolditalic.TTF,
	}[f]
}

// Glyph is the index of the character's drawing in the font file, 0 when the
// face has none.
func (f Face) Glyph(r rune) uint16 { return metrics[f]().glyphOf(r) }

// Advance is a glyph's width in thousandths of an em, rounded as maroto's own
// provider rounds it, so that both set the same text in the same place.
func (f Face) Advance(glyph uint16) int {
	return int(metrics[f]().advance[glyph])
}

// Kern is the correction between two glyphs, in thousandths of an em; most
// often 0, or negative.
func (f Face) Kern(left, right uint16) int { return metrics[f]().kernOf(left, right) }

// Width is the width of a text on one line, kerned, in mm at a size in points.
func (f Face) Width(text string, size float64) float64 {
	return float64(f.measure(text)) / 1000 * size * Point
}

// Point is a point of type, in mm.
const Point = 25.4 / 72

func (f Face) measure(text string) int {
	m := metrics[f]()
	width, last := 0, uint16(0)
	for _, r := range text {
		g := m.glyphOf(r)
		width += int(m.advance[g]) + m.kernOf(last, g)
		last = g
	}
	return width
}

// common bounds the characters whose glyph is found by index; beyond them the
// font's own map is read.
const common = 0x2200

type pair struct {
	right uint16
	by    int16
}

type faceMetrics struct {
	font     *sfnt.Font
	glyph    []uint16 // by character, under common
	advance  []int16  // by glyph
	kern     []pair   // sorted by left glyph
	kernFrom []uint16 // by left glyph: where its pairs start in kern
}

func (m *faceMetrics) glyphOf(r rune) uint16 {
	if uint32(r) < common {
		return m.glyph[r]
	}
	g, err := m.font.GlyphIndex(nil, r)
	if err != nil {
		return 0
	}
	return uint16(g)
}

func (m *faceMetrics) kernOf(left, right uint16) int {
	for _, p := range m.kern[m.kernFrom[left]:m.kernFrom[left+1]] {
		if p.right == right {
			return int(p.by)
		}
	}
	return 0
}

// metrics reads each face once per process, when first needed.
var metrics = [Faces]func() *faceMetrics{
	sync.OnceValue(func() *faceMetrics { return readMetrics(Regular.TTF()) }),
	sync.OnceValue(func() *faceMetrics { return readMetrics(Bold.TTF()) }),
	sync.OnceValue(func() *faceMetrics { return readMetrics(Italic.TTF()) }),
	sync.OnceValue(func() *faceMetrics { return readMetrics(BoldItalic.TTF()) }),
}

// readMetrics panics on a damaged font: it is compiled into the program.
func readMetrics(ttf []byte) *faceMetrics {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic("face: embedded font: " + err.Error())
	}
	m := &faceMetrics{font: f, glyph: make([]uint16, common), advance: make([]int16, f.NumGlyphs())}
	var b sfnt.Buffer
	for r := range m.glyph {
		g, _ := f.GlyphIndex(&b, rune(r))
		m.glyph[r] = uint16(g)
	}
	em := int(f.UnitsPerEm())
	for g := range m.advance {
		a, _ := f.GlyphAdvance(&b, sfnt.GlyphIndex(g), fixed.Int26_6(em), font.HintingNone)
		m.advance[g] = thousandths(int(a), em)
	}
	m.readKern(truetype.Table(ttf, "kern"), em)
	return m
}

// readKern reads a version 0 table with one horizontal subtable, which is what
// the family has. Pairs with the space are left out: words are measured alone.
func (m *faceMetrics) readKern(table []byte, em int) {
	m.kernFrom = make([]uint16, len(m.advance)+1)
	n := int(binary.BigEndian.Uint16(table[10:]))
	space := m.glyph[' ']
	for i := range n {
		p := table[18+6*i:]
		left, right := binary.BigEndian.Uint16(p), binary.BigEndian.Uint16(p[2:])
		if left == space || right == space {
			continue
		}
		by := thousandths(int(int16(binary.BigEndian.Uint16(p[4:]))), em)
		m.kern = append(m.kern, pair{right, by})
		m.kernFrom[left+1] = uint16(len(m.kern))
	}
	for g := 1; g < len(m.kernFrom); g++ {
		m.kernFrom[g] = max(m.kernFrom[g], m.kernFrom[g-1])
	}
}

func thousandths(units, em int) int16 {
	n := units * 1000
	if n < 0 {
		return int16(-((-n + em/2) / em))
	}
	return int16((n + em/2) / em)
}
