package cell

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// cellLimit is what a cell holds, in UTF-16 units; excelize would cut in silence.
const cellLimit = 32_767

const cut = " […] (texte coupé : trop long pour une cellule)"

// Clean makes a text that a cell can hold: no control characters but the line
// feed, no invalid UTF-8, no code points XML forbids, and within the limit. A
// text that looks like a formula needs nothing: it is stored as a string.
func Clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\r':
			return ' '
		case r == '\n':
			return r
		case r < ' ', r == 0x7f, r == 0xfffd, r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, s)
	return shorten(s)
}

func shorten(s string) string {
	if len(s) <= cellLimit {
		return s
	}
	units := utf16.Encode([]rune(s))
	if len(units) <= cellLimit {
		return s
	}
	units = units[:cellLimit-len(utf16.Encode([]rune(cut)))]
	if utf16.IsSurrogate(rune(units[len(units)-1])) && units[len(units)-1] < 0xdc00 {
		units = units[:len(units)-1]
	}
	return string(utf16.Decode(units)) + cut
}

// LinesIn is how many lines a text takes in a column of so many characters,
// broken at spaces. Most letters are narrower than the digit that widths count
// in, so it is seldom too few.
func LinesIn(s string, width int) int {
	lines := 0
	for paragraph := range strings.SplitSeq(s, "\n") {
		lines++
		used := 0
		for word := range strings.SplitSeq(paragraph, " ") {
			n := utf8.RuneCountInString(word)
			if used > 0 && used+n > width {
				lines, used = lines+1, 0
			}
			lines += max(0, n-1) / width
			used += n + 1
		}
	}
	return lines
}

// HeightOf is the height of a row of so many lines, in points; Excel allows 409.
func HeightOf(lines int) float64 { return float64(min(lines, 26))*15 + 3 }

// Capital raises the first letter.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
