package mail

import (
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"relance/generator/calendar"
)

// An Event is one thing to do on a day, for the user's calendar.
type Event struct {
	Key         string // what the event is, once and for all (C17/appel/FA26-056): importing again replaces it
	Day         calendar.Date
	At          int // minutes after midnight in Paris; 0 is the whole day
	Length      int // minutes, when At is not 0
	Summary     string
	Description string // several lines
	Phone       string // as it is dialled, may be empty
}

// Calendar writes events as one .ics file.
func Calendar(w io.Writer, events []Event) error {
	cal := ics.NewCalendar()
	cal.SetProductId("-//relance//relance//FR")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName("Relances")
	if slices.ContainsFunc(events, func(e Event) bool { return e.At != 0 }) {
		addParis(cal)
	}
	for _, e := range events {
		e.add(cal)
	}
	return cal.SerializeTo(w, ics.WithNewLineWindows)
}

// paris is the zone of every hour; wallClock how an hour is written in its zone.
const (
	paris     = "Europe/Paris"
	wallClock = "20060102T150405"
)

// addParis says when the clocks of Paris change: an event at half past nine stays at
// half past nine in a calendar that does not know the zone by its name.
func addParis(cal *ics.Calendar) {
	zone := cal.AddTimezone(paris)
	summer, winter := &ics.Daylight{}, ics.NewStandard()
	for _, c := range []struct {
		part                          *ics.ComponentBase
		from, to, name, start, yearly string
	}{
		{&summer.ComponentBase, "+0100", "+0200", "CEST", "19960331T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"},
		{&winter.ComponentBase, "+0200", "+0100", "CET", "19961027T030000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"},
	} {
		c.part.AddProperty("TZOFFSETFROM", c.from)
		c.part.AddProperty("TZOFFSETTO", c.to)
		c.part.AddProperty("TZNAME", c.name)
		c.part.AddProperty(ics.ComponentPropertyDtStart, c.start)
		c.part.AddProperty(ics.ComponentPropertyRrule, c.yearly)
	}
	zone.Components = append(zone.Components, summer, winter)
}

func (e Event) add(cal *ics.Calendar) {
	sum := sha256.Sum256([]byte(e.Key))
	v := cal.AddEvent(fmt.Sprintf("%x@relance", sum[:16]))
	start := at(e.Day, e.At)
	v.SetDtStampTime(time.Date(e.Day.Year(), time.Month(e.Day.Month()), e.Day.Day(), 0, 0, 0, 0, time.UTC))
	if e.At == 0 {
		v.SetAllDayStartAt(start)
		v.SetAllDayEndAt(start.AddDate(0, 0, 1))
		v.SetTimeTransparency(ics.TransparencyTransparent) // the day stays free
	} else {
		v.SetProperty(ics.ComponentPropertyDtStart, start.Format(wallClock), ics.WithTZID(paris))
		v.SetProperty(ics.ComponentPropertyDtEnd, start.Add(time.Duration(e.Length)*time.Minute).Format(wallClock), ics.WithTZID(paris))
	}
	v.SetSummary(oneLine(e.Summary))
	if text := e.details(); text != "" {
		v.SetDescription(text)
	}
	if number := dialled(e.Phone); number != "" {
		v.SetURL("tel:" + number)
	}
}

// details is the description, with the telephone first: some calendars do not
// show the link.
func (e Event) details() string {
	text := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return -1
		}
		return r
	}, strings.ReplaceAll(e.Description, "\r\n", "\n"))
	if phone := oneLine(e.Phone); phone != "" {
		text = "Téléphone\u00a0: " + phone + "\n" + text
	}
	return strings.TrimSpace(text)
}

// dialled keeps of a number what a telephone can dial; a French number takes its
// international form.
func dialled(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, phone)
	if len(digits) == 10 && digits[0] == '0' {
		return "+33" + digits[1:]
	}
	return digits
}
