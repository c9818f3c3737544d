// Package foreign takes stock of what people added to a workbook beside its
// tables: notes and colours, which the tracker carries, and pictures, charts,
// macros and the like, which writing it again would lose.
package foreign

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/parts"
)

// A Note is one on a cell.
type Note struct{ Sheet, Cell, Author, Text string }

// A Colour is the fill that somebody gave to a cell, in six hexadecimal digits.
type Colour struct{ Sheet, Cell, Fill string }

// A Stock is what was found.
type Stock struct {
	Notes   []Note
	Colours []Colour
	Others  []string // in French: what cannot be carried
	Theirs  bool     // there are names or parts that stay in the workbook when only our sheets change
}

// An Owner says what in a workbook is relance's.
type Owner struct {
	Sheet  func(name string) bool // also of sheets that somebody renamed
	Name   func(name string) bool // defined names
	Charts []string               // titles
	Fills  []string
}

// Custom are the custom properties of a workbook, XLSX or ODS, by name.
func Custom(src []byte) map[string]string {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil
	}
	out := map[string]string{}
	for _, name := range []string{"docProps/custom.xml", "meta.xml"} {
		if part := content(z, name); part != nil {
			properties(part, out)
		}
	}
	return out
}

func content(z *zip.Reader, name string) []byte {
	r, err := z.Open(name)
	if err != nil {
		return nil
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, 64<<20))
	if err != nil {
		return nil
	}
	return data
}

// properties reads <property name=…><vt:…>value</…></property>, and the
// <meta:user-defined meta:name=…>value</…> of OpenDocument.
func properties(part []byte, out map[string]string) {
	name := ""
	for d := xml.NewDecoder(bytes.NewReader(part)); ; {
		t, err := d.Token()
		if err != nil {
			return
		}
		switch e := t.(type) {
		case xml.StartElement:
			if e.Name.Local != "property" && e.Name.Local != "user-defined" {
				continue
			}
			for _, a := range e.Attr {
				if a.Name.Local == "name" {
					name = a.Value
				}
			}
		case xml.CharData:
			if name != "" {
				out[name] += strings.TrimSpace(string(e))
			}
		case xml.EndElement:
			if e.Name.Local == "property" || e.Name.Local == "user-defined" {
				name = ""
			}
		}
	}
}

// others are parts by the start of their name.
var others = []struct{ prefix, one string }{
	{"xl/media/", "une image"}, {"xl/pivotTables/", "un tableau croisé"}, {"xl/threadedComments/", "une conversation en commentaire"},
	{"xl/embeddings/", "un objet incorporé"}, {"xl/slicers/", "un segment"}, {"xl/ctrlProps/", "un bouton"}, {"xl/activeX/", "un contrôle"},
	{"xl/diagrams/", "un diagramme"}, {"xl/queryTables/", "une requête"}, {"Pictures/", "une image"}, {"Basic/", "des macros"},
}

// Look takes stock of a workbook that a strict reader accepted. What stands on
// somebody's own sheets stays there with them: only what is on ours is listed.
func Look(src []byte, own *Owner) (Stock, error) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return Stock{}, err
	}
	var s Stock
	if content(z, parts.Workbook) == nil {
		s.openDocument(z, own)
		return s, nil
	}
	book, err := parts.Open(src)
	if err != nil {
		return s, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(src), excelize.Options{RawCellValue: true, UnzipSizeLimit: 256 << 20, UnzipXMLSizeLimit: 16 << 20})
	if err != nil {
		return s, err
	}
	defer f.Close()
	ours := map[string]bool{}
	for _, sheet := range book.Sheets {
		if own.Sheet(sheet.Name) {
			book.Reach(sheet.Part, ours)
		}
	}
	for _, part := range slices.Sorted(maps.Keys(ours)) {
		s.part(book, part, own)
	}
	s.names(f, own)
	s.notes(f, own)
	s.colours(f, book, own)
	return s, nil
}

func (s *Stock) add(what string) {
	if !slices.Contains(s.Others, what) {
		s.Others = append(s.Others, what)
	}
}

func (s *Stock) part(book *parts.File, name string, own *Owner) {
	for _, o := range others {
		if strings.HasPrefix(name, o.prefix) {
			s.add(o.one)
		}
	}
	if !strings.HasPrefix(name, "xl/drawings/drawing") {
		return
	}
	drawing := book.Part(name)
	if shapes.Match(drawing) {
		s.add("un dessin ou une image")
	}
	for _, frame := range frames.FindAll(drawing, -1) {
		if !slices.Contains(own.Charts, parts.Text(parts.Attribute(string(named.Find(frame)), "name"))) {
			s.add("un graphique")
		}
	}
}

var (
	shapes = regexp.MustCompile(`<(xdr:)?(sp|pic|cxnSp)[ >]`) // what a drawing holds when it is somebody's
	frames = regexp.MustCompile(`(?s)<(?:xdr:)?graphicFrame[ >].*?</(?:xdr:)?graphicFrame>`)
	named  = regexp.MustCompile(`<(?:xdr:)?cNvPr [^>]*>`)

	drawn     = regexp.MustCompile(`<draw:frame [^>]*>`)
	annotated = []byte("<office:annotation ")
)

