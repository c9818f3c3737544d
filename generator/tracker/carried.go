package tracker

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/grid"
	"relance/generator/tracker/board"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/foreign"
	"relance/generator/tracker/formula"
	"relance/generator/tracker/look"
	"relance/generator/tracker/record"
	"relance/generator/tracker/workbook"
)

// stock carries what people added and arranged, and tells what it cannot.
func (r *reader) stock(src []byte) error {
	if r.failed != nil {
		return r.failed
	}
	s := &r.found
	r.Reading.Foreign = append(r.Reading.Foreign, s.Others...)
	r.Reading.Theirs = r.Reading.Theirs || s.Theirs
	for _, t := range columns.Tables(r.Picture) {
		r.columnsOf(src, t.Name)
	}
	for _, n := range s.Notes {
		r.note(n)
	}
	r.dresses(s.Dressed)
	for _, name := range slices.Sorted(maps.Keys(s.Layouts)) {
		r.layout(name, s.Layouts[name])
	}
	r.tabs(s.Tabs)
	if r.Reading.Theirs && r.renamed {
		r.Reading.Foreign = append(r.Reading.Foreign, "vos feuilles, avec une feuille de relance dont vous avez changé le nom")
	}
	for _, what := range r.Reading.Foreign {
		r.Notice("", "", "S517", "le classeur contient %s, que relance ne sait pas récrire", what).Hint = "le nouveau suivi est écrit à côté, sous le nom suivi.nouveau.xlsx : rien n'est perdu"
	}
	return nil
}

// look takes stock of the workbook, once its sheets are known.
func (r *reader) look(src []byte) (foreign.Stock, error) {
	own := foreign.Owner{Sheet: r.ours, Name: workbook.Names, Charts: board.Charts, Fills: look.Fills(), Inks: look.Inks()}
	for _, t := range columns.Tables(r.Picture) {
		own.Flags = append(own.Flags, t.Flags...)
	}
	return foreign.Look(src, &own)
}

// ours reports whether a sheet of the workbook is one that relance writes.
func (r *reader) ours(name string) bool {
	_, table := r.names[name]
	return table || r.page(name) || slices.Contains([]string{workbook.HiddenSheet, workbook.ListSheet, workbook.CurveSheet}, name)
}

func (r *reader) page(name string) bool {
	_, page := r.Base.Pages[name]
	return page
}

// A spot is a cell of the workbook as it will be known in the next one.
type spot struct {
	sheet  string // as relance calls it
	id     string // of the line, "" when it is on none
	key    string // of the column, "" when it is none of a table
	header bool
	below  int // rows below the last line
}

func (r *reader) spot(sheet, at string) spot {
	s := spot{sheet: r.names[sheet]}
	row, col, ok := grid.ParseAddress(at)
	if !ok || s.sheet == "" {
		return s
	}
	result := r.results[s.sheet]
	s.id, s.key = result.Lines[row], result.Columns[col]
	s.header = row == result.Header
	s.below = row - r.last[s.sheet]
	return s
}

// told says what the next workbook will not have, without keeping it from being written
// over this one.
func (r *reader) told(sheet, at, format string, args ...any) {
	r.Notice(sheet, at, "S521", format, args...).Hint = "le classeur tel qu'il était est gardé dans archives/"
}

// columnsOf keeps the columns of their own, with their formulas, and what they wrote
// below the lines.
func (r *reader) columnsOf(src []byte, sheet string) {
	result := r.results[sheet]
	r.last[sheet] = result.Header
	for row := range result.Lines {
		r.last[sheet] = max(r.last[sheet], row)
	}
	if len(result.Extra) > 0 {
		r.Reading.Kept.Sheet(sheet).Extra = result.Extra
	}
	for _, f := range result.Below {
		for _, key := range slices.Sorted(maps.Keys(f.Values)) {
			k := r.Reading.Kept.Sheet(sheet)
			k.Below = append(k.Below, cell.Loose{Rows: f.Number - r.last[sheet], Key: key, Value: f.Values[key]})
		}
	}
	if result.Stray > 0 {
		r.Reading.Foreign = append(r.Reading.Foreign, stray(result.Stray)+" au-dessus du tableau, feuille « "+sheet+" »")
	}
	if result.Formulas > 0 {
		r.formulas(src, sheet)
	}
}

