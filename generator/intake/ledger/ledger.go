// Package ledger finds what clients still owe in the entries of their accounts:
// the lines of the 411 accounts of a FEC, or of a ledger exported as a table.
//
// Lines that settle one another bear the same letter (lettrage). A letter whose
// lines do not add up to zero settles nothing yet: "unlettered only", the usual
// shortcut, loses those. Whatever is found, what a client is said to owe adds up
// to the balance of the account, to the cent.
package ledger

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/money"
)

// A Line (écriture) is one line of a client's account.
type Line struct {
	Row     int // in the file
	Account string
	Aux     string // the client's own account, if accounts are collective
	Name    string
	Journal string
	Piece   string
	Label   string
	Letter  string
	Date    calendar.Date
	Due     calendar.Date // none in a FEC
	Amount  money.Amount  // debit less credit
	Sale    bool          // from a journal of sales: a credit is a credit note
	Opening bool          // carried over from the year before
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
	Guessed    bool         // without any letter, payments were set against the oldest invoices
	Collective bool         // one account for all clients: its name is nobody's
}

// An Item (pièce ouverte) is an invoice with what was set against it.
type Item struct {
	Row         int
	Number      string
	Issued, Due calendar.Date
	Label       string
	Total       money.Amount
	Credits     []Credit
	Opening     bool // its number is probably not the invoice's
	Sale        bool // from a journal of sales
	left        money.Amount
}

// Left is what remains to pay.
func (i Item) Left() money.Amount { return i.left }

// A Credit (règlement ou avoir) is an amount received or given up, positive.
type Credit struct {
	Row    int
	Number string
	Date   calendar.Date
	Label  string
	Amount money.Amount
	Note   bool // a credit note
}

// Settle sorts lines by client, in the order they first appear, and returns what
// each owes. Clients whose lines cancel out entirely are left out. A client may
// have several accounts (411 and 4117, retention money): a letter is of one.
func Settle(lines []Line) []Account {
	byClient := map[string][]Line{}
	var order []string
	for _, l := range lines {
		l.Opening = l.Opening || opening(l)
		key := cmp.Or(l.Aux, l.Account)
		if _, known := byClient[key]; !known {
			order = append(order, key)
		}
		byClient[key] = append(byClient[key], l)
	}
	var accounts []Account
	for _, key := range order {
		if a := settle(byClient[key]); a.Balance != 0 || len(a.Items)+len(a.OnAccount) > 0 {
			accounts = append(accounts, a)
		}
	}
	distinct(accounts)
	return accounts
}

func settle(lines []Line) Account {
	first := lines[0]
	a := Account{Code: cmp.Or(first.Aux, first.Account), Name: first.Name}
	a.Collective = first.Aux == "" && strings.Trim(first.Account[min(3, len(first.Account)):], "0") == ""
	groups := map[string][]Line{}
	var keys []string
	lettered := false
	for _, l := range lines {
		a.Balance += l.Amount
		a.Name = cmp.Or(a.Name, l.Name)
		lettered = lettered || l.Letter != ""
		key := l.Account + "\x00" + l.Letter
		if _, known := groups[key]; !known {
			keys = append(keys, key)
		}
		groups[key] = append(groups[key], l)
	}
	for _, key := range keys {
		lines := groups[key]
		a.group(lines, lines[0].Letter != "" || !lettered)
	}
	a.Guessed = !lettered && len(a.OnAccount)+a.credits() > 0
	slices.SortStableFunc(a.Items, func(x, y Item) int {
		return cmp.Or(cmp.Compare(x.Issued, y.Issued), cmp.Compare(x.Row, y.Row))
	})
	return a
}

func (a *Account) credits() int {
	n := 0
	for _, i := range a.Items {
		n += len(i.Credits)
	}
	return n
}

