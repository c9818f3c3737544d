package site

import (
	"slices"
	"strings"

	"relance/generator/diag"
	"relance/generator/document"
	"relance/site/page"
)

// link turns the links of a page between Markdown files into links between HTML
// pages, and refuses those that lead nowhere.
func (b *builder) link(p *page.Page) {
	if p.IsMade() {
		return
	}
	var refused []string
	for _, s := range p.Body {
		document.EachSpan(s.Blocks, func(span *document.Span) {
			if !isInternal(span.Link) || slices.Contains(refused, span.Link) {
				return
			}
			href, problem := b.resolve(p, span.Link)
			if problem != nil {
				refused = append(refused, span.Link)
				b.problems = append(b.problems, *problem)
				return
			}
			span.Link = href
		})
	}
}

// isPrinted reports whether a page to print is made.
func (b *builder) isPrinted(name string) bool {
	return name == b.printable("") || slices.ContainsFunc(sections, func(s section) bool { return name == b.printable(s.key) })
}

func isInternal(link string) bool {
	return link != "" && !strings.Contains(link, ":")
}

func (b *builder) resolve(p *page.Page, link string) (string, *diag.Problem) {
	name, anchor, _ := strings.Cut(link, "#")
	if isPrint(name) && b.isPrinted(name) {
		return name, nil
	}
	target := p
	if name != "" {
		slug := strings.TrimSuffix(name, ".md")
		if b.doubtful[slug] {
			return name, nil // what it is wrong with is told of that page
		}
		if target = b.bySlug[slug]; target == nil || !strings.HasSuffix(name, ".md") {
			return "", b.broken(p, link, "lien vers une page qui n'existe pas : %s", name, b.fileNames())
		}
	}
	if anchor != "" && !target.Has(anchor) {
		return "", b.broken(p, link, "la page "+target.File+" n'a pas de partie « %s »", anchor, target.Anchors())
	}
	switch {
	case anchor == "":
		return target.Link(), nil
	case target == p:
		return "#" + anchor, nil
	}
	return target.Link() + "#" + anchor, nil
}

func (b *builder) broken(p *page.Page, link, format, word string, known []string) *diag.Problem {
	var l diag.List
	problem := l.Addf(p.At("]("+link+")"), diag.Fault, "P004", format, word)
	if near := page.Nearest(word, known); near != "" {
		problem.Hint = "vouliez-vous dire « " + near + " » ?"
	} else {
		problem.Hint = "existent : " + strings.Join(known[:min(len(known), 6)], ", ")
		if len(known) > 6 {
			problem.Hint += "…"
		}
	}
	return problem
}

func (b *builder) fileNames() []string {
	var names []string
	for _, p := range b.pages {
		if !b.doubtful[p.Slug] {
			names = append(names, p.Slug+".md")
		}
	}
	return names
}
