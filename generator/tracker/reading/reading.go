// Package reading turns what people typed into the sheets of a workbook into lines
// for the journal, or refuses it with its cell.
package reading

import (
	"cmp"
	"fmt"
	"strings"

	"relance/generator/agenda"
	"relance/generator/diag"
	"relance/generator/examiner"
	"relance/generator/journal"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/compare"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/record"
)

// A Reading is all that people did to a workbook since it was written.
type Reading struct {
	Generation int  // of the workbook
	Ahead      bool // it is later than the last one written over suivi.xlsx in this kit
	// Entries are the lines to append to the journal, in the order of the sheets.
	// Author is empty where nobody was named. Typings that nothing else can hold
	// are there too, as « saisie ».
	Entries []journal.Entry
	// Conflicts are cells that people changed one way and the kit another: nothing
	// may be written before somebody chooses.
	Conflicts []compare.Conflict
	// Foreign says in French what writing the workbook again would lose. When there
	// is any, the new one goes beside, as suivi.nouveau.xlsx.
	Foreign []string
	// Theirs says that there are sheets or names of their own: the new workbook is
	// to be grafted into this one.
	Theirs  bool
	Kept    *record.Kept // for the next workbook
	Notices diag.List    // what was refused, with its cell, and what came back: warnings only
}

// A Taker turns what people did to the sheets of a workbook into a [Reading].
type Taker struct {
	File    string         // the name to print
	Agenda  *agenda.Agenda // of today
	Base    *record.Base   // of the workbook
	Picture *figures.Picture
	Reading *Reading     // what was taken so far
	Keep    compare.Side // which value of a conflict holds; "" when nobody has chosen

	decisions []*form            // taken from « À valider »
	examiner  *examiner.Examiner // of what is typed, against the accounts
}

// Notice adds a warning about a cell; sheet and at may be empty.
func (t *Taker) Notice(sheet, at, code, format string, args ...any) *diag.Problem {
	return t.Reading.Notices.Addf(diag.Pos{File: t.File, Sheet: sheet, Cell: at}, diag.Warning, code, format, args...)
}

// Add adds a line for the journal. It says in which cell it was typed.
func (t *Taker) Add(e journal.Entry, sheet, at string) {
	e.Sheet, e.Cell, e.Generation = sheet, at, t.Reading.Generation
	t.Reading.Entries = append(t.Reading.Entries, e)
}

// Conflict adds a cell that both sides changed, with whom it is about.
func (t *Taker) Conflict(c compare.Conflict) {
	client, invoices := t.whose(c.Sheet, c.ID)
	c.Client, c.Invoice = cmp.Or(c.Client, client), cmp.Or(c.Invoice, invoices)
	t.Reading.Conflicts = append(t.Reading.Conflicts, c)
}

// whose says what client and invoices a line of the base is about, "" for neither.
func (t *Taker) whose(sheet, id string) (client, invoices string) {
	if sheet == columns.Invoices {
		invoices = id
	}
	return t.Base.Value(sheet, id, "code"), cmp.Or(invoices, t.Base.Value(sheet, id, "facture"), t.Base.Value(sheet, id, "factures"))
}

// Refuse keeps in the journal what was typed where nothing is read.
func (t *Taker) Refuse(sheet string, f compare.Refusal) {
	e := journal.Entry{Type: journal.Typed, Date: t.Agenda.Date, Sheet: sheet, Cell: f.At, Field: f.Header, Before: f.Before, After: f.After}
	client, invoices := t.whose(sheet, f.ID)
	e.Client = client
	for _, number := range strings.Split(invoices, ", ") {
		if _, inv := t.Agenda.Kit.Invoice(number); inv != nil {
			e.Invoices = append(e.Invoices, journal.Invoice{Number: inv.Number})
		}
	}
	if t.isKnown(e, false) {
		return
	}
	t.Add(e, sheet, f.At)
	what := fmt.Sprintf("« %s » n'est pas repris", diag.Short(f.After))
	if f.ID != "" {
		what = fmt.Sprintf("« %s » (%s, %s) n'est pas repris", diag.Short(f.After), t.Base.Named(sheet, f.ID), f.Header)
	}
	t.Notice(sheet, f.At, f.Code, "%s : %s", what, f.Why).Hint = "le journal garde ce texte ; corrigez le dossier, ou notez l'événement dans les colonnes jaunes"
}
