package merge

import (
	"io/fs"

	"relance/generator/agenda"
	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/merge/history"
)

// A Scribe writes the letters of an agenda: what they share is worked out once. It
// serves one goroutine; [Scribe.Mate] gives another to the next.
type Scribe struct {
	Agenda    *agenda.Agenda
	files     fs.FS
	writer    *writer
	histories map[string][]journal.Entry // by client
}

// Scribe makes a scribe. files is the user's folder, where images and invoices are.
func (m *Models) Scribe(files fs.FS, a *agenda.Agenda) *Scribe {
	return &Scribe{a, files, m.writer(), history.ByClient(a)}
}

// Mate is a scribe for another goroutine.
func (s *Scribe) Mate() *Scribe {
	return &Scribe{s.Agenda, s.files, s.writer.models.writer(), s.histories}
}

// Template is the name of the template that writes a communication, by its client and
// the template asked for; "" when none suits.
func (s *Scribe) Template(c *agenda.Communication) string {
	if md, _ := s.writer.models.modelFor(c); md != nil {
		return md.Name
	}
	return ""
}

// Fill writes one communication. The letter is nil when a datum is missing: the
// problems then say which, where the template asks for it, and for whom.
func (s *Scribe) Fill(c *agenda.Communication) (*Letter, diag.List) {
	return s.writer.fill(s.files, s.Agenda, c, s.histories[c.Client.Code])
}

// Complete puts back what [Models.Letters] let go: the document and its annexes.
func (s *Scribe) Complete(l *Letter) {
	whole := s.sheet(l.Communication)
	if !l.Companion {
		whole, _ = s.Fill(l.Communication) // it was filled once
	}
	l.Document, l.Annexes = whole.Document, whole.Annexes
}

// sheet is the call sheet that goes with a communication, nil when none does.
func (s *Scribe) sheet(c *agenda.Communication) *Letter {
	return s.writer.callSheet(s.files, s.Agenda, c, s.histories[c.Client.Code])
}
