package site

import (
	"html/template"
	"strings"

	"relance/generator/document/typography"
	"relance/site/page"
)

// A site can be printed by section, or as a whole: one long page each.

func printName(section string) string { return "imprimer-" + section + ".html" }

const printAll = "imprimer-tout.html"

// isPrint reports whether an address is that of a page to print.
func isPrint(name string) bool {
	for _, s := range sections {
		if name == printName(s.key) {
			return true
		}
	}
	return name == printAll
}

// printed is the part of the pages that a section holds, or all of them.
func (b *builder) printed(section string) []*page.Page {
	var out []*page.Page
	for _, p := range b.pages {
		if (section == "" || p.Section == section) && !p.Apart {
			out = append(out, p)
		}
	}
	return out
}

// printPages are the long pages, one for all and one a section.
func (b *builder) printPages(base view) []func() File {
	var out []func() File
	add := func(section, heading string) {
		if name := b.printable(section); name != "" {
			out = append(out, func() File { return b.printPage(base, name, heading, b.printed(section)) })
		}
	}
	add("", "Tout le guide")
	for _, s := range sections {
		add(s.key, s.Name)
	}
	return out
}

// countPrinted counts the pages of each section, and of the whole.
func (b *builder) countPrinted() {
	b.sizes = map[string]int{}
	for _, p := range b.pages {
		if !p.Apart {
			b.sizes[p.Section]++
			b.sizes[""]++
		}
	}
}

// mostPrinted is how many pages a browser can still join into one sheet to print.
const mostPrinted = 500

// printable is the address of the page to print of a section, or of the whole,
// empty when there is none.
func (b *builder) printable(section string) string {
	switch n := b.sizes[section]; {
	case n == 0 || n > mostPrinted:
		return ""
	case section == "":
		return printAll
	}
	return printName(section)
}

// notFound is what a server shows for an address that leads nowhere. It is made
// last: no page leads to it.
func (b *builder) notFound(v view) File {
	v.Page = page.Made("404", page.Meta{Title: "Cette page n'existe pas", Summary: "Elle a changé de nom, ou l'adresse a été mal recopiée."})
	v.Title, v.Section = v.Page.Heading(), "Introuvable"
	v.Nav = b.nav("", "")
	v.Body = `<p>Cherchez un mot en haut de la page, ou repartez de l’<a href="index.html">accueil</a>, du <a href="plan-du-site.html">plan du site</a>.</p>
`
	return File{"404.html", render(v)}
}

func (b *builder) printPage(v view, name, heading string, list []*page.Page) File {
	v.Page = &page.Page{Meta: page.Meta{Title: heading, Summary: "Une page à imprimer : le texte à la suite, sans les outils."}, Slug: strings.TrimSuffix(name, ".html")}
	v.Title, v.Paper = typography.French(heading), true
	v.Section = "À imprimer"
	v.Nav = b.nav("", "")
	v.Body = template.HTML(page.Join(list))
	return File{name, render(v)}
}
