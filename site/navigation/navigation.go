// Package navigation writes the list of pages that stands beside each of them.
package navigation

import (
	"html"
	"strings"

	"relance/generator/document/typography"
)

// A guide of a few dozen pages shows them all on each of them. Beyond wholeGuide,
// only those of the section, and at most longestSection of them: the plan of the
// site has the others.
const (
	wholeGuide     = 150
	longestSection = 100
)

// A Section is a part of the guide with its pages.
type Section struct {
	Key, Name string
	Pages     []Link
}

// A Link is one page: its address and its short title.
type Link struct{ To, Label string }

// Menus are the navigation of each section, by key, without the mark of the current
// page; that of no section is for the pages that stand apart. Each is written once:
// a hundred links through a template cost more than a page.
func Menus(sections []Section) map[string]string {
	out := map[string]string{"": menu(sections, "")}
	for _, s := range sections {
		out[s.Key] = menu(sections, s.Key)
	}
	return out
}

// Mark is a menu with the mark of the current page.
func Mark(menu, to string) string {
	return strings.Replace(menu, `href="`+to+`"`, `href="`+to+`" aria-current="page"`, 1)
}

func menu(sections []Section, current string) string {
	all := 0
	for _, s := range sections {
		all += len(s.Pages)
	}
	var w strings.Builder
	for _, s := range sections {
		name := html.EscapeString(typography.French(s.Name))
		switch {
		case len(s.Pages) == 0:
		case all <= wholeGuide || s.Key == current:
			w.WriteString("<h2>" + name + "</h2>\n<ul>\n")
			for _, p := range s.Pages[:min(len(s.Pages), longestSection)] {
				w.WriteString(`<li><a href="` + p.To + `">` + html.EscapeString(p.Label) + "</a></li>\n")
			}
			if len(s.Pages) > longestSection {
				w.WriteString(`<li><a href="plan-du-site.html#` + s.Key + `">Toute la rubrique</a></li>` + "\n")
			}
			w.WriteString("</ul>\n")
		default:
			w.WriteString(`<h2><a href="plan-du-site.html#` + s.Key + `">` + name + "</a></h2>\n")
		}
	}
	return w.String()
}
