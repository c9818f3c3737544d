// Package paper shows a document as the sheet or the screen its reader would
// have.
package paper

import (
	"bytes"
	"html"
	"strconv"
	"strings"

	"relance/generator/document"
	"relance/generator/document/markup"
	"relance/generator/document/typography"
)

// A Sheet is a document on show, under its caption. Means is how it travels, in
// French; Source is the address of the template it was made from, or empty.
type Sheet struct {
	Title, Means, Source string
	Doc                  document.Document
}

// Open is the sheet under its caption.
func (s Sheet) Open() string {
	return `<figure class="papier ` + s.look() + `"><figcaption>` + s.caption() + `</figcaption>` + s.source() + s.sheet() + "</figure>\n"
}

// Folded is the sheet behind its caption.
func (s Sheet) Folded() string {
	return `<details class="papier ` + s.look() + `"><summary>` + s.caption() + `</summary>` + s.source() + s.sheet() + "</details>\n"
}

func (s Sheet) caption() string {
	return `<strong>` + escape(s.Title) + `</strong> <span>` + escape(s.Means) + `, données inventées</span>`
}

// source is the way to the template; the browser puts beside it what copies the
// text.
func (s Sheet) source() string {
	if s.Source == "" {
		return ""
	}
	return `<p class="gestes"><a href="` + escape(s.Source) + `" download>Le modèle, à modifier</a></p>`
}

func (s Sheet) look() string {
	return [...]string{document.Letter: "lettre", document.Sheet: "fiche", document.Email: "courriel", document.SMS: "sms"}[s.Doc.Kind]
}

func (s Sheet) sheet() string {
	d := s.Doc
	var w strings.Builder
	w.WriteString(`<div class="feuille">`)
	if d.Kind == document.Letter {
		letterHead(&w, d)
	} else {
		messageHead(&w, d)
	}
	w.WriteString(`<div class="texte">` + s.printed() + "</div>")
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

// printed is the body of the sheet. A list of the page's regions must tell its
// tables from those of the other sheets.
func (s Sheet) printed() string {
	var w bytes.Buffer
	markup.Print(&w, flat(s.Doc.Body), markup.ForSite) // a bytes.Buffer never fails
	body, parts, n := "", strings.Split(w.String(), `aria-label="Tableau"`), 0
	for _, part := range parts[:len(parts)-1] {
		n++
		body += part + `aria-label="Document : ` + escape(s.Title) + `, ` + escape(s.Means) + `, tableau ` + strconv.Itoa(n) + `"`
	}
	return body + parts[len(parts)-1]
}

func escape(s string) string { return html.EscapeString(s) }
