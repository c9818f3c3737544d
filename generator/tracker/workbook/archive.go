package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"maps"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"
)

// An archive is the zip that excelize writes into, made repeatable: the parts are
// sorted, so that the content types come first, and bear one fixed time.
type archive struct {
	out   io.Writer
	parts map[string]*bytes.Buffer
}

func newArchive(w io.Writer) excelize.ZipWriter {
	return &archive{w, map[string]*bytes.Buffer{}}
}

// Create begins a part. A second part of the same name replaces the first.
func (a *archive) Create(name string) (io.Writer, error) {
	part := &bytes.Buffer{}
	a.parts[name] = part
	return part, nil
}

// AddFS is part of excelize's interface; it never calls it.
func (a *archive) AddFS(fs.FS) error { return fs.ErrInvalid }

// Close writes the archive.
func (a *archive) Close() error {
	z := zip.NewWriter(a.out)
	for _, name := range slices.Sorted(maps.Keys(a.parts)) {
		part, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: epoch})
		if err != nil {
			return err
		}
		if _, err := a.parts[name].WriteTo(part); err != nil {
			return err
		}
	}
	return z.Close()
}

// epoch is the first instant a zip can tell.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
