package tracker

import (
	"slices"
	"strings"
	"sync"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/grid/ods"
	"relance/generator/grid/xlsx"
	"relance/generator/journal"
	"relance/generator/tracker/board"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/compare"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/foreign"
	"relance/generator/tracker/reading"
	"relance/generator/tracker/record"
	"relance/generator/tracker/workbook"
)

// A Reading is all that people did to a workbook since it was written.
type Reading = reading.Reading

// A Side is one of the two that changed the same cell: who reads says which one
// holds, or nothing yet.
type Side = compare.Side

// The sides of a conflict: the workbook, and the kit.
const (
	KeepTyped    = compare.Typed
	KeepRecorded = compare.Recorded
)

// Read finds what people changed in src, the bytes of suivi.xlsx or of the same
// workbook saved as .ods. base is what [Make] gave to keep beside it, nil when it
// was lost: the copy hidden in the workbook then serves. a is the agenda of today
// on the kit as it is. file is the name to print. keep settles the cells that the
// kit changed too; with "" they are conflicts.
//
// The list has faults when the workbook cannot be read at all: damaged, of another
// kit, from a journal this kit does not have, or without any base. Then the
// Reading is nil, and nothing may be written over the workbook.
func Read(file string, src, base []byte, a *agenda.Agenda, keep Side) (*Reading, diag.List) {
	said, _ := record.Read(base)
	r, problems := read(file, src, memory{said, record.Sum(base)}, a, keep, true)
	if problems.Faults() {
		return nil, problems
	}
	if err := r.stock(src); err != nil {
		problems.Addf(diag.Pos{File: file}, diag.Fault, "S501", "ce classeur ne se relit pas : %v", err)
		return nil, problems
	}
	r.Reading.Notices.Sort()
	return r.Reading, nil
}

// A memory is the base that was kept beside a workbook, nil when it was lost, and
// its digest.
type memory struct {
	base *record.Base
	sum  string
}

// read takes what was typed. What people added beside is looked for at the same time,
// when all is asked for; it is for [reader.stock].
func read(file string, src []byte, kept memory, a *agenda.Agenda, keep Side, all bool) (*reader, diag.List) {
	book, format, problems := open(file, src)
	if problems.Faults() {
		return nil, problems
	}
	r := &reader{book: book, format: format, Taker: reading.Taker{File: file, Agenda: a, Keep: keep, Reading: &Reading{Kept: &Kept{}}}}
	if problems := r.identify(src, kept); problems.Faults() {
		return nil, problems
	}
	picture, err := figures.New(a)
	if err != nil {
		problems.Addf(diag.Pos{File: file}, diag.Fault, "S505", "%v", err)
		return nil, problems
	}
	r.Picture = picture
	look := func() {}
	if all {
		look = func() { r.found, r.failed = r.look(src) }
	}
	if problems := r.sheets(look); problems.Faults() {
		return nil, problems
	}
	return r, nil
}

func open(file string, src []byte) (book *grid.Book, format grid.Format, l diag.List) {
	format, l = grid.Sniff(file, src)
	switch {
	case len(l) > 0:
		return nil, format, l
	case format == grid.XLSX:
		book, l = xlsx.Open(file, src)
		return book, format, l
	case format == grid.ODS:
		book, l = ods.Open(file, src)
		return book, format, l
	}
	l.Addf(diag.Pos{File: file}, diag.Fault, "S501", "ce fichier n'est pas un classeur").Hint = "remettez à sa place le classeur de suivi, qui est peut-être dans archives"
	return nil, format, l
}

// A reader adds to a taker the workbook that it takes from.
type reader struct {
	reading.Taker
	book    *grid.Book
	results map[string]compare.Result // by sheet of ours
	names   map[string]string         // sheet of ours, by the name it has now
	last    map[string]int            // last row that has a line, by sheet of ours
	format  grid.Format
	renamed bool          // some sheet of ours
	found   foreign.Stock // what people added beside
	failed  error
}

