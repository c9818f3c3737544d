// Package ods reads LibreOffice workbooks: the typed values of content.xml, with
// the repetitions that stand for rows and columns alike.
package ods

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid"
)

const maxBytes = 256 << 20

// Open reads a workbook whole. A damaged one is refused.
func Open(file string, src []byte) (*grid.Book, diag.List) {
	refuse := func(text, hint string) (*grid.Book, diag.List) {
		var l diag.List
		l.Addf(diag.Pos{File: file}, diag.Fault, "F051", "%s", text).Hint = hint
		return nil, l
	}
	const again = "enregistrez-le de nouveau dans LibreOffice"
	switch format, l := grid.Sniff(file, src); {
	case len(l) > 0:
		return nil, l
	case format != grid.ODS:
		return refuse("ce n'est pas un classeur OpenDocument (.ods)", "vérifiez que c'est le bon fichier")
	}
	content, err := unpack(src)
	switch {
	case errors.Is(err, errLocked):
		return refuse("classeur protégé par un mot de passe", "enregistrez-en une copie sans mot de passe")
	case errors.Is(err, errHuge):
		return refuse("classeur démesuré une fois décompressé", "copiez la feuille utile dans un classeur neuf")
	case err != nil:
		return refuse("classeur abîmé : l'archive est incomplète ou illisible", again)
	}
	r := &reader{file: file, dec: xml.NewDecoder(bytes.NewReader(content)), hidden: map[string]bool{}}
	if err := r.tables(); err != nil {
		return refuse("classeur abîmé : "+err.Error(), again)
	}
	return &grid.Book{Sheets: r.sheets}, nil
}

// A damage is why a workbook cannot be read, in French.
type damage string

func (d damage) Error() string { return string(d) }

const (
	errLocked = damage("mot de passe")
	errHuge   = damage("trop grand")
	errShape  = damage("contenu illisible")
)

// unpack checks the CRC of every part and returns content.xml.
func unpack(src []byte) (content []byte, err error) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, err
	}
	total := uint64(0)
	seen := map[string]bool{}
	for _, p := range z.File {
		if total += min(p.UncompressedSize64, maxBytes+1); total > maxBytes || len(z.File) > 1000 {
			return nil, errHuge
		}
		if seen[p.Name] {
			return nil, errShape
		}
		seen[p.Name] = true
	}
	for _, p := range z.File {
		data, err := read(p)
		if err != nil {
			return nil, err
		}
		if p.Name == "META-INF/manifest.xml" && bytes.Contains(data, []byte("encryption-data")) {
			return nil, errLocked
		}
		if p.Name == "content.xml" {
			content = data
		}
	}
	if content == nil {
		return nil, errShape
	}
	return content, nil
}

func read(p *zip.File) ([]byte, error) {
	r, err := p.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

type reader struct {
	file   string
	dec    *xml.Decoder
	sheets []*grid.Sheet
	hidden map[string]bool // styles
	merged []grid.Area     // of the sheet at hand
}

// tables reads every table that is not inside another.
func (r *reader) tables() error {
	style := "" // of a sheet, it may hide it
	for {
		t, err := r.dec.Token()
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "style":
				style = attr(e, "name")
			case "table-properties":
				r.hidden[style] = attr(e, "display") == "false"
			case "table":
				err = r.table(e)
			}
		}
		var known damage
		switch {
		case errors.Is(err, io.EOF) && len(r.sheets) > 0:
			return nil
		case errors.Is(err, io.EOF):
			return damage("aucune feuille")
		case errors.As(err, &known):
			return known
		case err != nil:
			return errShape
		}
	}
}

// table reads one sheet; rows that are alike and hold something are repeated.
func (r *reader) table(start xml.StartElement) error {
	var rows []grid.Row
	number := 0
	r.merged = nil
	for {
		t, err := r.dec.Token()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			if e.Name.Local == "table" {
				r.add(attr(start, "name"), r.hidden[attr(start, "style-name")], rows)
				return nil
			}
		case xml.StartElement:
			if e.Name.Local != "table-row" {
				continue // groups of rows and columns
			}
			times := repeated(e, "number-rows-repeated")
			row, err := r.row(e, number+1)
			if err != nil {
				return err
			}
			if len(row.Cells) > 0 {
				if number+times > grid.MaxRows || len(row.Cells)*times > grid.MaxRows {
					return damage("trop de lignes")
				}
				rows = append(rows, copies(row, times)...)
			}
			number += times
		}
	}
}

func (r *reader) add(name string, hidden bool, rows []grid.Row) {
	r.sheets = append(r.sheets, &grid.Sheet{File: r.file, Name: name, Hidden: hidden, Merged: r.merged, Each: func(take func(grid.Row) bool) diag.List {
		for _, row := range rows {
			if !take(row) {
				return nil
			}
		}
		return nil
	}})
}

func copies(row grid.Row, times int) []grid.Row {
	rows := make([]grid.Row, times)
	for i := range rows {
		rows[i] = grid.Row{Number: row.Number + i, Hidden: row.Hidden, Cells: append([]grid.Cell(nil), row.Cells...)}
		for j := range rows[i].Cells {
			rows[i].Cells[j].Row = row.Number + i
		}
	}
	return rows
}

