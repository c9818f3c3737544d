package table

import (
	"errors"
	"fmt"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/column"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
	"relance/generator/intake/sheet"
	"relance/generator/money"
)

// A record (relevé) is one row that is an invoice, a credit note, or one payment
// of an invoice.
type record struct {
	row         sheet.Row
	fault       string // the field that cannot be read
	number      string
	issued, due calendar.Date
	total       money.Amount
	paid        money.Amount
	left        money.Amount // as a column of the source says it, 0 without one
	settled     bool         // paid in full: nothing is left
	presumed    bool         // paid, because a day of payment is all that is said
	paidOn      calendar.Date
	disputed    bool
}

// readInvoices reads the shape of most tables: a row, an invoice.
func (t *table) readInvoices() {
	b := newBuilder(t)
	t.datedNumbers = t.numberedByDay()
	for i, r := range t.Rows {
		t.Rows[i] = sheet.Row{} // what an invoice keeps of it is enough
		if t.noInvoice(r) {
			continue
		}
		dropped := len(t.imp.Dropped)
		rec, why := t.record(r)
		if why == "" {
			why = b.add(rec)
		}
		if why != "" {
			line := t.line(r, why)
			if rec.fault != "" {
				line.Pos = t.Pos(r, rec.fault)
			}
			t.imp.Rejected = append(t.imp.Rejected, line)
			continue
		}
		t.running.add(rec.total) // the table's own totals count what is paid too
		if len(t.imp.Dropped) == dropped {
			t.imp.Control.Lines++
		}
	}
	b.finish()
	if n := t.running.rounded; n > 0 {
		t.imp.Note(t.Place("montant_ttc"), "W352", "vérifiez ces montants : ils viennent sans doute d'un calcul", "%s plus de deux décimales : arrondis au centime, comme le tableur les montre", found.Count(n, "montant a", "montants ont"))
	}
}

// numberedByDay tells a list whose invoices are all numbered like days.
func (t *table) numberedByDay() bool {
	alike, numbered := 0, 0
	for _, r := range t.Rows {
		if number := t.Text(r, "numero"); number != "" {
			numbered++
			if column.IsTypedDate(number) {
				alike++
			}
		}
	}
	return 2*alike > numbered
}

func (t *table) reject(r sheet.Row, why string) {
	t.imp.Rejected = append(t.imp.Rejected, t.line(r, why))
}

func (t *table) drop(r sheet.Row, why string) {
	t.imp.Dropped = append(t.imp.Dropped, t.line(r, why))
}

func (t *table) line(r sheet.Row, why string) found.Line {
	return found.Line{Pos: t.Grid.Pos(r.First()), Why: why, Text: r.Excerpt()}
}

// noInvoice drops, with a report, the rows that are no invoice: repeated titles,
// totals, titles of groups.
func (t *table) noInvoice(r sheet.Row) bool {
	number, amount := t.Cell(r, "numero"), t.Cell(r, t.AmountField())
	switch {
	case t.IsTitles(r):
		t.drop(r, "titres répétés")
	case r.Other > 0:
		t.reject(r, fmt.Sprintf("d'un second tableau, dont les titres sont ligne %d : mettez-le dans une autre feuille", r.Other))
	case r.Heading:
		t.drop(r, "titre de groupe : le client des lignes qui suivent")
	case t.notDue(r) != "":
		t.drop(r, "ni due ni à relancer : « "+t.notDue(r)+" »")
	case r.AnnouncesTotal() && (number.Kind == grid.Empty || t.Cell(r, "date").Kind == grid.Empty):
		t.checkTotal(r, amount)
	case number.Kind == grid.Empty && amount.Kind == grid.Empty && t.Cell(r, "date").Kind == grid.Empty:
		t.drop(r, "ni numéro, ni date, ni montant")
	default:
		return false
	}
	return true
}

// notDue returns the word of the source for an invoice cancelled or never sent.
func (t *table) notDue(r sheet.Row) string {
	for _, field := range statusFields {
		if word := t.Text(r, field); header.StatusNamed(word) == header.NotDue {
			return word
		}
	}
	return ""
}

// totals adds amounts up to compare them with the totals of the table itself.
type totals struct {
	all, since money.Amount
	rounded    int
}

func (s *totals) add(a money.Amount) { s.all, s.since = s.all+a, s.since+a }

func (t *table) checkTotal(r sheet.Row, amount grid.Cell) {
	said, _, err := t.Amounts[t.AmountField()].Read(amount)
	switch {
	case amount.Kind == grid.Empty || err != nil:
		t.drop(r, "ligne de total ou de titre")
		return
	case said == t.running.all || said == t.running.since:
		t.drop(r, "total, égal à la somme des lignes lues")
	default:
		t.drop(r, "total, différent de la somme des lignes lues")
		t.imp.Note(t.Grid.Pos(amount), "W353", "cherchez une ligne rejetée, masquée ou oubliée",
			"ce total annonce %s, les lignes lues font %s", said.Format("EUR"), t.running.since.Format("EUR"))
	}
	t.running.since = 0
}

