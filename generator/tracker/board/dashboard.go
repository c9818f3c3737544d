// Package board lays out the sheets of the tracker that have no lines: the
// dashboard, the settings, the instructions.
package board

import (
	"fmt"
	"strings"

	"relance/generator/agenda"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/chart"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/indicators"
	"relance/generator/tracker/look"
	"relance/generator/tracker/workbook"
)

// The names of the sheets.
const (
	DashboardName = "Tableau de bord"
	SettingsName  = "Paramètres"
	HelpName      = "Mode d'emploi"
)

// UntilLabel stands to the left of the cell that sets paiements_a_jour_au.
const UntilLabel = "Encaissements saisis jusqu'au"

const (
	boardColumns = 7
	boardWidth   = 23 // characters of each column
	boardScale   = 82 // percent: seven columns fit the width of an A4 sheet
	tilesRow     = 4  // labels; values and notes below
)

// A canvas is a sheet being laid out.
type canvas struct{ workbook.Page }

// A Page is a sheet without lines, laid out but not painted yet.
type Page struct {
	*workbook.Page
	frozen int
	names  []workbook.Named
}

// PaintOn writes the page in a workbook.
func (p Page) PaintOn(b *workbook.Book) { b.Paint(p.Page, p.frozen, p.names...) }

// Dashboard shows the figures of a picture. until is what stands where
// « Encaissements saisis jusqu'au » is typed; the day of the kit when it is nil.
func Dashboard(p *figures.Picture, b *indicators.Board, owner string, until any) Page {
	c := &canvas{workbook.Page{Name: DashboardName, Columns: boardColumns, Width: boardWidth, Scale: boardScale}}
	c.title(p.Agenda, owner, until)
	c.Set(1, tilesRow+2, look.Look{}, "")
	aged := c.aged(b)
	c.debtors(b)
	c.Page.Break(c.Next())
	c.forecast(b)
	c.past(b)
	c.Page.Break(c.Next())
	c.tasks(p, b)
	c.alerts(p)
	c.Page.Break(c.Next()) // a table is not cut in two
	dso := c.countBack(b)
	c.tiles(b, aged, dso)
	c.chain(p.Agenda)
	return Page{&c.Page, 2, []workbook.Named{
		{Name: "Arrete_au", Cell: "B2"},
		{Name: "Encaissements_au", Cell: "G2", Entry: true, As: cell.Day, Title: "Encaissements", Help: "dernier jour dont tous les encaissements sont saisis"},
	}}
}

func (c *canvas) title(a *agenda.Agenda, owner string, until any) {
	if until == nil {
		until = a.Kit.PaidUntil
	}
	name := "Suivi des relances"
	if owner != "" {
		name += " — " + owner
	}
	c.Set(1, 1, look.Look{Bold: true, Size: 18, Ink: look.Navy}, name)
	c.Set(1, 2, look.Look{Bold: true}, "Chiffres au")
	c.Set(2, 2, look.Look{Format: look.FormatDay, Bold: true, Fill: look.Grey, Rule: true, Align: "center"}, a.Date)
	c.Set(3, 2, look.Look{Align: "left", Ink: look.Muted}, "Tous les calculs valent à cette date.")
	c.Set(6, 2, look.Look{Bold: true, Align: "right"}, UntilLabel+" ")
	c.Set(7, 2, look.Look{Format: look.FormatDay, Fill: look.Cream, Rule: true, Align: "center"}, until)
	c.Height(1, 30)
	c.Height(2, 21)
	c.Height(tilesRow-1, gap)
}

