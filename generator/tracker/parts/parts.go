// Package parts is a workbook in the XLSX format as what it is, a zip of XML parts
// that name each other: what hangs from what.
package parts

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
)

// A File is a workbook. Its parts are unpacked when they are asked for.
type File struct {
	Sheets []Sheet // in the order of the tabs

	zip   *zip.Reader
	parts map[string][]byte
}

// A Sheet is one entry of the list of the sheets.
type Sheet struct {
	Name string
	Part string
	Rel  string // identifier of Part
	Tag  string // the entry itself
}

// The parts that every workbook has.
const (
	Workbook = "xl/workbook.xml"
	Styles   = "xl/styles.xml"
	Custom   = "docProps/custom.xml"
	Types    = "[Content_Types].xml"
)

// limit is what a part may weigh, as for whoever reads workbooks.
const limit = 256 << 20

// Open lists the sheets of a workbook that a strict reader accepted. The error is
// that of one built otherwise than Excel and LibreOffice do.
func Open(src []byte) (*File, error) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, err
	}
	f := &File{zip: z, parts: map[string][]byte{}}
	return f, f.list()
}

// Names are those of the parts, in order.
func (f *File) Names() (out []string) {
	for _, p := range f.zip.File {
		if !strings.HasSuffix(p.Name, "/") {
			out = append(out, p.Name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Part is the content of a part, nil when there is none or it is damaged.
func (f *File) Part(name string) []byte {
	if data, read := f.parts[name]; read {
		return data
	}
	r, err := f.zip.Open(name)
	if err != nil {
		return nil
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil || len(data) > limit {
		return nil
	}
	f.parts[name] = data
	return data
}

// Stream is a part too large to be held. The error is that of one that is not there.
func (f *File) Stream(name string) (io.ReadCloser, error) { return f.zip.Open(name) }

var (
	sheetTag = regexp.MustCompile(`<sheet [^>]*?/?>(?:</sheet>)?`)
	Relation = regexp.MustCompile(`<Relationship [^>]*?/?>(?:</Relationship>)?`)
)

// list finds the sheets and their parts.
func (f *File) list() error {
	book := f.Part(Workbook)
	if book == nil || !bytes.Contains(book, []byte("<sheets>")) || f.Part(Styles) == nil || !bytes.Contains(f.Part(Styles), []byte("<cellXfs")) {
		return errors.New("ce classeur n'est pas bâti comme ceux d'Excel ou de LibreOffice")
	}
	targets := f.Targets(Workbook)
	for _, tag := range sheetTag.FindAllString(string(book), -1) {
		s := Sheet{Name: Text(Attribute(tag, "name")), Rel: RelationOf(tag), Tag: tag}
		s.Part = targets[s.Rel]
		if s.Part == "" || !f.has(s.Part) {
			return fmt.Errorf("la feuille « %s » n'a pas de contenu", s.Name)
		}
		f.Sheets = append(f.Sheets, s)
	}
	return nil
}

// RelationOf is the r:id of a tag, whatever the prefix is called.
func RelationOf(tag string) string {
	m := relationID.FindStringSubmatch(tag)
	if m == nil {
		return ""
	}
	return m[1]
}

var relationID = regexp.MustCompile(`\s\w+:id="([^"]*)"`)

// Rels is the part that says what a part hangs on; of "", what the whole workbook
// does.
func Rels(part string) string {
	if part == "" {
		return "_rels/.rels"
	}
	return path.Dir(part) + "/_rels/" + path.Base(part) + ".rels"
}

// Targets are the parts that a part names inside the workbook, by identifier.
func (f *File) Targets(part string) map[string]string {
	out := map[string]string{}
	for _, tag := range Relation.FindAllString(string(f.Part(Rels(part))), -1) {
		if Attribute(tag, "TargetMode") == "External" {
			continue
		}
		target := Text(Attribute(tag, "Target"))
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir(part), target)
		}
		out[Attribute(tag, "Id")] = strings.TrimPrefix(target, "/")
	}
	return out
}

// Reach adds to seen a part and all that hangs from it.
func (f *File) Reach(part string, seen map[string]bool) {
	if seen[part] || !f.has(part) {
		return
	}
	seen[part] = true
	if f.Part(Rels(part)) != nil {
		seen[Rels(part)] = true
	}
	for _, target := range f.Targets(part) {
		f.Reach(target, seen)
	}
}

// Sheet is the one of that name, nil when there is none. Capitals do not matter.
func (f *File) Sheet(name string) *Sheet {
	for i := range f.Sheets {
		if strings.EqualFold(f.Sheets[i].Name, name) {
			return &f.Sheets[i]
		}
	}
	return nil
}

func (f *File) has(part string) bool {
	return slices.ContainsFunc(f.zip.File, func(p *zip.File) bool { return p.Name == part })
}

// Attribute is the raw value of an attribute of a tag, "" when it has none.
func Attribute(tag, name string) string {
	head, _, _ := strings.Cut(tag, ">")
	_, after, found := strings.Cut(head, " "+name+`="`)
	if !found {
		return ""
	}
	value, _, _ := strings.Cut(after, `"`)
	return value
}

// With is a tag with another value of an attribute that it has.
func With(tag, name, value string) string {
	before, after, found := strings.Cut(tag, " "+name+`="`)
	if !found {
		return tag
	}
	_, rest, _ := strings.Cut(after, `"`)
	return before + " " + name + `="` + value + `"` + rest
}

// Text is a raw value as it reads.
func Text(raw string) string { return html.UnescapeString(raw) }
