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
		// é (233) is made of e and of an accent: the font draws both.
		drawn, whole := outline(cut, f.Glyph('é')), outline(f.TTF(), f.Glyph('é'))
		if drawn == 0 || drawn > whole {
			t.Errorf("%s: é is drawn in %d bytes, %d in the whole font", f, drawn, whole)
		}
	}
}

// outline is the size of the drawing of a glyph, in bytes.
func outline(ttf []byte, glyph uint16) int {
	loca := truetype.Table(ttf, "loca")
	if binary.BigEndian.Uint16(truetype.Table(ttf, "head")[50:]) == 0 {
		return 2 * int(binary.BigEndian.Uint16(loca[2*glyph+2:])-binary.BigEndian.Uint16(loca[2*glyph:]))
	}
	at := 4 * int(glyph)
	return int(binary.BigEndian.Uint32(loca[at+4:]) - binary.BigEndian.Uint32(loca[at:]))
}

func TestATableThatIsNotThereIsNil(t *testing.T) {
	if truetype.Table(face.Regular.TTF(), "none") != nil {
		t.Error("a table was found")
	}
}
