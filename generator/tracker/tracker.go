// Package tracker writes suivi.xlsx, the workbook people read in the morning and
// type into: dashboard, morning list, invoices, clients, journal.
//
// The workbook is a view. Every figure is computed in Go from the agenda, then
// written twice: as the value that Protected View, telephones and previewers
// show, and as the formula that a spreadsheet recomputes. Both must agree to the
// cent; a test asks LibreOffice.
//
// The flow of a sheet: lines ([newPicture]) through columns (columns.go) to cells
// (book.go). The columns are the vocabulary that reading back will use too: a
// sheet is known by its headers, a line by its hidden « Identifiant ».
package tracker

import (
	"io"

	"relance/generator/agenda"
)

// Write writes the tracker of an agenda. generation counts the writings of this
// kit's tracker, from 1: it tells an old copy from the current one. The same
// agenda and generation give the same bytes. The error is that of w, of a
// half-year without a public rate, or of a limit of the format.
func Write(w io.Writer, a *agenda.Agenda, generation int) error {
	p, err := newPicture(a)
	if err != nil {
		return err
	}
	b := newBook(a)
	defer b.file.Close()
	b.dashboard(p)
	writeSheet(b, todoSheet, todoColumns, p.todo)
	writeSheet(b, invoiceSheet, invoiceColumns, p.invoices)
	writeSheet(b, clientSheet, clientColumns, p.clients)
	writeSheet(b, journalSheet, journalColumns, p.journal)
	b.lists()
	b.properties(a, generation)
	return b.finish(w)
}