// record reads one row; why tells what prevents it.
func (t *table) record(r sheet.Row) (rec record, why string) {
	rec = record{row: r, number: t.Text(r, "numero")}
	for c := range r.Cells() {
		if why = column.Spoilt(found.OneLine(c.Text)); why != "" {
			return rec, why
		}
	}
	if rec.fault, why = t.Broken(r); why != "" {
		return rec, why
	}
	if rec.fault, why = t.identity(r, rec.number); why != "" {
		return rec, why
	}
	for _, d := range []struct {
		field string
		into  *calendar.Date
		must  bool
	}{{"date", &rec.issued, true}, {"echeance", &rec.due, false}, {"date_reglement", &rec.paidOn, false}} {
		cell := t.Cell(r, d.field)
		if cell.Kind == grid.Empty && !d.must {
			continue
		}
		day, err := t.Days[d.field].Read(cell)
		if err != nil {
			rec.fault = d.field
			return rec, fmt.Sprintf("%s : %s", t.Mapping.Title(d.field), err)
		}
		*d.into = day
	}
	if !rec.due.IsZero() && rec.due < rec.issued {
		rec.fault = "echeance"
		return rec, fmt.Sprintf("échéance du %s antérieure à la facture du %s", rec.due.Short(), rec.issued.Short())
	}
	if why = t.sums(r, &rec); why != "" {
		return rec, why
	}
	return rec, t.status(r, &rec)
}

// identity checks what names an invoice and its client, and says in which field it
// fails.
func (t *table) identity(r sheet.Row, number string) (field, why string) {
	cell := t.Cell(r, "numero")
	switch {
	case cell.Kind == grid.Empty:
		return "numero", "numéro de facture absent"
	case cell.Kind == grid.Day, column.IsTypedDate(number) && !t.datedNumbers:
		return "numero", fmt.Sprintf("le tableur a pris le numéro de facture pour une date (%s)", cell.Text)
	case column.IsExponent(number), cell.Kind == grid.Number && strings.Trim(cell.Number, "-.0123456789") == "" && len(cell.Number) > 15:
		return "numero", fmt.Sprintf("numéro « %s » détruit par le tableur : reprenez-le dans la facture, la colonne au format Texte", number)
	}
	client := "nom"
	for _, field := range []string{"code", "nom"} {
		if t.Has(field) {
			client = field
		}
		if text := t.Text(r, field); column.IsExponent(text) {
			return field, fmt.Sprintf("client « %s » détruit par le tableur : reprenez-le, la colonne au format Texte", text)
		}
	}
	if t.Text(r, "nom") == "" && t.Text(r, "code") == "" {
		return client, "client absent"
	}
	return "", ""
}

// sums reads the total, what was paid and what is left; two of them give the
// third, and the three must agree.
func (t *table) sums(r sheet.Row, rec *record) (why string) {
	read := func(field string) (a money.Amount, given bool) {
		cell := t.Cell(r, field)
		if cell.Kind == grid.Empty || why != "" {
			return 0, false
		}
		a, rounded, err := t.Amounts[field].Read(cell)
		if rounded {
			t.running.rounded++
		}
		var f *column.Fault
		if errors.As(err, &f) && f.Ambiguous {
			t.ask(cell, field, f.Text)
		}
		if err != nil {
			rec.fault, why = field, fmt.Sprintf("%s : %s", t.Mapping.Title(field), err)
		}
		return a, err == nil
	}
	total, hasTotal := read("montant_ttc")
	paid, hasPaid := read("regle")
	left, hasLeft := read("solde")
	switch {
	case why != "":
		return why
	case !hasTotal && !hasLeft:
		rec.fault = t.AmountField()
		return "montant absent"
	case !hasTotal:
		total = left + paid
	case hasPaid && hasLeft && total-paid != left:
		return fmt.Sprintf("TTC %s moins réglé %s ne font pas le reste dû %s", total.Format("EUR"), paid.Format("EUR"), left.Format("EUR"))
	case hasLeft && total > 0 && left > total:
		return fmt.Sprintf("reste dû %s, plus que le montant %s : la colonne « %s » est sans doute un solde cumulé", left.Format("EUR"), total.Format("EUR"), t.Mapping.Title("solde"))
	case hasLeft:
		paid = total - left
	}
	rec.total, rec.paid, rec.left = total, paid, left
	rec.settled = total != 0 && total == paid
	if hasPaid || hasLeft || rec.paidOn.IsZero() {
		return ""
	}
	if t.Has("regle") {
		rec.fault = "regle"
		return fmt.Sprintf("réglée le %s, sans montant réglé", rec.paidOn.Short())
	}
	rec.paid, rec.settled, rec.presumed = total, true, true
	return ""
}

// ask makes an amount of two meanings a fault of the whole file, once a column.
func (t *table) ask(c grid.Cell, field, text string) {
	for _, p := range t.problems {
		if p.Code == "F064" {
			return
		}
	}
	t.problems.Addf(t.Grid.Pos(c), diag.Fault, "F064", "colonne « %s » : %s", t.Mapping.Title(field), text).Hint =
		"ajoutez --decimales virgule (ou point) à la commande, écrivez decimales: virgule (ou point) dans " + t.Mapping.File + ", ou corrigez la cellule"
}

var statusFields = []string{"statut", "statut_paiement"}

// status believes the words of the source that forbid to chase, unless its own
// amounts contradict them; all other states are computed here.
func (t *table) status(r sheet.Row, rec *record) (why string) {
	for _, field := range statusFields {
		said := header.StatusNamed(t.Text(r, field))
		if said == header.Open && rec.presumed && t.Text(r, field) != "" {
			return fmt.Sprintf("« %s », et pourtant une date de règlement, sans montant réglé", t.Text(r, field))
		}
		switch said {
		case header.Paid:
			if rec.left > 0 {
				return fmt.Sprintf("« %s », et pourtant il reste dû %s", t.Text(r, field), rec.left.Format("EUR"))
			}
			if rec.paid == 0 {
				rec.paid = rec.total
			}
			rec.settled = true
		case header.Disputed:
			rec.disputed = true
		}
	}
	return ""
}
