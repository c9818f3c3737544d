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
	"bytes"
	"io"

	"relance/generator/agenda"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/workbook"
)

// A Made (classeur fait) is a tracker as [Make] made it.
type Made struct {
	Workbook []byte // suivi.xlsx
	Base     []byte // what it says, for [Read] to find later what people changed
	// Lost says in French what people had left on lines that are no longer there:
	// notes, values of their own columns. It is to be shown; the archive has it.
	Lost []string
}

// Make makes the tracker of an agenda. generation counts the writings of this
// kit's tracker, from 1: it tells an old copy from the current one. kept is what
// people added to the workbook it replaces, nil when there is none. The same
// arguments give the same bytes. The error is that of a half-year without a public
// rate, or of a limit of the format.
func Make(a *agenda.Agenda, generation int, kept *Kept) (Made, error) {
	p, err := figures.New(a)
	if err != nil {
		return Made{}, err
	}
	m := maker{agenda: a, generation: generation, tables: tablesOf(p)}
	if a.Kit.Creditor != nil {
		m.owner = a.Kit.Creditor.Name
	}
	page, err := settings(a)
	if err != nil {
		return Made{}, err
	}
	m.pages = []sheetPage{dashboard(p, m.owner, kept.until()), page, help()}
	base, err := m.base()
	if err != nil {
		return Made{}, err
	}
	var out bytes.Buffer
	err = m.write(&out, base, kept)
	return Made{out.Bytes(), base, m.lost(kept)}, err
}

// A maker holds what the workbook and its base are both made of.
type maker struct {
	agenda     *agenda.Agenda
	owner      string
	generation int
	tables     []table
	pages      []sheetPage // the dashboard comes first
}

// Write is [Make] without a base to keep: nothing that people added is carried.
func Write(w io.Writer, a *agenda.Agenda, generation int) error {
	made, err := Make(a, generation, nil)
	if err != nil {
		return err
	}
	_, err = w.Write(made.Workbook)
	return err
}

func (m *maker) write(w io.Writer, base []byte, kept *Kept) error {
	names := []string{dashboardName}
	for _, t := range m.tables {
		names = append(names, t.sheet.Name)
	}
	b := workbook.New(m.owner, append(names, settingsName, helpName)...)
	for _, p := range m.pages {
		b.Paint(p.Page, p.frozen, p.names...)
	}
	for _, t := range m.tables {
		t.write(b, kept.of(t.sheet.Name))
	}
	b.Lists(lists())
	b.Hide(base)
	b.Identify(identity(m.agenda, m.owner, m.generation, base))
	return b.Finish(w)
}

// A table is a sheet of lines whose type is forgotten: what is left is to write
// it, and to ask for its values.
type table struct {
	sheet   workbook.Sheet
	columns []column
	lines   int
	write   func(*workbook.Book, *workbook.Kept)
	value   func(line, column int) string // as [workbook.Canon] writes it
}

// A column is what reading back knows of one.
type column struct {
	key, header string
	as          workbook.Kind
	use         workbook.Usage
	late        bool
}

func tableOf[L any](s workbook.Sheet, columns []workbook.Column[L], lines []L) table {
	t := table{sheet: s, lines: len(lines)}
	for _, c := range columns {
		t.columns = append(t.columns, column{c.Key, c.Header, c.As, c.Use, c.Late || s.Blanks == 0})
	}
	t.write = func(b *workbook.Book, kept *workbook.Kept) {
		s := s
		s.Kept = kept
		workbook.Write(b, s, columns, lines)
	}
	t.value = func(line, column int) string {
		if of := columns[column].Of; of != nil {
			return workbook.Canon(of(&lines[line]))
		}
		return ""
	}
	return t
}

// tablesOf are the sheets of lines, in the order of the tabs.
func tablesOf(p *figures.Picture) []table {
	return []table{
		tableOf(todoSheet, todoColumns, p.Todo), tableOf(approvalSheet, approvalColumns, p.Approvals),
		tableOf(invoiceSheet, invoiceColumns, p.Invoices), tableOf(clientSheet, clientColumns, p.Clients),
		tableOf(receiptSheet, receiptColumns, p.Receipts), tableOf(promiseSheet, promiseColumns, p.Promises),
		tableOf(disputeSheet, disputeColumns, p.Disputes), tableOf(journalSheet, journalColumns, p.Journal),
		tableOf(sendingSheet, sendingColumns, p.Sendings),
	}
}

// The custom properties by which the reader knows a tracker, its kit and its age.
const (
	propertyKind       = "relance"
	propertyKit        = "relance_dossier"
	propertyGeneration = "relance_generation"
	propertyJournal    = "relance_journal"
	propertyBase       = "relance_base"
	kindTracker        = "suivi"
)

func identity(a *agenda.Agenda, owner string, generation int, base []byte) workbook.Identity {
	head := ""
	if a.Kit.Journal != nil {
		head = a.Kit.Journal.Head
	}
	return workbook.Identity{Title: "Suivi des relances", Owner: owner, Day: a.Date, Custom: []workbook.Property{
		{Name: propertyKind, Value: kindTracker}, {Name: propertyKit, Value: kitID(a)},
		{Name: propertyGeneration, Value: int32(generation)}, {Name: propertyJournal, Value: head},
		{Name: propertyBase, Value: sumOf(base)},
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