// openDocument: notes of an ODS are seen, not carried.
func (s *Stock) openDocument(z *zip.Reader, own *Owner) {
	for _, p := range z.File {
		for _, o := range others {
			if strings.HasPrefix(p.Name, o.prefix) && !strings.HasSuffix(p.Name, "/") {
				s.add(o.one)
			}
		}
	}
	part := content(z, "content.xml")
	if bytes.Contains(part, annotated) {
		s.add("des notes sur des cellules (enregistrez en .xlsx pour les garder)")
	}
	for _, frame := range drawn.FindAll(part, -1) {
		if !slices.Contains(own.Charts, parts.Text(parts.Attribute(string(frame), "draw:name"))) {
			s.add("un dessin ou une image")
		}
	}
}

func (s *Stock) names(f *excelize.File, own *Owner) {
	for _, n := range f.GetDefinedName() {
		if !strings.HasPrefix(n.Name, "_xl") && !own.Name(n.Name) {
			s.Theirs = true
		}
	}
}

func (s *Stock) notes(f *excelize.File, own *Owner) {
	for _, sheet := range f.GetSheetList() {
		if !own.Sheet(sheet) {
			continue
		}
		comments, err := f.GetComments(sheet)
		if err != nil {
			continue // a sheet without comments
		}
		for _, c := range comments {
			text := c.Text
			for _, run := range c.Paragraph {
				text += run.Text
			}
			text = strings.TrimPrefix(strings.TrimSpace(text), c.Author+":")
			s.Notes = append(s.Notes, Note{Sheet: sheet, Cell: c.Cell, Author: c.Author, Text: strings.TrimSpace(text)})
		}
	}
}

// looks is the part of styles.xml that colours cells.
type looks struct {
	Fills []struct {
		Pattern struct {
			Type string `xml:"patternType,attr"`
			Ink  struct {
				RGB     string  `xml:"rgb,attr"`
				Theme   *int    `xml:"theme,attr"`
				Indexed int     `xml:"indexed,attr"`
				Tint    float64 `xml:"tint,attr"`
			} `xml:"fgColor"`
		} `xml:"patternFill"`
	} `xml:"fills>fill"`
	Styles []struct {
		Fill int `xml:"fillId,attr"`
	} `xml:"cellXfs>xf"`
}

// colours looks for cells only when a style has a fill of somebody's. A style is
// read as the file has it: LibreOffice does not say that its fills apply.
func (s *Stock) colours(f *excelize.File, book *parts.File, own *Owner) {
	var l looks
	if xml.Unmarshal(book.Part(parts.Styles), &l) != nil {
		return
	}
	fills := map[string]string{} // by style, as an attribute writes it
	for i, style := range l.Styles {
		if style.Fill < 0 || style.Fill >= len(l.Fills) || l.Fills[style.Fill].Pattern.Type != "solid" {
			continue
		}
		ink := l.Fills[style.Fill].Pattern.Ink
		colour := strings.TrimPrefix(f.GetBaseColor(ink.RGB, ink.Indexed, ink.Theme), "#")
		if len(colour) == 6 && ink.Tint != 0 {
			colour = strings.TrimPrefix(excelize.ThemeColor(colour, ink.Tint), "FF")
		}
		if colour = strings.ToUpper(colour); len(colour) == 6 && !slices.Contains(own.Fills, colour) {
			fills[strconv.Itoa(i)] = colour
		}
	}
	if len(fills) == 0 {
		return
	}
	for _, sheet := range book.Sheets {
		if own.Sheet(sheet.Name) {
			s.fills(sheet.Name, book.Part(sheet.Part), fills)
		}
	}
	slices.SortStableFunc(s.Colours, func(a, b Colour) int { return strings.Compare(a.Sheet+a.Cell, b.Sheet+b.Cell) })
}

// fills scans a sheet for the cells of some styles, without decoding it: the
// reader has already found it sound.
func (s *Stock) fills(sheet string, part []byte, fills map[string]string) {
	for {
		at := bytes.Index(part, []byte("<c "))
		if at < 0 {
			return
		}
		part = part[at+3:]
		end := bytes.IndexByte(part, '>')
		if end < 0 {
			return
		}
		if fill := fills[attribute(part[:end], " s=\"")]; fill != "" {
			s.Colours = append(s.Colours, Colour{Sheet: sheet, Cell: attribute(part[:end], " r=\""), Fill: fill})
		}
	}
}

func attribute(tag []byte, name string) string {
	_, after, found := bytes.Cut(append([]byte{' '}, tag...), []byte(name))
	if !found {
		return ""
	}
	value, _, _ := bytes.Cut(after, []byte(`"`))
	return string(value)
}

// String names the cell, for a message.
func (n Note) String() string { return fmt.Sprintf("%s!%s : %s", n.Sheet, n.Cell, n.Text) }
