package xlsx

import (
	"strconv"
	"strings"
)

// A style is what the look of a cell says of its number.
type style struct {
	day   bool
	zeros int // a format of this many zeros: 00000 for post codes
	code  string
}

// builtin are the codes of the formats that files name by number (ECMA-376 part 1,
// 18.8.30), but those of days.
var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0",
	39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}

func (b *workbook) readStyles(part string) error {
	var sheet struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Looks []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode(part, &sheet); err != nil {
		return err
	}
	known := map[int]style{}
	for _, f := range sheet.Formats {
		s := styleOf(f.Code)
		if s.code = f.Code; strings.EqualFold(f.Code, "General") {
			s.code = ""
		}
		known[f.ID] = s
	}
	for _, look := range sheet.Looks {
		s, own := known[look.Format]
		if !own {
			s.day, s.code = builtinDay(look.Format), builtin[look.Format]
		}
		b.styles = append(b.styles, s)
	}
	return nil
}

// builtinDay lists the formats that have a number and no code (ECMA-376 part 1,
// 18.8.30): 14 to 17 and 22 everywhere, 27 to 36 and 50 to 58 in East Asia.
func builtinDay(id int) bool {
	return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58
}

// styleOf reads a format code, always written with English letters in the file:
// a day has y or d, or months without hours. Only the first section counts.
func styleOf(code string) style {
	letters := bareCode(code)
	if n := strings.Count(letters, "0"); n > 1 && n == len(letters) {
		return style{zeros: n}
	}
	hasDay := strings.ContainsAny(letters, "yd")
	months := strings.Contains(letters, "m") && !strings.ContainsAny(letters, "hs0#?")
	return style{day: hasDay || months}
}

// bareCode drops from a format code what is shown as it stands: texts in quotes,
// characters after \ or _ or *, colours and locales in brackets.
func bareCode(code string) string {
	if strings.EqualFold(code, "General") {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return strings.ToLower(b.String())
		case '\\', '_', '*':
			i++
		case '"', '[':
			closing := map[byte]byte{'"': '"', '[': ']'}[c]
			n := strings.IndexByte(code[i+1:], closing)
			if n < 0 {
				return strings.ToLower(b.String())
			}
			if inside := strings.ToLower(code[i+1 : i+1+n]); c == '[' && strings.Trim(inside, "hms") == "" {
				b.WriteString("h") // [h] counts hours
			}
			i += n + 1
		default:
			b.WriteByte(c)
		}
	}
	return strings.ToLower(b.String())
}

// styleAt returns the style of a cell by its attribute s.
func (b *workbook) styleAt(attr string) (style, error) {
	if attr == "" || attr == "0" && len(b.styles) == 0 {
		if len(b.styles) > 0 {
			return b.styles[0], nil
		}
		return style{}, nil
	}
	n, err := strconv.Atoi(attr)
	if err != nil || n < 0 || n >= len(b.styles) {
		return style{}, damaged("style « %s » inconnu", attr)
	}
	return b.styles[n], nil
}
