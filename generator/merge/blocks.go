package merge

import (
	"fmt"
	"slices"
	"strings"

	"relance/generator/agenda"
	"relance/generator/claim"
	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/generator/kit"
	"relance/generator/merge/model"
	"relance/generator/money"
)

// blockFuncs are the functions that return blocks. They return a slice: none at
// all is a line that disappears.
func (f *filler) blockFuncs() map[string]any {
	return map[string]any{
		"tableau":         f.table,
		"case":            func(s string) any { return []document.Block{document.Box{Text: plainSpans(typography.French(s))}} },
		"zone":            zone,
		"signature":       func() any { return f.signature() },
		"mentions":        func() any { return f.mentions() },
		"bloc_totaux":     func() any { return []document.Block{f.totals()} },
		"saut_de_page":    func() any { return []document.Block{document.PageBreak{}} },
		model.BankDetails: func() any { return f.bankDetails() },
	}
}

func plainSpans(s string) []document.Span { return []document.Span{{Text: s}} }

func zone(label string, count ...int) any {
	n := 1
	if len(count) > 0 {
		n = min(max(count[0], 1), 20)
	}
	return []document.Block{document.Lines{Label: typography.French(label), Count: n}}
}

func (f *filler) mentions() any {
	paragraphs := f.agentMentions()
	if len(paragraphs) == 0 {
		return []document.Block{}
	}
	return []document.Block{document.Mentions{Paragraphs: paragraphs}}
}

func (f *filler) signature() any {
	s := f.agenda.Kit.Creditor.Signatory
	block := document.Signature{Closing: f.closing(), Name: s.Name, Role: s.Role, Image: f.image(s.Image)}
	switch {
	case f.isAgent():
		block.Name, block.Role, block.Image = f.agenda.Kit.Secretariat.Name, "agissant pour le compte du créancier "+f.agenda.Kit.Creditor.Name, nil
	case s.Name == "":
		block.Name = f.agenda.Kit.Creditor.Name
	}
	if f.comm.Channel == kit.InHouse || f.comm.Channel == kit.ByCall {
		block.Closing = ""
	}
	return []document.Block{block}
}

// account is where the money goes: the agent's own account when its mandate lets
// it collect, else the creditor's.
func (f *filler) account() *kit.Bank {
	if m := f.agenda.Kit.Mandate; f.isAgent() && m != nil && m.Collect == kit.Yes && m.Account != nil {
		return m.Account
	}
	return f.agenda.Kit.Creditor.Bank
}

// bankDetails are the accounts to pay. An assigned invoice is paid to the factor:
// our own IBAN must not stand beside its number.
func (f *filler) bankDetails() any {
	var ours []string
	theirs := map[kit.Assignment][]string{}
	var order []kit.Assignment
	for _, cl := range f.comm.Asked() {
		a := cl.Invoice.Assigned
		if a == nil || a.Since > f.day() {
			ours = append(ours, cl.Invoice.Number)
			continue
		}
		if theirs[*a] == nil {
			order = append(order, *a)
		}
		theirs[*a] = append(theirs[*a], cl.Invoice.Number)
	}
	var out []document.Block
	if len(ours) > 0 {
		b := f.account()
		if b == nil {
			return nil
		}
		out = append(out, document.BankDetails{Holder: b.Holder, IBAN: b.IBAN.String(), BIC: b.BIC, Bank: b.Name, Reference: f.toRecall(ours)})
	}
	for _, a := range order {
		out = append(out, document.BankDetails{Holder: a.Factor, IBAN: a.IBAN.String(), Reference: f.toRecall(theirs[a])})
	}
	return out
}

// toRecall is what the client writes on its transfer.
func (f *filler) toRecall(numbers []string) string {
	if len(numbers) > 3 {
		return f.comm.Client.Code + " – " + f.reference()
	}
	return f.comm.Client.Code + " – " + strings.Join(numbers, ", ")
}

