package site

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"iter"
	"path"
	"slices"
	"strings"

	"relance/generator/crew"
	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/site/hosting"
	"relance/site/navigation"
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
	Policy, Tools, Print, PrintAll  string
	Private                         bool // the internal edition
	Expires, ExpiresText            string
	Call                            *page.Page // the call desk
}

// callDesk is the page that the header leads to.
const callDesk = "poste-appel"

// files prints everything, one file after the other: a guide of thousands of pages
// does not stand in memory. The listing is last.
func (b *builder) files() iter.Seq[File] {
	style, script, tools, index := asset("style.css"), asset("site.js"), asset("outils.js"), named("recherche.js", b.index())
	base := view{Lang: "fr", House: b.in.Options.House, Edition: b.in.Options.Edition, ID: siteID(b.in.Options.House), Private: b.board != nil,
		Policy: hosting.Policy, Style: style.Name, Script: script.Name, Index: index.Name, Call: b.bySlug[callDesk]}
	b.navigation = navigation.Menus(b.menu())
	made := []func() File{ready(style), ready(script), ready(tools), ready(index)}
	if !base.Private { // what names debtors is not to be hosted
		for _, f := range hosting.Files() {
			made = append(made, ready(File{f[0], []byte(f[1])}))
		}
	}
	for i, p := range b.pages {
		made = append(made, func() File { return File{p.Link(), b.print(p, b.around(i, base, tools.Name))} })
	}
	made = append(made, b.printPages(base)...)
	for _, f := range b.sources() {
		made = append(made, ready(f))
	}
	made = append(made, func() File { return b.notFound(base) })
	return listed(made)
}

func ready(f File) func() File { return func() File { return f } }

// several is how many files are made at once.
const several = 64

func finished(made []func() File) []File {
	files := make([]File, len(made))
	crew.Each(len(made), func(i int) { files[i] = made[i]() })
	return files
}

// listed makes files, several at once, and hands them over in order, then their
// listing.
func listed(made []func() File) iter.Seq[File] {
	return func(yield func(File) bool) {
		var list hosting.List
		var ready, coming []File
		for len(made) > 0 || len(ready) > 0 {
			batch := made[:min(len(made), several)]
			made = made[len(batch):]
			end := crew.Begin(func() { coming = finished(batch) }) // while these are written
			for _, f := range ready {
				list.Add(f.Name, f.Data)
				if !yield(f) {
					end()
					return
				}
			}
			end()
			ready = coming
		}
		yield(File{Listing, list.Text()})
	}
}

// index is the script that the browser searches. Pages are put in it while the next
// ones become HTML.
func (b *builder) index() []byte {
	index := search.New()
	added := func() {}
	for batch := range slices.Chunk(b.pages, several/4) {
		entries := make([][]search.Entry, len(batch))
		crew.Each(len(batch), func(i int) {
			entries[i] = batch[i].Entries()
			batch[i].Sections() // printed three times, and made once
			batch[i].Spare()
		})
		added()
		added = crew.Begin(func() { index.Add(slices.Concat(entries...)) })
	}
	added()
	return index.Script()
}

// around is the view of a page with what surrounds it.
func (b *builder) around(i int, v view, tools string) view {
	v.Page, v.Home = b.pages[i], b.pages[i].Slug == page.Home
	if v.Page.Tool {
		v.Tools = tools
	}
	if i > 0 {
		v.Prev = b.pages[i-1]
	}
	if i+1 < len(b.pages) {
		v.Next = b.pages[i+1]
	}
	return v
}

func (b *builder) print(p *page.Page, v view) []byte {
	v.Section = typography.French(sections[sectionRank(p.Section)].Name)
	v.SectionKey = p.Section
	v.Print, v.PrintAll = b.printable(p.Section), b.printable("")
	v.Title = p.Heading()
	v.Nav = b.nav(p.Section, p.Link())
	v.Body = template.HTML(p.Text())
	if p.Type != "trame" && p.Type != "quiz" {
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
	w.Grow(len(v.Body) + len(v.Nav) + 8<<10)
	if err := layout.Execute(&w, v); err != nil {
		panic("site: " + err.Error()) // the theme is ours: a fault in it is a bug
	}
	return w.Bytes()
}

func (b *builder) nav(section, href string) template.HTML {
	return template.HTML(navigation.Mark(b.navigation[section], href))
}

// menu is what the navigation shows: all the pages but those that stand apart.
func (b *builder) menu() []navigation.Section {
	var out []navigation.Section
	for _, s := range sections {
		section := navigation.Section{Key: s.key, Name: s.Name}
		for _, p := range b.pages {
			if p.Section == s.key && !p.Apart {
				section.Pages = append(section.Pages, navigation.Link{To: p.Link(), Label: p.Label()})
			}
		}
		out = append(out, section)
	}
	return out
}

// asset is a file of the theme under a name that changes with its content, so
// that no browser keeps an old one.
func asset(name string) File {
	data, err := theme.ReadFile("theme/" + name)
	if err != nil {
		panic("site: " + err.Error())
	}
	if path.Ext(name) == ".css" {
		return named(name, press.Style(data))
	}
	return named(name, press.Script(data))
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
