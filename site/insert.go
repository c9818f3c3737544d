package site

import (
	"fmt"
	"regexp"
	"strings"

	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/site/catalogue"
	"relance/site/page"
	"relance/site/paper"
	"relance/site/plan"
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
}

var insertNames = []string{"politique", "liste-des-plans", "plans", "modele", "galerie", "liste-des-modeles", "champs", "messages", "plan-du-site", "calculateur", "penalites", "versements", "calendrier", "chronologie", "taux", "effacer", "donnees", "le-jour"}

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
			run = append(run, block)
			continue
		}
		body = append(body, page.Segment{Blocks: run})
		body = append(body, b.insert(p, name, argument)...)
		run = nil
	}
	return append(body, page.Segment{Blocks: run})
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

func (b *builder) fields(*page.Page, string) []page.Segment {
	return blocks(catalogue.Fields(b.in.Fields))
}

func (b *builder) messages(p *page.Page, _ string) []page.Segment {
	return blocks(catalogue.Messages(b.in.Messages, func(code string) string { return p.Take(page.SlugOf(code)) })...)
}

func (b *builder) planList(*page.Page, string) []page.Segment {
	t := catalogue.TableOf("Plan", "Pour qui", "Étapes")
	for _, pl := range b.in.Plans {
		t.Rows = append(t.Rows, [][]document.Span{
			{{Text: pl.Name, Link: "plans.md#plan-" + page.SlugOf(pl.ID)}}, catalogue.Text(pl.Summary), catalogue.Text(fmt.Sprint(len(pl.Stages)))})
	}
	if b.bySlug["plans"] == nil {
		return nil
	}
	return blocks(t)
}

func (b *builder) planLines(p *page.Page, _ string) []page.Segment {
	var out []page.Segment
	for _, pl := range b.in.Plans {
		heading := document.Heading{Level: 3, ID: p.Take("plan-" + page.SlugOf(pl.ID)), Text: catalogue.Text(pl.Name)}
		out = append(out, page.Segment{Blocks: []document.Block{heading, catalogue.Paragraph(pl.Summary)}}, page.Segment{HTML: pl.Line(b.stagePage)})
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

// dataNotice says whether this edition holds the data of debtors.
func (b *builder) dataNotice(*page.Page, string) []page.Segment {
	note := document.Callout{Type: "astuce", Blocks: []document.Block{catalogue.Paragraph("Ce site ne contient aucune donnée de vos clients : tous les exemples sont inventés. Vous pouvez le poser sur un dossier partagé, l'imprimer, l'ouvrir sans connexion.")}}
	if b.board != nil {
		note = document.Callout{Type: "attention", Blocks: []document.Block{catalogue.Paragraph("Cette édition contient des données personnelles : elle reste sur ce poste, pour ceux qui relancent. L'édition à partager est dans sortie/site.")}}
	}
	return blocks(note)
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
	var out []page.Segment
	for _, s := range b.in.Samples {
		if s.Template == name {
			out = append(out, page.Segment{HTML: sheetOf(s).Open()})
		}
	}
	if out == nil {
		b.problems.Addf(p.At("{{modele "+name), diag.Warning, "P006", "aucun exemple du modèle « %s »", name).
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

// gallery is one shelf, or all of them.
func (b *builder) gallery(p *page.Page, only string) []page.Segment {
	var out []page.Segment
	for _, shelf := range shelves {
		if only != "" && only != shelf.id {
			continue
		}
		var html strings.Builder
		for _, s := range b.in.Samples {
			if s.on(shelf.channels) {
				html.WriteString(sheetOf(s).Folded())
			}
		}
		if html.Len() > 0 {
			heading := document.Heading{Level: 2, ID: p.Take(shelf.id), Text: catalogue.Text(shelf.name)}
			out = append(out, page.Segment{Blocks: []document.Block{heading}}, page.Segment{HTML: html.String()})
		}
	}
	return out
}

// on reports whether a sample stands on the shelf of some channels.
func (s Sample) on(channels string) bool {
	return s.Channel != "" && strings.Contains(channels, s.Channel)
}

// shelfList is the table of all the templates, each with the page that shows it.
func (b *builder) shelfList(*page.Page, string) []page.Segment {
	t := catalogue.TableOf("Modèle", "Nom du fichier", "Rayon")
	for _, shelf := range shelves {
		for _, s := range b.in.Samples {
			if target := b.bySlug["modeles-"+shelf.id]; target != nil && s.on(shelf.channels) {
				t.Rows = append(t.Rows, [][]document.Span{catalogue.Text(s.Title), {{Text: s.Template + ".md", Style: document.Code}},
					{{Text: typography.French(shelf.name), Link: target.Slug + ".md"}}})
			}
		}
	}
	if t.Rows == nil {
		return nil
	}
	return blocks(t)
}

func sheetOf(s Sample) paper.Sheet {
	sheet := paper.Sheet{Title: s.Title, Means: plan.Channels[s.Channel], Doc: s.Doc}
	if s.Source != nil {
		sheet.Source = sourceName(s.Template)
	}
	return sheet
}

// sourceName is where a template stands in the site.
func sourceName(template string) string { return "modeles/" + template + ".md" }

// sources are the templates that the pages show, to take away.
func (b *builder) sources() []File {
	var out []File
	seen := map[string]bool{}
	for _, s := range b.in.Samples {
		if s.Source != nil && !seen[s.Template] {
			seen[s.Template] = true
			out = append(out, File{sourceName(s.Template), s.Source})
		}
	}
	return out
}

func blocks(list ...document.Block) []page.Segment { return []page.Segment{{Blocks: list}} }

// typeset sets the French spaces of blocks that did not come from markdown.Parse.
func typeset(list []document.Block) {
	document.EachSpan(list, func(s *document.Span) { s.Text = typography.French(s.Text) })
}
