package tracker

import (
	"fmt"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/grid/ods"
	"relance/generator/grid/xlsx"
	"relance/generator/journal"
	"relance/generator/tracker/compare"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/foreign"
	"relance/generator/tracker/workbook"
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
	Kept    *Kept     // for [Make]
	Notices diag.List // what was refused, with its cell, and what came back: warnings only
}

// Read finds what people changed in src, the bytes of suivi.xlsx or of the same
// workbook saved as .ods. base is what [Make] gave to keep beside it, nil when it
// was lost: the copy hidden in the workbook then serves. a is the agenda of today
// on the kit as it is. file is the name to print.
//
// The list has faults when the workbook cannot be read at all: damaged, of another
// kit, from a journal this kit does not have, or without any base. Then the
// Reading is nil, and nothing may be written over the workbook.
func Read(file string, src, base []byte, a *agenda.Agenda) (*Reading, diag.List) {
	book, problems := open(file, src)
	if problems.Faults() {
		return nil, problems
	}
	r := &reader{file: file, book: book, agenda: a, reading: &Reading{Kept: &Kept{sheets: map[string]*workbook.Kept{}}}}
	if problems := r.identify(src, base); problems.Faults() {
		return nil, problems
	}
	picture, err := figures.New(a)
	if err != nil {
		problems.Addf(diag.Pos{File: file}, diag.Fault, "S505", "%v", err)
		return nil, problems
	}
	r.picture = picture
	if problems := r.sheets(); problems.Faults() {
		return nil, problems
	}
	if err := r.stock(src); err != nil {
		problems.Addf(diag.Pos{File: file}, diag.Fault, "S501", "ce classeur ne se relit pas : %v", err)
		return nil, problems
	}
	r.reading.Notices.Sort()
	return r.reading, nil
}

func open(file string, src []byte) (*grid.Book, diag.List) {
	format, l := grid.Sniff(file, src)
	switch {
	case len(l) > 0:
		return nil, l
	case format == grid.XLSX:
		return xlsx.Open(file, src)
	case format == grid.ODS:
		return ods.Open(file, src)
	}
	l.Addf(diag.Pos{File: file}, diag.Fault, "S501", "ce fichier n'est pas un classeur").Hint = "remettez à sa place le classeur de suivi, qui est peut-être dans archives"
	return nil, l
}

type reader struct {
	file    string
	book    *grid.Book
	agenda  *agenda.Agenda
	base    *base
	picture *figures.Picture
	reading *Reading
	results map[string]compare.Result // by sheet of ours
	names   map[string]string         // sheet of ours, by the name it has now
}

func (r *reader) notice(sheet, at, code, format string, args ...any) *diag.Problem {
	return r.reading.Notices.Addf(diag.Pos{File: r.file, Sheet: sheet, Cell: at}, diag.Warning, code, format, args...)
}

// identify finds the base of the workbook, and refuses one that this kit cannot
// have written.
func (r *reader) identify(src, given []byte) (problems diag.List) {
	refuse := func(code, hint, format string, args ...any) diag.List {
		problems.Addf(diag.Pos{File: r.file}, diag.Fault, code, format, args...).Hint = hint
		return problems
	}
	properties := foreign.Custom(src)
	hidden := r.hidden()
	if properties[propertyKind] != kindTracker && hidden == nil {
		return refuse("S501", "remettez à sa place le classeur de suivi, qui est peut-être dans archives", "ce classeur n'est pas un suivi de relance")
	}
	latest, _ := readBase(given)
	if latest != nil && properties[propertyBase] == sumOf(given) {
		r.base = latest
	} else if b, ok := readBase(hidden); ok {
		r.base = b
	}
	switch b := r.base; {
	case b == nil:
		return refuse("S505", "pour repartir de ce classeur tel qu'il est : relance suivi --reprendre", "ce que disait ce classeur à l'écriture est perdu : les saisies ne se distinguent plus du reste")
	case b.Kit != kitID(r.agenda):
		return refuse("S502", "remettez à sa place le classeur de ce dossier", "ce classeur est le suivi d'un autre dossier (%s)", diag.Short(b.Kit))
	case !r.follows(properties[propertyJournal]):
		return refuse("S503", "le dossier a sans doute été remis dans un état plus ancien : reprenez le journal de la même date que le classeur", "ce classeur a été écrit d'après un journal que ce dossier n'a pas")
	}
	r.reading.Generation = r.base.Generation
	if latest != nil && r.base.Generation < latest.Generation {
		r.notice("", "", "S504", "ce classeur est une copie ancienne (version %d, la dernière est %d)", r.base.Generation, latest.Generation).Hint = "ses saisies sont comparées à ce qu'il disait alors ; celles qui sont déjà au journal ne sont pas reprises"
	}
	return nil
}

