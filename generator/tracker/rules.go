package tracker

import (
	"html"
	"regexp"
	"strings"

	"relance/generator/grid"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/foreign"
	"relance/generator/tracker/formula"
)

// rules keeps the conditional formats and checks that people put on whole columns of a
// sheet; the number of those that it cannot.
func (r *reader) rules(sheet string, list []foreign.Rule) (lost int) {
	for _, rule := range list {
		if kept, ok := r.rule(sheet, rule); ok {
			k := r.Reading.Kept.Sheet(sheet)
			k.Rules = append(k.Rules, kept)
		} else {
			lost++
		}
	}
	return lost
}

func (r *reader) rule(sheet string, from foreign.Rule) (kept cell.Rule, ok bool) {
	kept = cell.Rule{Check: from.Check, Look: from.Look}
	top := 0
	for i, area := range strings.Fields(from.Area) {
		keys, row, ok := r.wholeColumns(sheet, area)
		if !ok || i > 0 && row != top || from.Check && !r.mayCheck(sheet, keys) {
			return kept, false
		}
		top = row
		kept.Areas = append(kept.Areas, keys)
	}
	return kept, len(kept.Areas) > 0 && r.cutRule(&kept, sheet, from.XML, top)
}

// wholeColumns are the columns of an area that has all the lines of a sheet, those to
// fill in where there are some, and its first row.
func (r *reader) wholeColumns(sheet, area string) (keys [2]string, top int, ok bool) {
	from, to, many := strings.Cut(area, ":")
	if !many {
		to = from
	}
	top, left, ok := grid.ParseAddress(from)
	bottom, right, also := grid.ParseAddress(to)
	result := r.results[sheet]
	first, last := result.Header+1, r.last[sheet]
	if r.grows(sheet) {
		first, last = last+1, last+1
	}
	keys = [2]string{result.Columns[left], result.Columns[right]}
	return keys, top, ok && also && top <= first && bottom >= last && keys[0] != "" && keys[1] != ""
}

func (r *reader) grows(sheet string) bool {
	for _, t := range columns.Tables(r.Picture) {
		if t.Name == sheet {
			return t.Grows
		}
	}
	return false
}

// mayCheck reports whether a check of theirs can stand on a column: it is theirs, or
// one to fill in. Elsewhere it would be under ours.
func (r *reader) mayCheck(sheet string, keys [2]string) bool {
	if keys[0] != keys[1] {
		return false
	}
	for _, t := range columns.Tables(r.Picture) {
		for _, c := range t.Columns {
			if t.Name == sheet && c.Key == keys[0] {
				return c.Use == cell.Entry
			}
		}
	}
	return cell.IsOwn(keys[0])
}

// markup writes a text as XML has it between tags.
var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

var formulaTag = regexp.MustCompile(`(?s)(<formula[12]?>)(.*?)(</formula[12]?>)`)

// cutRule cuts the XML of a rule at the cells that its formulas name.
func (r *reader) cutRule(kept *cell.Rule, sheet, xml string, row int) bool {
	text := ""
	for {
		m := formulaTag.FindStringSubmatchIndex(xml)
		if m == nil {
			kept.Texts = append(kept.Texts, text+xml)
			return true
		}
		split, ok := formula.Cut(html.UnescapeString(xml[m[4]:m[5]]), row, r.ours)
		if !ok {
			return false
		}
		text += xml[:m[4]]
		for i, piece := range split.Texts {
			text += markup.Replace(piece)
			if i < len(split.Columns) {
				key := r.results[sheet].Columns[split.Columns[i]]
				if key == "" {
					return false
				}
				kept.Texts, kept.Keys = append(kept.Texts, text), append(kept.Keys, key)
				text = ""
			}
		}
		xml = xml[m[5]:]
	}
}
