package syntax

import (
	"strings"

	"relance/generator/diag"
)

// Swallowed reports a text that has swallowed the lines after it, which YAML
// allows without a word: a quote left open, or a dash out of line. The text was
// read as value at a place where it is written with quotes or without.
func (s Text) Swallowed(line, col int, value string, quoted bool) *diag.Problem {
	first := s.From(line, col)
	if line >= len(s.lines) || first == "" || !strings.Contains(value, " ") {
		return nil
	}
	if quoted {
		next := entryOf(s.lines[line])
		_, closed := quoteEnd(first)
		if closed || !next.word && next.dashes == 0 || next.indent > entryOf(s.lines[line-1]).content {
			return nil
		}
		return s.unclosedQuote(line, len(s.lines[line-1])-len(first))
	}
	if !strings.HasPrefix(first, value) {
		if dash := s.swallowedDash(line, first, value); dash > 0 {
			return s.badDash(line, dash, value)
		}
	}
	return nil
}

// swallowedDash returns the line of an item that became the end of a text.
func (s Text) swallowedDash(line int, first, value string) int {
	text, _, _ := strings.Cut(first, " #")
	size := len(text)
	for n := line; n < len(s.lines) && size < len(value); n++ {
		if entryOf(s.lines[n]).dashes > 0 {
			return n + 1
		}
		size += len(strings.TrimSpace(s.lines[n])) + 1
	}
	return 0
}

// badDash accuses the item, or the line above whose own dash or indentation made
// a text of it.
func (s Text) badDash(line, dash int, value string) *diag.Problem {
	above, below := entryOf(s.lines[line-1]), entryOf(s.lines[dash-1])
	items := func(indent int) int {
		return s.count(func(e entry) bool { return e.dashes > 0 && e.indent == indent })
	}
	switch {
	case above.dashes == 0 && gluedDash.MatchString(value):
		return s.dash(line, above.content)
	case items(above.indent) < items(below.indent):
		return s.misaligned(line)
	}
	return s.misaligned(dash)
}
