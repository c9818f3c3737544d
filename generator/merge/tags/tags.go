// Package tags finds the {{…}} of a template's text and says, in its author's own
// words, what Go's parser would say obscurely or not at all.
package tags

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"relance/generator/diag"
)

// A Page is the text of one template, its front matter blanked line for line,
// so that an offset in it is a place in the user's file.
type Page struct{ File, Text string }

// Pos is the place of a byte offset, its column in characters.
func (s Page) Pos(offset int) diag.Pos {
	before := s.Text[:min(max(offset, 0), len(s.Text))]
	line := strings.Count(before, "\n") + 1
	col := utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:]) + 1
	return diag.Pos{File: s.File, Line: line, Col: col}
}

// A Tag is one {{…}}: its offsets, braces included, and what it says.
type Tag struct {
	From, To int
	Words    string
}

// Keyword is the first word of a tag.
func (t Tag) Keyword() string {
	word, _, _ := strings.Cut(t.Words, " ")
	return word
}

// opens are the tags that an {{end}} closes.
var opens = map[string]bool{"if": true, "range": true, "with": true}

// IsControl reports whether the tag prints nothing by itself.
func (t Tag) IsControl() bool {
	word := t.Keyword()
	return opens[word] || word == "else" || word == "end" || strings.HasPrefix(word, "/*")
}

// Scan finds the tags and refuses, in the user's own terms, the mistakes that
// Go's parser would report obscurely or not at all: single braces, typographic
// quotes, blocks left open.
func (s Page) Scan() ([]Tag, diag.List) {
	var tags []Tag
	var problems diag.List
	for at := 0; ; {
		open := strings.Index(s.Text[at:], "{{")
		if open < 0 {
			s.singleBraces(at, len(s.Text), &problems)
			break
		}
		s.singleBraces(at, at+open, &problems)
		t, ok := s.tagAt(at+open, &problems)
		if ok {
			tags = append(tags, t)
		}
		at = t.To
	}
	if len(problems) == 0 {
		s.balance(tags, &problems)
	}
	return tags, problems
}

// tagAt reads the tag that starts at from.
func (s Page) tagAt(from int, problems *diag.List) (Tag, bool) {
	rest := s.Text[from+2:]
	end := closing(rest)
	if end < 0 {
		line, _, _ := strings.Cut(rest, "\n")
		problems.Addf(s.Pos(from), diag.Fault, "E107", "accolades mal fermées : « {{%s »", shorten(line)).Hint =
			"une balise tient sur une ligne, entre {{ et }}"
		return Tag{To: from + 2 + len(line)}, false
	}
	inner := rest[:end]
	for i, r := range inner {
		if hint, odd := typographic[r]; odd && !strings.HasPrefix(strings.TrimLeft(inner, "- "), "/*") && !inQuotes(inner, i) {
			problems.Addf(s.Pos(from+2+i), diag.Fault, "E107", "caractère « %c » dans une balise", r).Hint = hint
			return Tag{To: from + end + 4}, false
		}
	}
	words := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(inner, "- "), " -"))
	return Tag{from, from + end + 4, words}, true
}

// closing is the offset of the }} that closes a tag, or -1. It stops at the end
// of the line, at another {{ and at a lone brace.
func closing(s string) int {
	quoted := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\n' || !quoted && c == '{':
			return -1
		case !quoted && c == '}':
			if strings.HasPrefix(s[i:], "}}") {
				return i
			}
			return -1
		}
	}
	return -1
}

// inQuotes reports whether the offset is inside straight quotes, where every
// character is allowed.
func inQuotes(s string, offset int) bool { return strings.Count(s[:offset], `"`)%2 == 1 }

// typographic are the characters that word processors put in a tag.
var typographic = map[rune]string{
	'“': `employez des guillemets droits : "…"`, '”': `employez des guillemets droits : "…"`,
	'«': `employez des guillemets droits : "…"`, '»': `employez des guillemets droits : "…"`,
	'‘': `employez des guillemets droits : "…"`, '’': `employez des guillemets droits : "…"`,
	'\u00a0': "remplacez cette espace insécable par une espace ordinaire",
	'\u202f': "remplacez cette espace insécable par une espace ordinaire",
}

var insideBrace = regexp.MustCompile(`^\{\s*\{?\s*([\p{L}_$][\p{L}\d_.]*)`)

// singleBraces refuses { and } in plain text; {# starts a heading's identifier.
func (s Page) singleBraces(from, to int, problems *diag.List) {
	text := s.Text[from:to]
	for i := 0; i < len(text); i++ {
		if text[i] != '{' && text[i] != '}' {
			continue
		}
		if end := strings.IndexByte(text[i:], '}'); strings.HasPrefix(text[i:], "{#") && end > 0 {
			i += end
			continue
		}
		hint := "une balise s'écrit entre deux accolades : {{client.nom}}"
		if m := insideBrace.FindStringSubmatch(text[i:]); m != nil {
			hint = "écrivez {{" + m[1] + "}}"
		}
		problems.Addf(s.Pos(from+i), diag.Fault, "E107", "accolades simples").Hint = hint
		if line := strings.IndexByte(text[i:], '\n'); line >= 0 {
			i += line // one fault a line
			continue
		}
		return
	}
}

