package dunning

import (
	"fmt"
	"strings"

	"relance/generator/calendar"
	"relance/generator/dunning/course"
	"relance/generator/journal"
	"relance/generator/kit"
)

// weeklyView is how far ahead a weekly run looks for preventive stages, in days:
// the next run comes too late for them (contracts.md §9.7).
const weeklyView = 6

// stage finds the next stage of an invoice that nothing suspends, its day, and
// what it lacks.
func (f *Facts) stage(d *Decision) {
	if d.Invoice.Due.IsZero() {
		d.Missing = []string{"échéance absente"}
		d.set(Blocked, 0, "échéance absente : ni date ni conditions de paiement")
		return
	}
	c := f.Clock(d.Case)
	d.Last = c.Last
	stage, skipped := c.Candidate(f.Day, d.passed)
	d.Skipped = skipped
	if stage = f.escalate(d, c, stage); stage == nil || stage.Nature == kit.Handover && !f.mayHandOver(d) {
		f.ended(d, c)
		return
	}
	d.Stage = stage
	d.Date = f.effective(d, c, stage)
	if d.Options.CatchUp == "direct" && d.Date <= f.Day {
		f.direct(d, c)
	}
	if d.Date > f.Day+f.view(d) {
		f.upcoming(d)
		return
	}
	f.due(d)
}

// mayHandOver: a small sum is not worth it, a public body is not handed over to an
// agency (T88), and an agent is the one whom the file was handed over to.
func (f *Facts) mayHandOver(d *Decision) bool {
	return d.Claimable >= d.Options.FormalMinimum && d.Client.Kind != kit.Public && f.Kit.Sender != "mandataire"
}

// ended: the day after the last printed deadline somebody decides what follows.
func (f *Facts) ended(d *Decision, c *course.Clock) {
	var deadline calendar.Date
	if c.Last != nil {
		deadline = max(c.Last.Date, c.Last.Deadline)
	}
	from := f.Business().Next(deadline.AddDays(1))
	if from > f.Day {
		d.set(PlanEnded, from, "le plan « %s » est terminé : suite à décider le %s", d.Plan.Name, from)
		return
	}
	d.set(PlanEnded, from, "le plan « %s » est terminé : décidez de la suite", d.Plan.Name)
}

// view is how many days ahead of its date a stage may be done.
func (f *Facts) view(d *Decision) calendar.Date {
	if d.Stage.Nature == kit.Preventive && d.Options.Rhythm == "hebdomadaire" {
		return weeklyView
	}
	return 0
}

func (f *Facts) upcoming(d *Decision) {
	name := d.Stage.InSentence()
	if a, given := f.answer(d, d.Stage); given && a.Decision == journal.Denied {
		reason := ""
		if a.Reason != "" {
			reason = " (" + a.Reason + ")"
		}
		d.set(Upcoming, d.Date, "%s refusée le %s%s : à nouveau proposée le %s", name, a.Date, reason, d.Date.Long())
		return
	}
	d.set(Upcoming, d.Date, "prochaine étape : %s, le %s", name, d.Date.Long())
}

// escalate passes over the stage that a broken promise makes too soft.
func (f *Facts) escalate(d *Decision, c *course.Clock, stage *kit.Stage) *kit.Stage {
	policy := d.Options.BrokenPromise
	if _, written := d.Options.At["promesse_rompue"]; !written && d.Plan.BrokenPromise != "" {
		policy = d.Plan.BrokenPromise
	}
	if d.Broken == nil || policy != "escalader" || stage == nil || stage.Nature == kit.FormalNotice || stage.Nature == kit.Handover {
		return stage
	}
	if c.Next+1 >= len(c.Plan.Stages) || c.Plan.Stages[c.Next+1].Nature == kit.Handover {
		return stage
	}
	harder := &c.Plan.Stages[c.Next+1]
	if harder.Nature == kit.FormalNotice && !f.hasWritten(d) {
		return stage // the notice would wait for ever for the reminder passed over
	}
	d.Skipped = append(d.Skipped, Skip{Stage: stage, Why: "promesse rompue"})
	c.Next++
	return harder
}

// direct, the hardest way to catch up, goes at once to the highest stage whose
// day has come and whose prerequisites hold; never to a hand-over.
func (f *Facts) direct(d *Decision, c *course.Clock) {
	for i := c.Next + 1; i < len(c.Plan.Stages); i++ {
		s := &c.Plan.Stages[i]
		when := f.effective(d, c, s)
		if when > f.Day || s.Nature == kit.Handover || len(f.lacks(d, s)) > 0 {
			return
		}
		d.Skipped = append(d.Skipped, Skip{Stage: d.Stage, Why: "rattrapage direct"})
		d.Stage, d.Date = s, when
	}
}