// group sets the credits of a group against its debits: those of the same piece
// first, then, if the group says that they belong together, the oldest ones.
func (a *Account) group(lines []Line, together bool) {
	var sum money.Amount
	for _, l := range lines {
		sum += l.Amount
	}
	if sum == 0 && together {
		return
	}
	items, credits := split(lines)
	byNumber := map[string][]int{}
	for j, item := range items {
		byNumber[item.Number] = append(byNumber[item.Number], j)
	}
	for i := range credits {
		if credits[i].Number != "" {
			for _, j := range byNumber[credits[i].Number] {
				items[j].take(&credits[i])
			}
		}
	}
	oldest := 0
	for i := range credits {
		for together && oldest < len(items) && credits[i].Amount > 0 {
			if items[oldest].take(&credits[i]); items[oldest].left == 0 {
				oldest++
			}
		}
		if credits[i].Amount != 0 {
			a.OnAccount = append(a.OnAccount, credits[i])
		}
	}
	for _, item := range items {
		if item.left != 0 {
			a.Items = append(a.Items, item)
		}
	}
}

// take uses as much of a credit as the item can hold.
func (i *Item) take(c *Credit) {
	part := min(c.Amount, i.left)
	if part <= 0 {
		return
	}
	used := *c
	used.Amount = part
	i.Credits = append(i.Credits, used)
	i.left -= part
	c.Amount -= part
}

// split makes an item of each debit, the lines of one piece together, and a
// credit of each credit, both oldest first.
func split(lines []Line) (items []Item, credits []Credit) {
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Row, b.Row))
	})
	at := map[string]int{}
	for _, l := range lines {
		switch {
		case l.Amount > 0:
			key := l.Piece + "\x00" + l.Due.ISO()
			if i, known := at[key]; known && l.Piece != "" && !l.Opening {
				items[i].Total += l.Amount
				items[i].left += l.Amount
				continue
			}
			at[key] = len(items)
			items = append(items, Item{Row: l.Row, Number: l.Piece, Issued: l.Date, Due: l.Due, Label: l.Label, Total: l.Amount, left: l.Amount, Opening: l.Opening, Sale: l.Sale})
		case l.Amount < 0:
			credits = append(credits, Credit{Row: l.Row, Number: l.Piece, Date: l.Date, Label: l.Label, Amount: -l.Amount, Note: l.isNote()})
		}
	}
	return items, credits
}

// opening tells the entries that carry balances over from the year before.
func opening(l Line) bool {
	switch strings.ToUpper(l.Journal) {
	case "AN", "RAN", "ANO", "ANC", "NOUV", "OUV", "A-N", "REP":
		return true
	}
	label := diag.Fold(l.Label)
	return strings.Contains(label, "a nouveau") || strings.Contains(label, "a-nouveau")
}

func (l Line) isNote() bool {
	return l.Sale || strings.HasPrefix(diag.Fold(l.Label), "avoir ")
}

// distinct gives a number to the items that have none, and makes all numbers
// different: a kit knows an invoice by its number alone. An opening that has one
// reference for many lines has the number of its own entry, not of the invoices.
func distinct(accounts []Account) {
	seen, again, carried := map[string]bool{}, map[string]int{}, map[string]int{}
	for i := range accounts {
		for _, item := range accounts[i].Items {
			if item.Opening {
				carried[item.Number]++
			}
		}
	}
	for i := range accounts {
		a := &accounts[i]
		for j := range a.Items {
			item := &a.Items[j]
			base := item.Number
			if item.Opening = vague(base) || carried[base] > 1 && item.Opening; item.Opening {
				base = a.Code + "-" + item.Issued.ISO()
			}
			item.Number = base
			for key := strings.ToLower(base); seen[strings.ToLower(item.Number)]; {
				again[key]++
				item.Number = base + "-" + strconv.Itoa(again[key]+1)
			}
			seen[strings.ToLower(item.Number)] = true
		}
	}
}

// vague tells the references that openings put in place of a number.
func vague(piece string) bool {
	switch strings.Trim(diag.Fold(piece), " .-_/0") {
	case "", "ran", "an", "a nouveau", "a-nouveau", "anouveau", "ouverture", "report", "solde", "od", "divers":
		return true
	}
	return false
}
