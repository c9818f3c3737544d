package main

import (
	"bytes"
	"cmp"
	"slices"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/mail"
)

// writeCalendar puts calls, promises and deadlines into one file that any calendar
// opens.
func (b *batch) writeCalendar() error {
	events := b.events()
	if len(events) == 0 {
		return nil
	}
	var buf bytes.Buffer
	if err := mail.Calendar(&buf, events); err != nil {
		return err
	}
	return b.put("agenda.ics", buf.Bytes(), nil)
}

func (b *batch) events() []mail.Event {
	var out []mail.Event
	scripts := b.scripts()
	calls := 0
	for i := range b.agenda.Communications {
		c := &b.agenda.Communications[i]
		switch {
		case c.Status != dunning.Todo:
		case c.Channel == kit.ByCall:
			e := mail.Event{Key: c.Client.Code + "/" + c.Stage.ID + "/" + b.agenda.Date.ISO(), Day: b.agenda.Date, At: callTime(calls), Length: callLength,
				Summary: "Appeler " + c.Client.FullName(), Description: capital(c.Reason), Phone: c.Recipient}
			if script := scripts[c]; script != "" {
				e.Description += "\n\n" + script
			}
			out, calls = append(out, e), calls+1
		case c.Channel.IsWritten() && c.Deadline > b.agenda.Date && c.Stage.Nature != kit.Meeting && !hasTask(c):
			e := deadline(c)
			if !slices.ContainsFunc(out, func(o mail.Event) bool { return o.Key == e.Key }) { // a stage with two channels has one
				out = append(out, e)
			}
		}
	}
	for _, t := range b.agenda.Tasks {
		day, name := cmp.Or(t.Diary, t.Date), ""
		if t.Client != nil {
			name = t.Client.Code + " " + t.Client.FullName() + " : "
		}
		out = append(out, mail.Event{Key: name + t.Label, Day: max(day, calendar.Date(1)), Summary: name + t.Label})
	}
	return out
}

// scripts are the texts of the call sheets, by communication.
func (b *batch) scripts() map[*agenda.Communication]string {
	out := map[*agenda.Communication]string{}
	for i := range b.letters {
		if l := &b.letters[i]; l.Communication.Channel == kit.ByCall && !l.Companion {
			out[l.Communication] = l.Text
		}
	}
	return out
}

// hasTask: a promise that is confirmed and a dispute have a task of their own on their
// day.
func hasTask(c *agenda.Communication) bool {
	return c.Stage.ID == "confirmation_promesse" || c.Dispute != nil
}

// deadline is the day printed in a letter of the batch.
func deadline(c *agenda.Communication) mail.Event {
	return mail.Event{Key: c.Client.Code + "/" + c.Stage.ID + "/limite/" + c.Deadline.ISO(), Day: c.Deadline,
		Summary:     c.Client.Code + " " + c.Client.FullName() + " : date limite, " + c.Amount.Format(c.Currency),
		Description: c.Stage.Title() + "\nRèglement attendu au plus tard ce jour. Vérifiez le compte avant toute suite."}
}

// The day's calls follow one another, in minutes: from ten o'clock, with a break for
// lunch. Those that find no room are for the whole day.
const (
	callLength   = 15
	callsFrom    = 10 * 60
	beforeLunch  = (12*60 - callsFrom) / callLength
	callsAgain   = 14 * 60
	untilEvening = (18*60 - callsAgain) / callLength
)

// callTime is the minute of the day of the nth call, from 0; 0 is the whole day.
func callTime(n int) int {
	switch {
	case n < beforeLunch:
		return callsFrom + n*callLength
	case n < beforeLunch+untilEvening:
		return callsAgain + (n-beforeLunch)*callLength
	}
	return 0
}
