package page

import (
	"strings"

	"relance/generator/document"
	"relance/site/search"
)

// Entries are the parts of the page that a search may find.
func (p *Page) Entries() []search.Entry {
	var out []search.Entry
	now := search.Entry{Title: p.Heading(), Link: p.Link(), List: p.List}
	var text strings.Builder
	text.WriteString(strings.Join([]string{p.Lead(), p.Menu, p.Day, p.Channel}, " "))
	end := func() {
		now.Text = text.String()
		out = append(out, now)
		text.Reset()
	}
	for _, s := range p.Body {
		text.WriteString(s.Words)
		for _, block := range s.Blocks {
			if h, ok := block.(document.Heading); ok && h.Level <= 3 {
				end()
				now = search.Entry{Title: p.Heading(), Part: document.Plain(h.Text), Link: p.Link() + "#" + h.ID, List: p.List}
				continue
			}
			document.EachSpan([]document.Block{block}, func(span *document.Span) {
				text.WriteByte(' ')
				text.WriteString(span.Text)
			})
		}
	}
	end()
	return out
}
