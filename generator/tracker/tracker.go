// Package tracker writes suivi.xlsx, the workbook people read in the morning and
// type into: dashboard, morning list, invoices, clients, journal.
//
// The workbook is a view. Every figure is computed in Go from the agenda, then
// written twice: as the value that Protected View, telephones and previewers
// show, and as the formula that a spreadsheet recomputes. Both must agree to the
// cent; a test asks LibreOffice.
//
// The flow of a sheet: lines (figures) through columns to cells (workbook); the
// sheets without lines are laid out by board. Reading back goes the other way: the
// sheets are compared with their record (compare), and what differs is taken for
// the journal (reading).
package tracker

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"sync"

	"relance/generator/agenda"
	"relance/generator/tracker/board"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/graft"
	"relance/generator/tracker/indicators"
	"relance/generator/tracker/record"
	"relance/generator/tracker/workbook"
)

// A Made (classeur fait) is a tracker as [Make] made it.
type Made struct {
	Workbook []byte // suivi.xlsx
	Base     []byte // what it says, for [Read] to find later what people changed
	// Lost says in French what people had left on lines that are no longer there:
	// notes, values of their own columns. It is to be shown; the archive has it.
	Lost []string

	said *record.Base // Base, as it reads
}

// Kept is what people added to a workbook and that the next one carries: their own
// columns, notes, looks, the arrangement of the sheets, and what they typed that could
// not be taken yet.
type Kept = record.Kept

// Files say where the documents are that the lines open.
type Files = figures.Files

// Make makes the tracker of an agenda. generation counts the writings of this
// kit's tracker, from 1: it tells an old copy from the current one. kept is what
// people added to the workbook it replaces; it and files are nil when there is
// none. The same arguments give the same bytes. The error is that of a half-year
// without a public rate, or of a limit of the format.
func Make(a *agenda.Agenda, generation int, kept *Kept, files *Files) (Made, error) {
	p, err := figures.New(a)
	if err != nil {
		return Made{}, err
	}
	p.Link(files)
	m := maker{agenda: a, generation: generation, tables: columns.Tables(p)}
	if a.Kit.Creditor != nil {
		m.owner = a.Kit.Creditor.Name
	}
	page, err := board.Settings(a)
	if err != nil {
		return Made{}, err
	}
	indicated := indicators.Of(p)
	m.pages, m.curves = []board.Page{board.Dashboard(p, indicated, m.owner, kept.Until()), page, board.Help()}, board.Curves(indicated)
	return m.make(kept)
}

// make writes the sheets while the base, which goes into the last one, is made.
func (m *maker) make(kept *Kept) (Made, error) {
	var made Made
	var failed error
	var base sync.WaitGroup
	base.Go(func() { made.said, made.Base, failed = m.base() })
	b := m.sheets(kept)
	if base.Wait(); failed != nil {
		return Made{}, failed
	}
	b.Hide(made.Base)
	b.Identify(identity(m.agenda, m.owner, m.generation, made.Base))
	var out bytes.Buffer
	err := b.Finish(&out)
	made.Workbook, made.Lost = out.Bytes(), kept.Lost(m.tables)
	return made, err
}

// Into puts the sheets of the workbook into another that people use, which has
// sheets of their own: those stay as they are. The error is that of a workbook that
// is not built as usual.
func (m *Made) Into(theirs []byte) (err error) {
	m.Workbook, err = graft.Into(theirs, m.Workbook, workbook.Names)
	return err
}

// Verify reads a workbook just made, as [Read] will: whatever it says that the
// agenda does not is an error, and then it may not replace another.
func (m *Made) Verify(file string, a *agenda.Agenda) error {
	r, problems := read(file, m.Workbook, memory{m.said, record.Sum(m.Base)}, a, "", false)
	switch {
	case problems.Faults():
		return fmt.Errorf("relecture : %w", problems.Err())
	case len(r.Reading.Conflicts) > 0:
		c := r.Reading.Conflicts[0]
		return fmt.Errorf("relecture : %s!%s dit autre chose que le dossier", c.Sheet, c.At)
	case len(r.Reading.Entries) > 0:
		e := r.Reading.Entries[0]
		return fmt.Errorf("relecture : %s!%s passe pour une saisie", e.Sheet, e.Cell)
	}
	return nil
}

// A maker holds what the workbook and its base are both made of.
type maker struct {
	agenda     *agenda.Agenda
	owner      string
	generation int
	tables     []columns.Table
	pages      []board.Page // the dashboard comes first
	curves     [][]cell.Sum
}

// base is what the workbook says, for [Read].
func (m *maker) base() (*record.Base, []byte, error) {
	a := m.agenda
	head := record.Header{Kit: kitID(a), Generation: m.generation, Date: a.Date, Until: a.Kit.PaidUntil, Pages: map[string][]string{}}
	if a.Kit.Journal != nil {
		head.Entries = len(a.Kit.Journal.Entries)
	}
	for _, p := range m.pages {
		head.Pages[p.Name] = p.Texts()
	}
	return record.Encode(head, m.tables)
}

// Write is [Make] without a base to keep: nothing that people added is carried.
func Write(w io.Writer, a *agenda.Agenda, generation int) error {
	made, err := Make(a, generation, nil, nil)
	if err != nil {
		return err
	}
	_, err = w.Write(made.Workbook)
	return err
}

// sheets writes all the sheets that people see, and their lists.
func (m *maker) sheets(kept *Kept) *workbook.Book {
	names := []string{board.DashboardName}
	for i := range m.tables {
		names = append(names, m.tables[i].Name)
	}
	tabs := kept.Tabs()
	b := workbook.New(m.owner, arranged(append(names, board.SettingsName, board.HelpName), tabs.Order)...)
	b.Show(cmp.Or(tabs.Active, board.DashboardName), tabs.Hidden)
	if kept.Computes() {
		b.Compute()
	}
	for _, p := range m.pages {
		b.Keep(p.Name, kept.Of(p.Name))
		p.PaintOn(b)
	}
	for i := range m.tables {
		t := &m.tables[i]
		t.Write(b, kept.Of(t.Name))
	}
	b.Lists(columns.Lists())
	b.Curves(m.curves)
	return b
}

// arranged are the sheets in the order that people gave them; one that is new to it
// follows the one that it follows here.
func arranged(names, order []string) []string {
	place, at := -1, map[string]int{}
	for _, name := range names {
		if known := slices.Index(order, name); known >= 0 {
			place = known
		}
		at[name] = place
	}
	slices.SortStableFunc(names, func(a, b string) int { return at[a] - at[b] })
	return names
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
		{Name: propertyBase, Value: record.Sum(base)},
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
	return cell.Clean(c.Name)
}
