package script

import (
	"html"
	"strings"
)

// Exits are the answers, each with the title it leads to for those who read on
// paper, or the end of the call.
func (s Script) Exits(n Node) string {
	var w strings.Builder
	if len(n.Choices) > 0 {
		w.WriteString("<ol class=\"reponses\">\n")
		for _, c := range n.Choices {
			w.WriteString(`<li><a href="#` + c.To + `" data-vers="` + html.EscapeString(s.Title(c.To)) + `">` + html.EscapeString(c.Label) + "</a></li>\n")
		}
		w.WriteString("</ol>\n")
	}
	if end, ok := Ends[n.End]; ok {
		w.WriteString(`<p class="issue" data-type="` + end.Type + `" data-resultat="` + end.Result + `">L'appel s'arrête ici. Résultat à noter : <strong>` + html.EscapeString(strings.ToLower(end.Result)) + "</strong>.</p>\n")
	}
	return w.String()
}
