// Package page reads the pages of the site: a front matter, then Markdown.
package page

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"relance/generator/calendar"
	"relance/generator/decode"
	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/document/markdown"
	"relance/generator/document/typography"
	"relance/site/press"
	"relance/site/tool"
)

// Meta is the front matter of a page.
type Meta struct {
	Title    string        `cle:"titre,requis" aide:"titre de la page"`
	Menu     string        `cle:"menu" aide:"titre court, pour la navigation"`
	Section  string        `cle:"section,requis" choix:"commencer|comprendre|etapes|appeler|accords|equipe|reperes|outils" aide:"rubrique"`
	Order    int           `cle:"ordre" aide:"rang dans la rubrique"`
	Summary  string        `cle:"resume" aide:"une ou deux phrases sous le titre"`
	Stages   []string      `cle:"etapes" aide:"étapes des plans que la page décrit"`
	Day      string        `cle:"jour" aide:"quand, par rapport à l'échéance"`
	Channel  string        `cle:"canal" aide:"par quel moyen"`
	Tone     string        `cle:"ton" aide:"sur quel ton"`
	Duration string        `cle:"duree" aide:"temps nécessaire"`
	For      string        `cle:"pour" aide:"à qui la page s'adresse"`
	Reviewed calendar.Date `cle:"relu_le" aide:"date de la dernière relecture"`
	Expires  calendar.Date `cle:"valable_jusquau" aide:"jour après lequel la page doit être relue"`
	Type     string        `cle:"type" choix:"page|trame|quiz" aide:"page ordinaire, trame d'appel ou questions"`
	Filter   string        `cle:"filtre" aide:"invite du champ qui filtre la page"`
}

// A Page is one file. Two pages have the same address when their Slug is the same.
type Page struct {
	Meta
	Slug string
	File string // as the user sees it
	Body []Segment
	Tool bool // needs the second script
	List bool // lists what the program knows

	Apart bool // reached from another page only: neither in the navigation nor on paper with the others
	made  bool // written by the program: its links are addresses already

	files fs.FS  // where the file is
	src   []byte // see Source
	ids   map[string]bool
	ready []Segment          // the body as HTML, once made: a page is printed three times
	parts []document.Heading // with it, the titles of its parts
}

// A Segment is a run of blocks, or HTML that an insert has made. A tool is of no
// use on paper.
type Segment struct {
	Blocks []document.Block
	HTML   string
	Words  string // what a search may find of the HTML
	Tool   bool
}

// Home is the page that opens the site.
const Home = "accueil"

// Link is the address of the page.
func (p *Page) Link() string {
	if p.Slug == Home {
		return "index.html"
	}
	return p.Slug + ".html"
}

// Label is the short title of the page, with its French spaces.
func (p *Page) Label() string { return typography.French(cmp.Or(p.Menu, p.Title)) }

// Heading is the title of the page, with its French spaces.
func (p *Page) Heading() string { return typography.French(p.Title) }

// Lead is the summary of the page, with its French spaces.
func (p *Page) Lead() string { return typography.French(p.Summary) }

// longest is the size of a page that nobody would read.
const longest = 1 << 20

// Read reads one file of a folder. A page that could not be read has no body.
func Read(files fs.FS, name string) (*Page, diag.List) {
	var problems diag.List
	p := &Page{File: path.Join("content", name), Slug: SlugOf(name), files: files, ids: map[string]bool{}}
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		problems.Addf(diag.Pos{File: p.File}, diag.Fault, "P001", "page illisible")
		return p, problems
	}
	if len(raw) > longest {
		problems.Addf(diag.Pos{File: p.File, Line: 1}, diag.Fault, "P010", "page trop longue : %d Ko, pour %d au plus", len(raw)>>10, longest>>10).
			Hint = "coupez-la en plusieurs pages, une par sujet"
		return p, problems
	}
	text := raw
	if bytes.HasPrefix(raw, []byte("---")) {
		text, problems = decode.FrontMatter(p.File, raw, &p.Meta)
	} else {
		problems.Addf(diag.Pos{File: p.File, Line: 1}, diag.Fault, "P003", "cette page n'a pas d'en-tête").
			Hint = "commencez par une ligne « --- », puis « titre: » et « section: », puis « --- »"
	}
	if !utf8.Valid(text) {
		p.Body = []Segment{{}} // said once
		return p, problems
	}
	blocks, more := markdown.Parse(p.File, text, markdown.ForPlaybook, nil)
	p.Body = []Segment{{Blocks: blocks}}
	for _, block := range blocks {
		if h, ok := block.(document.Heading); ok {
			p.ids[h.ID] = true
		}
	}
	return p, append(problems, more...)
}

