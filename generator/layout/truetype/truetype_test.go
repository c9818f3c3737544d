package truetype_test

import (
	"encoding/binary"
	"testing"

	"relance/generator/layout/face"
	"relance/generator/layout/truetype"
)

func TestASubsetHoldsItsGlyphsAndTheirParts(t *testing.T) {
	for f := range face.Face(face.Faces) {
		var glyphs []uint16
		for r := rune(' '); r <= 0xFF; r++ {
			glyphs = append(glyphs, f.Glyph(r))
		}
		cut := truetype.Subset(f.TTF(), glyphs)
		var sum uint32
		for b := cut; len(b) > 0; b = b[4:] {
			sum += binary.BigEndian.Uint32(b)
		}
		if sum != 0xB1B0AFBA {
			t.Errorf("%s: the file's checksum is %X", f, sum)
		}
		if len(cut) > 60_000 {
			t.Errorf("%s: %d bytes", f, len(cut))
		}
		alone := truetype.Subset(f.TTF(), []uint16{f.Glyph('é')})
		if outline(alone, f.Glyph('e')) == 0 {
			t.Errorf("%s: é has lost its e", f)
		}
		if outline(alone, f.Glyph('a')) != 0 {
			t.Errorf("%s: nobody asked for a", f)
		}
	}
}

// outline is the size in bytes of the drawing of a glyph of a subset.
func outline(ttf []byte, glyph uint16) int {
	loca := truetype.Table(ttf, "loca")
	return 2 * int(binary.BigEndian.Uint16(loca[2*glyph+2:])-binary.BigEndian.Uint16(loca[2*glyph:]))
}

func TestATableThatIsNotThereIsNil(t *testing.T) {
	if truetype.Table(face.Regular.TTF(), "none") != nil {
		t.Error("a table was found")
	}
}
