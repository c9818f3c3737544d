package foreign

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/cell"
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
	Fonts  []font `xml:"fonts>font"`
	Styles []struct {
		Fill   int `xml:"fillId,attr"`
		Font   int `xml:"fontId,attr"`
		Format int `xml:"numFmtId,attr"`
	} `xml:"cellXfs>xf"`
	Formats []struct {
		ID   int    `xml:"numFmtId,attr"`
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmts>numFmt"`
	Palette []ink `xml:"colors>indexedColors>rgbColor"`
}

// A font is what of a font people change.
type font struct {
	Bold      *toggle `xml:"b"`
	Italic    *toggle `xml:"i"`
	Crossed   *toggle `xml:"strike"`
	Underline *toggle `xml:"u"`
	Ink       ink     `xml:"color"`
}

// A toggle is set when it is there, unless it says otherwise.
type toggle struct {
	Value string `xml:"val,attr"`
}

func (t *toggle) set() bool {
	return t != nil && t.Value != "0" && t.Value != "false" && t.Value != "none"
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

// dresses are what each style says that ours do not, by its number. A style is read as
// the file has it: LibreOffice does not say that its fills apply.
func dresses(book *parts.File, own *Owner) map[string]cell.Dress {
	var l looks
	var t theme
	if xml.Unmarshal(book.Part(parts.Styles), &l) != nil {
		return nil
	}
	if part := book.Part(themePart); part != nil && xml.Unmarshal(part, &t) != nil {
		return nil
	}
	theirs := map[string]cell.Dress{} // by style, as an attribute writes it
	for i, style := range l.Styles {
		var d cell.Dress
		if style.Fill >= 0 && style.Fill < len(l.Fills) && l.Fills[style.Fill].Pattern.Type == "solid" {
			if colour := l.colour(l.Fills[style.Fill].Pattern.Ink, &t); !slices.Contains(own.Fills, colour) {
				d.Fill = colour
			}
		}
		if style.Font >= 0 && style.Font < len(l.Fonts) {
			l.written(l.Fonts[style.Font], &t, own, &d)
		}
		if d != (cell.Dress{}) {
			theirs[strconv.Itoa(i)] = d
		}
	}
	return theirs
}

// written is what a font says that ours do not. Headers and titles of ours are bold
// too, in inks that the lines do not have.
func (l *looks) written(f font, t *theme, own *Owner, d *cell.Dress) {
	const automatic = "000000"
	ink := ""
	if f.Ink != (font{}.Ink) {
		ink = l.colour(f.Ink, t)
	}
	ours := slices.Contains(own.Inks, ink)
	if !ours && ink != automatic {
		d.Ink = ink
	}
	d.Bold = f.Bold.set() && (!ours || ink == own.Inks[0])
	d.Italic, d.Crossed = f.Italic.set(), f.Crossed.set()
	d.Underline = f.Underline.set() && !ours
}

// dressed notes a cell whose style is somebody's, by its tag.
func (s *Stock) dressed(sheet string, tag []byte, theirs map[string]cell.Dress) {
	if len(theirs) == 0 {
		return
	}
	if d, is := theirs[attribute(tag, ` s="`)]; is {
		s.Dressed = append(s.Dressed, Dressed{Sheet: sheet, Cell: attribute(tag, ` r="`), Dress: d})
	}
}

// builtin are the formats that have a number and no code (ECMA-376 part 1, 18.8.30),
// those that people choose from a menu.
var builtin = map[int]string{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm"}

// format is the number format of a style, "" for the general one.
func (l *looks) format(style string) string {
	n, err := strconv.Atoi(style)
	if err != nil || n < 0 || n >= len(l.Styles) {
		return ""
	}
	id := l.Styles[n].Format
	for _, f := range l.Formats {
		if f.ID == id && f.Code != "General" && f.Code != "@" {
			return f.Code
		}
	}
	return builtin[id]
}

func attribute(tag []byte, name string) string {
	_, after, found := bytes.Cut(tag, []byte(name))
	if !found && !bytes.HasPrefix(tag, []byte(name[1:])) {
		return ""
	}
	if !found {
		after = tag[len(name)-1:]
	}
	value, _, _ := bytes.Cut(after, []byte(`"`))
	return string(value)
}
