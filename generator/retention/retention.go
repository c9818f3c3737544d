// Package retention (conservation) tells what a kit need not keep any longer: data
// about people that no law asks for and no claim needs. It removes nothing itself.
package retention

import (
	"io/fs"
	"path"
	"regexp"
	"slices"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

// A Rule is how long papers are kept, in years, with where that is written.
type Rule struct {
	What    string
	Years   int
	Checked calendar.Date
	Source  string
}

var checked = calendar.Of(2026, 11, 22)

// The two ends of what may be asked for. Within the first nothing may go: these are
// the vouchers of the accounts. The second is the shortest a firm may decide for
// itself, the time in which a claim between firms may still be brought to court.
var (
	Accounts = Rule{"factures et pièces comptables", 10, checked, "code de commerce, article L123-22"}
	Claims   = Rule{"dossier d'une créance éteinte", 5, checked, "prescription entre professionnels ; à vérifier pour votre activité"}
)

// A Paper is a file or a folder of the kit that may go, with the day it is of.
type Paper struct {
	Path string
	Day  calendar.Date
}

// folders are where the program keeps what it made; each of their entries bears its
// day in its name.
var folders = []string{"archives", "archives/lots", "archives/modifies", "documents", "dossiers", "rapports"}

var dayInName = regexp.MustCompile(`(?:^|[^0-9])(\d{4}-\d{2}(?:-\d{2})?)(?:[^0-9]|$)`)

// Papers lists what the kit has kept since before a day, in order of folder and name.
// What bears no day stays.
func Papers(files fs.FS, limit calendar.Date) []Paper {
	var out []Paper
	for _, folder := range folders {
		entries, err := fs.ReadDir(files, folder)
		if err != nil {
			continue // there is no such folder
		}
		for _, e := range entries {
			if day := dayOf(e.Name()); !day.IsZero() && day < limit {
				out = append(out, Paper{path.Join(folder, e.Name()), day})
			}
		}
	}
	return out
}

// dayOf is the last day that a name speaks of: a month counts until its end.
func dayOf(name string) calendar.Date {
	m := dayInName.FindStringSubmatch(name)
	if m == nil {
		return 0
	}
	if len(m[1]) == len("2026-03") {
		day, err := calendar.Parse(m[1] + "-01")
		if err != nil {
			return 0
		}
		return day.EndOfMonth()
	}
	day, err := calendar.Parse(m[1])
	if err != nil {
		return 0
	}
	return day
}

// Lines tells the lines of the journal that may go: those of clients who are no longer
// in the kit, and of whom nothing has been said since before a day. The lines of a
// client who is still there are needed: they hold payments and what was sent.
func Lines(k *kit.Kit, limit calendar.Date) (drop func(journal.Entry) bool, clients []string) {
	last := map[string]calendar.Date{}
	for _, e := range k.Journal.Entries {
		if e.Client != "" && k.ClientByCode(e.Client) == nil {
			last[e.Client] = max(last[e.Client], e.Date)
		}
	}
	for code, day := range last {
		if day < limit {
			clients = append(clients, code)
		}
	}
	slices.Sort(clients)
	return func(e journal.Entry) bool { return slices.Contains(clients, e.Client) && !aboutOthers(k, e) }, clients
}

// aboutOthers reports whether a line names an invoice of the kit all the same.
func aboutOthers(k *kit.Kit, e journal.Entry) bool {
	return slices.ContainsFunc(e.Invoices, func(ref journal.Invoice) bool {
		_, inv := k.Invoice(ref.Number)
		return inv != nil
	})
}
