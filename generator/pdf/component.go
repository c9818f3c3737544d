package pdf

import (
	"sync"

	"github.com/johnfercher/go-tree/node"
	"github.com/johnfercher/maroto/v2/pkg/components/col"
	mpage "github.com/johnfercher/maroto/v2/pkg/components/page"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/consts/extension"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/consts/linestyle"
	"github.com/johnfercher/maroto/v2/pkg/consts/orientation"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"relance/generator/layout/face"
	"relance/generator/layout/sheet"
)

// marotoConfig is the sheet as maroto sees it: no margins, the layout has its own.
var marotoConfig = sync.OnceValue(func() *entity.Config {
	return config.NewBuilder().
		WithDimensions(sheet.Width, sheet.Height).
		WithLeftMargin(0).WithRightMargin(0).WithTopMargin(0).WithBottomMargin(0).
		WithDefaultFont(&props.Font{Family: face.Family, Size: 10.5}).
		Build()
})

// marotoPage is a page of maroto's: one row for each band of the layout.
func marotoPage(p *sheet.Page) core.Page {
	rows := make([]core.Row, len(p.Bands))
	for i := range p.Bands {
		b := &band{Band: &p.Bands[i]}
		rows[i] = row.New(b.Height).Add(col.New().Add(b))
	}
	page := mpage.New().Add(rows...)
	page.SetConfig(marotoConfig())
	return page
}

// A band is the component of maroto that draws a band of the layout: texts, lines
// and images at their places, in mm.
type band struct{ *sheet.Band }

func (b *band) SetConfig(*entity.Config) {}

func (b *band) GetStructure() *node.Node[core.Structure] {
	return node.New(core.Structure{Type: "band", Value: b.Height})
}

func (b *band) GetHeight(core.Provider, *entity.Cell) float64 { return b.Height }

// Render draws through any provider; ours is told the tags too.
func (b *band) Render(p core.Provider, cell *entity.Cell) {
	tag := func(int) {}
	if c, ok := p.(*canvas); ok {
		tag = c.tag
	}
	b.strokes(p, cell)
	for _, m := range b.Pictures {
		tag(m.Tag)
		at := &entity.Cell{X: cell.X + m.X, Y: cell.Y + m.Y, Width: m.W, Height: m.H}
		p.AddImageFromBytes(m.Data, at, &props.Rect{Percent: 100}, extensionOf(m.Data))
	}
	var (
		at    = entity.Cell{Width: boundless, Height: boundless}
		prop  = props.Text{Family: face.Family}
		color props.Color
	)
	for i := range b.Texts {
		t := &b.Texts[i]
		tag(t.Tag)
		color = props.Color{Red: int(t.Ink.R), Green: int(t.Ink.G), Blue: int(t.Ink.B)}
		prop.Style, prop.Size, prop.Color, prop.Hyperlink = styles[t.Face], t.Size, &color, nil
		if t.Link != "" {
			prop.Hyperlink = &t.Link
		}
		// maroto sets the top of a line one size above its baseline.
		at.X, at.Y = cell.X+t.X, cell.Y+t.Y-t.Size/points
		p.AddText(t.Text, &at, &prop)
	}
}

var styles = [face.Faces]fontstyle.Type{fontstyle.Normal, fontstyle.Bold, fontstyle.Italic, fontstyle.BoldItalic}

func (b *band) strokes(p core.Provider, cell *entity.Cell) {
	var (
		at    entity.Cell
		color props.Color
		line  = props.Line{Color: &color, Style: linestyle.Solid, SizePercent: 100}
	)
	for i := range b.Strokes {
		s := &b.Strokes[i]
		color = props.Color{Red: int(s.Ink.R), Green: int(s.Ink.G), Blue: int(s.Ink.B)}
		line.Thickness = s.Width
		at = entity.Cell{X: cell.X + s.X, Y: cell.Y + s.Y}
		if s.Down {
			line.Orientation, at.Height = orientation.Vertical, s.Length
		} else {
			line.Orientation, at.Width = orientation.Horizontal, s.Length
		}
		p.AddLine(&at, &line)
	}
}

func extensionOf(data []byte) extension.Type {
	if len(data) > 0 && data[0] == 0x89 {
		return extension.Png
	}
	return extension.Jpg
}
