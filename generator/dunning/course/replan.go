package course

import (
	"slices"

	"relance/generator/dunning/past"
	"relance/generator/journal"
	"relance/generator/kit"
)

// An invoice keeps the plan of its first stage. With « changer_plan » it follows the
// plan its client has now: what was done counts as the stage of the same nature in
// the new plan (T87).

// replan moves the steps of the invoices that change plans.
func (f *Facts) replan() {
	for i := range f.Kit.Clients {
		c := &f.Kit.Clients[i]
		for j := range c.Invoices {
			inv := &c.Invoices[j]
			if len(f.Steps(inv)) == 0 {
				continue
			}
			to := f.wanted(c, inv)
			if f.Kit.OptionsOf(c, to).ChangePlan != kit.Yes {
				continue
			}
			half := f.halfDone(c, inv)
			f.Rename(inv, func(s *past.Step) {
				if from := f.Kit.PlanByID(s.Plan); from != nil && from != to && !slices.Contains(half, s.Stage) {
					rename(s, from, to)
				}
			})
		}
	}
}

// rename gives a step done under a plan the name of its counterpart in another. It was
// done whole: on all the channels of its new stage too.
func rename(s *past.Step, from, to *kit.Plan) {
	stage := counterpart(from, to, s.Stage)
	if stage == nil {
		return
	}
	s.Stage, s.Plan, s.Whole = stage.ID, to.ID, true
}

// halfDone are the stages of an invoice that left by some of their channels only: they
// stand for no stage of another plan.
func (f *Facts) halfDone(c *kit.Client, inv *kit.Invoice) (half []string) {
	for _, s := range f.Steps(inv) {
		p := f.Kit.PlanByID(s.Plan)
		if p == nil || slices.Contains(half, s.Stage) {
			continue
		}
		stage, _ := p.Stage(s.Stage)
		if stage == nil || len(stage.Channels) < 2 || s.Status != journal.Done || s.Channel == "" {
			continue
		}
		if slices.ContainsFunc(c.ChannelsOf(stage), func(ch kit.Channel) bool { return !f.doneBy(inv, stage, ch) }) {
			half = append(half, s.Stage)
		}
	}
	return half
}

func (f *Facts) doneBy(inv *kit.Invoice, stage *kit.Stage, ch kit.Channel) bool {
	return slices.ContainsFunc(f.Steps(inv), func(s past.Step) bool {
		return s.Stage == stage.ID && s.Status == journal.Done && (s.Channel == ch || s.Channel == "")
	})
}

// counterpart is the stage of a plan that answers to a stage of another: the one of
// the same name, else of the same rank within its nature, else the last of that
// nature, else the last one less serious. nil when nothing does.
func counterpart(from, to *kit.Plan, id string) *kit.Stage {
	stage, _ := from.Stage(id)
	if stage == nil {
		return nil // outside plans: it counts as it stands
	}
	if same, _ := to.Stage(id); same != nil && same.Nature == stage.Nature {
		return same
	}
	rank := 0
	for i := range from.Stages {
		if s := &from.Stages[i]; s == stage {
			break
		} else if s.Nature == stage.Nature {
			rank++
		}
	}
	var found *kit.Stage
	for i := range to.Stages {
		s := &to.Stages[i]
		switch {
		case s.Nature == stage.Nature && rank >= 0:
			found, rank = s, rank-1
		case s.Nature != stage.Nature && seriousness(s.Nature) < seriousness(stage.Nature) && (found == nil || found.Nature != stage.Nature):
			found = s
		}
	}
	return found
}

// seriousness orders the natures, the softest first.
func seriousness(n kit.Nature) int {
	return slices.Index([]kit.Nature{kit.Preventive, kit.Internal, kit.Soft, kit.Meeting, kit.Formal, kit.FormalNotice, kit.Handover}, n)
}
