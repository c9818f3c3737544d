package dunning

import (
	"fmt"
	"strings"

	"relance/generator/calendar"
	"relance/generator/kit"
)

// stage finds the next stage of an invoice that nothing suspends, its day, and
// what it lacks.
func (f *Facts) stage(d *Decision) {
	if d.Invoice.Due.IsZero() {
		d.Missing = []string{"échéance absente"}
		d.set(Blocked, 0, "échéance absente : ni date ni conditions de paiement")
		return
	}
	c := f.clock(d.Invoice, d.Plan, d.Options)
	d.Last = c.last
	stage, expired := c.candidate(f.Day)
	for _, s := range expired {
		d.Skipped = append(d.Skipped, Skip{s, "périmée"})
	}
	if stage = f.escalate(d, &c, stage); stage == nil {
		d.set(PlanEnded, 0, "le plan « %s » est terminé : décidez de la suite", d.Plan.Name)
		return
	}
	d.Stage = stage
	date := f.effective(d, &c, stage)
	if d.Options.CatchUp == "direct" && date <= f.Day {
		stage, date = f.direct(d, &c, stage, date)
		d.Stage = stage
	}
	d.Date = date
	if date > f.Day {
		d.set(Upcoming, date, "prochaine étape : %s, le %s", lowerFirst(stage.Title()), date.Long())
		return
	}
	f.due(d)
}

// escalate passes over the stage that a broken promise makes too soft.
func (f *Facts) escalate(d *Decision, c *clock, stage *kit.Stage) *kit.Stage {
	policy := d.Options.BrokenPromise
	if _, written := d.Options.At["promesse_rompue"]; !written && d.Plan.BrokenPromise != "" {
		policy = d.Plan.BrokenPromise
	}
	if d.Broken == nil || policy != "escalader" || stage == nil || stage.Nature == kit.FormalNotice || stage.Nature == kit.Handover {
		return stage
	}
	if c.next+1 >= len(c.plan.Stages) || c.plan.Stages[c.next+1].Nature == kit.Handover {
		return stage
	}
	d.Skipped = append(d.Skipped, Skip{stage, "promesse rompue"})
	c.next++
	return &c.plan.Stages[c.next]
}

// direct, the hardest way to catch up, goes at once to the highest stage whose
// day has come and whose prerequisites hold.
func (f *Facts) direct(d *Decision, c *clock, stage *kit.Stage, date calendar.Date) (*kit.Stage, calendar.Date) {
	best := stage
	for i := c.next + 1; i < len(c.plan.Stages); i++ {
		s := &c.plan.Stages[i]
		if when := f.effective(d, c, s); when > f.Day || len(f.lacks(d, s)) > 0 || s.Nature == kit.Handover {
			break
		}
		d.Skipped, best = append(d.Skipped, Skip{best, "rattrapage direct"}), s
	}
	if best != stage {
		date = f.effective(d, c, best)
	}
	return best, date
}

// effective is the first day a stage may be done: its day in the plan, the least
// interval after the last contact, the end of the last pause, the deadline that
// the last letter printed.
func (f *Facts) effective(d *Decision, c *clock, s *kit.Stage) calendar.Date {
	h := f.invoices[d.Invoice.Number]
	if s.Nature == kit.Preventive {
		return c.nominal(s)
	}
	date := c.nominal(s)
	if !h.contact.IsZero() {
		date = max(date, h.contact.AddDays(c.gap()))
	}
	date = max(date, f.resume(d))
	for _, step := range h.steps {
		if step.Deadline.IsZero() || step.Status != "faite" {
			continue
		}
		before, _ := d.Plan.Stage(step.Stage)
		switch {
		case s.Nature == kit.Handover && before != nil && before.Nature == kit.FormalNotice:
			date = max(date, c.business.Add(f.noticeDeadline(d, before, step), d.Options.HandoverMargin))
		case s.IsWritten() && before != nil && before.Nature != kit.Preventive:
			date = max(date, c.business.Add(step.Deadline, 1))
		}
	}
	if r := f.refused(d.Client, s.ID); r != 0 {
		date = max(date, r)
	}
	return c.business.Next(date)
}

// noticeDeadline is the deadline of a formal notice: the printed one, or later
// when the post presented the letter late.
func (f *Facts) noticeDeadline(d *Decision, s *kit.Stage, step Step) calendar.Date {
	deadline := step.Deadline
	if presented := f.clients[d.Client.Code].presented[s.ID]; !presented.IsZero() {
		days := s.Deadline
		if days == 0 {
			days = d.Options.NoticeDays
		}
		deadline = max(deadline, f.Kit.Business().Next(presented.AddDays(days)))
	}
	return deadline
}

