package site

import (
	"slices"
	"strconv"
	"strings"

	"relance/generator/diag"
	"relance/generator/document"
)

// link turns the links of a page between Markdown files into links between HTML
// pages, and refuses those that lead nowhere.
func (b *builder) link(p *page) {
	var refused []string
	for _, s := range p.body {
		document.EachSpan(s.blocks, func(span *document.Span) {
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

func isInternal(link string) bool {
	return link != "" && !strings.Contains(link, ":")
}

func (b *builder) resolve(p *page, link string) (string, *diag.Problem) {
	name, anchor, _ := strings.Cut(link, "#")
	target := p
	if name != "" {
		if target = b.bySlug[strings.TrimSuffix(name, ".md")]; target == nil || !strings.HasSuffix(name, ".md") {
			return "", b.broken(p, link, "lien vers une page qui n'existe pas : %s", name, b.fileNames())
		}
	}
	if anchor != "" && !target.ids[anchor] {
		return "", b.broken(p, link, "la page "+target.file+" n'a pas de partie « %s »", anchor, target.anchors())
	}
	switch {
	case anchor == "":
		return target.href(), nil
	case target == p:
		return "#" + anchor, nil
	}
	return target.href() + "#" + anchor, nil
}

func (b *builder) broken(p *page, link, format, word string, known []string) *diag.Problem {
	var l diag.List
	problem := l.Addf(p.at("]("+link+")"), diag.Fault, "P004", format, word)
	if near := nearest(word, known); near != "" {
		problem.Hint = "vouliez-vous dire « " + near + " » ?"
	} else {
		problem.Hint = "existent : " + strings.Join(known[:min(len(known), 6)], ", ") + "…"
	}
	return problem
}

// nearest is the known word that was meant: a typing slip away, else the one that
// shares the most words of an anchor or of a file name.
func nearest(word string, known []string) string {
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

func (b *builder) fileNames() []string {
	var names []string
	for _, p := range b.pages {
		names = append(names, p.slug+".md")
	}
	return names
}

func (p *page) anchors() []string {
	var ids []string
	for _, s := range p.body {
		for _, block := range s.blocks {
			if h, ok := block.(document.Heading); ok {
				ids = append(ids, h.ID)
			}
		}
	}
	return ids
}

func unique(id string, taken func(string) bool) string {
	candidate := id
	for n := 2; taken(candidate); n++ {
		candidate = id + "-" + strconv.Itoa(n)
	}
	return candidate
}
