package file

import (
	"fmt"
	"strconv"

	"relance/generator/layout/sheet"
)

// A leaf is where an element shows: a marked content of a page or, when link is an
// object, a place to click.
type leaf struct{ page, mark, link int }

// A tree is the structure of a document while it is written. The binder has one, for
// all its documents.
type tree struct {
	*binder
	tags     []sheet.Tag
	pages    []int // objects
	branches []branch
}

// A branch is a tag and what hangs from it.
type branch struct {
	leaves   []leaf // in the order of the pages
	children []int  // tags
	shown    bool   // there is a leaf on it, or it is a cell
	element  int    // object; 0 for what shows nothing
}

// plant writes the structure of a document: one element for each of its tags that shows
// something; links are the annotations of each page.
func (t *tree) plant(p *Document, pages []int, links [][]int) {
	t.tags, t.pages = p.Tags, pages
	t.grow(p, links)
	for i := range t.tags {
		if i > 0 && !t.branches[i].shown {
			continue
		}
		t.branches[i].element = t.reserve()
		if i > 0 {
			parent := &t.branches[t.tags[i].Parent]
			parent.children = append(parent.children, i)
		}
	}
	for i := range t.tags {
		if t.branches[i].element > 0 {
			t.write(i)
		}
	}
	t.elements = append(t.elements, t.branches[0].element)
}

// grow hangs the leaves; what the document before left is cut.
func (t *tree) grow(p *Document, links [][]int) {
	for len(t.branches) < len(t.tags) {
		t.branches = append(t.branches, branch{})
	}
	for i := range t.tags {
		b := &t.branches[i]
		*b = branch{leaves: b.leaves[:0], children: b.children[:0]}
	}
	for i := range p.Pages {
		for mark, tag := range p.Pages[i].Marks {
			t.hang(tag, leaf{page: i, mark: mark})
		}
		for j, l := range p.Pages[i].Links {
			if l.Tag >= 0 {
				t.hang(l.Tag, leaf{page: i, link: links[i][j]})
			}
		}
	}
	for i := len(t.tags) - 1; i > 0; i-- { // children come after their parents
		if b := &t.branches[i]; b.shown || len(b.leaves) > 0 || isCell(t.tags[i].Role) {
			b.shown, t.branches[t.tags[i].Parent].shown = true, true
		}
	}
}

func (t *tree) hang(tag int, l leaf) {
	t.branches[tag].leaves = append(t.branches[tag].leaves, l)
}

func isCell(role string) bool { return role == "TD" || role == "TH" }

func (t *tree) write(tag int) {
	b, parent := &t.branches[tag], t.root
	if tag > 0 {
		parent = t.branches[t.tags[tag].Parent].element
	}
	t.begin(b.element)
	s := append(append(t.buf.AvailableBuffer(), "<</S/"...), t.tags[tag].Role...)
	s = appendReference(append(s, "/P "...), parent)
	s = append(s, attributes(&t.tags[tag])...)
	page := -1
	if len(b.leaves) > 0 {
		page = b.leaves[0].page
		s = appendReference(append(s, "/Pg "...), t.pages[page])
	}
	if len(b.leaves) == 1 && len(b.children) == 0 && b.leaves[0].link == 0 {
		s = strconv.AppendInt(append(s, "/K "...), int64(b.leaves[0].mark), 10)
	} else {
		s = append(t.appendKids(append(s, "/K["...), b, page), ']')
	}
	t.buf.Write(append(s, ">>"...))
	t.end()
}

// appendKids lists the children and the leaves of an element in reading order.
func (t *tree) appendKids(s []byte, b *branch, page int) []byte {
	children := b.children
	for _, l := range b.leaves {
		for len(children) > 0 && t.before(children[0], l) {
			s = append(appendReference(s, t.branches[children[0]].element), ' ')
			children = children[1:]
		}
		switch {
		case l.link > 0:
			s = fmt.Appendf(s, "<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>", t.pages[l.page], l.link)
		case l.page == page:
			s = append(strconv.AppendInt(s, int64(l.mark), 10), ' ')
		default:
			s = fmt.Appendf(s, "<</Type/MCR/Pg %d 0 R/MCID %d>>", t.pages[l.page], l.mark)
		}
	}
	for _, c := range children {
		s = append(appendReference(s, t.branches[c].element), ' ')
	}
	return s
}

// before tells whether a child is met before a leaf of its parent: they never share a
// mark, so that pages and marks decide.
func (t *tree) before(child int, l leaf) bool {
	for _, own := range t.branches[child].leaves {
		return own.page < l.page || own.page == l.page && own.mark < l.mark
	}
	return false
}

// attributes are what a role says besides its name.
func attributes(t *sheet.Tag) string {
	s := ""
	switch {
	case t.Role == "TH":
		s = "/A<</O/Table/Scope/Column>>"
	case t.Role == "L" && t.Ordered:
		s = "/A<</O/List/ListNumbering/Decimal>>"
	case t.Role == "L":
		s = "/A<</O/List/ListNumbering/Disc>>"
	case t.Figure != nil:
		const point = 72 / 25.4
		f := t.Figure
		s = fmt.Sprintf("/A<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>/Alt%s", f.X*point,
			(sheet.Height-f.Y-f.H)*point, (f.X+f.W)*point, (sheet.Height-f.Y)*point, utf16Text(f.Alt))
	}
	return s
}

// own gives a page, or an annotation, its number in the way back to the elements it
// shows: an array of them for a page, one for an annotation.
func (t *tree) own(tags []int, page bool) int {
	s := append(strconv.AppendInt(t.back, int64(t.owners), 10), ' ')
	if page {
		s = append(s, '[')
	}
	for i, tag := range tags {
		if i > 0 {
			s = append(s, ' ')
		}
		s = appendReference(s, t.branches[tag].element)
	}
	if page {
		s = append(s, ']')
	}
	t.back = append(s, '\n')
	t.owners++
	return t.owners - 1
}

// structure writes the root of the tree and the way back.
func (b *binder) structure() {
	back := b.reserve()
	b.object(back, "<</Nums[%s]>>", b.back)
	b.object(b.root, "<</Type/StructTreeRoot/K[%s]/ParentTree %d 0 R/ParentTreeNextKey %d>>",
		references(b.elements), back, b.owners)
}
