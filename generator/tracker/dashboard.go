package tracker

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"relance/generator/agenda"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

const (
	dashboardName = "Tableau de bord"
	boardColumns  = 7
	boardWidth    = 20 // characters of each column
	tilesRow      = 4  // labels; values and notes below
	dayCell       = "$B$2"
	paidCell      = "$G$2"
)

// A canvas is the dashboard while it is laid out: rows of seven cells, written
// once it is whole, since the tiles at its top point to tables at its bottom.
type canvas struct {
	book    *book
	rows    [][]any
	heights map[int]float64
	merged  [][2]string
}

// set writes a cell; a formula may stand before its value.
func (c *canvas) set(column, row int, l look, v any, formula ...string) {
	for len(c.rows) < row {
		c.rows = append(c.rows, make([]any, boardColumns))
	}
	c.rows[row-1][column-1] = excelize.Cell{StyleID: c.book.style(l), Formula: strings.Join(formula, ""), Value: value(v)}
}

// next is the number of the first row not yet used.
func (c *canvas) next() int { return len(c.rows) + 1 }

func (b *book) dashboard(p *picture) {
	c := &canvas{book: b, heights: map[int]float64{}}
	c.title(p.agenda)
	c.set(1, tilesRow+2, look{}, "")
	aged := c.aged(&p.board)
	c.debtors(p)
	c.tasks(p)
	c.alerts(p)
	dso := c.countBack(&p.board)
	c.tiles(&p.board, aged, dso)
	c.chain(p.agenda)
	b.paint(c)
}

// paint writes the canvas and names its two days.
func (b *book) paint(c *canvas) {
	w := b.open(dashboardName, navy, place(boardColumns, len(c.rows)))
	if b.err != nil {
		return
	}
	b.try(w.SetColWidth(1, boardColumns, boardWidth))
	no := false
	b.try(b.file.SetSheetView(dashboardName, 0, &excelize.ViewOptions{ShowGridLines: &no}))
	b.try(w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}))
	for i, row := range c.rows {
		b.try(w.SetRow(place(1, i+1), row, excelize.RowOpts{Height: c.heights[i+1]}))
	}
	for _, m := range c.merged {
		b.try(w.MergeCell(m[0], m[1]))
	}
	b.entry(dashboardName, strings.ReplaceAll(paidCell, "$", ""), day, "", "Encaissements", "dernier jour dont tous les encaissements sont saisis")
	b.try(w.Flush())
	b.name("Arrete_au", quote(dashboardName)+"!"+dayCell)
	b.name("Encaissements_au", quote(dashboardName)+"!"+paidCell)
}

func (c *canvas) title(a *agenda.Agenda) {
	name := "Suivi des relances"
	if c.book.creditor != "" {
		name += " — " + c.book.creditor
	}
	c.set(1, 1, look{bold: true, size: 18, ink: navy}, name)
	c.set(1, 2, look{bold: true}, "Chiffres au")
	c.set(2, 2, look{format: formatDay, bold: true, fill: grey, rule: true, align: "center"}, a.Date)
	c.set(3, 2, look{ink: muted}, "Tous les calculs valent à cette date.")
	c.set(6, 2, look{bold: true, align: "right"}, "Encaissements saisis jusqu'au ")
	c.set(7, 2, look{format: formatDay, fill: cream, rule: true, align: "center"}, a.Kit.PaidUntil)
	c.heights[1], c.heights[2] = 30, 21
}

