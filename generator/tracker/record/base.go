// Package record is what relance remembers of a workbook: what it said when it was
// written, and what people added that the next one carries.
package record

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/tracker/columns"
)

// A Base is what a tracker said when it was written, value by value. It is kept
// outside the workbook, where no one edits it, and inside, hidden, as a rescue
// copy.
//
// Its bytes are gzipped lines of JSON: the header, then for each sheet its name,
// and one line of values for each of its lines.
type Base struct {
	Header
	sheets map[string]map[string][]string // by name, then identifier: values in the order of the columns
	order  map[string][]string            // identifiers of each sheet
	keys   map[string][]string            // columns of each sheet
}

// A Header is what a [Base] says of the whole workbook.
type Header struct {
	Version    int           `json:"v"` // set by [Encode], as Sheets
	Kit        string        `json:"dossier"`
	Generation int           `json:"generation"`
	Date       calendar.Date `json:"date"`
	Entries    int           `json:"lignes_journal"` // of the journal
	Until      calendar.Date `json:"encaissements_au,omitzero"`
	Sheets     int           `json:"feuilles"`

	Pages map[string][]string `json:"pages"` // every text of the free pages
}

type baseSheet struct {
	Name  string   `json:"feuille"`
	Keys  []string `json:"colonnes"`
	Lines int      `json:"lignes"`
}

const baseVersion = 1

// Encode is the base of the tables, and its bytes. Of the header, the caller gives
// what it knows: the version and the number of sheets are added.
func Encode(head Header, tables []columns.Table) (*Base, []byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		return nil, nil, err
	}
	e := json.NewEncoder(z)
	e.SetEscapeHTML(false)
	head.Version, head.Sheets = baseVersion, len(tables)
	b := empty()
	b.Header = head
	if err := e.Encode(head); err != nil {
		return nil, nil, err
	}
	for i := range tables {
		if err := b.encode(e, &tables[i]); err != nil {
			return nil, nil, err
		}
	}
	err = z.Close()
	return b, out.Bytes(), err
}

func empty() *Base {
	return &Base{sheets: map[string]map[string][]string{}, order: map[string][]string{}, keys: map[string][]string{}}
}

func (b *Base) encode(e *json.Encoder, t *columns.Table) error {
	s := baseSheet{Name: t.Name, Lines: t.Lines}
	for _, c := range t.Columns {
		s.Keys = append(s.Keys, c.Key)
	}
	if err := e.Encode(s); err != nil {
		return err
	}
	b.begin(&s)
	for line := range t.Lines {
		values := t.Values(line)
		if err := e.Encode(values); err != nil {
			return err
		}
		b.add(s.Name, values)
	}
	return nil
}

// begin adds a sheet without lines.
func (b *Base) begin(s *baseSheet) {
	b.sheets[s.Name], b.keys[s.Name] = make(map[string][]string, min(s.Lines, 1<<20)), s.Keys
}

// add adds a line, the last of whose values is its identifier.
func (b *Base) add(sheet string, values []string) {
	id := values[len(values)-1]
	b.sheets[sheet][id] = values
	b.order[sheet] = append(b.order[sheet], id)
}

// Read reads what [Encode] wrote; ok is false for anything else.
func Read(src []byte) (b *Base, ok bool) {
	z, err := gzip.NewReader(bytes.NewReader(src))
	if err != nil {
		return nil, false
	}
	d := json.NewDecoder(io.LimitReader(z, 1<<30))
	b = empty()
	if d.Decode(&b.Header) != nil || b.Version != baseVersion {
		return nil, false
	}
	for range b.Sheets {
		var s baseSheet
		if d.Decode(&s) != nil || len(s.Keys) == 0 {
			return nil, false
		}
		b.begin(&s)
		for range s.Lines {
			var values []string
			if d.Decode(&values) != nil || len(values) != len(s.Keys) {
				return nil, false
			}
			b.add(s.Name, values)
		}
	}
	_, err = io.Copy(io.Discard, z) // to its checksum
	return b, err == nil
}

// Lines are the values of a sheet, by identifier, and the identifiers in order. Values
// come in the order of the columns given, by key: another version of the program may have
// written others. had tells those that the sheet had; it is nil when it had all of them.
func (b *Base) Lines(sheet string, keys []string) (lines map[string][]string, order []string, had []bool) {
	lines, order = b.sheets[sheet], b.order[sheet]
	if lines == nil || slices.Equal(keys, b.keys[sheet]) {
		return lines, order, nil
	}
	places := make([]int, len(keys))
	had = make([]bool, len(keys))
	for i, key := range keys {
		places[i] = slices.Index(b.keys[sheet], key)
		had[i] = places[i] >= 0
	}
	moved := make(map[string][]string, len(lines))
	for id, values := range lines {
		moved[id] = make([]string, len(keys))
		for i, at := range places {
			if at >= 0 {
				moved[id][i] = values[at]
			}
		}
	}
	return moved, order, had
}

// Value is what the base says of a cell, "" when it says nothing.
func (b *Base) Value(sheet, id, key string) string {
	values := b.sheets[sheet][id]
	for i, k := range b.keys[sheet] {
		if k == key && i < len(values) {
			return values[i]
		}
	}
	return ""
}

// Named is how people know a line: its client, its invoices, its stage; its identifier
// when it has none of them.
func (b *Base) Named(sheet, id string) string {
	var said []string
	for _, key := range []string{"code", "numero", "facture", "factures", "etape"} {
		if v := b.Value(sheet, id, key); v != "" && (key != "etape" || sheet != columns.Invoices) {
			said = append(said, v)
		}
	}
	return cmp.Or(strings.Join(said, ", "), id)
}

// Sum tells one base from another, in hexadecimal.
func Sum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
