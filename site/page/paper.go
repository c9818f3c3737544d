package page

import (
	"html"
	"strings"

	"relance/site/press"
)

// article is a page among others on paper, without the tools.
func (p *Page) article() string {
	var w strings.Builder
	w.WriteString("<h1>" + html.EscapeString(p.Heading()) + "</h1>\n")
	if p.Summary != "" {
		w.WriteString(`<p class="chapeau">` + html.EscapeString(p.Lead()) + "</p>\n")
	}
	for _, s := range p.Sections() {
		if !s.Tool {
			w.WriteString(s.HTML)
		}
	}
	return w.String()
}

// Join is pages one after the other: every anchor gets the name of its page before
// it, every title goes one level down.
func Join(list []*Page) string {
	slugs := map[string]string{}
	for _, p := range list {
		slugs[p.Link()] = p.Slug
	}
	var w strings.Builder
	for _, p := range list {
		w.WriteString(`<article class="fascicule" id="` + p.Slug + `">` + "\n" + press.Move(p.article(), p.Slug, p.Label(), slugs) + "</article>\n")
	}
	return w.String()
}
