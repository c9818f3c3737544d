// Package desk is the desk of one client on one day: what dunning decided for each
// of its invoices becomes messages, grouped, addressed, on a channel that reaches it.
package desk

import (
	"slices"

	"relance/generator/agenda/message"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
)

// A desk handles one client: its due decisions become communications.
type desk struct {
	facts     *dunning.Facts
	client    *kit.Client
	decisions []dunning.Decision
	formal    bool                               // a formal stage is due today, or done and unpaid
	aside     map[*dunning.Decision]dunning.Skip // stages of the day set aside
	out       []message.Communication
}

// pile is the decisions of one recipient in one currency.
type pile struct {
	key       key
	decisions []*dunning.Decision
}

// A key tells two piles apart.
type key struct {
	contact  *kit.Contact
	currency string
	account  kit.IBAN // of the factor the invoice was assigned to
}

// joinDays is how early a soft stage may join the message of the day
// (contracts.md §9.5).
const joinDays = 3

// Work writes the messages of a client from its decisions, which it completes: a
// stage set aside, postponed or brought forward. The error names a half-year without
// a rate.
func Work(f *dunning.Facts, c *kit.Client, decisions []dunning.Decision) ([]message.Communication, error) {
	k := &desk{facts: f, client: c, decisions: decisions}
	err := k.work()
	return k.out, err
}

// Meetings tells whether a formal stage is running for a client, which leaves no room
// for a meeting, and when the last one was proposed.
func Meetings(f *dunning.Facts, c *kit.Client, decisions []dunning.Decision) (formal bool, last calendar.Date) {
	k := &desk{facts: f, client: c, decisions: decisions}
	return k.formalRunning(), k.lastMeeting()
}

func (k *desk) work() error {
	k.setAside()
	if err := k.lapses(); err != nil {
		return err
	}
	for _, p := range k.piles() {
		for _, group := range k.groups(p) {
			if err := k.write(group, p); err != nil {
				return err
			}
		}
	}
	if err := k.outsidePlans(); err != nil {
		return err
	}
	k.deduct()
	return nil
}

// setAside passes over a courtesy or a meeting while a formal stage is running,
// and a second invitation within 90 days. The second round sees the formal stages
// that the first one uncovered.
func (k *desk) setAside() {
	k.aside = map[*dunning.Decision]dunning.Skip{}
	for range 2 {
		k.formal = k.formalRunning()
		for i := range k.decisions {
			d := &k.decisions[i]
			if why := k.skips(d); why != "" {
				k.aside[d] = dunning.Skip{Stage: d.Stage, Why: why}
				k.facts.Pass(d, why)
				d.Reason += " ; étape sautée : " + k.aside[d].Stage.InSentence() + " (" + why + ")"
			}
		}
	}
}

// formalRunning: contracts.md §9.12.
func (k *desk) formalRunning() bool {
	for i := range k.decisions {
		d := &k.decisions[i]
		if d.Stage != nil && d.Stage.Nature.IsFormal() && (d.State == dunning.Todo || d.State == dunning.ToApprove) {
			return true
		}
		if d.Claimable <= 0 || d.DaysLate == 0 {
			continue
		}
		for _, step := range k.facts.Steps(d.Invoice) {
			if s, _ := d.Plan.Stage(step.Stage); s != nil && s.Nature.IsFormal() && step.Status == journal.Done {
				return true
			}
		}
	}
	return false
}

// piles sorts the due decisions by recipient and currency, in the order in which
// they come.
func (k *desk) piles() []pile {
	var out []pile
	for i := range k.decisions {
		d := &k.decisions[i]
		if !d.IsDue() || d.Stage == nil {
			continue
		}
		key := k.key(d.Invoice)
		at := slices.IndexFunc(out, func(p pile) bool { return p.key == key })
		if at < 0 {
			out, at = append(out, pile{key: key}), len(out)
		}
		out[at].decisions = append(out[at].decisions, d)
	}
	return out
}

func (k *desk) post() message.Post { return message.Post{Facts: k.facts, Client: k.client} }

// key tells apart what cannot stand in one message: two people to write to, two
// currencies.
func (k *desk) key(inv *kit.Invoice) key {
	out := key{contact: k.post().Contact(inv), currency: inv.Currency}
	if inv.Assigned != nil {
		out.account = inv.Assigned.IBAN
	}
	return out
}

// skips says why the stage of the day is set aside, "" when it is not.
func (k *desk) skips(d *dunning.Decision) string {
	if !d.IsDue() || d.Stage == nil {
		return ""
	}
	switch d.Stage.Nature {
	case kit.Preventive:
		for _, step := range k.facts.Steps(d.Invoice) {
			if step.Stage == dunning.Acceleration {
				return "rendue exigible le " + step.Date.String()
			}
		}
		if k.formal {
			return "client en étape formelle"
		}
	case kit.Meeting:
		if last := k.lastMeeting(); k.formal {
			return "étape formelle en cours"
		} else if !last.IsZero() && k.facts.Day.Sub(last) < 90 {
			return "réunion déjà proposée le " + last.String()
		}
	}
	return ""
}

