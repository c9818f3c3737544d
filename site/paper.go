package site

import (
	"bytes"
	"html"
	"strings"

	"relance/generator/document"
	"relance/generator/document/markup"
	"relance/generator/document/typography"
)

// channelNames say how a message travels.
var channelNames = map[string]string{
	"email": "courriel", "sms": "SMS", "appel": "appel", "courrier": "courrier",
	"recommande": "recommandé", "portail": "portail", "interne": "document interne",
}

var toneNames = []string{"amical", "cordial", "neutre", "ferme", "formel", "mise en demeure"}

// planLine draws a plan as a line of stages.
func (b *builder) planLine(plan Plan) string {
	var w strings.Builder
	w.WriteString(`<ol class="frise">` + "\n")
	for _, s := range plan.Stages {
		b.stage(&w, s)
	}
	w.WriteString("</ol>\n")
	return w.String()
}

func (b *builder) stage(w *strings.Builder, s Stage) {
	tone := min(max(s.Tone, 0), len(toneNames)-1)
	w.WriteString(`<li class="ton-` + string(rune('0'+tone)) + `"><span class="jour">` + dayLabel(s) + `</span> `)
	if p := b.byStage[s.ID]; p != nil {
		w.WriteString(`<a class="nom" href="` + p.href() + `">` + escape(s.Name) + `</a>`)
	} else {
		w.WriteString(`<span class="nom">` + escape(s.Name) + `</span>`)
	}
	var how []string
	for _, c := range s.Channels {
		if c != "interne" {
			how = append(how, channelNames[c])
		}
	}
	if !s.AfterDeadline {
		how = append(how, "ton "+toneNames[tone])
	}
	w.WriteString(` <span class="comment">` + escape(strings.Join(how, ", ")) + `</span>`)
	if s.Approval {
		w.WriteString(` <span class="accord">accord requis</span>`)
	}
	w.WriteString("</li>\n")
}

func dayLabel(s Stage) string {
	if s.AfterDeadline {
		return "Date passée"
	}
	return dayName(s.Day)
}

// paper shows a sample as the sheet or the screen its reader would have.
func paper(s Sample) string {
	return `<figure class="papier ` + lookOf(s) + `"><figcaption>` + caption(s) + `</figcaption>` + sheet(s.Doc) + "</figure>\n"
}

// foldedPaper is paper behind its title.
func foldedPaper(s Sample) string {
	return `<details class="papier ` + lookOf(s) + `"><summary>` + caption(s) + `</summary>` + sheet(s.Doc) + "</details>\n"
}

func caption(s Sample) string {
	return `<strong>` + escape(s.Title) + `</strong> <span>` + escape(channelNames[s.Channel]) + `, données inventées</span>`
}

func lookOf(s Sample) string {
	return [...]string{document.Letter: "lettre", document.Sheet: "fiche", document.Email: "courriel", document.SMS: "sms"}[s.Doc.Kind]
}

func sheet(d document.Document) string {
	var w strings.Builder
	w.WriteString(`<div class="feuille">`)
	if d.Kind == document.Letter {
		letterHead(&w, d)
	} else {
		messageHead(&w, d)
	}
	w.WriteString(`<div class="texte">` + printed(flat(d.Body)) + "</div>")
	if len(d.Enclosures) > 0 {
		w.WriteString(`<p class="pieces">P. J. : ` + escape(strings.Join(d.Enclosures, ", ")) + "</p>")
	}
	if d.Kind == document.Letter {
		lines(&w, "pied", d.From.Mentions)
	}
	w.WriteString("</div>")
	return w.String()
}

func letterHead(w *strings.Builder, d document.Document) {
	w.WriteString(`<div class="entete">`)
	lines(w, "expediteur", append(append([]string{d.From.Name}, d.From.Lines...), d.From.Contact...))
	lines(w, "destinataire", append(append([]string{}, d.Marks...), d.To...))
	w.WriteString(`</div>`)
	for _, r := range d.Refs {
		lines(w, "reference", []string{r.Label + " : " + r.Value})
	}
	lines(w, "lieu", []string{d.Place})
	if d.Subject != "" {
		lines(w, "objet", []string{"Objet : " + d.Subject})
	}
}

func messageHead(w *strings.Builder, d document.Document) {
	if d.Kind == document.Sheet {
		lines(w, "objet", []string{d.Title})
	}
	if d.Kind != document.Email {
		return
	}
	for _, r := range [][2]string{{"De", d.From.Name}, {"À", strings.Join(d.To, ", ")}, {"Objet", d.Subject}} {
		if r[1] != "" {
			lines(w, "champ", []string{r[0] + " : " + r[1]})
		}
	}
}

// lines writes a paragraph of several lines, none when they are all empty.
func lines(w *strings.Builder, look string, list []string) {
	var kept []string
	for _, l := range list {
		if l != "" {
			kept = append(kept, escape(typography.French(l)))
		}
	}
	if len(kept) > 0 {
		w.WriteString(`<p class="` + look + `">` + strings.Join(kept, "<br>") + "</p>")
	}
}

// flat turns headings into bold lines: those of a letter must not enter the
// outline of the page that shows it, nor their anchors clash with its own.
func flat(list []document.Block) []document.Block {
	var out []document.Block
	for _, block := range list {
		if h, ok := block.(document.Heading); ok {
			bold := append([]document.Span(nil), h.Text...)
			for i := range bold {
				bold[i].Style |= document.Bold
			}
			block = document.Paragraph{Text: bold}
		}
		out = append(out, block)
	}
	return out
}

func printed(list []document.Block) string {
	var w bytes.Buffer
	markup.Print(&w, list, markup.ForSite) // a bytes.Buffer never fails
	return w.String()
}

func escape(s string) string { return html.EscapeString(s) }
