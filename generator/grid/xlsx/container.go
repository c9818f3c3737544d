package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

// Limits on what a file may ask of the machine. A sheet of 100,000 rows of 18
// columns is about 90 MiB of XML; real ones shrink 10 to 30 times.
const (
	maxParts  = 1000
	maxBytes  = 256 << 20
	maxRatio  = 200
	freeBytes = 16 << 20 // below this much, the ratio does not matter
)

// A damage is why a file cannot be read, in French.
type damage struct{ text, hint string }

func (d *damage) Error() string { return d.text }

const again = "enregistrez-le de nouveau dans votre tableur, ou téléchargez-le de nouveau"

func damaged(format string, args ...any) error {
	return &damage{"classeur abîmé : " + fmt.Sprintf(format, args...), again}
}

// A container is the ZIP archive of a workbook, every byte of which was checked.
type container struct{ parts map[string]*zip.File }

// unpack opens the archive and reads each part to its end, so that its CRC is
// checked: excelize and others read a flipped byte as data.
func unpack(src []byte) (*container, error) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, damaged("l'archive est incomplète")
	}
	c := &container{map[string]*zip.File{}}
	if err := c.measure(z.File, len(src)); err != nil {
		return nil, err
	}
	for _, p := range z.File {
		name := strings.ToLower(p.Name)
		if c.parts[name] != nil {
			return nil, damaged("la partie « %s » figure deux fois", p.Name)
		}
		c.parts[name] = p
	}
	for i, err := range drained(z.File) {
		if err != nil {
			return nil, damaged("la partie « %s » est illisible", z.File[i].Name)
		}
	}
	return c, nil
}

// measure believes the declared sizes: a part that is longer than it says is
// refused by archive/zip while it is read.
func (c *container) measure(files []*zip.File, packed int) error {
	var total uint64
	for _, p := range files {
		total += min(p.UncompressedSize64, maxBytes+1)
		if p.Flags&1 != 0 {
			return &damage{"classeur protégé par un mot de passe", "enlevez le mot de passe et enregistrez une copie"}
		}
	}
	switch {
	case len(files) > maxParts:
		return &damage{fmt.Sprintf("classeur démesuré : plus de %d parties", maxParts), "copiez la feuille utile dans un classeur neuf"}
	case total > maxBytes, total > freeBytes && total/maxRatio > uint64(packed):
		return &damage{"classeur démesuré une fois décompressé", "copiez la feuille utile dans un classeur neuf, ou enregistrez-la en CSV"}
	}
	return nil
}

// drained reads parts to their ends, as many at a time as there are processors, and
// tells what happened to each.
func drained(files []*zip.File) []error {
	errs := make([]error, len(files))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(files)); i = next.Add(1) - 1 {
				errs[i] = drain(files[i])
			}
		})
	}
	workers.Wait()
	return errs
}

func drain(p *zip.File) error {
	r, err := p.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = io.Copy(io.Discard, r)
	return err
}

// open returns a part's bytes as they are unpacked.
func (c *container) open(name string) (io.ReadCloser, error) {
	p := c.parts[strings.ToLower(name)]
	if p == nil {
		return nil, damaged("la partie « %s » manque", name)
	}
	return p.Open()
}

// decode reads a small part into a struct.
func (c *container) decode(name string, into any) error {
	r, err := c.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	if err := d.Decode(into); err != nil {
		return damaged("la partie « %s » est illisible", name)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		for err == nil {
			_, err = d.Token() // comments and blanks may follow the root
		}
		if !errors.Is(err, io.EOF) {
			return damaged("la partie « %s » est illisible", name)
		}
	}
	return nil
}

// A relation says where a part of the workbook is.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// is compares the last word of the type: the rest has two spellings, that of
// ECMA-376 and that of its strict variant.
func (r relation) is(kind string) bool { return path.Base(r.Type) == kind }

// relations returns the relations of a part, their targets as names of parts
// that are known to exist when the reader depends on them.
func (c *container) relations(part string) ([]relation, error) {
	dir, base := path.Split(part)
	var list struct {
		Relations []relation `xml:"Relationship"`
	}
	if err := c.decode(dir+"_rels/"+base+".rels", &list); err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	for i := range list.Relations {
		r := &list.Relations[i]
		if ids[r.ID] {
			return nil, damaged("la relation « %s » figure deux fois", r.ID)
		}
		ids[r.ID] = true
		if strings.HasPrefix(r.Target, "/") {
			r.Target = strings.TrimPrefix(path.Clean(r.Target), "/")
		} else {
			r.Target = path.Join(dir, r.Target)
		}
		needed := r.is("officeDocument") || r.is("worksheet") || r.is("sharedStrings") || r.is("styles")
		if needed && (r.Mode == "External" || c.parts[strings.ToLower(r.Target)] == nil) {
			return nil, damaged("la partie « %s » manque", r.Target)
		}
	}
	return list.Relations, nil
}
