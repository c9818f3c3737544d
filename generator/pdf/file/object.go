package file

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"strconv"
	"sync"
	"unicode/utf16"
)

// An objects is a PDF file under construction. Object numbers are given out by
// reserve; each is written once.
type objects struct {
	w       io.Writer
	buf     *bytes.Buffer // what is not yet written
	written int64
	digest  hash.Hash
	err     error
	offsets []int64 // by object number minus one
}

func newObjects(w io.Writer) *objects {
	o := &objects{w: w, buf: buffers.Get().(*bytes.Buffer), digest: sha256.New()}
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
	o.offsets[id-1] = o.at()
	o.buf.Write(strconv.AppendInt(o.buf.AvailableBuffer(), int64(id), 10))
	o.buf.WriteString(" 0 obj\n")
}

// end closes an object. A large file is written as it grows: thousands of letters bound
// together need not stand in memory.
func (o *objects) end() {
	const large = 1 << 20
	if o.buf.WriteString("\nendobj\n"); o.buf.Len() > large {
		o.flush()
	}
}

// at is the length of the file so far.
func (o *objects) at() int64 { return o.written + int64(o.buf.Len()) }

func (o *objects) flush() {
	o.digest.Write(o.buf.Bytes())
	n, err := o.w.Write(o.buf.Bytes())
	o.written += int64(n)
	o.buf.Reset()
	if o.err == nil {
		o.err = err
	}
}

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

// finish adds the table of objects and the trailer, and writes what is left. The
// identity of a file is the digest of its objects.
func (o *objects) finish(catalog, info int) (int64, error) {
	o.flush()
	id, at := o.digest.Sum(nil)[:16], o.at()
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
	o.flush()
	buffers.Put(o.buf)
	return o.written, o.err
}

const flate = "/Filter/FlateDecode"

// utf16Text is a string of PDF, in UTF-16 so that every character is right.
func utf16Text(s string) string {
	return "<FEFF" + string(appendUTF16(nil, s)) + ">"
}

func appendUTF16(b []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, hex[u>>12], hex[u>>8&15], hex[u>>4&15], hex[u&15])
	}
	return b
}