// Made is a page that the program writes.
func Made(slug string, meta Meta) *Page {
	meta.Type = "donnees"
	return &Page{Meta: meta, Slug: slug, Body: []Segment{{}}, made: true, ids: map[string]bool{}}
}

// IsMade reports whether the program wrote the page: it holds data, which are
// neither inserts nor links to check.
func (p *Page) IsMade() bool { return p.made }

// Add puts blocks at the end of the page.
func (p *Page) Add(blocks ...document.Block) {
	last := &p.Body[len(p.Body)-1]
	last.Blocks = append(last.Blocks, blocks...)
}

// Head begins a part of the page.
func (p *Page) Head(id, title string) {
	p.Add(document.Heading{Level: 2, ID: p.Take(id), Text: []document.Span{{Text: typography.French(title)}}})
}

var notSlug = regexp.MustCompile(`[^a-z0-9]+`)

// SlugOf is the address of a page: « Première relance.md » is premiere-relance.
func SlugOf(name string) string {
	return strings.Trim(notSlug.ReplaceAllString(diag.Fold(strings.TrimSuffix(name, ".md")), "-"), "-")
}

// Has reports whether the page has an anchor.
func (p *Page) Has(id string) bool { return p.ids[id] }

// Take gives an anchor of the page to one element: id, or id-2, id-3…
func (p *Page) Take(id string) string {
	free := id
	for n := 2; p.ids[free]; n++ {
		free = id + "-" + strconv.Itoa(n)
	}
	p.ids[free] = true
	return free
}

// Anchors are those of the titles, in order.
func (p *Page) Anchors() []string {
	var ids []string
	for _, s := range p.Body {
		for _, block := range s.Blocks {
			if h, ok := block.(document.Heading); ok {
				ids = append(ids, h.ID)
			}
		}
	}
	return ids
}

// Contents are the titles of the page's parts, for its table of contents.
func (p *Page) Contents() []document.Heading {
	p.Sections()
	return p.parts
}

func (p *Page) contents() []document.Heading {
	var out []document.Heading
	for _, s := range p.Body {
		for _, block := range s.Blocks {
			if h, ok := block.(document.Heading); ok && h.Level == 2 {
				h.Text = []document.Span{{Text: document.Plain(h.Text)}}
				out = append(out, h)
			}
		}
	}
	return out
}

// Sections are the body of the page as HTML. Each table is named after the title
// above it: a list of the page's regions must tell them apart.
func (p *Page) Sections() []Segment {
	if p.ready != nil {
		return p.ready
	}
	out := make([]Segment, 0, len(p.Body))
	above, tables := "", map[string]int{}
	for _, s := range p.Body {
		var w strings.Builder
		for _, block := range s.Blocks {
			if h, ok := block.(document.Heading); ok {
				above = document.Plain(h.Text)
			}
			w.WriteString(press.NameTables(press.Block(block), above, tables))
		}
		html := w.String()
		if s.HTML != "" {
			html += press.Dress(s.HTML)
		}
		if p.Type == "trame" {
			html = tool.Marked(html)
		}
		out = append(out, Segment{HTML: html, Tool: s.Tool})
	}
	p.ready, p.parts = out, p.contents()
	return out
}

// Text is the whole body as HTML.
func (p *Page) Text() string {
	var w strings.Builder
	for _, s := range p.Sections() {
		w.WriteString(s.HTML)
	}
	return w.String()
}

// Spare forgets what a page no longer needs once it is made and indexed: a guide of
// thousands of pages must not stand in memory twice.
func (p *Page) Spare() { p.Body, p.src = nil, nil }

// Nearest is the known word that was meant: a typing slip away, else the one that
// shares the most words of an anchor or of a file name.
func Nearest(word string, known []string) string {
	if near := diag.Closest(word, known); len(near) > 0 {
		return near[0]
	}
	best, most := "", 0
	for _, k := range known {
		common := 0
		for _, w := range strings.Split(strings.TrimSuffix(word, ".md"), "-") {
			if len(w) > 3 && strings.Contains(k, w) {
				common++
			}
		}
		if common > most {
			best, most = k, common
		}
	}
	return best
}
