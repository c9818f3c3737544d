package site

import (
	"regexp"
	"strings"

	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/site/board"
	"relance/site/catalogue"
	"relance/site/gallery"
	"relance/site/page"
	"relance/site/plan"
	"relance/site/tool"
)

// inserts are the names a page may write between double braces on a line of its
// own.
var inserts = map[string]func(b *builder, p *page.Page, argument string) []page.Segment{
	"politique":         (*builder).policy,
	"liste-des-plans":   (*builder).planList,
	"plans":             (*builder).planLines,
	"modele":            (*builder).sample,
	"galerie":           (*builder).gallery,
	"liste-des-modeles": (*builder).shelfList,
	"champs":            (*builder).fields,
	"messages":          (*builder).messages,
	"plan-du-site":      (*builder).siteMap,
	"calculateur":       (*builder).calculator,
	"penalites":         (*builder).interestForm,
	"versements":        (*builder).instalmentForm,
	"calendrier":        (*builder).planForm,
	"chronologie":       (*builder).timeline,
	"taux":              (*builder).rateTable,
	"effacer":           (*builder).eraser,
	"donnees":           (*builder).dataNotice,
	"le-jour":           (*builder).digest,
	"edition":           (*builder).edition,
}

var insertNames = []string{"politique", "liste-des-plans", "plans", "modele", "galerie", "liste-des-modeles", "champs", "messages", "plan-du-site", "calculateur", "penalites", "versements", "calendrier", "chronologie", "taux", "effacer", "donnees", "le-jour", "edition"}

var insertLine = regexp.MustCompile(`^\{\{ *([^ {}]+) *([^{}]*?) *\}\}$`)

// fill replaces the inserts of a page.
func (b *builder) fill(p *page.Page) {
	var body []page.Segment
	for _, s := range p.Body {
		if s.Blocks == nil {
			body = append(body, s)
			continue
		}
		body = append(body, b.filled(p, s.Blocks)...)
	}
	p.Body = body
}

func (b *builder) filled(p *page.Page, list []document.Block) []page.Segment {
	var body []page.Segment
	var run []document.Block
	for _, block := range list {
		name, argument, ok := insertOf(block)
		if !ok {
			b.checkBraces(p, block)
			run = append(run, block)
			continue
		}
		body = append(body, page.Segment{Blocks: run})
		body = append(body, b.insert(p, name, argument)...)
		run = nil
	}
	return append(body, page.Segment{Blocks: run})
}

// braces are an insert, or what was meant as one.
var braces = regexp.MustCompile(`\{\{[^{}]*(\}\})?`)

// checkBraces refuses what a reader would see as it was typed: an insert within a
// sentence, a field of the templates. A call script quotes the case in hand.
func (b *builder) checkBraces(p *page.Page, block document.Block) {
	document.EachSpan([]document.Block{block}, func(span *document.Span) {
		text := span.Text
		if p.Type == "trame" {
			text = tool.Quoted.ReplaceAllString(text, "")
		}
		if span.Style&document.Code != 0 || mention.MatchString(text) {
			return // refused already
		}
		if found := braces.FindString(text); found != "" {
			b.fault(p.At(found), "P005", "« %s » ne se remplit pas dans le texte d'une page", found).Hint =
				"seuls {{reglage NOM}} et {{plan PROFIL}} tiennent dans une phrase ; une autre insertion est seule sur sa ligne ; pour montrer des accolades, écrivez-les entre accents graves"
		}
	})
}

func insertOf(block document.Block) (name, argument string, ok bool) {
	paragraph, ok := block.(document.Paragraph)
	if !ok {
		return "", "", false
	}
	text := document.Plain(paragraph.Text)
	if !strings.HasPrefix(text, "{{") {
		return "", "", false
	}
	found := insertLine.FindStringSubmatch(text)
	if found == nil {
		return "", "", false
	}
	return found[1], found[2], true
}

func (b *builder) insert(p *page.Page, name, argument string) []page.Segment {
	if make := inserts[name]; make != nil {
		return make(b, p, argument)
	}
	problem := b.fault(p.At("{{"+name), "P005", "insertion inconnue « %s »", name)
	if near := page.Nearest(name, insertNames); near != "" {
		problem.Hint = "vouliez-vous dire « " + near + " » ?"
	} else {
		problem.Hint = "choix : " + strings.Join(insertNames, ", ")
	}
	return nil
}

func (b *builder) policy(*page.Page, string) []page.Segment {
	return blocks(catalogue.Settings(b.in.Options.Settings))
}

func (b *builder) fields(p *page.Page, _ string) []page.Segment {
	p.List = true
	return blocks(catalogue.Fields(b.in.Fields))
}

