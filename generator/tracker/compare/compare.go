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
	Changed []string // keys of the entries that differ from the base, in order

	of     *comparison
	values []Value // by column of the table; a blank cell has no Canon
}

// At is the address of a cell of the line, filled or not.
func (l *Line) At(key string) string {
	if col := l.of.places[key]; col > 0 {
		return grid.Cell{Row: l.Row, Col: col}.Address()
	}
	return ""
}

// Value is what a cell of the line holds, the zero Value when it is blank.
func (l *Line) Value(key string) Value {
	for i := range l.of.table.Columns {
		if l.of.table.Columns[i].Key == key {
			return l.values[i]
		}
	}
	return Value{}
}

// Filled are the keys of the cells of the line that hold something, in order.
func (l *Line) Filled() (keys []string) {
	for i := range l.values {
		if l.values[i].Canon != "" {
			keys = append(keys, l.of.table.Columns[i].Key)
		}
	}
	return keys
}

// Typed are the cells of the line that hold something, by key, to write them again.
func (l *Line) Typed() map[string]any {
	typed := map[string]any{}
	for i := range l.values {
		if l.values[i].Canon != "" {
			typed[l.of.table.Columns[i].Key] = l.values[i].Typed
		}
	}
	return typed
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
	Stray     int // texts above the table
	Formulas  int // in columns that are not ours

	Below   []Row          // below the last line, what stands in columns of their own only
	Header  int            // row of the headers
	Lines   map[int]string // identifier of each row of the sheet
	Columns map[int]string // key of each column of the sheet
}

// A Row is one without a line: its values, by key.
type Row struct {
	Number int
	Values map[string]any
}

// Sheet compares a sheet with its table, row after row: only the first ones are held,
// until the header is found among them.
func Sheet(s *grid.Sheet, t *Table) Result {
	c := &comparison{sheet: s, table: t, byID: map[string][]*found{}, result: Result{Lines: map[int]string{}, Columns: map[int]string{}}}
	var first []grid.Row
	begin := func() {
		c.begin(first)
		for _, r := range first {
			c.row(r)
		}
		first = nil
	}
	problems := s.Each(func(r grid.Row) bool {
		if c.begun {
			c.row(r)
			return true
		}
		r.Cells = slices.Clone(r.Cells)
		if first = append(first, r); len(first) == headerRows {
			begin()
		}
		return true
	})
	if len(problems) > 0 {
		c.result.Problems = problems
		return c.result
	}
	if !c.begun {
		begin()
	}
	c.settle()
	return c.result
}

type comparison struct {
	sheet  *grid.Sheet
	table  *Table
	begun  bool
	header *header             // nil when it is not found: nothing is read
	fixed  []bool              // columns of the table that say what people did not type since
	extra  []int               // columns of the sheet that are somebody's own
	places map[string]int      // columns of the sheet by key
	facts  map[string][]string // lines of the base by their facts
	order  []string            // identifiers as they were met
	byID   map[string][]*found
	loose  []*found // without identifier
	result Result
}

// begin looks for the header among the first rows.
func (c *comparison) begin(first []grid.Row) {
	c.begun = true
	h, ok := c.table.headerOf(first)
	if !ok {
		c.problem("", "S507", "les en-têtes de cette feuille ne se retrouvent plus", "remettez la première ligne telle qu'elle était, ou reprenez la feuille dans archives")
		return
	}
	c.header, c.result.Header = h, h.row
	c.headers()
}

func (c *comparison) problem(at, code, text, hint string) {
	c.result.Problems.Addf(diag.Pos{File: c.sheet.File, Sheet: c.sheet.Name, Cell: at}, diag.Warning, code, "%s", text).Hint = hint
}

func (c *comparison) refuse(r Refusal) { c.result.Refused = append(c.result.Refused, r) }

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
		c.own(col, c.header.extra[col])
	}
	for i, col := range c.table.Columns {
		c.fixed = append(c.fixed, !c.entry(col) && col.Use != cell.Computed && !slices.Contains(c.header.missing, i))
	}
	for _, i := range c.header.missing {
		if c.table.Columns[i].New {
			continue
		}
		c.problem("", "S507", "la colonne « "+c.table.Columns[i].Header+" » ne se retrouve plus : elle a été renommée ou supprimée",
			"elle revient à la mise à jour ; ce qui est sous un en-tête renommé est gardé dans une colonne à part, sans être lu")
	}
}