func stray(n int) string {
	if n == 1 {
		return "un texte"
	}
	return fmt.Sprintf("%d textes", n)
}

// formulas keeps those of their own columns that name cells of their line; of the
// others, what they gave.
func (r *reader) formulas(src []byte, sheet string) {
	result := r.results[sheet]
	own := map[int]bool{}
	for col, key := range result.Columns {
		own[col] = cell.IsOwn(key)
	}
	now := ""
	for name, ours := range r.names {
		if ours == sheet {
			now = name
		}
	}
	var refused []string
	for _, f := range foreign.Formulas(src, now, own) {
		id, key := result.Lines[f.Row], result.Columns[f.Col]
		at := grid.Cell{Row: f.Row, Col: f.Col}.Address()
		if id == "" {
			refused = append(refused, at)
			continue
		}
		split, ok := formula.Cut(f.Text, f.Written, r.ours)
		kept := cell.Formula{Texts: split.Texts, Format: f.Format}
		for _, col := range split.Columns {
			kept.Keys = append(kept.Keys, result.Columns[col])
			ok = ok && result.Columns[col] != ""
		}
		if !ok || f.Odd {
			refused = append(refused, at)
			continue
		}
		for _, e := range r.Reading.Kept.Sheet(sheet).Extra {
			if e.Key() == key {
				kept.Value = constant(split, e.Cells[id])
				e.Cells[id] = kept
			}
		}
	}
	switch n := len(refused); {
	case n == 1:
		r.told(sheet, refused[0], "cette formule nomme d'autres lignes que la sienne : seule sa valeur est gardée")
	case n > 1:
		r.told(sheet, refused[0], "%d formules de vos colonnes nomment d'autres lignes que la leur : seules leurs valeurs sont gardées", n)
	}
}

// constant is what a formula gives when nothing that it names can change, nil
// otherwise: a false figure is worse than a blank one.
func constant(s formula.Split, v any) any {
	if text, is := v.(string); !s.Constant || is && text == grid.Uncomputed {
		return nil
	}
	if shaped, is := v.(cell.Shaped); is {
		return shaped.Number
	}
	if day, is := v.(calendar.Date); is {
		return cell.Number(fmt.Sprint(int(day)))
	}
	return v
}

// note keeps a note where its cell will be.
func (r *reader) note(n foreign.Note) {
	at := r.spot(n.Sheet, n.Cell)
	switch {
	case r.page(n.Sheet):
		k := r.Reading.Kept.Sheet(n.Sheet)
		k.Pins = append(k.Pins, cell.Pin{Cell: n.Cell, Text: r.textAt(n.Sheet, n.Cell), Note: n.Text, Author: n.Author})
	case at.key != "" && (at.id != "" || at.header):
		r.Reading.Kept.Mark(at.sheet, at.id, at.key, func(m *cell.Mark) { m.Note, m.Author = n.Text, n.Author })
	case at.key != "" && at.below > 0:
		k := r.Reading.Kept.Sheet(at.sheet)
		k.Below = append(k.Below, cell.Loose{Rows: at.below, Key: at.key, Note: n.Text, Author: n.Author})
	default:
		r.Reading.Foreign = append(r.Reading.Foreign, "la note en "+n.String())
	}
}

// textAt is the text of a cell of a free page, "" when it has none.
func (r *reader) textAt(sheet, at string) (text string) {
	s := r.book.Sheet(sheet)
	if s == nil {
		return ""
	}
	s.Each(func(row grid.Row) bool {
		for _, c := range row.Cells {
			if c.Address() == at && c.Kind == grid.Text {
				text = strings.TrimSpace(c.Text)
			}
		}
		return text == ""
	})
	return text
}

