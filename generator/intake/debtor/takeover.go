package debtor

import (
	"fmt"
	"regexp"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/column"
	"relance/generator/intake/found"
	"relance/generator/intake/record"
	"relance/generator/journal"
)

// never are the words of a column « Dernière relance » that say there was none.
var never = regexp.MustCompile(`^(?:0|[-/.–—]*|n/?a|non|aucune?|neant|jamais|rien|pas encore)$`)

// takeover notes the last reminder that was made before relance was in use. A
// cell may hold both stage and day: « relance 1 du 12/03/2026 ».
func (b *Roll) takeover(client string, rec record.Record) {
	words, inside := column.DayInside(b.Cell(rec.Row, "relance_etape"))
	words = found.OneLine(words)
	cell, days := b.Cell(rec.Row, "relance_date"), b.Days["relance_date"]
	if cell.Kind == grid.Empty || cell.Kind == grid.Text && never.MatchString(diag.Fold(strings.TrimSpace(cell.Text))) {
		cell, days = inside, b.Days["relance_etape"]
	}
	if cell.Kind == grid.Empty && never.MatchString(diag.Fold(words)) {
		return
	}
	day, why := reminderDay(cell, *days)
	stage := b.Mapping.Stage(words)
	switch {
	case why == "" && words == "":
		why = "du " + day.Short() + " sans étape"
	case stage == "":
		why = fmt.Sprintf("« %s » : étape inconnue", diag.Short(words))
	case why != "":
		why = fmt.Sprintf("« %s » : %s", diag.Short(words), why)
	}
	if why != "" {
		b.lose(rec, why)
		return
	}
	entry := journal.Entry{Type: journal.Takeover, Date: day, Client: client, Stage: stage, Invoices: []journal.Invoice{{Number: rec.Number}}}
	b.imp.Takeovers = append(b.imp.Takeovers, found.Takeover{Entry: entry, Pos: b.reminderPos(rec)})
}

func reminderDay(c grid.Cell, days column.Days) (day calendar.Date, why string) {
	if c.Kind == grid.Empty {
		return 0, "sans date"
	}
	day, err := days.Read(c)
	if err != nil {
		return 0, err.Error()
	}
	return day, ""
}

func (b *Roll) lose(rec record.Record, why string) {
	b.lost = with(b.lost, why, b.reminderPos(rec), rec.Number)
}

// reminderPos is where a row says its last reminder.
func (b *Roll) reminderPos(rec record.Record) diag.Pos {
	field := "relance_etape"
	if b.Cell(rec.Row, field).Kind == grid.Empty {
		field = "relance_date"
	}
	return b.Pos(rec.Row, field)
}
