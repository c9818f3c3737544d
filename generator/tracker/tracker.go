// Package tracker writes suivi.xlsx, the workbook people read in the morning and
// type into: dashboard, morning list, invoices, clients, journal.
//
// The workbook is a view. Every figure is computed in Go from the agenda, then
// written twice: as the value that Protected View, telephones and previewers
// show, and as the formula that a spreadsheet recomputes. Both must agree to the
// cent; a test asks LibreOffice.
//
// The flow of a sheet: lines (figures) through columns (columns.go) to cells
// (workbook). The columns are the vocabulary that reading back will use too: a
// sheet is known by its headers, a line by its hidden « Identifiant ».
package tracker

import (
	"io"

	"relance/generator/agenda"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/workbook"
)

// Write writes the tracker of an agenda. generation counts the writings of this
// kit's tracker, from 1: it tells an old copy from the current one. The same
// agenda and generation give the same bytes. The error is that of w, of a
// half-year without a public rate, or of a limit of the format.
func Write(w io.Writer, a *agenda.Agenda, generation int) error {
	p, err := figures.New(a)
	if err != nil {
		return err
	}
	owner := ""
	if a.Kit.Creditor != nil {
		owner = a.Kit.Creditor.Name
	}
	b := workbook.New(owner, dashboardName, todoSheet.Name, invoiceSheet.Name, clientSheet.Name, journalSheet.Name)
	dashboard(b, p, owner)
	workbook.Write(b, todoSheet, todoColumns, p.Todo)
	workbook.Write(b, invoiceSheet, invoiceColumns, p.Invoices)
	workbook.Write(b, clientSheet, clientColumns, p.Clients)
	workbook.Write(b, journalSheet, journalColumns, p.Journal)
	b.Lists(lists())
	b.Identify(identity(a, owner, generation))
	return b.Finish(w)
}

// The custom properties by which the reader knows a tracker, its kit and its age.
const (
	propertyKind       = "relance"
	propertyKit        = "relance_dossier"
	propertyGeneration = "relance_generation"
	propertyJournal    = "relance_journal"
	kindTracker        = "suivi"
)

func identity(a *agenda.Agenda, owner string, generation int) workbook.Identity {
	head := ""
	if a.Kit.Journal != nil {
		head = a.Kit.Journal.Head
	}
	return workbook.Identity{Title: "Suivi des relances", Owner: owner, Day: a.Date, Custom: []workbook.Property{
		{Name: propertyKind, Value: kindTracker}, {Name: propertyKit, Value: kitID(a)},
		{Name: propertyGeneration, Value: int32(generation)}, {Name: propertyJournal, Value: head},
	}}
}

// kitID tells the kits of several creditors apart: the SIREN, else the name.
func kitID(a *agenda.Agenda) string {
	c := a.Kit.Creditor
	switch {
	case c == nil:
		return ""
	case c.SIREN != "":
		return string(c.SIREN)
	}
	return workbook.Clean(c.Name)
}
