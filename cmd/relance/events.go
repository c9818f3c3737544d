package main

import (
	"bytes"

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
	for i := range b.agenda.Communications {
		c := &b.agenda.Communications[i]
		if c.Channel == kit.ByCall && c.Status == dunning.Todo {
			out = append(out, mail.Event{Key: c.Client.Code + "/" + c.Stage.ID + "/" + b.agenda.Date.ISO(), Day: b.agenda.Date,
				Summary: "Appeler " + c.Client.FullName(), Description: c.Reason, Phone: c.Recipient})
		}
	}
	for _, t := range b.agenda.Tasks {
		day, name := t.Date, ""
		if t.Client != nil {
			name = t.Client.Code + " " + t.Client.FullName() + " : "
		}
		out = append(out, mail.Event{Key: name + t.Label, Day: max(day, calendar.Date(1)), Summary: name + t.Label})
	}
	return out
}
