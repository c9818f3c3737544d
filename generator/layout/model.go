package layout

// Width and Height of the sheet, in mm: A4, upright.
const (
	PageWidth  = 210.0
	PageHeight = 297.0
)

// An Ink is a colour.
type Ink struct{ R, G, B uint8 }

var (
	black  = Ink{0, 0, 0}
	grey   = Ink{95, 95, 95}
	faint  = Ink{200, 204, 208}
	accent = Ink{31, 58, 95}
	tint   = Ink{243, 245, 248}
)

// A Text is a run of one face and size on one line. X is from the left edge of
// the sheet, Y is the baseline, from the top of its band; both in mm.
type Text struct {
	X, Y float64
	Text string
	Face Face
	Size float64 // points
	Ink  Ink
	Link string // target of a click, often empty
	Tag  int    // index in Sheets.Tags; Artifact when it is furniture
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

// Sheets are a whole document set on pages. Tags is the tree of its structure;
// the first one is the root.
type Sheets struct {
	Pages []Page
	Tags  []Tag
}

// Artifact is the tag of what is not part of the text: running heads, marks.
const Artifact = -1

// A Tag is an element of the structure of a PDF: its role (P, H1, Table, TD…),
// its parent's index, and what describes a Figure.
type Tag struct {
	Role   string
	Parent int
	Alt    string
}

// An Error is a reason why a document cannot be set, in French. Code is empty
// but for the faults that the list of codes knows.
type Error struct{ Code, Text string }

func (e *Error) Error() string { return e.Text }
