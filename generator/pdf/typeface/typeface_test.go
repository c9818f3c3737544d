package typeface

import (
	"testing"

	"relance/generator/layout/face"
)

func TestEveryFaceHasTheFixedSet(t *testing.T) {
	for f := range face.Face(face.Faces) {
		for _, r := range french {
			if f.Glyph(r) == 0 {
				t.Errorf("%s has no %q", f, r)
			}
		}
		if n := fixed[f]().Length; n > 60_000 {
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
