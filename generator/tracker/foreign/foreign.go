// Package foreign takes stock of what people added to a workbook beside what they typed,
// and of how they arranged it: notes, looks, links, formulas, widths, rules, which the
// tracker carries; pictures, charts, macros and the like, which writing it again would
// lose.
package foreign

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"relance/generator/tracker/cell"
	"relance/generator/tracker/parts"
)

// A Note is one on a cell.
type Note struct{ Sheet, Cell, Author, Text string }

// A Dressed is a cell whose look somebody changed.
type Dressed struct {
	Sheet, Cell string
	Dress       cell.Dress
}

// A Stock is what was found.
type Stock struct {
	Notes   []Note
	Dressed []Dressed
	Layouts map[string]*Layout // of our sheets, by the names they have now
	Tabs    Tabs
	Others  []string // in French: what cannot be carried
	Theirs  bool     // there are names or parts that stay in the workbook when only our sheets change
}

// Tabs are the sheets of a workbook, from left to right.
type Tabs struct {
	Order  []string
	Hidden []string
	Active string
}

// An Owner says what in a workbook is relance's.
type Owner struct {
	Sheet  func(name string) bool // also of sheets that somebody renamed
	Name   func(name string) bool // defined names
	Charts []string               // titles
	Fills  []string
	Flags  []string // texts that colour their cell
	Inks   []string // the first one is that of lines
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
	ours, theirs := map[string]bool{}, dresses(book, own)
	for i := range book.Sheets {
		if sheet := &book.Sheets[i]; own.Sheet(sheet.Name) {
			book.Reach(sheet.Part, ours)
			s.notes(book, sheet)
			if err := s.layout(book, sheet, own, theirs); err != nil {
				return s, err
			}
		}
	}
	for _, part := range slices.Sorted(maps.Keys(ours)) {
		s.part(book, part, own)
	}
	s.names(book, own)
	s.tabs(book)
	slices.SortStableFunc(s.Dressed, func(a, b Dressed) int { return strings.Compare(a.Sheet+a.Cell, b.Sheet+b.Cell) })
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

var definedName = regexp.MustCompile(`<definedName [^>]*>`)

func (s *Stock) names(book *parts.File, own *Owner) {
	for _, tag := range definedName.FindAllString(string(book.Part(parts.Workbook)), -1) {
		if name := parts.Text(parts.Attribute(tag, "name")); !strings.HasPrefix(name, "_xl") && !own.Name(name) {
			s.Theirs = true
		}
	}
}

var bookView = regexp.MustCompile(`<workbookView [^>]*>`)

func (s *Stock) tabs(book *parts.File) {
	active, _ := strconv.Atoi(parts.Attribute(bookView.FindString(string(book.Part(parts.Workbook))), "activeTab"))
	for i, sheet := range book.Sheets {
		s.Tabs.Order = append(s.Tabs.Order, sheet.Name)
		if parts.Attribute(sheet.Tag, "state") == "hidden" {
			s.Tabs.Hidden = append(s.Tabs.Hidden, sheet.Name)
		}
		if i == active {
			s.Tabs.Active = sheet.Name
		}
	}
}

// comments is the part of the notes of a sheet. A run of text is one look.
type comments struct {
	Authors []string `xml:"authors>author"`
	Notes   []struct {
		Cell   string   `xml:"ref,attr"`
		Author int      `xml:"authorId,attr"`
		Text   []string `xml:"text>t"`
		Runs   []string `xml:"text>r>t"`
	} `xml:"commentList>comment"`
}

func (s *Stock) notes(book *parts.File, sheet *parts.Sheet) {
	targets := book.Targets(sheet.Part)
	for _, id := range slices.Sorted(maps.Keys(targets)) {
		var list comments
		if part := targets[id]; !strings.HasPrefix(path.Base(part), "comments") || xml.Unmarshal(book.Part(part), &list) != nil {
			continue
		}
		for _, n := range list.Notes {
			author := ""
			if n.Author >= 0 && n.Author < len(list.Authors) {
				author = list.Authors[n.Author]
			}
			text := strings.TrimPrefix(strings.TrimSpace(strings.Join(n.Text, "")+strings.Join(n.Runs, "")), author+":")
			s.Notes = append(s.Notes, Note{Sheet: sheet.Name, Cell: n.Cell, Author: author, Text: strings.TrimSpace(text)})
		}
	}
}

// String names the cell, for a message.
func (n Note) String() string { return fmt.Sprintf("%s!%s : %s", n.Sheet, n.Cell, n.Text) }
