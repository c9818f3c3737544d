package site

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"path"
	"slices"
	"strings"

	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/site/hosting"
	"relance/site/page"
	"relance/site/press"
	"relance/site/search"
)

//go:embed theme
var theme embed.FS

var layout = template.Must(template.ParseFS(theme, "theme/page.html"))

// view is what theme/page.html prints.
type view struct {
	Lang, Title, House, Edition, ID string
	Style, Script, Index            string // addresses of the assets
	Page                            *page.Page
	Section                         string
	SectionKey                      string
	Reviewed                        string
	Facts                           [][2]string
	TOC                             []document.Heading
	Nav                             template.HTML
	Body                            template.HTML
	Prev, Next                      *page.Page
	Home                            bool
	Paper                           bool // a long page to print
	Policy, Tools, Print            string
	Expires, ExpiresText            string
	Call                            *page.Page // the call desk
}

// callDesk is the page that the header leads to.
const callDesk = "poste-appel"

// files prints everything.
func (b *builder) files() []File {
	style, script, tools := asset("style.css"), asset("site.js"), asset("outils.js")
	index := named("recherche.js", search.Index(b.entries()))
	base := view{Lang: "fr", House: b.in.Options.House, Edition: b.in.Options.Edition, ID: siteID(b.in.Options.House),
		Policy: hosting.Policy, Style: style.Name, Script: script.Name, Index: index.Name, Call: b.bySlug[callDesk]}
	out := []File{style, script, tools, index}
	for _, f := range hosting.Files() {
		out = append(out, File{f[0], []byte(f[1])})
	}
	b.navigation = b.navigate()
	for i, p := range b.pages {
		v := base
		v.Page, v.Home = p, p.Slug == page.Home
		if p.Tool {
			v.Tools = tools.Name
		}
		if i > 0 {
			v.Prev = b.pages[i-1]
		}
		if i+1 < len(b.pages) {
			v.Next = b.pages[i+1]
		}
		out = append(out, File{p.Link(), b.print(p, v)})
	}
	out = append(out, b.printPages(base)...)
	slices.SortFunc(out, func(x, y File) int { return strings.Compare(x.Name, y.Name) })
	return out
}

func (b *builder) print(p *page.Page, v view) []byte {
	v.Section = typography.French(sections[sectionRank(p.Section)].Name)
	v.SectionKey = p.Section
	v.Print = printName(p.Section)
	v.Title = p.Heading()
	v.Nav = b.nav(p.Link())
	for _, s := range p.Sections() {
		v.Body += template.HTML(s.HTML)
	}
	if p.Type == "" || p.Type == "page" {
		v.TOC = p.Contents()
	}
	for _, f := range [][2]string{{"Quand", p.Day}, {"Canal", p.Channel}, {"Ton", p.Tone}, {"Durée", p.Duration}, {"Pour", p.For},
		{"Vérifié le", p.Reviewed.String()}, {"À relire avant le", p.Expires.String()}} {
		if f[1] != "" {
			v.Facts = append(v.Facts, [2]string{f[0], typography.French(f[1])})
		}
	}
	v.Expires, v.ExpiresText = p.Expires.ISO(), p.Expires.String()
	return render(v)
}

func render(v view) []byte {
	var w bytes.Buffer
	if err := layout.Execute(&w, v); err != nil {
		panic("site: " + err.Error()) // the theme is ours: a fault in it is a bug
	}
	return w.Bytes()
}

// nav is the navigation with the mark of the current page.
func (b *builder) nav(href string) template.HTML {
	return template.HTML(strings.Replace(b.navigation, `href="`+href+`"`, `href="`+href+`" aria-current="page"`, 1))
}

// navigate is the navigation, the same on every page, but for the mark of the current one: it
// is printed once, a hundred links through a template cost more than a page.
func (b *builder) navigate() string {
	var w strings.Builder
	for _, s := range sections {
		open := false
		for _, p := range b.pages {
			if p.Section != s.key {
				continue
			}
			if !open {
				w.WriteString("<h2>" + template.HTMLEscapeString(typography.French(s.Name)) + "</h2>\n<ul>\n")
				open = true
			}
			w.WriteString(`<li><a href="` + p.Link() + `">` + template.HTMLEscapeString(p.Label()) + "</a></li>\n")
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
	return named(name, press.Squeeze(data))
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
