package file

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"io"
	"strconv"
	"sync"
	"unicode/utf16"
)

// An objects is a PDF file under construction. Object numbers are given out by
// reserve; each is written once.
type objects struct {
	buf     *bytes.Buffer
	offsets []int // by object number minus one
}

func newObjects() *objects {
	o := &objects{buf: buffers.Get().(*bytes.Buffer)}
	o.buf.Reset()
	// The comment of four high bytes tells programs that the file is not text.
	o.buf.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	return o
}

func (o *objects) reserve() int {
	o.offsets = append(o.offsets, 0)
	return len(o.offsets)
}

// object writes a dictionary or an array under a reserved number.
func (o *objects) object(id int, format string, args ...any) {
	o.begin(id)
	fmt.Fprintf(o.buf, format, args...)
	o.end()
}

func (o *objects) begin(id int) {
	o.offsets[id-1] = o.buf.Len()
	o.buf.Write(strconv.AppendInt(o.buf.AvailableBuffer(), int64(id), 10))
	o.buf.WriteString(" 0 obj\n")
}

func (o *objects) end() { o.buf.WriteString("\nendobj\n") }

// stream writes data under a reserved number; dict is what its dictionary holds
// besides its length.
func (o *objects) stream(id int, dict string, data []byte) {
	o.begin(id)
	fmt.Fprintf(o.buf, "<<%s/Length %d>>\nstream\n", dict, len(data))
	o.buf.Write(data)
	o.buf.WriteString("\nendstream")
	o.end()
}

// buffers are those of the files written.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// finish adds the table of objects and the trailer, and writes the file.
func (o *objects) finish(w io.Writer, catalog, info int) (int64, error) {
	digest := sha256.Sum256(o.buf.Bytes())
	id := digest[:16]
	at := o.buf.Len()
	fmt.Fprintf(o.buf, "xref\n0 %d\n0000000000 65535 f \n", len(o.offsets)+1)
	for _, offset := range o.offsets {
		entry := append(o.buf.AvailableBuffer(), "0000000000 00000 n \n"...)
		for i := 9; offset > 0; i-- {
			entry[i] = '0' + byte(offset%10)
			offset /= 10
		}
		o.buf.Write(entry)
	}
	fmt.Fprintf(o.buf, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(o.offsets)+1, catalog, info, id, id, at)
	n, err := w.Write(o.buf.Bytes())
	buffers.Put(o.buf)
	return int64(n), err
}

const flate = "/Filter/FlateDecode"

// A Deflater compresses what pages draw, fast: next to the fonts it weighs
// nothing. It keeps its writers, for each weighs a megabyte and a [sync.Pool]
// forgets them at every collection. Its zero value is ready; several goroutines may
// use it.
type Deflater struct {
	mu   sync.Mutex
	idle []*zlib.Writer
}

// Deflate is data compressed.
func (d *Deflater) Deflate(data []byte) []byte {
	var b bytes.Buffer
	b.Grow(len(data) / 2)
	w := d.take()
	w.Reset(&b)
	w.Write(data) // a bytes.Buffer does not fail
	w.Close()
	d.mu.Lock()
	d.idle = append(d.idle, w)
	d.mu.Unlock()
	return b.Bytes()
}

func (d *Deflater) take() *zlib.Writer {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n := len(d.idle); n > 0 {
		w := d.idle[n-1]
		d.idle = d.idle[:n-1]
		return w
	}
	w, _ := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	return w
}

// deflateBest is for what is compressed once per process.
func deflateBest(data []byte) []byte {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.BestCompression)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// utf16Text is a string of PDF, in UTF-16 so that every character is right.
func utf16Text(s string) string {
	return "<FEFF" + string(appendUTF16(nil, s)) + ">"
}

func appendUTF16(b []byte, s string) []byte {
	for _, u := range utf16.Encode([]rune(s)) {
		b = fmt.Appendf(b, "%04X", u)
	}
	return b
}
