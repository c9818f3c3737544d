package mail

import (
	"crypto/sha256"
	"fmt"
	"io"
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
	for _, e := range events {
		e.add(cal)
	}
	return cal.SerializeTo(w, ics.WithNewLineWindows)
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
		v.SetStartAt(start)
		v.SetEndAt(start.Add(time.Duration(e.Length) * time.Minute))
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
