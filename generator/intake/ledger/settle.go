package ledger

import (
	"cmp"
	"slices"
	"strings"

	"relance/generator/money"
)

// Settle sorts lines by client, in the order they first appear, and returns what
// each owes. Clients whose lines cancel out entirely are left out. A client may
// have several accounts (411 and 4117, retention money): a letter is of one.
func Settle(lines []Line) []Account {
	byClient := map[string][]*Line{}
	var order []string
	first := map[string]string{} // reference of an invoice → client
	lines = slices.Clone(lines)
	for i := range lines {
		l := &lines[i]
		l.Opening = l.Opening || opening(l)
		l.Cash = l.Cash && !l.Opening
		key := cmp.Or(l.Aux, l.Account)
		if _, known := byClient[key]; !known {
			order = append(order, key)
		}
		byClient[key] = append(byClient[key], l)
		if piece := strings.ToLower(l.Piece); l.Amount > 0 && !l.Cash && first[piece] == "" {
			first[piece] = key
		}
	}
	var accounts []Account
	for _, key := range order {
		if a := settle(byClient[key]); a.Balance != 0 || len(a.Items)+len(a.OnAccount)+len(a.Aside) > 0 {
			accounts = append(accounts, a)
		}
	}
	distinct(accounts, first)
	return accounts
}

func settle(lines []*Line) Account {
	first := lines[0]
	a := Account{Code: cmp.Or(first.Aux, first.Account), Name: first.Name}
	lettered := false
	for _, l := range lines {
		a.Balance += l.Amount
		a.Name = cmp.Or(a.Name, l.Name)
		lettered = lettered || l.Letter != ""
	}
	a.Collective = first.Aux == "" && Common(first.Account, a.Name)
	groups := grouped(lines, lettered)
	a.undo(groups)
	for _, g := range groups {
		if !g.settled() {
			a.open(g)
		}
	}
	a.refund()
	a.Guessed = !lettered && len(a.OnAccount)+a.credits() > 0
	slices.SortStableFunc(a.Items, func(x, y Item) int {
		return cmp.Or(cmp.Compare(x.Issued, y.Issued), cmp.Compare(x.Row, y.Row))
	})
	return a
}

// Common tells an account that is no client's own: 411000, « Clients divers ».
func Common(account, name string) bool {
	word, _, _ := strings.Cut(strings.ToLower(name), " ")
	return strings.Trim(account[min(3, len(account)):], "0") == "" || word == "clients"
}

func (a *Account) credits() int {
	n := 0
	for _, i := range a.Items {
		n += len(i.Credits)
	}
	return n
}

// A group is the lines of one account that bear the same letter, the oldest first.
type group struct {
	letter   string
	together bool // its lines belong together: they have a letter, or nothing has one
	lines    []*Line
	reopened bool
}

func (g *group) sum() (sum money.Amount) {
	for _, l := range g.lines {
		sum += l.Amount
	}
	return sum
}

func (g *group) settled() bool { return g.together && g.sum() == 0 }

// grouped sorts the lines of a client by account and letter. A letter that serves
// again, the year after for instance, is told apart by its days, if each cancels out.
func grouped(lines []*Line, lettered bool) (groups []*group) {
	at := map[string]*group{}
	for _, l := range lines {
		key := l.Account + "\x00" + l.Letter
		if at[key] == nil {
			at[key] = &group{letter: l.Letter, together: l.Letter != "" || !lettered}
			groups = append(groups, at[key])
		}
		at[key].lines = append(at[key].lines, l)
	}
	for _, g := range groups {
		if g.letter != "" && g.sum() != 0 {
			groups = append(groups, g.byDay()...)
		}
		slices.SortStableFunc(g.lines, func(a, b *Line) int {
			return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Row, b.Row))
		})
	}
	return groups
}

// byDay sets apart the lines lettered on one day that cancel one another out.
func (g *group) byDay() (apart []*group) {
	sums := map[string]money.Amount{}
	for _, l := range g.lines {
		sums[l.LetterDay] += l.Amount
	}
	at := map[string]*group{}
	g.lines = slices.DeleteFunc(g.lines, func(l *Line) bool {
		if sums[l.LetterDay] != 0 {
			return false
		}
		if at[l.LetterDay] == nil {
			at[l.LetterDay] = &group{letter: g.letter, together: true}
			apart = append(apart, at[l.LetterDay])
		}
		at[l.LetterDay].lines = append(at[l.LetterDay].lines, l)
		return true
	})
	return apart
}

// open sets the credits of a group against its debits: those of the same piece
// first, then, if the group says that they belong together, those of the same
// amount, then the oldest ones.
func (a *Account) open(g *group) {
	items, back, credits := split(g.lines)
	a.Aside = append(a.Aside, back...)
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
	if g.together {
		if g.letter != "" && ambiguous(items, credits) {
			a.Cut = append(a.Cut, g.letter)
		}
		sameAmount(items, credits)
		oldest(items, credits)
	}
	for _, c := range credits {
		if c.Amount != 0 {
			a.OnAccount = append(a.OnAccount, c)
		}
	}
	for _, item := range items {
		if item.left != 0 {
			a.Items = append(a.Items, item)
		}
	}
}

// ambiguous tells that payments could have paid one invoice or another.
func ambiguous(items []Item, credits []Credit) bool {
	var owed, paid money.Amount
	open := 0
	for _, i := range items {
		if owed += i.left; i.left > 0 {
			open++
		}
	}
	for _, c := range credits {
		paid += c.Amount
	}
	return open > 1 && paid > 0 && paid < owed
}

// sameAmount sets a credit against the oldest item that it pays exactly.
func sameAmount(items []Item, credits []Credit) {
	of := map[money.Amount][]int{}
	for j, item := range items {
		if item.left > 0 {
			of[item.left] = append(of[item.left], j)
		}
	}
	for i := range credits {
		if list := of[credits[i].Amount]; len(list) > 0 {
			of[credits[i].Amount] = list[1:]
			items[list[0]].take(&credits[i])
		}
	}
}

// oldest sets what is left of the credits against the oldest items.
func oldest(items []Item, credits []Credit) {
	j := 0
	for i := range credits {
		for j < len(items) && credits[i].Amount > 0 {
			if items[j].take(&credits[i]); items[j].left == 0 {
				j++
			}
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

// split makes an item of each debit, the lines of one invoice together, apart from
// money that went back, and a credit of each credit.
func split(lines []*Line) (items, back []Item, credits []Credit) {
	at := map[string]int{}
	for _, l := range lines {
		switch {
		case l.Amount > 0 && l.Cash:
			back = append(back, l.item())
		case l.Amount > 0:
			key := l.Piece + "\x00" + l.Due.ISO()
			if l.Sale {
				key += l.Date.ISO() // the same number of another day is another invoice
			}
			if i, known := at[key]; known && l.Piece != "" && !l.Opening {
				items[i].Total += l.Amount
				items[i].left += l.Amount
				continue
			}
			at[key] = len(items)
			items = append(items, l.item())
		case l.Amount < 0:
			credits = append(credits, Credit{Row: l.Row, Number: l.Piece, Date: l.Date, Label: l.Label, Amount: -l.Amount, Note: l.isNote()})
		}
	}
	return items, back, credits
}

func (l *Line) item() Item {
	return Item{Row: l.Row, Number: l.Piece, Issued: l.Date, Due: l.Due, Label: l.Label, Currency: l.Currency,
		Total: l.Amount, left: l.Amount, Carried: l.Opening, Sale: l.Sale, Retained: strings.HasPrefix(l.Account, "4117")}
}
