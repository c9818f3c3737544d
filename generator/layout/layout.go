// Package layout sets a document on pages of A4: which words stand on which
// line, which lines on which page, in millimetres. It draws nothing. The rooms inside
// are its trade, from the smallest: faces, lines, the galley; and the sheet, which is
// what comes out.
package layout

import (
	"relance/generator/document"
	"relance/generator/layout/galley"
	"relance/generator/layout/sheet"
)

// Sheets are a whole document set on pages. Tags is the tree of its structure;
// the first one is the root.
type Sheets struct {
	Pages []sheet.Page
	Tags  []sheet.Tag
}

// An Error is a reason why a document cannot be set, in French.
type Error = galley.Error

// The two rhythms of letters.
var (
	roomy = galley.Rhythm{Size: 10.5, Leading: 5.0, Gap: 2.7, Room: 17}
	tight = galley.Rhythm{Size: 10, Leading: 4.6, Gap: 2.1, Room: 13}
)

// Lay sets a letter or a sheet on pages. Its errors, in French, are those of the
// text: a character that cannot be printed, an address too long for the window,
// an image that cannot be read, a block that only the site can show (E110).
func Lay(d *document.Document) (*Sheets, error) {
	sheets, err := lay(d, roomy)
	if err != nil || len(sheets.Pages) == 1 {
		return sheets, err
	}
	// A page spared is worth lines a little closer: a letter that ends with its
	// signature alone on a second sheet looks like an accident.
	closer, err := lay(d, tight)
	if err == nil && len(closer.Pages) < len(sheets.Pages) {
		return closer, nil
	}
	return sheets, nil
}

func lay(d *document.Document, r galley.Rhythm) (*Sheets, error) {
	r.Justify = d.Justify
	g := galley.New(r)
	var first sheet.Band
	if d.Kind == document.Letter {
		first = letterhead(g, d)
	} else {
		first = sheet.Band{Height: sheetTop}
		g.Title(d)
	}
	signed, annexes := signedPart(d.Body)
	g.Blocks(signed)
	g.Enclosures(d.Enclosures)
	g.Blocks(annexes)
	foot := foot(g, d)
	if err := g.Err(); err != nil {
		return nil, err
	}
	s := &Sheets{Pages: paginate(g, first, foot, d), Tags: g.Tags}
	s.structure()
	return s, nil
}

// signedPart is what a letter says until its signature, and what follows on pages of
// its own: the list of enclosures stands between them.
func signedPart(body []document.Block) (signed, annexes []document.Block) {
	for i := 1; i < len(body); i++ {
		_, afterName := body[i-1].(document.Signature)
		if _, page := body[i].(document.PageBreak); afterName && page {
			return body[:i], body[i:]
		}
	}
	return body, nil
}

// structure completes the tree with what only whole pages show: where figures stand,
// and an element for each place to click.
func (s *Sheets) structure() {
	var links linker
	for i := range s.Pages {
		y := 0.0
		for j := range s.Pages[i].Bands {
			b := &s.Pages[i].Bands[j]
			for _, p := range b.Pictures {
				f := s.Tags[p.Tag].Figure
				f.X, f.Y, f.W, f.H = p.X, y+p.Y, p.W, p.H
			}
			for k := range b.Texts {
				s.Tags = links.tag(&b.Texts[k], s.Tags)
			}
			y += b.Height
		}
	}
}

// A linker gives a run that links its own element, shared with the run before it when
// they are parts of one link.
type linker struct {
	target          string
	parent, current int
}

func (l *linker) tag(t *sheet.Text, tags []sheet.Tag) []sheet.Tag {
	if t.Link == "" {
		l.target = ""
		return tags
	}
	if t.Link != l.target || t.Tag != l.parent {
		tags = append(tags, sheet.Tag{Role: "Link", Parent: int32(t.Tag)})
		l.target, l.parent, l.current = t.Link, t.Tag, len(tags)-1
	}
	t.Tag = l.current
	return tags
}
