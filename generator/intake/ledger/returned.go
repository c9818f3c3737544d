package ledger

import (
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
)

// undo cancels the payments that the bank rejected or that were given back: the
// credit of the same amount, the last one before, of the same letter or, for a
// rejected one, of any other. What it had settled is open again.
func (a *Account) undo(groups []*group) {
	for _, g := range groups {
		if g.settled() {
			continue
		}
		for i := 0; i < len(g.lines); i++ {
			back := g.lines[i]
			if !back.Cash || back.Amount <= 0 {
				continue
			}
			from, j := g, g.payment(back)
			if j < 0 && !isRefund(back) {
				from, j = paidUnder(groups, g, back)
			}
			if j < 0 {
				continue
			}
			a.Returned = append(a.Returned, Return{back.Piece, back.Amount, from.invoices()})
			from.lines = slices.Delete(from.lines, j, j+1)
			g.lines = slices.Delete(g.lines, g.find(back.Row), g.find(back.Row)+1)
			i = -1
		}
	}
}

// payment is the rank of the credit that a debit undoes, -1 without any: one that it
// names, else the last one before.
func (g *group) payment(back *Line) int {
	last := -1
	for j, l := range g.lines {
		if l.Amount != -back.Amount || l.Date > back.Date || l.isNote() {
			continue
		}
		if last < 0 || back.names(l.Piece) || !back.names(g.lines[last].Piece) {
			last = j
		}
	}
	return last
}

// paidUnder looks for a payment among the lettered lines: the group that a debit
// names, else that of the last payment.
func paidUnder(groups []*group, not *group, back *Line) (from *group, j int) {
	j = -1
	var named bool
	var day calendar.Date
	for _, g := range groups {
		if g == not || g.letter == "" {
			continue
		}
		k := g.payment(back)
		if k < 0 {
			continue
		}
		names := slices.ContainsFunc(g.lines, func(l *Line) bool { return back.names(l.Piece) })
		if j < 0 || names && !named || names == named && g.lines[k].Date >= day {
			from, j, named, day = g, k, names, g.lines[k].Date
		}
	}
	return from, j
}

// names tells that a line speaks of a piece.
func (l *Line) names(piece string) bool {
	return piece != "" && (l.Piece == piece || slices.Contains(strings.FieldsFunc(l.Label, func(r rune) bool { return strings.ContainsRune(" ,;:()", r) }), piece))
}

func isRefund(l *Line) bool {
	words := diag.Fold(l.Label + " " + l.Piece)
	return strings.Contains(words, "rembours") || strings.Contains(words, "trop percu") || strings.Contains(words, "trop-percu") || strings.Contains(words, "trop paye")
}

func (g *group) find(row int) int {
	return slices.IndexFunc(g.lines, func(l *Line) bool { return l.Row == row })
}

// invoices are the references of the debits that bear one letter.
func (g *group) invoices() (pieces []string) {
	for _, l := range g.lines {
		if g.letter != "" && l.Amount > 0 && !l.Cash && !slices.Contains(pieces, l.Piece) {
			pieces = append(pieces, l.Piece)
		}
	}
	return pieces
}

// refund sets money that went back against what the client had paid too much: the
// credits left, that of the same amount first.
func (a *Account) refund() {
	for i := range a.Aside {
		back := &a.Aside[i]
		same := slices.IndexFunc(a.OnAccount, func(c Credit) bool { return c.Amount == back.left })
		for j := range a.OnAccount {
			if c := &a.OnAccount[j]; same < 0 || j == same {
				part := min(c.Amount, back.left)
				c.Amount -= part
				back.left -= part
			}
		}
	}
	a.Aside = slices.DeleteFunc(a.Aside, func(i Item) bool { return i.left == 0 })
	a.OnAccount = slices.DeleteFunc(a.OnAccount, func(c Credit) bool { return c.Amount == 0 })
}
