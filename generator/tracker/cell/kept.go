package cell

import "strings"

// Kept is what people added to a table, and that writing it again keeps.
type Kept struct {
	Extra  []Extra                    // columns of their own
	Marks  map[string]map[string]Mark // by identifier of the line, "" for the headers, then key of the column
	Rows   []map[string]any           // lines typed that could not be taken yet, by key
	Below  []Loose                    // on rows without a line
	Rules  []Rule
	Pins   []Pin // notes on a free page
	Layout Layout
}

// An Extra is a column of theirs: its header and its cells, by identifier.
type Extra struct {
	Header string
	Cells  map[string]any
}

// Key is what tells the column from ours, which are named in lower case.
func (e *Extra) Key() string { return OwnKey(e.Header) }

// OwnKey is the key of a column of theirs, by its header.
func OwnKey(header string) string { return "+" + header }

// IsOwn reports whether a key is that of a column of theirs.
func IsOwn(key string) bool { return strings.HasPrefix(key, "+") }

// A Mark is what somebody left on a cell: a value that could not be taken yet, a
// look, a note, a link.
type Mark struct {
	Dress
	Value        any
	Note, Author string
	Link         string // an address, or a place of the workbook after "#"
}

// A Dress is what somebody changed in the look of a cell.
type Dress struct {
	Fill, Ink                        string // six hexadecimal digits
	Bold, Italic, Underline, Crossed bool
}

// A Loose is what a cell holds so many rows below the last line: a value, or a note.
type Loose struct {
	Rows         int
	Key          string // of the column
	Value        any
	Note, Author string
}

// A Rule is a conditional format of theirs, or a check of what is typed, on whole columns:
// its XML, cut where it names the cell of a column in the first line.
type Rule struct {
	Check bool
	Areas [][2]string // keys of the first and the last column of each
	Texts []string    // one more than Keys
	Keys  []string
	Look  string // XML of the differential style, "" for none
}

// A Pin is a note on a cell of a free page, and the text that the cell had.
type Pin struct{ Cell, Text, Note, Author string }

// A Layout is how people arranged a sheet.
type Layout struct {
	Order   []string           // keys of the columns, from left to right
	Widths  map[string]float64 // of columns by key, in characters
	Hidden  map[string]bool    // columns by key
	Heights map[string]float64 // of lines by identifier, in points
	Folded  map[string]bool    // lines hidden
	Zoom    int                // percent; 0 is as written
	Panes   *Panes             // nil is as written
	Bare    bool               // the buttons of the filter are gone
}

// Panes are how many rows and columns stay in sight.
type Panes struct{ Rows, Columns int }

// A Formula is one that somebody wrote in a column of theirs: texts, and between them
// the columns whose cell of the same line it names.
type Formula struct {
	Texts  []string // one more than Keys
	Keys   []string
	Format string // number format of what it gives
	Value  any    // what it gives, when it depends on nothing; nil is for the program to compute
}

// String is the formula as a message tells it.
func (f Formula) String() string {
	var s strings.Builder
	s.WriteString("=")
	for i, text := range f.Texts {
		s.WriteString(text)
		if i < len(f.Keys) {
			s.WriteString("[" + strings.TrimPrefix(f.Keys[i], "+") + "]")
		}
	}
	return s.String()
}
