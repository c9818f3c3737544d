package journal

import "bytes"

// Without is the journal that follows a purge: purge comes first and holds the head of
// l, then come the lines of l but those that drop tells and their corrections, under
// the IDs they had. It returns the whole file too. An entry that Read would refuse is
// a mistake of the program: it panics.
func (l *Log) Without(purge Entry, drop func(Entry) bool) (*Log, []byte) {
	after := &Log{file: l.file, Head: origin}
	purge.Type, purge.Version, purge.Previous = Purge, version, l.Head
	day, _, _ := parseID(l.Entries[0].ID)
	purge.ID = makeID(day.AddDays(-1), 1)
	lines := []Entry{purge}
	gone := map[string]bool{}
	for _, e := range l.Entries {
		if e.Type == Purge || drop(e) || e.Type == Correction && gone[e.Corrects] {
			gone[e.ID] = true
			continue
		}
		lines = append(lines, e)
	}
	var file bytes.Buffer
	ids := map[string]bool{}
	for i, e := range lines {
		if i > 0 {
			e.Previous = after.Head
		}
		text := encode(e)
		if p := after.take(text, ids); p != nil {
			panic("journal: " + p.Code + " " + p.Text)
		}
		file.Write(text)
		file.WriteByte('\n')
	}
	return after, file.Bytes()
}