// totals is the account of what the document asks for; the last line is the sum.
func (f *filler) totals() document.Totals {
	c := f.comm
	principal, interest, compensation := c.Total()
	count := 0
	for _, cl := range c.Asked() {
		if cl.Compensation > 0 {
			count++
		}
	}
	lines := []document.TotalLine{{Label: "Principal", Amount: f.amount(principal)}}
	if c.OnAccount > 0 {
		lines = append(lines, document.TotalLine{Label: "Sommes reçues à affecter", Amount: f.amount(-c.OnAccount)})
	}
	if interest > 0 {
		lines = append(lines, document.TotalLine{Label: interestNames[c.Client.Kind], Amount: f.amount(interest)})
	}
	if compensation > 0 {
		label := fmt.Sprintf("Indemnité forfaitaire (%s)", plural(count, "facture"))
		lines = append(lines, document.TotalLine{Label: label, Amount: f.amount(compensation)})
	}
	sum := principal - c.OnAccount + interest + compensation
	return document.Totals{Lines: append(lines, document.TotalLine{Label: "Total à payer", Amount: f.amount(sum), Strong: true})}
}

// interestNames are what each law calls late-payment interest.
var interestNames = map[kit.Kind]string{
	kit.Company: "Pénalités de retard", kit.Public: "Intérêts moratoires", kit.Consumer: "Intérêts au taux légal",
}

func (f *filler) amount(a money.Amount) string { return a.Format(f.comm.Currency) }

// table is {{tableau "…"}}.
func (f *filler) table(name string) any {
	var t document.Table
	switch name {
	case "factures":
		t = f.invoiceTable(f.comm.Asked())
	case "autres_factures_echues":
		t = f.invoiceTable(f.comm.With(agenda.Absorbed))
	case "a_echoir":
		t = f.invoiceTable(f.comm.With(agenda.NextDue))
	case "en_litige":
		t = f.invoiceTable(f.disputed())
	case "penalites":
		t = f.interestTable()
	case "chronologie":
		t = f.chronology()
	case "echeancier":
		t = f.instalmentTable()
	case "pieces":
		t = f.pieceTable()
	}
	if len(t.Rows) == 0 {
		return []document.Block{}
	}
	return []document.Block{t}
}

// A column of a table: its title, its side, its cell for a row and the foot.
type column[R any] struct {
	title string
	align document.Align
	cell  func(R) string
	total string
}

