// Package pack is the zip of a workbook, and the finishing pass over its parts:
// what excelize's stream drops or cannot write is put back, and the same workbook
// gives the same bytes.
package pack

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Patches change parts, by name, before they are packed. Of a sheet, only what
// follows its cells is given to be changed: the cells may be a hundred megabytes,
// which are never held.
type Patches struct {
	changes map[string]func([]byte) []byte
	rows    map[string]func(io.Writer) error
}

// Add adds a change to a part, after those it has already.
func (p *Patches) Add(name string, change func([]byte) []byte) {
	if p.changes == nil {
		p.changes = map[string]func([]byte) []byte{}
	}
	before := p.changes[name]
	if before == nil {
		p.changes[name] = change
		return
	}
	p.changes[name] = func(part []byte) []byte { return change(before(part)) }
}

// Rows adds rows to a sheet, below those that it has: write is called when it is
// packed.
func (p *Patches) Rows(name string, write func(io.Writer) error) {
	if p.rows == nil {
		p.rows = map[string]func(io.Writer) error{}
	}
	p.rows[name] = write
}

// Writer makes the zip that excelize is to write into, for its SetZipWriter: the
// parts are sorted, so that the content types come first, and bear one fixed time.
func (p *Patches) Writer(w io.Writer) excelize.ZipWriter {
	return &archive{out: w, patches: *p, parts: map[string]*part{}}
}

// An archive is a zip being made. Its parts wait compressed.
type archive struct {
	out     io.Writer
	patches Patches
	parts   map[string]*part
	open    *part // being written
	packer  *flate.Writer
}

type part struct {
	archive *archive
	packed  bytes.Buffer
	sum     uint32
	size    uint64

	patch func([]byte) []byte   // nil when there is none
	rows  func(io.Writer) error // of a sheet, to add to its own; nil when there are none
	tail  bool                  // the cells have passed: what comes is held for the patch
	held  bytes.Buffer
}

// endOfCells is where the part of a sheet has no more cells.
var endOfCells = []byte("</sheetData>")

func (p *part) Write(data []byte) (int, error) {
	if p.patch == nil && p.rows == nil {
		return p.pack(data)
	}
	p.held.Write(data)
	if p.tail {
		return len(data), nil
	}
	waiting := p.held.Bytes()
	end := bytes.Index(waiting, endOfCells)
	p.tail = end >= 0
	if !p.tail {
		end = max(0, len(waiting)-len(endOfCells)) // it may be cut in two
	}
	if _, err := p.pack(p.held.Next(end)); err != nil {
		return 0, err
	}
	if p.tail && p.rows != nil {
		if err := p.rows(packing(p.pack)); err != nil {
			return 0, err
		}
	}
	return len(data), nil
}

// packing makes a writer of [part.pack].
type packing func([]byte) (int, error)

func (f packing) Write(data []byte) (int, error) { return f(data) }

func (p *part) pack(data []byte) (int, error) {
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
	a.open = &part{archive: a, patch: a.patches.changes[name], rows: a.patches.rows[name]}
	a.open.tail = !strings.HasPrefix(name, "xl/worksheets/") // the others are held whole
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
	p := a.open
	if p == nil {
		return nil
	}
	rest := p.held.Bytes()
	if p.patch != nil {
		rest = p.patch(rest)
	}
	if _, err := p.pack(rest); err != nil {
		return err
	}
	p.held = bytes.Buffer{}
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

// Zip packs parts as [Patches.Writer] does.
func Zip(parts map[string][]byte) ([]byte, error) {
	var out bytes.Buffer
	a := &archive{out: &out, parts: map[string]*part{}}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := a.Create(name)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(parts[name]); err != nil {
			return nil, err
		}
	}
	err := a.Close()
	return out.Bytes(), err
}

// epoch is the first day a zip can tell, 1 January 1980.
const epoch = 1<<5 | 1
