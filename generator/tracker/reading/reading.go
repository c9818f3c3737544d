// Package reading turns what people typed into the sheets of a workbook into lines
// for the journal, or refuses it with its cell.
package reading

import (
	"fmt"

	"relance/generator/agenda"
	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/tracker/compare"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/record"
)

// A Reading is all that people did to a workbook since it was written.
type Reading struct {
	Generation int // of the workbook
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
	Kept    *record.Kept // for the next workbook
	Notices diag.List    // what was refused, with its cell, and what came back: warnings only
}

// A Taker turns what people did to the sheets of a workbook into a [Reading].
type Taker struct {
	File    string         // the name to print
	Agenda  *agenda.Agenda // of today
	Base    *record.Base   // of the workbook
	Picture *figures.Picture
	Reading *Reading // what was taken so far
}

// Notice adds a warning about a cell; sheet and at may be empty.
func (t *Taker) Notice(sheet, at, code, format string, args ...any) *diag.Problem {
	return t.Reading.Notices.Addf(diag.Pos{File: t.File, Sheet: sheet, Cell: at}, diag.Warning, code, format, args...)
}

// Add adds a line for the journal.
func (t *Taker) Add(e journal.Entry) { t.Reading.Entries = append(t.Reading.Entries, e) }

// Refuse keeps in the journal what was typed where nothing is read.
func (t *Taker) Refuse(sheet string, f compare.Refusal) {
	e := journal.Entry{Type: journal.Typed, Date: t.Agenda.Date, Sheet: sheet, Cell: f.At, Field: f.Header, Before: f.Before, After: f.After, Generation: t.Reading.Generation}
	if t.isKnown(e) {
		return
	}
	t.Add(e)
	what := fmt.Sprintf("« %s » n'est pas repris", diag.Short(f.After))
	if f.ID != "" {
		what = fmt.Sprintf("« %s » (%s, %s) n'est pas repris", diag.Short(f.After), f.ID, f.Header)
	}
	t.Notice(sheet, f.At, f.Code, "%s : %s", what, f.Why).Hint = "le journal garde ce texte ; corrigez le dossier, ou notez l'événement dans les colonnes jaunes"
}
