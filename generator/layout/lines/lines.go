// Package lines breaks text into lines: which characters are printed, and where each
// line ends.
package lines

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"relance/generator/document"
	"relance/generator/layout/face"
	"relance/generator/layout/sheet"
)

// A Look is how a text is set, apart from its words; the styles of a span add to it.
type Look struct {
	Face   face.Face
	Size   float64 // points
	Ink    sheet.Ink
	strike bool
	link   string
	rise   float64 // mm above the baseline
	box    bool    // a tick box is drawn in the place of the text
}

// A piece is what no line ending divides and is set in one look.
type piece struct {
	text  string
	look  Look
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
	divided  bool // its other part is the next word
}

// A fragment is a run of one look on a line.
type fragment struct {
	x     float64
	text  string
	look  Look
	width float64
}

// A Line is words set side by side; its Width is in mm. Divided tells that it ends
// within a word.
type Line struct {
	Width     float64
	Divided   bool
	fragments []fragment
}

// A Breaker cuts spans into words; it keeps the first character it cannot print.
type Breaker struct {
	err    error
	pieces []piece
	words  []word
	open   bool   // the last word may still grow
	ink    []byte // text of the fragment under way
}

// Lines sets spans on lines of a width in mm, ragged right.
func (b *Breaker) Lines(spans []document.Span, base Look, width float64) []Line {
	b.read(spans, base)
	b.cutLong(width)
	return b.fill(width, false)
}

// Text is [Breaker.Lines] for a text of one style.
func (b *Breaker) Text(s string, base Look, width float64) []Line {
	return b.Lines([]document.Span{{Text: s}}, base, width)
}

// Balanced sets a short text on lines of like lengths.
func (b *Breaker) Balanced(s string, base Look, width float64) []Line {
	lines := b.Text(s, base, width)
	total, n := 0.0, len(lines)
	for _, l := range lines {
		total += l.Width
	}
	for w := total / float64(max(n, 1)); n > 1 && w < width; w += 2 {
		if even := b.Text(s, base, w); len(even) <= n {
			return even
		}
	}
	return lines
}

// Longest is the width in mm of the widest word of the last text set.
func (b *Breaker) Longest() float64 {
	longest := 0.0
	for _, w := range b.words {
		longest = max(longest, w.width)
	}
	return longest
}

// Err names, in French, the first character that could not be printed; nil when
// there was none.
func (b *Breaker) Err() error { return b.err }

// read cuts spans into words.
func (b *Breaker) read(spans []document.Span, base Look) {
	b.pieces, b.words, b.open = b.pieces[:0], b.words[:0], false
	for i := range spans {
		b.span(&spans[i], base)
	}
}