// identify finds the base of the workbook, and refuses one that this kit cannot
// have written.
func (r *reader) identify(src []byte, latest memory) (problems diag.List) {
	refuse := func(code, hint, format string, args ...any) diag.List {
		problems.Addf(diag.Pos{File: r.File}, diag.Fault, code, format, args...).Hint = hint
		return problems
	}
	if slices.ContainsFunc(r.book.Sheets, func(s *grid.Sheet) bool { return s.From04 }) {
		return refuse("S518", "dans Excel, décochez Fichier, Options, Options avancées, « Utiliser le calendrier depuis 1904 », enregistrez, puis recommencez", "ce classeur compte les jours depuis 1904 : toutes ses dates ont glissé de quatre ans et un jour")
	}
	properties := foreign.Custom(src)
	hidden := r.hidden()
	if properties[propertyKind] != kindTracker && hidden == nil {
		return refuse("S501", "remettez à sa place le classeur de suivi, qui est peut-être dans archives", "ce classeur n'est pas un suivi de relance")
	}
	if latest.base != nil && properties[propertyBase] == latest.sum {
		r.Base = latest.base
	} else if b, ok := record.Read(hidden); ok {
		r.Base = b
	}
	switch b := r.Base; {
	case b == nil:
		return refuse("S505", "relance suivi --reprendre le garde dans archives/ et en écrit un neuf, où recopier vos saisies", "ce que disait ce classeur à l'écriture est perdu : les saisies ne se distinguent plus du reste")
	case b.Kit != kitID(r.Agenda):
		return refuse("S502", "remettez à sa place le classeur de ce dossier", "ce classeur est le suivi d'un autre dossier (%s)", diag.Short(b.Kit))
	case !r.follows(properties[propertyJournal]):
		return refuse("S503", "le dossier a sans doute été remis dans un état plus ancien : reprenez le journal de la même date que le classeur", "ce classeur a été écrit d'après un journal que ce dossier n'a pas")
	}
	r.Reading.Generation = r.Base.Generation
	if latest.base != nil && r.Base.Generation < latest.base.Generation {
		r.Notice("", "", "S504", "ce classeur est une copie ancienne (version %d, la dernière est %d)", r.Base.Generation, latest.base.Generation).Hint = "ses saisies sont comparées à ce qu'il disait alors ; celles qui sont déjà au journal ne sont pas reprises"
	}
	r.Reading.Ahead = latest.base != nil && r.Base.Generation > latest.base.Generation
	return nil
}

// follows reports whether the journal still begins with the lines that the
// workbook was written from.
func (r *reader) follows(head string) bool {
	log := r.Agenda.Kit.Journal
	if log == nil {
		return r.Base.Entries == 0
	}
	switch n := r.Base.Entries; {
	case n > len(log.Entries):
		return false
	case head == "":
		return true
	case n == len(log.Entries):
		return log.Head == head
	default:
		return log.Entries[n].Previous == head
	}
}

// hidden is the rescue copy of the base, nil when there is none.
func (r *reader) hidden() []byte {
	s := r.book.Sheet(workbook.HiddenSheet)
	if s == nil {
		return nil
	}
	var texts []string
	s.Each(func(row grid.Row) bool {
		texts = append(texts, row.At(1).Text)
		return true
	})
	data, ok := workbook.Hidden(texts)
	if !ok {
		return nil
	}
	return data
}

// sheets compares every sheet, and takes what it says; look runs meanwhile, once the
// sheets are known.
func (r *reader) sheets(look func()) (problems diag.List) {
	tables := columns.Tables(r.Picture)
	list := make([]compare.Table, len(tables))
	for i := range tables {
		list[i] = r.tableOf(&tables[i])
	}
	found, others := compare.Find(r.book, list)
	r.results, r.names, r.last = map[string]compare.Result{}, map[string]string{}, map[string]int{}
	for i := range list {
		s := found[list[i].Sheet]
		if s == nil {
			r.Notice(list[i].Sheet, "", "S506", "cette feuille a été supprimée").Hint = "elle revient à la mise à jour"
			continue
		}
		r.names[s.Name] = list[i].Sheet
		if !strings.EqualFold(s.Name, list[i].Sheet) {
			r.renamed = true
		}
	}
	var looking sync.WaitGroup
	looking.Go(look)
	results := compared(list, found)
	looking.Wait()
	for i, result := range results {
		if result.Problems.Faults() {
			return result.Problems
		}
		if found[list[i].Sheet] != nil {
			r.results[list[i].Sheet] = result
		}
	}
	for _, s := range others {
		if problems := r.other(s); problems.Faults() {
			return problems
		}
	}
	for i := range list {
		if result, ok := r.results[list[i].Sheet]; ok {
			r.Take(list[i].Sheet, result)
		}
	}
	return nil
}

// compared reads the sheets found, all at the same time.
func compared(list []compare.Table, found map[string]*grid.Sheet) []compare.Result {
	results := make([]compare.Result, len(list))
	var sheets sync.WaitGroup
	for i := range list {
		if s := found[list[i].Sheet]; s != nil {
			sheets.Go(func() { results[i] = compare.Sheet(s, &list[i]) })
		}
	}
	sheets.Wait()
	return results
}

