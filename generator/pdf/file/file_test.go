package file

import (
	"image"
	"image/color"
	"testing"
)

func TestAnImageIsLaidOnWhite(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 30, 20))
	m.Set(1, 1, color.NRGBA{200, 0, 0, 128})
	rgb := samples(flattened(m))
	if got := [3]byte(rgb[3*(30+1):]); got != [3]byte{228, 127, 127} {
		t.Errorf("half-transparent red on white is %v", got)
	}
	if got := [3]byte(rgb); got != [3]byte{255, 255, 255} {
		t.Errorf("nothing on white is %v", got)
	}
}
