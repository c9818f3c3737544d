package event

import (
	"slices"

	"relance/generator/agenda/message"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/kit"
)

// confirmation: a promise is confirmed in writing the day it is taken, or as soon
// as the tool is run again within the week.
func (e *events) confirmation(d *dunning.Decision) *message.Communication {
	promises := e.facts.Promises(d.Invoice)
	for i := range promises {
		p := &promises[i]
		if p.Until < e.facts.Day || e.facts.Day.Sub(p.Taken) > 7 || d.Claimable <= 0 || e.did(d, "confirmation_promesse", p.Taken) || d.IsSilenced() {
			continue
		}
		if p.Channel == "email" || p.Channel == "courrier" || !e.facts.ConfirmedOn(d.Client, p).IsZero() || !e.facts.Accepts(d.Case, p) {
			continue // it was written, or the date is for somebody to approve
		}
		c := e.message("confirmation_promesse", "promesse du %s pour le %s : à confirmer par écrit", p.Taken, p.Until.Long())
		c.Promise, c.Deadline = p, p.Until
		return c
	}
	return nil
}

// declined says courteously that the promised day is later than what was granted,
// unless a written stage of the same invoice goes out today and says it
// (contracts.md §9.4).
func (e *events) declined(d *dunning.Decision) *message.Communication {
	p := d.Declined
	if p == nil || d.DaysLate == 0 || d.Claimable <= 0 || e.written(d) || e.did(d, "promesse_refusee", p.Taken) || d.State != dunning.Upcoming && !d.IsDue() {
		return nil
	}
	c := e.message("promesse_refusee", "promesse du %s pour le %s : délai non accordé", p.Taken, p.Until)
	c.Promise = p
	return c
}

// brokenPromise recalls a broken promise, unless a written stage of the same
// invoice goes out today and says it (contracts.md §7).
func (e *events) brokenPromise(d *dunning.Decision) *message.Communication {
	if d.Broken == nil || d.DaysLate == 0 || d.Claimable <= 0 || e.written(d) || e.did(d, "promesse_rompue", d.Broken.Until) ||
		d.State != dunning.Upcoming && !d.IsDue() {
		return nil
	}
	c := e.message("promesse_rompue", "promesse du %s non tenue", d.Broken.Until)
	c.Promise = d.Broken
	return c
}

// acknowledgement: a dispute is acknowledged in writing.
func (e *events) acknowledgement(d *dunning.Decision) *message.Communication {
	x := e.facts.Book.OpenDispute(d.Invoice, e.facts.Day)
	if x == nil || !x.Acknowledged.IsZero() || e.did(d, "accuse_litige", x.Opened) || d.IsSilenced() {
		return nil
	}
	c := e.message("accuse_litige", "litige ouvert le %s : à accuser par écrit", x.Opened)
	c.Dispute, c.Deadline = x, x.AnswerBy
	return c
}

// lateInstalment claims an instalment that was not paid, once. The day it asks for is
// before the agreement lapses.
func (e *events) lateInstalment(d *dunning.Decision) *message.Communication {
	if d.State != dunning.Instalments || d.Late == nil || e.facts.Day < d.Late.Date.AddDays(d.Options.InstalmentRemind) || e.did(d, "relance_echeance", d.Late.Date) {
		return nil
	}
	c := e.message("relance_echeance", "échéance du %s impayée", d.Late.Date)
	c.Instalment, c.Deadline = d.Late, e.facts.Business().Previous(d.Date-1)
	if d.Agreement.Lapse == kit.No {
		c.Deadline = e.facts.Within(5, d.Options, c.Channel)
	}
	return c
}

// lapsedDays is how long ago an agreement may have lapsed for its end to be news.
const lapsedDays = 90

// lapse says that an agreement is over, unless a stage of the plan has gone out since.
// The day on which the last instalment could still be paid is over by then.
func (e *events) lapse(d *dunning.Decision) *message.Communication {
	told := d.Last != nil && d.Last.Date >= d.Lapsed
	if d.Lapsed.IsZero() || told || e.facts.Day.Sub(d.Lapsed) > lapsedDays || e.did(d, "constat_caducite", d.Lapsed) || d.Claimable <= 0 {
		return nil
	}
	if d.State != dunning.Upcoming && d.State != dunning.PlanEnded && !d.IsDue() || e.facts.Day < e.facts.Business().Next(d.Lapsed) {
		return nil
	}
	c := e.message("constat_caducite", "accord du %s caduc depuis le %s", d.Agreement.Agreed, d.Lapsed)
	c.Agreement = d.Agreement
	return c
}

// did reports whether a stage was done for an invoice since a day.
func (e *events) did(d *dunning.Decision, stage string, since calendar.Date) bool {
	return slices.ContainsFunc(e.facts.Steps(d.Invoice), func(s dunning.Step) bool { return s.Stage == stage && s.Date >= since })
}
