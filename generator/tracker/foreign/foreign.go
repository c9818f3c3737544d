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
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
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
	{"xl/charts/chart", "un graphique"}, {"xl/media/", "une image"}, {"xl/pivotTables/", "un tableau croisé"},
	{"xl/vbaProject", "des macros"}, {"xl/threadedComments/", "une conversation en commentaire"}, {"xl/externalLinks/externalLink", "un lien vers un autre classeur"},
	{"xl/embeddings/", "un objet incorporé"}, {"xl/slicers/", "un segment"}, {"xl/ctrlProps/", "un bouton"}, {"xl/activeX/", "un contrôle"},
	{"xl/connections", "une connexion à des données"}, {"xl/diagrams/", "un diagramme"}, {"Pictures/", "une image"}, {"Object 1/", "un graphique"}, {"Basic/", "des macros"},
}

// shapes is what a drawing holds when it is somebody's.
var shapes = regexp.MustCompile(`<(xdr:)?(sp|pic|cxnSp)[ >]`)

// Look takes stock of a workbook that a strict reader accepted. own are the fills
// that the tracker itself uses, and names the starts of the names it defines.
func Look(src []byte, own, names []string) (Stock, error) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return Stock{}, err
	}
	var s Stock
	for _, p := range z.File {
		s.part(z, p.Name)
	}
	if content(z, "xl/workbook.xml") == nil {
		s.openDocument(content(z, "content.xml"))
		return s, nil
	}
	f, err := excelize.OpenReader(bytes.NewReader(src), excelize.Options{RawCellValue: true, UnzipSizeLimit: 256 << 20, UnzipXMLSizeLimit: 16 << 20})
	if err != nil {
		return s, err
	}
	defer f.Close()
	s.names(f, names)
	s.notes(f)
	s.colours(f, z, own)
	return s, nil
}

func (s *Stock) add(what string) {
	if !slices.Contains(s.Others, what) {
		s.Others = append(s.Others, what)
	}
}

func (s *Stock) part(z *zip.Reader, name string) {
	for _, o := range others {
		if strings.HasPrefix(name, o.prefix) && !strings.HasSuffix(name, "/") {
			s.add(o.one)
		}
	}
	if strings.HasPrefix(name, "xl/drawings/drawing") && shapes.Match(content(z, name)) {
		s.add("un dessin ou une image")
	}
}

// openDocument: notes of an ODS are seen, not carried.
func (s *Stock) openDocument(part []byte) {
	if bytes.Contains(part, []byte("<office:annotation ")) {
		s.add("des notes sur des cellules (enregistrez en .xlsx pour les garder)")
	}
	if bytes.Contains(part, []byte("<draw:frame ")) {
		s.add("un dessin ou une image")
	}
}

func (s *Stock) names(f *excelize.File, known []string) {
	for _, n := range f.GetDefinedName() {
		ours := strings.HasPrefix(n.Name, "_xlnm") || strings.HasPrefix(n.Name, "_xleta")
		for _, k := range known {
			ours = ours || strings.HasPrefix(n.Name, k)
		}
		if !ours {
			s.add("le nom « " + n.Name + " »")
		}
	}
}

func (s *Stock) notes(f *excelize.File) {
	for _, sheet := range f.GetSheetList() {
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
func (s *Stock) colours(f *excelize.File, z *zip.Reader, own []string) {
	var l looks
	if xml.Unmarshal(content(z, "xl/styles.xml"), &l) != nil {
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
		if colour = strings.ToUpper(colour); len(colour) == 6 && !slices.Contains(own, colour) {
			fills[strconv.Itoa(i)] = colour
		}
	}
	if len(fills) == 0 {
		return
	}
	for name, part := range sheetParts(z) {
		s.fills(name, content(z, part), fills)
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

// sheetParts are the parts of the sheets, by name of the tab.
func sheetParts(z *zip.Reader) map[string]string {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if xml.Unmarshal(content(z, "xl/workbook.xml"), &book) != nil || xml.Unmarshal(content(z, "xl/_rels/workbook.xml.rels"), &rels) != nil {
		return nil
	}
	out := map[string]string{}
	for _, s := range book.Sheets {
		for _, r := range rels.List {
			if r.ID == s.ID {
				target := r.Target
				if !strings.HasPrefix(target, "/") {
					target = "xl/" + target
				}
				out[s.Name] = strings.TrimPrefix(path.Clean(target), "/")
			}
		}
	}
	return out
}

// String names the cell, for a message.
func (n Note) String() string { return fmt.Sprintf("%s!%s : %s", n.Sheet, n.Cell, n.Text) }
