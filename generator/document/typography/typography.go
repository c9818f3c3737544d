// Package typography sets French text as printers do: its spaces, its apostrophes,
// its ordinals.
package typography

import (
	"strings"
	"unicode"

	"relance/generator/document"
)

// A Glyph is one character of a phrase with its style. A phrase is laid flat as
// glyphs so that its typography is decided whole, whatever its styles. A
// private-use character stands for a value, which may be a word or a number.
type Glyph struct {
	Rune  rune
	Style document.Style
	Link  string
	At    int // where it was read, in bytes, when that matters; never changed here
}

const (
	noBreak = '\u00a0'
	narrow  = '\u202f'
)

// French sets the spaces and apostrophes of s: U+202F before ; ! ?
// and inside « », U+00A0 before : € % and units and after n°, M., art., L.;
// apostrophes are curly. Addresses (https://…, a@b.fr) and hours (12:30) are
// left alone. Doing it twice changes nothing.
func French(s string) string {
	in := make([]Glyph, 0, len(s))
	for _, r := range s {
		in = append(in, Glyph{Rune: r})
	}
	return String(Set(in))
}

// String is the text of glyphs.
func String(glyphs []Glyph) string {
	var b strings.Builder
	b.Grow(len(glyphs) + len(glyphs)/8)
	for _, g := range glyphs {
		b.WriteRune(g.Rune)
	}
	return b.String()
}

// A typesetter reads glyphs once, from left to right; what it decides depends on
// the glyphs already set and on the next ones, never on the style they have.
type typesetter struct {
	in, out []Glyph
	i       int
	scanned int // the words before this glyph of in are not addresses
}

// Set is [French] for a phrase of several styles: code is left alone, and the
// ending of « 1er » is raised. It may change the styles of in.
func Set(in []Glyph) []Glyph {
	t := &typesetter{in: in, out: make([]Glyph, 0, len(in)+8)}
	for t.i < len(in) {
		if end := t.verbatim(); end > t.i {
			t.out = append(t.out, in[t.i:end]...)
			t.i = end
			continue
		}
		if t.ordinal() {
			for range 2 {
				in[t.i].Style |= document.Superscript
				t.out = append(t.out, in[t.i])
				t.i++
			}
			continue
		}
		t.glyph(in[t.i])
		t.i++
	}
	return t.out
}

// verbatim returns where the code or the address that starts here ends, t.i if
// there is none.
func (t *typesetter) verbatim() int {
	end := t.i
	for end < len(t.in) && t.in[end].Style&document.Code != 0 {
		end++
	}
	if end > t.i || t.i < t.scanned {
		return end
	}
	address := t.reads(t.i, "www.")
	for end < len(t.in) && !unicode.IsSpace(t.in[end].Rune) {
		address = address || t.in[end].Rune == '@' || t.reads(end, "://")
		end++
	}
	t.scanned = end + 1
	if address {
		return end
	}
	return t.i
}

// reads reports whether a text stands at a place of in.
func (t *typesetter) reads(at int, text string) bool {
	for _, r := range text {
		if at >= len(t.in) || t.in[at].Rune != r {
			return false
		}
		at++
	}
	return true
}

func (t *typesetter) glyph(g Glyph) {
	if g.Rune >= 'a' && g.Rune <= 'z' || g.Rune >= 'A' && g.Rune <= 'Z' { // most of a text, and nothing to decide
		t.out = append(t.out, g)
		return
	}
	prev, next := t.before(1), t.after(1)
	switch r := g.Rune; {
	case r == ' ':
		if unicode.IsSpace(prev) {
			return
		}
		g.Rune = t.space()
	case strings.ContainsRune(";!?", r) && isPhrase(prev) && endsPhrase(next):
		t.insert(narrow)
	case r == ':' && isPhrase(prev) && endsColon(next):
		t.insert(noBreak)
	case r == '»' && prev != 0 && !unicode.IsSpace(prev):
		t.insert(narrow)
	case strings.ContainsRune("€%‰", r) && isNumber(prev):
		t.insert(noBreak)
	case isNumber(r) && prev == '°':
		if w := t.word(); w == "n°" || w == "N°" {
			t.insert(noBreak)
		}
	case r == '\'' && isLetter(prev) && (isWord(next) || next == '«'):
		g.Rune = '’'
	}
	t.out = append(t.out, g)
	if g.Rune == '«' && next != 0 && !unicode.IsSpace(next) {
		t.insert(narrow)
	}
}

