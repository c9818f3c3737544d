// Package examiner holds what somebody is about to note against what is known: the
// accounts, the calendar, the plan, who may decide. It serves the command line and the
// tracker alike: one fact has one answer, wherever it was typed.
package examiner

import (
	"fmt"
	"slices"
	"strings"

	"relance/generator/diag"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// An Objection is what speaks against a line of the journal.
type Objection struct {
	Key  string // of the line, as the journal writes it: "montant", "date_limite", "au"…
	Text string // one sentence in French, without capital nor full stop
	Hint string // what to do, "" when the text says it
	Soon bool   // a mere question of time: somebody in charge may overrule it, with a reason
	Mild bool   // odd but possible: to be said, and written all the same
}

// An Examiner checks lines one after the other: those it has taken count for the next.
type Examiner struct {
	facts *dunning.Facts
	taken map[string]money.Amount // received on invoices by the lines taken
}

// New examines lines as of the day of the facts.
func New(f *dunning.Facts) *Examiner { return &Examiner{f, map[string]money.Amount{}} }

// Check lists what speaks against a line, nothing when it may be written. The line has
// its type, its date and what it is about; whether its words are known ones (a stage, a
// result) is for whoever reads them.
func (x *Examiner) Check(e journal.Entry) []Objection {
	c := x.check(e)
	if c.client == nil && e.Client != "" {
		c.object("client", "client inconnu « %s »", e.Client)
	}
	if e.Date > x.facts.Day && e.Type != journal.Payment {
		c.object("date", "le %s n'est pas encore passé", e.Date)
	}
	switch e.Type {
	case journal.Promise:
		c.promise()
	case journal.Payment:
		c.payment()
	case journal.Dispute:
		c.dispute()
	case journal.Postponement:
		c.postponement()
	case journal.Registered:
		c.registered()
	case journal.Approval:
		c.approval()
	case journal.Takeover:
		c.takeover()
	case journal.Correction:
		c.correction()
	}
	return c.found
}

// Take counts a line that is about to be written.
func (x *Examiner) Take(e journal.Entry) {
	if e.Type == journal.Payment && len(e.Invoices) == 1 {
		x.taken[e.Invoices[0].Number] += e.Amount
	}
}

// check is the examination of one line.
type check struct {
	*Examiner
	journal.Entry
	client   *kit.Client
	invoices []*kit.Invoice
	found    []Objection
}

func (x *Examiner) check(e journal.Entry) *check {
	c := &check{Examiner: x, Entry: e, client: x.facts.Kit.ClientByCode(e.Client)}
	for _, ref := range e.Invoices {
		owner, inv := x.facts.Kit.Invoice(ref.Number)
		switch {
		case inv == nil:
			c.object("factures", "facture inconnue « %s »", ref.Number)
			continue
		case c.client == nil && e.Client == "":
			c.client = owner
		case c.client != nil && owner != c.client:
			c.object("factures", "la facture %s est de %s, pas de %s", ref.Number, owner.Code, c.client.Code)
			continue
		}
		c.invoices = append(c.invoices, inv)
	}
	return c
}

func (c *check) object(key, format string, args ...any) *Objection {
	c.found = append(c.found, Objection{Key: key, Text: fmt.Sprintf(format, args...)})
	return &c.found[len(c.found)-1]
}

// balance is what is left of an invoice on the day of the line.
func (c *check) balance(inv *kit.Invoice) money.Amount {
	return c.facts.Book.Balance(inv, c.Date) - c.taken[inv.Number]
}

// settled objects to what is about an invoice of which nothing is left to ask for.
func (c *check) settled(what string, mild bool) (found bool) {
	for _, inv := range c.invoices {
		switch cancelled := inv.Cancelled; {
		case cancelled != nil && cancelled.On <= c.Date:
			c.object("factures", "la facture %s est annulée depuis le %s : %s", inv.Number, cancelled.On, what).Mild = mild
			found = true
		case c.balance(inv) <= 0:
			c.object("factures", "la facture %s est soldée : %s", inv.Number, what).Mild = mild
			found = true
		}
	}
	return found
}

// promise is a day and a sum, of no more than all that the invoices owe, interest and
// compensation included: a digit too many would make one that nobody can keep.
func (c *check) promise() {
	switch {
	case c.Amount <= 0:
		c.object("montant", "une promesse porte une date et un montant")
	case c.Deadline.IsZero():
		c.object("date_limite", "une promesse porte une date et un montant")
	}
	if !c.Deadline.IsZero() && c.Deadline < c.Date {
		c.object("date_limite", "le %s est avant le jour de la promesse (%s)", c.Deadline, c.Date)
	}
	if c.settled("rien n'est à promettre", false) || len(c.invoices) == 0 || c.client == nil {
		return
	}
	var owed money.Amount
	for _, inv := range c.invoices {
		due, err := c.facts.Book.Of(c.client, inv, c.Date)
		if err != nil {
			return // a half-year without a rate: the interest is not known
		}
		owed += due.Balance - c.taken[inv.Number] + due.Interest + due.Compensation
	}
	if c.Amount > owed {
		currency := c.invoices[0].Currency
		c.object("montant", "%s promis, %s dus en tout, intérêts compris", c.Amount.Format(currency), owed.Format(currency))
	}
}

// payment refuses a sum that the invoices named cannot explain: the accounts would
// contradict themselves. What they have received already makes it odd, not impossible:
// people do pay twice.
func (c *check) payment() {
	if c.Amount <= 0 {
		c.object("montant", "une somme positive est attendue")
		return
	}
	if c.client == nil && len(c.invoices) == 0 {
		c.object("factures", "le règlement est sans facture ni client")
	}
	var most, left money.Amount
	var names []string
	for _, inv := range c.invoices {
		most += inv.Total + inv.Excess()
		left += inv.Excess() + c.balance(inv)
		names = append(names, fmt.Sprintf("%s (%s)", inv.Number, inv.Total.Format(inv.Currency)))
	}
	if len(names) == 0 {
		return
	}
	switch amount := c.Amount.Format(c.invoices[0].Currency); {
	case c.Amount > most:
		c.object("montant", "%s dépassent de loin %s", amount, strings.Join(names, ", ")).Hint = "nommez toutes les factures réglées, ou donnez le client seul : le règlement restera à affecter"
	case c.Amount > left && !c.facts.Book.Holds(c.Entry):
		o := c.object("montant", "%s de plus dépassent de loin ce qui reste dû sur %s : le règlement est peut-être saisi deux fois", amount, strings.Join(names, ", "))
		o.Mild, o.Hint = true, "annulez la ligne si c'est une erreur"
	}
}

// dispute closes what is open, or contests no more than what is owed.
func (c *check) dispute() {
	if c.Closed {
		for _, inv := range c.invoices {
			if c.facts.Book.OpenDispute(inv, c.Date) == nil {
				c.object("clos", "aucun litige n'est ouvert sur la facture %s", inv.Number)
			}
		}
		return
	}
	if c.settled("rien n'est à contester", c.Disputed == 0) || len(c.invoices) != 1 {
		return
	}
	if inv := c.invoices[0]; c.Disputed > c.balance(inv) {
		c.object("montant_conteste", "%s contestés pour un solde de %s", c.Disputed.Format(inv.Currency), c.balance(inv).Format(inv.Currency))
	}
}

func (c *check) postponement() {
	if !c.Until.IsZero() && c.Until < c.Date {
		c.object("au", "le %s est avant le jour du report (%s)", c.Until, c.Date)
	}
	c.settled("rien n'est à reporter", true)
}

// registered: a letter is posted, then presented.
func (c *check) registered() {
	if !c.Posted.IsZero() && !c.Presented.IsZero() && c.Presented < c.Posted {
		c.object("presentation", "le %s est avant le dépôt (%s)", c.Presented, c.Posted)
	}
}

// approval: only those whom the kit names decide, a refusal has a reason, and a measure
// waits for its hour.
func (c *check) approval() {
	if why := Unauthorised(c.facts.Kit, c.Author); why != "" {
		c.object("auteur", "%s", why).Hint = "la décision est à noter au nom de : " + strings.Join(c.facts.Kit.Options.Approvers, ", ")
	}
	if c.Decision == journal.Denied && strings.TrimSpace(c.Reason) == "" {
		c.object("motif", "un refus a un motif")
	}
	if c.client == nil || c.Decision != journal.Granted || !slices.Contains(dunning.Measures, c.Stage) {
		return
	}
	if why, soon := c.facts.Refusal(c.client, c.Stage); why != "" {
		c.object("etape", "%s : %s", c.Stage, why).Soon = soon
	}
}

// Unauthorised says why somebody may not approve, "" when they may: a kit that names
// its approvers lets nobody else decide.
func Unauthorised(k *kit.Kit, author string) string {
	who := k.Options.Approvers
	if len(who) == 0 || slices.ContainsFunc(who, func(w string) bool { return diag.Fold(w) == diag.Fold(author) }) {
		return ""
	}
	if strings.TrimSpace(author) == "" {
		return "il manque le nom de qui décide"
	}
	return fmt.Sprintf("%s ne peut pas décider : relance.yaml déclare les valideurs %s", author, strings.Join(who, ", "))
}

// takeover: a stage of the plan the invoice is on, done once it was issued. A stage
// that the plan does not have would be noted for nothing.
func (c *check) takeover() {
	for _, inv := range c.invoices {
		if c.Date < inv.Issued {
			c.object("date", "le %s est avant la date de la facture %s (%s)", c.Date, inv.Number, inv.Issued).Mild = true
		}
		plan := c.facts.PlanOf(c.client, inv)
		if s, _ := plan.Stage(c.Stage); s != nil || c.outsidePlans() {
			continue
		}
		var known []string
		for j := range plan.Stages {
			known = append(known, plan.Stages[j].ID)
		}
		c.object("etape", "l'étape « %s » n'est pas du plan « %s » de la facture %s", c.Stage, plan.ID, inv.Number).Hint = "étapes de ce plan : " + strings.Join(known, ", ")
	}
}

// outsidePlans reports whether no plan of the kit has the stage: it is one of those
// that an event calls for.
func (c *check) outsidePlans() bool {
	return !slices.ContainsFunc(c.facts.Kit.Plans, func(p kit.Plan) bool {
		s, _ := p.Stage(c.Stage)
		return s != nil
	})
}

// correction cancels a line that is there, once.
func (c *check) correction() {
	log := c.facts.Kit.Journal
	switch {
	case log == nil || !slices.ContainsFunc(log.Entries, func(e journal.Entry) bool { return e.ID == c.Corrects }):
		c.object("corrige", "aucune ligne « %s » dans le journal", c.Corrects)
	case log.IsCancelled(c.Corrects):
		c.object("corrige", "la ligne « %s » est déjà annulée", c.Corrects)
	}
}
