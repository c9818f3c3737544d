package layout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"relance/generator/document"
	"relance/generator/layout/face"
)

// A look is how a run is set, apart from its words.
type look struct {
	face   face.Face
	size   float64 // points
	rise   float64 // mm above the baseline
	ink    Ink
	strike bool
	link   string
	box    bool // a tick box is drawn in the place of the text
}

// A piece is what no line ending divides and is set in one look.
type piece struct {
	text  string
	look  look
	width float64 // mm
}

// A word is one or several pieces of the breaker; space is the width of what
// parts it from the next one on the same line, 0 where a line may end without a
// space.
type word struct {
	from, to int // pieces
	width    float64
	space    float64
	hard     bool // the line ends here
}

// A fragment is a run of one look on a line.
type fragment struct {
	x     float64
	text  string
	look  look
	width float64
}

type line struct {
	fragments []fragment
	width     float64
}

// A breaker cuts spans into words; it keeps the first character it cannot print.
type breaker struct {
	err    error
	pieces []piece
	words  []word
	open   bool   // the last word may still grow
	ink    []byte // text of the fragment under way
}

// lines sets spans on lines of a width in mm, ragged right.
func (b *breaker) lines(spans []document.Span, base look, width float64) []line {
	b.read(spans, base)
	b.cutLong(width)
	return b.fill(width)
}

func (b *breaker) text(s string, base look, width float64) []line {
	return b.lines([]document.Span{{Text: s}}, base, width)
}

// balanced sets a short text on lines of like lengths.
func (b *breaker) balanced(s string, base look, width float64) []line {
	lines := b.text(s, base, width)
	total, n := 0.0, len(lines)
	for _, l := range lines {
		total += l.width
	}
	for w := total / float64(max(n, 1)); n > 1 && w < width; w += 2 {
		if even := b.text(s, base, w); len(even) <= n {
			return even
		}
	}
	return lines
}

// read cuts spans into words.
func (b *breaker) read(spans []document.Span, base look) {
	b.pieces, b.words, b.open = b.pieces[:0], b.words[:0], false
	for i := range spans {
		b.span(&spans[i], base)
	}
}

func (b *breaker) span(s *document.Span, base look) {
	l := styled(base, s)
	text := strings.Map(printed, s.Text)
	from := 0
	for at, r := range text {
		next := at + utf8.RuneLen(r)
		switch {
		case r == ' ' || r == '\n' || r == zeroSpace:
			b.piece(text[from:at], l)
			b.close(r, l)
			from = next
		case r == tickBox:
			b.piece(text[from:at], l)
			l.box = true
			b.add(piece{"", l, boxSide(l) * 1.25})
			l.box = false
			from = next
		case lacks(l.face, r):
			b.fail(r, s.Text)
		case mayEnd(text[from:at], r, text[next:]):
			b.piece(text[from:next], l)
			b.close(zeroSpace, l)
			from = next
		}
	}
	b.piece(text[from:], l)
	if s.Break {
		b.close('\n', l)
	}
}

// mayEnd tells whether a line may end after r, the last of before: a hyphen
// between long enough words (rendez-vous, but neither ci-joint nor FA26-056), a
// long dash.
func mayEnd(before string, r rune, after string) bool {
	const enough = 3
	switch r {
	case '-':
		return lettersAtEnd(before) >= enough && lettersAtStart(after) >= enough
	case '—', '…':
		return lettersAtStart(after) > 0
	}
	return false
}

func lettersAtStart(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsLetter(r) {
			break
		}
		n++
	}
	return n
}

func lettersAtEnd(s string) int {
	n := 0
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !unicode.IsLetter(r) {
			break
		}
		s = s[:len(s)-size]
		n++
	}
	return n
}

func styled(base look, s *document.Span) look {
	l := base
	if s.Style&document.Bold != 0 {
		l.face |= face.Bold
	}
	if s.Style&document.Italic != 0 {
		l.face |= face.Italic
	}
	l.strike = s.Style&document.Strike != 0
	l.link = s.Link
	if s.Style&document.Superscript != 0 {
		l.rise = 0.33 * base.size * face.Point
		l.size = base.size * 0.65
	}
	return l
}

func (b *breaker) fail(r rune, text string) {
	if b.err == nil {
		b.err = missingGlyph(r, text)
	}
}

// piece adds text to the word under way.
func (b *breaker) piece(text string, l look) {
	if text != "" {
		text = strings.ReplaceAll(text, string(noBreakHyphen), "-")
		b.add(piece{text, l, l.face.Width(text, l.size)})
	}
}

func boxSide(l look) float64 { return 0.78 * l.size * face.Point }

func (b *breaker) add(p piece) {
	if !b.open {
		b.words = append(b.words, word{from: len(b.pieces), to: len(b.pieces)})
		b.open = true
	}
	b.pieces = append(b.pieces, p)
	w := &b.words[len(b.words)-1]
	w.to++
	w.width += p.width
}

// close ends the word under way at a space, a line break or a mere place to break.
func (b *breaker) close(at rune, l look) {
	if at == '\n' {
		if !b.open && (len(b.words) == 0 || b.words[len(b.words)-1].hard) {
			b.words = append(b.words, word{})
		}
		b.words[len(b.words)-1].hard = true
	}
	if at == ' ' && len(b.words) > 0 {
		b.words[len(b.words)-1].space = l.face.Width(" ", l.size)
	}
	b.open = false
}

