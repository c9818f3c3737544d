package site

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/document/typography"
)

// inserts are the names a page may write between double braces on a line of its
// own.
var inserts = map[string]func(b *builder, p *page, argument string) []segment{
	"politique":       (*builder).policy,
	"liste-des-plans": (*builder).planList,
	"plans":           (*builder).planLines,
	"modele":          (*builder).sample,
	"galerie":         (*builder).gallery,
	"champs":          (*builder).fields,
	"messages":        (*builder).messages,
	"plan-du-site":    (*builder).siteMap,
	"calculateur":     (*builder).calculator,
	"effacer":         (*builder).eraser,
}

var insertNames = []string{"politique", "liste-des-plans", "plans", "modele", "galerie", "champs", "messages", "plan-du-site", "calculateur", "effacer"}

var insertLine = regexp.MustCompile(`^\{\{ *([^ {}]+) *([^{}]*?) *\}\}$`)

// fill replaces the inserts of a page, and notes its anchors.
func (b *builder) fill(p *page) {
	var body []segment
	var run []document.Block
	for _, block := range p.body[0].blocks {
		if h, ok := block.(document.Heading); ok {
			p.ids[h.ID] = true
		}
		name, argument, ok := insertOf(block)
		if !ok {
			run = append(run, block)
			continue
		}
		body = append(body, segment{blocks: run})
		body = append(body, b.insert(p, name, argument)...)
		run = nil
	}
	p.body = append(body, segment{blocks: run})
}

func insertOf(block document.Block) (name, argument string, ok bool) {
	paragraph, ok := block.(document.Paragraph)
	if !ok {
		return "", "", false
	}
	found := insertLine.FindStringSubmatch(document.Plain(paragraph.Text))
	if found == nil {
		return "", "", false
	}
	return found[1], found[2], true
}

func (b *builder) insert(p *page, name, argument string) []segment {
	if make := inserts[name]; make != nil {
		return make(b, p, argument)
	}
	problem := b.fault(p.at("{{"+name), "P005", "insertion inconnue « %s »", name)
	if near := nearest(name, insertNames); near != "" {
		problem.Hint = "vouliez-vous dire « " + near + " » ?"
	} else {
		problem.Hint = "choix : " + strings.Join(insertNames, ", ")
	}
	return nil
}

func (b *builder) policy(*page, string) []segment {
	t := tableOf("Réglage", "Valeur")
	for _, s := range b.in.Options.Settings {
		label := text(sentence(s.Label))
		if s.Help != "" {
			label = append(label, document.Span{Text: " "}, document.Span{Text: s.Help, Style: document.Code})
		}
		t.Rows = append(t.Rows, [][]document.Span{label, {{Text: typography.French(s.Value), Style: document.Bold}}})
	}
	return blocks(t)
}

func (b *builder) planList(*page, string) []segment {
	t := tableOf("Plan", "Pour qui", "Étapes")
	for _, plan := range b.in.Plans {
		t.Rows = append(t.Rows, [][]document.Span{
			{{Text: plan.Name, Link: "plans.md#plan-" + slugOf(plan.ID)}}, text(plan.Summary), text(fmt.Sprint(len(plan.Stages)))})
	}
	if b.bySlug["plans"] == nil {
		return nil
	}
	return blocks(t)
}

func (b *builder) planLines(p *page, _ string) []segment {
	var out []segment
	for _, plan := range b.in.Plans {
		heading := document.Heading{Level: 3, ID: p.take("plan-" + slugOf(plan.ID)), Text: text(plan.Name)}
		out = append(out, segment{blocks: []document.Block{heading, paragraph(plan.Summary)}}, segment{html: b.planLine(plan)})
	}
	return out
}

func (b *builder) fields(p *page, _ string) []segment {
	t := tableOf("Champ", "Ce qu'il contient", "Exemple")
	for _, f := range b.in.Fields {
		help := f.Help
		if f.Optional {
			help += " (peut être vide)"
		}
		t.Rows = append(t.Rows, [][]document.Span{
			{{Text: "{{" + f.Name + "}}", Style: document.Code}}, text(sentence(help)), text(f.Example)})
	}
	return blocks(t)
}

