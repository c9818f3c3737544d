package merging

import (
	"cmp"
	"slices"

	"relance/generator/intake/found"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// A Gap (écart) is what a balance and the kit say that a client owes.
type Gap struct {
	Code, Name  string
	Source, Kit money.Amount
	Unknown     bool // the kit has no such client
}

// Gaps compares the totals of an aged balance with the kit, client by client:
// those of the balance in its order, then those whom only the kit believes to owe.
func Gaps(k *kit.Kit, imp *found.Import) []Gap {
	m := &Merge{kit: k}
	m.index()
	var gaps []Gap
	met := map[string]bool{}
	for _, s := range imp.Control.Clients {
		gap := Gap{Code: s.Code, Name: s.Name, Source: s.Sum}
		if c := m.match(&kit.Client{Code: s.Code, Name: s.Name}); c == nil {
			gap.Unknown = true
		} else if !met[c.Code] {
			met[c.Code] = true
			gap.Kit = m.owed(c)
		}
		gaps = append(gaps, gap)
	}
	for i := range k.Clients {
		if c := &k.Clients[i]; !met[c.Code] && m.owed(c) != 0 {
			gaps = append(gaps, Gap{Code: c.Code, Name: c.FullName(), Kit: m.owed(c)})
		}
	}
	return gaps
}

// owed is what a client owes by its invoices, whether due or not, less what was
// received.
func (m *Merge) owed(c *kit.Client) money.Amount {
	sum := found.Balance(c)
	for i := range c.Invoices {
		if c.Invoices[i].Cancelled != nil {
			sum -= found.Left(&c.Invoices[i])
		}
	}
	for _, e := range m.journal {
		if e.Type == journal.Payment && m.payer(e) == c && !written(c, e) {
			sum -= e.Amount
		}
	}
	return sum
}

// payer is the client whom a payment of the journal is from.
func (m *Merge) payer(e journal.Entry) *kit.Client {
	if len(e.Invoices) > 0 {
		return m.owners[e.Invoices[0].Number]
	}
	return m.kit.ClientByCode(e.Client)
}

// written tells a payment of the journal that the file of clients has too.
func written(c *kit.Client, e journal.Entry) bool {
	same := func(p kit.Payment) bool { return p.Date == e.Date && p.Amount == e.Amount }
	for i := range c.Invoices {
		if inv := &c.Invoices[i]; names(e, inv.Number) && slices.ContainsFunc(inv.Payments, same) {
			return true
		}
	}
	return len(e.Invoices) == 0 && slices.ContainsFunc(c.Payments, same)
}

// Differ keeps the gaps that are not zero, the widest first.
func Differ(gaps []Gap) []Gap {
	wide := slices.DeleteFunc(slices.Clone(gaps), func(g Gap) bool { return g.Source == g.Kit })
	slices.SortStableFunc(wide, func(a, b Gap) int { return cmp.Compare(b.width(), a.width()) })
	return wide
}

func (g Gap) width() money.Amount { return max(g.Source-g.Kit, g.Kit-g.Source) }
