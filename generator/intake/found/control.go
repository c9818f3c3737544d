package found

import (
	"cmp"
	"slices"

	"relance/generator/kit"
	"relance/generator/money"
)

// A Control (contrôle) is what the user compares with the source: the lines that
// were taken, and what they leave to pay. Currencies are never added together.
type Control struct {
	Lines    int
	Invoices int
	Total    money.Amount // of the invoices in euros, before payments
	Sum      money.Amount // left to pay in euros: the balance of the accounts for a ledger
	Foreign  []Foreign    // the same in each other currency, by its code
	Clients  []ClientSum
}

// A Foreign (devise) is the part of a control that is in a currency but the euro.
type Foreign struct {
	Currency   string
	Total, Sum money.Amount
}

// A ClientSum is the part of a control that is one client's, in one currency: "" is
// the euro.
type ClientSum struct {
	Code, Name string
	Currency   string
	Sum        money.Amount
	Aside      money.Amount // of Sum, what is not taken
}

// Debtors is how many clients the control is about.
func (c *Control) Debtors() int {
	n, last := 0, ""
	for _, cl := range c.Clients {
		if cl.Code != last {
			n++
		}
		last = cl.Code
	}
	return n
}

// Withdraw takes back an invoice, and says why its line is rejected.
func (imp *Import) Withdraw(client, invoice int, why string) {
	cl := &imp.Clients[client]
	inv := cl.Invoices[invoice]
	imp.Control.Lines -= max(1, len(inv.Payments))
	imp.Rejected = append(imp.Rejected, Line{Pos: inv.Pos, Why: why, Text: cl.FullName() + " | " + inv.Number + " | " + inv.Total.Format(inv.Currency)})
	imp.Control.without(cl, &inv)
	cl.Invoices = slices.Delete(cl.Invoices, invoice, invoice+1)
	imp.Takeovers = slices.DeleteFunc(imp.Takeovers, func(t Takeover) bool { return t.Invoices[0].Number == inv.Number })
}

// without takes an invoice off the totals, if they were counted.
func (c *Control) without(cl *kit.Client, inv *kit.Invoice) {
	currency := inv.Currency
	if inEuros(inv) {
		currency = ""
	}
	i := slices.IndexFunc(c.Clients, func(s ClientSum) bool { return s.Code == cl.Code && s.Currency == currency })
	if i < 0 {
		return
	}
	c.Invoices--
	c.Clients[i].Sum -= Left(inv)
	if currency == "" {
		c.Total -= inv.Total
		c.Sum -= Left(inv)
		return
	}
	c.Foreign = withForeign(c.Foreign, Foreign{currency, -inv.Total, -Left(inv)})
}

// Count fills the control totals from the clients.
func (imp *Import) Count() {
	c := &imp.Control
	for i := range imp.Clients {
		cl := &imp.Clients[i]
		c.Invoices += len(cl.Invoices)
		foreign := c.abroad(cl)
		if len(foreign) == 0 || len(cl.Credits)+len(cl.Payments) > 0 || hasEuros(cl) {
			euros := Balance(cl)
			c.Sum += euros
			c.Clients = append(c.Clients, ClientSum{Code: cl.Code, Name: cl.FullName(), Sum: euros})
		}
		for _, f := range foreign {
			c.Clients = append(c.Clients, ClientSum{Code: cl.Code, Name: cl.FullName(), Currency: f.Currency, Sum: f.Sum})
		}
	}
	c.beside(imp.Aside)
}

// beside adds what accounts are owed that is not taken: the sums are those of the
// accounts all the same.
func (c *Control) beside(list []ClientSum) {
	for _, s := range list {
		i := slices.IndexFunc(c.Clients, func(o ClientSum) bool { return o.Code == s.Code && o.Currency == "" })
		if i < 0 {
			i = len(c.Clients)
			c.Clients = append(c.Clients, ClientSum{Code: s.Code, Name: s.Name})
		}
		c.Clients[i].Sum += s.Aside
		c.Clients[i].Aside += s.Aside
		c.Sum += s.Aside
	}
}

// abroad adds up the totals of a client's invoices, each in its currency, and returns
// what those in other currencies than the euro leave to pay.
func (c *Control) abroad(cl *kit.Client) []Foreign {
	var own []Foreign
	for i := range cl.Invoices {
		inv := &cl.Invoices[i]
		if inEuros(inv) {
			c.Total += inv.Total
			continue
		}
		sums := Foreign{inv.Currency, inv.Total, Left(inv)}
		own, c.Foreign = withForeign(own, sums), withForeign(c.Foreign, sums)
	}
	return own
}

func withForeign(list []Foreign, f Foreign) []Foreign {
	i, known := slices.BinarySearchFunc(list, f, func(a, b Foreign) int { return cmp.Compare(a.Currency, b.Currency) })
	if !known {
		return slices.Insert(list, i, f)
	}
	list[i].Total += f.Total
	list[i].Sum += f.Sum
	return list
}

func inEuros(inv *kit.Invoice) bool { return inv.Currency == "" || inv.Currency == "EUR" }

func hasEuros(cl *kit.Client) bool {
	return slices.ContainsFunc(cl.Invoices, func(inv kit.Invoice) bool { return inEuros(&inv) })
}

// Balance is what the invoices of a client in euros leave to pay, less money on
// account, which is in euros.
func Balance(cl *kit.Client) money.Amount {
	var sum money.Amount
	for i := range cl.Invoices {
		if inv := &cl.Invoices[i]; inEuros(inv) {
			sum += Left(inv)
		}
	}
	for _, p := range cl.Payments {
		sum -= p.Amount
	}
	for _, n := range cl.Credits {
		sum -= n.Amount
	}
	return sum
}

// Left is what an invoice leaves to pay.
func Left(inv *kit.Invoice) money.Amount {
	sum := inv.Total
	for _, p := range inv.Payments {
		sum -= p.Amount
	}
	for _, n := range inv.Credits {
		sum -= n.Amount
	}
	return sum
}
