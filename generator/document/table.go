package document

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Align is the side on which a table column is set.
type Align uint8

const (
	Left Align = iota
	Center
	Right
)

// Table has a header row and rows of the same width. Total, when present, stays
// on the page of the last row.
type Table struct {
	Caption string
	Align   []Align
	Header  [][]Span
	Rows    [][][]Span
	Total   [][]Span
}

// textWidth is the width, in characters, above which a table is printed as one
// small paragraph a row: wider lines are folded by mail programs and unreadable.
const textWidth = 78

func (b Table) text() string {
	header, rows, total := plainRow(b.Header), plainRows(b.Rows), plainRow(b.Total)
	all := append([][]string{header, total}, rows...)
	widths := columnWidths(all)
	sum := 2 * (len(widths) - 1)
	for _, w := range widths {
		sum += w
	}
	var out []string
	if b.Caption != "" {
		out = append(out, b.Caption)
	}
	if sum > textWidth && len(rows) > 0 {
		return strings.Join(append(out, b.records(header, rows, total)...), "\n")
	}
	out = append(out, b.line(header, widths), strings.Repeat("-", sum))
	for _, r := range rows {
		out = append(out, b.line(r, widths))
	}
	if len(total) > 0 {
		out = append(out, strings.Repeat("-", sum), b.line(total, widths))
	}
	return strings.Join(out, "\n")
}

// records prints each row as « label : value » lines, and the total on one.
func (b Table) records(header []string, rows [][]string, total []string) []string {
	var out []string
	for _, r := range rows {
		for c, cell := range r {
			switch {
			case cell == "":
			case c < len(header) && header[c] != "":
				out = append(out, header[c]+labelEnd+cell)
			default:
				out = append(out, cell)
			}
		}
		out = append(out, "")
	}
	total = slices.DeleteFunc(total, func(cell string) bool { return cell == "" })
	if len(total) == 0 {
		return out[:len(out)-1]
	}
	return append(out, strings.Join(total, labelEnd))
}

// labelEnd stands between a label and its value.
const labelEnd = "\u00a0: "

func (b Table) line(cells []string, widths []int) string {
	var out strings.Builder
	for c, cell := range cells {
		if c > 0 {
			out.WriteString("  ")
		}
		out.WriteString(pad(cell, widths[c], b.AlignOf(c)))
	}
	return strings.TrimRight(out.String(), " ")
}

// AlignOf is the side of a column, counted from 0; Left when nothing is said of it.
func (b Table) AlignOf(column int) Align {
	if column < len(b.Align) {
		return b.Align[column]
	}
	return Left
}

func (b Table) each(visit func(*Span)) {
	eachCell(b.Header, visit)
	for _, row := range b.Rows {
		eachCell(row, visit)
	}
	eachCell(b.Total, visit)
}

func eachCell(row [][]Span, visit func(*Span)) {
	for _, cell := range row {
		eachOf(cell, visit)
	}
}

func plainRow(cells [][]Span) []string {
	var out []string
	for _, c := range cells {
		out = append(out, Plain(c))
	}
	return out
}

func plainRows(rows [][][]Span) [][]string {
	var out [][]string
	for _, r := range rows {
		out = append(out, plainRow(r))
	}
	return out
}

func columnWidths(rows [][]string) []int {
	var widths []int
	for _, r := range rows {
		for c, cell := range r {
			if c == len(widths) {
				widths = append(widths, 0)
			}
			widths[c] = max(widths[c], utf8.RuneCountInString(cell))
		}
	}
	return widths
}

func pad(s string, width int, align Align) string {
	space := max(0, width-utf8.RuneCountInString(s))
	left := 0
	switch align {
	case Right:
		left = space
	case Center:
		left = space / 2
	}
	return strings.Repeat(" ", left) + s + strings.Repeat(" ", space-left)
}
