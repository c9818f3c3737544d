// Package chart draws the charts of the tracker: columns or bars, stacked, with a
// line on a second axis when it counts something else. It writes the part whole,
// colours and cached values included, where excelize leaves the values out and
// programs that compute nothing would draw an empty frame.
package chart

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// A Chart is one picture of the figures of a sheet.
type Chart struct {
	Title      string
	Alt        string // what it shows, for those who do not see it
	Horizontal bool
	Categories Range
	Bars       []Series // stacked
	Line       *Series  // on its own axis, to the right
}

// A Series is one set of values.
type Series struct {
	Name   string
	Values Range
	Ink    string   // six hexadecimal digits
	Inks   []string // of each bar, when they differ
}

// A Range is the cells that values come from, and what they hold.
type Range struct {
	Ref    string // 'Tableau de bord'!$C$10:$C$14
	Format string // number format; "" for texts
	Cached []string
}

// The identifiers of the axes, any numbers that differ.
const (
	categories, values         = 1001, 1002
	lineCategories, lineValues = 1003, 1004
)

// XML is the chart's part.
func (c *Chart) XML() []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	b.WriteString(`<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:roundedCorners val="0"/><c:chart>`)
	b.WriteString(`<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1100" b="1"/></a:pPr><a:r><a:rPr lang="fr-FR" sz="1100" b="1"><a:solidFill><a:srgbClr val="1F3864"/></a:solidFill></a:rPr><a:t>` +
		Escaped(c.Title) + `</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>`)
	c.bars(&b)
	if c.Line != nil {
		c.line(&b)
	}
	c.axes(&b)
	b.WriteString(`<c:spPr><a:noFill/></c:spPr></c:plotArea>`)
	if len(c.Bars) > 1 || c.Line != nil {
		b.WriteString(`<c:legend><c:legendPos val="b"/><c:overlay val="0"/>` + ink(900) + `</c:legend>`)
	}
	b.WriteString(`<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr></c:chartSpace>`)
	return []byte(b.String())
}

func (c *Chart) bars(b *strings.Builder) {
	direction := "col"
	if c.Horizontal {
		direction = "bar"
	}
	fmt.Fprintf(b, `<c:barChart><c:barDir val="%s"/><c:grouping val="stacked"/><c:varyColors val="0"/>`, direction)
	for i := range c.Bars {
		s := &c.Bars[i]
		c.head(b, i, s, `<c:spPr><a:solidFill><a:srgbClr val="`+s.Ink+`"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>`)
		for j, one := range s.Inks {
			fmt.Fprintf(b, `<c:dPt><c:idx val="%d"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr><a:solidFill><a:srgbClr val="%s"/></a:solidFill></c:spPr></c:dPt>`, j, one)
		}
		c.data(b, s)
		b.WriteString(`</c:ser>`)
	}
	fmt.Fprintf(b, `<c:gapWidth val="45"/><c:overlap val="100"/><c:axId val="%d"/><c:axId val="%d"/></c:barChart>`, categories, values)
}

func (c *Chart) line(b *strings.Builder) {
	b.WriteString(`<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>`)
	pen := `<a:ln w="28575"><a:solidFill><a:srgbClr val="` + c.Line.Ink + `"/></a:solidFill></a:ln>`
	c.head(b, len(c.Bars), c.Line, `<c:spPr>`+pen+`</c:spPr><c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr><a:solidFill><a:srgbClr val="`+c.Line.Ink+`"/></a:solidFill>`+pen+`</c:spPr></c:marker>`)
	c.data(b, c.Line)
	b.WriteString(`<c:smooth val="0"/></c:ser>`)
	fmt.Fprintf(b, `<c:marker val="1"/><c:axId val="%d"/><c:axId val="%d"/></c:lineChart>`, lineCategories, lineValues)
}

func (c *Chart) head(b *strings.Builder, index int, s *Series, look string) {
	fmt.Fprintf(b, `<c:ser><c:idx val="%d"/><c:order val="%d"/><c:tx><c:v>%s</c:v></c:tx>%s`, index, index, Escaped(s.Name), look)
}

func (c *Chart) data(b *strings.Builder, s *Series) {
	fmt.Fprintf(b, `<c:cat>%s</c:cat><c:val>%s</c:val>`, c.Categories.xml(), s.Values.xml())
}

// xml is a reference with the values it has when it is written.
func (r *Range) xml() string {
	var b strings.Builder
	ref, cache, format := "c:numRef", "c:numCache", "<c:formatCode>"+Escaped(r.Format)+"</c:formatCode>"
	if r.Format == "" {
		ref, cache, format = "c:strRef", "c:strCache", ""
	}
	fmt.Fprintf(&b, `<%s><c:f>%s</c:f><%s>%s<c:ptCount val="%d"/>`, ref, Escaped(r.Ref), cache, format, len(r.Cached))
	for i, v := range r.Cached {
		if v != "" {
			b.WriteString(`<c:pt idx="` + strconv.Itoa(i) + `"><c:v>` + Escaped(v) + `</c:v></c:pt>`)
		}
	}
	return b.String() + "</" + cache + "></" + ref + ">"
}

// axes draws the axis of the categories first, then those of the values. Bars that
// lie down are read from the top.
func (c *Chart) axes(b *strings.Builder) {
	side, foot, order := "l", "b", "minMax"
	if c.Horizontal {
		side, foot, order = "b", "l", "maxMin"
	}
	catAxis(b, categories, values, foot, order, c.Categories.Format, false)
	crosses := "autoZero"
	if c.Horizontal {
		crosses = "max" // the categories are upside down: this is the foot
	}
	valAxis(b, values, categories, side, c.Bars[0].Values.Format, crosses, true)
	if c.Line != nil {
		catAxis(b, lineCategories, lineValues, foot, order, c.Categories.Format, true)
		valAxis(b, lineValues, lineCategories, "r", c.Line.Values.Format, "max", false)
	}
}

func catAxis(b *strings.Builder, id, crossed int, side, order, format string, hidden bool) {
	deleted := 0
	if hidden {
		deleted = 1
	}
	fmt.Fprintf(b, `<c:catAx><c:axId val="%d"/><c:scaling><c:orientation val="%s"/></c:scaling><c:delete val="%d"/><c:axPos val="%s"/><c:numFmt formatCode="%s" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>`,
		id, order, deleted, side, Escaped(orGeneral(format)))
	fmt.Fprintf(b, `<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="A6A6A6"/></a:solidFill></a:ln></c:spPr>%s<c:crossAx val="%d"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>`, ink(900), crossed)
}

func valAxis(b *strings.Builder, id, crossed int, side, format, crosses string, grid bool) {
	fmt.Fprintf(b, `<c:valAx><c:axId val="%d"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="%s"/>`, id, side)
	if grid {
		b.WriteString(`<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="E3E3E3"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>`)
	}
	fmt.Fprintf(b, `<c:numFmt formatCode="%s" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>%s<c:crossAx val="%d"/><c:crosses val="%s"/><c:crossBetween val="between"/></c:valAx>`,
		Escaped(orGeneral(format)), ink(900), crossed, crosses)
}

// ink is how small texts look: programs' own grey is too light to print.
func ink(size int) string {
	return fmt.Sprintf(`<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="%d"><a:solidFill><a:srgbClr val="404040"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="fr-FR"/></a:p></c:txPr>`, size)
}

func orGeneral(format string) string {
	if format == "" {
		return "General"
	}
	return format
}

// Escaped is a text inside XML.
func Escaped(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err) // a Builder takes everything
	}
	return b.String()
}
