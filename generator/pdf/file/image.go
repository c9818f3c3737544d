package file

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // the two formats of logos and signatures
	_ "image/png"
	"sync"
)

// A Picture is an image ready to be embedded.
type Picture struct {
	Width, Height int // pixels
	dict          string
	data          []byte
}

// An Album keeps the pictures of a batch: a logo is decoded once, not once a letter.
// Its zero value is ready; several goroutines may use it.
type Album struct {
	mu       sync.Mutex
	pictures map[[32]byte]*Picture
}

// Picture is a PNG or JPEG image, decoded whole. Its error, in French, says that it is
// damaged or too large.
func (a *Album) Picture(data []byte) (*Picture, error) {
	key := sha256.Sum256(data)
	a.mu.Lock()
	defer a.mu.Unlock()
	if p := a.pictures[key]; p != nil {
		return p, nil
	}
	p, err := newPicture(data)
	if err != nil {
		return nil, err
	}
	if a.pictures == nil {
		a.pictures = map[[32]byte]*Picture{}
	}
	a.pictures[key] = p
	return p, nil
}

var errImage = errors.New("une image est illisible : il faut un fichier PNG ou JPEG intact")

// newPicture decodes an image whole, to be sure that it is sound. A JPEG is then
// embedded as it is; a PNG is laid on white, transparency having no place on paper.
func newPicture(data []byte) (*Picture, error) {
	const most = 40_000_000 // pixels: a decoder asks for their memory before it reads them
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, errImage
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width > most/config.Height {
		return nil, fmt.Errorf("une image de %d × %d pixels est trop grande", config.Width, config.Height)
	}
	m, format, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, errImage
	}
	p := &Picture{Width: config.Width, Height: config.Height}
	space, filter := "/DeviceRGB", flate
	switch m.(type) {
	case *image.YCbCr, *image.Gray:
		if format == "jpeg" {
			p.data, filter = data, "/Filter/DCTDecode"
			if _, gray := m.(*image.Gray); gray {
				space = "/DeviceGray"
			}
		}
	}
	if p.data == nil {
		p.data = deflateBest(flattened(m))
	}
	p.dict = fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent 8%s",
		p.Width, p.Height, space, filter)
	return p, nil
}

// flattened is an image on white, three bytes a pixel.
func flattened(m image.Image) []byte {
	b := m.Bounds()
	rgb := make([]byte, 0, 3*b.Dx()*b.Dy())
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, b, a := m.At(x, y).RGBA() // premultiplied, 16 bits
			white := 0xFFFF - a
			rgb = append(rgb, byte((r+white)>>8), byte((g+white)>>8), byte((b+white)>>8))
		}
	}
	return rgb
}
