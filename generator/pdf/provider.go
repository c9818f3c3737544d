package pdf

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/breakline"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/consts/linestyle"
	"github.com/johnfercher/maroto/v2/pkg/consts/orientation"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"relance/generator/layout/face"
	"relance/generator/layout/sheet"
	"relance/generator/pdf/file"
	"relance/generator/pdf/typeface"
)

// A canvas draws what maroto's components ask for, page after page. It is our
// own [core.Provider]: fonts are prepared once per process instead of once per
// document, the same letter always gives the same bytes, and what is drawn can be
// tagged. It differs from the stock one where that one writes English words in
// a letter: here a fault is kept, and ends the document.
type canvas struct {
	cfg   *entity.Config
	press *Press
	kern  bool // the stock provider does not kern; tests compare without
	err   error

	pages []file.Page
	fonts typeface.Fonts
	used  []*file.Picture

	ink  []byte  // operators of the page under way
	x, y float64 // where maroto's next cell stands
	pen  pen
	mark int // open tag: none, sheet.Artifact or an index
}

// A pen is the state of the page's graphics, to write only what changes.
type pen struct {
	face         face.Face
	size         float64
	fill, stroke props.Color
	width        float64
}

const (
	points  = 72 / 25.4 // in a mm
	noMark  = -2
	noWidth = -1
)

var _ core.Provider = (*canvas)(nil)

// open starts a page.
func (c *canvas) open() {
	c.pages = append(c.pages, file.Page{})
	c.ink = c.ink[:0]
	c.x, c.y = 0, 0
	c.pen = pen{size: noWidth, width: noWidth}
	c.mark = noMark
}

// close ends the page under way.
func (c *canvas) close() {
	c.tag(noMark)
	c.page().Content = c.press.deflater.Deflate(c.ink)
	c.page().Marks = slices.Clone(c.page().Marks) // kept as long as the letter: not one more
}

func (c *canvas) page() *file.Page { return &c.pages[len(c.pages)-1] }

func (c *canvas) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// tag says to which element of the structure what follows belongs.
func (c *canvas) tag(t int) {
	if t == c.mark {
		return
	}
	if c.mark != noMark {
		c.op("EMC\n")
	}
	c.mark = t
	switch t {
	case noMark:
	case sheet.Artifact:
		c.op("/Artifact BMC\n")
	default:
		c.op("/Span<</MCID ")
		c.ink = strconv.AppendInt(c.ink, int64(len(c.page().Marks)), 10)
		c.op(">>BDC\n")
		c.page().Marks = append(c.page().Marks, t)
	}
}

func (c *canvas) op(s string) { c.ink = append(c.ink, s...) }

// numbers appends lengths with their operator; hundredths of a point are a
// three-hundredth of a millimetre.
func (c *canvas) numbers(op string, values ...float64) {
	for _, v := range values {
		c.ink = appendNumber(c.ink, v)
		c.ink = append(c.ink, ' ')
	}
	c.op(op)
	c.op("\n")
}

func appendNumber(b []byte, v float64) []byte {
	n := int64(math.Round(v * 100))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/100, 10)
	if n %= 100; n != 0 {
		b = append(b, '.', byte('0'+n/10))
		if n%10 != 0 {
			b = append(b, byte('0'+n%10))
		}
	}
	return b
}

// left and up turn maroto's millimetres, from the top margins, into points from
// the bottom of the sheet.
func (c *canvas) left(x float64) float64 { return (x + c.cfg.Margins.Left) * points }
func (c *canvas) up(y float64) float64 {
	return (c.cfg.Dimensions.Height - y - c.cfg.Margins.Top) * points
}

func (c *canvas) fill(color *props.Color) {
	if color == nil {
		color = &props.BlackColor
	}
	if c.pen.fill != *color {
		c.pen.fill = *color
		c.color("rg", color)
	}
}

func (c *canvas) color(op string, color *props.Color) {
	for _, v := range [...]int{color.Red, color.Green, color.Blue} {
		c.ink = strconv.AppendFloat(c.ink, math.Round(float64(v)/255*1000)/1000, 'f', -1, 64)
		c.ink = append(c.ink, ' ')
	}
	c.op(op)
	c.op("\n")
}

// stroke sets the pen's colour and width, in mm.
func (c *canvas) stroke(color *props.Color, width float64) {
	if color == nil {
		color = &props.BlackColor
	}
	if c.pen.stroke != *color {
		c.pen.stroke = *color
		c.color("RG", color)
	}
	if c.pen.width != width {
		c.pen.width = width
		c.numbers("w", width*points)
	}
}

