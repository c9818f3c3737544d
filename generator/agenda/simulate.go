package agenda

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
)

// A Projected communication is one that will come, with its day.
type Projected struct {
	Date calendar.Date
	Communication
}

// Simulate lists every communication from one day to another, both included, if
// nobody pays, every approval is given at once and everything is sent the day it is
// due. What is blocked is listed once. The kit itself is left as it is.
func Simulate(k *kit.Kit, from, to calendar.Date) ([]Projected, error) {
	future := *k
	future.Journal = copyOf(k.Journal)
	business := k.Business()
	var out []Projected
	for day := business.Next(from); day <= to; day = business.Next(day + 1) {
		future.PaidUntil = max(k.PaidUntil, day) // every day, nothing more came in
		a, err := Of(&future, day)
		if err != nil {
			return out, err
		}
		for _, c := range a.Communications {
			if c.Status == dunning.Blocked {
				if !slices.ContainsFunc(out, func(p Projected) bool { return same(&p.Communication, &c) }) {
					out = append(out, Projected{day, c})
				}
				continue
			}
			out = append(out, Projected{day, c})
			future.Journal.Append(c.Entry(day))
		}
	}
	return out, nil
}

func copyOf(l *journal.Log) *journal.Log {
	if l == nil {
		l, _ = journal.Read("journal.jsonl", nil)
	}
	again := *l
	again.Entries = slices.Clone(l.Entries)
	return &again
}

// same reports whether two communications are the same blocked stage.
func same(a, b *Communication) bool {
	return a.Status == dunning.Blocked && a.Client.Code == b.Client.Code && a.Stage.ID == b.Stage.ID && a.Channel == b.Channel &&
		a.Driver().Claim.Invoice.Number == b.Driver().Claim.Invoice.Number
}
