// Package form reads the cells of a line that people filled in. Its faults are told with
// their cells, all of them.
package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/compare"
)

// A Form is one line being read.
type Form struct {
	Line   *compare.Line
	Keys   []string // the cells it is about; all of them when nil
	Faulty bool     // something cannot be read, or speaks against it

	agenda *agenda.Agenda // of today
	notice Notice
	told   map[string]bool // the cells that cannot be read, once said
}

// A Notice adds a warning about a cell of the line.
type Notice func(at, code, format string, args ...any) *diag.Problem

// Of is the form of a line, about these cells of it.
func Of(line *compare.Line, a *agenda.Agenda, notice Notice, keys ...string) Form {
	return Form{Line: line, Keys: keys, agenda: a, notice: notice, told: map[string]bool{}}
}

// Fault is a problem of a cell: nothing of the line is to be taken.
func (f *Form) Fault(key, code, format string, args ...any) *diag.Problem {
	f.Faulty = true
	return f.notice(f.Line.At(key), code, format, args...)
}

// Text is what a cell says, "" when it is blank.
func (f *Form) Text(key string) string { return f.Line.Value(key).Canon }

// Said is what was typed on the line, as one text.
func (f *Form) Said() string {
	keys := f.Line.Changed
	if f.Line.ID == "" {
		keys = f.Line.Filled()
	}
	var texts []string
	for _, key := range keys {
		if f.Line.ID == "" || slices.Contains(f.Keys, key) {
			texts = append(texts, f.Line.Value(key).Text)
		}
	}
	return strings.Join(texts, ", ")
}

// Need is text, and a fault when it is blank.
func (f *Form) Need(key, what string) string {
	s := f.Text(key)
	if s == "" {
		f.Fault(key, "S513", "il manque %s", what).Hint = "complétez la ligne : elle reste dans le classeur, et sera reprise à la prochaine lecture"
	}
	return s
}

// sound reports whether a cell can be read, and says why not.
func (f *Form) sound(key string) bool {
	v := f.Line.Value(key)
	if v.Fault != "" && !f.told[key] {
		f.Fault(key, "S512", "%s", v.Fault)
		f.told[key] = true
	}
	return v.Fault == "" && v.Canon != ""
}

// Readable tells every cell of the form that cannot be read, whatever it was for.
func (f *Form) Readable() {
	keys := f.Line.Changed
	if f.Line.ID == "" {
		keys = f.Line.Filled()
	}
	for _, key := range keys {
		if f.Line.ID == "" || slices.Contains(f.Keys, key) {
			f.sound(key)
		}
	}
}

// Amount is a sum above zero; 0 when it is blank and need not be there.
func (f *Form) Amount(key string, needed bool) money.Amount {
	switch {
	case f.sound(key):
		m, err := money.Parse(f.Text(key))
		if err != nil || m <= 0 {
			f.Fault(key, "S512", "une somme positive est attendue, pas « %s »", diag.Short(f.Line.Value(key).Text))
		}
		return m
	case f.Text(key) == "" && needed:
		f.Need(key, "le montant")
	}
	return 0
}

// Day is a date; zero when it is blank and what is "".
func (f *Form) Day(key, what string) calendar.Date {
	switch {
	case f.sound(key):
		d, _ := calendar.Parse(f.Text(key))
		return d
	case f.Text(key) == "" && what != "":
		f.Need(key, what)
	}
	return 0
}

// Past is a day that the journal may bear: today at the latest.
func (f *Form) Past(key, what string) calendar.Date {
	d := f.Day(key, what)
	if d > f.agenda.Date {
		f.Fault(key, "S512", "le %s est dans l'avenir : un événement se note le jour où il a lieu", d.Short())
	}
	return d
}

// Future is a day from another on.
func (f *Form) Future(key, what string, from calendar.Date) calendar.Date {
	d := f.Day(key, what)
	if !d.IsZero() && d < from {
		f.Fault(key, "S512", "le %s est avant le %s", d.Short(), from.Short())
	}
	return d
}

