package reading

import (
	"fmt"
	"slices"
	"strings"

	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/compare"
	cells "relance/generator/tracker/reading/form"
)

// A form is one line being turned into events. Once one of its faults is told, nothing
// of it is taken.
type form struct {
	*Taker
	cells.Form
	sheet string
	today bool // the day of the event is that of the reading: nobody typed one
	made  []journal.Entry
}

// form begins the form of a line, about these cells of it.
func (t *Taker) form(sheet string, line *compare.Line, keys ...string) *form {
	notice := func(at, code, format string, args ...any) *diag.Problem {
		return t.Notice(sheet, at, code, format, args...)
	}
	return &form{Taker: t, sheet: sheet, Form: cells.Of(line, t.Agenda, notice, keys...)}
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
	f.Readable()
	var fresh []journal.Entry
	at := f.Line.At(f.firstKey())
	for _, e := range f.made {
		if e.Type == journal.Typed {
			e.Sheet, e.Cell = f.sheet, at
		}
		if !f.Faulty && f.isKnown(e, f.today) {
			p := f.Notice(f.sheet, at, "S515", "« %s » est déjà dans le dossier : cette saisie ne compte qu'une fois", diag.Short(f.Said()))
			p.Hint = "rien à faire ; si c'est un second événement, distinguez-le par sa date ou sa référence"
			if e.Type == journal.Payment && e.Reference != "" { // one that the accounts give has none, and may be either
				p.Hint = "rien à faire si c'est le même ; si c'est un second versement, écrivez dans clients.yaml la référence du premier"
			}
			continue
		}
		if f.examine(e); !f.Faulty {
			fresh = append(fresh, e)
		}
	}
	if f.Faulty {
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
	for _, key := range f.Keys {
		if slices.Contains(f.Line.Changed, key) {
			return key
		}
	}
	return f.Keys[0]
}

// keep leaves in the workbook what could not be taken.
func (f *form) keep() {
	s := f.Reading.Kept.Sheet(f.sheet)
	if f.Line.ID != "" {
		f.Reading.Kept.Name(f.sheet, f.Line.ID, f.Base.Named(f.sheet, f.Line.ID))
		for _, key := range f.Keys {
			if v := f.Line.Value(key); v.Typed != nil {
				f.Reading.Kept.Mark(f.sheet, f.Line.ID, key, func(m *cell.Mark) { m.Value = v.Typed })
			}
		}
		return
	}
	s.Rows = append(s.Rows, f.Line.Typed())
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