func tableOf[R any](columns []column[R], rows []R) document.Table {
	var t document.Table
	hasTotal := slices.ContainsFunc(columns, func(c column[R]) bool { return c.total != "" })
	for _, c := range columns {
		t.Align = append(t.Align, c.align)
		t.Header = append(t.Header, plainSpans(c.title))
		if hasTotal {
			t.Total = append(t.Total, plainSpans(c.total))
		}
	}
	for _, r := range rows {
		var cells [][]document.Span
		for _, c := range columns {
			cells = append(cells, plainSpans(c.cell(r)))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// invoiceTable lists invoices; a column that would be empty is left out. An
// e-mail shows the first ones only, its total being that of all.
func (f *filler) invoiceTable(claims []claim.Claim) document.Table {
	claims = byDue(claims)
	sum := func(of func(claim.Claim) money.Amount) (total money.Amount) {
		for _, cl := range claims {
			total += of(cl)
		}
		return total
	}
	columns := []column[claim.Claim]{
		{"Facture", document.Left, func(c claim.Claim) string { return c.Invoice.Number }, ""},
		{"Date", document.Left, func(c claim.Claim) string { return c.Invoice.Issued.Short() }, ""},
		{"Échéance", document.Left, func(c claim.Claim) string { return c.Invoice.Due.Short() }, ""},
		{"Montant TTC", document.Right, func(c claim.Claim) string { return f.amount(c.Invoice.Total) }, ""},
	}
	for _, extra := range []struct {
		title string
		of    func(claim.Claim) money.Amount
	}{
		{"Avoirs", func(c claim.Claim) money.Amount { return c.Credits }},
		{"Réglé", func(c claim.Claim) money.Amount { return c.Paid }},
		{"Contesté", func(c claim.Claim) money.Amount { return c.Disputed }},
	} {
		if sum(extra.of) != 0 {
			columns = append(columns, column[claim.Claim]{extra.title, document.Right, func(c claim.Claim) string {
				if extra.of(c) == 0 {
					return ""
				}
				return f.amount(extra.of(c))
			}, ""})
		}
	}
	left := column[claim.Claim]{"Reste dû", document.Right, func(c claim.Claim) string { return f.amount(c.Claimable()) }, ""}
	late := column[claim.Claim]{"Retard", document.Right, func(c claim.Claim) string { return fmt.Sprint(plural(c.DaysLate(), "jour")) }, ""}
	if len(claims) > 1 {
		left.total, columns[0].total = f.amount(sum(claim.Claim.Claimable)), "Total"
	}
	columns = append(columns, left)
	if slices.ContainsFunc(claims, func(c claim.Claim) bool { return c.DaysLate() > 0 }) {
		columns = append(columns, late)
	}
	shown := claims
	most := f.agenda.Kit.OptionsOf(f.comm.Client, f.comm.Plan).EmailLines
	if f.comm.Channel == kit.ByEmail && most > 0 && len(claims) > most+1 {
		shown = claims[:most]
	}
	t := tableOf(columns, shown)
	if n := len(claims) - len(shown); n > 0 {
		rest := make([][]document.Span, len(columns))
		for i := range rest {
			rest[i] = plainSpans("")
		}
		rest[0] = plainSpans(fmt.Sprintf("et %d autres", n))
		t.Rows = append(t.Rows, rest)
	}
	return t
}

// interestTable shows each line of interest, so that the client can redo the sum.
func (f *filler) interestTable() document.Table {
	type row struct {
		invoice string
		claim.Line
	}
	var rows []row
	var sum money.Amount
	if agenda.DemandsInterest(f.comm.Stage) {
		for _, cl := range f.comm.Asked() {
			for _, l := range cl.Lines {
				rows = append(rows, row{cl.Invoice.Number, l})
				sum += l.Amount
			}
		}
	}
	t := tableOf([]column[row]{
		{"Facture", document.Left, func(r row) string { return r.invoice }, "Total"},
		{"Du", document.Left, func(r row) string { return r.From.Short() }, ""},
		{"Au", document.Left, func(r row) string { return r.To.Short() }, ""},
		{"Jours", document.Right, func(r row) string { return fmt.Sprint(r.Days) }, ""},
		{"Base", document.Right, func(r row) string { return f.amount(r.Base) }, ""},
		{"Taux", document.Right, func(r row) string { return r.Rate.String() }, ""},
		{"Intérêts", document.Right, func(r row) string { return f.amount(r.Amount) }, f.amount(sum)},
	}, rows)
	t.Caption = "Calcul des intérêts, jour par jour sur 365 jours"
	return t
}

// chronology lists the contacts. What was said stays in internal documents.
func (f *filler) chronology() document.Table {
	rows := f.contacts()
	columns := []column[contact]{
		{"Date", document.Left, func(c contact) string { return c.date.Short() }, ""},
		{"Moyen", document.Left, func(c contact) string { return c.channel }, ""},
		{"Objet", document.Left, func(c contact) string { return c.label }, ""},
	}
	if f.comm.Channel == kit.ByCall || f.comm.Channel == kit.InHouse {
		columns = append(columns,
			column[contact]{"Interlocuteur", document.Left, func(c contact) string { return c.person }, ""},
			column[contact]{"Contenu", document.Left, func(c contact) string { return c.result }, ""})
	}
	if f.comm.Channel == kit.ByCall && len(rows) > 5 {
		rows = rows[len(rows)-5:]
	}
	return tableOf(columns, rows)
}

// instalmentTable is the agreement that covers the invoices.
func (f *filler) instalmentTable() document.Table {
	type row struct {
		rank int
		kit.Instalment
		left money.Amount
	}
	var rows []row
	for _, p := range f.comm.Client.Instalments {
		if !slices.Contains(p.Invoices, f.comm.Driver().Claim.Invoice.Number) {
			continue
		}
		var left money.Amount
		for _, i := range p.Instalments {
			left += i.Amount
		}
		for n, i := range p.Instalments {
			left -= i.Amount
			rows = append(rows, row{n + 1, i, left})
		}
	}
	return tableOf([]column[row]{
		{"Rang", document.Right, func(r row) string { return fmt.Sprint(r.rank) }, ""},
		{"Date", document.Left, func(r row) string { return r.Date.Short() }, ""},
		{"Montant", document.Right, func(r row) string { return f.amount(r.Amount) }, ""},
		{"Reste", document.Right, func(r row) string { return f.amount(r.left) }, ""},
	}, rows)
}

func (f *filler) pieceTable() document.Table {
	return tableOf([]column[piece]{
		{"Pièce", document.Left, func(p piece) string { return p.label }, ""},
		{"Au dossier", document.Left, func(p piece) string {
			if p.present {
				return "oui"
			}
			return "à joindre"
		}, ""},
	}, f.checks())
}
