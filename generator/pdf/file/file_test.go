package file

import (
	"image"
	"image/color"
	"testing"

	"relance/generator/layout/face"
)

func TestAnImageIsLaidOnWhite(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 30, 20))
	m.Set(1, 1, color.NRGBA{200, 0, 0, 128})
	rgb := flattened(m)
	if got := [3]byte(rgb[3*(30+1):]); got != [3]byte{228, 127, 127} {
		t.Errorf("half-transparent red on white is %v", got)
	}
	if got := [3]byte(rgb); got != [3]byte{255, 255, 255} {
		t.Errorf("nothing on white is %v", got)
	}
}

func TestEveryFaceHasTheFixedSet(t *testing.T) {
	for f := range face.Face(face.Faces) {
		for _, r := range french {
			if f.Glyph(r) == 0 {
				t.Errorf("%s has no %q", f, r)
			}
		}
		if n := fixed[f]().length; n > 60_000 {
			t.Errorf("%s: %d bytes in every file", f, n)
		}
	}
}

func TestOnlyCharactersBeyondTheFixedSetAreNoted(t *testing.T) {
	var fonts Fonts
	for _, r := range "été Łódź Łódź" {
		fonts.Show(face.Bold, r, face.Bold.Glyph(r))
	}
	if got := string(fonts.extra[face.Bold]); got != "Łź" {
		t.Errorf("noted %q", got)
	}
}
