// Package file writes PDF files: archives of part 2, level B of ISO 19005, tagged. It
// knows the format, and nothing of letters nor of how pages are drawn.
package file

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"relance/generator/calendar"
	"relance/generator/layout/face"
	"relance/generator/layout/sheet"
	"relance/generator/pdf/typeface"
)

// A Document is drawn pages and their structure, to be bound with others.
type Document struct {
	Title, Author string
	Pages         []Page
	Tags          []sheet.Tag // parents before children; the first one is the root
	Fonts         typeface.Fonts
	Pictures      []*Picture // by the number pages call them by: /I0, /I1…
	Copy          *Copy      // pages of somebody else's file, in place of Pages
}

// Count is the number of pages of the document.
func (d *Document) Count() int {
	if d.Copy != nil {
		return len(d.Copy.Pages)
	}
	return len(d.Pages)
}

// A Page is a content stream, compressed by a [deflate.Deflater], that calls fonts /F0 to
// /F3, by face. Marks are the tags of its marked contents, by number.
type Page struct {
	Content []byte
	Marks   []int
	Links   []Link
}

// A Link is a place to click: its corners, in points from the bottom left of the
// sheet, its address, and its element of the structure, negative for none.
type Link struct {
	X0, Y0, X1, Y1 float64
	Target         string
	Tag            int
}

// A binder puts documents together in one file.
type binder struct {
	*objects
	kids     []int // pages, blank ones included
	fonts    int   // dictionary of the fonts
	parent   int   // node of the pages
	pictures map[*Picture]int
	copies   map[*Copy]int // number of the first object of each
	root     int           // structure
	elements []int         // of the documents
	back     []byte        // way back from pages and annotations to elements
	owners   int           // how many of them it leads from
	tree     tree
	marks    []outline
}

type outline struct {
	title string
	page  int
}

// Write writes documents, in their order, in one file whose metadata bear title and
// date; it claims to be an archive unless it holds a copy, which may not be one. A
// duplex file starts each on the front of a sheet, an odd one being followed by a blank
// page, and lists them in bookmarks.
func Write(w io.Writer, docs []*Document, title string, date calendar.Date, duplex bool) (int64, error) {
	b := &binder{objects: newObjects(w), pictures: map[*Picture]int{}, copies: map[*Copy]int{}}
	catalog, info := b.reserve(), b.reserve()
	b.parent, b.fonts, b.root = b.reserve(), b.reserve(), b.reserve()
	b.embedFonts(docs)
	for _, p := range docs {
		first := len(b.kids)
		if p.Copy != nil {
			b.copied(p.Copy)
		} else {
			b.document(p)
		}
		if duplex {
			b.marks = append(b.marks, outline{p.Title, b.kids[first]})
			if p.Count()%2 == 1 {
				b.blank()
			}
		}
	}
	if len(b.kids) == 0 {
		b.blank()
	}
	b.object(b.parent, "<</Type/Pages/Count %d/Kids[%s]>>", len(b.kids), references(b.kids))
	b.structure()
	b.catalog(catalog, title, author(docs), date)
	b.information(info, title, author(docs), date)
	return b.finish(catalog, info)
}

func author(docs []*Document) string {
	if len(docs) == 0 {
		return ""
	}
	return docs[0].Author
}

func references(ids []int) string {
	var s []byte
	for i, id := range ids {
		if i > 0 {
			s = append(s, ' ')
		}
		s = appendReference(s, id)
	}
	return string(s)
}

func appendReference(b []byte, id int) []byte {
	return append(strconv.AppendInt(b, int64(id), 10), " 0 R"...)
}

func (b *binder) embedFonts(docs []*Document) {
	var dict strings.Builder
	for f := range face.Face(face.Faces) {
		used := false
		var extra []rune
		for _, p := range docs {
			used = used || p.Fonts.Uses(f)
			extra = append(extra, p.Fonts.Extra(f)...)
		}
		if used {
			slices.Sort(extra)
			fmt.Fprintf(&dict, "/F%d %d 0 R", f, b.font(typeface.For(f, slices.Compact(extra))))
		}
	}
	b.object(b.fonts, "<<%s>>", dict.String())
}

