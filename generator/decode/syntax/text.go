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
	"strings"

	"relance/generator/decode/syntax/entry"
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

func (s Text) count(match func(entry.Entry) bool) int {
	n := 0
	for _, line := range s.lines {
		if !entry.Blank(line) && match(entry.Of(line)) {
			n++
		}
	}
	return n
}