func (b *Breaker) span(s *document.Span, base Look) {
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
			b.add(piece{"", l, l.BoxSide() * 1.25})
			l.box = false
			from = next
		case lacks(l.Face, r):
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

func styled(base Look, s *document.Span) Look {
	l := base
	if s.Style&document.Bold != 0 {
		l.Face |= face.Bold
	}
	if s.Style&document.Italic != 0 {
		l.Face |= face.Italic
	}
	l.strike = s.Style&document.Strike != 0
	l.link = s.Link
	if s.Style&document.Superscript != 0 {
		l.rise = 0.33 * base.Size * face.Point
		l.Size = base.Size * 0.65
	}
	return l
}

func (b *Breaker) fail(r rune, text string) {
	if b.err == nil {
		b.err = missingGlyph(r, text)
	}
}

// piece adds text to the word under way.
func (b *Breaker) piece(text string, l Look) {
	if text != "" {
		text = strings.ReplaceAll(text, string(noBreakHyphen), "-")
		b.add(piece{text, l, l.Face.Width(text, l.Size)})
	}
}

// BoxSide is the side in mm of a tick box in that look.
func (l Look) BoxSide() float64 { return 0.78 * l.Size * face.Point }

func (b *Breaker) add(p piece) {
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
func (b *Breaker) close(at rune, l Look) {
	if at == '\n' {
		if !b.open && (len(b.words) == 0 || b.words[len(b.words)-1].hard) {
			b.words = append(b.words, word{})
		}
		b.words[len(b.words)-1].hard = true
	}
	if at == ' ' && len(b.words) > 0 {
		b.words[len(b.words)-1].space = l.Face.Width(" ", l.Size)
	}
	b.open = false
}

// cutLong divides the words that no line can hold.
func (b *Breaker) cutLong(width float64) {
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
func (b *Breaker) cut(words []word, w word, width float64) []word {
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
		if w := p.look.Face.Width(p.text[:next], p.look.Size); w > room {
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
	p.width = p.look.Face.Width(text, p.look.Size)
	return p
}

// fill puts as many words as fit on each line, flush right too when it is asked.
func (b *Breaker) fill(width float64, flush bool) []Line {
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
	lines := make([]Line, len(ends))
	from = 0
	for i, end := range ends {
		last, extra := words[end-1], 0.0
		if flush && i < len(ends)-1 && !last.hard {
			extra = stretch(words[from:end], width)
		}
		lines[i] = b.join(words[from:end], extra)
		lines[i].Divided = last.divided
		if i < len(ends)-1 && last.space > 0 {
			lines[i].endInSpace()
		}
		from = end
	}
	return lines
}

// endInSpace keeps the space where a line was ended: nobody sees it, but a reader
// that copies the text or hears it does not run words together.
func (l *Line) endInSpace() {
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
	if n < 2 || ends[n-1]-ends[n-2] != 1 || words[ends[n-2]-1].hard || words[ends[n-2]-1].divided {
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

// join makes one line of words, with extra mm at each space: neighbours of one look
// are one fragment, unless spaces are stretched.
func (b *Breaker) join(words []word, extra float64) Line {
	var l Line
	b.ink = b.ink[:0]
	gap := 0.0
	for _, w := range words {
		for _, p := range b.pieces[w.from:w.to] {
			if gap > 0 {
				b.ink = append(b.ink, ' ')
				l.widen(gap + extra)
			}
			n, apart := len(l.fragments), gap > 0 && extra > 0
			if n == 0 || apart || l.fragments[n-1].look != p.look || p.look.box {
				b.flush(&l)
				l.fragments = append(l.fragments, fragment{x: l.Width, look: p.look})
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
func (b *Breaker) flush(l *Line) {
	if n := len(l.fragments); n > 0 {
		l.fragments[n-1].text = string(b.ink)
	}
	b.ink = b.ink[:0]
}

func (l *Line) widen(by float64) {
	l.fragments[len(l.fragments)-1].width += by
	l.Width += by
}

// kernBetween is the correction where two pieces of a line touch.
func kernBetween(text []byte, p piece) float64 {
	left, _ := utf8.DecodeLastRune(text)
	right, _ := utf8.DecodeRuneInString(p.text)
	by := p.look.Face.Kern(p.look.Face.Glyph(left), p.look.Face.Glyph(right))
	return float64(by) / 1000 * p.look.Size * face.Point
}

// Draw draws the line in a band from x, on the baseline y, both in mm; tag is the
// element of the structure it belongs to.
func (l *Line) Draw(b *sheet.Band, x, y float64, tag int) {
	for i := range l.fragments {
		f := &l.fragments[i]
		if f.look.box {
			b.Square(x+f.x, y, f.look.BoxSide())
			continue
		}
		b.Texts = append(b.Texts, sheet.Text{
			X: x + f.x, Y: y - f.look.rise, Text: f.text,
			Face: f.look.Face, Size: f.look.Size, Ink: f.look.Ink, Link: f.look.link, Tag: tag,
		})
		if f.look.strike {
			b.Strokes = append(b.Strokes, sheet.Stroke{
				X: x + f.x, Y: y - 0.27*f.look.Size*face.Point, Length: f.width, Width: 0.25, Ink: f.look.Ink,
			})
		}
	}
}

// Baseline is where letters stand that are centred in a line of a height in mm, from
// its top.
func Baseline(height, size float64) float64 {
	mm := size * face.Point
	return (height-(face.Ascent+face.Descent)*mm)/2 + face.Ascent*mm
}
