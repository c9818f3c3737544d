package main

import (
	"slices"
	"strings"

	"relance/generator/agenda"
	"relance/generator/diag"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/layout"
	"relance/generator/layout/galley"
	"relance/generator/merge"
)

// block withholds a communication that paper cannot carry: an address too long
// for the window, a text too large.
func (b *batch) block(l *merge.Letter, err *layout.Error) {
	b.problems = append(b.problems, unprintable(b.agenda.Kit.Creditor, l, err))
	c := l.Communication
	c.Status, c.Missing = dunning.Blocked, append(c.Missing, err.Text)
}

// unprintable says why paper cannot carry a letter: where, for whom, what to do. A
// character can only come from the template, what the kit holds being read before.
func unprintable(from *kit.Creditor, l *merge.Letter, err *layout.Error) diag.Problem {
	c := l.Communication.Client
	p := diag.Problem{Pos: c.At["adresse"], Kind: diag.Missing, Code: err.Code, Text: err.Text, Hint: err.Hint, Client: c.Code}
	switch {
	case strings.HasPrefix(err.Code, "E"):
		p.Pos = diag.Pos{File: l.Model, Line: 1}
	case strings.Contains(err.Text, galley.Begun(from.Name)):
		p.Pos = from.At["raison_sociale"]
	case strings.Contains(err.Text, galley.Begun(c.FullName())) && c.At["nom"].Line > 0:
		p.Pos = c.At["nom"]
	}
	return p
}

// unwritten are the communications that should have had a letter, and have none.
func (b *batch) unwritten() (without []*agenda.Communication) {
	written := map[*agenda.Communication]bool{}
	for _, l := range b.letters {
		written[l.Communication] = true
	}
	for i := range b.agenda.Communications {
		if c := &b.agenda.Communications[i]; !written[c] && c.Status != dunning.Blocked {
			without = append(without, c)
		}
	}
	return without
}

// withhold blocks the communications that have no letter because a datum their
// template needs is missing.
func withhold(without []*agenda.Communication, missing diag.List) {
	for _, c := range without {
		c.Status = dunning.Blocked
		for _, p := range missing {
			if p.Kind == diag.Missing && p.Client == c.Client.Code {
				c.Missing = append(c.Missing, p.Text)
			}
		}
	}
}

// tellBlocked makes sure that each blocked communication has a problem that says
// why and where, and sorts them by place.
func (b *batch) tellBlocked() {
	for i := range b.agenda.Communications {
		c := &b.agenda.Communications[i]
		if c.Status != dunning.Blocked || b.told(c) {
			continue
		}
		at, invoice, advice := c.Client.Pos, "", "ajoutez adresse: au client, ou un contact avec email: ou telephone:"
		if asked := c.Asked(); len(asked) > 0 && c.Recipient != "" {
			at, invoice, advice = asked[0].Invoice.Pos, asked[0].Invoice.Number, "réglez ce point, puis relancez « relance generer »"
		}
		p := b.problems.Addf(at, diag.Missing, "F014", "%s : %s", lower(c.Stage.Title()), strings.Join(c.Missing, ", "))
		p.Client, p.Invoice, p.Hint = c.Client.Code, invoice, advice
	}
	b.problems.Sort()
}

// told reports whether a problem already says why a communication is blocked.
func (b *batch) told(c *agenda.Communication) bool {
	return slices.ContainsFunc(b.problems, func(p diag.Problem) bool {
		return p.Kind == diag.Missing && p.Client == c.Client.Code && slices.Contains(c.Missing, p.Text)
	})
}

func (b *batch) blocked() int {
	n := 0
	for i := range b.agenda.Communications {
		if b.agenda.Communications[i].Status == dunning.Blocked {
			n++
		}
	}
	return n
}
