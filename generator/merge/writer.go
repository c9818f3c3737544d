package merge

import (
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"relance/generator/agenda"
	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/document/markdown"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/merge/block"
	"relance/generator/merge/filling"
	"relance/generator/merge/matter"
	"relance/generator/merge/model"
	"relance/generator/merge/sms"
	"relance/generator/output"
)

// A writer writes letters one after another, and makes each template ready once. It
// serves one goroutine.
type writer struct {
	models  *Models
	blocks  func(*matter.Matter) map[string]any // those of the templates
	fillers map[*model.Model]*filling.Filler
	read    map[text]diag.List // the faults of the texts read so far
}

func (m *Models) writer() *writer {
	return &writer{models: m, blocks: block.Funcs, fillers: map[*model.Model]*filling.Filler{}, read: map[text]diag.List{}}
}

// filler is the filler of a model, taken up for a matter.
func (w *writer) filler(md *model.Model, about *matter.Matter) *filler {
	f := w.fillers[md]
	if f == nil {
		f = filling.New(w.models.Set, md, w.blocks)
		w.fillers[md] = f
	}
	f.Take(about)
	return &filler{f}
}

// A filler puts what it filled on paper.
type filler struct{ *filling.Filler }

func (w *writer) fill(files fs.FS, a *agenda.Agenda, c *agenda.Communication, history []journal.Entry) (*Letter, diag.List) {
	md, problems := w.models.modelFor(c)
	if md == nil {
		return nil, problems
	}
	return w.write(md, matter.Of(files, a, c, &md.Head, history))
}

// write fills one model with its matter.
func (w *writer) write(md *model.Model, about *matter.Matter) (*Letter, diag.List) {
	f := w.filler(md, about)
	subject, body := f.Texts()
	if f.Problems.Blocked() {
		return nil, f.Problems
	}
	blocks, faults := markdown.Parse(md.File, []byte(body), markdown.ForLetter, f.Values)
	if faults = append(faults, f.silent(blocks)...); faults.Faults() {
		return nil, f.Blame(faults)
	}
	if about.Comm.Channel.IsPostal() && about.WantsStatement() {
		blocks = append(blocks, w.statement(about)...)
	}
	l := f.letter(subject, blocks)
	problems := f.Problems
	var labels []string
	l.Annexes, labels = w.annexes(about) // f may be taken up again
	l.Document.Enclosures = append(l.Document.Enclosures, labels...)
	return l, problems
}

// silent refuses a letter that says nothing: all its text is for other clients.
func (f *filler) silent(blocks []document.Block) diag.List {
	var problems diag.List
	if len(blocks) == 0 {
		problems.Addf(diag.Pos{File: f.Model.File, Line: 1, Col: 1}, diag.Fault, "E115", "le modèle ne dit rien à ce client").Hint =
			"écrivez une phrase en dehors des {{if}}"
	}
	return problems
}

// letter puts what was filled on its paper.
func (f *filler) letter(subject string, blocks []document.Block) *Letter {
	c := f.Comm
	l := &Letter{Name: fileName(c), Communication: c, Model: f.Model.File, Subject: subject, Document: f.paper(blocks, subject)}
	l.From, _ = f.Value("expediteur.email").(string)
	l.To, l.reference = c.Recipient, l.Document.Reference
	_, l.Attachments = f.Enclosures()
	l.Attachments = append(l.Attachments, nonEmpty(f.BankPage())...)
	switch c.Channel {
	case kit.BySMS:
		l.Text = sms.Text(l.Document)
		f.Problems = append(f.Problems, sms.Long(l.Text, f.Model.File, c.Client.Code)...)
	case kit.ByCall:
		l.Text = scriptText(blocks)
	}
	return l
}

// scriptText is a call sheet as plain text, for a calendar: there is nothing to fill
// in there.
func scriptText(blocks []document.Block) string {
	var out strings.Builder
	said := slices.DeleteFunc(slices.Clone(blocks), func(b document.Block) bool { _, toFill := b.(document.Lines); return toFill })
	if err := document.Text(&out, said); err != nil {
		panic("merge: " + err.Error())
	}
	return strings.TrimSpace(out.String())
}

// statement is the account of the client, on a page of its own after a letter: a
// request printed by itself must not call for it again.
func (w *writer) statement(about *matter.Matter) []document.Block {
	sheet := *about.Comm
	sheet.Channel, sheet.Template = kit.InHouse, "annexe-releve"
	md, _ := w.models.modelFor(&sheet)
	if md == nil {
		return nil
	}
	l, _ := w.write(md, about.With(&sheet, &md.Head))
	if l == nil {
		return nil
	}
	first, size := utf8.DecodeRuneInString(l.Document.Title)
	title := "Annexe\u00a0: " + string(unicode.ToLower(first)) + l.Document.Title[size:]
	return append([]document.Block{document.PageBreak{}, document.Heading{Level: 2, Text: []document.Span{{Text: title}}}}, l.Document.Body...)
}

// annexes are the documents that an e-mail joins: the letter of the same stage,
// the statement of account. One that lacks a datum is left out, as its own
// communication says why. labels are what the e-mail calls them.
func (w *writer) annexes(about *matter.Matter) (out []Annex, labels []string) {
	if about.Comm.Channel != kit.ByEmail {
		return nil, nil
	}
	add := func(c agenda.Communication, name, label string) *document.Document {
		md, _ := w.models.modelFor(&c)
		if md == nil {
			return nil
		}
		l, _ := w.write(md, about.With(&c, &md.Head))
		if l == nil {
			return nil
		}
		out = append(out, Annex{name + "-" + output.Word(c.Client.Code) + ".pdf", l.Document})
		labels = append(labels, label)
		return l.Document
	}
	if sister := about.SisterLetter(); sister != nil {
		add(*sister, "lettre", "copie de la lettre postée")
	}
	if about.WantsStatement() {
		statement := *about.Comm
		statement.Channel, statement.Template, statement.Statement = kit.ByLetter, "releve-de-compte", false
		if sheet := add(statement, "releve", "relevé de compte"); sheet != nil {
			sheet.Envelope = noWindow // it is not posted
		}
	}
	return out, labels
}

// callSheet is the script that goes with a registered letter to a client nobody has
// called yet; nil when there is nobody to call.
func (w *writer) callSheet(files fs.FS, a *agenda.Agenda, c *agenda.Communication, history []journal.Entry) *Letter {
	if !c.CallSheet {
		return nil
	}
	for i := range c.Client.Contacts {
		person := &c.Client.Contacts[i]
		number := person.Phone.String()
		if number == "" {
			number = person.Mobile.String()
		}
		if number == "" {
			continue
		}
		call := *c
		call.Channel, call.Template, call.Status = kit.ByCall, "script-appel", dunning.Todo
		call.Contact, call.Recipient = person, number
		l, _ := w.fill(files, a, &call, history)
		if l != nil {
			l.Communication, l.Companion = c, true
		}
		return l
	}
	return nil
}
