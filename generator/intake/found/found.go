// Package found is what an import found in a file, before anything is done with
// it, and the words by which names are compared.
package found

import (
	"relance/generator/diag"
	"relance/generator/intake/einvoice"
	"relance/generator/intake/header"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// An Import is what a file says, before anything is done with it.
type Import struct {
	Source    string // what the file is, in French
	Clients   []kit.Client
	Takeovers []journal.Entry // « dernière relance » of the file, as lines of the journal to come
	Rejected  []Line          // lines that look like invoices and cannot be read
	Dropped   []Line          // lines that are no invoice to chase: totals, paid, cancelled
	Notes     diag.List       // warnings: what was decided, what to check
	Mapping   *header.Mapping // how a table was read, to be saved; nil for other files
	Control   Control
	Seller    einvoice.Party // who is owed, when the file says it
	Aged      bool           // an aged balance: totals to control the kit by, and no client
}

// A Line (ligne) is one that gave no invoice.
type Line struct {
	Pos  diag.Pos
	Why  string
	Text string // its beginning
}

// A Control (contrôle) is what the user compares with the source: the lines that
// were taken, and what they leave to pay.
type Control struct {
	Lines    int
	Invoices int
	Total    money.Amount // of the invoices, before payments
	Sum      money.Amount // left to pay: the balance of the accounts for a ledger
	Clients  []ClientSum
}

// A ClientSum is the part of a control that is one client's.
type ClientSum struct {
	Code, Name string
	Sum        money.Amount
}

// Count fills the control totals from the clients.
func (imp *Import) Count() {
	c := &imp.Control
	for i := range imp.Clients {
		cl := &imp.Clients[i]
		sum := ClientSum{Code: cl.Code, Name: cl.FullName(), Sum: Balance(cl)}
		for j := range cl.Invoices {
			c.Total += cl.Invoices[j].Total
		}
		c.Invoices += len(cl.Invoices)
		c.Sum += sum.Sum
		c.Clients = append(c.Clients, sum)
	}
}

// Balance is what the invoices of a client leave to pay, less money on account.
func Balance(cl *kit.Client) money.Amount {
	var sum money.Amount
	for i := range cl.Invoices {
		sum += Left(&cl.Invoices[i])
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

// Note adds a warning.
func (imp *Import) Note(pos diag.Pos, code, hint, format string, args ...any) {
	imp.Notes.Addf(pos, diag.Warning, code, format, args...).Hint = hint
}
