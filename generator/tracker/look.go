package tracker

import (
	"github.com/xuri/excelize/v2"
)

// The palette. Header and tile texts keep a contrast above 4.5:1.
const (
	navy   = "1F3864"
	white  = "FFFFFF"
	cream  = "FFF9E5" // to fill in
	grey   = "F2F2F2" // computed
	sky    = "EAF0F8"
	amber  = "FFF2CC"
	orange = "FCE4D6"
	rose   = "F8CBCB"
	hair   = "D0D0D0"
	muted  = "595959"
)

// A look is a style of cell; the zero look is plain text.
type look struct {
	format string // number format; "" is text
	fill   string
	ink    string
	font   string
	size   float64
	align  string
	bold   bool
	wrap   bool
	rule   bool // thin lines around
	gap    bool // a white line on the right
}

const (
	formatText = "@" // what is typed stays as typed: leading zeros, and "=" that is no formula
	// A formula in a text cell becomes its own text once somebody edits it.
	formatFormula = "General"
	formatDay     = "dd/mm/yyyy"
	formatCount   = "0"
	formatShare   = `0.0\ %`
	formatMonth   = "mmmm yyyy"
)

func formatMoney(currency string) string {
	switch currency {
	case "", "EUR":
		return `#,##0.00\ "€"`
	}
	return `#,##0.00\ "` + currency + `"`
}

// lookOf is the style of a cell in a table.
func lookOf(as kind, use usage, currency string) look {
	l := look{rule: true, align: "left"}
	switch as {
	case long:
		l.wrap = true
	case euros:
		l.format, l.align = formatMoney(currency), "right"
	case day:
		l.format, l.align = formatDay, "center"
	case count:
		l.format, l.align = formatCount, "center"
	case share:
		l.format, l.align = formatShare, "right"
	}
	switch use {
	case computed:
		l.fill = grey
		if l.format == "" {
			l.format = formatFormula
		}
	case entry:
		l.fill = cream
	}
	return l
}

// style is the number of a style in the workbook.
func (b *book) style(l look) int {
	if id, made := b.styles[l]; made {
		return id
	}
	id, err := b.file.NewStyle(l.excelize())
	b.try(err)
	b.styles[l] = id
	return id
}

func (l look) excelize() *excelize.Style {
	format := l.format
	if format == "" {
		format = formatText
	}
	s := &excelize.Style{
		CustomNumFmt: &format,
		Font:         &excelize.Font{Family: orCalibri(l.font), Size: 11, Color: "262626", Bold: l.bold},
		Alignment:    &excelize.Alignment{Horizontal: l.align, Vertical: "center", WrapText: l.wrap},
	}
	if l.ink != "" {
		s.Font.Color = l.ink
	}
	if l.size > 0 {
		s.Font.Size = l.size
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.align != "center" {
		s.Alignment.Indent = 1
	}
	if l.gap {
		s.Border = []excelize.Border{{Type: "right", Color: white, Style: 5}}
	}
	if l.rule {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: hair, Style: 1})
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
