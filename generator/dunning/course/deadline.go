package course

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/dunning/past"
	"relance/generator/journal"
	"relance/generator/kit"
)

// A printed day to pay by leaves so many working days to answer: five at most from
// the day the message arrives; at least two after an e-mail, one after a letter, which
// comes when a working day of the post is over (contracts.md §7).
const (
	mostDays    = 5
	leastDays   = 2
	leastByPost = 1
)

// Deadline is the day a stage, done on a day by a channel, gives the
// client. A formal notice leaves its own days plus those of the post; a softer text
// ends before the next written stage, or that stage waits for it.
func (f *Facts) Deadline(d Case, s *kit.Stage, day calendar.Date, by kit.Channel) calendar.Date {
	switch s.Nature {
	case kit.FormalNotice:
		return f.noticeEnd(d, s, day)
	case kit.Preventive:
		return d.Invoice.Due
	}
	c := f.Clock(d)
	postal := by.IsPostal() || len(s.Channels) > 1 && slices.ContainsFunc(s.Channels, isPostal)
	arrives := f.arrival(d.Options, day, postal)
	c.pass(past.Step{Stage: s.ID, Date: day, Status: journal.Done})
	next := c.written()
	deadline := c.business.Add(arrives, mostDays)
	if next != nil {
		planned := c.business.Next(max(c.Nominal(next), day.AddDays(c.Gap())))
		deadline = min(deadline, c.business.Previous(planned-1))
	}
	return max(deadline, f.least(d, s, day, arrives))
}

// least is the earliest day a message that leaves on a day may ask to be paid by.
func (f *Facts) least(d Case, s *kit.Stage, day, arrives calendar.Date) calendar.Date {
	b := f.Business()
	switch {
	case d.Options.CatchUp == "compresser": // the short interval was asked for
		return b.Add(day, 1)
	case arrives == day:
		return b.Add(day, leastDays)
	case slices.ContainsFunc(s.Channels, isInstant):
		return max(arrives, b.Add(day, leastDays)) // it was read the day it left; the letter confirms it
	}
	return b.Add(arrives, leastByPost)
}

// Within is the day that a message outside plans, sent on the day of the facts by a
// channel, asks to be paid by: so many working days after it arrives.
func (f *Facts) Within(workingDays int, o *kit.Options, by kit.Channel) calendar.Date {
	return f.Business().Add(f.arrival(o, f.Day, by.IsPostal()), workingDays)
}

// arrival is the day a message is read: the post takes its days, and brings nothing
// on a day off.
func (f *Facts) arrival(o *kit.Options, day calendar.Date, postal bool) calendar.Date {
	if !postal {
		return day
	}
	return f.Business().Next(day.AddDays(o.PostalDays))
}

func isPostal(c string) bool { return kit.Channel(c).IsPostal() }

func isInstant(c string) bool { return kit.Channel(c) == kit.ByEmail }

// written is the plan's next written stage, nil when none is left.
func (c *Clock) written() *kit.Stage {
	for i := c.Next; i < len(c.Plan.Stages); i++ {
		if s := &c.Plan.Stages[i]; s.IsWritten() {
			return s
		}
	}
	return nil
}

// noticeEnd is the deadline of a formal notice posted on a day: its own days, and
// those of the post, on a working day.
func (f *Facts) noticeEnd(d Case, s *kit.Stage, day calendar.Date) calendar.Date {
	return f.Business().Next(day.AddDays(noticeDays(d, s) + d.Options.PostalDays))
}

// noticeDays are the days a formal notice leaves; a consumer has fifteen, unless
// somebody wrote otherwise.
func noticeDays(d Case, s *kit.Stage) int {
	if s.Deadline > 0 {
		return s.Deadline
	}
	if _, written := d.Options.At["delai_mise_en_demeure"]; !written && d.Client.Kind == kit.Consumer {
		return 15
	}
	return d.Options.NoticeDays
}

// NoticeDeadline is the deadline of a formal notice: the printed one, or later
// when the post presented the letter late.
func (f *Facts) NoticeDeadline(d Case, s *kit.Stage, step past.Step) calendar.Date {
	deadline := step.Deadline
	if deadline.IsZero() {
		deadline = f.noticeEnd(d, s, step.Date)
	}
	if presented := f.Presentation(d.Client, d.Invoice, s.ID, step.Date); !presented.IsZero() {
		deadline = max(deadline, f.Business().Next(presented.AddDays(noticeDays(d, s))))
	}
	return deadline
}
