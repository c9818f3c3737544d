package site

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"relance/generator/diag"
	"relance/site/drawing"
	"relance/site/page"
	"relance/site/script"
	"relance/site/tool"
)

// desk turns a call script into parts that the browser shows one by one. Without
// the browser's script, and on paper, they follow one another, and each answer is
// a link to its part.
func (b *builder) desk(p *page.Page) {
	s := script.Read(p.Body[0].Blocks)
	for _, r := range s.Check() {
		kind, code := diag.Warning, "P008"
		if r.Fault {
			kind, code = diag.Fault, "P007"
		}
		b.problems.Addf(p.Part(r.Node), kind, code, "trame : %s", r.Text).Hint = r.Hint
	}
	b.checkQuotes(p)
	p.Tool = true
	furthest, _ := b.setting("promesse_delai_max")
	p.Body = []page.Segment{{Blocks: s.Intro}, {HTML: tool.Case(b.in.Rates, furthest), Tool: true}, {HTML: "<div class=\"trame\">\n"}}
	for i, n := range s.Nodes {
		p.Body = append(p.Body,
			page.Segment{HTML: fmt.Sprintf("<section class=\"noeud\" data-fin=\"%s\" data-rang=\"%d\" aria-labelledby=\"%s\">\n", html.EscapeString(n.End), i, n.ID)},
			page.Segment{Blocks: n.Blocks}, page.Segment{HTML: s.Exits(n) + "</section>\n"})
	}
	about := p.Label() + " : l'arbre de la trame. Les parties, plus haut, disent la même chose en toutes lettres."
	p.Body = append(p.Body, page.Segment{HTML: "</div>\n"}, page.Segment{HTML: tool.End, Tool: true},
		page.Segment{HTML: `<details class="vue-arbre"><summary>Voir la trame d'un coup d'œil</summary>` +
			drawing.Tree(p.Take("arbre"), about, s.Tree()) + "</details>\n"})
}

func (b *builder) checkQuotes(p *page.Page) {
	known := tool.Names()
	for _, found := range tool.Quoted.FindAllSubmatch(p.Source(), -1) {
		if name := string(found[1]); !slices.Contains(known, name) {
			problem := b.fault(p.At(string(found[0])), "P007", "trame : donnée inconnue « %s »", name)
			problem.Hint = "choix : " + strings.Join(known, ", ")
			if near := diag.Closest(name, known); len(near) > 0 {
				problem.Hint = "vouliez-vous dire « " + near[0] + " » ?"
			}
		}
	}
}