// CreateRow moves to the next row.
func (c *canvas) CreateRow(height float64) { c.x, c.y = 0, c.y+height }

// CreateCol draws the ground and the borders of a cell, and moves to the next.
func (c *canvas) CreateCol(width, height float64, _ *entity.Config, prop *props.Cell) {
	if prop != nil {
		c.cell(width, height, prop)
	}
	c.x += width
}

func (c *canvas) cell(width, height float64, prop *props.Cell) {
	if prop.BackgroundColor != nil {
		c.fill(prop.BackgroundColor)
		c.numbers("re f", c.left(c.x), c.up(c.y+height), width*points, height*points)
	}
	at := &entity.Cell{X: c.x, Y: c.y, Width: width, Height: height}
	edge := props.Line{Color: prop.BorderColor, Style: prop.LineStyle, Thickness: prop.BorderThickness, SizePercent: 100}
	if edge.Style == "" {
		edge.Style = linestyle.Solid
	}
	if edge.Thickness == 0 {
		edge.Thickness = linestyle.DefaultLineThickness
	}
	for _, side := range [...]struct {
		has bool
		way orientation.Type
		at  float64
	}{
		{prop.BorderType.HasLeft(), orientation.Vertical, 0},
		{prop.BorderType.HasTop(), orientation.Horizontal, 0},
		{prop.BorderType.HasRight(), orientation.Vertical, 100},
		{prop.BorderType.HasBottom(), orientation.Horizontal, 100},
	} {
		if side.has {
			edge.Orientation, edge.OffsetPercent = side.way, side.at
			c.AddLine(at, &edge)
		}
	}
}

// AddLine draws a line in a cell.
func (c *canvas) AddLine(cell *entity.Cell, prop *props.Line) {
	c.tag(sheet.Artifact)
	c.stroke(prop.Color, prop.Thickness)
	if prop.Style == linestyle.Dashed {
		c.numbers("[2.83] 0 d")
		defer c.op("[] 0 d\n")
	}
	x0, y0, x1, y1 := cell.X, cell.Y, cell.X, cell.Y
	if prop.Orientation == orientation.Vertical {
		margin := cell.Height * (1 - prop.SizePercent/100) / 2
		x0 += cell.Width * prop.OffsetPercent / 100
		x1, y0, y1 = x0, y0+margin, y1+cell.Height-margin
	} else {
		margin := cell.Width * (1 - prop.SizePercent/100) / 2
		y0 += cell.Height * prop.OffsetPercent / 100
		y1, x0, x1 = y0, x0+margin, x1+cell.Width-margin
	}
	c.numbers("m", c.left(x0), c.up(y0))
	c.numbers("l S", c.left(x1), c.up(y1))
}

// faceOf reads a style of maroto; its other styles are not ours.
func faceOf(style fontstyle.Type) face.Face {
	var f face.Face
	if strings.Contains(string(style), string(fontstyle.Bold)) {
		f |= face.Bold
	}
	if strings.Contains(string(style), string(fontstyle.Italic)) {
		f |= face.Italic
	}
	return f
}

func (c *canvas) width(text string, prop *props.Text) float64 {
	f := faceOf(prop.Style)
	if c.kern {
		return f.Width(text, prop.Size)
	}
	w := 0
	for _, r := range text {
		w += f.Advance(f.Glyph(r))
	}
	return float64(w) / 1000 * prop.Size / points
}

// GetFontHeight is the size of a font, in mm.
func (c *canvas) GetFontHeight(prop *props.Font) float64 { return prop.Size / points }

// GetLinesQuantity is the number of lines a text takes in a width, in mm.
func (c *canvas) GetLinesQuantity(text string, prop *props.Text, width float64) int {
	return len(c.broken(text, prop, width))
}

// boundless is the width from which a cell holds any line: ours are broken already.
const boundless = 1000

// AddText writes a text in a cell, on as many lines as it needs.
func (c *canvas) AddText(text string, cell *entity.Cell, prop *props.Text) {
	width := max(0, cell.Width-min(prop.Left, cell.Width)-min(prop.Right, cell.Width))
	x, y := cell.X+min(prop.Left, cell.Width), cell.Y+min(prop.Top, cell.Height)
	height := prop.Size / points
	if cell.Width >= boundless || c.width(text, prop) <= width {
		c.aligned(text, prop, x, y+height, width)
		return
	}
	for _, line := range c.broken(text, prop, width) {
		c.aligned(line, prop, x, y+height, width)
		y += height + prop.VerticalPadding
	}
}