// resume is the day the last pause lets the plan go on.
func (f *Facts) resume(d *Decision) calendar.Date {
	resume := f.pauseEnd(d)
	for _, x := range f.Book.Disputes(d.Invoice, f.Day) {
		if !x.Closed.IsZero() && x.Closed <= f.Day {
			resume = max(resume, x.Closed.AddDays(d.Options.DisputeResume))
		}
	}
	for i, p := range f.Promises(d.Invoice) {
		if i < d.Options.PromiseMax || f.approved(d.Client, "promesse", p.Taken) {
			resume = max(resume, f.promiseEnd(d, p))
		}
	}
	for _, r := range f.invoices[d.Invoice.Number].deferrals {
		resume = max(resume, r.Until+1)
	}
	return resume
}

// refused is the day a refused stage may be proposed again, 0 when it was not.
func (f *Facts) refused(c *kit.Client, stage string) calendar.Date {
	var again calendar.Date
	for _, a := range f.clients[c.Code].approvals {
		if a.Stage == stage {
			again = 0
			if a.Decision == "refusee" {
				again = max(a.AskAgain, a.Date.AddDays(7))
				if !a.AskAgain.IsZero() {
					again = a.AskAgain
				}
			}
		}
	}
	return again
}

// due decides between to do, to approve and blocked for a stage whose day has come.
func (f *Facts) due(d *Decision) {
	d.Missing = f.lacks(d, d.Stage)
	late := ""
	if wait := f.Day.Sub(d.Date); wait > 0 {
		late = fmt.Sprintf(", en attente depuis le %s", d.Date)
	}
	name := lowerFirst(d.Stage.Title())
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

// needsApproval: formal stages, meetings and hand-overs are approved by somebody,
// and so is a formal stage whose checks nobody has ticked (contracts.md §9.2).
func (f *Facts) needsApproval(d *Decision) bool {
	ask := d.Stage.Approval == "requise"
	if d.Stage.Nature.IsFormal() {
		c := f.Kit.ChecksOf(d.Invoice)
		if c.Sent == kit.Unset || c.Contract == kit.Unset || c.Delivered == kit.Unset {
			d.Warnings, ask = append(d.Warnings, "vérifications à cocher"), true
		}
	}
	since := d.Invoice.Issued
	if d.Last != nil {
		since = d.Last.Date
	}
	return ask && !f.approved(d.Client, d.Stage.ID, since)
}

// lacks lists the prerequisites of a stage that do not hold.
func (f *Facts) lacks(d *Decision, s *kit.Stage) []string {
	var out []string
	need := func(name string, formal bool, ok bool, text string) {
		if !ok && (formal || contains(s.Needs, name)) {
			out = append(out, text)
		}
	}
	formal := s.Nature.IsFormal()
	c := f.Kit.ChecksOf(d.Invoice)
	fresh := f.PaymentsKnown(f.Day.AddDays(-d.Options.PaymentFreshness))
	out = append(out, d.Client.Lacks...)
	need("relance_ecrite", s.Nature == kit.FormalNotice, f.hasWritten(d), "relance écrite préalable")
	need("verifications", formal, c.Sent != kit.No, "preuve d'envoi de la facture manquante")
	need("verifications", formal, c.Contract != kit.No, "contrat ou commande manquants")
	need("verifications", formal, c.Delivered != kit.No, "preuve de livraison manquante")
	need("reglements_a_jour", formal, fresh, "règlements non à jour")
	need("rien_a_affecter", formal, f.Book.OnAccountSum(d.Client, f.Day) == 0, "règlement non affecté")
	need("adresse_a_jour", formal, f.clients[d.Client.Code].returned.IsZero(), "adresse à vérifier")
	if s.Nature == kit.Handover {
		need("delai_echu", true, f.deadlineJudged(d), "encaissements à saisir jusqu'au terme de la mise en demeure")
	}
	if f.Kit.Sender == "mandataire" && (f.Kit.Mandate == nil || f.Kit.Mandate.Reference == "" || f.Kit.Mandate.Date.IsZero()) {
		out = append(out, "mandat")
	}
	return out
}

// hasWritten reports whether a written reminder went out on the invoice.
func (f *Facts) hasWritten(d *Decision) bool {
	for _, step := range f.Steps(d.Invoice) {
		s, _ := d.Plan.Stage(step.Stage)
		if step.Status != "sautee" && step.Channel.IsWritten() && (s == nil || s.Nature != kit.Preventive) {
			return true
		}
	}
	return false
}

// deadlineJudged reports whether payments are known until the formal notice's
// deadline: without them nobody knows that nothing came.
func (f *Facts) deadlineJudged(d *Decision) bool {
	var deadline calendar.Date
	for _, step := range f.Steps(d.Invoice) {
		if s, _ := d.Plan.Stage(step.Stage); s != nil && s.Nature == kit.FormalNotice {
			deadline = max(deadline, step.Deadline)
		}
	}
	return f.PaymentsKnown(deadline)
}

func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) > 1 && strings.ToUpper(string(r[1])) == string(r[1]) {
		return s
	}
	return strings.ToLower(string(r[:1])) + string(r[1:])
}