// follows reports whether the journal still begins with the lines that the
// workbook was written from.
func (r *reader) follows(head string) bool {
	log := r.agenda.Kit.Journal
	if log == nil {
		return r.base.Entries == 0
	}
	switch n := r.base.Entries; {
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

// sheets compares every sheet, and takes what it says.
func (r *reader) sheets() (problems diag.List) {
	tables := tablesOf(r.picture)
	list := make([]compare.Table, len(tables))
	for i := range tables {
		list[i] = r.tableOf(&tables[i])
	}
	found, others := compare.Find(r.book, list)
	r.results, r.names = map[string]compare.Result{}, map[string]string{}
	for i := range list {
		s := found[list[i].Sheet]
		if s == nil {
			r.notice(list[i].Sheet, "", "S506", "cette feuille a été supprimée").Hint = "elle revient à la mise à jour"
			continue
		}
		r.names[s.Name] = list[i].Sheet
		result := compare.Sheet(s, &list[i])
		if result.Problems.Faults() {
			return result.Problems
		}
		r.results[list[i].Sheet] = result
	}
	for _, s := range others {
		if problems := r.other(s); problems.Faults() {
			return problems
		}
	}
	for i := range list {
		if result, ok := r.results[list[i].Sheet]; ok {
			r.take(list[i].Sheet, result)
		}
	}
	return nil
}

func (r *reader) tableOf(t *table) compare.Table {
	name := t.sheet.Name
	out := compare.Table{Sheet: name, Grows: t.sheet.Blanks > 0, Base: r.base.sheets[name], Order: r.base.order[name]}
	for _, c := range t.columns {
		out.Columns = append(out.Columns, compare.Column{Key: c.key, Header: c.header, As: c.as, Use: c.use, Late: c.late})
	}
	lines := map[string]int{}
	for line := range t.lines {
		lines[t.value(line, len(t.columns)-1)] = line
	}
	out.Now = func(id string) []string {
		line, there := lines[id]
		if !there {
			return nil
		}
		values := make([]string, len(t.columns))
		for i := range values {
			values[i] = t.value(line, i)
		}
		return values
	}
	return out
}

// other is a sheet without lines of ours: a page, or somebody's own sheet.
func (r *reader) other(s *grid.Sheet) diag.List {
	texts, ours := r.base.Pages[s.Name]
	switch {
	case s.Name == workbook.HiddenSheet || s.Name == workbook.ListSheet:
		return nil
	case !ours:
		r.reading.Foreign = append(r.reading.Foreign, "la feuille « "+s.Name+" »")
		return nil
	}
	label := ""
	if s.Name == dashboardName {
		label = untilLabel
	}
	entry, refused, problems := compare.Page(s, texts, label)
	if label != "" {
		r.until(entry)
	}
	for _, f := range refused {
		r.refuse(s.Name, f)
	}
	return problems
}

// until takes the day typed in « Encaissements saisis jusqu'au ».
func (r *reader) until(v compare.Value) {
	base, kit := r.base.Until.ISO(), r.agenda.Kit.PaidUntil.ISO()
	day, err := calendar.Parse(v.Canon)
	switch {
	case v.At == "" || v.Canon == "" || v.Canon == base || v.Canon == kit:
	case v.Fault != "" || err != nil || day > r.agenda.Date:
		r.reading.Kept.typed = v.Typed
		r.notice(dashboardName, v.At, "S512", "« %s » n'est pas un jour passé", diag.Short(v.Text)).Hint = "écrivez le dernier jour dont tous les encaissements sont saisis, par exemple " + r.agenda.Date.Short()
	case kit != base:
		r.reading.Conflicts = append(r.reading.Conflicts, compare.Conflict{Sheet: dashboardName, At: v.At, Header: untilLabel, Base: base, Sheeted: v.Canon, Kit: kit})
	default:
		r.add(journal.Entry{Type: journal.Typed, Date: r.agenda.Date, Sheet: dashboardName, Cell: v.At, Field: fieldUntil, Before: base, After: v.Canon, Generation: r.reading.Generation})
	}
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

// refuse keeps in the journal what was typed where nothing is read.
func (r *reader) refuse(sheet string, f compare.Refusal) {
	e := journal.Entry{Type: journal.Typed, Date: r.agenda.Date, Sheet: sheet, Cell: f.At, Field: f.Header, Before: f.Before, After: f.After, Generation: r.reading.Generation}
	if r.isKnown(e) {
		return
	}
	r.reading.Entries = append(r.reading.Entries, e)
	what := fmt.Sprintf("« %s » n'est pas repris", diag.Short(f.After))
	if f.ID != "" {
		what = fmt.Sprintf("« %s » (%s, %s) n'est pas repris", diag.Short(f.After), f.ID, f.Header)
	}
	r.notice(sheet, f.At, f.Code, "%s : %s", what, f.Why).Hint = "le journal garde ce texte ; corrigez le dossier, ou notez l'événement dans les colonnes jaunes"
}

// stock carries notes, colours and columns, and lists what it cannot.
func (r *reader) stock(src []byte) error {
	s, err := foreign.Look(src, workbook.Fills(), []string{"Table_", "Fac_", "Cli_", "Enc_", "Liste_", "Arrete_au", "Encaissements_au"})
	if err != nil {
		return err
	}
	r.reading.Foreign = append(r.reading.Foreign, s.Others...)
	for _, n := range s.Notes {
		sheet, id, key := r.cell(n.Sheet, n.Cell)
		if id == "" || key == "" {
			r.reading.Foreign = append(r.reading.Foreign, "la note en "+n.String())
			continue
		}
		r.reading.Kept.mark(sheet, id, key, func(m *workbook.Mark) { m.Note, m.Author = n.Text, n.Author })
	}
	for _, c := range s.Colours {
		if sheet, id, key := r.cell(c.Sheet, c.Cell); id != "" && key != "" {
			r.reading.Kept.mark(sheet, id, key, func(m *workbook.Mark) { m.Fill = c.Fill })
		}
	}
	for _, t := range tablesOf(r.picture) {
		name := t.sheet.Name
		result := r.results[name]
		if len(result.Extra) > 0 {
			r.reading.Kept.sheet(name).Extra = result.Extra
		}
		if result.Stray > 0 {
			r.reading.Foreign = append(r.reading.Foreign, fmt.Sprintf("%d textes hors du tableau, feuille « %s »", result.Stray, name))
		}
		if result.Formulas > 0 {
			r.reading.Foreign = append(r.reading.Foreign, fmt.Sprintf("%d formules dans vos colonnes, feuille « %s »", result.Formulas, name))
		}
	}
	for _, what := range r.reading.Foreign {
		r.notice("", "", "S517", "le classeur contient %s, que relance ne sait pas récrire", what).Hint = "le nouveau suivi est écrit à côté, sous le nom suivi.nouveau.xlsx : rien n'est perdu"
	}
	return nil
}

// cell is the line and the column of a cell of the workbook, "" when it is none of
// a table.
func (r *reader) cell(sheet, at string) (name, id, key string) {
	name = r.names[sheet]
	row, col, ok := grid.ParseAddress(at)
	if !ok {
		return name, "", ""
	}
	result := r.results[name]
	return name, result.Lines[row], result.Columns[col]
}

func (r *reader) add(e journal.Entry) { r.reading.Entries = append(r.reading.Entries, e) }
