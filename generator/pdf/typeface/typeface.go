// Package typeface cuts the letters' fonts for the files that embed them.
package typeface

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"

	"relance/generator/layout/face"
	"relance/generator/layout/truetype"
	"relance/generator/pdf/deflate"
)

// french is the set of characters every file embeds, so that a letter has the
// same bytes alone or in a batch: ASCII, the letters of Latin-1 and the marks of French
// typography, the soft hyphen being that of divided words. What a letter has beyond
// them is added to its own fonts.
var french = func() []rune {
	var set []rune
	for r := rune(' '); r <= '~'; r++ {
		set = append(set, r)
	}
	for r := rune(0xC0); r <= 0xFF; r++ {
		if !strings.ContainsRune("ÅÐØÞåð÷øþ", r) { // their drawings are heavy, and none is French
			set = append(set, r)
		}
	}
	return append(set, []rune("\u00A0\u00AD\u2009\u202F§©«®°º²³·»ŒœŸ–—‘’“”•…€−")...)
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

// Uses tells whether a page calls a face; Extra are the characters of a face beyond the
// fixed set, in the order in which pages show them.
func (u *Fonts) Uses(f face.Face) bool    { return u.used[f] }
func (u *Fonts) Extra(f face.Face) []rune { return u.extra[f] }

// Show notes that a page shows a character of a face, by its glyph.
func (u *Fonts) Show(f face.Face, r rune, glyph uint16) {
	known := frenchGlyphs()[f]
	if int(glyph) < len(known) && known[glyph] || slices.Contains(u.extra[f], r) {
		return
	}
	u.extra[f] = append(u.extra[f], r)
}

// A Typeface is a subset of a face, ready to be embedded. Glyphs keep the
// indices of the whole font, so that what is drawn does not depend on the subset.
type Typeface struct {
	Name    string // ABCDEF+LiberationSans-Bold
	Face    face.Face
	Program []byte // compressed TrueType file
	Length  int    // of the file before compression
	Widths  []byte // the W array
	Unicode []byte // compressed map from glyphs to characters
}

// fixed are the typefaces of the fixed set, cut when first needed.
var fixed = [face.Faces]func() *Typeface{
	sync.OnceValue(func() *Typeface { return cut(face.Regular, french) }),
	sync.OnceValue(func() *Typeface { return cut(face.Bold, french) }),
	sync.OnceValue(func() *Typeface { return cut(face.Italic, french) }),
	sync.OnceValue(func() *Typeface { return cut(face.BoldItalic, french) }),
}

// For is the typeface of a face that has the fixed set and the given
// characters, in any order.
func For(f face.Face, extra []rune) *Typeface {
	if len(extra) == 0 {
		return fixed[f]()
	}
	return cut(f, slices.Concat(french, extra))
}

func cut(f face.Face, set []rune) *Typeface {
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
	return &Typeface{
		Name:    fmt.Sprintf("%s+%s-%s", tag, face.Family, f),
		Face:    f,
		Program: deflate.Best(program),
		Length:  len(program),
		Widths:  widthArray(f, glyphs),
		Unicode: deflate.Best(unicodeMap(glyphs, char)),
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
	for part := range slices.Chunk(runs(glyphs, char), 100) { // the most a section may hold
		b = fmt.Appendf(b, "%d beginbfrange\n", len(part))
		for _, r := range part {
			b = fmt.Appendf(b, "<%04X><%04X><", r.first, r.last)
			for _, u := range utf16.Encode([]rune{char[r.first]}) {
				b = fmt.Appendf(b, "%04X", u)
			}
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfrange\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}

// A run is glyphs that follow one another, as their characters do.
type run struct{ first, last uint16 }

// runs never pass a multiple of 256, which a range of PDF may not.
func runs(glyphs []uint16, char map[uint16]rune) []run {
	var all []run
	for _, g := range glyphs {
		if n := len(all) - 1; n >= 0 && all[n].last+1 == g && char[all[n].last]+1 == char[g] && g%256 != 0 && char[g]%256 != 0 {
			all[n].last = g
		} else {
			all = append(all, run{g, g})
		}
	}
	return all
}