// tiles are the seven figures to know first. aged is the row of the first bucket,
// dso that of the total of days.
func (c *canvas) tiles(b *indicators.Board, aged, dso int) {
	total, last := aged+len(b.Aged), aged+len(b.Aged)-1
	method := "épuisement des ventes TTC"
	if b.Uncovered {
		method = "au moins, sur 12 mois de ventes"
	}
	open, late := 0, 0
	for i, s := range b.Aged {
		open += s.Count
		if i > 0 {
			late += s.Count
		}
	}
	inEuros := look.FormatMoney("")
	for i, t := range []struct {
		label, format string
		v             any
		formula, note string
	}{
		{"Encours", inEuros, columns.Euro(b.Open), fmt.Sprintf("C%d", total), quantity(open, "facture ouverte", "factures ouvertes")},
		{"Échu", inEuros, columns.Euro(b.Overdue), fmt.Sprintf("ROUND(C%d-C%d,2)", total, aged), quantity(late, "facture en retard", "factures en retard")},
		{"Part échue", look.FormatShare, portion(b.Overdue, b.Open), fmt.Sprintf("IF(A%d=0,0,ROUND(B%d/A%d,4))", tilesRow+1, tilesRow+1, tilesRow+1), "échu ÷ encours"},
		{"DSO", `0" j"`, b.DSO, fmt.Sprintf("E%d", dso), method},
		{"91 j et plus", inEuros, columns.Euro(b.Aged[len(b.Aged)-1].Amount), fmt.Sprintf("C%d", last), quantity(b.Aged[len(b.Aged)-1].Count, "facture", "factures")},
		{"Promesses à 7 jours", inEuros, columns.Euro(b.Promised), "", quantity(b.Promises, "promesse attendue", "promesses attendues")},
		{"Litiges", inEuros, columns.Euro(b.Disputed), `ROUND(SUMIFS(Fac_Conteste,Fac_Devise,"EUR"),2)`, quantity(b.Contested, "facture contestée", "factures contestées")},
	} {
		c.Set(i+1, tilesRow, look.Look{Gap: true, Fill: look.Sky, Ink: look.Muted, Align: "center", Bold: true, Size: 10}, t.label)
		c.Set(i+1, tilesRow+1, look.Look{Gap: true, Format: t.format, Fill: look.Sky, Ink: look.Navy, Align: "center", Bold: true, Size: 16}, t.v, t.formula)
		c.Set(i+1, tilesRow+2, look.Look{Gap: true, Fill: look.Sky, Ink: look.Muted, Align: "center", Size: 9}, t.note)
	}
	c.Height(tilesRow, 22)
	c.Height(tilesRow+1, 30)
	c.Height(tilesRow+2, 20)
}