// dresses keeps the looks of cells.
func (r *reader) dresses(list []foreign.Dressed) {
	var pages []string
	for _, d := range list {
		at := r.spot(d.Sheet, d.Cell)
		switch {
		case at.key != "" && at.header:
			d.Dress = cell.Dress{Fill: d.Dress.Fill, Ink: d.Dress.Ink} // bold, as ours
			if d.Dress != (cell.Dress{}) {
				r.Reading.Kept.Mark(at.sheet, "", at.key, func(m *cell.Mark) { m.Dress = d.Dress })
			}
		case at.key != "" && at.id != "":
			r.Reading.Kept.Mark(at.sheet, at.id, at.key, func(m *cell.Mark) { m.Dress = d.Dress })
		case r.page(d.Sheet) && d.Dress.Fill != "" && !slices.Contains(pages, d.Sheet):
			pages = append(pages, d.Sheet)
			r.told(d.Sheet, d.Cell, "les couleurs que vous avez mises sur cette feuille ne sont pas reprises")
		}
	}
}

// layout keeps how a sheet is arranged.
func (r *reader) layout(name string, l *foreign.Layout) {
	sheet := cmp.Or(r.names[name], name)
	if r.page(name) {
		if l.Zoom > 0 {
			r.Reading.Kept.Sheet(name).Layout.Zoom = l.Zoom
		}
		return
	}
	if r.names[name] == "" {
		return
	}
	result := r.results[sheet]
	to := &r.Reading.Kept.Sheet(sheet).Layout
	*to = cell.Layout{Zoom: l.Zoom, Panes: l.Panes, Bare: l.Bare, Widths: map[string]float64{}, Hidden: map[string]bool{}, Heights: map[string]float64{}, Folded: map[string]bool{}}
	for col := range grid.MaxCols {
		if key := result.Columns[col]; key != "" {
			to.Order = append(to.Order, key)
			to.Widths[key], to.Hidden[key] = l.Widths[col], l.Hidden[col]
		}
		if len(to.Order) == len(result.Columns) {
			break
		}
	}
	for row, id := range result.Lines {
		if height := l.Heights[row]; height > 0 {
			to.Heights[id] = height
		}
		if l.Folded[row] {
			to.Folded[id] = true
		}
	}
	for _, link := range l.Links {
		if at := r.spot(name, link.Cell); at.id != "" && at.key != "" {
			r.Reading.Kept.Mark(at.sheet, at.id, at.key, func(m *cell.Mark) { m.Link = link.To })
		} else {
			r.told(sheet, link.Cell, "ce lien n'est pas sur une ligne du tableau : il n'est pas repris (%s)", link.To)
		}
	}
	if n := r.rules(sheet, l.Rules); n > 0 {
		l.Lost = append(l.Lost, "vos mises en forme conditionnelles et contrôles de saisie qui ne couvrent pas des colonnes entières")
	}
	if len(l.Lost) > 0 {
		r.told(sheet, "", "la mise à jour n'a pas gardé %s", strings.Join(l.Lost, ", ni "))
	}
	if name != sheet && !strings.EqualFold(name, sheet) {
		r.told(name, "", "cette feuille reprend son nom, « %s »", sheet)
	}
}

// tabs keeps the order of the sheets, those hidden, and the one in sight.
func (r *reader) tabs(t foreign.Tabs) {
	called := func(name string) string {
		if ours := cmp.Or(r.names[name], name); r.ours(name) {
			return ours
		}
		return ""
	}
	var out record.Tabs
	for _, name := range t.Order {
		if name = called(name); name != "" {
			out.Order = append(out.Order, name)
		}
	}
	for _, name := range t.Hidden {
		if name = called(name); name != "" && name != workbook.ListSheet && name != workbook.CurveSheet && name != workbook.HiddenSheet {
			out.Hidden = append(out.Hidden, name)
		}
	}
	out.Active = called(t.Active)
	r.Reading.Kept.SetTabs(out)
}