// balance checks that every block is closed, and names the one that is not.
func (s Page) balance(tags []Tag, problems *diag.List) {
	var open []Tag
	for _, t := range tags {
		word := t.Keyword()
		switch {
		case opens[word]:
			open = append(open, t)
		case word == "else" && len(open) == 0, word == "end" && len(open) == 0:
			problems.Addf(s.Pos(t.From), diag.Fault, "E103", "« %s » sans « if », « range » ni « with » avant lui", word).Hint =
				"supprimez cette balise ou ouvrez le bloc"
		case word == "end":
			open = open[:len(open)-1]
		}
	}
	for _, t := range open {
		at := s.Pos(t.From)
		problems.Addf(at, diag.Fault, "E103", "« %s » ouvert ligne %d, colonne %d, jamais fermé", t.Keyword(), at.Line, at.Col).Hint =
			"ajoutez {{end}} à la fin du bloc"
	}
}

// shorten keeps a message on one line.
func shorten(s string) string {
	if runes := []rune(s); len(runes) > 30 {
		return string(runes[:30]) + "…"
	}
	return s
}

var parserMessage = regexp.MustCompile(`^template: .*?:(\d+): (?s:(.*))$`)

// syntaxErrors translates what Go's parser says; the first row that matches
// wins, %s being what it quotes.
var syntaxErrors = []struct {
	match            *regexp.Regexp
	code, text, hint string
}{
	{regexp.MustCompile(`undefined variable "(.*)"`), "E101", "variable inconnue « %s »", "une boucle s'écrit {{range $f := factures}}…{{end}}"},
	{regexp.MustCompile(`unterminated (?:quoted|character).*`), "E103", "guillemet jamais refermé", `un texte s'écrit entre guillemets droits : "…"`},
	{regexp.MustCompile(`malformed character constant: (.*)`), "E103", "%s n'est pas un texte", `un texte s'écrit entre guillemets droits : "…"`},
	{regexp.MustCompile(`missing value for (?:command|(\w+))`), "E103", "balise incomplète", "dites ce qu'il faut imprimer ou tester : {{if contact.prenom}}"},
	{regexp.MustCompile(`unclosed left paren`), "E103", "parenthèse jamais refermée", "refermez-la avant }}"},
	{regexp.MustCompile(`unexpected (?:right paren|"\)")`), "E103", "parenthèse fermée sans avoir été ouverte", "supprimez-la"},
	{regexp.MustCompile(`non executable command in pipeline`), "E102", "après « | » il faut une fonction", "écrivez la fonction devant : {{longue date_limite}}"},
	{regexp.MustCompile(`unexpected "?([^"]*?)"? in `), "E103", "« %s » n'a pas de sens ici", "écrivez le nom du champ seul : {{client.nom}}"},
	{regexp.MustCompile(`unrecognized character in action: U\+\w+ '(.*)'`), "E103", "« %s » n'a pas de sens ici", "écrivez le nom du champ seul : {{client.nom}}"},
	{regexp.MustCompile(`bad character U\+\w+ '(.*)'`), "E103", "« %s » n'a pas de sens ici", "écrivez le nom du champ seul : {{client.nom}}"},
}

// SyntaxError places and translates an error of Go's parser, which knows lines
// only: the column is that of the word it quotes, else of the line's first tag.
func (s Page) SyntaxError(err error) diag.List {
	var problems diag.List
	line, message := 1, err.Error()
	if m := parserMessage.FindStringSubmatch(message); m != nil {
		line, message = atoi(m[1]), m[2]
	}
	code, text, hint, quoted := "E103", "balise illisible", "écrivez le nom du champ seul : {{client.nom}}", "{{"
	for _, row := range syntaxErrors {
		if m := row.match.FindStringSubmatch(message); m != nil {
			code, text, hint = row.code, row.text, row.hint
			if strings.Contains(text, "%s") {
				quoted = m[1]
				text = strings.Replace(text, "%s", quoted, 1)
			}
			break
		}
	}
	problems.Addf(s.find(line, quoted), diag.Fault, code, "%s", text).Hint = hint
	return problems
}

// find is the place of a word on a line.
func (s Page) find(line int, word string) diag.Pos {
	lines := strings.Split(s.Text, "\n")
	if line < 1 || line > len(lines) {
		return diag.Pos{File: s.File, Line: line}
	}
	text := lines[line-1]
	at := strings.Index(text, "{{")
	if i := strings.Index(text[max(at, 0):], word); i >= 0 && word != "" {
		at = max(at, 0) + i
	}
	return diag.Pos{File: s.File, Line: line, Col: utf8.RuneCountInString(text[:max(at, 0)]) + 1}
}

func atoi(s string) int {
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}
