package face

import (
	"math"
	"testing"
)

func TestPairsAreKernedButNotAcrossSpaces(t *testing.T) {
	if together, apart := Regular.Width("AV", 10), Regular.Width("A", 10)+Regular.Width("V", 10); together >= apart {
		t.Errorf("AV is %v mm wide, A and V %v", together, apart)
	}
	if together, apart := Regular.Width("A Y", 10), Regular.Width("A", 10)+Regular.Width(" ", 10)+Regular.Width("Y", 10); math.Abs(together-apart) > 1e-9 {
		t.Errorf("A and Y are kerned across a space: %v, %v", together, apart)
	}
	for f := range Face(Faces) {
		for _, digit := range "123456789" {
			if f.Advance(f.Glyph(digit)) != f.Advance(f.Glyph('0')) {
				t.Errorf("%s: %c is not as wide as 0: amounts would not align", f, digit)
			}
		}
	}
}
