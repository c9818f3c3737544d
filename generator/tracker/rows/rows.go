// Package rows writes the rows of a sheet as the file has them, one after the other.
// Excelize's stream would hold all of them until the workbook is packed, and make
// several objects of each cell.
package rows

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"relance/generator/calendar"
	"relance/generator/grid"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/formula"
)

// A Writer writes rows from top to bottom, and their cells from left to right. The
// first error stops it, and [Writer.Close] returns it.
type Writer struct {
	to      io.Writer
	out     []byte
	letters []string // of the columns
	row     int
	column  int // of the next cell, from 0
	err     error
}

// New begins rows of at most so many cells.
func New(to io.Writer, columns int) *Writer {
	w := &Writer{to: to}
	for n := range columns {
		w.letters = append(w.letters, grid.Column(n+1))
	}
	return w
}

// enough is how much is written at a time.
const enough = 32 << 10

// Row begins a row, of so many points; 0 is the height of the others. A folded one is
// not shown.
func (w *Writer) Row(number int, height float64, folded bool) {
	w.row, w.column = number, 0
	w.out = append(w.out, `<row r="`...)
	w.out = strconv.AppendInt(w.out, int64(number), 10)
	if height > 0 {
		w.out = append(w.out, `" ht="`...)
		w.out = strconv.AppendFloat(w.out, height, 'f', -1, 64)
		w.out = append(w.out, `" customHeight="1`...)
	}
	if folded {
		w.out = append(w.out, `" hidden="1`...)
	}
	w.out = append(w.out, `">`...)
}

// End ends the row.
func (w *Writer) End() {
	w.out = append(w.out, `</row>`...)
	if len(w.out) >= enough {
		w.flush()
	}
}

// Close writes what remains.
func (w *Writer) Close() error {
	w.flush()
	return w.err
}

func (w *Writer) flush() {
	if w.err == nil {
		_, w.err = w.to.Write(w.out)
	}
	w.out = w.out[:0]
}

// Skip leaves cells blank, up to a column counted from 1.
func (w *Writer) Skip(to int) { w.column = to - 1 }

// Cell writes the next cell of the row: its style, the formula that gives its value
// if there is one, and the value, which may be nil.
func (w *Writer) Cell(style int, gives formula.Template, v any) {
	w.out = append(w.out, `<c r="`...)
	w.out = append(w.out, w.letters[w.column]...)
	w.out = strconv.AppendInt(w.out, int64(w.row), 10)
	w.out = append(w.out, `" s="`...)
	w.out = strconv.AppendInt(w.out, int64(style), 10)
	w.out = append(w.out, '"')
	w.column++
	switch v := v.(type) {
	case string:
		w.text(gives, cell.Clean(v))
	case bool:
		w.out = append(w.out, ` t="b"><v>`...)
		w.out = append(w.out, map[bool]byte{false: '0', true: '1'}[v])
		w.out = append(w.out, `</v>`...)
	default:
		w.number(gives, v)
	}
	w.out = append(w.out, `</c>`...)
}

// text writes a text, which is nothing unless a formula gives it.
func (w *Writer) text(gives formula.Template, s string) {
	switch {
	case gives != nil:
		w.out = append(w.out, ` t="str">`...)
		w.formula(gives)
		w.out = append(w.out, `<v>`...)
		w.escape(s)
		w.out = append(w.out, `</v>`...)
		return
	case s == "":
		w.out = append(w.out, '>')
		return
	}
	w.out = append(w.out, ` t="inlineStr"><is><t`...)
	if strings.TrimSpace(s) != s {
		w.out = append(w.out, ` xml:space="preserve"`...)
	}
	w.out = append(w.out, '>')
	w.escape(s)
	w.out = append(w.out, `</t></is>`...)
}

func (w *Writer) number(gives formula.Template, v any) {
	w.out = append(w.out, '>')
	if gives != nil {
		w.formula(gives)
	}
	at := len(w.out)
	w.out = append(w.out, `<v>`...)
	start := len(w.out)
	if w.out = appended(w.out, v); len(w.out) == start {
		w.out = w.out[:at] // a blank one
		return
	}
	w.out = append(w.out, `</v>`...)
}

// appended adds a number as the file holds it: a plain decimal. Cents become one
// without any float.
func appended(out []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return out
	case cell.Sum:
		return decimal(out, int64(v.Amount), 2)
	case cell.Ratio:
		return decimal(out, int64(v), 4)
	case calendar.Date:
		if v.IsZero() {
			return out
		}
		return strconv.AppendInt(out, int64(v), 10) // a Date counts days as spreadsheets do
	case int:
		return strconv.AppendInt(out, int64(v), 10)
	case cell.Number:
		return append(out, v...)
	case cell.Shaped:
		return append(out, v.Number...)
	}
	panic(fmt.Sprintf("rows: a cell cannot hold %T", v))
}

// decimal adds n with so many decimals, without zeros at the end.
func decimal(out []byte, n int64, places int) []byte {
	digits := strconv.FormatInt(n, 10)
	if n < 0 {
		out, digits = append(out, '-'), digits[1:]
	}
	if missing := places + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	whole, part := digits[:len(digits)-places], strings.TrimRight(digits[len(digits)-places:], "0")
	out = append(out, whole...)
	if part != "" {
		out = append(append(out, '.'), part...)
	}
	return out
}

func (w *Writer) formula(gives formula.Template) {
	w.out = append(w.out, `<f>`...)
	for i, piece := range gives {
		if i > 0 {
			w.out = strconv.AppendInt(w.out, int64(w.row), 10)
		}
		w.markup(piece)
	}
	w.out = append(w.out, `</f>`...)
}

// escape writes a text, where _x000D_ is not to be taken for the character of that
// number: it becomes _x005F_x000D_ (ECMA-376 part 1, 22.9.2.19).
func (w *Writer) escape(s string) {
	for {
		at := strings.Index(s, "_x")
		if at < 0 {
			break
		}
		w.markup(s[:at])
		if isNumbered(s[at:]) {
			w.out = append(w.out, "_x005F"...)
		}
		w.out, s = append(w.out, "_x"...), s[at+2:]
	}
	w.markup(s)
}

// isNumbered reports whether s begins with _xHHHH_.
func isNumbered(s string) bool {
	const length = len("_x0000_")
	return len(s) >= length && s[length-1] == '_' && strings.Trim(s[2:length-1], "0123456789abcdefABCDEF") == ""
}

func (w *Writer) markup(s string) {
	for i := range len(s) {
		switch b := s[i]; b {
		case '&':
			w.out = append(w.out, "&amp;"...)
		case '<':
			w.out = append(w.out, "&lt;"...)
		case '>':
			w.out = append(w.out, "&gt;"...)
		default:
			w.out = append(w.out, b)
		}
	}
}