// effective is the first day a stage may be done: its day in the plan, or the end
// of what holds it back.
func (f *Facts) effective(d *Decision, c *course.Clock, s *kit.Stage) calendar.Date {
	if s.Nature == kit.Preventive {
		return c.Nominal(s)
	}
	return f.Business().Next(max(c.Nominal(s), f.held(d, c, s)))
}

// held is the day until which something other than the plan's own calendar holds a
// stage back: the due date, which may have been moved, the least interval after the last contact, the end of the last
// pause, the deadline that the last letter printed, a meeting, a refusal.
func (f *Facts) held(d *Decision, c *course.Clock, s *kit.Stage) calendar.Date {
	until := max(d.Invoice.Due+1, d.Lapsed, f.Resume(d.Case), f.LastContact(d.Invoice).AddDays(c.Gap()), f.refused(d, s))
	for _, step := range f.Steps(d.Invoice) {
		before, _ := d.Plan.Stage(step.Stage)
		if step.Status != journal.Done {
			continue
		}
		if before == nil {
			if demands[step.Stage] && !step.Deadline.IsZero() {
				until = max(until, f.Business().Add(step.Deadline, 1))
			}
			continue
		}
		switch {
		case s.Nature == kit.Handover && before.Nature == kit.FormalNotice:
			until = max(until, f.Business().Add(f.NoticeDeadline(d.Case, before, step), d.Options.HandoverMargin))
		case s.IsWritten() && before.Nature != kit.Preventive && !step.Deadline.IsZero() && before.ID != s.ID:
			until = max(until, f.Business().Add(step.Deadline, 1))
		}
	}
	if meeting := f.Meeting(d.Client); s.Nature.IsFormal() && !meeting.IsZero() {
		until = max(until, f.Business().Add(meeting, 5)) // contracts.md §9.9
	}
	return until
}

// demands are the messages outside plans that print a day to pay by, for which the
// next stage waits.
var demands = map[string]bool{
	BlockOrders: true, Acceleration: true, CashFirst: true, Suspension: true,
	"promesse_refusee": true, "promesse_rompue": true, "relance_echeance": true, "constat_caducite": true,
}

// refused is the day a refused stage may be proposed again, 0 when it was not.
func (f *Facts) refused(d *Decision, s *kit.Stage) calendar.Date {
	a, given := f.answer(d, s)
	switch {
	case !given || a.Decision != journal.Denied:
		return 0
	case !a.AskAgain.IsZero():
		return a.AskAgain
	}
	return a.Date.AddDays(7)
}

// since is the day from which an answer is about the present stage.
func (f *Facts) since(d *Decision) calendar.Date {
	if d.Last != nil {
		return d.Last.Date
	}
	return d.Invoice.Issued
}

// Advance brings a soft written stage forward when a message leaves today for the
// same client and it was due within some days: one message instead of two
// (contracts.md §9.5). It answers whether it could.
func (f *Facts) Advance(d *Decision, days int) bool {
	if d.State != Upcoming || d.Stage == nil || d.Stage.Nature != kit.Soft || !d.Stage.IsWritten() || d.DaysLate == 0 || d.Date.Sub(f.Day) > days {
		return false
	}
	c := f.Clock(d.Case)
	if f.held(d, c, d.Stage) > f.Day || len(f.lacks(d, d.Stage)) > 0 || f.needsApproval(d) {
		return false
	}
	planned := d.Date
	d.Date = f.Day
	f.due(d)
	d.Reason += fmt.Sprintf(" ; prévue le %s, avancée pour rejoindre le message du jour", planned)
	return true
}

// due decides between to do, to approve and blocked for a stage whose day has come.
func (f *Facts) due(d *Decision) {
	d.Missing = f.lacks(d, d.Stage)
	late := ""
	if d.Date < f.Day {
		late = fmt.Sprintf(", en attente depuis le %s", d.Date)
	}
	name := d.Stage.InSentence()
	switch {
	case len(d.Missing) > 0:
		d.State, d.Reason = Blocked, "étape bloquée ("+name+") : "+strings.Join(d.Missing, ", ")
	case f.needsApproval(d):
		d.State, d.Reason = ToApprove, "à valider : "+name+late
	default:
		d.State, d.Reason = Todo, "à faire : "+name+late
	}
	if d.DaysLate > 0 {
		d.Reason += fmt.Sprintf(" ; %s de retard", days(d.DaysLate))
	}
}

func days(n int) string {
	if n == 1 {
		return "1 jour"
	}
	return fmt.Sprintf("%d jours", n)
}
