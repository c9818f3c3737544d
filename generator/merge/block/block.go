// Package block makes the blocks that a template places: tables, totals, bank
// details, signature.
package block

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"relance/generator/agenda"
	"relance/generator/claim"
	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/generator/kit"
	"relance/generator/merge/account"
	"relance/generator/merge/language"
	"relance/generator/merge/matter"
	"relance/generator/merge/model"
	"relance/generator/merge/request"
	"relance/generator/money"
)

// A writer writes the blocks of one matter.
type writer struct{ *matter.Matter }

// Funcs are the functions of the language that return blocks. They return a slice:
// none at all is a line that disappears.
func Funcs(m *matter.Matter) map[string]any {
	w := writer{m}
	return map[string]any{
		"tableau":            w.table,
		"case":               w.box,
		"zone":               zone,
		"signature":          func() any { return w.signature() },
		"mentions":           func() any { return w.mentions() },
		"bloc_totaux":        func() any { return []document.Block{w.totals()} },
		"saut_de_page":       func() any { return []document.Block{document.PageBreak{}} },
		language.BankDetails: func() any { return w.bankDetails() },
	}
}

// Blanks are the same functions for a text that nobody will read: as many blocks,
// with nothing in them. Only the bank details may be missing.
func Blanks(m *matter.Matter) map[string]any {
	blank := func() any { return []document.Block{} }
	w := writer{m}
	return map[string]any{
		"tableau":            func(string) any { return blank() },
		"case":               func(string, ...any) any { return blank() },
		"zone":               func(string, ...int) any { return blank() },
		"signature":          blank,
		"mentions":           blank,
		"bloc_totaux":        blank,
		"saut_de_page":       blank,
		language.BankDetails: func() any { return w.bankDetails() },
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

func (w writer) mentions() any {
	paragraphs := w.AgentMentions()
	if len(paragraphs) == 0 {
		return []document.Block{}
	}
	return []document.Block{document.Mentions{Paragraphs: paragraphs}}
}

func (w writer) signature() any {
	s := w.Agenda.Kit.Creditor.Signatory
	if w.IsAgent() {
		s = w.Agenda.Kit.Secretariat.Signatory
	}
	block := document.Signature{Closing: w.Closing(), Name: s.Name, Role: s.Role, Image: w.Image(s.Image)}
	switch {
	case w.IsAgent() && w.Head.Nature == kit.Internal: // it writes to its creditor
		block.Name, block.Role = cmp.Or(s.Name, w.Agenda.Kit.Secretariat.Name), s.Role
	case w.IsAgent():
		house, duty := w.Agenda.Kit.Secretariat.Name, "agissant pour le compte du créancier "+w.Agenda.Kit.Creditor.Name
		if s.Name == "" {
			block.Name, block.Role = house, duty
			break
		}
		block.Role = strings.TrimPrefix(s.Role+", "+house+", "+duty, ", ")
	case s.Name == "":
		block.Name = w.Agenda.Kit.Creditor.Name
	}
	if w.Comm.Channel == kit.InHouse || w.Comm.Channel == kit.ByCall {
		block.Closing = ""
	}
	return []document.Block{block}
}

// bankDetails are the accounts to pay. An assigned invoice is paid to the factor:
// our own IBAN must not stand beside its number.
func (w writer) bankDetails() any {
	var ours []string
	theirs := map[kit.Assignment][]string{}
	var order []kit.Assignment
	for _, cl := range w.Comm.Asked() {
		a := cl.Invoice.Assigned
		if a == nil || a.Since > w.Day() {
			ours = append(ours, cl.Invoice.Number)
			continue
		}
		if theirs[*a] == nil {
			order = append(order, *a)
		}
		theirs[*a] = append(theirs[*a], cl.Invoice.Number)
	}
	var out []document.Block
	if len(ours) > 0 || len(order) == 0 {
		b := w.Account()
		if b == nil {
			return nil
		}
		out = append(out, document.BankDetails{Holder: b.Holder, IBAN: b.IBAN.String(), BIC: b.BIC, Bank: b.Name, Reference: w.toRecall(ours)})
		out = append(out, w.payLink()...)
	}
	for _, a := range order {
		if w.Head.To != model.Trustee {
			out = append(out, document.Paragraph{Text: plainSpans(typography.French(assigned(theirs[a], a))), Keep: true})
		}
		out = append(out, document.BankDetails{Holder: a.Factor, IBAN: a.IBAN.String(), Reference: w.toRecall(theirs[a])})
	}
	return out
}

// payLink is the page where the creditor is paid on line, as the client reads it; its
// money does not go to an agent who collects.
func (w writer) payLink() []document.Block {
	c := w.Agenda.Kit.Creditor
	if c.PayLink == "" || w.Account() != c.Bank || w.Head.To == model.Trustee || w.Head.Nature == kit.Handover {
		return nil
	}
	return []document.Block{document.Paragraph{Text: plainSpans(typography.French("Règlement en ligne : ") + c.PayLink)}}
}

// assigned tells a client, warned elsewhere against changed accounts, why this one is
// another's (C. mon. fin. L313-28: told, it is only freed by paying the assignee).
func assigned(numbers []string, a kit.Assignment) string {
	subject, verb := "La facture ", " a été cédée le "
	if len(numbers) > 1 {
		subject, verb = "Les factures ", " ont été cédées le "
	}
	return subject + language.Enumeration(numbers, len(numbers)) + verb + a.Since.String() + " à " + a.Factor +
		" : seul un règlement sur le compte ci-dessous est libératoire."
}

// toRecall is what the client writes on its transfer.
func (w writer) toRecall(numbers []string) string {
	switch {
	case len(numbers) == 0:
		return w.Comm.Client.Code
	case len(numbers) > 3:
		return w.Comm.Client.Code + " – " + w.Reference()
	}
	return w.Comm.Client.Code + " – " + strings.Join(numbers, ", ")
}

// totals is the account of what the document asks for; the last line is the sum.
func (w writer) totals() document.Totals {
	c := w.Comm
	principal, interest, compensation := c.Total()
	count := 0
	for _, cl := range c.Asked() {
		if cl.Compensation > 0 {
			count++
		}
	}
	lines := []document.TotalLine{{Label: "Principal", Amount: w.amount(principal)}}
	if c.OnAccount > 0 {
		lines = append(lines, document.TotalLine{Label: "Sommes reçues à affecter", Amount: w.amount(-c.OnAccount)})
	}
	if interest > 0 {
		lines = append(lines, document.TotalLine{Label: interestNames[c.Client.Kind], Amount: w.amount(interest)})
	}
	if compensation > 0 {
		label := "Indemnité forfaitaire"
		if count > 1 {
			label = fmt.Sprintf("Indemnités forfaitaires (%s)", language.Plural(count, "facture"))
		}
		lines = append(lines, document.TotalLine{Label: label, Amount: w.amount(compensation)})
	}
	if c.Accelerated > 0 {
		lines = append(lines, document.TotalLine{Label: "Factures à échoir, devenues exigibles", Amount: w.amount(c.Accelerated)})
	}
	sum := principal - c.OnAccount + interest + compensation + c.Accelerated
	return document.Totals{Lines: append(lines, document.TotalLine{Label: w.totalName(), Amount: w.amount(sum), Strong: true})}
}

// totalName is what the sum is for who reads it.
func (w writer) totalName() string {
	if w.Head.To == model.Trustee {
		return "Total déclaré"
	}
	return "Total à payer"
}

// interestNames are what each law calls late-payment interest.
var interestNames = map[kit.Kind]string{
	kit.Company: "Pénalités de retard", kit.Public: "Intérêts moratoires", kit.Consumer: "Intérêts au taux légal",
}

func (w writer) amount(a money.Amount) string { return a.Format(w.Comm.Currency) }

// table is {{tableau "…"}}.
func (w writer) table(name string) any {
	var t document.Table
	switch name {
	case "factures":
		t = w.invoiceTable(w.Comm.Asked())
	case "autres_factures_echues":
		t = w.invoiceTable(w.Comm.With(agenda.Absorbed))
	case "a_echoir":
		t = w.invoiceTable(w.Comm.With(agenda.NextDue))
	case "en_litige":
		t = w.invoiceTable(w.Disputed())
	case "penalites":
		t = w.interestTable()
	case "chronologie":
		t = w.chronology()
	case "echeancier":
		t = w.instalmentTable()
	case "pieces":
		t = w.pieceTable()
	case "compte":
		t = w.invoiceTable(w.Open())
	case "decompte":
		t = w.statement()
	case "mouvements":
		t = w.movements()
	case "journal":
		t = w.log()
	case "fiche":
		t = w.delays()
	default:
		t = w.requested(name)
	}
	if len(t.Rows) == 0 {
		return []document.Block{}
	}
	out := []document.Block{t}
	document.EachSpan(out, func(s *document.Span) { s.Text = w.Legible(s.Text) })
	return out
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

// lateness is how late an invoice is, or that it is not.
func lateness(c claim.Claim) string {
	if c.DaysLate() == 0 {
		return "à échoir"
	}
	return fmt.Sprint(language.Plural(c.DaysLate(), "jour"))
}

// filled leaves out the columns that would be empty.
func filled[R any](columns []column[R], rows []R) []column[R] {
	return slices.DeleteFunc(columns, func(c column[R]) bool {
		return !slices.ContainsFunc(rows, func(r R) bool { return c.cell(r) != "" })
	})
}

// invoiceTable lists invoices; a column that would be empty is left out. An
// e-mail shows the first ones only, its total being that of all.
func (w writer) invoiceTable(claims []claim.Claim) document.Table {
	claims = request.ByDue(claims)
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
		{"Montant TTC", document.Right, func(c claim.Claim) string { return w.amount(c.Invoice.Total) }, ""},
	}
	for _, extra := range []struct {
		title string
		of    func(claim.Claim) money.Amount
	}{
		{"Avoirs", func(c claim.Claim) money.Amount { return c.Credits }},
		{"Réglé", func(c claim.Claim) money.Amount { return c.Paid }},
		{"Contesté", func(c claim.Claim) money.Amount { return c.Disputed }},
	} {
		columns = append(columns, column[claim.Claim]{extra.title, document.Right, func(c claim.Claim) string {
			if extra.of(c) == 0 {
				return ""
			}
			return w.amount(extra.of(c))
		}, ""})
	}
	columns = filled(columns, claims)
	left := column[claim.Claim]{"Reste dû", document.Right, func(c claim.Claim) string { return w.amount(c.Claimable()) }, ""}
	late := column[claim.Claim]{"Retard", document.Right, lateness, ""}
	if len(claims) > 1 {
		left.total, columns[0].total = w.amount(sum(claim.Claim.Claimable)), "Total"
	}
	columns = append(columns, left)
	if slices.ContainsFunc(claims, func(c claim.Claim) bool { return c.DaysLate() > 0 }) {
		columns = append(columns, late)
	}
	shown := claims
	most := w.Agenda.Kit.OptionsOf(w.Comm.Client, w.Comm.Plan).EmailLines
	if w.Comm.Channel == kit.ByEmail && most > 0 && len(claims) > most+1 {
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
func (w writer) interestTable() document.Table {
	type row struct {
		invoice string
		claim.Line
	}
	var rows []row
	var sum money.Amount
	if w.Comm.DemandsInterest() {
		for _, cl := range w.Comm.Asked() {
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
		{"Base", document.Right, func(r row) string { return w.amount(r.Base) }, ""},
		{"Taux", document.Right, func(r row) string { return r.Rate.String() }, ""},
		{"Intérêts", document.Right, func(r row) string { return w.amount(r.Amount) }, w.amount(sum)},
	}, rows)
	t.Caption = "Calcul des intérêts, jour par jour sur 365 jours"
	return t
}

// chronology lists the contacts. What was said stays in internal documents.
func (w writer) chronology() document.Table {
	rows := w.Contacts()
	columns := []column[matter.Contact]{
		{"Date", document.Left, func(c matter.Contact) string { return c.Date.Short() }, ""},
		{"Moyen", document.Left, func(c matter.Contact) string { return c.Channel }, ""},
		{"Objet", document.Left, func(c matter.Contact) string { return c.Label }, ""},
	}
	if w.Comm.Channel == kit.ByCall || w.Comm.Channel == kit.InHouse {
		columns = append(columns,
			column[matter.Contact]{"Interlocuteur", document.Left, func(c matter.Contact) string { return c.Person }, ""},
			column[matter.Contact]{"Contenu", document.Left, func(c matter.Contact) string { return c.Result }, ""})
	}
	if w.Comm.Channel == kit.ByCall && len(rows) > 5 {
		rows = rows[len(rows)-5:]
	}
	return tableOf(filled(columns, rows), rows)
}

// instalmentTable is the agreement that covers the invoices.
func (w writer) instalmentTable() document.Table {
	type row struct {
		rank int
		kit.Instalment
		left money.Amount
	}
	var rows []row
	if p := w.Agreement(); p != nil {
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
		{"Rang", document.Left, func(r row) string { return fmt.Sprint(r.rank) }, ""},
		{"Date", document.Left, func(r row) string { return r.Date.Short() }, ""},
		{"Montant", document.Right, func(r row) string { return w.amount(r.Amount) }, ""},
		{"Reste", document.Right, func(r row) string { return w.amount(r.left) }, ""},
	}, rows)
}

func (w writer) pieceTable() document.Table {
	return tableOf([]column[account.Piece]{
		{"Pièce", document.Left, func(p account.Piece) string { return p.Label }, ""},
		{"Au dossier", document.Left, func(p account.Piece) string {
			if p.Present {
				return "oui"
			}
			return "à joindre"
		}, ""},
	}, w.Pieces())
}