func (b *builder) messages(p *page, _ string) []segment {
	var out []document.Block
	for _, m := range b.in.Messages {
		title := m.Code
		if m.Title != "" {
			title += " – " + m.Title
		}
		out = append(out, document.Heading{Level: 2, ID: p.take(slugOf(m.Code)), Text: text(title)}, paragraph(m.Text))
		if m.Remedy != "" {
			remedy := append([]document.Span{{Text: typography.French("Que faire : "), Style: document.Bold}}, text(m.Remedy)...)
			out = append(out, document.Paragraph{Text: remedy})
		}
	}
	return blocks(out...)
}

func (b *builder) siteMap(p *page, _ string) []segment {
	var out []document.Block
	for _, s := range sections {
		var items [][]document.Block
		for _, target := range b.pages {
			if target.Section == s.key && target != p {
				items = append(items, []document.Block{document.Paragraph{Text: []document.Span{
					{Text: target.Title, Link: target.slug + ".md"}, {Text: " – " + target.Summary}}}})
			}
		}
		if len(items) > 0 {
			out = append(out, document.Heading{Level: 2, ID: p.take(s.key), Text: text(s.Name)},
				document.List{Tight: true, Items: items})
		}
	}
	typeset(out)
	return blocks(out...)
}

// calculator and eraser need the script, which shows them.
func (b *builder) calculator(*page, string) []segment {
	return []segment{{html: `<div class="outil calculateur" hidden>
<p><label for="calc-montant">Montant en retard, en euros</label><input id="calc-montant" inputmode="decimal" autocomplete="off" value="10 000"></p>
<p><label for="calc-jours">Jours de retard</label><input id="calc-jours" inputmode="numeric" autocomplete="off" value="45"></p>
<p><label for="calc-taux">Taux annuel, en %</label><input id="calc-taux" inputmode="decimal" autocomplete="off" value="8"></p>
<p class="resultat" role="status"></p>
</div>
`}}
}

func (b *builder) eraser(*page, string) []segment {
	return []segment{{html: `<p class="outil" hidden><button type="button" class="bouton" id="effacer">Effacer toutes mes coches</button> <span role="status"></span></p>
`}}
}

// sample is the template of that name, filled; a kit without showcase shows none.
func (b *builder) sample(p *page, name string) []segment {
	var out []segment
	for _, s := range b.in.Samples {
		if s.Template == name {
			out = append(out, segment{html: paper(s)})
		}
	}
	if out == nil {
		b.problems.Addf(p.at("{{modele "+name), diag.Warning, "P006", "aucun exemple du modèle « %s »", name).
			Hint = "la page est faite sans lui"
	}
	return out
}

// shelves are the parts of the gallery, by channel.
var shelves = []struct {
	id, name string
	channels string
}{
	{"courriels", "Courriels", "email"},
	{"lettres", "Lettres", "courrier recommande"},
	{"appels-et-sms", "Appels et SMS", "appel sms"},
	{"documents", "Fiches et documents", "portail interne"},
}

func (b *builder) gallery(p *page, _ string) []segment {
	var out []segment
	for _, shelf := range shelves {
		var html strings.Builder
		for _, s := range b.in.Samples {
			if s.Channel != "" && strings.Contains(shelf.channels, s.Channel) {
				html.WriteString(foldedPaper(s))
			}
		}
		if html.Len() > 0 {
			heading := document.Heading{Level: 2, ID: p.take(shelf.id), Text: text(shelf.name)}
			out = append(out, segment{blocks: []document.Block{heading}}, segment{html: html.String()})
		}
	}
	return out
}

func tableOf(header ...string) document.Table {
	var t document.Table
	for _, h := range header {
		t.Header = append(t.Header, text(h))
	}
	return t
}

// sentence starts with a capital letter.
func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

func blocks(list ...document.Block) []segment { return []segment{{blocks: list}} }

func text(s string) []document.Span { return []document.Span{{Text: typography.French(s)}} }

func paragraph(s string) document.Block { return document.Paragraph{Text: text(s)} }

// typeset sets the French spaces of blocks that did not come from markdown.Parse.
func typeset(list []document.Block) {
	document.EachSpan(list, func(s *document.Span) { s.Text = typography.French(s.Text) })
}
