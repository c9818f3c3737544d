// Package record reads one row of a list of invoices: an invoice, a credit note, one
// payment of an invoice, or the reason why it is none of them.
package record

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

// A Record (relevé) is what one row says.
type Record struct {
	Row         sheet.Row
	Number      string
	Issued, Due calendar.Date
	Currency    string // of ISO 4217, "" for the euro
	Total       money.Amount
	Paid        money.Amount
	PaidOn      calendar.Date
	Planned     calendar.Date // a day of payment still to come: nothing is paid by it
	Settled     bool          // paid in full: nothing is left
	Disputed    bool
	Receipt     bool         // no invoice: Total was received on Issued
	left        money.Amount // as a column of the source says it, 0 without one
	presumed    bool         // paid, because a day of payment is all that is said
}

// A Reader reads the rows of one sheet.
type Reader struct {
	*sheet.Sheet
	Rounded int       // amounts brought to the cent
	Doubts  diag.List // columns whose amounts have two readings

	today        calendar.Date
	datedNumbers bool // invoices are numbered like days, 01/03/2026
}

// NewReader makes a reader for the rows of s. Payments after today are still to come;
// without a today, every day is believed.
func NewReader(s *sheet.Sheet, today calendar.Date) *Reader {
	return &Reader{Sheet: s, today: today, datedNumbers: numberedByDay(s)}
}

// numberedByDay tells a list whose invoices are all numbered like days.
func numberedByDay(s *sheet.Sheet) bool {
	alike, numbered := 0, 0
	for _, r := range s.Rows {
		if number := s.Text(r, "numero"); number != "" {
			numbered++
			if column.IsTypedDate(number) {
				alike++
			}
		}
	}
	return 2*alike > numbered
}

// Read reads a row. why tells what prevents it, and field where: "" for the row as a
// whole.
func (t *Reader) Read(r sheet.Row) (rec Record, field, why string) {
	rec = Record{Row: r, Number: t.Text(r, "numero")}
	for c := range r.Cells() {
		if why = column.Spoilt(found.OneLine(c.Text)); why != "" {
			return rec, "", why
		}
	}
	if r.Beyond != "" {
		return rec, "", Slipped(r)
	}
	if field, why = t.Broken(r); why != "" {
		return rec, field, why
	}
	for _, read := range []func(*Record) (field, why string){t.identity, t.days, t.currency, t.sums, t.piece, t.status} {
		if field, why = read(&rec); why != "" {
			return rec, field, why
		}
	}
	return rec, "", ""
}

// Slipped says why a row of a text file that has more cells than titles is not believed:
// an amount was cut at its comma.
func Slipped(r sheet.Row) string {
	return fmt.Sprintf("plus de cellules que de titres, la dernière est « %s » : un montant coupé à sa virgule ?", diag.Short(r.Beyond))
}

