package plan

import (
	"cmp"
	"slices"

	"relance/generator/kit"
)

// A Pace (rythme) is what the days of the stages depend on, besides the calendar: as
// JSON, the browser dates a plan with it as generator/dunning does.
type Pace struct {
	Anchor    string `json:"ancre"`      // echeance, premiere_action, etape_precedente
	Trigger   int    `json:"depart"`     // days from the due date to the first action of the anchor premiere_action
	Gap       int    `json:"intervalle"` // least days between two contacts
	LateGap   int    `json:"serre"`      // the same, once a stage is late
	Tolerance int    `json:"tolerance"`  // days a stage may be late before the plan starts from it again
	Compress  bool   `json:"presse"`     // a plan that is late catches up
	Postal    int    `json:"poste"`      // days of the post
	Margin    int    `json:"marge"`      // working days between the notice's deadline and the hand-over

	Steps []Step `json:"etapes"`
}

// A Step is what its own stage adds to the days of the next ones.
type Step struct {
	Name     string `json:"nom"`
	Day      int    `json:"jour"`
	Before   bool   `json:"avant,omitempty"`    // a preventive one
	Written  bool   `json:"ecrit,omitempty"`    // prints a day to pay by
	ByPost   bool   `json:"courrier,omitempty"` // on one of its channels at least
	ByEmail  bool   `json:"courriel,omitempty"`
	Notice   int    `json:"preavis,omitempty"` // days that a formal notice leaves
	Handover bool   `json:"fin,omitempty"`
}

// Of reads a plan of the kit, with the options that hold under it.
func Of(k *kit.Kit, p *kit.Plan) Plan {
	o := k.OptionsOf(nil, p)
	out := Plan{ID: p.ID, Name: p.Name, Summary: p.Summary}
	pace := Pace{Anchor: cmp.Or(o.Anchor, p.Anchor), Gap: o.MinInterval, LateGap: o.MinInterval, Tolerance: o.Tolerance(),
		Compress: o.CatchUp == "compresser", Postal: o.PostalDays, Margin: o.HandoverMargin}
	if out.FromFirstAction = pace.Anchor == "premiere_action"; out.FromFirstAction {
		pace.Trigger = p.Trigger
	}
	if pace.Compress {
		pace.LateGap = max(o.MinInterval, o.CatchUpGap)
	}
	for i := range p.Stages {
		s := &p.Stages[i]
		out.Stages = append(out.Stages, stageOf(s))
		pace.Steps = append(pace.Steps, stepOf(s, &o))
	}
	out.Pace = pace
	return out
}

func stageOf(s *kit.Stage) Stage {
	out := Stage{ID: s.ID, Name: s.Title(), Day: s.Day, AfterDeadline: s.Nature == kit.Handover, Tone: s.Tone, Approval: s.Approval == "requise"}
	for _, c := range s.AllChannels() {
		out.Channels = append(out.Channels, string(c))
	}
	return out
}

func stepOf(s *kit.Stage, o *kit.Options) Step {
	out := Step{Name: s.Title(), Day: s.Day, Before: s.Nature == kit.Preventive, Written: s.IsWritten(), Handover: s.Nature == kit.Handover,
		ByPost: slices.ContainsFunc(s.AllChannels(), kit.Channel.IsPostal), ByEmail: slices.Contains(s.Channels, string(kit.ByEmail))}
	if s.Nature == kit.FormalNotice {
		out.Notice = cmp.Or(s.Deadline, o.NoticeDays)
	}
	return out
}
