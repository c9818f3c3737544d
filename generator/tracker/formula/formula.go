// Package formula writes the formulas of the tracker's columns: for a row, where they
// name cells, and for a whole column, where they name its headers.
package formula

import (
	"strconv"
	"strings"
)

// A Template is a formula cut at its cell references: each piece but the last
// ends with the letters of a column.
type Template []string

// Parse cuts a pattern, where {key} stands for the cell of that column in the line;
// letters are the columns by key.
func Parse(pattern string, letters map[string]string) Template {
	var t Template
	for {
		before, rest, found := strings.Cut(pattern, "{")
		if !found {
			return append(t, before)
		}
		key, after, _ := strings.Cut(rest, "}")
		if letters[key] == "" {
			panic("formula: no column " + key)
		}
		t, pattern = append(t, before+letters[key]), after
	}
}

// At is the formula of a row.
func (t Template) At(row int) string { return strings.Join(t, strconv.Itoa(row)) }

// OfColumn is the formula of a whole column of a table, for the lines that somebody
// adds; headers are those of its columns, by key.
func OfColumn(pattern, table string, headers map[string]string) string {
	names := map[string]string{}
	for key, header := range headers {
		names[key] = table + "[[#This Row],[" + quoted.Replace(header) + "]]"
	}
	return strings.Join(Parse(pattern, names), "")
}

// quoted writes a header inside brackets.
var quoted = strings.NewReplacer("'", "''", "[", "'[", "]", "']", "#", "'#")