// tiles are the seven figures to know first. aged is the row of the first bucket,
// dso that of the total of days.
func (c *canvas) tiles(b *board, aged, dso int) {
	total, last := aged+len(buckets), aged+len(buckets)-1
	method := "épuisement des ventes TTC"
	if b.uncovered {
		method = "au moins, sur 12 mois de ventes"
	}
	open, late := 0, 0
	for i, s := range b.aged {
		open += s.count
		if i > 0 {
			late += s.count
		}
	}
	euro := formatMoney("")
	for i, t := range []struct {
		label, format string
		v             any
		formula, note string
	}{
		{"Encours", euro, sum{b.open, ""}, fmt.Sprintf("C%d", total), quantity(open, "facture ouverte", "factures ouvertes")},
		{"Échu", euro, sum{b.overdue, ""}, fmt.Sprintf("ROUND(C%d-C%d,2)", total, aged), quantity(late, "facture en retard", "factures en retard")},
		{"Part échue", formatShare, portion(b.overdue, b.open), fmt.Sprintf("IF(A%d=0,0,ROUND(B%d/A%d,4))", tilesRow+1, tilesRow+1, tilesRow+1), "échu ÷ encours"},
		{"DSO", `0" j"`, b.dso, fmt.Sprintf("E%d", dso), method},
		{"91 j et plus", euro, sum{b.aged[len(b.aged)-1].amount, ""}, fmt.Sprintf("C%d", last), quantity(b.aged[len(b.aged)-1].count, "facture", "factures")},
		{"Promesses à 7 jours", euro, sum{b.promised, ""}, "", quantity(b.promises, "promesse attendue", "promesses attendues")},
		{"Litiges", euro, sum{b.disputed, ""}, `ROUND(SUMIFS(Fac_Conteste,Fac_Devise,"EUR"),2)`, quantity(b.contested, "facture contestée", "factures contestées")},
	} {
		c.set(i+1, tilesRow, look{gap: true, fill: sky, ink: muted, align: "center", bold: true, size: 10}, t.label)
		c.set(i+1, tilesRow+1, look{gap: true, format: t.format, fill: sky, ink: navy, align: "center", bold: true, size: 16}, t.v, t.formula)
		c.set(i+1, tilesRow+2, look{gap: true, fill: sky, ink: muted, align: "center", size: 9}, t.note)
	}
	c.heights[tilesRow], c.heights[tilesRow+1], c.heights[tilesRow+2] = 22, 30, 20
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
func portion(part, whole money.Amount) ratio {
	if whole == 0 {
		return 0
	}
	return ratio(part.MulDiv(10_000, int64(whole)))
}

// A head is a header of the dashboard and how the cells below are aligned.
type head struct{ text, align string }

func left(s string) head   { return head{s, "left"} }
func center(s string) head { return head{s, "center"} }
func right(s string) head  { return head{s, "right"} }

// section writes a title and a header row, and returns the row that follows.
func (c *canvas) section(title string, heads ...head) int {
	row := c.next() + 1
	c.set(1, row, look{bold: true, size: 13, ink: navy}, title)
	c.heights[row] = 22
	for i := range boardColumns {
		h := head{"", "left"}
		if i < len(heads) {
			h = heads[i]
		}
		c.set(i+1, row+1, look{fill: navy, ink: white, bold: true, align: h.align}, h.text)
	}
	c.heights[row+1] = 20
	return row + 2
}

// barColors go with the buckets: from not due to very late.
var barColors = []string{"70AD47", "BF9000", "ED7D31", "C55A11", "C00000"}

const barLength = 40 // blocks of a whole balance

func (c *canvas) aged(b *board) (first int) {
	first = c.section("Balance âgée (euros TTC, par jours de retard)", left("Tranche"), center("Factures"), right("Montant"), right("Part"), left("Répartition"))
	total := first + len(b.aged)
	for i, s := range b.aged {
		row, part := first+i, portion(s.amount, b.open)
		c.set(1, row, lookOf(text, given, ""), s.label)
		c.set(2, row, lookOf(count, computed, ""), s.count, fmt.Sprintf(`COUNTIFS(Fac_Tranche,A%d,Fac_Devise,"EUR")`, row))
		c.set(3, row, lookOf(euros, computed, ""), sum{s.amount, ""}, fmt.Sprintf(`ROUND(SUMIFS(Fac_Reste,Fac_Tranche,A%d,Fac_Devise,"EUR"),2)`, row))
		c.set(4, row, lookOf(share, computed, ""), part, fmt.Sprintf("IF(C%d=0,0,ROUND(C%d/C%d,4))", total, row, total))
		// Blocks of text: bars that every program draws, prints and reads aloud.
		// Arial has the block, Calibri does not.
		bar := strings.Repeat("█", int(money.Amount(part).MulDiv(barLength, 10_000)))
		c.set(5, row, look{format: formatFormula, font: "Arial", size: 8, ink: barColors[i]}, bar, fmt.Sprintf(`REPT("█",ROUND(D%d*%d,0))`, row, barLength))
	}
	c.agedTotal(b, first, total)
	return first
}

func (c *canvas) agedTotal(b *board, first, total int) {
	bold := func(as kind, use usage) look {
		l := lookOf(as, use, "")
		l.bold = true
		return l
	}
	all, whole := 0, ratio(0)
	for _, s := range b.aged {
		all += s.count
	}
	if b.open > 0 {
		whole = 10_000
	}
	c.set(1, total, bold(text, given), "Total")
	c.set(2, total, bold(count, computed), all, fmt.Sprintf("SUM(B%d:B%d)", first, total-1))
	c.set(3, total, bold(euros, computed), sum{b.open, ""}, fmt.Sprintf("ROUND(SUM(C%d:C%d),2)", first, total-1))
	c.set(4, total, bold(share, computed), whole, fmt.Sprintf("IF(C%d=0,0,1)", total))
	for _, extra := range []struct {
		label  string
		amount money.Amount
	}{{"Règlements et avoirs à affecter", b.onAccount}, {"Trop-perçus sur factures", b.overpaid}} {
		if extra.amount == 0 {
			continue
		}
		row := c.next()
		c.set(1, row, look{ink: muted}, extra.label)
		c.set(3, row, look{format: formatMoney(""), ink: muted, align: "right"}, sum{-extra.amount, ""})
		c.set(4, row, look{ink: muted}, "non déduits ci-dessus")
	}
	if b.foreign > 0 {
		c.set(1, c.next(), look{ink: muted}, quantity(b.foreign, "facture en devise étrangère n'est pas comptée ici.", "factures en devises étrangères ne sont pas comptées ici."))
	}
}

func (c *canvas) debtors(p *picture) {
	first := c.section("Dix premiers débiteurs, par montant échu",
		left("Code"), left("Client"), right("Échu"), right("Encours"), right("Part de l'encours"), center("Retard max (j)"), center("Dernier contact"))
	for i, d := range p.board.debtors {
		row := first + i
		code := fmt.Sprintf("A%d", row)
		with := func(formula string) string {
			return strings.ReplaceAll(exactly(d.ambiguous, formula), "{code}", code)
		}
		c.set(1, row, lookOf(text, given, ""), d.c.Code)
		c.set(2, row, lookOf(long, given, ""), d.c.FullName())
		c.set(3, row, lookOf(euros, computed, ""), sum{d.overdue, ""}, with(overdueFormula))
		c.set(4, row, lookOf(euros, computed, ""), sum{d.open, ""}, with(openFormula))
		c.set(5, row, lookOf(share, computed, ""), portion(d.open, p.board.open), fmt.Sprintf("IF($A$%d=0,0,ROUND(D%d/$A$%d,4))", tilesRow+1, row, tilesRow+1))
		c.set(6, row, lookOf(count, given, ""), d.oldest)
		c.set(7, row, lookOf(day, given, ""), max(d.last[journal.ByEmail], d.last[journal.ByPhone], d.last[journal.ByPost]))
		c.heights[row] = heightOf(linesIn(d.c.FullName(), boardWidth))
	}
	if len(p.board.debtors) == 0 {
		c.set(1, first, look{ink: muted}, "Aucun client ne doit rien.")
	}
}

// manyLines is how many tasks, then alerts, the dashboard shows.
const manyLines = 30

func (c *canvas) tasks(p *picture) {
	first := c.section("Tâches du jour et des sept jours à venir", center("Pour le"), left("Client"), left("À faire"))
	for i, t := range p.board.tasks[:min(manyLines, len(p.board.tasks))] {
		c.set(1, first+i, lookOf(day, given, ""), t.Date)
		c.sentence(first+i, t.Client, t.Label)
	}
	c.more(len(p.board.tasks), "Aucune tâche.", "relance agenda")
}

func (c *canvas) alerts(p *picture) {
	first := c.section("Alertes", left("Nature"), left("Client"), left("Ce qu'il faut regarder"))
	list := p.agenda.Alerts
	for i, t := range list[:min(manyLines, len(list))] {
		c.set(1, first+i, lookOf(text, given, ""), alerts.text(t.Code))
		c.sentence(first+i, t.Client, t.Label)
	}
	c.more(len(list), "Aucune alerte.", "relance agenda")
}

// sentence writes a client and a text across the last five columns.
func (c *canvas) sentence(row int, client *kit.Client, label string) {
	name := ""
	if client != nil {
		name = client.FullName()
	}
	c.set(2, row, lookOf(long, given, ""), name)
	for column := 3; column <= boardColumns; column++ {
		c.set(column, row, lookOf(long, given, ""), "")
	}
	c.set(3, row, lookOf(long, given, ""), capital(label))
	c.merged = append(c.merged, [2]string{place(3, row), place(boardColumns, row)})
	c.heights[row] = heightOf(max(linesIn(label, 5*boardWidth), linesIn(name, boardWidth)))
}

func (c *canvas) more(n int, none, where string) {
	switch {
	case n == 0:
		c.set(1, c.next(), look{ink: muted}, none)
	case n > manyLines:
		c.set(1, c.next(), look{ink: muted}, fmt.Sprintf("… et %d autres : voir « %s ».", n-manyLines, where))
	}
}

// countBack shows how the DSO is computed; it returns the row of its total.
func (c *canvas) countBack(b *board) (total int) {
	first := c.section("Calcul du DSO : combien de jours de ventes TTC couvrent l'encours",
		left("Mois"), center("Jours"), right("Ventes TTC"), right("Reste à couvrir"), center("Jours retenus"))
	total = first + len(b.months)
	for i, m := range b.months {
		row := first + i
		left := fmt.Sprintf("A%d", tilesRow+1)
		if i > 0 {
			left = fmt.Sprintf("MAX(0,ROUND(D%d-C%d,2))", row-1, row-1)
		}
		month := lookOf(day, given, "")
		month.format, month.align = formatMonth, "left"
		c.set(1, row, month, m.first)
		c.set(2, row, lookOf(count, given, ""), m.days)
		c.set(3, row, lookOf(euros, computed, ""), sum{m.sales, ""}, salesFormula(row))
		c.set(4, row, lookOf(euros, computed, ""), sum{m.left, ""}, left)
		c.set(5, row, lookOf(count, computed, ""), m.used, fmt.Sprintf("IF(D%d<=0,0,IF(C%d<D%d,B%d,ROUND(D%d*B%d/C%d,0)))", row, row, row, row, row, row, row))
	}
	c.set(1, total, lookOf(text, given, ""), "DSO")
	c.set(5, total, lookOf(count, computed, ""), b.dso, fmt.Sprintf("SUM(E%d:E%d)", first, total-1))
	c.set(1, c.next(), look{ink: muted}, "Méthode par épuisement, sur les ventes de ce dossier : des ventes absentes du dossier allongent le DSO.")
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
	c.set(1, c.next()+1, look{ink: muted, size: 9}, fmt.Sprintf("Journal : %s ; empreinte %s",
		quantity(len(a.Kit.Journal.Entries), "ligne", "lignes"), a.Kit.Journal.Head))
}
