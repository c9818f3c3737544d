package diag

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Print writes each problem with its source line, a caret under the faulty
// character and the remedy, then a count line. It writes nothing for an empty
// list. source returns a file's bytes as they were read, or nil when there is
// no line to show. Whatever the data holds, only printable characters come out:
// a kit cannot send escape sequences to the terminal.
func Print(w io.Writer, l List, source func(file string) []byte) {
	if len(l) == 0 {
		return
	}
	files := map[string][]string{}
	for _, p := range l {
		fmt.Fprintf(w, "%s%s %s%s\n", p.place(), Visible(p.Code), Visible(p.effect()), Visible(p.Text))
		if p.Line > 0 && source != nil {
			if _, known := files[p.File]; !known {
				if src := source(p.File); src != nil {
					files[p.File] = splitLines(src)
				}
			}
			printExcerpt(w, p.Pos, files[p.File])
		}
		printHint(w, p.Hint)
	}
	fmt.Fprintln(w, l.summary())
}

// place says where the problem stands, up to and including the separator that
// comes before its code.
func (p Problem) place() string {
	file := Visible(p.File)
	switch {
	case p.Sheet != "" && p.Cell != "":
		return fmt.Sprintf("%s, feuille %s, cellule %s : ", file, Visible(p.Sheet), Visible(p.Cell))
	case p.Sheet != "":
		return fmt.Sprintf("%s, feuille %s : ", file, Visible(p.Sheet))
	case p.Line > 0 && p.Col > 0:
		return fmt.Sprintf("%s:%d:%d: ", file, p.Line, p.Col)
	case p.Line > 0:
		return fmt.Sprintf("%s:%d: ", file, p.Line)
	case file != "":
		return file + " : "
	}
	return ""
}

// effect says what a problem that is not a plain fault prevents.
func (p Problem) effect() string {
	switch {
	case p.Kind == Warning:
		return "attention : "
	case p.Kind == Missing && p.Client != "" && p.Invoice != "":
		return "bloque " + p.Client + " / " + p.Invoice + " : "
	case p.Kind == Missing && p.Client+p.Invoice != "":
		return "bloque " + p.Client + p.Invoice + " : "
	case p.Kind == Missing:
		return "bloquant : "
	}
	return ""
}

func printExcerpt(w io.Writer, pos Pos, lines []string) {
	if pos.Line > len(lines) {
		return
	}
	text, caret := excerpt(lines[pos.Line-1], pos.Col)
	number := strconv.Itoa(pos.Line)
	fmt.Fprintf(w, " %s | %s\n", number, text)
	if pos.Col > 0 {
		fmt.Fprintf(w, " %*s | %*s\n", len(number), "", caret+1, "^")
	}
}

func printHint(w io.Writer, hint string) {
	mark := "   → "
	for line := range strings.Lines(hint) {
		fmt.Fprintln(w, mark+Visible(strings.TrimSuffix(line, "\n")))
		mark = "     "
	}
}

// splitLines cuts at LF, CR LF and CR alone, as the YAML reader counts lines. A
// byte order mark is not a character of the first line.
func splitLines(src []byte) []string {
	text := strings.TrimPrefix(string(src), "\ufeff")
	return strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
}

func (l List) summary() string {
	var parts []string
	add := func(n int, one, many string) {
		switch {
		case n == 1:
			parts = append(parts, "1 "+one)
		case n > 1:
			parts = append(parts, strconv.Itoa(n)+" "+many)
		}
	}
	add(l.count(Fault), "point à corriger", "points à corriger")
	add(l.count(Missing), "donnée manquante", "données manquantes")
	add(l.count(Warning), "avertissement", "avertissements")
	return strings.Join(parts, ", ")
}

// window is how many columns of a long source line are shown.
const window = 100

// excerpt returns a line as a terminal can show it, cut to the window around
// the column, and how many columns stand before that character.
func excerpt(line string, col int) (text string, caret int) {
	type cell struct {
		shown string
		width int
	}
	var cells []cell
	total := 0
	for i, n := 0, 0; i < len(line); i += n {
		var shown string
		shown, n = show(line[i:])
		if line[i] == '\t' {
			shown = strings.Repeat(" ", 4-total%4)
		}
		wide := Width(shown)
		cells = append(cells, cell{shown, wide})
		total += wide
	}
	at := min(max(col-1, 0), len(cells))
	first, last := 0, len(cells)
	if total > window {
		first = max(0, at-window/2)
		last = min(len(cells), first+window)
	}
	var b strings.Builder
	if first > 0 {
		b.WriteString("…")
		caret++
	}
	for i, c := range cells[first:last] {
		b.WriteString(c.shown)
		if first+i < at {
			caret += c.width
		}
	}
	if last < len(cells) {
		b.WriteString("…")
	}
	return b.String(), caret
}

// show returns the first character of s as it may be sent to a terminal, and
// how many bytes it takes in s.
func show(s string) (shown string, size int) {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && n == 1:
		return fmt.Sprintf(`\x%02x`, s[0]), 1
	case !dangerous(r):
		return s[:n], n
	case r < 0x80:
		return fmt.Sprintf(`\x%02x`, r), n
	}
	return fmt.Sprintf(`\u%04x`, r), n
}

// Visible returns s with every character escaped that a terminal would obey or
// hide. Whatever quotes the data of a kit on the screen passes through it.
func Visible(s string) string {
	var b strings.Builder
	for i, n := 0, 0; i < len(s); i += n {
		var shown string
		shown, n = show(s[i:])
		b.WriteString(shown)
	}
	return b.String()
}

// Short returns s, cut when it is too long to be quoted in a message.
func Short(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
