package workbook

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/cell"
	"relance/generator/tracker/pack"
)

// checked reports whether people replaced the check of what is typed in a column.
func (s Sheet) checked(key string) bool {
	return slices.ContainsFunc(s.kept().Rules, func(r cell.Rule) bool {
		return r.Check && slices.ContainsFunc(r.Areas, func(a [2]string) bool { return a[0] == key && a[1] == key })
	})
}

// rules puts back the conditional formats and the checks of theirs, on the lines down
// to the last row. Excelize would have to understand them: they go in as they came.
func (w *lineWriter[L]) rules(last int) {
	var formats, checks []string
	for i, r := range w.kept.Rules {
		area, xml := w.areas(r, last), w.ruled(r)
		switch {
		case area == "" || xml == "":
		case r.Check:
			checks = append(checks, strings.Replace(xml, "<dataValidation ", `<dataValidation sqref="`+area+`" `, 1))
		default:
			const below = 100 // ours come first
			xml = pack.Numbered(xml, "priority", below+i)
			if r.Look != "" {
				xml = pack.Numbered(xml, "dxfId", w.book.differential(r.Look))
			}
			formats = append(formats, `<conditionalFormatting sqref="`+area+`">`+xml+`</conditionalFormatting>`)
		}
	}
	if len(formats)+len(checks) > 0 {
		w.book.patches.Add(w.book.partOf(w.sheet.Name), func(tail []byte) []byte { return pack.WithRules(tail, formats, checks) })
	}
}

// areas are where a rule holds, "" when one of its columns is gone.
func (w *lineWriter[L]) areas(r cell.Rule, last int) string {
	var areas []string
	for _, a := range r.Areas {
		from, to := w.place(a[0]), w.place(a[1])
		if from == 0 || to < from {
			return ""
		}
		areas = append(areas, Place(from, 2)+":"+Place(to, last))
	}
	return strings.Join(areas, " ")
}

// ruled is the XML of a rule where the columns are now.
func (w *lineWriter[L]) ruled(r cell.Rule) string {
	var xml strings.Builder
	for i, key := range r.Keys {
		at := w.place(key)
		if at == 0 {
			return ""
		}
		xml.WriteString(r.Texts[i] + Place(at, 2))
	}
	return xml.String() + r.Texts[len(r.Texts)-1]
}

// differential is the number of a differential style given as XML: excelize makes a
// plain one, which the finishing pass replaces.
func (b *Book) differential(xml string) int {
	id, err := b.file.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	b.try(err)
	b.patches.Add("xl/styles.xml", func(part []byte) []byte { return pack.WithLook(part, id, xml) })
	return id
}
