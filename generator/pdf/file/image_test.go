package file

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
)

// marine is the colour every test image is filled with.
var marine = color.NRGBA{31, 58, 95, 255}

func filled(t *testing.T, format string) []byte {
	t.Helper()
	area := image.Rect(0, 0, 16, 8)
	var m interface {
		image.Image
		Set(x, y int, c color.Color)
	} = image.NewNRGBA(area)
	switch format {
	case "png, 16 bits":
		m = image.NewNRGBA64(area)
	case "png, palette":
		m = image.NewPaletted(area, color.Palette{color.NRGBA{}, marine})
	}
	for y := range area.Max.Y {
		for x := range area.Max.X {
			m.Set(x, y, marine)
		}
	}
	var b bytes.Buffer
	switch format {
	case "jpeg":
		jpeg.Encode(&b, m, &jpeg.Options{Quality: 100})
	case "jpeg, four inks":
		return fourInks()
	case "png, interlaced":
		return interlaced()
	default:
		png.Encode(&b, m)
	}
	return b.Bytes()
}

// interlaced is a PNG of eight by eight pixels in the seven passes of Adam.
func interlaced() []byte {
	chunk := func(b []byte, name string, data []byte) []byte {
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(data))), name...)
		b = append(b, data...)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[len(b)-len(data)-4:]))
	}
	var pixels bytes.Buffer
	z := zlib.NewWriter(&pixels)
	for _, pass := range [][2]int{{1, 1}, {1, 1}, {2, 1}, {2, 2}, {4, 2}, {4, 4}, {8, 4}} {
		for range pass[1] {
			z.Write(append([]byte{0}, bytes.Repeat([]byte{marine.R, marine.G, marine.B}, pass[0])...))
		}
	}
	z.Close()
	b := chunk([]byte("\x89PNG\r\n\x1a\n"), "IHDR", []byte{0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 1})
	return chunk(chunk(b, "IDAT", pixels.Bytes()), "IEND", nil)
}

// fourInks is a JPEG of one block of eight by eight pixels in cyan, magenta, yellow and
// black, written upside down as photo programs do: a cyan that makes marine's blue.
func fourInks() []byte {
	segment := func(b []byte, marker byte, data ...byte) []byte {
		b = append(b, 0xFF, marker)
		return append(binary.BigEndian.AppendUint16(b, uint16(len(data)+2)), data...)
	}
	b := segment([]byte{0xFF, 0xD8}, 0xEE, []byte("Adobe\x00d\x00\x00\x00\x00\x00")...)
	b = segment(b, 0xDB, append([]byte{0}, bytes.Repeat([]byte{8}, 64)...)...)
	b = segment(b, 0xC0, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0)
	b = segment(b, 0xC4, 0x00, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 8) // 00, 01, 10
	b = segment(b, 0xC4, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)       // 0: end of block
	b = segment(b, 0xDA, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0)
	bits := ""
	for _, ink := range []string{"01" + "0111111", "01" + "0111111", "01" + "1000000", "01" + "1111111"} { // 64, 64, 192, 255 in full
		bits += ink + "0"
	}
	for bits += "1111"; len(bits) >= 8; bits = bits[8:] {
		v := byte(0)
		for _, c := range bits[:8] {
			v = v<<1 | byte(c-'0')
		}
		b = append(b, v)
		if v == 0xFF {
			b = append(b, 0)
		}
	}
	return append(b, 0xFF, 0xD9)
}

func TestEverySortOfPictureKeepsItsColour(t *testing.T) {
	for _, format := range []string{"png", "png, 16 bits", "png, palette", "png, interlaced", "jpeg", "jpeg, four inks"} {
		p, err := newPicture(filled(t, format))
		if err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		want := marine
		if format == "jpeg, four inks" {
			want = color.NRGBA{64, 64, 192, 255}
		}
		got := firstPixel(t, p)
		for i, v := range [3]uint8{want.R, want.G, want.B} {
			if d := int(got[i]) - int(v); d < -2 || d > 2 {
				t.Errorf("%s: %v, want %v", format, got, want)
				break
			}
		}
	}
}

func firstPixel(t *testing.T, p *Picture) [3]byte {
	t.Helper()
	if strings.Contains(p.dict, "DCT") {
		m, err := jpeg.Decode(bytes.NewReader(p.data))
		if err != nil {
			t.Fatal(err)
		}
		r, g, b, _ := m.At(0, 0).RGBA()
		return [3]byte{byte(r >> 8), byte(g >> 8), byte(b >> 8)}
	}
	z, err := zlib.NewReader(bytes.NewReader(p.data))
	if err != nil {
		t.Fatal(err)
	}
	rgb, err := io.ReadAll(z)
	if err != nil || len(rgb) != 3*p.Width*p.Height {
		t.Fatalf("%d bytes for %d × %d pixels, %v", len(rgb), p.Width, p.Height, err)
	}
	return [3]byte(rgb)
}

func TestAPhotographDoesNotMakeEveryLetterHeavy(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 1500, 1000))
	for i := range m.Pix {
		m.Pix[i] = byte(i/6000 + i%6000/30 + i*7919%23)
	}
	var asPNG, asJPEG bytes.Buffer
	png.Encode(&asPNG, m)
	jpeg.Encode(&asJPEG, m, &jpeg.Options{Quality: 95})
	for _, data := range [][]byte{asPNG.Bytes(), asJPEG.Bytes()} {
		p, err := newPicture(data)
		if err != nil {
			t.Fatal(err)
		}
		if p.Width != finest || p.Height != 480 || len(p.data) > 150_000 {
			t.Errorf("%d × %d pixels, %d bytes of %d", p.Width, p.Height, len(p.data), len(data))
		}
	}
}
