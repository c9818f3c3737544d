package lines

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"relance/generator/layout/face"
)

// Characters that stand for something the line breaker does.
const (
	tickBox       = '☐' // drawn, the family has none
	noBreakHyphen = '\u2011'
	softHyphen    = '\u00AD'
	zeroSpace     = '\u200B' // a place to break, without width
)

// substitutes are set in the place of characters that the family lacks.
var substitutes = map[rune]rune{
	'✓': '√', '✔': '√', '☑': '√',
	'✗': '×', '✘': '×', '☒': '×',
	'□': tickBox, '❏': tickBox,
	'\u3000': ' ', '\t': ' ', '\v': ' ', '\f': ' ', '\r': ' ',
}

// printed is what is set for a character: itself, a substitute, or -1 for
// nothing (marks of direction, joiners).
func printed(r rune) rune {
	if r >= ' ' && r < 0x7F {
		return r
	}
	if s, ok := substitutes[r]; ok {
		return s
	}
	switch {
	case r == zeroSpace || r == '\n':
		return r
	case r == softHyphen, unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
		return -1
	case unicode.IsControl(r):
		return ' '
	}
	return r
}

// Missing lists, sorted, the characters of a text that the letters' fonts cannot
// print: emoji, other scripts, those written from right to left. Empty when everything can be printed.
func Missing(text string) []rune {
	var missing []rune
	for _, r := range text {
		if p := printed(r); lacks(face.Regular, p) || lacks(face.Bold, p) || lacks(face.Italic, p) || lacks(face.BoldItalic, p) {
			missing = append(missing, r)
		}
	}
	slices.Sort(missing)
	return slices.Compact(missing)
}

// Legible is a text without the characters that [Missing] finds; […] stands where some
// were.
func Legible(text string) string {
	const mark = "[…]"
	if !strings.ContainsFunc(text, isFar) {
		return text
	}
	missing := Missing(text)
	if len(missing) == 0 {
		return text
	}
	var out strings.Builder
	hole, spaces := false, 0
	for _, r := range text {
		switch {
		case slices.Contains(missing, r):
			if !hole {
				out.WriteString(mark)
			}
			hole, spaces = true, 0
		case hole && r == ' ':
			spaces++ // written when something follows that is no hole
		default:
			out.WriteString(strings.Repeat(" ", spaces))
			hole, spaces = false, 0
			out.WriteRune(r)
		}
	}
	return out.String()
}

// isFar tells the characters after those of European languages, which every font has.
func isFar(r rune) bool { return r > 0x17F }

// Shown is the text as it will be printed.
func Shown(text string) string {
	return strings.ReplaceAll(strings.Map(printed, text), string(noBreakHyphen), "-")
}

func lacks(f face.Face, r rune) bool {
	switch r {
	case -1, '\n', zeroSpace, tickBox, noBreakHyphen:
		return false
	}
	return f.Glyph(r) == 0 || rightToLeft(r)
}

// rightToLeft tells the letters of Hebrew, of Arabic and of their neighbours: the
// fonts have some, but set from left to right they would make words nobody can read.
func rightToLeft(r rune) bool {
	return r >= 0x0590 && r < 0x0900 || r >= 0xFB1D && r < 0xFE00 || r >= 0xFE70 && r < 0xFEFF
}

func missingGlyph(r rune, text string) error {
	return fmt.Errorf("le caractère %s (U+%04X) ne peut pas être imprimé : « %s »",
		quoteRune(r), r, around(text, r))
}

func quoteRune(r rune) string {
	if unicode.IsPrint(r) {
		return "« " + string(r) + " »"
	}
	return "invisible"
}

// around cuts the context of a character: twenty characters on each side.
func around(text string, r rune) string {
	runes := []rune(text)
	at := slices.Index(runes, r)
	if at < 0 {
		return text
	}
	from, to := max(0, at-20), min(len(runes), at+21)
	return strings.ToValidUTF8(string(runes[from:to]), "\uFFFD")
}
