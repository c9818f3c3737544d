package site

import (
	"fmt"
	"slices"

	"relance/site/page"
)

// when says on which days the plans of the kit place the stages that a page describes,
// unless the page says it itself. The days of a plan that counts from the first
// reminder are of another kind: they count when no other plan has the stage.
func (b *builder) when(p *page.Page) {
	if p.Day != "" {
		return
	}
	days := b.daysOf(p.Stages, false)
	if days == nil {
		days = b.daysOf(p.Stages, true)
	}
	if days == nil {
		return
	}
	if p.Day = dayName(slices.Min(days)); slices.Min(days) != slices.Max(days) {
		p.Day = fmt.Sprintf("De %s à %s, selon le plan", dayName(slices.Min(days)), dayName(slices.Max(days)))
	}
}

func (b *builder) daysOf(stages []string, fromFirst bool) (days []int) {
	for _, pl := range b.in.Plans {
		for _, s := range pl.Stages {
			if pl.FromFirstAction == fromFirst && !s.AfterDeadline && slices.Contains(stages, s.ID) {
				days = append(days, s.Day)
			}
		}
	}
	return days
}

// dayName is « J », « J+7 », « J-3 ».
func dayName(day int) string {
	if day == 0 {
		return "J"
	}
	return fmt.Sprintf("J%+d", day)
}
