package tracker

import (
	"fmt"
	"maps"
	"slices"

	"relance/generator/tracker/workbook"
)

// Kept is what people added to a workbook and that the next one carries: their own
// columns, notes, colours, and what they typed that could not be taken yet.
type Kept struct {
	sheets map[string]*workbook.Kept
	typed  any // where « Encaissements saisis jusqu'au » is typed, when it is no day
}

func (k *Kept) of(sheet string) *workbook.Kept {
	if k == nil {
		return nil
	}
	return k.sheets[sheet]
}

func (k *Kept) until() any {
	if k == nil {
		return nil
	}
	return k.typed
}

// sheet is [Kept.of], made when it is not there yet.
func (k *Kept) sheet(name string) *workbook.Kept {
	if k.sheets[name] == nil {
		k.sheets[name] = &workbook.Kept{Marks: map[string]map[string]workbook.Mark{}}
	}
	return k.sheets[name]
}

// mark changes what is kept of one cell.
func (k *Kept) mark(sheet, id, key string, change func(*workbook.Mark)) {
	s := k.sheet(sheet)
	if s.Marks[id] == nil {
		s.Marks[id] = map[string]workbook.Mark{}
	}
	m := s.Marks[id][key]
	change(&m)
	s.Marks[id][key] = m
}

// lost are the texts kept for lines that the tables do not have any more.
func (m *maker) lost(kept *Kept) (out []string) {
	for _, t := range m.tables {
		k := kept.of(t.sheet.Name)
		if k == nil {
			continue
		}
		here := map[string]bool{}
		for line := range t.lines {
			here[t.value(line, len(t.columns)-1)] = true
		}
		tell := func(id, text string) {
			if !here[id] && text != "" {
				out = append(out, fmt.Sprintf("%s, %s : %s", t.sheet.Name, id, text))
			}
		}
		for _, id := range slices.Sorted(maps.Keys(k.Marks)) {
			for _, key := range slices.Sorted(maps.Keys(k.Marks[id])) {
				tell(id, k.Marks[id][key].Note)
				tell(id, workbook.Shown(k.Marks[id][key].Value))
			}
		}
		for _, e := range k.Extra {
			for _, id := range slices.Sorted(maps.Keys(e.Cells)) {
				tell(id, workbook.Shown(e.Cells[id]))
			}
		}
	}
	return out
}