func (b *builder) messages(p *page.Page, _ string) []page.Segment {
	p.List = true
	return blocks(catalogue.Messages(b.in.Messages, func(code string) string { return p.Take(page.SlugOf(code)) })...)
}

func (b *builder) planList(*page.Page, string) []page.Segment {
	if b.bySlug["plans"] == nil {
		return nil
	}
	return blocks(plan.List(b.in.Plans, func(id string) string { return "plans.md#plan-" + page.SlugOf(id) }))
}

func (b *builder) planLines(p *page.Page, _ string) []page.Segment {
	var out []page.Segment
	for _, pl := range b.in.Plans {
		heading := document.Heading{Level: 3, ID: p.Take("plan-" + page.SlugOf(pl.ID)), Text: catalogue.Text(pl.Name)}
		out = append(out, page.Segment{Blocks: []document.Block{heading, catalogue.Paragraph(pl.Summary)}}, page.Segment{HTML: pl.Line(b.stagePage), Words: pl.Words()})
	}
	return out
}

// stagePage is the address of the page that describes a stage.
func (b *builder) stagePage(stage string) string {
	if p := b.byStage[stage]; p != nil {
		return p.Link()
	}
	return ""
}

func (b *builder) timeline(p *page.Page, _ string) []page.Segment {
	return []page.Segment{{HTML: plan.Timeline(p.Take("chronologie-des-plans"), b.in.Plans)}}
}

func (b *builder) siteMap(p *page.Page, _ string) []page.Segment {
	p.List = true
	var out []document.Block
	for _, s := range sections {
		var items [][]document.Block
		for _, target := range b.pages {
			if target.Section == s.key && target != p && !target.Apart {
				items = append(items, []document.Block{document.Paragraph{Text: []document.Span{
					{Text: target.Title, Link: target.Slug + ".md"}, {Text: " – " + target.Summary}}}})
			}
		}
		if len(items) > 0 {
			if paper := b.printable(s.key); paper != "" {
				items = append(items, []document.Block{document.Paragraph{Text: []document.Span{
					{Text: "Imprimer toute la rubrique", Link: paper, Style: document.Italic}}}})
			}
			out = append(out, document.Heading{Level: 2, ID: p.Take(s.key), Text: catalogue.Text(s.Name)},
				document.List{Tight: true, Items: items})
		}
	}
	typeset(out)
	return blocks(out...)
}

func (b *builder) dataNotice(*page.Page, string) []page.Segment {
	return blocks(board.Notice(b.board != nil))
}

// edition says which program wrote the guide, and when. The day stands on one page
// only: on all, a guide that nobody changed would be another guide each morning.
func (b *builder) edition(*page.Page, string) []page.Segment {
	said := b.in.Options.Edition
	if day := b.in.Options.Today; !day.IsZero() {
		said += ", faite le " + day.Long()
	}
	return blocks(catalogue.Paragraph(said + "."))
}

// digest is the day in a few lines, in the internal edition.
func (b *builder) digest(p *page.Page, _ string) []page.Segment {
	if b.board == nil {
		return nil
	}
	list := b.board.Digest()
	for _, block := range list {
		if h, ok := block.(document.Heading); ok {
			p.Take(h.ID)
		}
	}
	return blocks(list...)
}

// sample is the template of that name, filled; a kit without showcase shows none.
func (b *builder) sample(p *page.Page, name string) []page.Segment {
	for i := range b.in.Samples {
		if s := &b.in.Samples[i]; s.Template == name {
			return []page.Segment{{HTML: s.Sheet().Open()}}
		}
	}
	b.problems.Addf(p.At("{{modele "+name), diag.Warning, "P006", "aucun exemple du modèle « %s »", name).
		Hint = "la page est faite sans lui"
	return nil
}

func (b *builder) gallery(p *page.Page, shelf string) []page.Segment {
	p.List = true
	return gallery.Fill(p, b.in.Samples, shelf)
}

func (b *builder) shelfList(p *page.Page, _ string) []page.Segment {
	p.List = true
	t := gallery.List(b.in.Samples, func(slug string) bool { return b.bySlug[slug] != nil })
	if t.Rows == nil {
		return nil
	}
	return blocks(t)
}

// sources are the templates that the pages show, to take away.
func (b *builder) sources() []File {
	var out []File
	for i := range b.in.Samples {
		if s := &b.in.Samples[i]; s.Source != nil {
			out = append(out, File{s.Name(), s.Source})
		}
	}
	return out
}

func blocks(list ...document.Block) []page.Segment { return []page.Segment{{Blocks: list}} }

// typeset sets the French spaces of blocks that did not come from markdown.Parse.
func typeset(list []document.Block) {
	document.EachSpan(list, func(s *document.Span) { s.Text = typography.French(s.Text) })
}