func quantity(n int, one, many string) string {
	switch n {
	case 0:
		return "aucune " + one
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// portion is part of whole, in ten-thousandths; 0 of nothing.
func portion(part, whole money.Amount) cell.Ratio {
	if whole == 0 {
		return 0
	}
	return cell.Ratio(part.MulDiv(10_000, int64(whole)))
}

// A head is a header of the dashboard and how the cells below are aligned.
type head struct{ text, align string }

func left(s string) head   { return head{s, "left"} }
func center(s string) head { return head{s, "center"} }
func right(s string) head  { return head{s, "right"} }

// gap is the height of the row between two sections, in points.
const gap = 12

// section writes a title and a header row, and returns the row that follows. Its
// last header reaches the edge, but beside a chart.
func (c *canvas) section(title string, heads ...head) int {
	first := c.narrow(title, heads...)
	for i := len(heads); i < boardColumns; i++ {
		c.Set(i+1, first-1, headLook("left"), "")
	}
	return first
}

// narrow is a section that leaves room for a chart on its right.
func (c *canvas) narrow(title string, heads ...head) int {
	c.Height(c.Next(), gap)
	row := c.Next() + 1
	c.Set(1, row, look.Look{Bold: true, Size: 13, Ink: look.Navy}, title)
	c.Height(row, 22)
	for i, h := range heads {
		c.Set(i+1, row+1, headLook(h.align), h.text)
	}
	c.Height(row+1, 20)
	return row + 2
}

func headLook(align string) look.Look {
	return look.Look{Fill: look.Navy, Ink: look.White, Bold: true, Align: align}
}

// barColors go with the buckets: from not due to very late.
var barColors = []string{"70AD47", "BF9000", "ED7D31", "C55A11", "C00000"}

func (c *canvas) aged(b *indicators.Board) (first int) {
	first = c.narrow("Balance âgée (euros TTC, par jours de retard)", left("Tranche"), center("Factures"), right("Montant"), center("Part"))
	total := first + len(b.Aged)
	for i, s := range b.Aged {
		row, part := first+i, portion(s.Amount, b.Open)
		c.Set(1, row, look.Of(cell.Text, cell.Given, ""), s.Label)
		c.Set(2, row, look.Of(cell.Count, cell.Computed, ""), s.Count, fmt.Sprintf(`COUNTIFS(Fac_Tranche,A%d,Fac_Devise,"EUR")`, row))
		c.Set(3, row, look.Of(cell.Euros, cell.Computed, ""), columns.Euro(s.Amount), fmt.Sprintf(`ROUND(SUMIFS(Fac_Reste,Fac_Tranche,A%d,Fac_Devise,"EUR"),2)`, row))
		c.Set(4, row, look.Of(cell.Share, cell.Computed, ""), part, fmt.Sprintf("IF(C%d=0,0,ROUND(C%d/C%d,4))", total, row, total))
		c.Height(row, 19)
	}
	c.agedTotal(b, first, total)
	c.agedChart(b, first, total)
	return first
}

// agedChart says in words what its bars show.
func (c *canvas) agedChart(b *indicators.Board, first, total int) {
	said := make([]string, len(b.Aged))
	for i, s := range b.Aged {
		said[i] = s.Label + " " + s.Amount.Format("EUR")
	}
	c.Chart(chart.Chart{
		Title: agedTitle, Alt: "Barres de la balance âgée : " + strings.Join(said, ", ") + ".", Horizontal: true,
		Categories: c.Range(1, first, total-1, ""),
		Bars:       []chart.Series{{Name: "Montant", Values: c.Range(3, first, total-1, look.FormatWhole), Ink: look.Navy, Inks: barColors}},
	}, 5, first-1, boardColumns, total)
}

func (c *canvas) agedTotal(b *indicators.Board, first, total int) {
	bold := func(as cell.Kind, use cell.Usage) look.Look {
		l := look.Of(as, use, "")
		l.Bold = true
		return l
	}
	all, whole := 0, cell.Ratio(0)
	for _, s := range b.Aged {
		all += s.Count
	}
	if b.Open > 0 {
		whole = 10_000
	}
	c.Set(1, total, bold(cell.Text, cell.Given), "Total")
	c.Set(2, total, bold(cell.Count, cell.Computed), all, fmt.Sprintf("SUM(B%d:B%d)", first, total-1))
	c.Set(3, total, bold(cell.Euros, cell.Computed), columns.Euro(b.Open), fmt.Sprintf("ROUND(SUM(C%d:C%d),2)", first, total-1))
	c.Set(4, total, bold(cell.Share, cell.Computed), whole, fmt.Sprintf("IF(C%d=0,0,1)", total))
	for _, extra := range []struct {
		label  string
		amount money.Amount
	}{{"Règlements et avoirs à affecter", b.OnAccount}, {"Trop-perçus sur factures", b.Overpaid}} {
		if extra.amount == 0 {
			continue
		}
		row := c.Next()
		c.Set(1, row, look.Look{Ink: look.Muted}, extra.label)
		c.Set(3, row, look.Look{Format: look.FormatMoney(""), Ink: look.Muted, Align: "right"}, columns.Euro(-extra.amount))
		c.Set(4, row, look.Look{Ink: look.Muted}, "non déduits ci-dessus")
	}
	if b.Foreign > 0 {
		c.Set(1, c.Next(), look.Look{Ink: look.Muted}, quantity(b.Foreign, "facture en devise étrangère n'est pas comptée ici.", "factures en devises étrangères ne sont pas comptées ici."))
	}
}

func (c *canvas) debtors(b *indicators.Board) {
	first := c.section("Dix premiers débiteurs, par montant échu",
		left("Code"), left("Client"), right("Échu"), right("Encours"), center("Part de l'encours"), center("Retard max (j)"), center("Encours, 12 mois"))
	for i, d := range b.Debtors {
		row := first + i
		here := strings.NewReplacer("{code}", fmt.Sprintf("A%d", row))
		open, overdue := columns.Owed(d.Client.Code)
		c.Set(1, row, look.Of(cell.Text, cell.Given, ""), d.Client.Code)
		c.Set(2, row, look.Of(cell.Long, cell.Given, ""), d.Client.FullName())
		c.Set(3, row, look.Of(cell.Euros, cell.Computed, ""), columns.Euro(d.Overdue), here.Replace(overdue))
		c.Set(4, row, look.Of(cell.Euros, cell.Computed, ""), columns.Euro(d.Open), here.Replace(open))
		c.Set(5, row, look.Of(cell.Share, cell.Computed, ""), portion(d.Open, b.Open), fmt.Sprintf("IF($A$%d=0,0,ROUND(D%d/$A$%d,4))", tilesRow+1, row, tilesRow+1))
		c.Set(6, row, look.Of(cell.Count, cell.Given, ""), d.Oldest)
		c.Set(7, row, look.Of(cell.Text, cell.Given, ""), "")
		c.Spark(7, row, i+1, len(b.Curves[i]))
		c.Fit(row, 1, d.Client.FullName())
	}
	if len(b.Debtors) == 0 {
		c.Set(1, first, look.Look{Ink: look.Muted}, "Aucun client ne doit rien.")
	}
}

// Curves are the values of the small lines of the dashboard, one a row.
func Curves(b *indicators.Board) (rows [][]cell.Sum) {
	for _, curve := range b.Curves {
		row := make([]cell.Sum, len(curve))
		for i, v := range curve {
			row[i] = columns.Euro(v)
		}
		rows = append(rows, row)
	}
	return rows
}

// manyLines is how many tasks, then alerts, the dashboard shows.
const manyLines = 30

func (c *canvas) tasks(p *figures.Picture, b *indicators.Board) {
	first := c.section("Tâches du jour et des sept jours à venir", center("Pour le"), left("Client"), left("À faire"))
	for i, t := range b.Tasks[:min(manyLines, len(b.Tasks))] {
		c.Set(1, first+i, look.Of(cell.Day, cell.Given, ""), t.Date)
		label := columns.French(figures.Plain(t.Label))
		if t.Approves != "" {
			label += " ; à décider dans la feuille « " + columns.Approvals + " »"
		}
		c.sentence(first+i, t.Client, label)
	}
	c.more(len(b.Tasks), "Aucune tâche.", "relance agenda")
}

func (c *canvas) alerts(p *figures.Picture) {
	first := c.section("Alertes", left("Nature"), left("Client"), left("Ce qu'il faut regarder"))
	list := p.Agenda.Alerts
	for i, t := range list[:min(manyLines, len(list))] {
		c.Set(1, first+i, look.Of(cell.Text, cell.Given, ""), columns.Alerts.Text(t.Code))
		c.sentence(first+i, t.Client, columns.French(t.Label))
	}
	c.more(len(list), "Aucune alerte.", "relance agenda")
}

// sentence writes a client and a text across the last five columns.
func (c *canvas) sentence(row int, client *kit.Client, label string) {
	name := ""
	if client != nil {
		name = client.FullName()
	}
	c.Set(2, row, look.Of(cell.Long, cell.Given, ""), name)
	for column := 3; column <= boardColumns; column++ {
		c.Set(column, row, look.Of(cell.Long, cell.Given, ""), "")
	}
	c.Set(3, row, look.Of(cell.Long, cell.Given, ""), cell.Capital(label))
	c.Join(row, 3, boardColumns)
	c.Fit(row, 5, label)
	c.Fit(row, 1, name)
}

func (c *canvas) more(n int, none, where string) {
	switch {
	case n == 0:
		c.Set(1, c.Next(), look.Look{Ink: look.Muted}, none)
	case n > manyLines:
		c.Set(1, c.Next(), look.Look{Ink: look.Muted}, fmt.Sprintf("… et %d autres : voir « %s ».", n-manyLines, where))
	}
}

// countBack shows how the DSO is computed; it returns the row of its total.
func (c *canvas) countBack(b *indicators.Board) (total int) {
	first := c.section("Calcul du DSO : combien de jours de ventes TTC couvrent l'encours",
		left("Mois"), center("Jours"), right("Ventes TTC"), right("Reste à couvrir"), center("Jours retenus"))
	total = first + len(b.Months)
	for i, m := range b.Months {
		row := first + i
		left := fmt.Sprintf("A%d", tilesRow+1)
		if i > 0 {
			left = fmt.Sprintf("MAX(0,ROUND(D%d-C%d,2))", row-1, row-1)
		}
		c.Set(1, row, monthLook(), m.First)
		c.Set(2, row, look.Of(cell.Count, cell.Given, ""), m.Days)
		c.Set(3, row, look.Of(cell.Euros, cell.Computed, ""), columns.Euro(m.Sales), salesFormula(row))
		c.Set(4, row, look.Of(cell.Euros, cell.Computed, ""), columns.Euro(m.Left), left)
		c.Set(5, row, look.Of(cell.Count, cell.Computed, ""), m.Used, fmt.Sprintf("IF(D%d<=0,0,IF(C%d<D%d,B%d,ROUND(D%d*B%d/C%d,0)))", row, row, row, row, row, row, row))
	}
	c.Set(1, total, look.Of(cell.Text, cell.Given, ""), "DSO")
	c.Set(5, total, look.Of(cell.Count, cell.Computed, ""), b.DSO, fmt.Sprintf("SUM(E%d:E%d)", first, total-1))
	c.Set(1, c.Next(), look.Look{Ink: look.Muted}, "Méthode par épuisement, sur les ventes de ce dossier : des ventes absentes du dossier allongent le DSO.")
	return total
}

// salesFormula adds up the invoices of the month in column A, less credit notes.
func salesFormula(row int) string {
	of := func(name string) string {
		return fmt.Sprintf(`SUMIFS(%s,Fac_Date,">="&A%d,Fac_Date,"<"&A%d+B%d,Fac_Devise,"EUR",Fac_Etat,"<>Annulée")`, name, row, row, row)
	}
	return "ROUND(" + of("Fac_TTC") + "-" + of("Fac_Avoirs") + ",2)"
}

// chain prints the journal's head, so that a printed tracker dates the journal.
func (c *canvas) chain(a *agenda.Agenda) {
	if a.Kit.Journal == nil {
		return
	}
	c.Set(1, c.Next()+1, look.Look{Ink: look.Muted, Size: 9}, fmt.Sprintf("Journal : %s ; empreinte %s",
		quantity(len(a.Kit.Journal.Entries), "ligne", "lignes"), a.Kit.Journal.Head))
}
