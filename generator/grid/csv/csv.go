// Package csv reads tables kept as lines of text, whatever program wrote them:
// five encodings, four separators, three kinds of line ends. A line that has not
// as many columns as the others is refused: what stands after a lost separator
// would be read as another column's.
package csv

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"relance/generator/diag"
	"relance/generator/grid"
)

// Open reads a text file as one sheet without a name. Its notes tell the
// encoding and the separator that were found.
func Open(file string, src []byte) (*grid.Book, diag.List) {
	text, encoding, problems := Decode(file, src)
	if len(problems) > 0 {
		return nil, problems
	}
	t := &table{file: file, text: text, line: 1}
	t.dialect()
	sheet := &grid.Sheet{File: file, Each: t.each}
	return &grid.Book{Sheets: []*grid.Sheet{sheet}, Notes: []string{
		"encodage : " + encoding, "séparateur : " + separatorNames[t.sep],
	}}, nil
}

var separatorNames = map[byte]string{';': "point-virgule", '\t': "tabulation", '|': "barre verticale", ',': "virgule"}

// separators are tried in this order; the first wins a draw, since a decimal
// comma may cut every line of a French file in two.
var separators = []byte{';', '\t', '|', ','}

// sample is how many records decide the separator.
const sample = 40

type table struct {
	file, text string
	line       int // of the first record
	sep        byte
	width      int // columns of most records
}

// dialect finds the separator: the one that cuts most records into the same
// number of columns, and into the most columns.
func (t *table) dialect() {
	if rest, ok := strings.CutPrefix(t.text, "sep="); ok && len(rest) > 1 && rest[1] == '\n' {
		t.text, t.line, t.sep = rest[2:], 2, rest[0]
		_, t.width = t.regularity(t.sep)
		return
	}
	t.sep, t.width = separators[0], 1
	best := 0
	for _, sep := range separators {
		same, width := t.regularity(sep)
		if width > 1 && (same > best || same == best && width > t.width) {
			best, t.sep, t.width = same, sep, width
		}
	}
}

// regularity tells how many columns most records have, and how many records.
func (t *table) regularity(sep byte) (same, width int) {
	counts := map[int]int{}
	seen := 0
	r := reader{text: t.text, sep: sep, line: t.line}
	for seen < sample && r.next() == nil && !r.done {
		if !r.blank() {
			counts[r.width()]++
			seen++
		}
	}
	for w := range grid.MaxCols {
		if counts[w] > same || counts[w] == same && counts[w] > 0 {
			same, width = counts[w], w
		}
	}
	return same, width
}

// maxRagged is how many uneven lines are shown.
const maxRagged = 20

func (t *table) each(take func(grid.Row) bool) diag.List {
	var l diag.List
	started := false
	r := reader{text: t.text, sep: t.sep, line: t.line}
	for {
		if p := r.next(); p != nil {
			l.Addf(diag.Pos{File: t.file, Line: p.line, Col: p.char}, diag.Fault, "F052", "%s", p.text).Hint = p.hint
			return l
		}
		if r.done || len(l) >= maxRagged {
			return l
		}
		full := r.width() == t.width
		started = started || full
		if started && !full && t.ragged(&r) {
			t.addRagged(&l, &r)
			continue
		}
		if row := r.row(); len(row.Cells) > 0 && len(l) == 0 && !take(row) {
			return l
		}
	}
}

// ragged tells whether an uneven record may hide a shifted value: a lone text is
// a title or a footer, and empty columns too many are harmless.
func (t *table) ragged(r *reader) bool {
	filled, last := 0, 0
	for i, f := range r.fields {
		if f.Text != "" {
			filled, last = filled+1, i+1
		}
	}
	return filled > 1 && (last > t.width || r.width() < t.width)
}

func (t *table) addRagged(l *diag.List, r *reader) {
	l.Addf(diag.Pos{File: t.file, Line: r.start}, diag.Fault, "F053", "%d colonnes au lieu de %d", r.width(), t.width).Hint =
		"un séparateur (" + separatorNames[t.sep] + ") manque, ou figure dans un texte sans guillemets"
}

// A reader cuts a text into records of fields. Fields within double quotes may
// hold separators and newlines; a quote inside a bare field is itself.
type reader struct {
	text   string
	sep    byte
	line   int // of the next record
	start  int // line of the current one
	fields []grid.Cell
	done   bool
}

type fault struct {
	line, char int
	text, hint string
}

func (r *reader) width() int { return len(r.fields) }

func (r *reader) blank() bool { return len(r.fields) == 1 && r.fields[0].Text == "" }

// row gives the fields that hold something.
func (r *reader) row() grid.Row {
	cells := r.fields[:0]
	for _, f := range r.fields {
		if f.Text = plainText(f.Text); f.Text != "" {
			f.Kind = grid.Text
			cells = append(cells, f)
		}
	}
	return grid.Row{Number: r.start, Cells: cells}
}

// plainText takes off what protects a text from a spreadsheet: ="0012" keeps
// zeros, and an apostrophe before = + - @ keeps a text from being a formula.
func plainText(s string) string {
	s = strings.TrimSpace(s)
	if body, ok := strings.CutPrefix(s, `="`); ok && strings.HasSuffix(body, `"`) && strings.Count(body, `"`) == 1 {
		return strings.TrimSuffix(body, `"`)
	}
	if len(s) > 1 && s[0] == '\'' && strings.IndexByte("=+-@", s[1]) >= 0 {
		return s[1:]
	}
	return s
}

// next reads a record into fields, or sets done.
func (r *reader) next() *fault {
	r.fields = r.fields[:0]
	if r.text == "" {
		r.done = true
		return nil
	}
	r.start = r.line
	char := 1
	for col := 1; ; col++ {
		field, size, p := r.field(char)
		if p != nil {
			return p
		}
		r.fields = append(r.fields, grid.Cell{Row: r.start, Col: col, Char: char, Text: field})
		char += utf8.RuneCountInString(r.text[:size]) + 1
		r.text = r.text[size:]
		if r.text == "" {
			return nil
		}
		ended := r.text[0] == '\n'
		r.text = r.text[1:]
		if ended {
			r.line++
			return nil
		}
		if col >= grid.MaxCols {
			return &fault{r.start, 0, "ligne démesurée", "vérifiez que c'est bien un tableau"}
		}
	}
}

// field returns the text of the field that begins here and how many bytes it
// takes, its quotes included.
func (r *reader) field(char int) (text string, size int, p *fault) {
	if !strings.HasPrefix(r.text, `"`) {
		size = strings.IndexAny(r.text, string([]byte{r.sep, '\n'}))
		if size < 0 {
			size = len(r.text)
		}
		return r.text[:size], size, nil
	}
	for i := 1; i < len(r.text); i++ {
		switch {
		case r.text[i] == '\n':
			r.line++
		case r.text[i] != '"':
		case i+1 < len(r.text) && r.text[i+1] == '"':
			i++
		case i+1 == len(r.text) || r.text[i+1] == r.sep || r.text[i+1] == '\n':
			return strings.ReplaceAll(r.text[1:i], `""`, `"`), i + 1, nil
		default:
			return "", 0, &fault{r.line, char, "guillemet au milieu d'un texte entre guillemets", `doublez-le ("") ou supprimez-le`}
		}
	}
	return "", 0, &fault{r.start, char, "guillemet jamais refermé", fmt.Sprintf("fermez le texte commencé ligne %d, colonne %d", r.start, char)}
}