// identity checks what names an invoice and its client.
func (t *Reader) identity(rec *Record) (field, why string) {
	r, cell := rec.Row, t.Cell(rec.Row, "numero")
	switch {
	case cell.Kind == grid.Empty && t.pieceOf(r) != header.Receipt:
		return "numero", "numéro de facture absent"
	case cell.Kind == grid.Day, column.IsTypedDate(rec.Number) && !t.datedNumbers:
		return "numero", fmt.Sprintf("le tableur a pris le numéro de facture pour une date (%s)", cell.Text)
	case column.IsExponent(rec.Number), cell.Kind == grid.Number && strings.Trim(cell.Number, "-.0123456789") == "" && len(cell.Number) > 15:
		return "numero", fmt.Sprintf("numéro « %s » détruit par le tableur : reprenez-le dans la facture, la colonne au format Texte", rec.Number)
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

func (t *Reader) days(rec *Record) (field, why string) {
	for _, d := range []struct {
		field string
		into  *calendar.Date
		must  bool
	}{{"date", &rec.Issued, true}, {"echeance", &rec.Due, false}, {"date_reglement", &rec.PaidOn, false}} {
		cell := t.Cell(rec.Row, d.field)
		if cell.Kind == grid.Empty && !d.must {
			continue
		}
		day, err := t.Days[d.field].Read(cell)
		if err != nil {
			return d.field, fmt.Sprintf("%s : %s", t.Mapping.Title(d.field), err)
		}
		*d.into = day
	}
	if !rec.Due.IsZero() && rec.Due < rec.Issued {
		return "echeance", fmt.Sprintf("échéance du %s antérieure à la facture du %s", rec.Due.Short(), rec.Issued.Short())
	}
	return "", ""
}

// currency reads a code of three letters, or the euro by any name; without one, what
// the amount itself shows: $100.00, 100,00 CHF, or the format of its cell.
func (t *Reader) currency(rec *Record) (field, why string) {
	said := strings.ToUpper(t.Text(rec.Row, "devise"))
	if said == "" {
		said = t.shown(rec.Row)
	}
	if said == "?" {
		return t.AmountField(), "montant affiché dans une devise inconnue : ajoutez une colonne « Devise » (EUR, CHF, USD…)"
	}
	if known := column.CurrencyNamed(said); known != "" {
		said = known
	}
	if said == "" || said == "EUR" {
		return "", ""
	}
	if len(said) != 3 || strings.Trim(said, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return "devise", fmt.Sprintf("devise « %s » : écrivez son code de trois lettres, comme EUR, CHF ou USD", said)
	}
	rec.Currency = said
	return "", ""
}

// shown is the currency that the amount of a row shows, "" for none.
func (t *Reader) shown(r sheet.Row) string {
	if cell := t.Cell(r, t.AmountField()); cell.Kind == grid.Text {
		currency, _ := column.SplitCurrency(cell.Text)
		return currency
	}
	return t.Foreign[r.Number]
}

// given are the amounts of a row, and which of them it has.
type given struct {
	total, paid, left          money.Amount
	hasTotal, hasPaid, hasLeft bool
}

// sums reads the total, what was paid and what is left; two of them give the
// third, and the three must agree.
func (t *Reader) sums(rec *Record) (field, why string) {
	var g given
	for _, a := range []struct {
		field string
		into  *money.Amount
		has   *bool
	}{{"montant_ttc", &g.total, &g.hasTotal}, {"regle", &g.paid, &g.hasPaid}, {"solde", &g.left, &g.hasLeft}} {
		if *a.into, *a.has, why = t.amount(rec.Row, a.field); why != "" {
			return a.field, why
		}
	}
	if field, why = t.agree(&g, rec.Currency); why != "" {
		return field, why
	}
	rec.Total, rec.Paid, rec.left = g.total, g.paid, g.left
	rec.Settled = g.total != 0 && g.total == g.paid
	return t.payment(rec, g)
}

// agree works out what a row does not give of its amounts.
func (t *Reader) agree(g *given, currency string) (field, why string) {
	switch {
	case !g.hasTotal && !g.hasLeft:
		return t.AmountField(), "montant absent"
	case !g.hasTotal:
		g.total = g.left + g.paid
	case g.hasPaid && g.hasLeft && g.total-g.paid != g.left:
		return "", fmt.Sprintf("TTC %s moins réglé %s ne font pas le reste dû %s", g.total.Format(currency), g.paid.Format(currency), g.left.Format(currency))
	case g.hasLeft && g.total > 0 && g.left > g.total:
		return "solde", fmt.Sprintf("reste dû %s, plus que le montant %s : la colonne « %s » est sans doute un solde cumulé", g.left.Format(currency), g.total.Format(currency), t.Mapping.Title("solde"))
	case g.hasLeft:
		g.paid = g.total - g.left
	}
	return "", ""
}

// payment reads what a day of payment means: a day to come pays nothing yet; alone,
// it says that all was paid.
func (t *Reader) payment(rec *Record, g given) (field, why string) {
	if !t.today.IsZero() && rec.PaidOn > t.today {
		if rec.Paid != 0 {
			return "date_reglement", fmt.Sprintf("réglée de %s le %s, une date à venir", rec.Paid.Format(rec.Currency), rec.PaidOn.Short())
		}
		rec.Planned, rec.PaidOn = rec.PaidOn, 0
		return "", ""
	}
	if g.hasPaid || g.hasLeft || rec.PaidOn.IsZero() {
		return "", ""
	}
	if t.Has("regle") {
		return "regle", fmt.Sprintf("réglée le %s, sans montant réglé", rec.PaidOn.Short())
	}
	rec.Paid, rec.Settled, rec.presumed = rec.Total, true, true
	return "", ""
}

// amount reads a cell; one of two meanings is asked about, once a column.
func (t *Reader) amount(r sheet.Row, field string) (a money.Amount, has bool, why string) {
	cell := t.Cell(r, field)
	if cell.Kind == grid.Empty {
		return 0, false, ""
	}
	if cell.Kind == grid.Text {
		_, cell.Text = column.SplitCurrency(cell.Text)
	}
	a, rounded, err := t.Amounts[field].Read(cell)
	if rounded {
		t.Rounded++
	}
	var f *column.Fault
	if errors.As(err, &f) && f.Ambiguous {
		t.ask(cell, field, f.Text)
	}
	if err != nil {
		return 0, false, fmt.Sprintf("%s : %s", t.Mapping.Title(field), err)
	}
	return a, true, ""
}

// ask makes an amount of two meanings a fault of the whole file, once a sheet.
func (t *Reader) ask(c grid.Cell, field, text string) {
	if len(t.Doubts) == 0 {
		t.Doubts.Addf(t.Grid.Pos(c), diag.Fault, "F064", "colonne « %s » : %s", t.Mapping.Title(field), text).Hint = t.Mapping.Advice("decimales")
	}
}