// cutLong divides the words that no line can hold.
func (b *breaker) cutLong(width float64) {
	if !slices.ContainsFunc(b.words, func(w word) bool { return w.width > width }) {
		return
	}
	var words []word
	for _, w := range b.words {
		if w.width > width {
			words = b.cut(words, w, width)
		} else {
			words = append(words, w)
		}
	}
	b.words = words
}

// cut divides a word into parts that fit, after a mark of punctuation where
// there is one in the second half of the line, else anywhere.
func (b *breaker) cut(words []word, w word, width float64) []word {
	part := word{from: len(b.pieces), to: len(b.pieces)}
	for i := w.from; i < w.to; i++ {
		for p := b.pieces[i]; ; {
			head, rest := split(p, width-part.width, width, part.from == part.to)
			if head.text != "" || head.look.box {
				b.pieces = append(b.pieces, head)
				part.to++
				part.width += head.width
			}
			if rest.text == "" {
				break
			}
			words = append(words, part)
			part = word{from: len(b.pieces), to: len(b.pieces)}
			p = rest
		}
	}
	part.space, part.hard = w.space, w.hard
	return append(words, part)
}

// split takes from p what fits in room; at least one character when the line is
// empty, so that it always ends.
func split(p piece, room, line float64, empty bool) (head, rest piece) {
	if p.width <= room || p.look.box {
		return p, piece{}
	}
	fits, good := 0, 0
	for at, r := range p.text {
		next := at + utf8.RuneLen(r)
		if w := p.look.face.Width(p.text[:next], p.look.size); w > room {
			break
		} else if fits = next; w > room-line/2 && strings.ContainsRune("/-.@_?&=:,;\u00A0\u202F", r) {
			good = next
		}
	}
	if good > 0 {
		fits = good
	}
	if fits == 0 && empty {
		_, fits = utf8.DecodeRuneInString(p.text)
	}
	return remeasured(p, p.text[:fits]), remeasured(p, p.text[fits:])
}

func remeasured(p piece, text string) piece {
	p.text = text
	p.width = p.look.face.Width(text, p.look.size)
	return p
}

// fill puts as many words as fit on each line.
func (b *breaker) fill(width float64) []line {
	words := b.words
	var ends []int
	from, used := 0, 0.0
	for i, w := range words {
		if i > from && used+w.width > width+slack {
			ends = append(ends, i)
			from, used = i, 0
		}
		used += w.width + w.space
		if w.hard {
			ends = append(ends, i+1)
			from, used = i+1, 0
		}
	}
	if from < len(words) {
		ends = append(ends, len(words))
	}
	feedLastLine(words, ends, width)
	lines := make([]line, len(ends))
	from = 0
	for i, end := range ends {
		lines[i] = b.join(words[from:end])
		if last := words[end-1]; i < len(ends)-1 && last.space > 0 {
			lines[i].endInSpace()
		}
		from = end
	}
	return lines
}

// endInSpace keeps the space where a line was ended: nobody sees it, but a reader
// that copies the text or hears it does not run words together.
func (l *line) endInSpace() {
	if n := len(l.fragments); n > 0 && !l.fragments[n-1].look.box {
		l.fragments[n-1].text += " "
	}
}

// slack is what a sum of widths may lose to rounding, in mm.
const slack = 1e-6

// feedLastLine keeps a paragraph from ending on one short word alone, when the
// line above can spare one.
func feedLastLine(words []word, ends []int, width float64) {
	n := len(ends)
	if n < 2 || ends[n-1]-ends[n-2] != 1 || words[ends[n-2]-1].hard {
		return
	}
	start := 0
	if n > 2 {
		start = ends[n-3]
	}
	last, above := words[ends[n-2]], words[ends[n-2]-1]
	const short = 10 // mm
	if last.width < short && ends[n-2]-start >= 4 && above.width+above.space+last.width <= width {
		ends[n-2]--
	}
}

// join makes one line of words: neighbours of one look are one fragment.
func (b *breaker) join(words []word) line {
	var l line
	b.ink = b.ink[:0]
	gap := 0.0
	for _, w := range words {
		for _, p := range b.pieces[w.from:w.to] {
			if gap > 0 {
				b.ink = append(b.ink, ' ')
				l.widen(gap)
			}
			n := len(l.fragments)
			if n == 0 || l.fragments[n-1].look != p.look || p.look.box {
				b.flush(&l)
				l.fragments = append(l.fragments, fragment{x: l.width, look: p.look})
			} else if gap == 0 {
				l.widen(kernBetween(b.ink, p))
			}
			b.ink = append(b.ink, p.text...)
			l.widen(p.width)
			gap = 0
		}
		if len(l.fragments) > 0 {
			gap = w.space
		}
	}
	b.flush(&l)
	return l
}

// flush gives the last fragment the text gathered for it.
func (b *breaker) flush(l *line) {
	if n := len(l.fragments); n > 0 {
		l.fragments[n-1].text = string(b.ink)
	}
	b.ink = b.ink[:0]
}

func (l *line) widen(by float64) {
	l.fragments[len(l.fragments)-1].width += by
	l.width += by
}

// kernBetween is the correction where two pieces of a line touch.
func kernBetween(text []byte, p piece) float64 {
	left, _ := utf8.DecodeLastRune(text)
	right, _ := utf8.DecodeRuneInString(p.text)
	by := p.look.face.Kern(p.look.face.Glyph(left), p.look.face.Glyph(right))
	return float64(by) / 1000 * p.look.size * face.Point
}
