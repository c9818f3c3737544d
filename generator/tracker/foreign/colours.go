package foreign

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/parts"
)

// looks is the part of styles.xml that colours cells.
type looks struct {
	Fills []struct {
		Pattern struct {
			Type string `xml:"patternType,attr"`
			Ink  ink    `xml:"fgColor"`
		} `xml:"patternFill"`
	} `xml:"fills>fill"`
	Styles []struct {
		Fill int `xml:"fillId,attr"`
	} `xml:"cellXfs>xf"`
	Palette []ink `xml:"colors>indexedColors>rgbColor"`
}

// An ink is a colour, told in one of three ways.
type ink struct {
	RGB     string  `xml:"rgb,attr"`
	Theme   *int    `xml:"theme,attr"`
	Indexed int     `xml:"indexed,attr"`
	Tint    float64 `xml:"tint,attr"`
}

// themePart is where all programs put the theme of a workbook.
const themePart = "xl/theme/theme1.xml"

// theme is the part of the theme that names colours.
type theme struct {
	Scheme struct {
		Colours []struct {
			Plain struct {
				Value string `xml:"val,attr"`
			} `xml:"srgbClr"`
			System struct {
				Last string `xml:"lastClr,attr"`
			} `xml:"sysClr"`
		} `xml:",any"`
	} `xml:"themeElements>clrScheme"`
}

// themeOrder is where cells look for the colours of a theme: the light one and the
// dark one of each pair change places (ECMA-376 part 1, 18.8.3 and 20.1.6.2).
var themeOrder = []int{1, 0, 3, 2, 4, 5, 6, 7, 8, 9}

// named is a colour of the theme, "" when there is none of that number.
func (t *theme) named(n int) string {
	if n < 0 || n >= len(themeOrder) || themeOrder[n] >= len(t.Scheme.Colours) {
		return ""
	}
	c := t.Scheme.Colours[themeOrder[n]]
	return c.Plain.Value + c.System.Last
}

// colour is an ink in six hexadecimal digits, "" when it is none.
func (l *looks) colour(i ink, t *theme) string {
	colour := ""
	if i.Theme != nil {
		colour = t.named(*i.Theme)
	}
	switch {
	case colour != "":
	case i.RGB != "":
		colour = i.RGB
	case i.Indexed < 0:
	case i.Indexed < len(l.Palette):
		colour = l.Palette[i.Indexed].RGB
	case i.Indexed < len(excelize.IndexedColorMapping):
		colour = excelize.IndexedColorMapping[i.Indexed]
	}
	if len(colour) == 8 {
		colour = colour[2:] // what is transparent is shown opaque
	}
	if len(colour) != 6 {
		return ""
	}
	if i.Tint != 0 {
		colour = strings.TrimPrefix(excelize.ThemeColor(colour, i.Tint), "FF")
	}
	return strings.ToUpper(colour)
}

// colours looks for cells only when a style has a fill of somebody's. A style is
// read as the file has it: LibreOffice does not say that its fills apply.
func (s *Stock) colours(book *parts.File, own *Owner) {
	var l looks
	var t theme
	if xml.Unmarshal(book.Part(parts.Styles), &l) != nil {
		return
	}
	if part := book.Part(themePart); part != nil && xml.Unmarshal(part, &t) != nil {
		return
	}
	fills := map[string]string{} // by style, as an attribute writes it
	for i, style := range l.Styles {
		if style.Fill < 0 || style.Fill >= len(l.Fills) || l.Fills[style.Fill].Pattern.Type != "solid" {
			continue
		}
		colour := l.colour(l.Fills[style.Fill].Pattern.Ink, &t)
		if colour != "" && !slices.Contains(own.Fills, colour) {
			fills[strconv.Itoa(i)] = colour
		}
	}
	if len(fills) == 0 {
		return
	}
	for _, sheet := range book.Sheets {
		if own.Sheet(sheet.Name) {
			s.fills(sheet.Name, book.Part(sheet.Part), fills)
		}
	}
	slices.SortStableFunc(s.Colours, func(a, b Colour) int { return strings.Compare(a.Sheet+a.Cell, b.Sheet+b.Cell) })
}

// fills scans a sheet for the cells of some styles, without decoding it: the
// reader has already found it sound.
func (s *Stock) fills(sheet string, part []byte, fills map[string]string) {
	for {
		at := bytes.Index(part, []byte("<c "))
		if at < 0 {
			return
		}
		part = part[at+3:]
		end := bytes.IndexByte(part, '>')
		if end < 0 {
			return
		}
		if fill := fills[attribute(part[:end], " s=\"")]; fill != "" {
			s.Colours = append(s.Colours, Colour{Sheet: sheet, Cell: attribute(part[:end], " r=\""), Fill: fill})
		}
	}
}

func attribute(tag []byte, name string) string {
	_, after, found := bytes.Cut(append([]byte{' '}, tag...), []byte(name))
	if !found {
		return ""
	}
	value, _, _ := bytes.Cut(after, []byte(`"`))
	return string(value)
}
