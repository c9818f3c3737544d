package syntax

import (
	"strconv"
	"strings"

	"relance/generator/decode/syntax/entry"
	"relance/generator/diag"
)

// A flow walks through « { } » and « [ ] », over as many lines as they take, in
// search of what yaml.v3 refused there.
type flow struct {
	Text
	line, at int // where it stands: line from 1, offset from 0
	indent   int // of the line where the first bracket is
	open     []bracket
	opened   bool // a first bracket was read
}

type bracket struct {
	sign     byte
	line, at int
	colon    bool // in the current entry of a « { », a colon was read
}

func (f *flow) fault() *diag.Problem {
	for !f.opened || len(f.open) > 0 {
		rest := f.lines[f.line-1][f.at:]
		if rest == "" || rest[0] == '#' && (f.at == 0 || f.lines[f.line-1][f.at-1] == ' ') {
			if f.stops() {
				return f.unclosed()
			}
			f.line, f.at = f.line+1, 0
			continue
		}
		if p := f.step(rest); p != nil {
			return p
		}
	}
	if rest := f.lines[f.line-1][f.at:]; strings.TrimSpace(rest) != "" && !strings.HasPrefix(strings.TrimLeft(rest, " "), "#") {
		gap := len(rest) - len(strings.TrimLeft(rest, " \t"))
		return f.problem(f.line, f.at+gap, "F003", "texte après « "+f.lines[f.line-1][f.at-1:f.at]+" »", "supprimez-le, ou mettez tout le texte entre guillemets")
	}
	return nil
}

// stops reports whether the brackets cannot go on after this line: the file
// ends, or the next line belongs to the block around.
func (f *flow) stops() bool {
	next := f.after(f.line)
	if next == 0 {
		return true
	}
	e := entry.Of(f.lines[next-1])
	return e.Dashes > 0 || e.Indent <= f.indent || e.Word && !strings.HasSuffix(strings.TrimRight(f.lines[f.line-1], " "), ",")
}

// unclosed accuses the first line that does not end as a line of an unfinished
// list does, by a comma or a bracket that opens; or the line of the bracket, when
// that line rather ends by closing another.
func (f *flow) unclosed() *diag.Problem {
	last := f.open[len(f.open)-1]
	what := "« " + string(last.sign) + " » jamais fermé"
	hint := "ajoutez « " + string(closing(last.sign)) + " » à la fin"
	end := last.line
	for end < f.line && f.goesOn(end) {
		end++
	}
	if text := strings.TrimRight(f.lines[end-1], " "); end == last.line || strings.HasSuffix(text, "]") || strings.HasSuffix(text, "}") {
		return f.problem(last.line, last.at, "F003", what, hint)
	}
	return f.problem(end, len(f.lines[end-1]), "F003", what+" (ouvert ligne "+strconv.Itoa(last.line)+")", hint)
}

// goesOn reports whether a line ends as one of an unfinished list does.
func (f *flow) goesOn(n int) bool {
	text := strings.TrimRight(f.lines[n-1], " ")
	return text == "" || strings.ContainsRune(",[{", rune(text[len(text)-1]))
}

func closing(sign byte) byte {
	if sign == '[' {
		return ']'
	}
	return '}'
}

// step reads one sign, quoted text or plain text.
func (f *flow) step(rest string) *diag.Problem {
	if p := f.reserved(f.line, f.at); p != nil {
		return p
	}
	switch c := rest[0]; c {
	case ' ', '\t':
		f.at++
	case '[', '{':
		f.open = append(f.open, bracket{sign: c, line: f.line, at: f.at})
		f.opened = true
		f.at++
	case ']', '}':
		last := f.open[len(f.open)-1]
		if closing(last.sign) != c {
			return f.problem(f.line, f.at, "F003", "« "+rest[:1]+" » ferme ce que « "+string(last.sign)+" » a ouvert",
				"remplacez l'un des deux signes pour qu'ils aillent ensemble")
		}
		f.open = f.open[:len(f.open)-1]
		f.at++
	case ',':
		f.open[len(f.open)-1].colon = false
		f.at++
	case '"', '\'':
		return f.quoted(rest)
	case ':':
		return f.colon()
	default:
		f.plain(rest)
	}
	return nil
}

// quoted reads a quoted text, that later lines may close.
func (f *flow) quoted(rest string) *diag.Problem {
	if p := f.inQuotes(f.line, f.at, false); p != nil {
		return p
	}
	end, closed := entry.QuoteEnd(rest)
	f.at += end
	for !closed && f.line < len(f.lines) {
		f.line++
		end, closed = entry.QuoteEnd(rest[:1] + f.lines[f.line-1])
		f.at = end - 1
	}
	if after := strings.TrimLeft(f.lines[f.line-1][f.at:], " \t"); closed && after != "" && !strings.ContainsRune(",:]}#", rune(after[0])) {
		return f.problem(f.line, f.at, "F003", "il manque une virgule après le guillemet fermant", "ajoutez « , » entre les deux, ou supprimez le guillemet en trop")
	}
	return nil
}

// colon reads the colon after a key. A second one in the same entry means that
// the comma between two entries was forgotten.
func (f *flow) colon() *diag.Problem {
	last := &f.open[len(f.open)-1]
	if last.colon {
		return f.problem(f.line, f.at, "F003", "deux fois « : » sans virgule entre les deux",
			"ajoutez une virgule avant cette clé, ou mettez le texte entre guillemets")
	}
	last.colon = last.sign == '{'
	f.at++
	return nil
}

// plain skips a text without quotes, up to what ends it in YAML.
func (f *flow) plain(rest string) {
	for i := range rest {
		if i > 0 && (strings.ContainsRune(",[]{}", rune(rest[i])) ||
			rest[i] == ':' && (i+1 == len(rest) || strings.ContainsRune(" \t,[]{}", rune(rest[i+1]))) ||
			rest[i] == '#' && rest[i-1] == ' ') {
			f.at += i
			return
		}
	}
	f.at += len(rest)
}
