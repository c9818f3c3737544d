package reading

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/compare"
)

// A form is one line being turned into events. Its faults are told with their
// cells, all of them; then nothing of it is taken.
type form struct {
	*Taker
	sheet  string
	line   *compare.Line
	keys   []string // the cells it is about; all of them when nil
	faulty bool
	today  bool // the day of the event is that of the reading: nobody typed one
	made   []journal.Entry
	told   map[string]bool // the cells that cannot be read, once said
}

func (f *form) fault(key, code, format string, args ...any) *diag.Problem {
	f.faulty = true
	return f.Notice(f.sheet, f.line.At(key), code, format, args...)
}

// text is what a cell says, "" when it is blank.
func (f *form) text(key string) string { return f.line.Value(key).Canon }

// need is text, and a fault when it is blank.
func (f *form) need(key, what string) string {
	s := f.text(key)
	if s == "" {
		f.fault(key, "S513", "il manque %s", what).Hint = "complétez la ligne : elle reste dans le classeur, et sera reprise à la prochaine lecture"
	}
	return s
}

// sound reports whether a cell can be read, and says why not.
func (f *form) sound(key string) bool {
	v := f.line.Value(key)
	if v.Fault != "" && !f.told[key] {
		f.fault(key, "S512", "%s", v.Fault)
		f.told[key] = true
	}
	return v.Fault == "" && v.Canon != ""
}

// readable tells every cell of the form that cannot be read, whatever it was for.
func (f *form) readable() {
	keys := f.line.Changed
	if f.line.ID == "" {
		keys = slices.Sorted(maps.Keys(f.line.Typed()))
	}
	for _, key := range keys {
		if f.line.ID == "" || slices.Contains(f.keys, key) {
			f.sound(key)
		}
	}
}

// amount is a sum above zero; 0 when it is blank and need not be there.
func (f *form) amount(key string, needed bool) money.Amount {
	switch {
	case f.sound(key):
		m, err := money.Parse(f.text(key))
		if err != nil || m <= 0 {
			f.fault(key, "S512", "une somme positive est attendue, pas « %s »", diag.Short(f.line.Value(key).Text))
		}
		return m
	case f.text(key) == "" && needed:
		f.need(key, "le montant")
	}
	return 0
}

// day is a date; zero when it is blank and what is "".
func (f *form) day(key, what string) calendar.Date {
	switch {
	case f.sound(key):
		d, _ := calendar.Parse(f.text(key))
		return d
	case f.text(key) == "" && what != "":
		f.need(key, what)
	}
	return 0
}

// past is a day that the journal may bear: today at the latest.
func (f *form) past(key, what string) calendar.Date {
	d := f.day(key, what)
	if d > f.Agenda.Date {
		f.fault(key, "S512", "le %s est dans l'avenir : un événement se note le jour où il a lieu", d.Short())
	}
	return d
}

// future is a day from another on.
func (f *form) future(key, what string, from calendar.Date) calendar.Date {
	d := f.day(key, what)
	if !d.IsZero() && d < from {
		f.fault(key, "S512", "le %s est avant le %s", d.Short(), from.Short())
	}
	return d
}

// word is the key of a word of a list; "" when the cell is blank.
func (f *form) word(key string, l columns.Lexicon) string {
	s := f.text(key)
	if s == "" {
		return ""
	}
	found, ok := l.Key(s)
	if !ok {
		p := f.fault(key, "S512", "« %s » n'est pas de la liste", diag.Short(s))
		p.Hint = "au choix : " + strings.Join(l.Words(), ", ")
	}
	return found
}

// client is the one of a code, or of a name that only one client has; nil when the
// cell is blank or wrong.
func (f *form) client(key string) *kit.Client {
	s := f.text(key)
	if s == "" {
		return nil
	}
	k := f.Agenda.Kit
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
	f.fault(key, "S512", "client inconnu « %s »", diag.Short(s)).Hint = near(s, codes)
	return nil
}

func near(word string, known []string) string {
	if found := diag.Closest(word, known); len(found) > 0 {
		return "vouliez-vous dire « " + found[0] + " » ?"
	}
	return "la feuille Clients et la feuille Factures donnent les codes et les numéros"
}

// invoices are those whose numbers a cell lists; all must be of one client, the
// one given when there is one. Their balances are those of a day.
func (f *form) invoices(key string, c *kit.Client, day calendar.Date) (*kit.Client, []journal.Invoice) {
	var refs []journal.Invoice
	for _, number := range strings.FieldsFunc(f.text(key), func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		number = strings.TrimSpace(number)
		owner, inv := f.Agenda.Kit.Invoice(number)
		switch {
		case number == "":
			continue
		case inv == nil:
			f.fault(key, "S512", "facture inconnue « %s »", diag.Short(number)).Hint = near(number, f.numbers())
			continue
		case c != nil && c.Code != owner.Code:
			f.fault(key, "S512", "la facture %s est de %s, pas de %s", number, owner.Code, c.Code)
			continue
		}
		c = owner
		refs = append(refs, journal.Invoice{Number: inv.Number, Balance: f.Agenda.Facts.Book.Balance(inv, day)})
	}
	return c, refs
}

