package file

import (
	"fmt"
	"strconv"
	"strings"

	"relance/generator/layout/sheet"
)

// A place is where an element shows: a marked content of a page.
type place struct{ page, mark int }

// tree writes the structure of a document: one element for each of its tags that
// shows something. It returns the objects of the elements, by tag.
func (b *binder) tree(p *Document, pages []int) []int {
	places := make([][]place, len(p.Tags))
	for i := range p.Pages {
		for mark, tag := range p.Pages[i].Marks {
			places[tag] = append(places[tag], place{i, mark})
		}
	}
	children := make([][]int, len(p.Tags))
	shown := make([]bool, len(p.Tags))
	for i := len(p.Tags) - 1; i > 0; i-- { // children come after their parents
		shown[i] = shown[i] || len(places[i]) > 0 || isCell(p.Tags[i].Role)
		if shown[i] {
			shown[p.Tags[i].Parent] = true
		}
	}
	elements := make([]int, len(p.Tags))
	for i, t := range p.Tags {
		if shown[i] || i == 0 {
			elements[i] = b.reserve()
		}
		if i > 0 && shown[i] {
			children[t.Parent] = append(children[t.Parent], elements[i])
		}
	}
	for i, t := range p.Tags {
		if elements[i] != 0 {
			parent := b.root
			if i > 0 {
				parent = elements[t.Parent]
			}
			b.element(elements[i], parent, t, children[i], places[i], pages)
		}
	}
	b.elements = append(b.elements, elements[0])
	return elements
}

func isCell(role string) bool { return role == "TD" || role == "TH" }

func (b *binder) element(id, parent int, t sheet.Tag, children []int, places []place, pages []int) {
	s := make([]byte, 0, 128)
	s = append(append(s, "<</S/"...), t.Role...)
	s = appendReference(append(s, "/P "...), parent)
	if t.Role == "TH" {
		s = append(s, "/A<</O/Table/Scope/Column>>"...)
	}
	if t.Alt != "" {
		s = append(append(s, "/Alt"...), utf16Text(t.Alt)...)
	}
	if len(places) > 0 {
		s = appendReference(append(s, "/Pg "...), pages[places[0].page])
	}
	s = append(s, "/K["...)
	for _, c := range children {
		s = append(appendReference(s, c), ' ')
	}
	for _, at := range places {
		if at.page == places[0].page {
			s = append(strconv.AppendInt(s, int64(at.mark), 10), ' ')
		} else {
			s = fmt.Appendf(s, "<</Type/MCR/Pg %d 0 R/MCID %d>>", pages[at.page], at.mark)
		}
	}
	b.begin(id)
	b.buf.Write(append(s, "]>>"...))
	b.end()
}

// own lists the elements of a page's marks.
func (b *binder) own(p *Page, elements []int) {
	owners := make([]int, len(p.Marks))
	for i, tag := range p.Marks {
		owners[i] = elements[tag]
	}
	b.owners = append(b.owners, references(owners))
}

// structure writes the root of the tree and the way back from marks to elements.
func (b *binder) structure() {
	back := b.reserve()
	var s strings.Builder
	for i, o := range b.owners {
		fmt.Fprintf(&s, "%d[%s]", i, o)
	}
	b.object(back, "<</Nums[%s]>>", s.String())
	b.object(b.root, "<</Type/StructTreeRoot/K[%s]/ParentTree %d 0 R/ParentTreeNextKey %d>>",
		references(b.elements), back, len(b.owners))
}
