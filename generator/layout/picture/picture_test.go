package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var (
	red  = color.RGBA{200, 0, 0, 255}
	blue = color.RGBA{0, 0, 200, 255}
)

// corners is 32 × 16 pixels, red at its top left, blue elsewhere.
func corners() *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, 32, 16))
	for y := range 16 {
		for x := range 32 {
			m.Set(x, y, blue)
			if x < 8 && y < 8 {
				m.Set(x, y, red)
			}
		}
	}
	return m
}

func jpegOf(t *testing.T, orientation int, order binary.AppendByteOrder) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, corners(), &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	if orientation == 0 {
		return b.Bytes()
	}
	tiff := []byte("MM\x00*")
	if order == binary.LittleEndian {
		tiff = []byte("II*\x00")
	}
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, e := range [][2]uint16{{0x010F, 7}, {0x0112, uint16(orientation)}} {
		tiff = order.AppendUint16(tiff, e[0])
		tiff = order.AppendUint16(tiff, 3)
		tiff = order.AppendUint32(tiff, 1)
		tiff = order.AppendUint16(tiff, e[1])
		tiff = order.AppendUint16(tiff, 0)
	}
	exif := append([]byte("Exif\x00\x00"), tiff...)
	file := append([]byte{0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xE1}, binary.BigEndian.AppendUint16(nil, uint16(len(exif)+2))...)
	return append(append(file, exif...), b.Bytes()[2:]...)
}

// Where the red corner must be seen, for each way of holding a camera: Exif's own table.
func TestAPhotographIsSeenUprightHoweverTheCameraWasHeld(t *testing.T) {
	for orientation, want := range map[int]string{
		0: "top left", 1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left",
		5: "top left", 6: "top right", 7: "bottom right", 8: "bottom left",
	} {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			data := jpegOf(t, orientation, order)
			m, err := Decode(data)
			if err != nil {
				t.Fatal(err)
			}
			w, h, err := Size(data)
			if b := m.Bounds(); err != nil || b.Dx() != w || b.Dy() != h || (w < h) != (orientation >= 5) {
				t.Errorf("orientation %d: %d × %d, %v, %v", orientation, w, h, b, err)
			}
			for name, at := range map[string]image.Point{"top left": {2, 2}, "top right": {w - 3, 2}, "bottom left": {2, h - 3}, "bottom right": {w - 3, h - 3}} {
				if r, _, b, _ := m.At(at.X, at.Y).RGBA(); (r > b) != (name == want) {
					t.Errorf("orientation %d: %s is red %v, the red corner is %s", orientation, name, r > b, want)
				}
			}
		}
	}
}

func TestAFileThatIsNoPictureIsExplained(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, corners()); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	photo := jpegOf(t, 6, binary.BigEndian)
	lossless := bytes.Replace(photo, []byte{0xFF, 0xC0}, []byte{0xFF, 0xC3}, 1)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"nothing":        {nil, "vide"},
		"a GIF":          {[]byte("GIF89a"), "c'est un GIF : enregistrez-la en PNG ou en JPEG"},
		"a WebP":         {[]byte("RIFF1234WEBP"), "un WebP"},
		"a PDF":          {[]byte("%PDF-1.7"), "un PDF"},
		"an SVG":         {[]byte(`<svg xmlns="">`), "un SVG"},
		"a text":         {[]byte("bonjour"), "ni un PNG ni un JPEG"},
		"a cut PNG":      {whole[:len(whole)-20], "abîmé"},
		"a cut JPEG":     {photo[:len(photo)-40], "abîmé"},
		"half a header":  {whole[:12], "abîmé"},
		"a flipped bit":  {flipped(whole), "abîmé"},
		"a rare JPEG":    {lossless, "sorte rare"},
		"a bomb":         {huge(t), "60000 × 60000 pixels, c'est trop"},
		"an empty image": {sized(whole, 0, 16), "abîmé"},
	} {
		if _, err := Decode(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func flipped(data []byte) []byte {
	b := bytes.Clone(data)
	b[len(b)/2] ^= 1
	return b
}

// sized is a PNG that claims another size, its checksum being right.
func sized(data []byte, width, height uint32) []byte {
	b := bytes.Clone(data)
	binary.BigEndian.PutUint32(b[16:], width)
	binary.BigEndian.PutUint32(b[20:], height)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func huge(t *testing.T) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, corners()); err != nil {
		t.Fatal(err)
	}
	return sized(b.Bytes(), 60_000, 60_000)
}

func TestDamagedFilesNeverPanic(t *testing.T) {
	photo := jpegOf(t, 8, binary.LittleEndian)
	rapid.Check(t, func(t *rapid.T) {
		data := bytes.Clone(photo[:rapid.IntRange(0, len(photo)).Draw(t, "length")])
		for range rapid.IntRange(0, 6).Draw(t, "flips") {
			if len(data) > 0 {
				data[rapid.IntRange(0, min(len(data)-1, 80)).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
			}
		}
		if m, err := Decode(data); err == nil {
			b := m.Bounds()
			m.At(b.Min.X, b.Min.Y)
			m.At(b.Max.X-1, b.Max.Y-1)
		}
	})
}
