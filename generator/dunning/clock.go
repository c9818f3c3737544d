package dunning

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

// clock computes the dates of one invoice's plan.
type clock struct {
	plan     *kit.Plan
	options  kit.Options
	business calendar.Business
	due      calendar.Date
	anchor   string
	base     calendar.Date // day 0 of the plan
	next     int           // rank of the next stage
	last     *Step         // last stage done or absorbed
	behind   bool          // the last stage was done later than tolerated
	sent     []string      // "stage channel" of stages with several channels
}

func (f *Facts) clock(inv *kit.Invoice, plan *kit.Plan, o kit.Options) clock {
	c := clock{plan: plan, options: o, business: f.Kit.Business(), due: inv.Due, anchor: or(o.Anchor, plan.Anchor)}
	c.base = inv.Due
	if c.anchor == "premiere_action" {
		c.base = inv.Due.AddDays(plan.Trigger)
	}
	for _, s := range f.invoices[inv.Number].steps {
		c.pass(s)
	}
	return c
}

// pass moves the clock over a stage of the journal. A stage that is not of the
// plan (a confirmation, a thank-you) moves nothing.
func (c *clock) pass(s Step) {
	stage, rank := c.plan.Stage(s.Stage)
	if stage == nil || rank < c.next || !c.allChannels(stage, s) {
		return
	}
	nominal := c.nominal(stage)
	c.next = max(c.next, rank+1)
	if s.Status == journal.Skipped {
		return
	}
	c.last = &s
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
func (c *clock) allChannels(stage *kit.Stage, s Step) bool {
	channels := stage.AllChannels()
	if len(channels) < 2 || s.Status != journal.Done || s.Channel == "" || !slices.Contains(channels, s.Channel) {
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

// nominal is the stage's day in the plan, moved to a working day: back for a
// preventive stage, forward for the others.
func (c *clock) nominal(s *kit.Stage) calendar.Date {
	if s.Nature == kit.Preventive {
		return c.business.Previous(c.due.AddDays(s.Day))
	}
	return c.business.Next(c.base.AddDays(s.Day))
}

// gap is the least number of days between two contacts on the invoice.
func (c *clock) gap() int {
	if c.behind && c.options.CatchUp == "compresser" {
		return max(c.options.MinInterval, c.options.CatchUpGap)
	}
	return c.options.MinInterval
}

// candidate is the next stage to do: expired preventive ones are passed over.
func (c *clock) candidate(day calendar.Date) (stage *kit.Stage, expired []*kit.Stage) {
	for ; c.next < len(c.plan.Stages); c.next++ {
		s := &c.plan.Stages[c.next]
		if s.Nature == kit.Preventive && day > c.due {
			expired = append(expired, s)
			continue
		}
		return s, expired
	}
	return nil, expired
}

// Deadline is the day a written stage done on a day gives the client. A formal
// notice leaves its own days plus those of the post; a softer text leaves five
// working days at most, and ends before the next written stage (contracts.md §7).
func (f *Facts) Deadline(inv *kit.Invoice, plan *kit.Plan, o kit.Options, stage *kit.Stage, day calendar.Date) calendar.Date {
	c := f.clock(inv, plan, o)
	if stage.Nature == kit.FormalNotice {
		days := stage.Deadline
		if days == 0 {
			days = o.NoticeDays
		}
		return c.business.Next(day.AddDays(days + o.PostalDays))
	}
	deadline := c.business.Add(day, 5)
	if stage.Nature == kit.Preventive {
		return inv.Due
	}
	c.pass(Step{Stage: stage.ID, Date: day, Status: journal.Done})
	for i := c.next; i < len(plan.Stages); i++ {
		next := &plan.Stages[i]
		if !next.IsWritten() {
			continue
		}
		planned := c.business.Next(max(c.nominal(next), day.AddDays(c.gap())))
		deadline = min(deadline, c.business.Previous(planned-1))
		break
	}
	return max(deadline, c.business.Add(day, 1))
}
