// Package deflate compresses what a PDF file holds.
package deflate

import (
	"bytes"
	"compress/zlib"
	"sync"
)

// A Deflater compresses what pages draw, fast: next to the fonts it weighs
// nothing. It keeps its writers, for each weighs a megabyte and a [sync.Pool]
// forgets them at every collection. Its zero value is ready; several goroutines may
// use it.
type Deflater struct {
	mu   sync.Mutex
	idle []*deflating
}

// A deflating is a writer and where it writes.
type deflating struct {
	*zlib.Writer
	out bytes.Buffer
}

// Deflate is data compressed.
func (d *Deflater) Deflate(data []byte) []byte {
	w := d.take()
	w.out.Reset()
	w.Reset(&w.out)
	w.Write(data) // a bytes.Buffer does not fail
	w.Close()
	packed := bytes.Clone(w.out.Bytes())
	d.mu.Lock()
	d.idle = append(d.idle, w)
	d.mu.Unlock()
	return packed
}

func (d *Deflater) take() *deflating {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n := len(d.idle); n > 0 {
		w := d.idle[n-1]
		d.idle = d.idle[:n-1]
		return w
	}
	w, _ := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	return &deflating{Writer: w}
}

// Best is data compressed at leisure: for what is compressed once per process.
func Best(data []byte) []byte {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.BestCompression)
	w.Write(data)
	w.Close()
	return b.Bytes()
}
