package table

import (
	"fmt"

	"relance/generator/grid"
	"relance/generator/intake/debtor"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
	"relance/generator/intake/record"
	"relance/generator/intake/sheet"
	"relance/generator/money"
)

// readInvoices reads the shape of most tables: a row, an invoice.
func (t *table) readInvoices() {
	roll := debtor.New(t.Sheet, t.imp, t.file)
	rows := record.NewReader(t.Sheet, t.Mapping.Today)
	for i, r := range t.Rows {
		t.Rows[i] = sheet.Row{} // what an invoice keeps of it is enough
		if t.noInvoice(r) {
			continue
		}
		dropped := len(t.imp.Dropped)
		rec, field, why := rows.Read(r)
		if why == "" {
			field, why = "", roll.Add(rec)
		}
		if why != "" {
			t.refuse(r, field, why)
			continue
		}
		if rec.Receipt {
			rec.Total = -rec.Total
		}
		t.running.add(rec.Total) // the table's own totals count what is paid too
		if len(t.imp.Dropped) == dropped {
			t.imp.Control.Lines++
		}
	}
	roll.Finish()
	t.problems = append(t.problems, rows.Doubts...)
	if n := rows.Rounded; n > 0 {
		t.imp.Note(t.Place("montant_ttc"), "W352", "vérifiez ces montants : ils viennent sans doute d'un calcul", "%s plus de deux décimales : arrondis au centime, comme le tableur les montre", found.Count(n, "montant a", "montants ont"))
	}
}

// refuse rejects a row for one of its fields, "" for the row as a whole.
func (t *table) refuse(r sheet.Row, field, why string) {
	line := t.Line(r, why)
	if field != "" {
		line.Pos = t.Pos(r, field)
	}
	t.imp.Rejected = append(t.imp.Rejected, line)
}

func (t *table) reject(r sheet.Row, why string) {
	t.imp.Rejected = append(t.imp.Rejected, t.Line(r, why))
}

func (t *table) drop(r sheet.Row, why string) {
	t.imp.Dropped = append(t.imp.Dropped, t.Line(r, why))
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

// notDue returns the word of the source for an invoice cancelled or never sent, or
// for what is no invoice.
func (t *table) notDue(r sheet.Row) string {
	if word := t.Text(r, "piece"); header.PieceNamed(word) == header.NoDebt {
		return word
	}
	for _, field := range record.StatusFields {
		if word := t.Text(r, field); header.StatusNamed(word) == header.NotDue {
			return word
		}
	}
	return ""
}

// totals adds amounts up to compare them with the totals of the table itself.
type totals struct{ all, since money.Amount }

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
