package tracker

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"

	"relance/generator/calendar"
)

// A base is what a tracker said when it was written, value by value. It is kept
// outside the workbook, where no one edits it, and inside, hidden, as a rescue
// copy.
//
// Its bytes are gzipped lines of JSON: the header, then for each sheet its name,
// and one line of values for each of its lines.
type base struct {
	baseHeader
	sheets map[string]map[string][]string // by name, then identifier: values in the order of the columns
	order  map[string][]string            // identifiers of each sheet
	keys   map[string][]string            // columns of each sheet
}

type baseHeader struct {
	Version    int           `json:"v"`
	Kit        string        `json:"dossier"`
	Generation int           `json:"generation"`
	Date       calendar.Date `json:"date"`
	Entries    int           `json:"lignes_journal"`
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

func (m *maker) base() ([]byte, error) {
	a := m.agenda
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	e := json.NewEncoder(z)
	e.SetEscapeHTML(false)
	head := baseHeader{Version: baseVersion, Kit: kitID(a), Generation: m.generation, Date: a.Date, Until: a.Kit.PaidUntil, Sheets: len(m.tables), Pages: map[string][]string{}}
	if a.Kit.Journal != nil {
		head.Entries = len(a.Kit.Journal.Entries)
	}
	for _, p := range m.pages {
		head.Pages[p.Name] = p.Texts()
	}
	err = e.Encode(head)
	for _, t := range m.tables {
		s := baseSheet{Name: t.sheet.Name, Lines: t.lines}
		for _, c := range t.columns {
			s.Keys = append(s.Keys, c.key)
		}
		if err == nil {
			err = e.Encode(s)
		}
		values := make([]string, len(t.columns))
		for line := range t.lines {
			for i := range values {
				values[i] = t.value(line, i)
			}
			if err == nil {
				err = e.Encode(values)
			}
		}
	}
	if err != nil {
		return nil, err
	}
	err = z.Close()
	return out.Bytes(), err
}

// readBase reads what [maker.base] wrote; ok is false for anything else.
func readBase(src []byte) (b *base, ok bool) {
	z, err := gzip.NewReader(bytes.NewReader(src))
	if err != nil {
		return nil, false
	}
	d := json.NewDecoder(io.LimitReader(z, 1<<30))
	b = &base{sheets: map[string]map[string][]string{}, order: map[string][]string{}, keys: map[string][]string{}}
	if d.Decode(&b.baseHeader) != nil || b.Version != baseVersion {
		return nil, false
	}
	for range b.Sheets {
		var s baseSheet
		if d.Decode(&s) != nil || len(s.Keys) == 0 {
			return nil, false
		}
		lines := make(map[string][]string, min(s.Lines, 1<<20))
		for range s.Lines {
			var values []string
			if d.Decode(&values) != nil || len(values) != len(s.Keys) {
				return nil, false
			}
			id := values[len(values)-1]
			lines[id] = values
			b.order[s.Name] = append(b.order[s.Name], id)
		}
		b.sheets[s.Name], b.keys[s.Name] = lines, s.Keys
	}
	_, err = io.Copy(io.Discard, z) // to its checksum
	return b, err == nil
}

// value is what the base says of a cell, "" when it says nothing.
func (b *base) value(sheet, id, key string) string {
	values := b.sheets[sheet][id]
	for i, k := range b.keys[sheet] {
		if k == key && i < len(values) {
			return values[i]
		}
	}
	return ""
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
