package merge

import (
	"io/fs"
	"slices"
	"strings"

	"relance/generator/agenda"
	"relance/generator/crew"
	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/document/markdown"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/merge/block"
	"relance/generator/merge/history"
	"relance/generator/merge/matter"
)

// Missing tells what [Models.Letters] would, without a letter written: the
// communications that would have none, and all the problems. It works on as many
// communications at once as there are processors.
func (m *Models) Missing(files fs.FS, a *agenda.Agenda) (without []*agenda.Communication, problems diag.List) {
	histories := history.ByClient(a)
	checks := make([]check, len(a.Communications))
	crew.Share(len(checks), func() func(int) {
		k := m.checker()
		return func(i int) {
			if c := &a.Communications[i]; c.Status != dunning.Blocked {
				checks[i] = k.check(files, a, c, histories[c.Client.Code])
			}
		}
	})
	for i, done := range checks {
		problems = append(problems, done.problems...)
		if done.refused {
			without = append(without, &a.Communications[i])
		}
	}
	return without, problems
}

// A checker fills templates without making their blocks; an SMS, whose length counts,
// is written whole.
type checker struct{ blank, full *writer }

func (m *Models) checker() *checker {
	k := &checker{m.writer(), m.writer()}
	k.blank.blocks = block.Blanks
	return k
}

// A check is what would come of one communication.
type check struct {
	refused  bool // there would be no letter
	problems diag.List
}

// check goes as far as the last thing that data can spoil.
func (k *checker) check(files fs.FS, a *agenda.Agenda, c *agenda.Communication, entries []journal.Entry) check {
	md, problems := k.full.models.modelFor(c)
	if md == nil {
		return check{true, problems}
	}
	about := matter.Of(files, a, c, &md.Head, entries)
	if c.Channel == kit.BySMS {
		l, problems := k.full.write(md, about)
		return check{l == nil, problems}
	}
	f := k.blank.filler(md, about)
	_, body := f.Texts()
	if f.Problems.Blocked() {
		return check{true, f.Problems}
	}
	if faults := k.blank.faults(f, body); faults.Faults() {
		return check{true, f.Blame(faults)}
	}
	return check{false, f.Problems}
}

// A text is what Markdown makes a letter of. Its values are tokens: the letters of
// many clients are one text.
type text struct {
	file, body string
	kinds      string // of the values
}

// faults are those of a filled text.
func (w *writer) faults(f *filler, body string) diag.List {
	t := text{f.Model.File, body, f.Kinds()}
	faults, known := w.read[t]
	if !known {
		var blocks []document.Block
		blocks, faults = markdown.Parse(f.Model.File, []byte(body), markdown.ForLetter, f.Values)
		if !strings.Contains(t.kinds, "b") { // its blocks are blank here
			faults = append(faults, f.silent(blocks)...)
		}
		w.read[t] = faults
	}
	return slices.Clone(faults) // the caller says whose they are
}
