package foreign

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"relance/generator/tracker/parts"
)

// A Rule is a conditional format of theirs, or a check of what is typed.
type Rule struct {
	Check bool
	Area  string // the cells, as the file lists them
	XML   string
	Look  string // XML of the differential style, "" for none
}

var (
	formatTag  = regexp.MustCompile(`(?s)<conditionalFormatting [^>]*>.*?</conditionalFormatting>`)
	ruleTag    = regexp.MustCompile(`(?s)<cfRule [^>]*?(?:/>|>.*?</cfRule>)`)
	checkTag   = regexp.MustCompile(`(?s)<dataValidation [^>]*?(?:/>|>.*?</dataValidation>)`)
	flagged    = regexp.MustCompile(`<formula>\$?[A-Z]+\$?\d+="([^"]*)"</formula>`)
	formulaOne = regexp.MustCompile(`<formula1>(.*?)</formula1>`)
	lookTag    = regexp.MustCompile(`(?s)<dxf/>|<dxf>.*?</dxf>`)
	foreignXML = regexp.MustCompile(`(?s)<extLst>.*?</extLst>|\s(?:xmlns:\w+|\w+:\w+)="[^"]*"`)
	areaOf     = regexp.MustCompile(`\ssqref="[^"]*"`)
)

// rules looks for conditional formats and checks of what is typed that are not ours:
// ours compare a cell with one of our words, and refuse, or ask for a day, an amount, a word of a
// list with a name.
func (l *Layout) rules(book *parts.File, tail string, own *Owner) {
	for _, format := range formatTag.FindAllString(tail, -1) {
		for _, rule := range ruleTag.FindAllString(format, -1) {
			if m := flagged.FindStringSubmatch(parts.Text(rule)); m == nil || !slices.Contains(own.Flags, m[1]) {
				l.Rules = append(l.Rules, Rule{Area: parts.Attribute(format, "sqref"), XML: foreignXML.ReplaceAllString(rule, ""), Look: lookOf(book, rule)})
			}
		}
	}
	for _, check := range checkTag.FindAllString(tail, -1) {
		if !own.checks(check) {
			xml := areaOf.ReplaceAllString(foreignXML.ReplaceAllString(check, ""), "")
			l.Rules = append(l.Rules, Rule{Check: true, Area: parts.Attribute(check, "sqref"), XML: xml})
		}
	}
}

// lookOf is the differential style of a rule.
func lookOf(book *parts.File, rule string) string {
	n, err := strconv.Atoi(parts.Attribute(rule, "dxfId"))
	if err != nil {
		return ""
	}
	_, styles, _ := strings.Cut(string(book.Part(parts.Styles)), "<dxfs")
	looks := lookTag.FindAllString(styles, -1)
	if n < 0 || n >= len(looks) {
		return ""
	}
	return foreignXML.ReplaceAllString(looks[n], "")
}

func (own *Owner) checks(check string) bool {
	gives := ""
	if m := formulaOne.FindStringSubmatch(check); m != nil {
		gives = parts.Text(m[1])
	}
	switch parts.Attribute(check, "type") {
	case "", "none":
		return true
	case "custom":
		return strings.HasPrefix(gives, "FALSE") || gives == "0"
	case "list":
		return own.Name(gives)
	case "date":
		return gives == "36526"
	case "decimal":
		return gives == "0"
	}
	return false
}