func (r *reader) tableOf(t *columns.Table) compare.Table {
	keys := make([]string, len(t.Columns))
	for i := range keys {
		keys[i] = t.Columns[i].Key
	}
	base, order, had := r.Base.Lines(t.Name, keys)
	list := slices.Clone(t.Columns)
	for i := range had {
		list[i].New = !had[i]
	}
	lines := sync.OnceValue(func() map[string]int {
		lines := map[string]int{}
		for line := range t.Lines {
			lines[t.ID(line)] = line
		}
		return lines
	})
	now := func(id string) []string {
		if line, there := lines()[id]; there {
			return t.Values(line)
		}
		return nil
	}
	return compare.Table{Sheet: t.Name, Columns: list, Grows: t.Grows, Base: base, Order: order, Now: now, Keep: r.Keep}
}

// other is a sheet without lines of ours: a page, or somebody's own sheet.
func (r *reader) other(s *grid.Sheet) diag.List {
	texts, ours := r.Base.Pages[s.Name]
	switch {
	case s.Name == workbook.HiddenSheet || s.Name == workbook.ListSheet || s.Name == workbook.CurveSheet:
		return nil
	case !ours && r.format == grid.ODS:
		r.Reading.Foreign = append(r.Reading.Foreign, "la feuille « "+s.Name+" » (enregistrez en .xlsx pour la garder)")
		return nil
	case !ours:
		r.Reading.Theirs = true
		return nil
	}
	label := ""
	if s.Name == board.DashboardName {
		label = board.UntilLabel
	}
	entry, at, refused, problems := compare.Page(s, texts, label)
	if label != "" {
		r.until(entry, at)
	}
	for _, f := range refused {
		r.Refuse(s.Name, f)
	}
	return problems
}

// until takes the day typed in « Encaissements saisis jusqu'au ».
func (r *reader) until(v compare.Value, at string) {
	base, kit := r.Base.Until.ISO(), r.Agenda.Kit.PaidUntil.ISO()
	day, err := calendar.Parse(v.Canon)
	switch {
	case at == "" || v.Canon == "" || v.Canon == base || v.Canon == kit:
	case v.Fault != "" || err != nil || day > r.Agenda.Date:
		r.Reading.Kept.SetUntil(v.Typed)
		r.Notice(board.DashboardName, at, "S512", "« %s » n'est pas un jour passé", diag.Short(v.Text)).Hint = "écrivez le dernier jour dont tous les encaissements sont saisis, par exemple " + r.Agenda.Date.Short()
	case kit != base && r.Keep == "":
		r.Conflict(compare.Conflict{Sheet: board.DashboardName, At: at, Header: board.UntilLabel,
			Base: compare.Shown(base, cell.Day), Sheeted: day.Short(), Kit: compare.Shown(kit, cell.Day)})
	case kit != base && r.Keep == compare.Recorded:
		r.untilRefused(v, at, "S514", "le jour du dossier, « "+compare.Shown(kit, cell.Day)+" », est gardé")
	case day < r.Agenda.Kit.PaidUntil && PaidUntil(r.Agenda.Kit.Journal) < r.Agenda.Kit.PaidUntil:
		r.untilRefused(v, at, "S511", "relance.yaml donne un jour plus récent : pour revenir en arrière, corrigez-y paiements_a_jour_au")
	default:
		r.Add(journal.Entry{Type: journal.Typed, Date: r.Agenda.Date, Field: fieldUntil, Before: base, After: v.Canon}, board.DashboardName, at)
	}
}

func (r *reader) untilRefused(v compare.Value, at, code, why string) {
	r.Refuse(board.DashboardName, compare.Refusal{At: at, Header: board.UntilLabel, Before: r.Base.Until.ISO(), After: v.Text, Code: code, Why: why})
}

// fieldUntil is the key of relance.yaml that the dashboard may set.
const fieldUntil = "paiements_a_jour_au"

// PaidUntil is the day last typed in « Encaissements saisis jusqu'au », zero when
// none was: the kit's own paiements_a_jour_au may be later.
func PaidUntil(log *journal.Log) (day calendar.Date) {
	if log == nil {
		return 0
	}
	for _, e := range log.Effective() {
		if e.Type == journal.Typed && e.Field == fieldUntil {
			if typed, err := calendar.Parse(e.After); err == nil {
				day = typed
			}
		}
	}
	return day
}
