// Package picture reads the images of a kit: logos and signatures, in PNG or JPEG.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // the other format of logos and signatures
)

// An Image is a picture decoded whole, upright.
type Image struct {
	image.RGBA64Image
	JPEG   bool // the file may be embedded as it is, unless it was turned
	Turned bool // a camera held sideways wrote it: its pixels were turned
}

// most is the largest picture, in pixels: a decoder takes their memory before it reads
// them, and a letter shows less than a million.
const most = 40_000_000

// Size is the width and the height in pixels of a picture once upright. Its error, in
// French, says why the file cannot be printed; a damaged one may pass, see [Decode].
func Size(data []byte) (width, height int, err error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return 0, 0, explained(data, err)
	}
	if c.Width <= 0 || c.Height <= 0 {
		return 0, 0, errDamaged
	}
	if c.Width > most/c.Height {
		return 0, 0, fmt.Errorf("elle compte %d × %d pixels, c'est trop : réduisez-la à 1 000 pixels de large", c.Width, c.Height)
	}
	if sideways(orientation(data)) {
		return c.Height, c.Width, nil
	}
	return c.Width, c.Height, nil
}

// Decode reads a picture to its last pixel. Its error, in French, says why the file
// cannot be printed.
func Decode(data []byte) (*Image, error) {
	if _, _, err := Size(data); err != nil {
		return nil, err
	}
	m, format, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, explained(data, err)
	}
	i := &Image{RGBA64Image: m.(image.RGBA64Image), JPEG: format == "jpeg"} // as all those of the two decoders
	if o := orientation(data); o > 1 {
		i.RGBA64Image, i.Turned = turned{i.RGBA64Image, o}, true
	}
	return i, nil
}

var errDamaged = errors.New("le fichier est abîmé : enregistrez-la de nouveau")

// explained puts a decoder's error in the words of who chose the file.
func explained(data []byte, err error) error {
	if len(data) == 0 {
		return errors.New("le fichier est vide")
	}
	var unknown jpeg.UnsupportedError
	switch {
	case errors.As(err, &unknown):
		return errors.New("c'est un JPEG d'une sorte rare : enregistrez-la en PNG")
	case !errors.Is(err, image.ErrFormat):
		return errDamaged
	}
	for _, f := range [...]struct{ start, name string }{
		{"GIF8", "un GIF"}, {"RIFF", "un WebP"}, {"%PDF", "un PDF"}, {"BM", "un BMP"}, {"<svg", "un SVG"}, {"<?xml", "un SVG"},
		{"II*\x00", "un TIFF"}, {"MM\x00*", "un TIFF"}, {"\x00\x00\x00", "un HEIC"},
	} {
		if bytes.HasPrefix(data, []byte(f.start)) {
			return fmt.Errorf("c'est %s : enregistrez-la en PNG ou en JPEG", f.name)
		}
	}
	return errors.New("ce n'est ni un PNG ni un JPEG")
}

// turned is an image whose pixels are read in another order: orientation is that of
// Exif, from 2 to 8.
type turned struct {
	image.RGBA64Image
	orientation int
}

func sideways(orientation int) bool { return orientation >= 5 }

// Bounds starts at the origin.
func (t turned) Bounds() image.Rectangle {
	size := t.RGBA64Image.Bounds().Size()
	if sideways(t.orientation) {
		size.X, size.Y = size.Y, size.X
	}
	return image.Rectangle{Max: size}
}

func (t turned) At(x, y int) color.Color { return t.RGBA64At(x, y) }

// RGBA64At is At without its cost.
func (t turned) RGBA64At(x, y int) color.RGBA64 {
	b := t.Bounds()
	right, bottom := b.Max.X-1, b.Max.Y-1
	switch t.orientation {
	case 2:
		x = right - x
	case 3:
		x, y = right-x, bottom-y
	case 4:
		y = bottom - y
	case 5:
		x, y = y, x
	case 6:
		x, y = y, right-x
	case 7:
		x, y = bottom-y, right-x
	case 8:
		x, y = bottom-y, x
	}
	from := t.RGBA64Image.Bounds().Min
	return t.RGBA64Image.RGBA64At(from.X+x, from.Y+y)
}
