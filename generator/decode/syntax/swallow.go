package syntax

import (
	"strings"

	"relance/generator/decode/syntax/entry"
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
		next := entry.Of(s.lines[line])
		_, closed := entry.QuoteEnd(first)
		if closed || !next.Word && next.Dashes == 0 || next.Indent > entry.Of(s.lines[line-1]).Content {
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
		if entry.Of(s.lines[n]).Dashes > 0 {
			return n + 1
		}
		size += len(strings.TrimSpace(s.lines[n])) + 1
	}
	return 0
}

// badDash accuses the item, or the line above whose own dash or indentation made
// a text of it.
func (s Text) badDash(line, dash int, value string) *diag.Problem {
	above, below := entry.Of(s.lines[line-1]), entry.Of(s.lines[dash-1])
	items := func(indent int) int {
		return s.count(func(e entry.Entry) bool { return e.Dashes > 0 && e.Indent == indent })
	}
	switch {
	case above.Dashes == 0 && gluedDash.MatchString(value):
		return s.dash(line, above.Content)
	case items(above.Indent) < items(below.Indent):
		return s.misaligned(line)
	}
	return s.misaligned(dash)
}
