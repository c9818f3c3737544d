package request

import (
	"slices"
	"strings"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/merge/model"
)

// Communication is the message that a request stands for, as if the agenda had
// called for it, on the model that it will fill. The error names a half-year without
// a rate.
func (r *Request) Communication(a *agenda.Agenda, head *model.Head) (*agenda.Communication, error) {
	c := &agenda.Communication{Client: r.Reader(), Template: r.Template, Channel: r.Channel, Currency: "EUR", Status: dunning.Todo, Deadline: r.Deadline, Dispute: r.Dispute}
	if c.Channel == "" {
		c.Channel = kit.Channel(head.Channel)
	}
	c.Stage = &kit.Stage{ID: strings.ReplaceAll(r.Template, "-", "_"), Label: head.Title, Nature: head.Nature, Channel: c.Channel, Tone: head.Tone, Template: r.Template}
	if head.To != model.Trustee {
		address(c)
	}
	return c, r.addItems(a, c, head)
}

// Reader is the client, an empty one when the document is about none.
func (r *Request) Reader() *kit.Client {
	if r.Client == nil {
		return &kit.Client{Kind: kit.Company}
	}
	return r.Client
}

// addItems puts in the communication the invoices that the request names; without
// names, those overdue, the others being mentioned only; without any, those open;
// without any, all of them.
func (r *Request) addItems(a *agenda.Agenda, c *agenda.Communication, head *model.Head) error {
	day := a.Date
	declared := c.Client.Insolvency != nil && needs(head, "procedure.")
	if declared {
		day = min(day, c.Client.Insolvency.Judged)
	}
	all, err := claimsOf(a, c.Client, r.Invoices, day)
	if err != nil || len(all) == 0 {
		return err
	}
	open := func(cl claim.Claim) bool { return cl.Balance > 0 }
	late := func(cl claim.Claim) bool { return cl.DaysLate() > 0 && cl.Claimable() > 0 }
	asked := func(claim.Claim) bool { return true }
	switch {
	case declared:
		asked = func(cl claim.Claim) bool { return open(cl) && claim.BornBefore(cl.Invoice, day) }
	case r.Invoices != nil:
	case slices.ContainsFunc(all, late):
		asked = late
	case slices.ContainsFunc(all, open):
		asked = open
	}
	c.Currency = ""
	for _, cl := range ByDue(all) {
		if declared {
			cl.Disputed = 0 // all of it is declared, what is contested too
		}
		role := agenda.NextDue
		switch {
		case asked(cl):
			role = agenda.Asked
		case !open(cl) || cl.DaysLate() > 0:
			continue
		}
		if c.Currency == "" {
			c.Currency = cl.Invoice.Currency
		}
		if cl.Invoice.Currency == c.Currency {
			c.Items = append(c.Items, agenda.Item{Claim: cl, Role: role, Stage: c.Stage, Decision: decisionOn(a, cl.Invoice)})
		}
	}
	sums(a, c, day)
	return nil
}

// claimsOf are the claims of a client on a day; names restrict them.
func claimsOf(a *agenda.Agenda, c *kit.Client, names []string, day calendar.Date) ([]claim.Claim, error) {
	var out []claim.Claim
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		if names != nil && !slices.Contains(names, inv.Number) || names == nil && inv.Cancelled != nil {
			continue
		}
		cl, err := a.Facts.Book.Of(c, inv, day)
		if err != nil {
			return nil, err
		}
		out = append(out, cl)
	}
	return out, nil
}

func decisionOn(a *agenda.Agenda, inv *kit.Invoice) *dunning.Decision {
	for i := range a.Decisions {
		if a.Decisions[i].Invoice == inv {
			return &a.Decisions[i]
		}
	}
	return nil
}

// sums adds up what the document asks for. Money on account is deducted as in a
// letter, never below nothing.
func sums(a *agenda.Agenda, c *agenda.Communication, day calendar.Date) {
	principal, interest, compensation := c.Total()
	if c.Currency == "EUR" {
		c.OnAccount = min(principal, a.Facts.Book.OnAccountSum(c.Client, day))
	}
	c.Principal, c.Amount = principal, principal-c.OnAccount+interest+compensation
}

// address chooses whom the document reaches: the accountant, else the first person
// that its channel reaches. A document without one is still made: the reader
// writes the address.
func address(c *agenda.Communication) {
	for i := range c.Client.Contacts {
		p := &c.Client.Contacts[i]
		to := string(p.Email)
		switch {
		case c.Channel.IsPostal() || c.Channel == kit.InHouse:
			to = p.Name
		case c.Channel == kit.ByCall:
			to = p.Phone.String()
		case c.Channel == kit.BySMS:
			to = p.Mobile.String()
		}
		if to != "" && (c.Contact == nil || p.Role == "comptabilite" && c.Contact.Role != "comptabilite") {
			c.Contact, c.Recipient = p, to
		}
	}
}

// ByDue is how people read invoices: the oldest due date first.
func ByDue(claims []claim.Claim) []claim.Claim {
	sorted := slices.Clone(claims)
	slices.SortStableFunc(sorted, func(a, b claim.Claim) int { return int(a.Invoice.Due) - int(b.Invoice.Due) })
	return sorted
}
