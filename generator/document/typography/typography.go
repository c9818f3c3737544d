// Package typography sets French text as printers do: its spaces, its apostrophes,
// its ordinals.
package typography

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"relance/generator/document"
)

// A Glyph is one character of a phrase with its style. A phrase is laid flat as
// glyphs so that its typography is decided whole, whatever its styles. A
// private-use character stands for a value, which may be a word or a number.
// It holds no pointer: a guide has millions of them.
type Glyph struct {
	Rune  rune
	At    int32 // where it was read, in bytes, when that matters; never changed here
	Link  int32 // the link it is part of, as numbered by whoever made it; 0 is none
	Style document.Style
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
	if isPlain(s) {
		return s
	}
	return whole(s)
}

// whole is [French] of any text.
func whole(s string) string {
	var read, set [96]Glyph // most of what is set alone is a title
	in, room := read[:0], set[:0]
	if len(s) > len(read)-8 {
		in, room = make([]Glyph, 0, len(s)), make([]Glyph, 0, len(s)+8)
	}
	for _, r := range s {
		in = append(in, Glyph{Rune: r})
	}
	return String(Set(in, room))
}

// isPlain reports that nothing of s can change: letters, and spaces between two words
// in lower case.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case b >= 'a' && b <= 'z', b >= 'A' && b <= 'Z', b == ',', b == '.', b == '-', b == '\n':
		case b == 0xC3 && i+1 < len(s) && s[i+1] >= 0x80: // é, à, ç…
			i++
		case b == ' ' && i > 0 && isLower(s[i-1]) && i+1 < len(s) && isLower(s[i+1]):
		case b >= '0' && b <= '9':
		default:
			return false
		}
	}
	return true
}

func isLower(b byte) bool { return b >= 'a' && b <= 'z' || b == ',' }

// String is the text of glyphs.
func String(glyphs []Glyph) string {
	var b strings.Builder
	b.Grow(len(glyphs) + len(glyphs)/8)
	for _, g := range glyphs {
		if g.Rune < utf8.RuneSelf {
			b.WriteByte(byte(g.Rune))
		} else {
			b.WriteRune(g.Rune)
		}
	}
	return b.String()
}

// Set is [French] for a phrase of several styles: code is left alone, and the
// ending of « 1er » is raised. It may change the styles of in. The result is
// written over room, as far as it goes.
func Set(in, room []Glyph) []Glyph {
	t := typesetter{in: in}
	out := slices.Grow(room[:0], len(in)+len(in)/16)
	for t.i < len(in) {
		if end := t.letters(out); end > t.i {
			out = append(out, in[t.i:end]...)
			t.i = end
			continue
		}
		switch end := t.verbatim(); {
		case end > t.i:
			out = append(out, in[t.i:end]...)
			t.i = end
		case t.ordinal(out):
			in[t.i].Style |= document.Superscript
			in[t.i+1].Style |= document.Superscript
			out = append(out, in[t.i], in[t.i+1])
			t.i += 2
		default:
			out = t.glyph(out, in[t.i])
			t.i++
		}
	}
	return out
}

// A typesetter reads glyphs once, from left to right; what it decides depends on
// the glyphs already set and on the next ones, never on the style they have.
type typesetter struct {
	in      []Glyph
	i       int
	scanned int // the words before this glyph of in are not addresses
}

// letters returns where the letters that start here end, t.i when something is to be
// decided first: most of a text is the middle of words.
func (t *typesetter) letters(out []Glyph) int {
	end := t.i
	if before(out, 1) == '1' {
		return end // of « 1er »
	}
	for end < t.scanned-1 && isPlainLetter(t.in[end].Rune) && t.in[end].Style&document.Code == 0 {
		end++
	}
	return end
}

// isPlainLetter: a letter of French.
func isPlainLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 'À' && r <= 'ſ'
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
		address = address || t.in[end].Rune == '@' || t.in[end].Rune == ':' && t.reads(end, "://")
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

// glyph adds the next glyph to those set.
func (t *typesetter) glyph(out []Glyph, g Glyph) []Glyph {
	if isPlainLetter(g.Rune) {
		return append(out, g)
	}
	prev, next := before(out, 1), t.after(1)
	switch r := g.Rune; {
	case r == ' ':
		if unicode.IsSpace(prev) {
			return out
		}
		g.Rune = t.space(out)
	case (r == ';' || r == '!' || r == '?') && isPhrase(prev) && endsPhrase(next):
		out = insert(out, narrow)
	case r == ':' && isPhrase(prev) && endsColon(next):
		out = insert(out, noBreak)
	case r == '»' && prev != 0 && !unicode.IsSpace(prev):
		out = insert(out, narrow)
	case (r == '€' || r == '%' || r == '‰') && isNumber(prev):
		out = insert(out, noBreak)
	case prev == '°' && isNumber(r):
		if w := word(out); w == "n°" || w == "N°" {
			out = insert(out, noBreak)
		}
	case r == '\'' && isLetter(prev) && (isWord(next) || next == '«'):
		g.Rune = '’'
	}
	out = append(out, g)
	if g.Rune == '«' && next != 0 && !unicode.IsSpace(next) {
		out = insert(out, narrow)
	}
	return out
}

// space chooses the space to set where the author typed an ordinary one.
func (t *typesetter) space(out []Glyph) rune {
	j := 1
	for t.after(j) == ' ' {
		j++
	}
	prev, next, then := before(out, 1), t.after(j), t.after(j+1)
	switch {
	case next == 0:
		return ' '
	case prev == '«', next == '»':
		return narrow
	case (next == ';' || next == '!' || next == '?') && then != '=':
		return narrow
	case next == ':' && endsColon(then):
		return noBreak
	case isNumber(prev) && (next == '€' || next == '%' || next == '‰' || units[t.upcoming(j)]):
		return noBreak
	case (unicode.IsUpper(next) || isNumber(next)) && introducers[word(out)]:
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
func word(out []Glyph) string {
	first := len(out)
	for first > 0 && len(out)-first < 9 && isOfWord(out[first-1].Rune) {
		first--
	}
	return String(out[first:])
}

func isOfWord(r rune) bool { return unicode.IsLetter(r) || r == '.' || r == '°' || r == '§' }

// upcoming is the run of letters that starts j glyphs further.
func (t *typesetter) upcoming(j int) string {
	end := t.i + j
	for end < len(t.in) && unicode.IsLetter(t.in[end].Rune) {
		end++
	}
	return String(t.in[min(t.i+j, end):end])
}

// ordinal reports whether the "er" of « 1er » or the "re" of « 1re » comes now.
func (t *typesetter) ordinal(out []Glyph) bool {
	return before(out, 1) == '1' && (t.reads(t.i, "er") || t.reads(t.i, "re")) &&
		!isWord(before(out, 2)) && !isWord(t.after(2))
}

func insert(out []Glyph, r rune) []Glyph {
	g := Glyph{Rune: r}
	if len(out) > 0 { // the space takes the style of the text it follows
		last := out[len(out)-1]
		g.Style, g.Link = last.Style&^document.Superscript, last.Link
	}
	return append(out, g)
}

// before is the nth character from the end of those set, 0 when there is none.
func before(out []Glyph, n int) rune {
	if n > len(out) {
		return 0
	}
	return out[len(out)-n].Rune
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
