package workbook

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"slices"

	"github.com/xuri/excelize/v2"
)

// An archive is the zip that excelize writes into, made repeatable: the parts are
// sorted, so that the content types come first, and bear one fixed time. Parts
// wait compressed: a sheet of a hundred thousand rows is a hundred megabytes of
// XML.
type archive struct {
	out    io.Writer
	parts  map[string]*part
	open   *part // being written
	packer *flate.Writer
}

func newArchive(w io.Writer) excelize.ZipWriter {
	return &archive{out: w, parts: map[string]*part{}}
}

type part struct {
	archive *archive
	packed  bytes.Buffer
	sum     uint32
	size    uint64
}

func (p *part) Write(data []byte) (int, error) {
	p.sum = crc32.Update(p.sum, crc32.IEEETable, data)
	p.size += uint64(len(data))
	return p.archive.packer.Write(data)
}

// Create begins a part and ends the one before. A second part of the same name
// replaces the first.
func (a *archive) Create(name string) (io.Writer, error) {
	if err := a.end(); err != nil {
		return nil, err
	}
	a.open = &part{archive: a}
	a.parts[name] = a.open
	if a.packer == nil {
		packer, err := flate.NewWriter(&a.open.packed, flate.BestSpeed)
		a.packer = packer
		return a.open, err
	}
	a.packer.Reset(&a.open.packed)
	return a.open, nil
}

func (a *archive) end() error {
	if a.open == nil {
		return nil
	}
	a.open = nil
	return a.packer.Close()
}

// AddFS is part of excelize's interface; it never calls it.
func (a *archive) AddFS(fs.FS) error { return fs.ErrInvalid }

// Close writes the archive.
func (a *archive) Close() error {
	if err := a.end(); err != nil {
		return err
	}
	z := zip.NewWriter(a.out)
	for _, name := range slices.Sorted(maps.Keys(a.parts)) {
		p := a.parts[name]
		header := &zip.FileHeader{
			Name: name, Method: zip.Deflate, ModifiedDate: epoch,
			CRC32: p.sum, UncompressedSize64: p.size, CompressedSize64: uint64(p.packed.Len()),
		}
		w, err := z.CreateRaw(header)
		if err != nil {
			return err
		}
		if _, err := p.packed.WriteTo(w); err != nil {
			return err
		}
	}
	return z.Close()
}

// epoch is the first day a zip can tell, 1 January 1980.
const epoch = 1<<5 | 1
