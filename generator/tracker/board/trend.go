package board

import (
	"fmt"

	"relance/generator/money"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/chart"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/indicators"
	"relance/generator/tracker/look"
)

// Charts are the titles of the charts, by which they are known for relance's.
var Charts = []string{agedTitle, pastTitle, forecastTitle}

const (
	agedTitle     = "Montants dus, par tranche de retard"
	pastTitle     = "Encaissements et DSO, mois par mois"
	forecastTitle = "Attendu, par semaine"
)

func monthLook() look.Look {
	l := look.Of(cell.Day, cell.Given, "")
	l.Format, l.Align = look.FormatMonth, "left"
	return l
}

// past shows the DSO and the cash of twelve months.
func (c *canvas) past(b *indicators.Board) {
	first := c.narrow("DSO et encaissements sur douze mois", left("Mois"), right("Encaissements"), right("Encours en fin de mois"), center("DSO (jours)"))
	var cash money.Amount
	least := false
	for i, m := range b.Past {
		row := first + i
		least = least || m.Least
		c.Set(1, row, monthLook(), m.First)
		c.Set(2, row, look.Of(cell.Euros, cell.Given, ""), columns.Euro(m.Cash))
		c.Set(3, row, look.Of(cell.Euros, cell.Given, ""), columns.Euro(m.Open))
		days := look.Of(cell.Count, cell.Given, "")
		if m.Least {
			days.Format = atLeast
		}
		c.Set(4, row, days, m.DSO)
		cash += m.Cash
	}
	last := c.Next() - 1
	c.Chart(chart.Chart{
		Title: pastTitle,
		Alt: fmt.Sprintf("Colonnes des encaissements de douze mois, %s en tout ; ligne du DSO, de %d jours en %s à %d jours en %s.",
			cash.Format("EUR"), b.Past[0].DSO, month(b.Past[0]), b.Past[len(b.Past)-1].DSO, month(b.Past[len(b.Past)-1])),
		Categories: c.Range(1, first, last, "[$-40C]mmm\\ yy"),
		Bars:       []chart.Series{{Name: "Encaissements", Values: c.Range(2, first, last, look.FormatWhole), Ink: "8EA9DB"}},
		Line:       &chart.Series{Name: "DSO (jours, à droite)", Values: c.Range(4, first, last, `0\ "j"`), Ink: "C55A11"},
	}, 5, first-1, boardColumns, last)
	if least {
		c.Set(1, c.Next(), look.Look{Ink: look.Muted, Size: 9}, "≥ : au moins, les ventes connues de douze mois ne couvrant pas l'encours.")
	}
}

// atLeast shows a DSO that sales older than those known would lengthen.
const atLeast = `"≥ "0`

func month(m indicators.Past) string {
	return fmt.Sprintf("%02d/%d", m.First.Month(), m.First.Year())
}

// forecast shows what should come in, week after week.
func (c *canvas) forecast(b *indicators.Board) {
	first := c.narrow("Encaissements attendus sur treize semaines", center("Semaine du"), right("Échéances"), right("Promesses"), right("Échéanciers"), right("Total"))
	var all money.Amount
	for i := range b.Weeks {
		row, w := first+i, &b.Weeks[i]
		c.Set(1, row, look.Of(cell.Day, cell.Given, ""), w.Monday)
		for j, amount := range []money.Amount{w.Due, w.Promised, w.Instalments} {
			c.Set(j+2, row, look.Of(cell.Euros, cell.Given, ""), columns.Euro(amount))
		}
		c.Set(5, row, look.Of(cell.Euros, cell.Computed, ""), columns.Euro(w.Total()), fmt.Sprintf("ROUND(SUM(B%d:D%d),2)", row, row))
		all += w.Total()
	}
	last := c.Next() - 1
	bars := func(column int, name, ink string) chart.Series {
		return chart.Series{Name: name, Values: c.Range(column, first, last, look.FormatWhole), Ink: ink}
	}
	c.Chart(chart.Chart{
		Title:      forecastTitle,
		Alt:        "Colonnes de ce qui est attendu, semaine par semaine, échéances, promesses et échéanciers : " + all.Format("EUR") + " sur treize semaines.",
		Categories: c.Range(1, first, last, "dd/mm"),
		Bars:       []chart.Series{bars(2, "Échéances", "2F5597"), bars(3, "Promesses", "70AD47"), bars(4, "Échéanciers", "BF9000")},
	}, 6, first-1, boardColumns, last)
	said := "Échu sans date de règlement connue, en plus : " + b.Undated.Format("EUR") + "."
	if b.Beyond > 0 {
		said += " Attendu plus tard : " + b.Beyond.Format("EUR") + "."
	}
	c.Set(1, c.Next(), look.Look{Ink: look.Muted, Size: 9}, said+" Les montants contestés ne sont pas comptés.")
}
