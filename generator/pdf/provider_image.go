package pdf

import (
	"errors"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/johnfercher/maroto/v2/pkg/consts/extension"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"relance/generator/layout/sheet"
	"relance/generator/pdf/file"
)

// endsLikeProse tells a last letter or digit from a mark of punctuation.
func endsLikeProse(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// AddImageFromBytes draws a PNG or JPEG in a cell.
func (c *canvas) AddImageFromBytes(data []byte, cell *entity.Cell, prop *props.Rect, _ extension.Type) {
	p, err := c.press.album.Picture(data)
	if err != nil {
		c.fail(err)
		return
	}
	w, h := scaled(p, cell, prop)
	x, y := cell.X+prop.Left, cell.Y+prop.Top
	if prop.Center {
		x, y = cell.X+(cell.Width-w)/2, cell.Y+(cell.Height-h)/2
	}
	c.op("q ")
	for _, v := range [...]float64{w * points, 0, 0, h * points, c.left(x), c.up(y + h)} {
		c.ink = append(appendNumber(c.ink, v), ' ')
	}
	c.op("cm /I")
	c.ink = strconv.AppendInt(c.ink, int64(c.use(p)), 10)
	c.op(" Do Q\n")
}

// use is the number of a picture among those of the document.
func (c *canvas) use(p *file.Picture) int {
	for i, u := range c.used {
		if u == p {
			return i
		}
	}
	c.used = append(c.used, p)
	return len(c.used) - 1
}

// scaled is the size in mm that a picture takes in a cell.
func scaled(p *file.Picture, cell *entity.Cell, prop *props.Rect) (w, h float64) {
	ratio := float64(p.Height) / float64(p.Width)
	percent := prop.Percent / 100
	w = cell.Width * percent
	if ratio > cell.Height/cell.Width && !prop.JustReferenceWidth {
		w = cell.Height / ratio * percent
	}
	if h = w * ratio; prop.JustReferenceWidth && h > cell.Height {
		w, h = cell.Height/ratio, cell.Height
	}
	return w, h
}

// AddBackgroundImageFromBytes draws an image as furniture.
func (c *canvas) AddBackgroundImageFromBytes(data []byte, cell *entity.Cell, prop *props.Rect, e extension.Type) {
	c.tag(sheet.Artifact)
	c.AddImageFromBytes(data, cell, prop, e)
}

// GetDimensionsByImageByte is the size of an image, in mm at 72 pixels an inch.
func (c *canvas) GetDimensionsByImageByte(data []byte, _ extension.Type) (*entity.Dimensions, error) {
	p, err := c.press.album.Picture(data)
	if err != nil {
		return nil, err
	}
	return &entity.Dimensions{Width: float64(p.Width) / points, Height: float64(p.Height) / points}, nil
}

var (
	errCode = errors.New("les codes-barres ne sont pas imprimés dans les lettres")
	errFile = errors.New("les images viennent du dossier lu, jamais d'un autre fichier")
)

// Codes and files are refused: no letter asks for them.

func (c *canvas) AddMatrixCode(string, *entity.Cell, *props.Rect)    { c.fail(errCode) }
func (c *canvas) AddQrCode(string, *entity.Cell, *props.Rect)        { c.fail(errCode) }
func (c *canvas) AddBarCode(string, *entity.Cell, *props.Barcode)    { c.fail(errCode) }
func (c *canvas) AddImageFromFile(string, *entity.Cell, *props.Rect) { c.fail(errFile) }

func (c *canvas) GetDimensionsByMatrixCode(string) (*entity.Dimensions, error) { return nil, errCode }
func (c *canvas) GetDimensionsByQrCode(string) (*entity.Dimensions, error)     { return nil, errCode }
func (c *canvas) GetDimensionsByImage(string) (*entity.Dimensions, error)      { return nil, errFile }

// The settings of a file are not those of a page: see [Print.WriteTo].

func (c *canvas) GenerateBytes() ([]byte, error)   { return nil, c.err }
func (c *canvas) SetProtection(*entity.Protection) {}
func (c *canvas) SetCompression(bool)              {}
func (c *canvas) SetMetadata(*entity.Metadata)     {}
