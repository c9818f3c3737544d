package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"

	"relance/generator/layout"
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
var frenchGlyphs = sync.OnceValue(func() *[layout.Faces][]bool {
	var known [layout.Faces][]bool
	for f := range layout.Face(layout.Faces) {
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

// A typeface is a subset of a face, ready to be embedded. Glyphs keep the
// indices of the whole font, so that what is drawn does not depend on the subset.
type typeface struct {
	name    string // ABCDEF+LiberationSans-Bold
	face    layout.Face
	program []byte // compressed TrueType file
	length  int    // of the file before compression
	widths  []byte // the W array
	unicode []byte // compressed map from glyphs to characters
}

// fixed are the typefaces of the fixed set, cut when first needed.
var fixed = [layout.Faces]func() *typeface{
	sync.OnceValue(func() *typeface { return newTypeface(layout.Regular, french) }),
	sync.OnceValue(func() *typeface { return newTypeface(layout.Bold, french) }),
	sync.OnceValue(func() *typeface { return newTypeface(layout.Italic, french) }),
	sync.OnceValue(func() *typeface { return newTypeface(layout.BoldItalic, french) }),
}

// typefaceFor is the typeface of a face that has the fixed set and the given
// characters, in any order.
func typefaceFor(f layout.Face, extra []rune) *typeface {
	if len(extra) == 0 {
		return fixed[f]()
	}
	return newTypeface(f, slices.Concat(french, extra))
}

func newTypeface(f layout.Face, set []rune) *typeface {
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
	program := subset(f.TTF(), glyphs)
	digest := sha256.Sum256([]byte(string(set)))
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + digest[i]%26
	}
	return &typeface{
		name:    fmt.Sprintf("%s+%s-%s", tag, layout.Family, f),
		face:    f,
		program: deflateBest(program),
		length:  len(program),
		widths:  widthArray(f, glyphs),
		unicode: deflateBest(unicodeMap(glyphs, char)),
	}
}

// widthArray lists runs of consecutive glyphs: first [w w w …].
func widthArray(f layout.Face, glyphs []uint16) []byte {
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

// subset cuts a TrueType file down to some glyphs, the parts of the composite
// ones included, and without hints: paper needs none.
func subset(ttf []byte, glyphs []uint16) []byte {
	head := bytes.Clone(layout.Table(ttf, "head"))
	hhea := bytes.Clone(layout.Table(ttf, "hhea"))
	maxp := bytes.Clone(layout.Table(ttf, "maxp"))
	source := outlines{layout.Table(ttf, "glyf"), layout.Table(ttf, "loca")}
	wanted := source.closure(glyphs)
	count := int(wanted[len(wanted)-1]) + 1
	hmtx := make([]byte, 4*count)
	loca := make([]byte, 2*(count+1))
	var glyf []byte
	next := 0
	for _, g := range wanted {
		for ; next <= int(g); next++ {
			binary.BigEndian.PutUint16(loca[2*next:], uint16(len(glyf)/2))
		}
		copy(hmtx[4*g:4*g+4], metric(ttf, hhea, g))
		glyf = append(glyf, unhinted(source.glyph(g))...)
		if len(glyf)%2 == 1 {
			glyf = append(glyf, 0)
		}
	}
	binary.BigEndian.PutUint16(loca[2*next:], uint16(len(glyf)/2))
	binary.BigEndian.PutUint16(head[50:], 0) // short offsets
	binary.BigEndian.PutUint16(hhea[34:], uint16(count))
	binary.BigEndian.PutUint16(maxp[4:], uint16(count))
	clear(maxp[14:28]) // limits of the hinting programs that are gone
	binary.BigEndian.PutUint16(maxp[14:], 1)
	return fontFile([]string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"},
		[][]byte{glyf, head, hhea, hmtx, loca, maxp})
}

// metric is the width and left bearing of a glyph.
func metric(ttf, hhea []byte, g uint16) []byte {
	hmtx := layout.Table(ttf, "hmtx")
	long := binary.BigEndian.Uint16(hhea[34:])
	if g < long {
		return hmtx[4*int(g) : 4*int(g)+4]
	}
	bearing := 4*int(long) + 2*int(g-long)
	return append(bytes.Clone(hmtx[4*int(long)-4:4*int(long)-2]), hmtx[bearing:bearing+2]...)
}

// outlines are the drawings of a font, with 32-bit offsets.
type outlines struct{ glyf, loca []byte }

func (o outlines) glyph(g uint16) []byte {
	at := 4 * int(g)
	return o.glyf[binary.BigEndian.Uint32(o.loca[at:]):binary.BigEndian.Uint32(o.loca[at+4:])]
}

// closure adds the glyph of missing characters and the parts of composites.
func (o outlines) closure(glyphs []uint16) []uint16 {
	wanted := map[uint16]bool{0: true}
	todo := slices.Clone(glyphs)
	for len(todo) > 0 {
		g := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !wanted[g] {
			wanted[g] = true
			eachPart(o.glyph(g), func(_, part []byte) {
				todo = append(todo, binary.BigEndian.Uint16(part))
			})
		}
	}
	all := make([]uint16, 0, len(wanted))
	for g := range wanted {
		all = append(all, g)
	}
	slices.Sort(all)
	return all
}

// Flags of a part of a composite glyph.
const (
	wordArguments   = 0x0001
	oneScale        = 0x0008
	moreParts       = 0x0020
	twoScales       = 0x0040
	matrix          = 0x0080
	hasInstructions = 0x0100
)

// eachPart calls f with the flags and the glyph index of each part of a composite
// glyph, and returns where its parts end; 0 for a simple glyph.
func eachPart(g []byte, f func(flags, index []byte)) int {
	if len(g) < 10 || int16(binary.BigEndian.Uint16(g)) >= 0 {
		return 0
	}
	for at := 10; ; {
		flags := binary.BigEndian.Uint16(g[at:])
		f(g[at:at+2], g[at+2:at+4])
		at += 6
		if flags&wordArguments != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&moreParts == 0 {
			return at
		}
	}
}

// unhinted is a glyph without its instructions.
func unhinted(g []byte) []byte {
	if len(g) < 10 {
		return g
	}
	g = bytes.Clone(g)
	end := eachPart(g, func(flags, _ []byte) {
		binary.BigEndian.PutUint16(flags, binary.BigEndian.Uint16(flags)&^hasInstructions)
	})
	if end > 0 {
		return g[:end]
	}
	at := 10 + 2*int(binary.BigEndian.Uint16(g))
	n := int(binary.BigEndian.Uint16(g[at:]))
	binary.BigEndian.PutUint16(g[at:], 0)
	return append(g[:at+2], g[at+2+n:]...)
}

// fontFile assembles tables, in the order of their names, with their checksums.
func fontFile(names []string, tables [][]byte) []byte {
	n := len(names)
	file := []byte{0, 1, 0, 0}
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	for _, v := range []int{n, power * 16, log, (n - power) * 16} {
		file = binary.BigEndian.AppendUint16(file, uint16(v))
	}
	at, headAt := 12+16*n, 0
	for i, t := range tables {
		if names[i] == "head" {
			headAt = at
			binary.BigEndian.PutUint32(t[8:], 0)
		}
		file = append(file, names[i]...)
		for _, v := range []uint32{checksum(t), uint32(at), uint32(len(t))} {
			file = binary.BigEndian.AppendUint32(file, v)
		}
		at += (len(t) + 3) &^ 3
	}
	for _, t := range tables {
		file = append(file, t...)
		file = append(file, make([]byte, (4-len(t)%4)%4)...)
	}
	binary.BigEndian.PutUint32(file[headAt+8:], 0xB1B0AFBA-checksum(file))
	return file
}

func checksum(b []byte) uint32 {
	var sum uint32
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	var last [4]byte
	copy(last[:], b)
	return sum + binary.BigEndian.Uint32(last[:])
}
