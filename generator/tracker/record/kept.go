package record

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"relance/generator/tracker/cell"
	"relance/generator/tracker/columns"
)

// Kept is what people added to a workbook and that the next one carries: their own
// columns, notes, looks, the arrangement of the sheets, and what they typed that could
// not be taken yet.
type Kept struct {
	sheets map[string]*cell.Kept
	names  map[[2]string]string // of lines, by sheet and identifier
	tabs   Tabs
	typed  any // where « Encaissements saisis jusqu'au » is typed, when it is no day
}

// Of is what is kept of a sheet; nil when nothing is, or when k is nil.
func (k *Kept) Of(sheet string) *cell.Kept {
	if k == nil {
		return nil
	}
	return k.sheets[sheet]
}

// Tabs are the sheets as people arranged them, by the names they have in a new
// workbook; sheets of their own are left out.
type Tabs struct {
	Order  []string
	Hidden []string
	Active string // "" when it is one of theirs
}

// Tabs is how the sheets were arranged, as relance arranges them when k is nil.
func (k *Kept) Tabs() Tabs {
	if k == nil {
		return Tabs{}
	}
	return k.tabs
}

// SetTabs is [Kept.Tabs] from now on.
func (k *Kept) SetTabs(t Tabs) { k.tabs = t }

// Computes reports whether columns of theirs have formulas.
func (k *Kept) Computes() bool {
	if k == nil {
		return false
	}
	for _, s := range k.sheets {
		for _, e := range s.Extra {
			for _, v := range e.Cells {
				if _, is := v.(cell.Formula); is {
					return true
				}
			}
		}
	}
	return false
}

// Until is what is typed where « Encaissements saisis jusqu'au » is expected, when
// it could not be taken; nil otherwise.
func (k *Kept) Until() any {
	if k == nil {
		return nil
	}
	return k.typed
}

// SetUntil is [Kept.Until] from now on.
func (k *Kept) SetUntil(typed any) { k.typed = typed }

// Sheet is [Kept.Of], made when it is not there yet.
func (k *Kept) Sheet(name string) *cell.Kept {
	if k.sheets == nil {
		k.sheets = map[string]*cell.Kept{}
	}
	if k.sheets[name] == nil {
		k.sheets[name] = &cell.Kept{Marks: map[string]map[string]cell.Mark{}}
	}
	return k.sheets[name]
}

// Mark changes what is kept of one cell.
func (k *Kept) Mark(sheet, id, key string, change func(*cell.Mark)) {
	s := k.Sheet(sheet)
	if s.Marks[id] == nil {
		s.Marks[id] = map[string]cell.Mark{}
	}
	m := s.Marks[id][key]
	change(&m)
	s.Marks[id][key] = m
}

// Name says how people know a line, should it be gone when the next workbook is made.
func (k *Kept) Name(sheet, id, name string) {
	if k.names == nil {
		k.names = map[[2]string]string{}
	}
	k.names[[2]string{sheet, id}] = name
}

// Lost are the texts kept for lines that the tables do not have any more, in
// French.
func (k *Kept) Lost(tables []columns.Table) (out []string) {
	for i := range tables {
		t := &tables[i]
		s := k.Of(t.Name)
		if s == nil {
			continue
		}
		here := map[string]bool{}
		for line := range t.Lines {
			here[t.ID(line)] = true
		}
		tell := func(id, text string) {
			if !here[id] && id != "" && text != "" {
				out = append(out, fmt.Sprintf("%s, %s : %s", t.Name, cmp.Or(k.names[[2]string{t.Name, id}], id), text))
			}
		}
		for _, id := range slices.Sorted(maps.Keys(s.Marks)) {
			for _, key := range slices.Sorted(maps.Keys(s.Marks[id])) {
				tell(id, s.Marks[id][key].Note)
				tell(id, s.Marks[id][key].Link)
				tell(id, cell.Shown(s.Marks[id][key].Value))
			}
		}
		for _, e := range s.Extra {
			for _, id := range slices.Sorted(maps.Keys(e.Cells)) {
				tell(id, cell.Shown(e.Cells[id]))
			}
		}
	}
	return out
}
