// Package gallery shows the templates, filled with invented data, on shelves.
package gallery

import (
	"strings"

	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/site/catalogue"
	"relance/site/page"
	"relance/site/paper"
	"relance/site/plan"
)

// A Sample (exemple) is a template filled with the data of the showcase.
type Sample struct {
	Template string // its name, as pages ask for it: {{modele relance-1}}
	Title    string
	Channel  string // as in [plan.Stage]
	Doc      document.Document
	Source   []byte // the template itself, to take away; may be nil
}

// A Shelf (rayon) is the templates that travel in the same way. Its page is
// modeles-ID.
type Shelf struct {
	ID, Name string
	channels string
}

// Shelves are in the order of the gallery.
var Shelves = []Shelf{
	{"courriels", "Courriels", "email"},
	{"lettres", "Lettres", "courrier recommande"},
	{"appels-et-sms", "Appels et SMS", "appel sms"},
	{"documents", "Fiches et documents", "portail interne"},
}

func (s Shelf) holds(sample *Sample) bool {
	return sample.Channel != "" && strings.Contains(s.channels, sample.Channel)
}

// Fill puts one shelf on a page, or all of them when only is empty.
func Fill(p *page.Page, samples []Sample, only string) []page.Segment {
	var out []page.Segment
	for _, shelf := range Shelves {
		if only != "" && only != shelf.ID {
			continue
		}
		var html strings.Builder
		for i := range samples {
			if shelf.holds(&samples[i]) {
				html.WriteString(samples[i].Sheet().Folded())
			}
		}
		if html.Len() > 0 {
			heading := document.Heading{Level: 2, ID: p.Take(shelf.ID), Text: catalogue.Text(shelf.Name)}
			out = append(out, page.Segment{Blocks: []document.Block{heading}}, page.Segment{HTML: html.String()})
		}
	}
	return out
}

// List is the table of all the templates, each with the page of its shelf; has
// tells the pages there are.
func List(samples []Sample, has func(slug string) bool) document.Table {
	t := catalogue.TableOf("Modèle", "Nom du fichier", "Rayon")
	for _, shelf := range Shelves {
		slug := "modeles-" + shelf.ID
		for i := range samples {
			if s := &samples[i]; shelf.holds(s) && has(slug) {
				t.Rows = append(t.Rows, [][]document.Span{catalogue.Text(s.Title), {{Text: s.Template + ".md", Style: document.Code}},
					{{Text: typography.French(shelf.Name), Link: slug + ".md"}}})
			}
		}
	}
	return t
}

// Sheet shows a sample as its reader would have it.
func (s *Sample) Sheet() paper.Sheet {
	sheet := paper.Sheet{Title: s.Title, Means: plan.Channels[s.Channel], Doc: s.Doc}
	if s.Source != nil {
		sheet.Source = s.Name()
	}
	return sheet
}

// Name is where the template stands in the site, to be taken away.
func (s *Sample) Name() string { return "modeles/" + s.Template + ".md" }