// font embeds a typeface: a composite font, its only descendant, its program.
func (b *binder) font(t *typeface.Typeface) int {
	id, descendant, descriptor, program, unicode := b.reserve(), b.reserve(), b.reserve(), b.reserve(), b.reserve()
	b.object(id, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		t.Name, descendant, unicode)
	b.object(descendant, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/DW 0/W%s/CIDToGIDMap/Identity>>", t.Name, descriptor, t.Widths)
	slant, flags, stem := 0, 4, 80
	if t.Face&face.Italic != 0 {
		slant, flags = -12, 4|64
	}
	if t.Face&face.Bold != 0 {
		stem = 140
	}
	b.object(descriptor, "<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[-544 -303 1302 980]/ItalicAngle %d"+
		"/Ascent 905/Descent -212/CapHeight 729/StemV %d/FontFile2 %d 0 R>>", t.Name, flags, slant, stem, program)
	b.stream(program, fmt.Sprintf("%s/Length1 %d", flate, t.Length), t.Program)
	b.stream(unicode, flate, t.Unicode)
	return id
}

// document adds the pages and the structure of a document.
func (b *binder) document(p *Document) {
	var pictures strings.Builder
	for i, m := range p.Pictures {
		fmt.Fprintf(&pictures, "/I%d %d 0 R", i, b.picture(m))
	}
	pages, links := make([]int, len(p.Pages)), make([][]int, len(p.Pages))
	for i := range pages {
		pages[i] = b.reserve()
		for range p.Pages[i].Links {
			links[i] = append(links[i], b.reserve())
		}
	}
	b.tree.binder = b
	b.tree.plant(p, pages, links)
	for i := range p.Pages {
		b.page(&p.Pages[i], pages[i], links[i], pictures.String())
	}
	b.kids = append(b.kids, pages...)
}

func (b *binder) picture(p *Picture) int {
	id, done := b.pictures[p]
	if !done {
		id = b.reserve()
		b.stream(id, p.dict, p.data)
		b.pictures[p] = id
	}
	return id
}

const mediaBox = "[0 0 595.28 841.89]" // A4

func (b *binder) page(p *Page, id int, links []int, pictures string) {
	content, own := b.reserve(), b.tree.own(p.Marks, true)
	annotations := ""
	if len(links) > 0 {
		annotations = "/Annots[" + references(links) + "]"
	}
	b.object(id, "<</Type/Page/Parent %d 0 R/MediaBox%s/Resources<</Font %d 0 R/XObject<<%s>>>>/Contents %d 0 R/StructParents %d/Tabs/S%s>>",
		b.parent, mediaBox, b.fonts, pictures, content, own, annotations)
	b.stream(content, flate, p.Content)
	for i, l := range p.Links {
		owner := ""
		if l.Tag >= 0 {
			owner = fmt.Sprintf("/StructParent %d", b.tree.own([]int{l.Tag}, false))
		}
		b.link(links[i], l, owner)
	}
}

// link makes a place to click, and says in words where it leads; its flag is "print",
// which archives require.
func (b *binder) link(id int, l Link, owner string) {
	b.object(id, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%.2f %.2f %.2f %.2f]/Contents%s/A<</S/URI/URI %s>>%s>>",
		l.X0, l.Y0, l.X1, l.Y1, utf16Text(spoken(l.Target)), literal(l.Target), owner)
}

// spoken is what a reader that speaks says of a link.
func spoken(target string) string {
	if address, ok := strings.CutPrefix(target, "mailto:"); ok {
		return "Écrire à " + address
	}
	if number, ok := strings.CutPrefix(target, "tel:"); ok {
		return "Appeler le " + number
	}
	return "Ouvrir " + target
}

// literal is a string of bytes; a target is ASCII by the rules of addresses.
func literal(s string) string {
	return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\n", "", "\r", "").Replace(s) + ")"
}

func (b *binder) blank() {
	id := b.reserve()
	b.object(id, "<</Type/Page/Parent %d 0 R/MediaBox%s/Resources<<>>>>", b.parent, mediaBox)
	b.kids = append(b.kids, id)
}
