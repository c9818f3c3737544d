package workbook

import "strings"

// calculatedColumns are the formulas of the columns of a table, by column, from 0:
// with them, a line that somebody adds computes itself. They name columns, where
// those of the cells name cells.
func calculatedColumns[L any](s Sheet, columns []Column[L]) map[int]string {
	names := map[string]string{}
	for _, c := range columns {
		names[c.Key] = tableName(s) + "[[#This Row],[" + quoted.Replace(c.Header) + "]]"
	}
	formulas := map[int]string{}
	for i, c := range columns {
		if c.Formula != "" {
			formulas[i] = strings.Join(parseTemplate(c.Formula, names), "")
		}
	}
	return formulas
}

// quoted writes a header inside brackets.
var quoted = strings.NewReplacer("'", "''", "[", "'[", "]", "']", "#", "'#")