// own adds a column of theirs to the result.
func (c *comparison) own(col int, header string) {
	e := cell.Extra{Header: c.unique(header), Cells: map[string]any{}}
	c.result.Extra = append(c.result.Extra, e)
	c.result.Columns[col] = e.Key()
}

// untitled is the header of a column of theirs that has none.
const untitled = "Sans titre"

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
	filled bool // in columns of the table
	extra  map[int]grid.Cell
}

// row reads a row: below the header, one of a line. Without a header, and above it,
// it belongs to nothing.
func (c *comparison) row(r grid.Row) {
	if c.header == nil || r.Number < c.header.row {
		c.result.Stray += len(r.Cells)
		return
	}
	if r.Number == c.header.row {
		return
	}
	switch f := c.line(r); {
	case f == nil:
	case f.ID == "":
		c.loose = append(c.loose, f)
	default:
		if c.byID[f.ID] == nil {
			c.order = append(c.order, f.ID)
		}
		c.byID[f.ID] = append(c.byID[f.ID], f)
	}
}

// settle says of each row which line of the base it is, once all are known.
func (c *comparison) settle() {
	if c.header == nil {
		return
	}
	var strangers []*found
	for _, id := range c.order {
		if c.table.Base[id] == nil {
			strangers = append(strangers, c.byID[id]...)
			continue
		}
		c.known(id, c.byID[id])
	}
	for _, f := range strangers {
		c.unknown(f)
	}
	last := c.header.row
	for row := range c.result.Lines {
		last = max(last, row)
	}
	for _, f := range c.loose {
		if !f.filled && f.Row > last {
			c.below(f)
			continue
		}
		if id := c.natural(f); id != "" {
			f.ID = id
			c.byID[id] = []*found{f}
			c.known(id, c.byID[id])
			continue
		}
		c.added(f)
	}
	c.missing()
}

// line reads a row; nil when it holds nothing of anyone's.
func (c *comparison) line(r grid.Row) *found {
	f := &found{Line: Line{Row: r.Number, of: c, values: make([]Value, len(c.table.Columns))}}
	last, filled := len(c.table.Columns)-1, false
	for _, raw := range r.Cells {
		at, ours := c.header.columns[raw.Col]
		if _, theirs := c.header.extra[raw.Col]; !ours && !theirs {
			if strings.TrimSpace(raw.Text) == "" {
				continue
			}
			c.header.extra[raw.Col] = untitled
			c.extra = append(c.extra, raw.Col)
			c.own(raw.Col, untitled)
		}
		switch {
		case ours && at == last:
			f.ID = strings.TrimSpace(raw.Text)
		case ours:
			col := &c.table.Columns[at]
			if col.Use == cell.Computed && raw.Formula {
				continue
			}
			f.values[at] = read(raw, col.As)
			filled = filled || f.values[at].Canon != ""
		default:
			if f.extra == nil {
				f.extra = map[int]grid.Cell{}
			}
			f.extra[raw.Col] = raw
			if raw.Formula {
				c.result.Formulas++
			}
		}
	}
	f.filled = filled
	if f.ID == "" && !filled && len(f.extra) == 0 {
		return nil
	}
	return f
}

// natural is the line of the base that a line without identifier must be: the
// only one, not found elsewhere, that has the same facts.
func (c *comparison) natural(f *found) string {
	if c.facts == nil {
		c.facts = map[string][]string{}
		for _, id := range c.table.Order {
			key := c.factsOf(func(i int) string { return c.table.Base[id][i] })
			c.facts[key] = append(c.facts[key], id)
		}
	}
	id := ""
	for _, candidate := range c.facts[c.factsOf(func(i int) string { return f.values[i].Canon })] {
		if c.byID[candidate] != nil {
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
func (c *comparison) factsOf(value func(i int) string) string {
	var facts []string
	filled := 0
	for i := range c.table.Columns[:len(c.table.Columns)-1] {
		if c.fixed[i] {
			v := value(i)
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

// entry reports whether a column is to fill in on the lines of the base.
func (c *comparison) entry(col Column) bool {
	return col.Use == cell.Entry && (col.Late || !c.table.Grows)
}
