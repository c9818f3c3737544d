package board

import (
	"fmt"
	"strings"

	"relance/generator/money"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/workbook"
)

// trendLength is how many blocks the longest bar of a trend has.
const trendLength = 24

// bar draws a part of the greatest value, in text like those of the aged balance.
func (c *canvas) bar(column, row int, ink string, part, greatest money.Amount) {
	n := 0
	if greatest > 0 {
		n = int(max(0, part).MulDiv(trendLength, int64(greatest)))
	}
	c.Set(column, row, workbook.Look{Align: "left", Format: workbook.FormatFormula, Font: "Arial", Size: 8, Ink: ink}, strings.Repeat("█", n))
}

func monthLook() workbook.Look {
	l := workbook.LookOf(workbook.Day, workbook.Given, "")
	l.Format, l.Align = workbook.FormatMonth, "left"
	return l
}

// past shows the DSO and the cash of twelve months.
func (c *canvas) past(b *figures.Board) {
	first := c.section("DSO et encaissements sur douze mois", left("Mois"), right("Encaissements"), left("Évolution"), right("Encours en fin de mois"), center("DSO (jours)"), left("Évolution"))
	var cash money.Amount
	days := 0
	for _, m := range b.Past {
		cash, days = max(cash, m.Cash), max(days, m.DSO)
	}
	for i, m := range b.Past {
		row := first + i
		c.Set(1, row, monthLook(), m.First)
		c.Set(2, row, workbook.LookOf(workbook.Euros, workbook.Given, ""), columns.Euro(m.Cash))
		c.bar(3, row, barColors[0], m.Cash, cash)
		c.Set(4, row, workbook.LookOf(workbook.Euros, workbook.Given, ""), columns.Euro(m.Open))
		c.Set(5, row, workbook.LookOf(workbook.Count, workbook.Given, ""), m.DSO)
		c.bar(6, row, barColors[3], money.Amount(m.DSO), money.Amount(days))
		if m.Least {
			c.Set(7, row, workbook.Look{Ink: workbook.Muted, Size: 9}, "au moins : ventes antérieures")
		}
	}
}

// forecast shows what should come in, week after week.
func (c *canvas) forecast(b *figures.Board) {
	first := c.section("Encaissements attendus sur treize semaines", left("Semaine du"), right("Échéances"), right("Promesses"), right("Échéanciers"), right("Total"), left("Répartition"))
	var greatest money.Amount
	for i := range b.Weeks {
		greatest = max(greatest, b.Weeks[i].Total())
	}
	for i := range b.Weeks {
		row, w := first+i, &b.Weeks[i]
		c.Set(1, row, workbook.LookOf(workbook.Day, workbook.Given, ""), w.Monday)
		for j, amount := range []money.Amount{w.Due, w.Promised, w.Instalments} {
			c.Set(j+2, row, workbook.LookOf(workbook.Euros, workbook.Given, ""), columns.Euro(amount))
		}
		c.Set(5, row, workbook.LookOf(workbook.Euros, workbook.Computed, ""), columns.Euro(w.Total()), fmt.Sprintf("ROUND(SUM(B%d:D%d),2)", row, row))
		c.bar(6, row, barColors[0], w.Total(), greatest)
	}
	c.Set(1, c.Next(), workbook.Look{Ink: workbook.Muted}, "Échu sans date de règlement connue, en plus : "+b.Undated.Format("EUR")+". Les montants contestés ne sont pas comptés.")
}
