package script

import (
	"cmp"
	"slices"
	"strings"

	"relance/generator/diag"
)

// An Editor changes lines of a file that the user wrote, and leaves the others as
// they are, comments included. Places are those of the file as it was read.
type Editor struct {
	lines   []string
	inserts []insert
}

type insert struct {
	line int // it goes after this many lines
	text string
}

func (i insert) indent() int { return len(i.text) - len(strings.TrimLeft(i.text, " \n")) }

// NewEditor takes the text of a file.
func NewEditor(src []byte) *Editor {
	text := strings.ReplaceAll(string(src), "\r\n", "\n")
	return &Editor{lines: strings.Split(strings.TrimSuffix(text, "\n"), "\n")}
}

// After adds v as the next item of a list, below the item whose block begins at
// pos. ok is false when that item is not written as a block.
func (e *Editor) After(pos diag.Pos, v any) (ok bool) {
	dash, ok := e.dash(pos)
	if ok {
		e.inserts = append(e.inserts, insert{e.end(pos.Line, dash), Item(v, dash)})
	}
	return ok
}

// Under adds a list under a new key at the end of the block that begins at pos.
func (e *Editor) Under(pos diag.Pos, key string, items ...any) (ok bool) {
	dash, ok := e.dash(pos)
	if !ok {
		return false
	}
	text := strings.Repeat(" ", pos.Col-1) + key + ":\n"
	for _, v := range items {
		text += Item(v, pos.Col+1)
	}
	e.inserts = append(e.inserts, insert{e.end(pos.Line, dash), text})
	return true
}

// Replace writes another value where the one at pos stands. ok is false when it
// is not found there as a plain value.
func (e *Editor) Replace(pos diag.Pos, before, after string) (ok bool) {
	if pos.Line < 1 || pos.Line > len(e.lines) {
		return false
	}
	line := []rune(e.lines[pos.Line-1])
	if pos.Col < 1 || pos.Col > len(line) || !strings.HasPrefix(string(line[pos.Col-1:]), before) {
		return false
	}
	rest := strings.TrimPrefix(string(line[pos.Col-1:]), before)
	if rest != "" && !strings.ContainsAny(rest[:1], " ,}#\t") {
		return false
	}
	e.lines[pos.Line-1] = string(line[:pos.Col-1]) + after + rest
	return true
}

// Value returns what stands at pos up to the end of the plain value.
func (e *Editor) Value(pos diag.Pos) string {
	if pos.Line < 1 || pos.Line > len(e.lines) {
		return ""
	}
	line := []rune(e.lines[pos.Line-1])
	if pos.Col < 1 || pos.Col > len(line) {
		return ""
	}
	text := string(line[pos.Col-1:])
	if i := strings.IndexAny(text, ",}#"); i >= 0 {
		text = text[:i]
	}
	return strings.TrimSpace(text)
}

// Append adds text after the last line.
func (e *Editor) Append(text string) { e.inserts = append(e.inserts, insert{len(e.lines), text}) }

// Bytes returns the file with the changes made.
func (e *Editor) Bytes() []byte {
	// At the same place the deepest goes first: it belongs to what stands above.
	slices.SortStableFunc(e.inserts, func(a, b insert) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(b.indent(), a.indent()))
	})
	var b strings.Builder
	next := 0
	for i := 0; i <= len(e.lines); i++ {
		for ; next < len(e.inserts) && e.inserts[next].line == i; next++ {
			b.WriteString(e.inserts[next].text)
		}
		if i < len(e.lines) {
			b.WriteString(e.lines[i] + "\n")
		}
	}
	return []byte(b.String())
}

// dash returns the indent of the dash of the item whose first key is at pos.
func (e *Editor) dash(pos diag.Pos) (indent int, ok bool) {
	if pos.Line < 1 || pos.Line > len(e.lines) {
		return 0, false
	}
	before := []rune(e.lines[pos.Line-1])
	if pos.Col < 3 || pos.Col-1 > len(before) {
		return 0, false
	}
	lead := string(before[:pos.Col-1])
	indent = strings.IndexByte(lead, '-')
	return indent, indent >= 0 && strings.Trim(lead, " -") == "" && strings.Count(lead, "-") == 1
}

// end returns after how many lines the item ends: a comment as deep as its keys is
// still of the item, other comments and blank lines belong to what comes next.
func (e *Editor) end(first, dash int) int {
	last := first
	for i := first; i < len(e.lines); i++ {
		line := e.lines[i]
		trimmed := strings.TrimLeft(line, " ")
		inside := len(line)-len(trimmed) > dash
		switch {
		case trimmed == "" || trimmed[0] == '#' && !inside:
		case !inside:
			return last
		default:
			last = i + 1
		}
	}
	return last
}
