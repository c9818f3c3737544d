// Package look is how cells look: the palette, the number formats, the styles.
package look

import (
	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/cell"
)

// The palette. Header and tile texts keep a contrast above 4.5:1.
const (
	Navy   = "1F3864"
	White  = "FFFFFF"
	Cream  = "FFF9E5" // to fill in
	Grey   = "F2F2F2" // computed
	Sky    = "EAF0F8"
	Amber  = "FFF2CC"
	Orange = "FCE4D6"
	Rose   = "F8CBCB"
	Hair   = "D0D0D0"
	Muted  = "595959"
	Blue   = "1F4E9E" // what opens a file

	ink = "262626"
)

// A Look is a style of cell; the zero Look is plain text.
type Look struct {
	Format string // number format; "" is text
	Fill   string
	Ink    string
	Font   string
	Size   float64
	Align  string
	Bold   bool

	Underline, Italic, Crossed bool

	Wrap bool
	Rule bool // thin lines around
	Gap  bool // a White line on the right
}

const (
	formatText = "@" // what is typed stays as typed: leading zeros, and "=" that is no formula
	// A formula in a text cell becomes its own text once somebody edits it.
	FormatFormula = "General"
	FormatDay     = "dd/mm/yyyy"
	formatCount   = "0"
	// $-40C: in French, whatever the language of the program.
	FormatShare = `[$-40C]0.0\ %`
	// Excel shows a truth value in words whatever its format; LibreOffice shows a number.
	FormatTruth = `"VRAI";"VRAI";"FAUX"`
	FormatMonth = "[$-40C]mmmm yyyy"
	FormatWhole = `[$-40C]#,##0\ "€"`
)

// FormatMoney shows amounts of a currency; "" is the euro.
func FormatMoney(currency string) string {
	switch currency {
	case "", "EUR":
		return `[$-40C]#,##0.00\ "€"`
	}
	return `[$-40C]#,##0.00\ "` + currency + `"`
}

// Of is the style of a cell in a table.
func Of(as cell.Kind, use cell.Usage, currency string) Look {
	l := Look{Rule: true, Align: "left"}
	switch as {
	case cell.Long:
		l.Wrap = true
	case cell.Euros:
		l.Format, l.Align = FormatMoney(currency), "right"
	case cell.Day:
		l.Format, l.Align = FormatDay, "center"
	case cell.Count:
		l.Format, l.Align = formatCount, "center"
	case cell.Share:
		l.Format, l.Align = FormatShare, "center"
	}
	switch use {
	case cell.Computed:
		l.Fill = Grey
		if l.Format == "" {
			l.Format = FormatFormula
		}
	case cell.Entry:
		l.Fill = Cream
	}
	return l
}

// Excelize is the style as excelize takes it.
func (l Look) Excelize() *excelize.Style {
	format := l.Format
	if format == "" {
		format = formatText
	}
	s := &excelize.Style{
		CustomNumFmt: &format,
		Font:         &excelize.Font{Family: orCalibri(l.Font), Size: 11, Color: ink, Bold: l.Bold},
		Alignment:    &excelize.Alignment{Horizontal: l.Align, Vertical: "center", WrapText: l.Wrap},
	}
	s.Font.Italic, s.Font.Strike = l.Italic, l.Crossed
	if l.Underline {
		s.Font.Underline = "single"
	}
	if l.Ink != "" {
		s.Font.Color = l.Ink
	}
	if l.Size > 0 {
		s.Font.Size = l.Size
	}
	if l.Fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.Fill}}
	}
	if l.Align != "center" {
		s.Alignment.Indent = 1
	}
	if l.Gap {
		s.Border = []excelize.Border{{Type: "right", Color: White, Style: 5}}
	}
	if l.Rule {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: Hair, Style: 1})
		}
	}
	return s
}

func orCalibri(font string) string {
	if font == "" {
		return "Calibri"
	}
	return font
}

// Fills are the colours that the tracker gives to cells: any other is somebody's.
func Fills() []string {
	return []string{Navy, White, Cream, Grey, Sky, Amber, Orange, Rose}
}

// Inks are the colours that the tracker gives to texts: any other is somebody's.
func Inks() []string { return []string{ink, Navy, White, Muted, Blue} }
