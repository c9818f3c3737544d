package course

import (
	"cmp"
	"slices"

	"relance/generator/calendar"
	"relance/generator/dunning/past"
	"relance/generator/journal"
	"relance/generator/kit"
)

// A Clock computes the dates of one invoice's plan.
type Clock struct {
	client   *kit.Client
	Plan     *kit.Plan
	options  *kit.Options
	business calendar.Business
	due      calendar.Date
	anchor   string
	base     calendar.Date // day 0 of the plan
	Next     int           // rank of the next stage
	Last     *past.Step    // last stage of the plan done or absorbed
	behind   bool          // the last stage was done later than tolerated
	sent     []string      // "stage channel" of stages with several channels
}

func (f *Facts) Clock(d Case) *Clock {
	c := &Clock{client: d.Client, Plan: d.Plan, options: d.Options, business: f.Business(), due: d.Invoice.Due, anchor: cmp.Or(d.Options.Anchor, d.Plan.Anchor)}
	c.base = c.due
	if c.anchor == "premiere_action" {
		c.base = c.due.AddDays(d.Plan.Trigger)
	}
	for _, s := range f.Steps(d.Invoice) {
		c.pass(s)
	}
	return c
}

// pass moves the clock over a stage of the journal. A stage that is not of the
// plan (a confirmation, a thank-you) moves nothing.
func (c *Clock) pass(s past.Step) {
	stage, rank := c.Plan.Stage(s.Stage)
	if stage == nil || rank < c.Next || !c.allChannels(stage, s) {
		return
	}
	nominal := c.Nominal(stage)
	c.Next = max(c.Next, rank+1)
	if s.Status == journal.Skipped {
		return
	}
	c.Last = &s
	if stage.Nature == kit.Preventive {
		return
	}
	late := s.Date.Sub(nominal) > c.options.Tolerance()
	c.behind = late
	first := c.anchor == "premiere_action" && rank == 0
	if first || c.anchor == "etape_precedente" || late && c.options.CatchUp != "compresser" {
		c.base = s.Date.AddDays(-stage.Day)
	}
}

// allChannels reports whether the stage is done on each of its channels: one with
// two of them is done when both are (contracts.md §3).
func (c *Clock) allChannels(stage *kit.Stage, s past.Step) bool {
	channels := c.client.ChannelsOf(stage)
	if s.Whole || len(stage.Channels) < 2 || s.Status != journal.Done || s.Channel == "" || !slices.Contains(channels, s.Channel) {
		return true
	}
	c.sent = append(c.sent, stage.ID+" "+string(s.Channel))
	for _, ch := range channels {
		if !slices.Contains(c.sent, stage.ID+" "+string(ch)) {
			return false
		}
	}
	return true
}

// Nominal is the stage's day in the plan, moved to a working day: back for a
// preventive stage, forward for the others.
func (c *Clock) Nominal(s *kit.Stage) calendar.Date {
	if s.Nature == kit.Preventive {
		return c.business.Previous(c.due.AddDays(s.Day))
	}
	return c.business.Next(c.base.AddDays(s.Day))
}

// Gap is the least number of days between two contacts on the invoice.
func (c *Clock) Gap() int {
	if c.behind && c.options.CatchUp == "compresser" {
		return max(c.options.MinInterval, c.options.CatchUpGap)
	}
	return c.options.MinInterval
}

// Candidate is the next stage to do: expired preventive stages are passed over, and
// those the agenda set aside.
func (c *Clock) Candidate(day calendar.Date, passed []Skip) (stage *kit.Stage, skipped []Skip) {
	for ; c.Next < len(c.Plan.Stages); c.Next++ {
		s := &c.Plan.Stages[c.Next]
		if s.Nature == kit.Preventive && day > c.due {
			skipped = append(skipped, Skip{s, "périmée"})
			continue
		}
		if i := slices.IndexFunc(passed, func(p Skip) bool { return p.Stage == s }); i >= 0 {
			skipped = append(skipped, passed[i])
			continue
		}
		return s, skipped
	}
	return nil, skipped
}
