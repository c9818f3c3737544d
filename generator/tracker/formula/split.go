package formula

import (
	"regexp"
	"strconv"
	"strings"

	"relance/generator/grid"
)

// A Split is a formula that somebody wrote on a row: texts, and between them the
// columns of the cells of that row that it names.
type Split struct {
	Texts    []string // one more than Columns
	Columns  []int    // from 1
	Constant bool     // it gives the same whatever the workbook says
}

// Cut splits a formula that stands on a row, without its "=". ours tells the sheets
// whose lines move from one writing to the next. ok is false when the formula names
// cells of other rows, or in another way that could not be followed.
func Cut(text string, row int, ours func(sheet string) bool) (s Split, ok bool) {
	c := cutter{rest: text, row: strconv.Itoa(row), ours: ours, split: Split{Constant: true}}
	for c.rest != "" {
		if !c.next() {
			return Split{}, false
		}
	}
	c.split.Texts = append(c.split.Texts, c.text.String())
	return c.split, true
}

type cutter struct {
	rest  string
	row   string
	ours  func(string) bool
	text  strings.Builder // since the last cell
	split Split
}

var (
	word     = regexp.MustCompile(`^[\p{L}\p{N}_.$\\]+`)
	cellRef  = regexp.MustCompile(`^(\$?)([A-Z]{1,3})(\$?)(\d+)$`)
	wholeRef = regexp.MustCompile(`^\$?[A-Z]{1,3}:\$?[A-Z]{1,3}`)
	rowsRef  = regexp.MustCompile(`^\$?\d+:\$?\d+`)
	area     = regexp.MustCompile(`^\$?[A-Z]{1,3}(?:\$?\d+)?(?::\$?[A-Z]{1,3}(?:\$?\d+)?)?`)
	quotedIn = regexp.MustCompile(`^'((?:[^']|'')*)'!`)
	literal  = regexp.MustCompile(`^"(?:[^"]|"")*"`)
	number   = regexp.MustCompile(`^\d+(?:\.\d+)?(?:E\d+)?$`)
)

// next passes one piece of the formula.
func (c *cutter) next() bool {
	switch {
	case literal.MatchString(c.rest):
		c.pass(len(literal.FindString(c.rest)))
	case quotedIn.MatchString(c.rest):
		m := quotedIn.FindStringSubmatch(c.rest)
		return c.elsewhere(strings.ReplaceAll(m[1], "''", "'"), len(m[0]))
	case wholeRef.MatchString(c.rest), rowsRef.MatchString(c.rest), c.rest[0] == '#', c.rest[0] == '\'', c.rest[0] == '"':
		return false
	case c.rest[0] == '[':
		return c.brackets()
	case word.MatchString(c.rest):
		return c.word(word.FindString(c.rest))
	default:
		c.pass(1)
	}
	return true
}

func (c *cutter) pass(n int) {
	c.text.WriteString(c.rest[:n])
	c.rest = c.rest[n:]
}

// volatile are the functions that do not always give the same.
var volatile = []string{"TODAY", "NOW", "RAND", "RANDBETWEEN", "INDIRECT", "OFFSET", "CELL", "INFO", "ROW", "COLUMN"}

func (c *cutter) word(w string) bool {
	after := byte(0)
	if len(c.rest) > len(w) {
		after = c.rest[len(w)]
	}
	ref := cellRef.FindStringSubmatch(w)
	switch {
	case after == '!':
		return c.elsewhere(w, len(w)+1)
	case after == '(':
		for _, name := range volatile {
			c.split.Constant = c.split.Constant && !strings.EqualFold(name, w)
		}
	case ref != nil:
		return c.cell(ref, len(w))
	case !number.MatchString(w):
		c.split.Constant = false // a name, or a table
	}
	c.pass(len(w))
	return true
}

// cell cuts at a cell of the same row.
func (c *cutter) cell(ref []string, length int) bool {
	_, column, ok := grid.ParseAddress(ref[2] + "1")
	if !ok || ref[3] == "$" || ref[4] != c.row {
		return false
	}
	c.split.Texts = append(c.split.Texts, c.text.String()+ref[1])
	c.split.Columns = append(c.split.Columns, column)
	c.split.Constant = false
	c.text.Reset()
	c.rest = c.rest[length:]
	return true
}

// elsewhere passes what a formula names on another sheet: whole columns, or anything
// of a sheet whose lines do not move.
func (c *cutter) elsewhere(sheet string, length int) bool {
	c.split.Constant = false
	what := c.rest[length:]
	if m := wholeRef.FindString(what); m != "" {
		c.pass(length + len(m))
		return true
	}
	m := area.FindString(what)
	if m == "" || c.ours(sheet) || strings.ContainsAny(sheet, "[]") {
		return false
	}
	c.pass(length + len(m))
	return true
}

// brackets passes what follows the name of a table: [[#This Row],[Montant]].
func (c *cutter) brackets() bool {
	if c.text.Len() == 0 { // another workbook
		return false
	}
	depth := 0
	for i := 0; i < len(c.rest); i++ {
		switch c.rest[i] {
		case '\'':
			i++ // the next one stands for itself
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				c.pass(i + 1)
				return true
			}
		}
	}
	return false
}
