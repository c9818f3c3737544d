package site

import (
	"html/template"
	"strings"

	"relance/generator/document/typography"
	"relance/site/page"
)

// A guide of a few dozen pages shows them all on each of them. Beyond wholeGuide,
// only those of the section, and at most longestSection of them: the plan of the
// site has the others.
const (
	wholeGuide     = 150
	longestSection = 100
)

// nav is the navigation with the mark of the current page. It is the same on every
// page of a section but for that mark, and is written once: a hundred links
// through a template cost more than a page.
func (b *builder) nav(section, href string) template.HTML {
	return template.HTML(strings.Replace(b.navigation[section], `href="`+href+`"`, `href="`+href+`" aria-current="page"`, 1))
}

// navigate writes the navigation of each section; that of no section is for the
// pages that stand apart.
func (b *builder) navigate() map[string]string {
	out := map[string]string{"": b.navigationOf("")}
	for _, s := range sections {
		out[s.key] = b.navigationOf(s.key)
	}
	return out
}

func (b *builder) navigationOf(current string) string {
	whole := len(b.pages) <= wholeGuide
	var w strings.Builder
	for _, s := range sections {
		list := b.listed(s.key)
		switch {
		case len(list) == 0:
		case whole || s.key == current:
			w.WriteString("<h2>" + template.HTMLEscapeString(typography.French(s.Name)) + "</h2>\n<ul>\n")
			for _, p := range list[:min(len(list), longestSection)] {
				w.WriteString(`<li><a href="` + p.Link() + `">` + template.HTMLEscapeString(p.Label()) + "</a></li>\n")
			}
			if len(list) > longestSection {
				w.WriteString(`<li><a href="plan-du-site.html#` + s.key + `">Toute la rubrique</a></li>` + "\n")
			}
			w.WriteString("</ul>\n")
		default:
			w.WriteString(`<h2><a href="plan-du-site.html#` + s.key + `">` + template.HTMLEscapeString(typography.French(s.Name)) + "</a></h2>\n")
		}
	}
	return w.String()
}

// listed are the pages of a section that the navigation may show.
func (b *builder) listed(section string) []*page.Page {
	var out []*page.Page
	for _, p := range b.pages {
		if p.Section == section && !p.Apart {
			out = append(out, p)
		}
	}
	return out
}
