package site

import (
	"strings"

	"relance/generator/document"
	"relance/site/search"
)

// entries cuts the pages into the parts that a search may find.
func (b *builder) entries() []search.Entry {
	var out []search.Entry
	for _, p := range b.pages {
		now := search.Entry{Title: p.Heading(), Link: p.Link(), Text: strings.Join([]string{p.Lead(), p.Menu, p.Day, p.Channel}, " ")}
		for _, s := range p.Body {
			for _, block := range s.Blocks {
				if h, ok := block.(document.Heading); ok && h.Level <= 3 {
					out = append(out, now)
					now = search.Entry{Title: p.Heading(), Part: document.Plain(h.Text), Link: p.Link() + "#" + h.ID}
					continue
				}
				document.EachSpan([]document.Block{block}, func(span *document.Span) { now.Text += " " + span.Text })
			}
		}
		out = append(out, now)
	}
	return out
}
