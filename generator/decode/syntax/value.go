package syntax

import (
	"strings"
	"unicode/utf8"

	"relance/generator/decode/syntax/entry"
	"relance/generator/diag"
)

// inValue looks for a fault inside the value of line n: a quote or a bracket
// left open, a character that no text may begin with, colons inside a text.
func (s Text) inValue(n int, e entry.Entry) *diag.Problem {
	value := s.lines[n-1][e.Value:]
	if value == "" || value[0] == '#' {
		return nil
	}
	if p := s.reserved(n, e.Value); p != nil {
		return p
	}
	switch value[0] {
	case ']', '}', ',':
		return s.problem(n, e.Value, "F003", "un texte ne peut pas commencer par « "+value[:1]+" »", "mettez le texte entre guillemets")
	case '|', '>':
		return s.blockHeader(n, e.Value)
	case '"', '\'':
		return s.inQuotes(n, e.Value, true)
	case '[', '{':
		f := flow{Text: s, line: n, at: e.Value, indent: e.Indent}
		return f.fault()
	}
	return s.inPlain(n, e)
}

// reserved refuses the signs that YAML keeps for itself at the start of a text.
func (s Text) reserved(n, offset int) *diag.Problem {
	sign := s.lines[n-1][offset : offset+1]
	code := "F003"
	switch {
	case strings.Contains("*&!", sign):
		code = "F008"
	case !strings.Contains("@`%", sign):
		return nil
	}
	return s.problem(n, offset, code, "un texte ne peut pas commencer par « "+sign+" »", "mettez le texte entre guillemets")
}

func (s Text) blockHeader(n, offset int) *diag.Problem {
	value := s.lines[n-1][offset:]
	if header := strings.TrimLeft(value[1:], "+-123456789"); header == "" || header[0] == ' ' && entry.Blank(header) {
		return nil
	}
	return s.problem(n, offset, "F003", "le texte annoncé par « "+value[:1]+" » commence à la ligne suivante",
		"passez à la ligne après « "+value[:1]+" », ou mettez le texte entre guillemets")
}

// inQuotes looks at a quoted text and, when alone is set, at what follows it on
// the line, where only a comment may stand.
func (s Text) inQuotes(n, offset int, alone bool) *diag.Problem {
	line := s.lines[n-1]
	end, closed := entry.QuoteEnd(line[offset:])
	if p := s.badEscape(n, offset, end); p != nil {
		return p
	}
	rest := line[offset+end:]
	switch {
	case !closed && (alone || s.stopsAfter(n)):
		return s.unclosedQuote(n, offset)
	case !closed || !alone || strings.TrimSpace(rest) == "" || entry.Blank(rest) && rest[0] != '#':
		return nil
	}
	hint := "supprimez ce texte, ou le guillemet qui le précède"
	if line[offset] == '\'' {
		hint = "entre apostrophes, doublez celles du texte : l''Essai ; ou entourez-le de guillemets \""
	}
	gap := len(rest) - len(strings.TrimLeft(rest, " \t"))
	return s.problem(n, offset+end+gap, "F003", "texte après le guillemet fermant", hint)
}

func (s Text) unclosedQuote(n, offset int) *diag.Problem {
	return s.problem(n, offset, "F003", "guillemet ouvert et jamais fermé", "ajoutez "+s.lines[n-1][offset:offset+1]+" à la fin du texte")
}

// stopsAfter reports whether a quote open on line n cannot rightly be closed by
// a later line: the file ends, or the next line is a key or an item.
func (s Text) stopsAfter(n int) bool {
	n = s.after(n)
	return n == 0 || entry.Of(s.lines[n-1]).Word || entry.Of(s.lines[n-1]).Dashes > 0
}

// badEscape looks for a backslash that begins no known escape.
func (s Text) badEscape(n, offset, end int) *diag.Problem {
	text := s.lines[n-1][offset : offset+end]
	if text[0] != '"' {
		return nil
	}
	for i := 1; i+1 < len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		i++
		if !strings.ContainsRune("0abt\tnvfre \"'/\\N_LPxuU", rune(text[i])) {
			_, size := utf8.DecodeRuneInString(text[i:])
			return s.problem(n, offset+i-1, "F003", "« \\"+text[i:i+size]+" » ne se lit pas entre guillemets",
				"écrivez \\\\ pour une barre oblique inverse, ou entourez le texte d'apostrophes '")
		}
	}
	return nil
}

// inPlain looks at a text without quotes: colons followed by a space would make
// it a key.
func (s Text) inPlain(n int, e entry.Entry) *diag.Problem {
	value := s.lines[n-1][e.Value:]
	if e.Key == "" {
		return nil
	}
	if strings.HasPrefix(value, "- ") || value == "-" {
		return s.problem(n, e.Value, "F003", "une liste ne commence pas sur la ligne de sa clé", "passez à la ligne après « "+e.Key+": », ou mettez le texte entre guillemets")
	}
	colon := entry.KeyEnd(value)
	switch last := value[len(value)-1]; {
	case colon < 0:
		return nil
	case last == '}' && !strings.Contains(value, "{"):
		return s.problem(n, e.Value, "F003", "« } » sans « { » qui l'ouvre", "ajoutez « { » au début")
	}
	quoted := e.Key + ": \"" + strings.ReplaceAll(strings.Trim(value, `"`), `"`, `'`) + `"`
	return s.problem(n, e.Value+colon, "F003", "deux-points dans un texte sans guillemets", "mettez le texte entre guillemets : "+diag.Short(quoted))
}