// broken cuts a text as the stock provider does.
func (c *canvas) broken(text string, prop *props.Text, width float64) []string {
	if prop.BreakLineStrategy == breakline.DashStrategy {
		return c.dashed(text, prop, width)
	}
	var lines []string
	used := 0.0
	for _, word := range strings.Split(text, " ") {
		if word == "" {
			continue
		}
		if n := len(lines); n > 0 {
			if w := c.width(" "+word, prop); used+w <= width {
				lines[n-1] += " " + word
				used += w
				continue
			}
		}
		lines = append(lines, word)
		used = c.width(word, prop)
	}
	return lines
}

func (c *canvas) dashed(text string, prop *props.Text, width float64) []string {
	var lines []string
	dash := c.width(" - ", prop)
	used, line := 0.0, ""
	for _, r := range text {
		if used+dash > width-dash && line != "" {
			lines = append(lines, line+"-")
			used, line = 0, ""
		}
		line += string(r)
		used += c.width(string(r), prop)
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

func (c *canvas) aligned(text string, prop *props.Text, x, y, width float64) {
	switch prop.Align {
	case align.Right:
		x += width - c.width(text, prop)
	case align.Center:
		x += (width - c.width(text, prop)) / 2
	case align.Justify:
		c.justified(text, prop, x, y, width)
		return
	}
	c.write(text, prop, x, y)
}

// justified spreads the words of a line; no-break spaces keep their width.
func (c *canvas) justified(text string, prop *props.Text, x, y, width float64) {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' })
	ink := c.width(strings.Join(words, ""), prop)
	usual := c.width(" ", prop)
	space := (width - ink) / float64(max(len(words)-1, 1))
	const loose = 10 // times the usual space: the last line of a paragraph
	if space > loose*usual && !endsLikeProse(text) {
		space = usual
	}
	for _, w := range words {
		c.write(w, prop, x, y)
		x += c.width(w, prop) + space
	}
}

// write draws one line of text, x and y in mm, y its baseline.
func (c *canvas) write(text string, prop *props.Text, x, y float64) {
	f := faceOf(prop.Style)
	c.fonts.Use(f)
	c.fill(prop.Color)
	if c.pen.face != f || c.pen.size != prop.Size {
		c.pen.face, c.pen.size = f, prop.Size
		c.op("/F")
		c.ink = strconv.AppendInt(c.ink, int64(f), 10)
		c.op(" ")
		c.numbers("Tf", prop.Size)
	}
	c.op("BT ")
	c.numbers("Td", c.left(x), c.up(y))
	c.glyphs(f, text)
	c.op(" ET\n")
	if prop.Hyperlink != nil {
		height := prop.Size
		c.link(file.Link{
			X0: c.left(x), Y0: c.up(y) - height*face.Descent,
			X1: c.left(x + c.width(text, prop)), Y1: c.up(y) + height*face.Ascent, Target: *prop.Hyperlink, Tag: c.mark,
		})
	}
}

// link adds a place to click, or widens the one before when they are runs of one
// link on one line.
func (c *canvas) link(l file.Link) {
	links := c.page().Links
	if n := len(links); n > 0 && links[n-1].Tag == l.Tag && links[n-1].Y0 == l.Y0 && links[n-1].Target == l.Target {
		links[n-1].X1 = l.X1
		return
	}
	c.page().Links = append(links, l)
}

// glyphs shows a text: glyph numbers of two bytes, and the kerning between them.
func (c *canvas) glyphs(f face.Face, text string) {
	c.op("[(")
	var last uint16
	for _, r := range text {
		g := f.Glyph(r)
		if g == 0 {
			c.fail(errors.New("le caractère « " + string(r) + " » ne peut pas être imprimé"))
		} else {
			c.fonts.Show(f, r, g)
		}
		if c.kern {
			if by := f.Kern(last, g); by != 0 {
				c.op(")")
				c.ink = strconv.AppendInt(c.ink, int64(-by), 10)
				c.op("(")
			}
		}
		c.ink = appendEscaped(appendEscaped(c.ink, byte(g>>8)), byte(g))
		last = g
	}
	c.op(")]TJ")
}

// appendEscaped adds a byte to a string of PDF.
func appendEscaped(b []byte, v byte) []byte {
	switch v {
	case '(', ')', '\\':
		return append(b, '\\', v)
	case '\r': // alone, it would be read as a newline
		return append(b, "\\r"...)
	}
	return append(b, v)
}
