// Package syntax says why a text is not YAML, and on which line.
//
// yaml.v3 names the wrong line two times out of three: the end of the file for
// a quote left open, the start of the block for a bad indentation, sometimes
// nothing. But it is a reliable judge of whether a text is YAML. So the line is
// found by asking it about the beginnings of the file (locate.go), and only
// then is that line looked at, to say what is wrong in it (blame.go, value.go,
// flow.go). A text that yaml.v3 accepts is therefore never accused, except for
// the two slips that it swallows without a word (Swallowed).
package syntax

import (
	"regexp"
	"strings"

	"relance/generator/diag"
)

// A Text is a file as its author sees it: lines, without their ends.
type Text struct {
	file  string
	lines []string
}

// New cuts a text into lines as YAML does: at LF, CR LF, or CR alone.
func New(file string, text []byte) Text {
	plain := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text))
	return Text{file, strings.Split(strings.TrimSuffix(plain, "\n"), "\n")}
}

// At is the place of a line and a column, both from 1, in this text.
func (s Text) At(line, col int) diag.Pos { return diag.Pos{File: s.file, Line: line, Col: col} }

// longest is the length in bytes beyond which nobody wrote the line by hand.
const longest = 10_000

// From returns what is written from a place to the end of its line; nothing for
// a line that is too long, so that reading stays linear.
func (s Text) From(line, col int) string {
	if line < 1 || line > len(s.lines) || len(s.lines[line-1]) > longest {
		return ""
	}
	text := s.lines[line-1]
	for i := range text {
		if col--; col == 0 {
			return text[i:]
		}
	}
	return ""
}

// An entry is how one line of block YAML is cut: « - cle: valeur ». Offsets are
// in bytes from the start of the line.
type entry struct {
	indent  int // first character that is not a space
	dashes  int // how many « - » come before the content
	content int
	key     string // empty when the line has none
	word    bool   // the key is one word, as those of a kit are, or between quotes
	value   int    // what follows the key, or the content
}

var oneWord = regexp.MustCompile(`^([\pL_][\pL\pN_]*|"[^"]*"|'[^']*')$`)

func entryOf(line string) entry {
	var e entry
	e.indent = len(line) - len(strings.TrimLeft(line, " "))
	e.content = e.indent
	for line[e.content:] == "-" || strings.HasPrefix(line[e.content:], "- ") {
		e.dashes++
		e.content++
		e.content = len(line) - len(strings.TrimLeft(line[e.content:], " "))
	}
	e.value = e.content
	if end := keyEnd(line[e.content:]); end > 0 {
		e.key = strings.TrimRight(line[e.content:e.content+end], " \t")
		e.word = oneWord.MatchString(e.key)
		e.value = e.content + end + 1
		e.value = len(line) - len(strings.TrimLeft(line[e.value:], " \t"))
	}
	return e
}

// keyEnd returns the offset of the colon that ends the key s begins with, or -1.
func keyEnd(s string) int {
	if s == "" || strings.ContainsRune("#[{&*!|>%@`", rune(s[0])) {
		return -1
	}
	from := 0
	if end, closed := quoteEnd(s); closed {
		from = end
		if !strings.HasPrefix(strings.TrimLeft(s[end:], " "), ":") {
			return -1
		}
	} else if s[0] == '"' || s[0] == '\'' {
		return -1
	}
	for i := from; i < len(s); i++ {
		switch {
		case s[i] == '#' && i > 0 && (s[i-1] == ' ' || s[i-1] == '\t'):
			return -1
		case s[i] == ':' && (i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '\t'):
			return i
		}
	}
	return -1
}

// quoteEnd returns the offset just after the quote that closes the one s begins
// with. A text that begins with no quote is not closed.
func quoteEnd(s string) (end int, closed bool) {
	if s == "" || s[0] != '"' && s[0] != '\'' {
		return 0, false
	}
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && s[0] == '"':
			i++
		case s[i] != s[0]:
		case s[0] == '\'' && strings.HasPrefix(s[i+1:], "'"):
			i++
		default:
			return i + 1, true
		}
	}
	return len(s), false
}

// blank reports whether a line says nothing: empty, or a comment.
func blank(line string) bool {
	line = strings.TrimLeft(line, " \t")
	return line == "" || line[0] == '#'
}

func (s Text) count(match func(entry) bool) int {
	n := 0
	for _, line := range s.lines {
		if !blank(line) && match(entryOf(line)) {
			n++
		}
	}
	return n
}
