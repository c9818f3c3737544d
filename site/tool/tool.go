// Package tool writes the forms of the pages, which the second script brings to
// life: a browser without scripts does not show them.
package tool

import (
	"encoding/json"
	"fmt"
	"html"
	"strconv"
	"strings"
	"time"

	"relance/generator/calendar"
	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/generator/money"
	"relance/site/plan"
)

// A Rate (taux) is the yearly rate of late-payment interest between businesses,
// from a day on, until the half-year ends.
type Rate struct {
	From calendar.Date
	Rate money.Rate
}

func form(name, fields string) string {
	return `<div class="outil calculateur" data-outil="` + name + `">` + "\n<div class=\"grille\">\n" + fields +
		"</div>\n<p class=\"resultat\" role=\"status\"></p>\n<div class=\"detail\"></div>\n</div>\n"
}

// field is a labelled entry. The kind is one of HTML's, or money.
func field(id, label, kind, value string) string {
	how := `type="` + kind + `"`
	if kind == "money" {
		how = `type="text" inputmode="decimal"`
	}
	return fmt.Sprintf("<p><label for=\"%s\">%s</label><input id=\"%s\" %s autocomplete=\"off\" value=\"%s\"></p>\n", id, typography.French(label), id, how, value)
}

// Cost is the calculator of what a delay costs; rate is the yearly one it starts
// from, as a number of percents.
func Cost(rate string) string {
	return form("cout", field("calc-montant", "Montant en retard, en euros", "money", "10 000")+
		field("calc-jours", "Jours de retard", "money", "45")+
		field("calc-taux", "Taux annuel, en %", "money", rate)+
		field("calc-clients", "Nombre de clients dans ce cas", "money", "1"))
}

// Interest is the calculator of late-payment interest. The rates come newest
// first.
func Interest(rates []Rate) string {
	return strings.Replace(form("penalites", field("pen-montant", "Reste dû TTC, en euros", "money", "2 400")+
		field("pen-echeance", "Échéance", "date", "")+
		field("pen-arrete", "Arrêté au", "date", "")), "<div class=\"grille\"", "<div class=\"grille\""+rateData(rates), 1)
}

// Instalments is the calculator of equal payments on open days; beyond max of them,
// somebody has to agree.
func Instalments(max string, open calendar.Business) string {
	return strings.Replace(form("versements", field("ver-montant", "Somme à étaler, en euros", "money", "3 000")+
		field("ver-nombre", "Nombre de versements", "money", "3")+
		field("ver-premier", "Premier versement le", "date", "")), "<div class=\"grille\"", "<div class=\"grille\" data-max=\""+max+"\""+closedDays(open), 1)
}

// Calendar dates the stages of a plan, on open days.
func Calendar(plans []plan.Plan, open calendar.Business) string {
	var w strings.Builder
	w.WriteString("<p><label for=\"cal-plan\">Plan</label><select id=\"cal-plan\">\n")
	for _, p := range plans {
		data, _ := json.Marshal(p.Pace) // numbers and strings always marshal
		fmt.Fprintf(&w, "<option data-rythme=\"%s\">%s</option>\n", html.EscapeString(string(data)), html.EscapeString(p.Name))
	}
	w.WriteString("</select></p>\n" + field("cal-date", "Échéance de la facture", "date", ""))
	return strings.Replace(form("calendrier", w.String()), "<div class=\"grille\"", "<div class=\"grille\""+closedDays(open), 1)
}

// The years of which the pages know the working days.
const firstYear, lastYear = 2020, 2045

// epoch is the day from which browsers count.
var epoch = calendar.Of(1970, 1, 1)

// closedDays gives the browser the days without work, but for the weekends: each as a
// number of days after the one before.
func closedDays(open calendar.Business) string {
	var steps []string
	before := epoch
	for d := calendar.Of(firstYear, 1, 1); d <= calendar.Of(lastYear, 12, 31); d++ {
		if w := d.Weekday(); w == time.Saturday || w == time.Sunday || open.IsOpen(d) {
			continue
		}
		steps = append(steps, strconv.Itoa(d.Sub(before)))
		before = d
	}
	return ` data-fermes="` + strings.Join(steps, " ") + `"`
}

// rateData gives the browser the table of rates: a day and hundredths of a
// percent.
func rateData(rates []Rate) string {
	var list []string
	for _, r := range rates {
		list = append(list, fmt.Sprintf("%s=%d", r.From.ISO(), r.Rate))
	}
	return ` data-taux="` + strings.Join(list, " ") + `"`
}

// Eraser is the button that forgets the ticks.
const Eraser = `<p class="outil"><button type="button" class="bouton" id="effacer">Effacer toutes mes coches</button> <span role="status"></span></p>
`

// Question is one question of a quiz, whose ticked tasks are the right answers.
func Question(rank int, legend string, tasks []document.Task) string {
	var w strings.Builder
	fmt.Fprintf(&w, "<fieldset class=\"question\"><legend class=\"invisible\">%s</legend>\n", html.EscapeString(legend))
	for _, t := range tasks {
		right := ""
		if t.Done {
			right = " data-juste"
		}
		fmt.Fprintf(&w, "<label class=\"tache choix\"><input type=\"radio\" name=\"question-%d\" id=\"%s\"%s> <span>%s</span></label>\n", rank, t.ID, right, html.EscapeString(document.Plain(t.Text)))
	}
	w.WriteString("</fieldset>\n")
	return w.String()
}
