package compare

import (
	"slices"
	"strings"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/tracker/cell"
)

// A Line is one line of a sheet, as it was found.
type Line struct {
	ID      string // "" when it is new
	Row     int
	Values  map[string]Value // by key; blank cells are absent
	Changed []string         // keys of the entries that differ from the base, in order

	places map[string]int // columns of the sheet by key
}

// At is the address of a cell of the line, filled or not.
func (l *Line) At(key string) string {
	if col := l.places[key]; col > 0 {
		return grid.Cell{Row: l.Row, Col: col}.Address()
	}
	return ""
}

// A Refusal is something typed where nothing is read, or that belongs to nobody.
type Refusal struct {
	At            string
	ID            string // of the line, "" when it has none
	Header        string
	Before, After string
	Code, Why     string
}

// A Conflict is a cell that people and the kit changed, each in its own way.
type Conflict struct {
	Sheet, At, ID, Header string
	Base, Sheeted, Kit    string // before; in the workbook; in the kit today; as people read them
	Client, Invoice       string // whom it is about, "" when nobody
}

// A Side is one of the two that a [Conflict] opposes.
type Side string

// Typed is what people typed in the workbook, Recorded what the kit says.
const (
	Typed    Side = "tableur"
	Recorded Side = "dossier"
)

// A Result is all that a sheet says that its base did not.
type Result struct {
	Edited    []Line // lines of the base with entries that changed
	Added     []Line
	Refused   []Refusal
	Conflicts []Conflict
	Extra     []cell.Extra
	Problems  diag.List
	Stray     int // texts outside the table
	Formulas  int // in columns that are not ours

	Lines   map[int]string // identifier of each row of the sheet
	Columns map[int]string // key of each column of the sheet
}

// Sheet compares a sheet with its table.
func Sheet(s *grid.Sheet, t *Table) Result {
	c := &comparison{sheet: s, table: t, result: Result{Lines: map[int]string{}, Columns: map[int]string{}}}
	rows, problems := s.Rows()
	if len(problems) > 0 {
		c.result.Problems = problems
		return c.result
	}
	h, ok := t.headerOf(rows)
	if !ok {
		c.problem("", "S507", "les en-têtes de cette feuille ne se retrouvent plus", "remettez la première ligne telle qu'elle était, ou reprenez la feuille dans archives")
		c.lost(rows)
		return c.result
	}
	c.header = h
	c.headers()
	c.lines(rows)
	return c.result
}

type comparison struct {
	sheet  *grid.Sheet
	table  *Table
	header *header
	extra  []int               // columns of the sheet that are somebody's own
	places map[string]int      // columns of the sheet by key
	facts  map[string][]string // lines of the base by their facts
	result Result
}

func (c *comparison) problem(at, code, text, hint string) {
	c.result.Problems.Addf(diag.Pos{File: c.sheet.File, Sheet: c.sheet.Name, Cell: at}, diag.Warning, code, "%s", text).Hint = hint
}

func (c *comparison) refuse(r Refusal) { c.result.Refused = append(c.result.Refused, r) }

// lost counts what stands in a sheet whose header is gone.
func (c *comparison) lost(rows []grid.Row) {
	for _, r := range rows {
		c.result.Stray += len(r.Cells)
	}
}

func (c *comparison) headers() {
	c.places = map[string]int{}
	for col, at := range c.header.columns {
		c.result.Columns[col] = c.table.Columns[at].Key
		c.places[c.table.Columns[at].Key] = col
	}
	for col := range c.header.extra {
		c.extra = append(c.extra, col)
	}
	slices.Sort(c.extra)
	for _, col := range c.extra {
		c.result.Extra = append(c.result.Extra, cell.Extra{Header: c.unique(c.header.extra[col]), Cells: map[string]any{}})
	}
	for _, i := range c.header.missing {
		c.problem("", "S507", "la colonne « "+c.table.Columns[i].Header+" » ne se retrouve plus : elle a été renommée ou supprimée",
			"elle revient à la mise à jour ; ce qui est sous un en-tête renommé est gardé dans une colonne à part, sans être lu")
	}
}

