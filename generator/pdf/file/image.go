package file

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"sync"

	"relance/generator/layout/picture"
	"relance/generator/pdf/deflate"
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
		return nil, fmt.Errorf("une image ne peut pas être imprimée : %w", err)
	}
	if a.pictures == nil {
		a.pictures = map[[32]byte]*Picture{}
	}
	a.pictures[key] = p
	return p, nil
}

// What an image may weigh in a letter.
const (
	finest = 720      // pixels a side: 300 an inch for the widest image of a letter, 60 mm
	heavy  = 48 << 10 // bytes, from which a photograph is compressed as one
	photo  = 88       // quality of a photograph, of 100
	asItIs = 1 << 20  // pixels, up to which a JPEG is embedded as it is
)

// newPicture decodes an image whole, to be sure that it is sound. A small JPEG is then
// embedded as it is; any other image is laid on white, transparency having no place on
// paper, and brought down to what a printer can show.
func newPicture(data []byte) (*Picture, error) {
	m, err := picture.Decode(data)
	if err != nil {
		return nil, err
	}
	if size := m.Bounds().Size(); m.JPEG && !m.Turned && len(data) <= heavy && size.X*size.Y <= asItIs {
		switch m.RGBA64Image.(type) {
		case *image.YCbCr:
			return embedded(size, "/DeviceRGB", "/Filter/DCTDecode", data), nil
		case *image.Gray:
			return embedded(size, "/DeviceGray", "/Filter/DCTDecode", data), nil
		}
	}
	flat := flattened(m)
	size := flat.Rect.Size()
	packed := deflate.Best(samples(flat))
	if len(packed) > heavy {
		var b bytes.Buffer
		jpeg.Encode(&b, flat, &jpeg.Options{Quality: photo}) // a bytes.Buffer does not fail
		if b.Len() < len(packed) {
			return embedded(size, "/DeviceRGB", "/Filter/DCTDecode", b.Bytes()), nil
		}
	}
	return embedded(size, "/DeviceRGB", flate, packed), nil
}

func embedded(size image.Point, space, filter string, data []byte) *Picture {
	return &Picture{Width: size.X, Height: size.Y, data: data, dict: fmt.Sprintf(
		"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent 8%s", size.X, size.Y, space, filter)}
}

// flattened is an image on white, at most finest pixels a side: each of its pixels is
// the mean of those it stands for.
func flattened(m image.RGBA64Image) *image.RGBA {
	b := m.Bounds()
	width, height := shrunk(b.Dx(), b.Dy())
	flat := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		top, bottom := b.Min.Y+y*b.Dy()/height, b.Min.Y+(y+1)*b.Dy()/height
		for x := range width {
			left, right := b.Min.X+x*b.Dx()/width, b.Min.X+(x+1)*b.Dx()/width
			flat.SetRGBA(x, y, mean(m, image.Rect(left, top, right, bottom)))
		}
	}
	return flat
}

// shrunk is the size of an image that is at most finest pixels a side.
func shrunk(width, height int) (int, int) {
	long := max(width, height)
	if long <= finest {
		return width, height
	}
	return max(1, width*finest/long), max(1, height*finest/long)
}

// mean is the colour of a part of an image on white.
func mean(m image.RGBA64Image, part image.Rectangle) color.RGBA {
	var red, green, blue, white uint64
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			c := m.RGBA64At(x, y) // premultiplied
			red, green, blue, white = red+uint64(c.R), green+uint64(c.G), blue+uint64(c.B), white+uint64(0xFFFF-c.A)
		}
	}
	n := uint64(part.Dx()*part.Dy()) << 8
	return color.RGBA{uint8((red + white) / n), uint8((green + white) / n), uint8((blue + white) / n), 0xFF}
}

// samples are the pixels of an opaque image, three bytes each.
func samples(m *image.RGBA) []byte {
	rgb := make([]byte, 0, len(m.Pix)/4*3)
	for i := 0; i < len(m.Pix); i += 4 {
		rgb = append(rgb, m.Pix[i:i+3]...)
	}
	return rgb
}
