package site

import (
	"strings"

	"relance/generator/document"
	"relance/site/catalogue"
	"relance/site/page"
	"relance/site/tool"
)

// A tool needs the second script.
func use(p *page.Page, html string) []page.Segment {
	p.Tool = true
	return []page.Segment{{HTML: html, Tool: true}}
}

func (b *builder) calculator(p *page.Page, _ string) []page.Segment {
	rate, _ := b.setting("cout_financement")
	return use(p, tool.Cost(strings.TrimRight(rate, " \u00a0\u202f%")))
}

func (b *builder) interestForm(p *page.Page, _ string) []page.Segment {
	return use(p, tool.Interest(b.in.Rates))
}

func (b *builder) instalmentForm(p *page.Page, _ string) []page.Segment {
	count, _ := b.setting("echeancier_max")
	return use(p, tool.Instalments(count, b.in.Open))
}

func (b *builder) planForm(p *page.Page, _ string) []page.Segment {
	if len(b.in.Plans) == 0 {
		return nil
	}
	return use(p, tool.Calendar(b.in.Plans, b.in.Open))
}

// eraser is the first script's.
func (b *builder) eraser(*page.Page, string) []page.Segment {
	return []page.Segment{{HTML: tool.Eraser, Tool: true}}
}

func (b *builder) rateTable(*page.Page, string) []page.Segment {
	if len(b.in.Rates) == 0 {
		return nil
	}
	t := catalogue.TableOf("À partir du", "Taux annuel entre professionnels")
	t.Align = []document.Align{document.Left, document.Right}
	for _, r := range b.in.Rates[:min(len(b.in.Rates), 8)] {
		t.Rows = append(t.Rows, [][]document.Span{catalogue.Text(r.From.String()), catalogue.Text(r.Rate.String())})
	}
	return blocks(t)
}
