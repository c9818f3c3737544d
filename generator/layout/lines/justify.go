package lines

import (
	"strings"
	"unicode"

	"relance/generator/document"
	"relance/generator/layout/syllable"
)

// Justified sets spans on lines of a width in mm, flush left and right but for the
// last one; long words are divided between syllables where spaces would gape.
func (b *Breaker) Justified(spans []document.Span, base Look, width float64) []Line {
	b.read(spans, base)
	b.cutLong(width)
	b.divide(width)
	return b.fill(width, true)
}

// What a space may become, in times its usual width: above loose a word is divided
// if one can be, above gaping the line is left ragged.
const (
	loose  = 1.5
	gaping = 2.5
)

// stretch is what each space of a line lacks for the line to be of a width, in mm; 0
// when it would gape.
func stretch(words []word, width float64) float64 {
	spaces, usual, used := 0, 0.0, 0.0
	for i, w := range words {
		used += w.width
		if w.space > 0 && i < len(words)-1 {
			spaces, usual, used = spaces+1, usual+w.space, used+w.space
		}
	}
	lack := width - used
	if spaces == 0 || lack < 0 || lack > (gaping-1)*usual {
		return 0
	}
	return lack / float64(spaces)
}

// divide replaces the words that [Breaker.fill] will divide with their two parts: those
// that leave a loose line before them, but never the last word of a paragraph, nor at
// the end of three lines in a row.
func (b *Breaker) divide(width float64) {
	const most = 2
	var words []word
	from, used, row := 0, 0.0, 0
	for i, w := range b.words {
		if len(words) > from && used+w.width > width+slack {
			divided := false
			if row < most && i < len(b.words)-1 && !tight(words[from:], width) {
				var head word
				if head, w, divided = b.syllables(w, width-used); divided {
					words = append(words, head)
				}
			}
			if row++; !divided {
				row = 0
			}
			from, used = len(words), 0
		}
		words = append(words, w)
		used += w.width + w.space
		if w.hard {
			from, used, row = len(words), 0, 0
		}
	}
	b.words = words
}

// tight tells whether a line of words needs no division to be full.
func tight(words []word, width float64) bool {
	usual := 0.0
	for _, w := range words[:len(words)-1] {
		usual += w.space
	}
	extra := stretch(words, width)
	return extra > 0 && extra*float64(len(words)-1) <= (loose-1)*usual
}

// syllables divides a word so that its first part, with its hyphen, fits in room; the
// tail is the whole word when it cannot be.
func (b *Breaker) syllables(w word, room float64) (head, tail word, ok bool) {
	if w.to-w.from != 1 {
		return head, w, false // of several looks: rare, and often a name
	}
	p := b.pieces[w.from]
	text, from := []rune(p.text), 0
	for from < len(text) && !unicode.IsLetter(text[from]) {
		from++
	}
	to := from
	for to < len(text) && (unicode.IsLetter(text[to]) || text[to] == '’' || text[to] == '\'') {
		to++
	}
	if strings.ContainsFunc(string(text[:from])+string(text[to:]), isWordy) {
		return head, w, false
	}
	breaks := syllable.Breaks(text[from:to])
	for i := len(breaks) - 1; i >= 0; i-- {
		at := from + breaks[i]
		first := remeasured(p, string(text[:at])+string(softHyphen))
		if first.width > room {
			continue
		}
		rest := remeasured(p, string(text[at:]))
		n := len(b.pieces)
		b.pieces = append(b.pieces, first, rest)
		head = word{from: n, to: n + 1, width: first.width, divided: true}
		tail = word{from: n + 1, to: n + 2, width: rest.width, space: w.space, hard: w.hard}
		return head, tail, true
	}
	return head, w, false
}

// isWordy tells what makes of a word something else than a word: an amount, an
// address, a compound.
func isWordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '-' || r == '@' }
