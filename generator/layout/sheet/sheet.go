// Package sheet says what stands on the pages of a document and where: texts, lines
// and images, in millimetres. It draws nothing.
package sheet

import "relance/generator/layout/face"

// Width and Height of the sheet, in mm: A4, upright. The text stands between Left
// and Right; what is the addressee's or the signatory's starts at Aside.
const (
	Width  = 210.0
	Height = 297.0
	Left   = 22.0
	Right  = Width - 22.0
	Aside  = 110.0
)

// An Ink is a colour.
type Ink struct{ R, G, B uint8 }

// The inks of letters.
var (
	Black  = Ink{0, 0, 0}
	Grey   = Ink{95, 95, 95}
	Faint  = Ink{200, 204, 208}
	Accent = Ink{31, 58, 95}
	Tint   = Ink{243, 245, 248}
)

// A Text is a run of one face and size on one line. X is from the left edge of
// the sheet, Y is the baseline, from the top of its band; both in mm.
type Text struct {
	X, Y float64
	Text string
	Face face.Face
	Size float64 // points
	Ink  Ink
	Link string // target of a click, often empty; the run has an element of its own then
	Tag  int    // index of an element of the structure; Artifact when it is furniture
}

// A Stroke is a horizontal or a vertical line, from (X, Y) for Length mm to the
// right, or down.
type Stroke struct {
	X, Y, Length float64
	Down         bool
	Width        float64 // mm; a wide one is a coloured ground
	Ink          Ink
}

// A Picture is a PNG or JPEG image in its box, in mm.
type Picture struct {
	X, Y, W, H float64
	Data       []byte
	Tag        int
}

// A Band is a horizontal slice of a page, as wide as the sheet.
type Band struct {
	Height   float64
	Strokes  []Stroke
	Pictures []Picture
	Texts    []Text
}

// A Page is a pile of bands from the top edge of the sheet.
type Page struct{ Bands []Band }

// Artifact is the tag of what is not part of the text: running heads, marks.
const Artifact = -1

// A Tag is an element of the structure of a PDF: its role (P, H1, Table, TD…) and
// its parent's index. Thousands of letters are held at once: a tag is small.
type Tag struct {
	Role    string
	Parent  int32
	Ordered bool // a list whose items are numbered
	Figure  *Figure
}

// A Figure is what the structure says of a picture: words in its stead, and its box on
// its page, in mm.
type Figure struct {
	Alt        string
	X, Y, W, H float64
}

// Square draws an empty tick box that stands on the baseline.
func (b *Band) Square(x, y, side float64) {
	const pen = 0.25
	b.Strokes = append(b.Strokes,
		Stroke{X: x, Y: y - side, Length: side, Width: pen, Ink: Grey},
		Stroke{X: x, Y: y, Length: side, Width: pen, Ink: Grey},
		Stroke{X: x, Y: y - side, Length: side, Down: true, Width: pen, Ink: Grey},
		Stroke{X: x + side, Y: y - side, Length: side, Down: true, Width: pen, Ink: Grey})
}
