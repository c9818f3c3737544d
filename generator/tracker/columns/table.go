// Package columns is the vocabulary of the tracker: its sheets of lines, what each
// of their columns shows, and the French words of what the kit and the journal
// write as keys. Writing and reading back both use it: a sheet is known by its
// headers, a line by its hidden « Identifiant ».
package columns

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/compare"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/workbook"
)

// The names of the sheets of lines.
const (
	Todo      = "À relancer"
	Approvals = "À valider"
	Invoices  = "Factures"
	Clients   = "Clients"
	Receipts  = "Encaissements"
	Promises  = "Promesses et échéanciers"
	Disputes  = "Litiges"
	Journal   = "Journal"
	Sendings  = "Envois"
)

// A Table is a sheet of lines whose type is forgotten: what is left is to write
// it, and to ask for its values.
type Table struct {
	Name    string           // of the sheet
	Grows   bool             // people may add lines
	Columns []compare.Column // the last one holds the identifiers
	Lines   int
	Flags   []string // texts that colour their cell

	write func(*workbook.Book, *cell.Kept)
	value func(line, column int) string
}

// Write writes the sheet, with what people added to the one it replaces; kept may
// be nil.
func (t *Table) Write(b *workbook.Book, kept *cell.Kept) { t.write(b, kept) }

// Values are those of a line, from 0, as [cell.Canon] writes them.
func (t *Table) Values(line int) []string {
	values := make([]string, len(t.Columns))
	for i := range values {
		values[i] = t.value(line, i)
	}
	return values
}

// ID is the identifier of a line, from 0.
func (t *Table) ID(line int) string { return t.value(line, len(t.Columns)-1) }

// Tables are the sheets of lines, in the order of the tabs.
func Tables(p *figures.Picture) []Table {
	return []Table{
		tableOf(todoSheet, todoColumns, p.Todo), tableOf(approvalSheet, approvalColumns, p.Approvals),
		tableOf(invoiceSheet, invoiceColumns, p.Invoices), tableOf(clientSheet, clientColumns, p.Clients),
		tableOf(receiptSheet, receiptColumns, p.Receipts), tableOf(promiseSheet, promiseColumns, p.Promises),
		tableOf(disputeSheet, disputeColumns, p.Disputes), tableOf(recent(journalSheet, p.Journal), journalColumns, p.Journal),
		tableOf(recent(sendingSheet, p.Sendings), sendingColumns, p.Sendings),
	}
}

// recent is a sheet of past events, which only prints those of its last three months: the
// others were on paper before.
func recent[L interface{ Day() calendar.Date }](s workbook.Sheet, lines []L) workbook.Sheet {
	var last calendar.Date
	for _, l := range lines {
		last = max(last, l.Day())
	}
	s.Since = slices.IndexFunc(lines, func(l L) bool { return l.Day() >= last.AddMonths(-3) })
	return s
}

func tableOf[L any](s workbook.Sheet, columns []workbook.Column[L], lines []L) Table {
	t := Table{Name: s.Name, Grows: s.Blanks > 0, Lines: len(lines)}
	for _, c := range columns {
		t.Columns = append(t.Columns, compare.Column{Key: c.Key, Header: c.Header, As: c.As, Use: c.Use, Late: c.Late || s.Blanks == 0})
	}
	for _, f := range s.Flags {
		t.Flags = append(t.Flags, f.Text)
	}
	t.write = func(b *workbook.Book, kept *cell.Kept) {
		s := s
		s.Kept = kept
		workbook.Write(b, s, columns, lines)
	}
	t.value = func(line, column int) string {
		if of := columns[column].Of; of != nil {
			return cell.Canon(of(&lines[line]))
		}
		return ""
	}
	return t
}
