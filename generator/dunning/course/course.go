// Package course is the course an invoice follows: its plan, the stages of it that were
// done, the days on which the others fall, the measures that how far it went allows.
package course

import (
	"relance/generator/calendar"
	"relance/generator/dunning/past"
	"relance/generator/journal"
	"relance/generator/kit"
)

// Facts are what happened until a day, each step named by the plan it now belongs to.
type Facts struct {
	*past.Facts

	last latest
}

// New reads facts again in the light of the plans: an invoice that changed plans has
// its steps named anew.
func New(p *past.Facts) *Facts {
	f := &Facts{Facts: p}
	f.replan()
	return f
}

// A Case is an invoice with the plan it follows and the options that hold for it.
type Case struct {
	Client  *kit.Client
	Invoice *kit.Invoice
	Plan    *kit.Plan
	Options *kit.Options // those of its client under its plan; shared, not to be changed
}

// Case finds the plan and the options of an invoice.
func (f *Facts) Case(c *kit.Client, inv *kit.Invoice) Case {
	p := f.PlanOf(c, inv)
	return Case{c, inv, p, f.options(c, p)}
}

// A Skip is a stage that will not be done, and why.
type Skip struct {
	Stage *kit.Stage
	Why   string
}

// latest is what was last asked of the options: the invoices of a client mostly share
// their plan.
type latest struct {
	client  *kit.Client
	plan    *kit.Plan
	options *kit.Options
}

func (f *Facts) options(c *kit.Client, p *kit.Plan) *kit.Options {
	if f.last.options == nil || f.last.client != c || f.last.plan != p {
		o := f.Kit.OptionsOf(c, p)
		f.last = latest{c, p, &o}
	}
	return f.last.options
}

// PlanOf is the plan of an invoice: the one it started, else its own, its
// client's, its profile's, the default.
func (f *Facts) PlanOf(c *kit.Client, inv *kit.Invoice) *kit.Plan {
	if len(f.Steps(inv)) == 0 {
		return f.wanted(c, inv)
	}
	if to := f.wanted(c, inv); f.Kit.OptionsOf(c, to).ChangePlan == kit.Yes {
		return to
	}
	for _, s := range f.Steps(inv) {
		if p := f.Kit.PlanByID(s.Plan); p != nil {
			if stage, _ := p.Stage(s.Stage); stage != nil {
				return p
			}
		}
	}
	return f.wanted(c, inv)
}

// wanted is the plan that an invoice would start today.
func (f *Facts) wanted(c *kit.Client, inv *kit.Invoice) *kit.Plan {
	for _, id := range []string{inv.Plan, c.Plan, f.Kit.ProfilePlans.For(c.Profile), f.Kit.DefaultPlan} {
		if p := f.Kit.PlanByID(id); p != nil {
			return p
		}
	}
	return &kit.Plan{ID: "aucun", Name: "aucun", Anchor: "echeance"}
}

// HandedOn is the day an invoice, or its client's whole file, went to somebody else;
// zero when it did not.
func (f *Facts) HandedOn(c *kit.Client, inv *kit.Invoice, p *kit.Plan) calendar.Date {
	if when := f.HandedOver(c); !when.IsZero() && inv.Issued <= when {
		return when
	}
	for _, s := range f.Steps(inv) {
		if stage, _ := p.Stage(s.Stage); stage != nil && stage.Nature == kit.Handover && s.Status != journal.Skipped {
			return s.Date
		}
	}
	return 0
}
