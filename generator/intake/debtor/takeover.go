package table

import (
	"fmt"
	"regexp"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/column"
	"relance/generator/intake/found"
	"relance/generator/journal"
)

// never are the words of a column « Dernière relance » that say there was none.
var never = regexp.MustCompile(`^(?:0|[-/.–—]*|n/?a|non|aucune?|neant|jamais|rien|pas encore)$`)

// takeover notes the last reminder that was made before relance was in use. A
// cell may hold both stage and day: « relance 1 du 12/03/2026 ».
func (b *builder) takeover(client string, rec record) {
	words, inside := column.DayInside(b.Cell(rec.row, "relance_etape"))
	words = found.OneLine(words)
	cell, days := b.Cell(rec.row, "relance_date"), b.Days["relance_date"]
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
	b.imp.Takeovers = append(b.imp.Takeovers, journal.Entry{
		Type: journal.Takeover, Date: day, Client: client, Stage: stage, Invoices: []journal.Invoice{{Number: rec.number}},
	})
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

// A lostReminder is why last reminders are not taken over, where the first of them
// is, and whose they are.
type lostReminder struct {
	why     string
	at      diag.Pos
	numbers []string
}

func (b *builder) lose(rec record, why string) {
	for i := range b.lost {
		if b.lost[i].why == why {
			b.lost[i].numbers = append(b.lost[i].numbers, rec.number)
			return
		}
	}
	field := "relance_etape"
	if b.Cell(rec.row, field).Kind == grid.Empty {
		field = "relance_date"
	}
	b.lost = append(b.lost, lostReminder{why, b.Pos(rec.row, field), []string{rec.number}})
}

// namedInvoices is how many invoices a note about many of them names.
const namedInvoices = 12

func (b *builder) tellLost() {
	for _, l := range b.lost {
		list := strings.Join(l.numbers[:min(len(l.numbers), namedInvoices)], ", ")
		if n := len(l.numbers) - namedInvoices; n > 0 {
			list += fmt.Sprintf(" et %d de plus", n)
		}
		b.imp.Note(l.at, "W364", "il faut l'étape et la date, sinon les relances de ces factures repartent du début ; les étapes que vos mots désignent s'écrivent dans "+b.Mapping.File+", sous etapes:",
			"dernière relance %s, non reprise : %s %s", l.why, map[bool]string{true: "facture", false: "factures"}[len(l.numbers) == 1], list)
	}
}
