package block

import (
	"fmt"
	"regexp"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/generator/merge/account"
	"relance/generator/merge/language"
	"relance/generator/merge/matter"
	"relance/generator/merge/request"
	"relance/generator/money"
)

// box is a tick box. With an answer, made of texts and values, the first text is
// what one hears and stands out.
func (w writer) box(first string, answer ...any) any {
	text := plainSpans(typography.French(first))
	if len(answer) > 0 {
		text[0].Style = document.Bold
		said := ""
		for _, v := range answer {
			said += w.word(v)
		}
		text = append(text, document.Span{Text: " " + typography.French(w.Legible(said))})
	}
	return []document.Block{document.Box{Text: text}}
}

// word is a value in a text; nothing when it is absent.
func (w writer) word(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case calendar.Date:
		if v.IsZero() {
			return ""
		}
		return v.String()
	case money.Amount:
		return w.amount(v)
	case int:
		return fmt.Sprint(v)
	}
	return ""
}

// statement is how the interest of each invoice was computed, so that anyone can do
// it again by hand: a line for each half-year and each balance, and its source.
func (w writer) statement() document.Table {
	type row struct {
		invoice string
		claim.Line
	}
	var rows []row
	var sum money.Amount
	for _, cl := range w.Comm.Asked() {
		for _, l := range cl.Lines {
			rows = append(rows, row{cl.Invoice.Number, l})
			sum += l.Amount
		}
	}
	return tableOf([]column[row]{
		{"Facture", document.Left, func(r row) string { return r.invoice }, "Total"},
		{"Du", document.Left, func(r row) string { return r.From.Short() }, ""},
		{"Au", document.Left, func(r row) string { return r.To.Short() }, ""},
		{"Jours", document.Right, func(r row) string { return fmt.Sprint(r.Days) }, ""},
		{"Taux", document.Right, func(r row) string { return r.Rate.String() }, ""},
		{"Source du taux", document.Left, func(r row) string { return typography.French(inWords(r.Basis)) }, ""},
		{"Base", document.Right, func(r row) string { return w.amount(r.Base) }, ""},
		{"Montant", document.Right, func(r row) string { return w.amount(r.Amount) }, w.amount(sum)},
	}, rows)
}

// halfYear is how a half-year is named in the tables of rates: 2026-S2.
var halfYear = regexp.MustCompile(`(\d{4})-S([12])`)

// inWords is the source of a rate for who reads the statement.
func inWords(basis string) string {
	return halfYear.ReplaceAllStringFunc(basis, func(s string) string {
		part := halfYear.FindStringSubmatch(s)
		return "du " + map[string]string{"1": "1er", "2": "2e"}[part[2]] + " semestre " + part[1]
	})
}

// movements are the lines of the account: each invoice with what was paid or credited
// on it.
func (w writer) movements() document.Table {
	claims, since := w.Ledger()
	rows := account.Movements(w.Agenda.Facts.Book, w.Comm.Client, claims, w.Comm.Currency, w.Day())
	of := func(a money.Amount) string {
		if a == 0 {
			return ""
		}
		return w.amount(a)
	}
	total := ""
	if len(rows) > 0 {
		total = w.amount(rows[len(rows)-1].Balance)
	}
	t := tableOf(filled([]column[account.Movement]{
		{"Date", document.Left, func(m account.Movement) string { return m.Date.Short() }, "Solde"},
		{"Écriture", document.Left, func(m account.Movement) string { return m.Label }, ""},
		{"Échéance", document.Left, func(m account.Movement) string { return w.cell(m.Due) }, ""},
		{"Débit", document.Right, func(m account.Movement) string { return of(m.Debit) }, ""},
		{"Crédit", document.Right, func(m account.Movement) string { return of(m.Credit) }, ""},
		{"Solde", document.Right, func(m account.Movement) string { return w.amount(m.Balance) }, total},
	}, rows), rows)
	t.Caption = "Avec les factures soldées depuis le " + since.String()
	return t
}

// log is the whole journal of the client, for the chronology of its file.
func (w writer) log() document.Table {
	rows := w.Log()
	return tableOf(filled([]column[matter.Contact]{
		{"Date", document.Left, func(c matter.Contact) string { return c.Date.Short() }, ""},
		{"Heure", document.Left, func(c matter.Contact) string { return c.Time }, ""},
		{"Moyen", document.Left, func(c matter.Contact) string { return c.Channel }, ""},
		{"Objet", document.Left, func(c matter.Contact) string { return c.Label }, ""},
		{"Interlocuteur", document.Left, func(c matter.Contact) string { return c.Person }, ""},
		{"Contenu", document.Left, func(c matter.Contact) string { return c.Result }, ""},
		{"Noté par", document.Left, func(c matter.Contact) string { return c.Author }, ""},
	}, rows), rows)
}

// delays are the invoices paid over the last twelve months, and how long they took.
func (w writer) delays() document.Table {
	l := account.DelaysOf(w.Agenda.Facts, w.Comm.Client, w.Comm.Currency, w.Day().AddMonths(-12))
	total := ""
	if len(l.Paid) > 0 {
		total = w.amount(l.Amount)
	}
	return tableOf([]column[account.Paid]{
		{"Facture", document.Left, func(p account.Paid) string { return p.Invoice.Number }, "Total"},
		{"Date", document.Left, func(p account.Paid) string { return p.Invoice.Issued.Short() }, ""},
		{"Échéance", document.Left, func(p account.Paid) string { return p.Invoice.Due.Short() }, ""},
		{"Payée le", document.Left, func(p account.Paid) string { return p.On.Short() }, ""},
		{"Montant TTC", document.Right, func(p account.Paid) string { return w.amount(p.Invoice.Total) }, total},
		{"Délai", document.Right, func(p account.Paid) string { return fmt.Sprint(language.Plural(p.Days, "jour")) }, ""},
		{"Retard", document.Right, func(p account.Paid) string { return fmt.Sprint(language.Plural(max(0, p.Late), "jour")) }, ""},
	}, l.Paid)
}

// requested is a table of what was asked for by hand; its empty columns are left out.
func (w writer) requested(name string) document.Table {
	titles, rows := w.Request.Rows(name)
	var columns []column[request.Row]
	for i, title := range titles {
		c := column[request.Row]{title, document.Left, func(r request.Row) string { return w.cell(r[i]) }, ""}
		if len(rows) > 0 && request.IsAmount(rows[0][i]) {
			c.align = document.Right
		}
		columns = append(columns, c)
	}
	if name != "recommandes" { // whose number and date are written by hand
		columns = filled(columns, rows)
	}
	return tableOf(columns, rows)
}

// cell is a value in a table.
func (w writer) cell(v any) string {
	if d, ok := v.(calendar.Date); ok {
		if d.IsZero() {
			return ""
		}
		return d.Short()
	}
	return w.word(v)
}
