package layout

import (
	"strconv"

	"relance/generator/document"
	"relance/generator/layout/face"
)

// A stack is the page under way.
type stack struct {
	pages  []Page
	bands  []Band
	y      float64
	bottom float64
	empty  bool // nothing of the text stands on the page yet
}

// paginate piles atoms on pages: groups held together stay so when a page can
// hold them.
func (s *setter) paginate(first, foot Band, d *document.Document) []Page {
	st := &stack{bottom: PageHeight - foot.Height}
	st.open(first)
	for from := 0; from < len(s.atoms); {
		to := from + 1
		for to < len(s.atoms) && s.atoms[to-1].keep && !s.atoms[to].fresh {
			to++
		}
		group := s.atoms[from:to]
		if group[0].fresh || !st.fits(group) {
			st.turn()
		}
		if !st.fits(group) {
			group = group[:1] // no page can hold them all: one by one
		}
		st.pile(group)
		from += len(group)
	}
	st.close()
	return s.furnish(st.pages, first, foot, d)
}

func (st *stack) open(top Band) {
	st.bands, st.y, st.empty = []Band{top}, top.Height, true
}

func (st *stack) close() {
	st.pages = append(st.pages, Page{Bands: st.bands})
}

// turn starts a page, unless the one under way is still empty.
func (st *stack) turn() {
	if !st.empty {
		st.close()
		st.open(Band{Height: continuationTop})
	}
}

func (st *stack) fits(group []atom) bool {
	height := 0.0
	for i, a := range group {
		if i > 0 || !st.empty {
			height += a.before
		}
		height += a.Height
	}
	if st.empty {
		for _, a := range group[0].head {
			height += a.Height
		}
	}
	return st.y+height <= st.bottom
}

func (st *stack) pile(group []atom) {
	for _, a := range group {
		if st.empty {
			for _, h := range a.head {
				st.add(h.Band)
			}
		} else if a.before > 0 {
			st.add(Band{Height: a.before})
		}
		st.add(a.Band)
		st.empty = false
	}
}

func (st *stack) add(b Band) {
	st.bands = append(st.bands, b)
	st.y += b.Height
}

// furnish adds to each page its running head and its foot, now that their number
// is known.
func (s *setter) furnish(pages []Page, first, foot Band, d *document.Document) []Page {
	for i := range pages {
		p := &pages[i]
		of := strconv.Itoa(i+1) + "/" + strconv.Itoa(len(pages))
		end := foot
		end.Texts = append([]Text(nil), foot.Texts...)
		if i == 0 {
			end.end("page "+of, look{size: 7.5, ink: grey}, PageWidth-marginRight, footNumber, Artifact)
		} else {
			p.Bands[0] = s.continuation(d, of)
		}
		y := 0.0
		for _, b := range p.Bands {
			y += b.Height
		}
		p.Bands = append(p.Bands, Band{Height: PageHeight - foot.Height - y}, end)
	}
	return pages
}

// continuation is the head of the pages after the first.
func (s *setter) continuation(d *document.Document, of string) Band {
	const y, size = 14.0, 8.0
	b := Band{Height: continuationTop}
	name := s.text(d.From.Name, look{face: face.Bold, size: size, ink: accent}, 90)
	if len(name) > 0 {
		b.line(&name[0], marginLeft, y, Artifact)
	}
	right := "page " + of
	if d.Reference != "" {
		right = d.Reference + "  ·  " + right
	}
	b.end(right, look{size: size, ink: grey}, PageWidth-marginRight, y, Artifact)
	b.Strokes = []Stroke{{X: marginLeft, Y: y + 2.2, Length: textWidth, Width: 0.15, Ink: faint}}
	return b
}
