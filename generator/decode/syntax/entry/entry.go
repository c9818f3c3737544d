// Package entry cuts one line of YAML into what its author sees in it: spaces,
// dashes, a key, a value.
package entry

import (
	"regexp"
	"strings"
)

// An Entry is how one line of block YAML is cut: « - cle: valeur ». Offsets are
// in bytes from the start of the line.
type Entry struct {
	Indent  int // first character that is not a space
	Dashes  int // how many « - » come before the content
	Content int
	Key     string // empty when the line has none
	Word    bool   // the key is one word, as those of a kit are, or between quotes
	Value   int    // what follows the key, or the content
}

var oneWord = regexp.MustCompile(`^([\pL_][\pL\pN_]*|"[^"]*"|'[^']*')$`)

// Of cuts a line.
func Of(line string) Entry {
	var e Entry
	e.Indent = len(line) - len(strings.TrimLeft(line, " "))
	e.Content = e.Indent
	for line[e.Content:] == "-" || strings.HasPrefix(line[e.Content:], "- ") {
		e.Dashes++
		e.Content++
		e.Content = len(line) - len(strings.TrimLeft(line[e.Content:], " "))
	}
	e.Value = e.Content
	if end := KeyEnd(line[e.Content:]); end > 0 {
		e.Key = strings.TrimRight(line[e.Content:e.Content+end], " \t")
		e.Word = oneWord.MatchString(e.Key)
		e.Value = e.Content + end + 1
		e.Value = len(line) - len(strings.TrimLeft(line[e.Value:], " \t"))
	}
	return e
}

// KeyEnd returns the offset of the colon that ends the key s begins with, or -1.
func KeyEnd(s string) int {
	if s == "" || strings.ContainsRune("#[{&*!|>%@`", rune(s[0])) {
		return -1
	}
	from := 0
	if end, closed := QuoteEnd(s); closed {
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

// QuoteEnd returns the offset just after the quote that closes the one s begins
// with. A text that begins with no quote is not closed.
func QuoteEnd(s string) (end int, closed bool) {
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

// Blank reports whether a line says nothing: empty, or a comment.
func Blank(line string) bool {
	line = strings.TrimLeft(line, " \t")
	return line == "" || line[0] == '#'
}
