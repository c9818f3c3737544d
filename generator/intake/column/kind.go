package column

import (
	"errors"
	"strings"

	"relance/generator/calendar"
	"relance/generator/grid"
)

// IsDay tells a cell that holds a day.
func IsDay(c grid.Cell) bool {
	if c.Kind != grid.Text || !strings.ContainsAny(c.Text, "/-. ") {
		return c.Kind == grid.Day
	}
	_, err := Days{Order: DayFirst}.Read(c)
	return err == nil
}

// IsWord tells a cell that holds neither amount nor day.
func IsWord(c grid.Cell) bool {
	if c.Kind != grid.Text {
		return false
	}
	_, _, err := Amounts{}.Read(c)
	var f *Fault
	return errors.As(err, &f) && !f.Ambiguous && !IsDay(c)
}

// IsDash tells the nothing that accounting formats show: « - », « -   € ».
func IsDash(c grid.Cell) bool { return c.Kind == grid.Text && isDash(c.Text) }

// IsAmount tells a cell that holds an amount, even one of two readings.
func IsAmount(c grid.Cell) bool {
	if c.Kind != grid.Text {
		return c.Kind == grid.Number
	}
	_, _, err := Amounts{}.Read(c)
	var f *Fault
	return err == nil || errors.As(err, &f) && f.Ambiguous
}

// IsTerms tells terms of payment, « 30 jours ».
func IsTerms(c grid.Cell) bool {
	if c.Kind != grid.Text {
		return false
	}
	_, err := calendar.ParseTerms(c.Text)
	return err == nil
}
