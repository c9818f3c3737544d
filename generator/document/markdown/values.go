package markdown

import (
	"strings"
	"unicode"

	"relance/generator/document"
)

// Values is the data of one document while its Markdown is being read. Each
// value stands in the Markdown as one private-use character, a token, which is
// neither space nor punctuation: whatever a client is called, the structure of
// the document cannot change. Parse puts the values back in the text it found.
// The zero Values is ready to use; one Values serves one document.
type Values struct{ list []value }

type value struct {
	spans   []document.Span
	blocks  []document.Block
	isBlock bool
}

// Text stores s and returns its token. A newline of s is a hard break in a
// paragraph and a comma in a table cell or a heading; everything else is printed
// exactly as it is.
func (v *Values) Text(s string) string { return v.Spans(document.Span{Text: s}) }

// Spans is Text for a value that has styles or links.
func (v *Values) Spans(spans ...document.Span) string { return v.add(value{spans: spans}) }

// Block stores blocks and returns the token that stands for them, which must be
// alone on its line. No block at all is a line that disappears.
func (v *Values) Block(blocks ...document.Block) string {
	return v.add(value{blocks: blocks, isBlock: true})
}

func (v *Values) add(val value) string {
	v.list = append(v.list, val)
	return string(tokenOf(len(v.list) - 1))
}

// at returns the value that r stands for.
func (v *Values) at(r rune) (value, bool) {
	if v == nil {
		return value{}, false
	}
	n := indexOf(r)
	if n < 0 || n >= len(v.list) {
		return value{}, false
	}
	return v.list[n], true
}

// privateUse are the three private-use areas of Unicode, 137,468 characters: more
// than a source of the largest size allowed in a letter can hold.
var privateUse = []struct{ first, last rune }{{0xE000, 0xF8FF}, {0xF0000, 0xFFFFD}, {0x100000, 0x10FFFD}}

func tokenOf(n int) rune {
	for _, area := range privateUse {
		if size := int(area.last-area.first) + 1; n >= size {
			n -= size
			continue
		}
		return area.first + rune(n)
	}
	panic("markdown: too many values")
}

// indexOf is the inverse of tokenOf, -1 when r is not a private-use character.
func indexOf(r rune) int {
	n := 0
	for _, area := range privateUse {
		if area.first <= r && r <= area.last {
			return n + int(r-area.first)
		}
		n += int(area.last-area.first) + 1
	}
	return -1
}

func isToken(r rune) bool { return r >= '\ue000' && unicode.Is(unicode.Co, r) }

// IndexPrivate returns the byte index of the first private-use character of s,
// -1 if there is none. A template that holds one must be refused before it is
// filled: afterwards it would be taken for a value.
func IndexPrivate(s string) int { return strings.IndexFunc(s, isToken) }
