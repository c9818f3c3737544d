package site

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"path"
	"slices"
	"strconv"
	"strings"

	"relance/generator/document"
	"relance/generator/document/typography"
)

//go:embed theme
var theme embed.FS

var layout = template.Must(template.ParseFS(theme, "theme/page.html"))

// view is what theme/page.html prints.
type view struct {
	Lang, Title, House, Edition, ID string
	Style, Script, Index            string // addresses of the assets
	Page                            *page
	Section                         string
	SectionKey                      string
	Reviewed                        string
	Facts                           [][2]string
	TOC                             []document.Heading
	Nav                             template.HTML
	Body                            template.HTML
	Prev, Next                      *page
	Home                            bool
}

// Slug, Link and Label are for the theme, which sees exported names only.
func (p *page) Slug() string { return p.slug }

// Link is the address of the page.
func (p *page) Link() string { return p.href() }

// Label is the short title of the page, with its French spaces.
func (p *page) Label() string { return typography.French(p.label()) }

// Heading is the title of the page, with its French spaces.
func (p *page) Heading() string { return typography.French(p.Title) }

// Lead is the summary of the page, with its French spaces.
func (p *page) Lead() string { return typography.French(p.Summary) }

// files prints everything.
func (b *builder) files() []File {
	style := asset("style.css")
	script := asset("site.js")
	index := named("recherche.js", b.index())
	out := []File{style, script, index}
	nav := b.navigation()
	for i, p := range b.pages {
		v := view{Lang: "fr", House: b.in.Options.House, Edition: b.in.Options.Edition, ID: siteID(b.in.Options.House),
			Style: style.Name, Script: script.Name, Index: index.Name, Page: p, Home: p.slug == home}
		if i > 0 {
			v.Prev = b.pages[i-1]
		}
		if i+1 < len(b.pages) {
			v.Next = b.pages[i+1]
		}
		v.Nav = template.HTML(strings.Replace(nav, `href="`+p.href()+`"`, `href="`+p.href()+`" aria-current="page"`, 1))
		out = append(out, File{p.href(), b.print(p, v)})
	}
	slices.SortFunc(out, func(x, y File) int { return strings.Compare(x.Name, y.Name) })
	return out
}

func (b *builder) print(p *page, v view) []byte {
	v.Section = typography.French(sections[sectionRank(p.Section)].Name)
	v.SectionKey = p.Section
	v.Title = p.Heading()
	for _, s := range p.body {
		v.Body += template.HTML(printed(s.blocks) + s.html)
		for _, block := range s.blocks {
			if h, ok := block.(document.Heading); ok && h.Level == 2 {
				h.Text = []document.Span{{Text: document.Plain(h.Text)}}
				v.TOC = append(v.TOC, h)
			}
		}
	}
	for _, f := range [][2]string{{"Quand", p.Day}, {"Canal", p.Channel}, {"Ton", p.Tone}, {"Durée", p.Duration}, {"Pour", p.For}, {"Vérifié le", p.Reviewed.String()}} {
		if f[1] != "" {
			v.Facts = append(v.Facts, [2]string{f[0], typography.French(f[1])})
		}
	}
	var w bytes.Buffer
	if err := layout.Execute(&w, v); err != nil {
		panic("site: " + err.Error()) // the theme is ours: a fault in it is a bug
	}
	return w.Bytes()
}

// navigation is the same on every page, but for the mark of the current one: it
// is printed once, a hundred links through a template cost more than a page.
func (b *builder) navigation() string {
	var w strings.Builder
	for _, s := range sections {
		open := false
		for _, p := range b.pages {
			if p.Section != s.key {
				continue
			}
			if !open {
				w.WriteString("<h2>" + escape(typography.French(s.Name)) + "</h2>\n<ul>\n")
				open = true
			}
			w.WriteString(`<li><a href="` + p.href() + `">` + escape(p.Label()) + "</a></li>\n")
		}
		if open {
			w.WriteString("</ul>\n")
		}
	}
	return w.String()
}

// asset is a file of the theme under a name that changes with its content, so
// that no browser keeps an old one.
func asset(name string) File {
	data, err := theme.ReadFile("theme/" + name)
	if err != nil {
		panic("site: " + err.Error())
	}
	return named(name, data)
}

func named(name string, data []byte) File {
	ext := path.Ext(name)
	return File{"_/" + strings.TrimSuffix(name, ext) + "-" + digest(data) + ext, data}
}

// siteID keeps apart the ticks of two sites: a browser has one store for all the
// pages opened by double click.
func siteID(house string) string { return digest([]byte(house)) }

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:4])
}

func dayName(day int) string {
	switch {
	case day < 0:
		return "J-" + strconv.Itoa(-day)
	case day == 0:
		return "J0"
	}
	return "J+" + strconv.Itoa(day)
}
