package agenda

import (
	"fmt"
	"slices"

	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
)

// Outside lists the stages that no plan schedules: an event calls for them.
var Outside = []kit.Stage{
	{ID: "confirmation_promesse", Label: "Confirmation de promesse", Nature: kit.Soft, Channel: kit.ByEmail, Template: "confirmation-promesse", Tone: 1, Fallback: []string{"courrier"}},
	{ID: "promesse_rompue", Label: "Promesse rompue", Nature: kit.Soft, Channel: kit.ByEmail, Template: "promesse-rompue", Tone: 3, Fallback: []string{"courrier"}},
	{ID: "accuse_litige", Label: "Accusé de réception du litige", Nature: kit.Soft, Channel: kit.ByEmail, Template: "accuse-litige", Tone: 1, Fallback: []string{"courrier"}},
	{ID: "remerciement", Label: "Remerciement", Nature: kit.Soft, Channel: kit.ByEmail, Template: "remerciement-paiement", Tone: 1},
	{ID: "relance_echeance", Label: "Relance d'une échéance impayée", Nature: kit.Soft, Channel: kit.ByEmail, Template: "relance-echeance", Tone: 2, Fallback: []string{"courrier"}},
	{ID: "constat_caducite", Label: "Constat de caducité de l'accord", Nature: kit.Soft, Channel: kit.ByLetter, Template: "constat-caducite", Tone: 3, Fallback: []string{"email"}},
}

func outside(id string) *kit.Stage {
	for i := range Outside {
		if Outside[i].ID == id {
			return &Outside[i]
		}
	}
	panic("agenda: unknown stage " + id)
}

