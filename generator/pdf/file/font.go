package file

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"

	"relance/generator/layout/face"
	"relance/generator/layout/truetype"
)

// french is the set of characters every file embeds, so that a letter has the
// same bytes alone or in a batch: ASCII, Latin-1, and French typography. What a
// letter has beyond them is added to its own fonts.
var french = func() []rune {
	var set []rune
	for r := rune(' '); r <= '~'; r++ {
		set = append(set, r)
	}
	for r := rune(0xA0); r <= 0xFF; r++ {
		if r != 0xAD {
			set = append(set, r)
		}
	}
	return append(set, []rune("ŒœŸ–—‘’“”„•…‰‹›€√−\u2009\u202F")...)
}()

// frenchGlyphs tells, by face and glyph, what the fixed set holds.
var frenchGlyphs = sync.OnceValue(func() *[face.Faces][]bool {
	var known [face.Faces][]bool
	for f := range face.Face(face.Faces) {
		for _, r := range french {
			g := int(f.Glyph(r))
			if g >= len(known[f]) {
				known[f] = append(known[f], make([]bool, g+1-len(known[f]))...)
			}
			known[f][g] = true
		}
	}
	return &known
})

// Fonts are the faces and the characters that a document shows.
type Fonts struct {
	used  [face.Faces]bool
	extra [face.Faces][]rune // beyond the fixed set
}

// Use notes that a page calls a face.
func (u *Fonts) Use(f face.Face) { u.used[f] = true }

// Show notes that a page shows a character of a face, by its glyph.
func (u *Fonts) Show(f face.Face, r rune, glyph uint16) {
	known := frenchGlyphs()[f]
	if int(glyph) < len(known) && known[glyph] || slices.Contains(u.extra[f], r) {
		return
	}
	u.extra[f] = append(u.extra[f], r)
}

// A typeface is a subset of a face, ready to be embedded. Glyphs keep the
// indices of the whole font, so that what is drawn does not depend on the subset.
type typeface struct {
	name    string // ABCDEF+LiberationSans-Bold
	face    face.Face
	program []byte // compressed TrueType file
	length  int    // of the file before compression
	widths  []byte // the W array
	unicode []byte // compressed map from glyphs to characters
}

// fixed are the typefaces of the fixed set, cut when first needed.
var fixed = [face.Faces]func() *typeface{
	sync.OnceValue(func() *typeface { return newTypeface(face.Regular, french) }),
	sync.OnceValue(func() *typeface { return newTypeface(face.Bold, french) }),
	sync.OnceValue(func() *typeface { return newTypeface(face.Italic, french) }),
	sync.OnceValue(func() *typeface { return newTypeface(face.BoldItalic, french) }),
}

// typefaceFor is the typeface of a face that has the fixed set and the given
// characters, in any order.
func typefaceFor(f face.Face, extra []rune) *typeface {
	if len(extra) == 0 {
		return fixed[f]()
	}
	return newTypeface(f, slices.Concat(french, extra))
}

func newTypeface(f face.Face, set []rune) *typeface {
	set = slices.Compact(slices.Sorted(slices.Values(set)))
	char := make(map[uint16]rune, len(set))
	for _, r := range set {
		if g := f.Glyph(r); g != 0 && char[g] == 0 {
			char[g] = r
		}
	}
	glyphs := make([]uint16, 0, len(char))
	for g := range char {
		glyphs = append(glyphs, g)
	}
	slices.Sort(glyphs)
	program := truetype.Subset(f.TTF(), glyphs)
	digest := sha256.Sum256([]byte(string(set)))
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + digest[i]%26
	}
	return &typeface{
		name:    fmt.Sprintf("%s+%s-%s", tag, face.Family, f),
		face:    f,
		program: deflateBest(program),
		length:  len(program),
		widths:  widthArray(f, glyphs),
		unicode: deflateBest(unicodeMap(glyphs, char)),
	}
}

// widthArray lists runs of consecutive glyphs: first [w w w …].
func widthArray(f face.Face, glyphs []uint16) []byte {
	b := []byte("[")
	for i, g := range glyphs {
		if i == 0 || g != glyphs[i-1]+1 {
			if i > 0 {
				b = append(b, ']')
			}
			b = fmt.Appendf(b, "%d[", g)
		} else {
			b = append(b, ' ')
		}
		b = fmt.Appendf(b, "%d", f.Advance(g))
	}
	return append(b, "]]"...)
}

func unicodeMap(glyphs []uint16, char map[uint16]rune) []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for part := range slices.Chunk(glyphs, 100) { // the most a section may hold
		b = fmt.Appendf(b, "%d beginbfchar\n", len(part))
		for _, g := range part {
			b = fmt.Appendf(b, "<%04X> <", g)
			b = appendUTF16(b, string(char[g]))
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
