package dunning

import (
	"cmp"
	"slices"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

// clock computes the dates of one invoice's plan.
type clock struct {
	client   *kit.Client
	plan     *kit.Plan
	options  *kit.Options
	business calendar.Business
	due      calendar.Date
	anchor   string
	base     calendar.Date // day 0 of the plan
	next     int           // rank of the next stage
	last     *Step         // last stage of the plan done or absorbed
	behind   bool          // the last stage was done later than tolerated
	sent     []string      // "stage channel" of stages with several channels
}

func (f *Facts) clock(d *Decision) clock {
	c := clock{client: d.Client, plan: d.Plan, options: d.Options, business: f.Business(), due: d.Invoice.Due, anchor: cmp.Or(d.Options.Anchor, d.Plan.Anchor)}
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
	channels := c.client.ChannelsOf(stage)
	if len(stage.Channels) < 2 || s.Status != journal.Done || s.Channel == "" || !slices.Contains(channels, s.Channel) {
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

// candidate is the next stage to do: expired preventive stages are passed over, and
// those the agenda set aside.
func (c *clock) candidate(day calendar.Date, passed []Skip) (stage *kit.Stage, skipped []Skip) {
	for ; c.next < len(c.plan.Stages); c.next++ {
		s := &c.plan.Stages[c.next]
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

// Deadline is the day the stage of a decision, done on a day by a channel, gives the
// client. A formal notice leaves its own days plus those of the post; a softer text
// leaves five working days at most from the day it arrives, at least one, and ends
// before the next written stage (contracts.md §7).
func (f *Facts) Deadline(d *Decision, day calendar.Date, by kit.Channel) calendar.Date {
	switch d.Stage.Nature {
	case kit.FormalNotice:
		return f.noticeEnd(d, d.Stage, day)
	case kit.Preventive:
		return d.Invoice.Due
	}
	c := f.clock(d)
	arrives := day
	if by.IsPostal() || slices.ContainsFunc(d.Stage.AllChannels(), kit.Channel.IsPostal) {
		arrives = day.AddDays(d.Options.PostalDays)
	}
	deadline := c.business.Add(arrives, 5)
	c.pass(Step{Stage: d.Stage.ID, Date: day, Status: journal.Done})
	for i := c.next; i < len(c.plan.Stages); i++ {
		if next := &c.plan.Stages[i]; next.IsWritten() {
			planned := c.business.Next(max(c.nominal(next), day.AddDays(c.gap())))
			deadline = min(deadline, c.business.Previous(planned-1))
			break
		}
	}
	if d.Options.CatchUp == "compresser" {
		arrives = day // the short interval was asked for
	}
	return max(deadline, c.business.Add(arrives, 1))
}

// noticeEnd is the deadline of a formal notice posted on a day: its own days, and
// those of the post, on a working day.
func (f *Facts) noticeEnd(d *Decision, s *kit.Stage, day calendar.Date) calendar.Date {
	return f.Business().Next(day.AddDays(noticeDays(d, s) + d.Options.PostalDays))
}

// noticeDays are the days a formal notice leaves; a consumer has fifteen, unless
// somebody wrote otherwise.
func noticeDays(d *Decision, s *kit.Stage) int {
	if s.Deadline > 0 {
		return s.Deadline
	}
	if _, written := d.Options.At["delai_mise_en_demeure"]; !written && d.Client.Kind == kit.Consumer {
		return 15
	}
	return d.Options.NoticeDays
}
