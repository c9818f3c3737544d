// Package plan draws the plans of the kit: as a list of stages, and side by side
// on one scale of days.
package plan

import (
	"cmp"
	"html"
	"slices"
	"strconv"
	"strings"

	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/site/catalogue"
	"relance/site/drawing"
)

// A Plan (plan de relance) is a line of dated stages.
type Plan struct {
	ID, Name, Summary string
	FromFirstAction   bool // days count from the first reminder, not from the due date
	Stages            []Stage
	Pace              Pace
}

// A Stage (étape) is one step of a plan. Day is in days from the plan's anchor,
// negative before it.
type Stage struct {
	ID, Name      string
	Day           int
	AfterDeadline bool     // comes when the printed deadline is over, whatever Day says
	Channels      []string // email, sms, appel, courrier, recommande, portail, interne
	Tone          int      // 0 to 5
	Approval      bool
}

// Channels say how a message travels.
var Channels = map[string]string{
	"email": "courriel", "sms": "SMS", "appel": "appel", "courrier": "courrier",
	"recommande": "recommandé", "portail": "portail", "interne": "document interne",
}

var toneNames = []string{"amical", "cordial", "neutre", "ferme", "formel", "mise en demeure"}

// Line draws a plan as a list of stages. page gives the address of the page of a
// stage, empty when there is none.
func (p Plan) Line(page func(stage string) string) string {
	var w strings.Builder
	w.WriteString(`<ol class="frise">` + "\n")
	for _, s := range p.Stages {
		s.draw(&w, page(s.ID))
	}
	w.WriteString("</ol>\n")
	return w.String()
}

// Words are the days of the stages, for a search to find.
func (p Plan) Words() string {
	var w strings.Builder
	for _, s := range p.Stages {
		if !s.AfterDeadline {
			w.WriteString(" " + dayName(s.Day))
		}
	}
	return w.String()
}

func (s Stage) draw(w *strings.Builder, page string) {
	tone := s.tone()
	w.WriteString(`<li class="ton-` + string(rune('0'+tone)) + `"><span class="jour">` + s.label() + `</span> `)
	if page != "" {
		w.WriteString(`<a class="nom" href="` + page + `">` + html.EscapeString(s.Name) + `</a>`)
	} else {
		w.WriteString(`<span class="nom">` + html.EscapeString(s.Name) + `</span>`)
	}
	var how []string
	for _, c := range s.Channels {
		if c != "interne" {
			how = append(how, Channels[c])
		}
	}
	if !s.AfterDeadline {
		how = append(how, "ton "+toneNames[tone])
	}
	w.WriteString(` <span class="comment">` + html.EscapeString(strings.Join(how, ", ")) + `</span>`)
	if s.Approval {
		w.WriteString(` <span class="accord">accord requis</span>`)
	}
	w.WriteString("</li>\n")
}

// List is the table of plans; page gives the address of one.
func List(plans []Plan, page func(id string) string) document.Table {
	t := catalogue.TableOf("Plan", "Pour qui", "Étapes")
	for _, p := range plans {
		t.Rows = append(t.Rows, [][]document.Span{{{Text: p.Name, Link: page(p.ID)}}, catalogue.Text(p.Summary), catalogue.Text(strconv.Itoa(len(p.Stages)))})
	}
	return t
}

func (s Stage) tone() int { return min(max(s.Tone, 0), len(toneNames)-1) }

func (s Stage) label() string {
	if s.AfterDeadline {
		return "Date passée"
	}
	return dayName(s.Day)
}

// Timeline draws plans on one scale of days, so that their rhythms compare. id
// must be unique in the page. Without plans there is no drawing.
func Timeline(id string, plans []Plan) string {
	var lines []drawing.Line
	for _, p := range plans {
		l := drawing.Line{Name: typography.French(p.Name)}
		for _, s := range p.Stages {
			if !s.AfterDeadline {
				l.Points = append(l.Points, drawing.Point{Day: s.Day, Tone: s.tone(), Label: dayName(s.Day)})
			}
		}
		slices.SortStableFunc(l.Points, func(x, y drawing.Point) int { return cmp.Compare(x.Day, y.Day) })
		lines = append(lines, l)
	}
	if lines == nil {
		return ""
	}
	return drawing.Timeline(id, "Les plans sur une même échelle de jours. Chaque frise, plus bas, donne les mêmes étapes en toutes lettres.", lines)
}

func dayName(day int) string {
	switch {
	case day < 0:
		return "J-" + strconv.Itoa(-day)
	case day == 0:
		return "J0"
	}
	return "J+" + strconv.Itoa(day)
}
