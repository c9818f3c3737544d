package foreign

import (
	"bytes"
	"encoding/xml"
	"regexp"

	"relance/generator/grid"
	"relance/generator/tracker/parts"
)

// A Formula is one of a cell, and the number format of what it gives.
type Formula struct {
	Row, Col     int
	Written      int // the row whose cells the text names
	Text, Format string
	Odd          bool // it gives several cells, or is no plain formula
}

var formulaTag = regexp.MustCompile(`(?s)<f(?:\s([^>]*?))?(?:/>|>(.*?)</f>)`)

// Formulas are those of some columns of a sheet of src, from top to bottom.
func Formulas(src []byte, sheet string, columns map[int]bool) []Formula {
	book, err := parts.Open(src)
	if err != nil || book.Sheet(sheet) == nil {
		return nil
	}
	var l looks
	if xml.Unmarshal(book.Part(parts.Styles), &l) != nil {
		return nil
	}
	var out []Formula
	shared := map[string]Formula{}
	for part := book.Part(book.Sheet(sheet).Part); ; {
		tag, content, rest := nextCell(part)
		if tag == nil {
			return out
		}
		part = rest
		row, col, ok := grid.ParseAddress(attribute(tag, ` r="`))
		if !ok || !columns[col] {
			continue
		}
		if m := formulaTag.FindSubmatch(content); m != nil {
			f := Formula{Row: row, Col: col, Written: row, Text: parts.Text(string(m[2])), Format: l.format(attribute(tag, ` s="`))}
			f.share(m[1], shared)
			out = append(out, f)
		}
	}
}

// share gives a cell the formula that it has in common with one above: Excel writes it
// once.
func (f *Formula) share(attributes []byte, shared map[string]Formula) {
	switch kind := attribute(attributes, ` t="`); kind {
	case "", "normal":
	case "shared":
		id := attribute(attributes, ` si="`)
		if f.Text != "" {
			shared[id] = *f
		}
		first, known := shared[id]
		f.Text, f.Written, f.Odd = first.Text, first.Row, !known || first.Col != f.Col
	default:
		f.Odd = true
	}
}

// nextCell finds a cell that holds something; tag is nil when there are no more.
func nextCell(part []byte) (tag, content, rest []byte) {
	for {
		at := bytes.Index(part, []byte("<c "))
		if at < 0 {
			return nil, nil, nil
		}
		part = part[at+3:]
		end := bytes.IndexByte(part, '>')
		if end < 0 {
			return nil, nil, nil
		}
		if part[max(0, end-1)] == '/' {
			continue
		}
		tag, rest = part[:end], part[end+1:]
		close := bytes.Index(rest, []byte("</c>"))
		if close < 0 {
			return nil, nil, nil
		}
		return tag, rest[:close], rest[close:]
	}
}
