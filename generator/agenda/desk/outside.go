package desk

import (
	"fmt"
	"slices"

	"relance/generator/agenda/message"
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// outsidePlans writes what an event calls for.
func (k *desk) outsidePlans() error {
	events := []func(*dunning.Decision) *message.Communication{
		k.confirmation, k.declined, k.brokenPromise, k.acknowledgement, k.lateInstalment, k.lapse, k.creditorNotice, k.lift, k.thanks, k.welcome,
	}
	for _, name := range dunning.Measures {
		events = append(events, func(d *dunning.Decision) *message.Communication { return k.measure(d, name) })
	}
	for _, event := range events {
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
func (k *desk) about(c *message.Communication) any {
	switch {
	case c.Promise != nil:
		return c.Promise.Until.ISO() + fmt.Sprint(c.Promise.Invoices)
	case c.Instalment != nil:
		return c.Instalment
	case c.Measure != nil:
		return c.Measure.Stage
	}
	return c
}

// message starts a communication of a stage outside plans.
func (k *desk) message(stage, reason string, args ...any) *message.Communication {
	s := message.OutsideStage(stage)
	return &message.Communication{Client: k.client, Stage: s, Channel: s.Channel, Template: s.Template, Status: dunning.Todo, Reason: fmt.Sprintf(reason, args...)}
}

// confirmation: a promise is confirmed in writing the day it is taken, or as soon
// as the tool is run again within the week.
func (k *desk) confirmation(d *dunning.Decision) *message.Communication {
	promises := k.facts.Promises(d.Invoice)
	for i := range promises {
		p := &promises[i]
		if p.Until < k.facts.Day || k.facts.Day.Sub(p.Taken) > 7 || d.Claimable <= 0 || k.did(d, "confirmation_promesse", p.Taken) || d.IsSilenced() {
			continue
		}
		if p.Channel == "email" || p.Channel == "courrier" || !k.facts.Accepts(d, p) {
			continue // it was written, or the date is for somebody to approve
		}
		c := k.message("confirmation_promesse", "promesse du %s pour le %s : à confirmer par écrit", p.Taken, p.Until.Long())
		c.Promise, c.Deadline = p, p.Until
		return c
	}
	return nil
}

// declined says courteously that the promised day is later than what was granted,
// unless a written stage of the same invoice goes out today and says it
// (contracts.md §9.4).
func (k *desk) declined(d *dunning.Decision) *message.Communication {
	p := d.Declined
	if p == nil || d.DaysLate == 0 || d.Claimable <= 0 || k.writtenToday(d) || k.did(d, "promesse_refusee", p.Taken) || d.State != dunning.Upcoming && !d.IsDue() {
		return nil
	}
	c := k.message("promesse_refusee", "promesse du %s pour le %s : délai non accordé", p.Taken, p.Until)
	c.Promise, c.Deadline = p, k.facts.Business().Add(k.facts.Day, 5)
	return c
}

// brokenPromise recalls a broken promise, unless a written stage of the same
// invoice goes out today and says it (contracts.md §7).
func (k *desk) brokenPromise(d *dunning.Decision) *message.Communication {
	if d.Broken == nil || d.DaysLate == 0 || d.Claimable <= 0 || k.writtenToday(d) || k.did(d, "promesse_rompue", d.Broken.Until) ||
		d.State != dunning.Upcoming && !d.IsDue() {
		return nil
	}
	c := k.message("promesse_rompue", "promesse du %s non tenue", d.Broken.Until)
	c.Promise, c.Deadline = d.Broken, k.facts.Business().Add(k.facts.Day, 1)
	return c
}

// acknowledgement: a dispute is acknowledged in writing.
func (k *desk) acknowledgement(d *dunning.Decision) *message.Communication {
	x := k.facts.Book.OpenDispute(d.Invoice, k.facts.Day)
	if x == nil || !x.Acknowledged.IsZero() || k.did(d, "accuse_litige", x.Opened) || d.IsSilenced() {
		return nil
	}
	c := k.message("accuse_litige", "litige ouvert le %s : à accuser par écrit", x.Opened)
	c.Dispute, c.Deadline = x, x.AnswerBy
	return c
}

// lateInstalment claims an instalment that was not paid, once.
func (k *desk) lateInstalment(d *dunning.Decision) *message.Communication {
	if d.State != dunning.Instalments || d.Late == nil || k.facts.Day < d.Late.Date.AddDays(d.Options.InstalmentRemind) || k.did(d, "relance_echeance", d.Late.Date) {
		return nil
	}
	c := k.message("relance_echeance", "échéance du %s impayée", d.Late.Date)
	c.Instalment, c.Deadline = d.Late, d.Date
	if d.Agreement.Lapse == kit.No {
		c.Deadline = k.facts.Business().Add(k.facts.Day, 5)
	}
	return c
}

// lapse says that an agreement is over, unless a stage of the plan goes out today,
// or has gone out since, and said it.
func (k *desk) lapse(d *dunning.Decision) *message.Communication {
	if d.Lapsed.IsZero() || k.facts.Day.Sub(d.Lapsed) > 30 || k.writtenToday(d) || k.did(d, "constat_caducite", d.Lapsed) || d.Last != nil && d.Last.Date >= d.Lapsed || d.State != dunning.Upcoming && !d.IsDue() {
		return nil
	}
	c := k.message("constat_caducite", "accord du %s caduc depuis le %s", d.Agreement.Agreed, d.Lapsed)
	c.Deadline = k.facts.Business().Add(k.facts.Day, 5)
	return c
}

// thanks: one message for a late invoice just paid, when the client owes nothing
// overdue any more and nobody else is in charge of the file.
func (k *desk) thanks(d *dunning.Decision) *message.Communication {
	f := k.facts
	receipts := f.Book.Receipts(d.Invoice, k.facts.Day)
	if d.State != dunning.Settled || len(receipts) == 0 || k.formal || f.OverdueIn(k.client, d.Invoice.Currency) > 0 || k.client.DoNotContact != nil || len(k.facts.Liftable(k.client)) > 0 {
		return nil
	}
	last := receipts[len(receipts)-1]
	if last.Credit || k.facts.Day.Sub(last.Date) > 5 || !k.chased(d, last.Date) || k.did(d, "remerciement", d.Invoice.Issued) || k.did(d, "levee_mesure", last.Date) {
		return nil
	}
	return k.message("remerciement", "facture soldée le %s après relance", last.Date)
}

// noticeDays is how old a payment may be when it is entered and still be announced to
// the creditor.
const noticeDays = 30

// creditorNotice: an agent tells its creditor of the payments it received, the same day
// or as soon as they are entered (CPCE R124-5).
func (k *desk) creditorNotice(d *dunning.Decision) *message.Communication {
	if k.facts.Kit.Sender != "mandataire" || k.facts.Kit.Mandate == nil {
		return nil
	}
	var sum money.Amount
	var last calendar.Date
	for _, r := range k.facts.Book.Receipts(d.Invoice, k.facts.Day) {
		if k.toAnnounce(d, r) {
			sum, last = sum+r.Amount, r.Date
		}
	}
	if sum == 0 {
		return nil
	}
	return k.message(dunning.CreditorNotice, "règlement de %s reçu le %s : à signaler au créancier", sum.Format(d.Invoice.Currency), last)
}

// toAnnounce: a payment under the mandate that the creditor did not receive itself, has
// not been told of, and did not already expect as an agreed instalment (T103).
func (k *desk) toAnnounce(d *dunning.Decision, r claim.Receipt) bool {
	m := k.facts.Kit.Mandate
	direct := r.By == "creancier" || r.By == "" && m.Collect == kit.No
	agreed := claim.Agreement(k.client, d.Invoice, r.Date) != nil && d.Balance > 0
	return !r.Credit && !direct && !agreed && r.Date >= m.Date && k.facts.Day.Sub(r.Date) <= noticeDays && !k.did(d, dunning.CreditorNotice, r.Date)
}

// lift tells a client that a measure is over, once it owes nothing overdue: with
// the last invoice it paid.
func (k *desk) lift(d *dunning.Decision) *message.Communication {
	decided := k.facts.Liftable(k.client)
	if len(decided) == 0 || d != k.lastPaid() {
		return nil
	}
	return k.message("levee_mesure", "plus rien d'échu : lever %s", message.MeasureNames(decided))
}

// measure tells a client of a measure that somebody decided, once: on the first
// invoice that may be asked for.
func (k *desk) measure(d *dunning.Decision, name string) *message.Communication {
	decided := k.facts.InForce(k.client, name)
	if decided == nil || !askable(d) || k.told(decided) {
		return nil
	}
	c := k.message(name, "%s : à annoncer au client", message.MeasureNames([]journal.Entry{*decided}))
	c.Measure, c.Deadline = decided, k.facts.Business().Add(k.facts.Day.AddDays(d.Options.PostalDays), 5)
	return c
}

// askable: overdue, and nothing suspends it.
func askable(d *dunning.Decision) bool {
	return d.DaysLate > 0 && d.Claimable > 0 && (d.State == dunning.Upcoming || d.State == dunning.PlanEnded || d.IsDue() && d.Stage != nil)
}

// told reports whether the notice of a measure went out since it was decided.
func (k *desk) told(decided *journal.Entry) bool {
	return slices.ContainsFunc(k.facts.Contacts(k.client), func(c dunning.Contact) bool {
		return c.Stage == decided.Stage && c.Date >= decided.Date
	})
}

func (k *desk) lastPaid() (last *dunning.Decision) {
	var on calendar.Date
	for i := range k.decisions {
		if paid, ok := k.facts.Book.PaidOn(k.decisions[i].Invoice, k.facts.Day); ok && paid > on {
			last, on = &k.decisions[i], paid
		}
	}
	return last
}

// welcome explains our terms to a new client with its first invoice, while nothing
// is due (T86, S4-34).
func (k *desk) welcome(d *dunning.Decision) *message.Communication {
	young := k.facts.Day.Sub(d.Invoice.Issued) <= 30 && d.Invoice.Issued <= k.facts.Day && k.facts.Day < d.Invoice.Due
	if k.client.Profile != "nouveau_client" || k.client.Kind != kit.Company || len(k.client.Invoices) != 1 || !young || d.State != dunning.Upcoming || k.did(d, "bienvenue", d.Invoice.Issued) {
		return nil
	}
	return k.message("bienvenue", "nouveau client : nos conditions avant la première échéance")
}

// chased reports whether we ourselves reminded the client of the invoice before it
// paid; once a file is handed over, thanking is for whoever has it.
func (k *desk) chased(d *dunning.Decision, paid calendar.Date) bool {
	chased := false
	for _, step := range k.facts.Steps(d.Invoice) {
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
	return slices.ContainsFunc(k.facts.Steps(d.Invoice), func(s dunning.Step) bool { return s.Stage == stage && s.Date >= since })
}

func (k *desk) writtenToday(d *dunning.Decision) bool {
	return slices.ContainsFunc(k.out, func(c message.Communication) bool {
		return c.Channel.IsWritten() && inItems(c.Items, d)
	})
}

// finish adds the invoices the event is about, the sums and the address.
func (k *desk) finish(c *message.Communication, about *dunning.Decision) error {
	c.Plan, c.Currency = about.Plan, about.Invoice.Currency
	for i := range k.decisions {
		d := &k.decisions[i]
		if d != about && !concerns(c, d) {
			continue
		}
		cl, err := k.facts.Book.Of(k.client, d.Invoice, k.facts.Day)
		if err != nil {
			return err
		}
		role := message.Asked
		if c.Stage.Nature == kit.Preventive || d.DaysLate == 0 && c.Measure != nil {
			role = message.NextDue // not asked for: a welcome, or what is made due apart
		}
		if role == message.NextDue && c.Measure != nil {
			c.Accelerated += cl.Claimable()
		}
		c.Items = append(c.Items, message.Item{Claim: cl, Decision: d, Role: role, Stage: c.Stage, Status: journal.Done})
	}
	account := k.account
	k.sums(c)
	if c.Stage.ID != "promesse_rompue" {
		k.account, c.OnAccount, c.Amount = account, 0, c.Principal+c.Accelerated
	}
	if c.Instalment != nil {
		c.Principal, c.Amount = about.Short, about.Short
	}
	if c.Stage.ID == dunning.CreditorNotice {
		k.addressCreditor(c)
	} else {
		k.post().Address(c, about.Invoice)
	}
	if barred := k.facts.Barred(k.client); len(barred) > 0 {
		c.Status, c.Missing = dunning.Blocked, append(c.Missing, barred...)
	}
	k.out = append(k.out, *c)
	return nil
}

// addressCreditor sends a message to the creditor whose agent we are.
func (k *desk) addressCreditor(c *message.Communication) {
	if c.Recipient = string(k.facts.Kit.Creditor.Email); c.Recipient == "" {
		c.Status, c.Missing = dunning.Blocked, append(c.Missing, "adresse électronique du créancier manquante")
	}
}

// concerns reports whether the event of one invoice is also that of another.
func concerns(c *message.Communication, d *dunning.Decision) bool {
	if d.IsSilenced() || d.Claimable <= 0 {
		return false
	}
	switch {
	case c.Promise != nil:
		return slices.Contains(c.Promise.Invoices, d.Invoice.Number)
	case c.Instalment != nil:
		return d.Late == c.Instalment
	case c.Measure == nil || d.Invoice.Currency != c.Currency:
		return false
	case c.Measure.Stage == dunning.Acceleration && d.DaysLate == 0 && d.State == dunning.Upcoming:
		return true
	}
	return askable(d)
}
