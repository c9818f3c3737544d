// Package stage finds where in a plan the reminders stand that were made before
// relance was in use.
package stage

import "relance/generator/kit"

// A level (degré) is how far a reminder goes, whatever a plan calls it.
type level int

const (
	early   level = iota // before the invoice is due
	first                // a first reminder in writing
	called               // a call, or a text message
	second               // a second one, by post or not
	formal               // by registered letter
	notice               // the formal notice
	handed               // handed over
	unknown level = -1
)

// levels are those of the stages that a mapping may name (header.Stage).
var levels = map[string]level{
	"courtoisie": early, "relance1": first, "appel": called, "lettre": second, "recommandee": formal, "med": notice, "transmission": handed,
}

// In returns the stage of a plan that a stage done before stands for: the one
// of that name, else the furthest that goes no further, else "". Plans differ: a
// third reminder is a registered letter for a firm, and none for a consumer.
// Nobody is taken for more warned than he was.
func In(p *kit.Plan, done string) string {
	if s, _ := p.Stage(done); s != nil {
		return s.ID
	}
	reached, known := levels[done]
	if !known {
		return ""
	}
	id, highest, written := "", unknown, false
	for i := range p.Stages {
		s := &p.Stages[i]
		if l := levelOf(s, written); l <= reached && l > highest {
			id, highest = s.ID, l
		}
		written = written || s.Nature == kit.Soft && s.IsWritten()
	}
	return id
}

// levelOf tells how far a stage goes; written when a soft one was already.
func levelOf(s *kit.Stage, written bool) level {
	switch s.Nature {
	case kit.Preventive:
		return early
	case kit.Formal:
		return formal
	case kit.FormalNotice:
		return notice
	case kit.Handover:
		return handed
	case kit.Soft:
		switch c := s.AllChannels()[0]; {
		case c == kit.ByCall || c == kit.BySMS:
			return called
		case c.IsPostal() || written:
			return second
		}
		return first
	}
	return unknown
}