// space chooses the space to set where the author typed an ordinary one.
func (t *typesetter) space() rune {
	j := 1
	for t.after(j) == ' ' {
		j++
	}
	prev, next, then := t.before(1), t.after(j), t.after(j+1)
	switch {
	case next == 0:
		return ' '
	case prev == '«', next == '»':
		return narrow
	case strings.ContainsRune(";!?", next) && then != '=':
		return narrow
	case next == ':' && endsColon(then):
		return noBreak
	case isNumber(prev) && (strings.ContainsRune("€%‰", next) || units[t.upcoming(j)]):
		return noBreak
	case (unicode.IsUpper(next) || isNumber(next)) && introducers[t.word()]:
		return noBreak
	}
	return ' '
}

// introducers never stand at the end of a line before a name or a number.
var introducers = map[string]bool{
	"M.": true, "MM.": true, "Mme": true, "Mmes": true, "Mlle": true, "Me": true, "Dr": true,
	"n°": true, "N°": true, "art.": true, "Art.": true, "article": true, "articles": true,
	"L.": true, "R.": true, "D.": true, "p.": true, "al.": true, "§": true,
}

// units never stand at the start of a line after a number.
var units = map[string]bool{
	"h": true, "min": true, "j": true, "jour": true, "jours": true, "mois": true, "an": true, "ans": true,
	"km": true, "m": true, "cm": true, "mm": true, "kg": true, "Ko": true, "Mo": true,
}

// word is the word set just before, with the full stop or the degree it ends with.
func (t *typesetter) word() string {
	var out []rune
	for n := 1; n < 10; n++ {
		r := t.before(n)
		if !unicode.IsLetter(r) && r != '.' && r != '°' && r != '§' {
			break
		}
		out = append([]rune{r}, out...)
	}
	return string(out)
}

// upcoming is the run of letters that starts j glyphs further.
func (t *typesetter) upcoming(j int) string {
	var out strings.Builder
	for ; unicode.IsLetter(t.after(j)); j++ {
		out.WriteRune(t.after(j))
	}
	return out.String()
}

// ordinal reports whether the "er" of « 1er » or the "re" of « 1re » comes now.
func (t *typesetter) ordinal() bool {
	return t.before(1) == '1' && (t.reads(t.i, "er") || t.reads(t.i, "re")) &&
		!isWord(t.before(2)) && !isWord(t.after(2))
}

func (t *typesetter) insert(r rune) {
	g := Glyph{Rune: r}
	if len(t.out) > 0 { // the space takes the style of the text it follows
		last := t.out[len(t.out)-1]
		g.Style, g.Link = last.Style&^document.Superscript, last.Link
	}
	t.out = append(t.out, g)
}

func (t *typesetter) before(n int) rune {
	if n > len(t.out) {
		return 0
	}
	return t.out[len(t.out)-n].Rune
}

func (t *typesetter) after(n int) rune {
	if t.i+n >= len(t.in) {
		return 0
	}
	return t.in[t.i+n].Rune
}

func isValue(r rune) bool  { return r >= '\ue000' && unicode.Is(unicode.Co, r) }
func isLetter(r rune) bool { return unicode.IsLetter(r) || isValue(r) }
func isNumber(r rune) bool { return unicode.IsDigit(r) || isValue(r) }
func isWord(r rune) bool   { return isLetter(r) || unicode.IsDigit(r) }
func isGap(r rune) bool    { return r == 0 || unicode.IsSpace(r) }

// isPhrase: what a double punctuation mark may follow without a space.
func isPhrase(r rune) bool {
	return isWord(r) || r != 0 && strings.ContainsRune(")»%€’\"…°", r)
}

// endsColon: a colon before anything else is that of an hour, of a key, of a smiley.
func endsColon(r rune) bool { return isGap(r) || r == '»' }

func endsPhrase(r rune) bool { return isGap(r) || strings.ContainsRune(")]»\".…!?’", r) }
