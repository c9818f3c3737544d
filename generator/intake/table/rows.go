package table

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/column"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
	"relance/generator/money"
)

// A record (relevé) is one row that is an invoice, a credit note, or one payment
// of an invoice.
type record struct {
	row         grid.Row
	number      string
	issued, due calendar.Date
	total       money.Amount
	paid        money.Amount
	settled     bool // paid in full: nothing is left
	paidOn      calendar.Date
	disputed    bool
	notDue      bool // cancelled, or never sent
}

// readInvoices reads the shape of most tables: a row, an invoice.
func (t *table) readInvoices() {
	b := newBuilder(t)
	for _, r := range t.Rows {
		if t.noInvoice(r) {
			continue
		}
		dropped := len(t.imp.Dropped)
		rec, why := t.record(r)
		if why == "" {
			why = b.add(rec)
		}
		if why != "" {
			t.reject(r, why)
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

func (t *table) reject(r grid.Row, why string) {
	t.imp.Rejected = append(t.imp.Rejected, t.line(r, why))
}

func (t *table) drop(r grid.Row, why string) {
	t.imp.Dropped = append(t.imp.Dropped, t.line(r, why))
}

func (t *table) line(r grid.Row, why string) found.Line {
	var words []string
	for _, c := range r.Cells {
		words = append(words, c.Text)
	}
	return found.Line{Pos: t.Grid.Pos(r.Cells[0]), Why: why, Text: diag.Visible(diag.Short(strings.Join(words, " | ")))}
}

// noInvoice drops, with a report, the rows that are no invoice: repeated titles,
// totals, titles of groups.
func (t *table) noInvoice(r grid.Row) bool {
	number, amount := t.Cell(r, "numero"), t.Cell(r, t.AmountField())
	switch {
	case t.IsTitles(r):
		t.drop(r, "titres répétés")
	case announcesTotal(r) && (number.Kind == grid.Empty || t.Cell(r, "date").Kind == grid.Empty):
		t.checkTotal(r, amount)
	case number.Kind == grid.Empty && amount.Kind == grid.Empty && t.Cell(r, "date").Kind == grid.Empty:
		t.drop(r, "ni numéro, ni date, ni montant")
	default:
		return false
	}
	return true
}

var totalWords = regexp.MustCompile(`^(?:sous[- ]?)?tota(?:l|ux)\b|^(?:a )?report(?:e|er)?\b|^cumul\b|^solde (?:general|final|client)|^montant total|^nombre de|^edite le|^page [0-9]|^balance\b`)

func announcesTotal(r grid.Row) bool {
	for _, c := range r.Cells {
		if c.Kind == grid.Text {
			return totalWords.MatchString(diag.Fold(strings.TrimSpace(c.Text)))
		}
	}
	return false
}

// totals adds amounts up to compare them with the totals of the table itself.
type totals struct {
	all, since money.Amount
	rounded    int
}

func (s *totals) add(a money.Amount) { s.all, s.since = s.all+a, s.since+a }

func (t *table) checkTotal(r grid.Row, amount grid.Cell) {
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

// hostile finds the characters that hide what a text says: controls, private
// use, invisible marks of direction.
func hostile(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r == unicode.ReplacementChar || unicode.In(r, unicode.Cc, unicode.Co, unicode.Cs, unicode.Cf) && r != '\u00ad' && r != '\u200d'
	})
}

// exponent is what Excel leaves of a long number in a CSV file.
var exponent = regexp.MustCompile(`^[0-9][.,]?[0-9]*E\+[0-9]+$`)

// record reads one row; why tells what prevents it.
func (t *table) record(r grid.Row) (rec record, why string) {
	rec = record{row: r, number: t.Text(r, "numero")}
	for _, c := range r.Cells {
		if hostile(found.OneLine(c.Text)) {
			return rec, fmt.Sprintf("caractères invisibles dans « %s »", diag.Short(diag.Visible(c.Text)))
		}
	}
	if why = t.identity(r, rec.number); why != "" {
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
			return rec, fmt.Sprintf("%s : %s", t.Mapping.Title(d.field), err)
		}
		*d.into = day
	}
	if !rec.due.IsZero() && rec.due < rec.issued {
		return rec, fmt.Sprintf("échéance du %s antérieure à la facture du %s", rec.due.Short(), rec.issued.Short())
	}
	if why = t.sums(r, &rec); why != "" {
		return rec, why
	}
	t.status(r, &rec)
	return rec, ""
}

// identity checks what names an invoice and its client.
func (t *table) identity(r grid.Row, number string) (why string) {
	cell := t.Cell(r, "numero")
	switch {
	case cell.Kind == grid.Empty:
		return "numéro de facture absent"
	case cell.Kind == grid.Broken:
		return "numéro : la cellule contient « " + cell.Text + " »"
	case cell.Kind == grid.Day:
		return fmt.Sprintf("le tableur a pris le numéro de facture pour une date (%s)", cell.Text)
	case exponent.MatchString(number), cell.Kind == grid.Number && len(strings.Trim(cell.Number, "-.0123456789")) == 0 && len(cell.Number) > 15:
		return fmt.Sprintf("numéro « %s » détruit par le tableur : reprenez-le dans la facture, la colonne au format Texte", number)
	case t.Text(r, "nom") == "" && t.Text(r, "code") == "":
		return "client absent"
	}
	for _, field := range []string{"code", "nom"} {
		if text := t.Text(r, field); exponent.MatchString(text) {
			return fmt.Sprintf("client « %s » détruit par le tableur : reprenez-le, la colonne au format Texte", text)
		}
	}
	return ""
}

// sums reads the total, what was paid and what is left; two of them give the
// third, and the three must agree.
func (t *table) sums(r grid.Row, rec *record) (why string) {
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
			why = fmt.Sprintf("%s : %s", t.Mapping.Title(field), err)
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
		return "montant absent"
	case !hasTotal:
		total = left + paid
	case hasPaid && hasLeft && total-paid != left:
		return fmt.Sprintf("TTC %s moins réglé %s ne font pas le reste dû %s", total.Format("EUR"), paid.Format("EUR"), left.Format("EUR"))
	case hasLeft:
		paid = total - left
	}
	rec.total, rec.paid = total, paid
	rec.settled = total != 0 && total == paid
	if !hasPaid && !hasLeft && !rec.paidOn.IsZero() {
		rec.paid, rec.settled = total, true
	}
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
		"ajoutez --decimales virgule (ou point) à la commande, écrivez decimales: virgule (ou point) dans " + found.MappingName(t.file) + ", ou corrigez la cellule"
}

// status believes the words of the source that forbid to chase; all other states
// are computed here.
func (t *table) status(r grid.Row, rec *record) {
	switch header.StatusNamed(t.Text(r, "statut")) {
	case header.Paid:
		if rec.paid == 0 {
			rec.paid = rec.total
		}
		rec.settled = true
	case header.Disputed:
		rec.disputed = true
	case header.NotDue:
		rec.notDue = true
	}
}
