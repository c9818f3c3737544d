// Package ledger finds what clients still owe in the entries of their accounts:
// the lines of the 411 accounts of a FEC, or of a ledger exported as a table.
//
// Lines that settle one another bear the same letter (lettrage). A letter whose
// lines do not add up to zero settles nothing yet: "unlettered only", the usual
// shortcut, loses those. Money that goes back to a client (a direct debit that the
// bank rejects, a refund) is no invoice: it undoes a payment, and what that payment
// had settled is open again. Whatever is found, what a client is said to owe adds up
// to the balance of the account, to the cent.
package ledger

import (
	"maps"
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/money"
)

// A Line (écriture) is one line of a client's account.
type Line struct {
	Row       int // in the file
	Account   string
	Aux       string // the client's own account, if accounts are collective
	Name      string
	Journal   string
	Piece     string
	Label     string
	Letter    string
	LetterDay string        // as the file writes it
	Date      calendar.Date // of the piece
	Booked    calendar.Date // of the entry
	Due       calendar.Date // none in a FEC
	Amount    money.Amount  // debit less credit
	Currency  string        // of an invoice that is not in euros; Amount is
	Sale      bool          // from a sale: a credit is a credit note
	Cash      bool          // from a bank account or a till: a debit is no invoice
	Opening   bool          // carried over from the year before
}

// IsClient tells a client's account of the French general chart.
func IsClient(account string) bool { return strings.HasPrefix(account, "411") }

// Others are what the accounts that are not 411 hold.
type Others struct {
	Lines  int
	beside map[string]money.Amount
}

// Add counts one line.
func (o *Others) Add(account string, a money.Amount) {
	o.Lines++
	// Bills (413), doubtful clients (416), invoices to come (418), deposits (419):
	// clients owe or own them too.
	if len(account) >= 3 && strings.Contains("413 416 418 419", account[:3]) {
		if o.beside == nil {
			o.beside = map[string]money.Amount{}
		}
		o.beside[account] += a
	}
}

// Beside lists the other accounts of clients that are not empty, with their
// balances: « 416000 : 1 200,00 € ».
func (o *Others) Beside() (accounts []string) {
	for _, account := range slices.Sorted(maps.Keys(o.beside)) {
		if a := o.beside[account]; a != 0 {
			accounts = append(accounts, account+" : "+a.Format("EUR"))
		}
	}
	return accounts
}

// An Account (compte client) is what one client owes.
type Account struct {
	Code, Name string
	Balance    money.Amount // debits less credits of all its lines
	Items      []Item       // invoices with something left to pay, the oldest first
	OnAccount  []Credit     // payments and credit notes of no invoice in particular
	Aside      []Item       // money given back that undoes nothing known: no invoice, yet owed
	Returned   []Return     // payments undone
	Guessed    bool         // without any letter, payments were set against the oldest invoices
	Cut        []string     // letters whose payments, too small, were set against the oldest invoices
	Collective bool         // one account for all clients: its name is nobody's
}

// An Item (pièce ouverte) is an invoice with what was set against it.
type Item struct {
	Row         int
	Number      string
	Piece       string // its reference in the file, when its number had to be another
	Issued, Due calendar.Date
	Label       string
	Currency    string // the invoice's, when not the euro
	Total       money.Amount
	Credits     []Credit
	Carried     bool // from the year before
	Opening     bool // so, and its number is probably not the invoice's
	Unnamed     bool // without a reference
	Sale        bool // from a sale
	Retained    bool // held back by the client (account 4117), and not due yet
	left        money.Amount
}

// Left is what remains to pay.
func (i Item) Left() money.Amount { return i.left }

// A Return (règlement rejeté ou rendu) is money that went back to the client, and the
// invoices that are open again.
type Return struct {
	Piece  string
	Amount money.Amount
	Opens  []string
}

// A Credit (règlement ou avoir) is an amount received or given up, positive.
type Credit struct {
	Row    int
	Number string
	Date   calendar.Date
	Label  string
	Amount money.Amount
	Note   bool // a credit note
}

// opening tells the entries that carry balances over from the year before.
func opening(l *Line) bool {
	switch strings.ToUpper(l.Journal) {
	case "AN", "RAN", "ANO", "ANC", "NOUV", "OUV", "A-N", "REP":
		return true
	}
	label := diag.Fold(l.Label)
	return strings.Contains(label, "a nouveau") || strings.Contains(label, "a-nouveau")
}

func (l *Line) isNote() bool {
	return l.Sale || strings.HasPrefix(diag.Fold(l.Label), "avoir ")
}
