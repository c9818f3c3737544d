// Package found is what an import found in a file, before anything is done with
// it, and the words by which names are compared.
package found

import (
	"cmp"
	"slices"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/intake/einvoice"
	"relance/generator/intake/header"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// Ledger begins the Source of a FEC, which says all that clients owe.
const Ledger = "FEC"

// An Import is what a file says, before anything is done with it.
type Import struct {
	Source    string // what the file is, in French
	Clients   []kit.Client
	Settled   []Settled       // those that the file says are paid in full, without the day: no debt, and news for a kit that has them
	Takeovers []Takeover      // « dernière relance » of the file
	Rejected  []Line          // lines that look like invoices and cannot be read
	Dropped   []Line          // lines that are no invoice to chase: totals, paid, cancelled
	Notes     diag.List       // warnings: what was decided, what to check
	Mapping   *header.Mapping // how a table was read, to be saved; nil for other files
	Control   Control
	Seller    einvoice.Party // who is owed, when the file says it
	Aside     []ClientSum    // what accounts are owed that is no invoice, and is not taken
	DaysAside []string       // titles left aside, of days, in a table without due dates
	Aged      bool           // an aged balance: totals to control the kit by, and no client
}

// A Settled invoice (soldée) is one that owes nothing any more.
type Settled struct {
	Number   string
	Issued   calendar.Date
	Total    money.Amount
	Currency string
}

// A Takeover (reprise) is a reminder made before relance was in use, as the line of
// the journal to come, and where the file says it.
type Takeover struct {
	journal.Entry
	Pos diag.Pos
}

// ByDay puts reminders in the order of their days.
func ByDay(list []Takeover) {
	slices.SortStableFunc(list, func(a, b Takeover) int { return cmp.Compare(a.Date, b.Date) })
}

// A Line (ligne) is one that gave no invoice.
type Line struct {
	Pos  diag.Pos
	Why  string
	Text string // its beginning
}

// Note adds a warning.
func (imp *Import) Note(pos diag.Pos, code, hint, format string, args ...any) {
	imp.Notes.Addf(pos, diag.Warning, code, format, args...).Hint = hint
}
