package layout

import (
	"strconv"

	"relance/generator/document"
	"relance/generator/layout/face"
	"relance/generator/layout/galley"
	"relance/generator/layout/lines"
	"relance/generator/layout/sheet"
)

// A stack is the page under way.
type stack struct {
	pages  []sheet.Page
	bands  []sheet.Band
	y      float64
	bottom float64
	empty  bool // nothing of the text stands on the page yet
}

// paginate piles atoms on pages: groups held together stay so when a page can
// hold them.
func paginate(g *galley.Galley, first, foot sheet.Band, d *document.Document) []sheet.Page {
	st := &stack{bottom: sheet.Height - foot.Height}
	st.open(first)
	atoms := g.Atoms
	for from := 0; from < len(atoms); {
		to := from + 1
		for to < len(atoms) && atoms[to-1].Keep && !atoms[to].Fresh {
			to++
		}
		group := atoms[from:to]
		if group[0].Fresh || !st.fits(group) {
			st.turn()
		}
		if !st.fits(group) {
			group = group[:1] // no page can hold them all: one by one
		}
		st.pile(group)
		from += len(group)
	}
	st.close()
	return furnish(g, st.pages, first, foot, d)
}

func (st *stack) open(top sheet.Band) {
	st.bands, st.y, st.empty = []sheet.Band{top}, top.Height, true
}

func (st *stack) close() {
	st.pages = append(st.pages, sheet.Page{Bands: st.bands})
}

// turn starts a page, unless the one under way is still empty.
func (st *stack) turn() {
	if !st.empty {
		st.close()
		st.open(sheet.Band{Height: continuationTop})
	}
}

func (st *stack) fits(group []galley.Atom) bool {
	height := 0.0
	for i, a := range group {
		if i > 0 || !st.empty {
			height += a.Before
		}
		height += a.Height
	}
	if st.empty {
		for _, a := range group[0].Head {
			height += a.Height
		}
	}
	return st.y+height <= st.bottom
}

func (st *stack) pile(group []galley.Atom) {
	for _, a := range group {
		if st.empty {
			for _, h := range a.Head {
				st.add(h.Band)
			}
		} else if a.Before > 0 {
			st.add(sheet.Band{Height: a.Before})
		}
		st.add(a.Band)
		st.empty = false
	}
}

func (st *stack) add(b sheet.Band) {
	st.bands = append(st.bands, b)
	st.y += b.Height
}

// furnish adds to each page its running head and its foot, now that their number
// is known.
func furnish(g *galley.Galley, pages []sheet.Page, first, foot sheet.Band, d *document.Document) []sheet.Page {
	for i := range pages {
		p := &pages[i]
		of := strconv.Itoa(i+1) + "/" + strconv.Itoa(len(pages))
		end := foot
		end.Texts = append([]sheet.Text(nil), foot.Texts...)
		if i > 0 {
			artifacts(end.Texts)
		}
		if i == 0 {
			endAt(&end, "page "+of, lines.Look{Size: 7.5, Ink: sheet.Grey}, sheet.Right, footNumber)
		} else {
			p.Bands[0] = continuation(g, d, of)
		}
		y := 0.0
		for _, b := range p.Bands {
			y += b.Height
		}
		p.Bands = append(p.Bands, sheet.Band{Height: sheet.Height - foot.Height - y}, end)
	}
	return pages
}

// artifacts marks texts as furniture, that nobody needs to hear.
func artifacts(texts []sheet.Text) {
	for i := range texts {
		texts[i].Tag, texts[i].Link = sheet.Artifact, ""
	}
}

// continuation is the head of the pages after the first.
func continuation(g *galley.Galley, d *document.Document, of string) sheet.Band {
	const y, size = 14.0, 8.0
	b := sheet.Band{Height: continuationTop}
	name := g.Text(d.From.Name, lines.Look{Face: face.Bold, Size: size, Ink: sheet.Accent}, 90)
	if len(name) > 0 {
		name[0].Draw(&b, sheet.Left, y, sheet.Artifact)
	}
	right := "page " + of
	if d.Reference != "" {
		right = d.Reference + "  ·  " + right
	}
	endAt(&b, right, lines.Look{Size: size, Ink: sheet.Grey}, sheet.Right, y)
	b.Strokes = []sheet.Stroke{{X: sheet.Left, Y: y + 2.2, Length: textWidth, Width: 0.15, Ink: sheet.Faint}}
	return b
}

// endAt draws a short text of the furniture, that ends at x.
func endAt(b *sheet.Band, text string, l lines.Look, x, y float64) {
	b.Texts = append(b.Texts, sheet.Text{
		X: x - l.Face.Width(text, l.Size), Y: y, Text: text, Face: l.Face, Size: l.Size, Ink: l.Ink, Tag: sheet.Artifact,
	})
}