func (t *Taker) numbers() (out []string) {
	for i := range t.Agenda.Decisions {
		out = append(out, t.Agenda.Decisions[i].Invoice.Number)
	}
	return out
}

// overdue are the invoices of a client that are late on a day and not settled, as
// « relance noter » takes them when none is named.
func (f *form) overdue(c *kit.Client, day calendar.Date) (refs []journal.Invoice) {
	if c == nil {
		return nil
	}
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		if balance := f.Agenda.Facts.Book.Balance(inv, day); balance > 0 && inv.Due < day && inv.Cancelled == nil {
			refs = append(refs, journal.Invoice{Number: inv.Number, Balance: balance})
		}
	}
	return refs
}

func code(c *kit.Client) string {
	if c == nil {
		return ""
	}
	return c.Code
}

func (f *form) make(e journal.Entry) { f.made = append(f.made, e) }

// take gives the events of a form to the journal, unless something speaks against one of
// them: then what was typed stays in the workbook.
func (f *form) take() {
	f.readable()
	var fresh []journal.Entry
	at := f.line.At(f.firstKey())
	for _, e := range f.made {
		if e.Type == journal.Typed {
			e.Sheet, e.Cell = f.sheet, at
		}
		if !f.faulty && f.isKnown(e, f.today) {
			p := f.Notice(f.sheet, at, "S515", "cette saisie est déjà dans le dossier : elle ne compte qu'une fois")
			p.Hint = "rien à faire ; si c'est un second événement, distinguez-le par sa date ou sa référence"
			continue
		}
		if f.examine(e); !f.faulty {
			fresh = append(fresh, e)
		}
	}
	if f.faulty {
		f.keep()
		return
	}
	for _, e := range fresh {
		f.examiner.Take(e)
		f.Add(e, f.sheet, at)
	}
}

// firstKey is the cell that an event is said to come from: the first that changed.
func (f *form) firstKey() string {
	for _, key := range f.keys {
		if slices.Contains(f.line.Changed, key) {
			return key
		}
	}
	return f.keys[0]
}

// keep leaves in the workbook what could not be taken.
func (f *form) keep() {
	s := f.Reading.Kept.Sheet(f.sheet)
	if f.line.ID != "" {
		f.Reading.Kept.Name(f.sheet, f.line.ID, f.Base.Named(f.sheet, f.line.ID))
		for _, key := range f.keys {
			if v := f.line.Value(key); v.Typed != nil {
				f.Reading.Kept.Mark(f.sheet, f.line.ID, key, func(m *cell.Mark) { m.Value = v.Typed })
			}
		}
		return
	}
	s.Rows = append(s.Rows, f.line.Typed())
}

// isKnown reports whether the journal, since the workbook was written, or this
// very reading for a sum received, already says the same. Today is as in [form].
func (t *Taker) isKnown(e journal.Entry, today bool) bool {
	if log := t.Agenda.Kit.Journal; log != nil {
		since := log.Entries[min(t.Base.Entries, len(log.Entries)):]
		if slices.ContainsFunc(since, func(o journal.Entry) bool { return sameEvent(o, e) || today && t.sameTyping(o, e) }) {
			return true
		}
	}
	return e.Type == journal.Payment && (t.Agenda.Facts.Book.Holds(e) || slices.ContainsFunc(t.Reading.Entries, func(o journal.Entry) bool { return sameEvent(o, e) }))
}

func sameEvent(a, b journal.Entry) bool { return gist(a) == gist(b) }

// sameTyping reports whether an event without a day of its own was taken before from
// this very workbook: one that could not be written again is read every day.
func (t *Taker) sameTyping(o, e journal.Entry) bool {
	if o.Generation != t.Reading.Generation || o.Sheet == "" {
		return false
	}
	o.Date, e.Date = 0, 0
	return sameEvent(o, e)
}

// gist is what makes an event that event.
func gist(e journal.Entry) string {
	var numbers []string
	for _, ref := range e.Invoices {
		numbers = append(numbers, ref.Number)
	}
	if e.Type == journal.Typed {
		e.Date = 0 // a cell that is still there the next day says nothing new
	} else {
		e.Sheet, e.Cell = "", "" // an event is the same wherever it was noted
	}
	return fmt.Sprintf("%q", []string{
		string(e.Type), e.Date.ISO(), e.Client, strings.Join(numbers, ","), e.Amount.Decimal(), e.Deadline.ISO(), e.Until.ISO(), string(e.Outcome), e.Content, e.Reason,
		e.Disputed.Decimal(), string(e.Issue), e.Stage, string(e.Decision), e.Number, e.Posted.ISO(), e.Presented.ISO(), e.Returned, e.Sheet, e.Cell, e.Field, e.After, e.Reference,
	})
}
