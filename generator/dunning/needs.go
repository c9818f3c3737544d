package dunning

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

// needsApproval: formal stages, meetings and hand-overs are approved by somebody
// unless the plan says otherwise, and so is a formal stage whose checks nobody has
// ticked (contracts.md §9.2).
func (f *Facts) needsApproval(d *Decision) bool {
	n := d.Stage.Nature
	ask := d.Stage.Approval == "requise" || d.Stage.Approval == "" && (n.IsFormal() || n == kit.Meeting)
	if n.IsFormal() {
		c := f.Kit.ChecksOf(d.Invoice)
		if c.Sent == kit.Unset || c.Contract == kit.Unset || c.Delivered == kit.Unset {
			d.warn("vérifications à cocher : envoi, contrat, livraison")
			ask = true
		}
	}
	if !ask {
		return false
	}
	a, given := f.answer(d, d.Stage)
	return !given || a.Decision != journal.Granted
}

// answer is the last word on a stage of one invoice. It covers what was shown: the
// invoices that it names, or, when it names none, those whose stage had come by its
// day. The client's other invoices are asked about in their turn.
func (f *Facts) answer(d *Decision, s *kit.Stage) (journal.Entry, bool) {
	return f.ApprovalAbout(d.Client, s.ID, f.since(d), func(a *journal.Entry) bool {
		if len(a.Invoices) > 0 {
			return slices.ContainsFunc(a.Invoices, func(i journal.Invoice) bool { return i.Number == d.Invoice.Number })
		}
		c := f.Clock(d.Case)
		return c.Nominal(s) <= a.Date
	})
}

func (d *Decision) warn(text string) {
	if !slices.Contains(d.Warnings, text) {
		d.Warnings = append(d.Warnings, text)
	}
}

// lacks lists the prerequisites of a stage that do not hold.
func (f *Facts) lacks(d *Decision, s *kit.Stage) []string {
	out := f.Barred(d.Client)
	formal := s.Nature.IsFormal()
	need := func(name string, always, ok bool, text string) {
		if !ok && (always || slices.Contains(s.Needs, name)) {
			out = append(out, text)
		}
	}
	need("relance_ecrite", s.Nature == kit.FormalNotice, f.hasWritten(d), "relance écrite préalable")
	for _, gap := range f.unchecked(d) {
		need("verifications", formal, false, gap)
		if !formal && s.Nature != kit.Preventive {
			d.warn(gap)
		}
	}
	fresh := f.PaymentsKnown(f.Day.AddDays(-d.Options.PaymentFreshness))
	need("reglements_a_jour", formal, fresh, "règlements non à jour")
	need("rien_a_affecter", formal, f.Book.OnAccountSum(d.Client, f.Day) == 0, "règlement non affecté")
	returned := f.Returned(d.Client)
	need("adresse_postale", formal, returned.IsZero() || f.Approved(d.Client, "adresse", returned), "adresse à vérifier")
	if s.After != "" {
		need("", true, f.did(d, s.After), "étape préalable absente : "+d.stageName(s.After))
	}
	if s.Nature == kit.Handover {
		need("", true, f.deadlineJudged(d), "encaissements à saisir jusqu'au terme de la mise en demeure")
	}
	return out
}

// Barred lists what forbids to write anything at all to a client: a datum that the
// check found missing, the mandate an agent must have (CPCE R124-3).
func (f *Facts) Barred(c *kit.Client) []string {
	out := slices.Clone(c.Lacks)
	if m := f.Kit.Mandate; f.Kit.Sender == "mandataire" && (m == nil || m.Reference == "" || m.Date.IsZero()) {
		out = append(out, "mandat")
	}
	if f.Kit.Sender == "mandataire" && f.Kit.Secretariat == nil {
		out = append(out, "secretariat") // who writes (CPCE R124-4)
	}
	return out
}

// unchecked lists the checks that were answered no.
func (f *Facts) unchecked(d *Decision) (out []string) {
	c := f.Kit.ChecksOf(d.Invoice)
	for _, check := range []struct {
		answer kit.YesNo
		text   string
	}{
		{c.Sent, "preuve d'envoi de la facture manquante"},
		{c.Contract, "contrat ou commande manquants"},
		{c.Delivered, "preuve de livraison manquante"},
	} {
		if check.answer == kit.No {
			out = append(out, check.text)
		}
	}
	return out
}

func (d *Decision) stageName(id string) string {
	if s, _ := d.Plan.Stage(id); s != nil {
		return s.InSentence()
	}
	return id
}

// did reports whether a stage was done for the invoice itself, not merely absorbed
// nor skipped.
func (f *Facts) did(d *Decision, stage string) bool {
	return slices.ContainsFunc(f.Steps(d.Invoice), func(s Step) bool { return s.Stage == stage && s.Status == journal.Done })
}

// hasWritten reports whether a written reminder went out on the invoice.
func (f *Facts) hasWritten(d *Decision) bool {
	return slices.ContainsFunc(f.Steps(d.Invoice), func(step Step) bool {
		s, _ := d.Plan.Stage(step.Stage)
		if s == nil || s.Nature == kit.Preventive || step.Status == journal.Skipped {
			return false
		}
		return step.Channel.IsWritten() || step.Channel == "" && s.IsWritten()
	})
}

// deadlineJudged reports whether payments are known until the formal notice's
// deadline: without them nobody knows that nothing came.
func (f *Facts) deadlineJudged(d *Decision) bool {
	var deadline calendar.Date
	for _, step := range f.Steps(d.Invoice) {
		if s, _ := d.Plan.Stage(step.Stage); s != nil && s.Nature == kit.FormalNotice && step.Status == journal.Done {
			deadline = max(deadline, f.NoticeDeadline(d.Case, s, step))
		}
	}
	return f.PaymentsKnown(deadline)
}
