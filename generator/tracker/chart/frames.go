package chart

import (
	"bytes"
	"fmt"
)

// A Placed chart stands at a cell of a sheet, from 1, over so many points.
type Placed struct {
	Chart
	Column, Row   int
	Width, Height float64
}

// margin is what is left around a chart, in points.
const margin = 4

// Frames is the part that places charts. Excelize reckons their size from rows
// that it has already let go.
func Frames(charts []Placed) []byte {
	var x bytes.Buffer
	x.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">`)
	for i := range charts {
		c := &charts[i]
		fmt.Fprintf(&x, `<xdr:oneCellAnchor><xdr:from><xdr:col>%d</xdr:col><xdr:colOff>%d</xdr:colOff><xdr:row>%d</xdr:row><xdr:rowOff>%d</xdr:rowOff></xdr:from><xdr:ext cx="%d" cy="%d"/>`,
			c.Column-1, units(margin), c.Row-1, units(margin), units(c.Width-2*margin), units(c.Height-2*margin))
		fmt.Fprintf(&x, `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="%d" name="%s" descr="%s"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rId%d"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>`,
			i+2, Escaped(c.Title), Escaped(c.Alt), i+1)
	}
	x.WriteString(`</xdr:wsDr>`)
	return x.Bytes()
}

// units are those of drawings: 12,700 a point.
func units(points float64) int { return int(points * 12700) }