func (k *desk) lastMeeting() (last calendar.Date) {
	for i := range k.decisions {
		for _, step := range k.facts.Steps(k.decisions[i].Invoice) {
			s, _ := k.decisions[i].Plan.Stage(step.Stage)
			if s != nil && s.Nature == kit.Meeting && step.Status != journal.Skipped {
				last = max(last, step.Date)
			}
		}
	}
	return last
}

// A group becomes one communication, or one a channel.
type group struct {
	asked    []*dunning.Decision
	absorbed []*dunning.Decision
	upcoming []*dunning.Decision // courtesies absorbed by a reminder of the same day
}

// groups applies the rule of the options: one communication a client, a stage or
// an invoice; formal stages apart, the highest absorbing the rest.
func (k *desk) groups(p pile) []group {
	o := k.facts.Kit.OptionsOf(k.client, nil)
	by := map[string][]*dunning.Decision{}
	for _, d := range p.decisions {
		by[class(d)] = append(by[class(d)], d)
	}
	var out []group
	for _, blocked := range by["bloquee"] {
		out = append(out, group{asked: []*dunning.Decision{blocked}})
	}
	formal := by["formelle"]
	soft, calls, courtesy := by["douce"], by["appel"], by["preventive"]
	if len(soft) > 0 && len(formal) == 0 && o.Grouping == "client" {
		soft = append(soft, k.early(p, soft)...)
	}
	if len(formal) > 0 {
		g := k.formalGroup(formal)
		switch {
		case o.Grouping != "client":
		case o.SeparateFormal == kit.No:
			g.asked = append(g.asked, soft...)
			soft = nil
		case o.AbsorbSoft == kit.Yes:
			g.absorbed = append(append(g.absorbed, soft...), append(calls, by["reunion"]...)...)
			soft, calls, by["reunion"] = nil, nil, nil
		}
		out = append(out, split(g, o.Grouping)...)
	}
	if len(soft) > 0 {
		out = append(out, split(group{asked: soft, upcoming: courtesy}, o.Grouping)...)
	} else if len(courtesy) > 0 {
		out = append(out, split(group{asked: courtesy}, o.Grouping)...)
	}
	for _, rest := range [][]*dunning.Decision{calls, by["reunion"], by["interne"], by["transmission"]} {
		if len(rest) > 0 {
			out = append(out, split(group{asked: rest}, o.Grouping)...)
		}
	}
	return out
}

// early brings forward the soft stages that were due within days, for the client
// to receive one message instead of two.
func (k *desk) early(p pile, soft []*dunning.Decision) []*dunning.Decision {
	var out []*dunning.Decision
	if k.capped(highest(soft)) {
		return nil
	}
	for i := range k.decisions {
		d := &k.decisions[i]
		if k.key(d.Invoice) == p.key && k.facts.Advance(d, joinDays) {
			out = append(out, d)
		}
	}
	return out
}

// class is the pile a decision goes to within its client.
func class(d *dunning.Decision) string {
	n := d.Stage.Nature
	switch {
	case d.State == dunning.Blocked:
		return "bloquee"
	case n == kit.Formal || n == kit.FormalNotice:
		return "formelle"
	case n == kit.Soft && len(d.Stage.Channels) == 0 && d.Stage.Channel == kit.ByCall:
		return "appel"
	case n == kit.Soft:
		return "douce"
	case n == kit.Handover:
		return "transmission"
	}
	return string(n)
}

// formalGroup keeps the highest formal nature; a lower one of the same day is
// absorbed: one registered letter a client (T53).
func (k *desk) formalGroup(formal []*dunning.Decision) group {
	top := kit.Formal
	for _, d := range formal {
		if d.Stage.Nature == kit.FormalNotice {
			top = kit.FormalNotice
		}
	}
	var g group
	for _, d := range formal {
		if d.Stage.Nature == top {
			g.asked = append(g.asked, d)
		} else {
			g.absorbed = append(g.absorbed, d)
		}
	}
	return g
}

// split cuts a group by stage or by invoice when the options ask for it.
func split(g group, grouping string) []group {
	if grouping == "client" {
		return []group{g}
	}
	var out []group
	var keys []string
	for _, d := range g.asked {
		key := d.Stage.ID
		if grouping == "facture" {
			key = d.Invoice.Number
		}
		at := slices.Index(keys, key)
		if at < 0 {
			keys, out, at = append(keys, key), append(out, group{}), len(out)
		}
		out[at].asked = append(out[at].asked, d)
	}
	out[0].absorbed, out[0].upcoming = g.absorbed, g.upcoming
	return out
}

// highest is the decision whose stage is the most serious: tone, then day.
func highest(list []*dunning.Decision) *dunning.Decision {
	return slices.MaxFunc(list, func(a, b *dunning.Decision) int {
		if a.Stage.Tone != b.Stage.Tone {
			return a.Stage.Tone - b.Stage.Tone
		}
		if a.Stage.Day != b.Stage.Day {
			return a.Stage.Day - b.Stage.Day
		}
		return int(b.Invoice.Due) - int(a.Invoice.Due)
	})
}
