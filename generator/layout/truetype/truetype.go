// Package truetype cuts font files down to the glyphs that a document shows.
package truetype

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Table is one table of a TrueType file, nil when it has none of that name.
func Table(ttf []byte, name string) []byte {
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		entry := ttf[12+16*i:]
		if string(entry[:4]) == name {
			from, n := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
			return ttf[from : from+n]
		}
	}
	return nil
}

// Subset cuts a TrueType file down to some glyphs, the parts of the composite
// ones included, and without hints: paper needs none.
func Subset(ttf []byte, glyphs []uint16) []byte {
	head := bytes.Clone(Table(ttf, "head"))
	hhea := bytes.Clone(Table(ttf, "hhea"))
	maxp := bytes.Clone(Table(ttf, "maxp"))
	source := outlines{Table(ttf, "glyf"), Table(ttf, "loca")}
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
	hmtx := Table(ttf, "hmtx")
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
