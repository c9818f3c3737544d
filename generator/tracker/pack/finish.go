package pack

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Spark is a small line in one cell: the range of its values.
type Spark struct{ At, Values string }

// WithSparks adds to the end of a sheet the list of its small lines, which excelize's
// stream forgets: it stops one field before.
func WithSparks(tail []byte, sparks []Spark, ink string) []byte {
	var x strings.Builder
	x.WriteString(`<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup manualMin="0" type="column" displayEmptyCellsAs="gap" last="1" displayHidden="1" minAxisType="custom"><x14:colorSeries rgb="FF` + ink + `"/><x14:colorLast rgb="FFC00000"/><x14:sparklines>`)
	for _, s := range sparks {
		fmt.Fprintf(&x, `<x14:sparkline><xm:f>%s</xm:f><xm:sqref>%s</xm:sqref></x14:sparkline>`, s.Values, s.At)
	}
	x.WriteString(`</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst></worksheet>`)
	return append(bytes.TrimSuffix(tail, []byte("</worksheet>")), x.String()...)
}

// WithFormulas puts formulas in the part of a table: excelize has no field for them.
func WithFormulas(part []byte, formulas map[int]string) []byte {
	const end = "</tableColumn>"
	pieces := bytes.SplitAfter(part, []byte(end))
	for i, formula := range formulas {
		var x bytes.Buffer
		x.Write(bytes.TrimSuffix(pieces[i], []byte(end)))
		x.WriteString("<calculatedColumnFormula>")
		if err := xml.EscapeText(&x, []byte(formula)); err != nil {
			panic(err) // a Buffer takes everything
		}
		x.WriteString("</calculatedColumnFormula>" + end)
		pieces[i] = x.Bytes()
	}
	return slices.Concat(pieces...)
}

// WithoutMarks tells Excel not to mark what is meant: numbers of invoices kept as
// text, lines of history without the formula of their column. tail is the end of
// the part of a sheet.
func WithoutMarks(tail []byte, area string) []byte {
	at := len(tail)
	for _, next := range []string{"<drawing", "<legacyDrawing", "<tableParts", "<extLst", "</worksheet>"} {
		if i := bytes.Index(tail, []byte(next)); i >= 0 {
			at = min(at, i)
		}
	}
	mark := `<ignoredErrors><ignoredError sqref="` + area + `" numberStoredAsText="1" calculatedColumn="1"/></ignoredErrors>`
	return slices.Concat(tail[:at], []byte(mark), tail[at:])
}

// WithoutFilter takes the buttons of the filter off the part of a table.
func WithoutFilter(part []byte) []byte {
	before, after, found := bytes.Cut(part, []byte("<autoFilter"))
	if !found {
		return part
	}
	_, after, _ = bytes.Cut(after, []byte(">"))
	return slices.Concat(before, bytes.TrimPrefix(after, []byte("</autoFilter>")))
}

// WithRules adds conditional formats and checks of what is typed to the end of a sheet,
// which has some of both kinds, or none.
func WithRules(tail []byte, formats, checks []string) []byte {
	x := string(tail)
	at := len(x)
	for _, next := range []string{"<dataValidations", "<hyperlinks", "<printOptions", "<pageMargins", "</worksheet>"} {
		if i := strings.Index(x, next); i >= 0 {
			at = min(at, i)
		}
	}
	x = x[:at] + strings.Join(formats, "") + x[at:]
	if len(checks) == 0 {
		return []byte(x)
	}
	before, after, found := strings.Cut(x, "</dataValidations>")
	if !found {
		return []byte(x)
	}
	x = before + strings.Join(checks, "") + "</dataValidations>" + after
	head := strings.Index(x, "<dataValidations")
	return []byte(x[:head] + Numbered(x[head:], "count", strings.Count(x, "<dataValidation ")))
}

// Numbered is XML whose first tag has a number for an attribute.
func Numbered(xml, name string, n int) string {
	end := strings.IndexByte(xml, '>')
	head, rest := xml[:end], xml[end:]
	if strings.HasSuffix(head, "/") {
		head, rest = head[:len(head)-1], "/"+rest
	}
	if before, after, found := strings.Cut(head, " "+name+`="`); found {
		_, after, _ = strings.Cut(after, `"`)
		head = before + after
	}
	return fmt.Sprintf(`%s %s="%d"%s`, head, name, n, rest)
}

// WithLook replaces a differential style, counted from 0, in the part of the styles.
func WithLook(styles []byte, n int, xml string) []byte {
	start := bytes.Index(styles, []byte("<dxfs"))
	if start < 0 {
		return styles
	}
	places := look.FindAllIndex(styles[start:], -1)
	if n >= len(places) {
		return styles
	}
	return slices.Concat(styles[:start+places[n][0]], []byte(xml), styles[start+places[n][1]:])
}

var look = regexp.MustCompile(`(?s)<dxf/>|<dxf>.*?</dxf>`)