// outsidePlans writes what an event calls for.
func (k *desk) outsidePlans() error {
	for _, event := range []func(*dunning.Decision) *Communication{
		k.confirmation, k.brokenPromise, k.acknowledgement, k.lateInstalment, k.lapse, k.thanks,
	} {
		seen := map[any]bool{} // one message for the invoices of one event
		for i := range k.decisions {
			d := &k.decisions[i]
			c := event(d)
			if c == nil || seen[k.about(c)] {
				continue
			}
			seen[k.about(c)] = true
			if err := k.finish(c, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// about is what tells one event from another.
func (k *desk) about(c *Communication) any {
	switch {
	case c.Promise != nil:
		return c.Promise.Until.ISO() + fmt.Sprint(c.Promise.Invoices)
	case c.Instalment != nil:
		return c.Instalment
	}
	return c
}

// message starts a communication of a stage outside plans.
func (k *desk) message(stage, reason string, args ...any) *Communication {
	s := outside(stage)
	return &Communication{Client: k.client, Stage: s, Channel: s.Channel, Template: s.Template, Status: dunning.Todo, Reason: fmt.Sprintf(reason, args...)}
}

// confirmation: a promise is confirmed in writing the day it is taken, or as soon
// as the tool is run again within the week.
func (k *desk) confirmation(d *dunning.Decision) *Communication {
	promises := k.agenda.Facts.Promises(d.Invoice)
	for i := range promises {
		p := &promises[i]
		if p.Until < k.agenda.Date || k.agenda.Date.Sub(p.Taken) > 7 || d.Claimable <= 0 || k.did(d, "confirmation_promesse", p.Taken) || d.State == dunning.HandedOver {
			continue
		}
		if p.Channel == "email" || p.Channel == "courrier" {
			continue // it was written
		}
		c := k.message("confirmation_promesse", "promesse du %s pour le %s : à confirmer par écrit", p.Taken, p.Until.Long())
		c.Promise, c.Deadline = p, p.Until
		return c
	}
	return nil
}

// brokenPromise recalls a broken promise, unless a written stage of the same
// invoice goes out today and says it (contracts.md §7).
func (k *desk) brokenPromise(d *dunning.Decision) *Communication {
	if d.Broken == nil || d.DaysLate == 0 || d.Claimable <= 0 || k.writtenToday(d) || k.did(d, "promesse_rompue", d.Broken.Until) ||
		d.State != dunning.Upcoming && !d.IsDue() {
		return nil
	}
	c := k.message("promesse_rompue", "promesse du %s non tenue", d.Broken.Until)
	c.Promise, c.Deadline = d.Broken, k.agenda.business.Add(k.agenda.Date, 1)
	return c
}

// acknowledgement: a dispute is acknowledged in writing.
func (k *desk) acknowledgement(d *dunning.Decision) *Communication {
	x := k.agenda.Facts.Book.OpenDispute(d.Invoice, k.agenda.Date)
	if x == nil || !x.Acknowledged.IsZero() || k.did(d, "accuse_litige", x.Opened) || silenced(d) {
		return nil
	}
	c := k.message("accuse_litige", "litige ouvert le %s : à accuser par écrit", x.Opened)
	c.Dispute, c.Deadline = x, x.AnswerBy
	return c
}

// silenced: nothing at all may be sent about the invoice.
func silenced(d *dunning.Decision) bool {
	return slices.Contains([]dunning.State{dunning.Insolvent, dunning.DoNotContact, dunning.HandedOver, dunning.Cancelled}, d.State)
}

// lateInstalment claims an instalment that was not paid, once.
func (k *desk) lateInstalment(d *dunning.Decision) *Communication {
	if d.State != dunning.Instalments || d.Late == nil || k.agenda.Date < d.Late.Date.AddDays(d.Options.InstalmentRemind) || k.did(d, "relance_echeance", d.Late.Date) {
		return nil
	}
	c := k.message("relance_echeance", "échéance du %s impayée", d.Late.Date)
	c.Instalment, c.Deadline = d.Late, d.Date
	return c
}

// lapse says that an agreement is over, unless a stage of the plan goes out today,
// or has gone out since, and said it.
func (k *desk) lapse(d *dunning.Decision) *Communication {
	if d.Lapsed.IsZero() || k.agenda.Date.Sub(d.Lapsed) > 30 || k.writtenToday(d) || k.did(d, "constat_caducite", d.Lapsed) || d.Last != nil && d.Last.Date >= d.Lapsed || d.State != dunning.Upcoming && !d.IsDue() {
		return nil
	}
	c := k.message("constat_caducite", "accord du %s caduc depuis le %s", d.Agreement.Agreed, d.Lapsed)
	c.Deadline = k.agenda.business.Add(k.agenda.Date, 5)
	return c
}

// thanks: one message for a late invoice just paid, when the client owes nothing
// overdue any more and nobody else is in charge of the file.
func (k *desk) thanks(d *dunning.Decision) *Communication {
	f := k.agenda.Facts
	receipts := f.Book.Receipts(d.Invoice, k.agenda.Date)
	if d.State != dunning.Settled || len(receipts) == 0 || k.formal || f.OverdueIn(k.client, d.Invoice.Currency) > 0 || k.client.DoNotContact != nil {
		return nil
	}
	last := receipts[len(receipts)-1]
	if last.Credit || k.agenda.Date.Sub(last.Date) > 5 || !k.chased(d, last.Date) || k.did(d, "remerciement", d.Invoice.Issued) {
		return nil
	}
	return k.message("remerciement", "facture soldée le %s après relance", last.Date)
}

// chased reports whether we ourselves reminded the client of the invoice before it
// paid; once a file is handed over, thanking is for whoever has it.
func (k *desk) chased(d *dunning.Decision, paid calendar.Date) bool {
	chased := false
	for _, step := range k.agenda.Facts.Steps(d.Invoice) {
		s, _ := d.Plan.Stage(step.Stage)
		switch {
		case s == nil || step.Status == journal.Skipped:
		case s.Nature == kit.Handover:
			return false
		case s.Nature != kit.Preventive && step.Date <= paid:
			chased = true
		}
	}
	return chased
}

// did reports whether a stage was done for an invoice since a day.
func (k *desk) did(d *dunning.Decision, stage string, since calendar.Date) bool {
	return slices.ContainsFunc(k.agenda.Facts.Steps(d.Invoice), func(s dunning.Step) bool { return s.Stage == stage && s.Date >= since })
}

func (k *desk) writtenToday(d *dunning.Decision) bool {
	return slices.ContainsFunc(k.agenda.Communications, func(c Communication) bool {
		return c.Channel.IsWritten() && c.Client == k.client && inItems(c.Items, d)
	})
}

// finish adds the invoices the event is about, the sums and the address.
func (k *desk) finish(c *Communication, about *dunning.Decision) error {
	c.Plan, c.Currency = about.Plan, about.Invoice.Currency
	for i := range k.decisions {
		d := &k.decisions[i]
		if d != about && !concerns(c, d) {
			continue
		}
		cl, err := k.agenda.Facts.Book.Of(k.client, d.Invoice, k.agenda.Date)
		if err != nil {
			return err
		}
		c.Items = append(c.Items, Item{Claim: cl, Decision: d, Role: Asked, Stage: c.Stage, Status: journal.Done})
	}
	account := k.account
	k.sums(c)
	if c.Stage.ID != "promesse_rompue" {
		k.account, c.OnAccount, c.Amount = account, 0, c.Principal
	}
	if c.Instalment != nil {
		c.Principal, c.Amount = about.Short, about.Short
	}
	k.address(c, about.Invoice)
	k.agenda.Communications = append(k.agenda.Communications, *c)
	return nil
}

// concerns reports whether the event of one invoice is also that of another.
func concerns(c *Communication, d *dunning.Decision) bool {
	if silenced(d) || d.Claimable <= 0 {
		return false
	}
	switch {
	case c.Promise != nil:
		return slices.Contains(c.Promise.Invoices, d.Invoice.Number)
	case c.Instalment != nil:
		return d.Late == c.Instalment
	}
	return false
}
