package model

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"relance/generator/diag"
)

// A page is the text of one template, its front matter blanked line for line,
// so that an offset in it is a place in the user's file.
type page struct{ File, text string }

// pos is the place of a byte offset, its column in characters.
func (s page) pos(offset int) diag.Pos {
	before := s.text[:min(max(offset, 0), len(s.text))]
	line := strings.Count(before, "\n") + 1
	col := utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:]) + 1
	return diag.Pos{File: s.File, Line: line, Col: col}
}

// A tag is one {{…}}: its offsets, braces included, and what it says.
type tag struct {
	from, to int
	words    string
}

// keyword is the first word of a tag.
func (t tag) keyword() string {
	word, _, _ := strings.Cut(t.words, " ")
	return word
}

// opens are the tags that an {{end}} closes.
var opens = map[string]bool{"if": true, "range": true, "with": true}

// isControl reports whether the tag prints nothing by itself.
func (t tag) isControl() bool {
	word := t.keyword()
	return opens[word] || word == "else" || word == "end" || strings.HasPrefix(word, "/*")
}

// scan finds the tags and refuses, in the user's own terms, the mistakes that
// Go's parser would report obscurely or not at all: single braces, typographic
// quotes, blocks left open.
func (s page) scan() ([]tag, diag.List) {
	var tags []tag
	var problems diag.List
	for at := 0; ; {
		open := strings.Index(s.text[at:], "{{")
		if open < 0 {
			s.singleBraces(at, len(s.text), &problems)
			break
		}
		s.singleBraces(at, at+open, &problems)
		t, ok := s.tagAt(at+open, &problems)
		if ok {
			tags = append(tags, t)
		}
		at = t.to
	}
	if len(problems) == 0 {
		s.balance(tags, &problems)
	}
	return tags, problems
}

// tagAt reads the tag that starts at from.
func (s page) tagAt(from int, problems *diag.List) (tag, bool) {
	rest := s.text[from+2:]
	end := closing(rest)
	if end < 0 {
		line, _, _ := strings.Cut(rest, "\n")
		problems.Addf(s.pos(from), diag.Fault, "E107", "accolades mal fermées : « {{%s »", shorten(line)).Hint =
			"une balise tient sur une ligne, entre {{ et }}"
		return tag{to: from + 2 + len(line)}, false
	}
	inner := rest[:end]
	for i, r := range inner {
		if hint, odd := typographic[r]; odd && !strings.HasPrefix(strings.TrimLeft(inner, "- "), "/*") && !inQuotes(inner, i) {
			problems.Addf(s.pos(from+2+i), diag.Fault, "E107", "caractère « %c » dans une balise", r).Hint = hint
			return tag{to: from + end + 4}, false
		}
	}
	words := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(inner, "- "), " -"))
	return tag{from, from + end + 4, words}, true
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
func (s page) singleBraces(from, to int, problems *diag.List) {
	text := s.text[from:to]
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
		problems.Addf(s.pos(from+i), diag.Fault, "E107", "accolades simples").Hint = hint
		if line := strings.IndexByte(text[i:], '\n'); line >= 0 {
			i += line // one fault a line
			continue
		}
		return
	}
}

// balance checks that every block is closed, and names the one that is not.
func (s page) balance(tags []tag, problems *diag.List) {
	var open []tag
	for _, t := range tags {
		word := t.keyword()
		switch {
		case opens[word]:
			open = append(open, t)
		case word == "else" && len(open) == 0, word == "end" && len(open) == 0:
			problems.Addf(s.pos(t.from), diag.Fault, "E103", "« %s » sans « if », « range » ni « with » avant lui", word).Hint =
				"supprimez cette balise ou ouvrez le bloc"
		case word == "end":
			open = open[:len(open)-1]
		}
	}
	for _, t := range open {
		at := s.pos(t.from)
		problems.Addf(at, diag.Fault, "E103", "« %s » ouvert ligne %d, colonne %d, jamais fermé", t.keyword(), at.Line, at.Col).Hint =
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

// syntaxError places and translates an error of Go's parser, which knows lines
// only: the column is that of the word it quotes, else of the line's first tag.
func (s page) syntaxError(err error) diag.List {
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
func (s page) find(line int, word string) diag.Pos {
	lines := strings.Split(s.text, "\n")
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
