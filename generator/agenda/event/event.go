// Package event is what happened to a client that calls for a message no plan
// schedules: a promise, a dispute, an instalment missed, a payment, a measure.
package event

import (
	"fmt"
	"slices"

	"relance/generator/agenda/message"
	"relance/generator/dunning"
	"relance/generator/kit"
)

// An Event is one message to write, and the decisions on the invoices it is about; the
// first of them called for it.
type Event struct {
	Message *message.Communication
	About   []*dunning.Decision
}

// events looks at one client on one day.
type events struct {
	facts     *dunning.Facts
	client    *kit.Client
	decisions []dunning.Decision
	formal    bool                         // a formal stage is running
	written   func(*dunning.Decision) bool // a written stage goes out today
}

// Of lists the events of a client, but for those of Lapses. Written tells for which
// decisions a text leaves today: it says what happened as well.
func Of(f *dunning.Facts, c *kit.Client, decisions []dunning.Decision, formal bool, written func(*dunning.Decision) bool) []Event {
	e := &events{f, c, decisions, formal, written}
	calls := []call{e.confirmation, e.declined, e.brokenPromise, e.acknowledgement, e.lateInstalment, e.creditorNotice, e.lift, e.thanks, e.welcome}
	for _, name := range dunning.Measures {
		calls = append(calls, func(d *dunning.Decision) *message.Communication { return e.measure(d, name) })
	}
	return e.all(calls...)
}

// Lapses lists the agreements of a client whose end is to be told to it. The stages of
// the plan give way to that letter.
func Lapses(f *dunning.Facts, c *kit.Client, decisions []dunning.Decision) []Event {
	if len(c.Instalments) == 0 {
		return nil
	}
	e := &events{facts: f, client: c, decisions: decisions}
	return e.all(e.lapse)
}

// A call answers with the message that one invoice calls for, nil when it does not.
type call func(*dunning.Decision) *message.Communication

func (e *events) all(calls ...call) (out []Event) {
	for _, answer := range calls {
		var seen []any // one message for the invoices of one event
		for i := range e.decisions {
			d := &e.decisions[i]
			c := answer(d)
			if c == nil || slices.Contains(seen, about(c)) {
				continue
			}
			seen = append(seen, about(c))
			c.Plan, c.Currency = d.Plan, d.Invoice.Currency
			out = append(out, Event{c, e.concerned(c, d)})
		}
	}
	return out
}

// concerned are the decisions a message is about, in the order of the kit.
func (e *events) concerned(c *message.Communication, first *dunning.Decision) []*dunning.Decision {
	list := []*dunning.Decision{first}
	for i := range e.decisions {
		if d := &e.decisions[i]; d != first && concerns(c, d) && !(recalls(c) && e.written(d)) {
			list = append(list, d)
		}
	}
	return list
}

// recalls reports whether a written stage of the same day says what the message says.
func recalls(c *message.Communication) bool {
	return c.Stage.ID == "promesse_rompue" || c.Stage.ID == "promesse_refusee"
}

// about is what tells one event from another.
func about(c *message.Communication) any {
	switch {
	case c.Promise != nil:
		return c.Promise.Until.ISO() + fmt.Sprint(c.Promise.Invoices)
	case c.Instalment != nil:
		return c.Instalment
	case c.Agreement != nil:
		return c.Agreement
	case c.Measure != nil:
		return c.Measure.Stage
	}
	return c
}

// concerns reports whether the event of one invoice is also that of another.
func concerns(c *message.Communication, d *dunning.Decision) bool {
	if d.IsSilenced() || d.Claimable <= 0 {
		return false
	}
	switch {
	case c.Promise != nil:
		return slices.Contains(c.Promise.Invoices, d.Invoice.Number)
	case c.Instalment != nil:
		return d.Late == c.Instalment
	case c.Agreement != nil:
		return d.Agreement == c.Agreement && !d.Lapsed.IsZero()
	case c.Measure == nil || d.Invoice.Currency != c.Currency:
		return false
	case c.Measure.Stage == dunning.Acceleration && d.DaysLate == 0 && d.State == dunning.Upcoming:
		return true
	}
	return askable(d)
}

// message starts a communication of a stage outside plans.
func (e *events) message(stage, reason string, args ...any) *message.Communication {
	s := message.OutsideStage(stage)
	return &message.Communication{Client: e.client, Stage: s, Channel: s.Channel, Template: s.Template, Status: dunning.Todo, Reason: fmt.Sprintf(reason, args...)}
}