// unique makes an extra header different from those before it, as tables need.
func (c *comparison) unique(name string) string {
	name = strings.TrimSpace(name)
	for slices.ContainsFunc(c.result.Extra, func(e cell.Extra) bool { return strings.EqualFold(e.Header, name) }) || c.table.column(name) >= 0 {
		name += " (bis)"
	}
	return name
}

// A found line, before it is known which line of the base it is.
type found struct {
	Line
	extra map[int]grid.Cell
}

func (c *comparison) lines(rows []grid.Row) {
	var order []string
	byID := map[string][]*found{}
	var loose []*found
	for _, r := range rows {
		if r.Number <= c.header.row {
			if r.Number < c.header.row {
				c.result.Stray += len(r.Cells)
			}
			continue
		}
		f := c.line(r)
		switch {
		case f == nil:
		case f.ID != "":
			if byID[f.ID] == nil {
				order = append(order, f.ID)
			}
			byID[f.ID] = append(byID[f.ID], f)
		default:
			loose = append(loose, f)
		}
	}
	var strangers []*found
	for _, id := range order {
		if c.table.Base[id] == nil {
			strangers = append(strangers, byID[id]...)
			continue
		}
		c.known(id, byID[id])
	}
	for _, f := range strangers {
		c.unknown(f, byID)
	}
	for _, f := range loose {
		if id := c.natural(f, byID); id != "" {
			f.ID = id
			byID[id] = []*found{f}
			c.known(id, byID[id])
			continue
		}
		c.added(f)
	}
	c.missing(byID)
}

// line reads a row; nil when it holds nothing of anyone's.
func (c *comparison) line(r grid.Row) *found {
	f := &found{Line: Line{Row: r.Number, Values: make(map[string]Value, len(r.Cells)), places: c.places}, extra: map[int]grid.Cell{}}
	last := len(c.table.Columns) - 1
	for _, raw := range r.Cells {
		at, ours := c.header.columns[raw.Col]
		_, theirs := c.header.extra[raw.Col]
		switch {
		case ours && at == last:
			f.ID = strings.TrimSpace(raw.Text)
		case ours:
			col := &c.table.Columns[at]
			v := read(raw, col.As)
			if v.Canon == "" || col.Use == cell.Computed && raw.Formula {
				continue
			}
			f.Values[col.Key] = v
		case theirs:
			f.extra[raw.Col] = raw
			if raw.Formula {
				c.result.Formulas++
			}
		default:
			c.result.Stray++
		}
	}
	if f.ID == "" && len(f.Values) == 0 && len(f.extra) == 0 {
		return nil
	}
	return f
}

// natural is the line of the base that a line without identifier must be: the
// only one, not found elsewhere, that has the same facts.
func (c *comparison) natural(f *found, byID map[string][]*found) string {
	if c.facts == nil {
		c.facts = map[string][]string{}
		for _, id := range c.table.Order {
			key := c.factsOf(func(i int, _ string) string { return c.table.Base[id][i] })
			c.facts[key] = append(c.facts[key], id)
		}
	}
	id := ""
	for _, candidate := range c.facts[c.factsOf(func(_ int, key string) string { return f.Values[key].Canon })] {
		if byID[candidate] != nil {
			continue
		}
		if id != "" {
			return ""
		}
		id = candidate
	}
	return id
}

// factsOf joins the facts of a line; "" when it has too few to tell it.
func (c *comparison) factsOf(value func(i int, key string) string) string {
	var facts []string
	filled := 0
	for i, col := range c.table.Columns[:len(c.table.Columns)-1] {
		if c.isFact(i) {
			v := value(i, col.Key)
			facts = append(facts, v)
			if v != "" {
				filled++
			}
		}
	}
	if filled < 2 {
		return ""
	}
	return strings.Join(facts, "\x00")
}

// isFact reports whether a column, still in the sheet, says what people did not
// type since.
func (c *comparison) isFact(i int) bool {
	col := c.table.Columns[i]
	return !c.entry(col) && col.Use != cell.Computed && !slices.Contains(c.header.missing, i)
}

// entry reports whether a column is to fill in on the lines of the base.
func (c *comparison) entry(col Column) bool {
	return col.Use == cell.Entry && (col.Late || !c.table.Grows)
}