func (r *reader) row(start xml.StartElement, number int) (grid.Row, error) {
	visibility := attr(start, "visibility")
	row := grid.Row{Number: number, Hidden: visibility == "collapse" || visibility == "filter"}
	col := 0
	for {
		t, err := r.dec.Token()
		if err != nil {
			return row, err
		}
		switch e := t.(type) {
		case xml.EndElement:
			if e.Name.Local == "table-row" {
				return row, nil
			}
		case xml.StartElement:
			times := repeated(e, "number-columns-repeated")
			cell, err := r.cell(e)
			if err != nil {
				return row, err
			}
			for i := range times {
				if cell.Kind == grid.Empty || e.Name.Local != "table-cell" {
					break
				}
				if col+i >= grid.MaxCols {
					return row, damage("trop de colonnes")
				}
				cell.Row, cell.Col = number, col+i+1
				row.Cells = append(row.Cells, cell)
				r.span(e, cell)
			}
			col = min(col+times, grid.MaxCols)
		}
	}
}

// span notes the area that a cell covers.
func (r *reader) span(e xml.StartElement, c grid.Cell) {
	down, right := repeated(e, "number-rows-spanned"), repeated(e, "number-columns-spanned")
	if down > 1 || right > 1 {
		r.merged = append(r.merged, grid.Area{Top: c.Row, Left: c.Col, Bottom: c.Row + down - 1, Right: c.Col + right - 1})
	}
}

// cell reads one table-cell to its end.
func (r *reader) cell(start xml.StartElement) (grid.Cell, error) {
	text, err := r.paragraphs()
	if err != nil {
		return grid.Cell{}, err
	}
	c := grid.Cell{Kind: grid.Text, Text: text}
	switch kind := attr(start, "value-type"); kind {
	case "float", "percentage", "currency":
		plain, ok := grid.Decimal(attr(start, "value"))
		if !ok {
			return c, damage("nombre « " + attr(start, "value") + " » illisible")
		}
		c = grid.Cell{Kind: grid.Number, Text: plain, Number: plain}
		if strings.HasPrefix(text, "0") && strings.TrimLeft(text, "0") == plain {
			c.Text = text // shown as 01000
		}
		switch currency := attr(start, "currency"); {
		case kind == "percentage":
			c.Format = map[bool]string{true: "0.00%", false: "0%"}[strings.Contains(text, ",")]
		case kind == "currency" && currency != "":
			c.Format = "[$" + currency + "] #,##0.00" // as XLSX writes it
		}
	case "date":
		day, _, _ := strings.Cut(attr(start, "date-value"), "T")
		date, err := calendar.Parse(day)
		if err != nil {
			return c, damage(err.Error())
		}
		c = grid.Cell{Kind: grid.Day, Text: date.Short(), Number: strconv.Itoa(int(date)), Date: date}
	case "boolean":
		c = grid.Cell{Kind: grid.Bool, Text: map[bool]string{true: "VRAI", false: "FAUX"}[attr(start, "boolean-value") == "true"]}
	case "string":
		if v := attr(start, "string-value"); v != "" {
			c.Text = v
		}
	case "":
		if text == "" && attr(start, "formula") != "" {
			c.Kind, c.Text = grid.Broken, grid.Uncomputed
		}
		if strings.HasPrefix(text, "#") || strings.HasPrefix(text, "Err:") {
			c.Kind = grid.Broken
		}
	}
	if broken(start) {
		c.Kind = grid.Broken
	}
	if c.Text == "" {
		c.Kind = grid.Empty
	}
	c.Formula = attr(start, "formula") != ""
	return c, nil
}

// broken tells a formula that failed, which is saved as a text too.
func broken(e xml.StartElement) bool {
	return slices.ContainsFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == "value-type" && a.Value == "error" })
}

// drawing is the namespace of pictures, charts and shapes, which stand in the cell
// that they are anchored to and have texts of their own.
const drawing = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"

// paragraphs returns the text of a cell, its notes and pictures left out.
func (r *reader) paragraphs() (string, error) {
	var text strings.Builder
	count := 0
	for depth := 1; depth > 0; {
		t, err := r.dec.Token()
		if err != nil {
			return "", err
		}
		switch e := t.(type) {
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth > 1 {
				text.Write(e)
			}
		case xml.StartElement:
			depth++
			if e.Name.Local == "annotation" || e.Name.Space == drawing {
				if err := r.dec.Skip(); err != nil {
					return "", err
				}
				depth--
				continue
			}
			switch e.Name.Local {
			case "p":
				if count++; count > 1 {
					text.WriteByte('\n')
				}
			case "s":
				text.WriteString(strings.Repeat(" ", min(repeated(e, "c"), 1000)))
			case "tab":
				text.WriteByte('\t')
			case "line-break":
				text.WriteByte('\n')
			}
		}
	}
	return grid.Composed(text.String()), nil
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// repeated reads a count that is 1 when it is absent or absurd.
func repeated(e xml.StartElement, name string) int {
	if n, err := strconv.Atoi(attr(e, name)); err == nil && n > 1 {
		return n
	}
	return 1
}