// Hour is « 10:12 », however it was typed: 10h12, 9:05, or the part of a day that a
// spreadsheet makes of it.
func (f *Form) Hour(key string) string {
	s := f.Text(key)
	if s == "" {
		return ""
	}
	hour, minute, _ := strings.Cut(strings.NewReplacer("h", ":", "H", ":", " ", "").Replace(s), ":")
	minute, _, _ = strings.Cut(minute, ":") // seconds, which spreadsheets add
	h, errH := strconv.Atoi(hour)
	if minute == "" {
		minute = "0" // 10h
	}
	m, errM := strconv.Atoi(minute)
	if rest, ok := strings.CutPrefix(s, "0."); ok && rest != "" {
		if part, err := strconv.Atoi((rest + "000000")[:6]); err == nil {
			total := (part*1440 + 500_000) / 1_000_000
			h, m, errH, errM = total/60, total%60, nil, nil
		}
	}
	if errH != nil || errM != nil || h < 0 || h > 23 || m < 0 || m > 59 {
		f.Fault(key, "S512", "« %s » n'est pas une heure", f.Line.Value(key).Text).Hint = "écrivez par exemple 10:12"
		return ""
	}
	return fmt.Sprintf("%02d:%02d", h, m)
}

// Word is the key of a word of a list; "" when the cell is blank.
func (f *Form) Word(key string, l columns.Lexicon) string {
	s := f.Text(key)
	if s == "" {
		return ""
	}
	found, ok := l.Key(s)
	if !ok {
		p := f.Fault(key, "S512", "« %s » n'est pas de la liste", diag.Short(s))
		p.Hint = "au choix : " + strings.Join(l.Words(), ", ")
	}
	return found
}

// Client is the one of a code, or of a name that only one client has; nil when the
// cell is blank or wrong.
func (f *Form) Client(key string) *kit.Client {
	s := f.Text(key)
	if s == "" {
		return nil
	}
	k := f.agenda.Kit
	if c := k.ClientByCode(s); c != nil {
		return c
	}
	var named []*kit.Client
	var codes []string
	for i := range k.Clients {
		codes = append(codes, k.Clients[i].Code)
		if diag.Fold(k.Clients[i].FullName()) == diag.Fold(s) {
			named = append(named, &k.Clients[i])
		}
	}
	if len(named) == 1 {
		return named[0]
	}
	f.Fault(key, "S512", "client inconnu « %s »", diag.Short(s)).Hint = near(s, codes)
	return nil
}

func near(word string, known []string) string {
	if found := diag.Closest(word, known); len(found) > 0 {
		return "vouliez-vous dire « " + found[0] + " » ?"
	}
	return "la feuille Clients et la feuille Factures donnent les codes et les numéros"
}

// Invoices are those whose numbers a cell lists; all must be of one client, the
// one given when there is one. Their balances are those of a day.
func (f *Form) Invoices(key string, c *kit.Client, day calendar.Date) (*kit.Client, []journal.Invoice) {
	var refs []journal.Invoice
	for _, number := range strings.FieldsFunc(f.Text(key), func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		number = strings.TrimSpace(number)
		owner, inv := f.agenda.Kit.Invoice(number)
		switch {
		case number == "":
			continue
		case inv == nil:
			f.Fault(key, "S512", "facture inconnue « %s »", diag.Short(number)).Hint = near(number, f.numbers())
			continue
		case c != nil && c.Code != owner.Code:
			f.Fault(key, "S512", "la facture %s est de %s, pas de %s", number, owner.Code, c.Code)
			continue
		}
		c = owner
		refs = append(refs, journal.Invoice{Number: inv.Number, Balance: f.agenda.Facts.Book.Balance(inv, day)})
	}
	return c, refs
}

func (f *Form) numbers() (out []string) {
	for i := range f.agenda.Decisions {
		out = append(out, f.agenda.Decisions[i].Invoice.Number)
	}
	return out
}

// Overdue are the invoices of a client that are late on a day and not settled, as
// « relance noter » takes them when none is named.
func (f *Form) Overdue(c *kit.Client, day calendar.Date) (refs []journal.Invoice) {
	if c == nil {
		return nil
	}
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		if balance := f.agenda.Facts.Book.Balance(inv, day); balance > 0 && inv.Due < day && inv.Cancelled == nil {
			refs = append(refs, journal.Invoice{Number: inv.Number, Balance: balance})
		}
	}
	return refs
}
