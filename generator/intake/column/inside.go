package column

import (
	"regexp"
	"strings"

	"relance/generator/grid"
)

var (
	dayInside = regexp.MustCompile(`\b(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}(?:er)? \p{L}{3,9}\.? [0-9]{4})\b`)
	toTheDay  = regexp.MustCompile(`(?i)[\s(,:;-]*(?:\b(?:du|le|en date du))?[\s(]*$`)
)

// DayInside parts words from the day they end with: « Relance 1 (12/03/2026) » is
// « Relance 1 » and a cell that holds 12/03/2026, an empty one without a day.
func DayInside(c grid.Cell) (words string, day grid.Cell) {
	text := strings.TrimSpace(spaces.Replace(c.Text))
	if c.Kind == grid.Day {
		return "", c
	}
	day = grid.Cell{Row: c.Row, Col: c.Col, Char: c.Char}
	at := dayInside.FindStringIndex(text)
	if c.Kind != grid.Text || at == nil {
		return text, day
	}
	day.Kind, day.Text = grid.Text, text[at[0]:at[1]]
	before := toTheDay.ReplaceAllString(text[:at[0]], "")
	return strings.TrimSpace(before + " " + strings.Trim(text[at[1]:], " (),:;-")), day
}
