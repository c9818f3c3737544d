package header

import (
	"regexp"
	"strings"

	"relance/generator/diag"
	"relance/generator/grid"
)

// bucket is the title of a column of an aged balance.
var bucket = regexp.MustCompile(`^(?:de )?[0-9]+ ?(?:à|a|-|–|/) ?[0-9]+ ?(?:j|jours)?$|^(?:\+|>|plus de) ?[0-9]+|^non ?échu|^à échoir|^[0-9]+ ?(?:j|jours)$`)

// AgedBalance recognises an aged balance, and where its titles are: how much is
// late by how long, and no invoice to name in a letter.
func AgedBalance(b *grid.Book) (at diag.Pos, ok bool) {
	for _, s := range b.Sheets {
		seen := 0
		s.Each(func(r grid.Row) bool {
			buckets := 0
			for _, c := range r.Cells {
				if bucket.MatchString(strings.ToLower(strings.TrimSpace(c.Text))) {
					buckets++
				}
			}
			if ok = buckets >= 2; ok {
				at = s.Pos(r.Cells[0])
			}
			seen++
			return !ok && seen < depth
		})
		if ok {
			return at, true
		}
	}
	return at, false
}
