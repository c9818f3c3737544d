package merge

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/document/markdown"
	"relance/generator/document/typography"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/merge/block"
	"relance/generator/merge/history"
	"relance/generator/merge/language"
	"relance/generator/merge/matter"
	"relance/generator/merge/model"
	"relance/generator/money"
	"relance/generator/output"
)

// A Letter is one communication, written out.
type Letter struct {
	Name          string // its file in the batch: lettres/C05-med.pdf
	Communication *agenda.Communication
	Model         string // the template's file
	Subject       string
	From          string // e-mail address of who writes: the creditor, or its agent
	To            string // e-mail address or telephone, by channel
	Document      *document.Document
	Text          string   // of an SMS: plain characters, one paragraph; of a call: the script, as plain text
	Attachments   []string // files of the kit
	Companion     bool     // a sheet that goes with a communication, and is none itself
	Annexes       []Annex  // documents of ours joined to an e-mail
	reference     string   // of the document, kept when the document is let go
}

// An Annex is a document printed and joined to an e-mail under a file name.
type Annex struct {
	Name     string
	Document *document.Document
}

// Letters writes every communication of the agenda that nothing blocks, in its
// order. files is the user's folder, where images and invoices are. A problem of
// kind Missing blocks its communication only.
func (m *Models) Letters(files fs.FS, a *agenda.Agenda) ([]Letter, diag.List) {
	var letters []Letter
	var problems diag.List
	taken := map[string]bool{}
	histories := history.ByClient(a)
	for i := range a.Communications {
		c := &a.Communications[i]
		if c.Status == dunning.Blocked {
			continue
		}
		l, missing := m.fill(files, a, c, histories[c.Client.Code])
		problems = append(problems, missing...)
		if l == nil {
			continue
		}
		l.Name = free(l.Name, taken)
		letters = append(letters, *l)
		if sheet := m.callSheet(files, a, c, histories[c.Client.Code]); sheet != nil {
			sheet.Name = free(sheet.Name, taken)
			letters = append(letters, *sheet)
		}
	}
	return letters, problems
}

// annexes are the documents that the communication joins: the letter of the same
// stage, the statement of account. One that lacks a datum is left out, as its own
// communication says why.
func (f *filler) annexes() []Annex {
	var out []Annex
	add := func(c agenda.Communication, name string) {
		md, _ := f.models.modelFor(&c)
		if md == nil {
			return
		}
		if l, _ := f.models.write(md, f.With(&c, &md.Head)); l != nil {
			out = append(out, Annex{name + "-" + output.Word(c.Client.Code) + ".pdf", l.Document})
		}
	}
	if sister := f.SisterLetter(); sister != nil {
		add(*sister, "lettre")
	}
	if f.WantsStatement() {
		statement := *f.Comm
		statement.Channel, statement.Template = kit.ByLetter, "releve-de-compte"
		add(statement, "releve")
	}
	return out
}

// callSheet is the script that goes with a registered letter to a client nobody has
// called yet; nil when there is nobody to call.
func (m *Models) callSheet(files fs.FS, a *agenda.Agenda, c *agenda.Communication, history []journal.Entry) *Letter {
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
		l, _ := m.fill(files, a, &call, history)
		if l != nil {
			l.Communication, l.Companion = c, true
		}
		return l
	}
	return nil
}

// free is a name that no file of the batch has yet, C17-lettre-2.pdf after
// C17-lettre.pdf; Windows and macOS take « c17 » and « C17 » for one name.
func free(name string, taken map[string]bool) string {
	base, ext, _ := strings.Cut(name, ".")
	for n := 2; taken[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s-%d.%s", base, n, ext)
	}
	taken[strings.ToLower(name)] = true
	return name
}

// Fill writes one communication. The letter is nil when a datum is missing: the
// problems then say which, where the template asks for it, and for whom.
func (m *Models) Fill(files fs.FS, a *agenda.Agenda, c *agenda.Communication) (*Letter, diag.List) {
	return m.fill(files, a, c, history.ByClient(a)[c.Client.Code])
}

func (m *Models) fill(files fs.FS, a *agenda.Agenda, c *agenda.Communication, history []journal.Entry) (*Letter, diag.List) {
	md, problems := m.modelFor(c)
	if md == nil {
		return nil, problems
	}
	return m.write(md, matter.Of(files, a, c, &md.Head, history))
}

// write fills one model with its matter.
func (m *Models) write(md *model.Model, about *matter.Matter) (*Letter, diag.List) {
	c := about.Comm
	f := &filler{Matter: about, models: m, model: md, values: &markdown.Values{}, told: map[string]bool{}}
	f.flat = f.Fields()
	f.roots = matter.Nest(f.flat, "")
	f.needs()
	subject := f.subjectText()
	body := f.run(md.File, m.Trees(md))
	if f.problems.Blocked() {
		return nil, f.problems
	}
	blocks, faults := markdown.Parse(md.File, []byte(body), markdown.ForLetter, f.values)
	if faults.Faults() {
		return nil, f.blocked(faults)
	}
	l := &Letter{Name: fileName(c), Communication: c, Model: md.File, Subject: subject, Document: f.paper(blocks, subject)}
	l.From, _ = f.flat["expediteur.email"].(string)
	l.To, l.reference = c.Recipient, l.Document.Reference
	_, l.Attachments = f.Enclosures()
	l.Attachments = append(l.Attachments, nonEmpty(f.BankPage())...)
	l.Annexes = f.annexes()
	switch c.Channel {
	case kit.BySMS:
		l.Text = smsText(l.Document)
		f.problems = append(f.problems, f.longSMS(l)...)
	case kit.ByCall:
		l.Text = scriptText(blocks)
	}
	return l, f.problems
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

// modelFor finds the template of a communication: the variant that the law asks
// for, the familiar one, the profile's, then the plain one.
func (m *Models) modelFor(c *agenda.Communication) (*model.Model, diag.List) {
	public := publicOf(c.Client.Kind)
	names := []string{c.Template + "." + public}
	if c.Client.Tone == "tu" {
		names = append(names, c.Template+".tu")
	}
	names = append(names, c.Template+"."+c.Client.Profile, c.Template)
	for _, name := range names {
		if md := m.Model(name); md != nil && md.Suits(public) {
			return md, nil
		}
	}
	var problems diag.List
	p := problems.Addf(diag.Pos{File: model.Display(c.Template + ".md")}, diag.Missing, "E114", "aucun modèle « %s » pour %s", c.Template, publics[public])
	p.Hint, p.Client = fmt.Sprintf("créez templates/%s.%s.md", c.Template, public), c.Client.Code
	return nil, problems
}

func publicOf(k kit.Kind) string {
	if k == kit.Company {
		return "pro"
	}
	return string(k)
}

var publics = map[string]string{"pro": "un professionnel", "particulier": "un particulier", "public": "un acheteur public"}

// folders are where each channel's files go; a document that waits for an
// approval goes to a-valider instead.
var folders = map[kit.Channel][2]string{
	kit.ByEmail: {"courriels", "eml"}, kit.ByPortal: {"courriels", "eml"}, kit.BySMS: {"sms", "txt"},
	kit.ByCall: {"appels", "pdf"}, kit.ByLetter: {"lettres", "pdf"}, kit.ByRegistered: {"lettres", "pdf"}, kit.InHouse: {"internes", "pdf"},
}

func fileName(c *agenda.Communication) string {
	folder := folders[c.Channel]
	if c.Status == dunning.ToApprove {
		folder[0] = "a-valider"
	}
	return folder[0] + "/" + output.Word(c.Client.Code) + "-" + output.Word(c.Stage.ID) + "." + folder[1]
}

// A filler fills one template for one communication.
type filler struct {
	*matter.Matter
	models   *Models
	model    *model.Model
	values   *markdown.Values
	flat     map[string]any  // every field by its full name
	roots    map[string]any  // the same as maps of maps: what a template walks
	plain    *[]string       // set while the subject is filled: its values
	told     map[string]bool // the absent fields already reported
	problems diag.List
}

// run executes a template; nothing in it can fail once it has been checked,
// except a value that is absent, which is noted and language.Output as nothing.
func (f *filler) run(name string, trees map[string]*parse.Tree) string {
	t := template.New(name).Option("missingkey=zero").Funcs(f.funcs())
	for _, file := range slices.Sorted(maps.Keys(trees)) {
		if trees[file] == nil {
			continue
		}
		if _, err := t.AddParseTree(file, trees[file]); err != nil {
			panic("merge: " + err.Error())
		}
	}
	var out strings.Builder
	if err := t.Execute(&out, nil); err != nil {
		panic("merge: a checked template failed: " + err.Error())
	}
	return out.String()
}

// funcs are the words of the language bound to this communication.
func (f *filler) funcs() template.FuncMap {
	funcs := template.FuncMap{}
	maps.Copy(funcs, language.Formats)
	for root, value := range f.roots {
		funcs[root] = func() any { return value }
	}
	funcs[language.PrintFunc] = f.print
	funcs["defaut"] = func(v any, other string) any {
		if text, ok := f.format(v); ok {
			return text
		}
		return other
	}
	maps.Copy(funcs, block.Funcs(f.Matter))
	return funcs
}

// print is the end of every output: it stores the value and writes its token.
func (f *filler) print(file string, rank int, v any) string {
	if blocks, ok := v.([]document.Block); ok {
		return f.values.Block(blocks...)
	}
	text, ok := f.format(v)
	if !ok {
		f.absent(f.printedAt(file, rank))
		return ""
	}
	if f.plain != nil {
		*f.plain = append(*f.plain, strings.Join(strings.Fields(strings.ReplaceAll(text, "\n", ", ")), " "))
		return string(firstToken + rune(len(*f.plain)-1))
	}
	return f.values.Text(text)
}

func (f *filler) printedAt(file string, rank int) language.Output {
	if f.plain != nil {
		return f.model.Subject.Outputs[rank]
	}
	for _, part := range f.models.Parts(f.model) {
		if part.File == file {
			return part.Outputs[rank]
		}
	}
	panic("merge: no part " + file)
}

// format is a value as text; false when it is absent.
func (f *filler) format(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, v != ""
	case calendar.Date:
		return v.String(), v != 0
	case money.Amount:
		return v.Format(f.Comm.Currency), true
	case money.Rate:
		return v.String(), true
	case int:
		return strconv.Itoa(v), true
	case nil:
		return "", false
	}
	panic(fmt.Sprintf("merge: unknown value %T", v))
}

// absent notes a value that the template needs and the data lacks.
func (f *filler) absent(p language.Output) {
	if f.told[p.Name] {
		return // once a letter is enough
	}
	f.told[p.Name] = true
	whose := " pour le client " + f.Comm.Client.Code
	if f.Comm.Client.Code == "" {
		whose = " : le document ne nomme aucun client"
	}
	problem := f.problems.Addf(p.At, diag.Missing, "E106", "« %s » est vide%s", p.Name, whose)
	problem.Hint = fmt.Sprintf(`complétez cette donnée, ou écrivez {{if %s}}…{{end}} ou {{defaut %s "…"}}`, p.Name, p.Name)
	if p.Name == language.BankDetails {
		problem.Hint = "ajoutez banque: à creancier, avec titulaire: et iban:"
	}
	problem.Client = f.Comm.Client.Code
	problem.Invoice = f.Lead().Claim.Invoice.Number
}

// needs reports the fields that the front matter requires.
func (f *filler) needs() {
	for _, name := range f.model.Head.Needs {
		v := f.flat[name]
		if _, isList := v.([]any); isList {
			continue
		}
		if _, ok := f.format(v); !ok {
			f.absent(language.Output{At: f.model.Head.At["exige"], Name: name})
		}
	}
}

// blocked turns faults of the filled text, which only data can cause, into
// problems of that client.
func (f *filler) blocked(faults diag.List) diag.List {
	for i := range faults {
		faults[i].Kind, faults[i].Client = diag.Missing, f.Comm.Client.Code
	}
	return faults
}

// firstToken is the token of a subject's first value; typography takes it for a
// letter, as document does.
const firstToken = '\ue000'

// subjectText fills the subject: one line, without control characters, so that
// no datum can add a header to an e-mail.
func (f *filler) subjectText() string {
	tree := f.model.Subject.Tree
	if tree == nil || f.model.Head.Subject == "" {
		return typography.French(f.model.Head.Title)
	}
	var values []string
	f.plain = &values
	text := typography.French(f.run(f.model.File, map[string]*parse.Tree{f.model.File: tree}))
	f.plain = nil
	var out strings.Builder
	for _, r := range text {
		switch n := int(r - firstToken); {
		case n >= 0 && n < len(values):
			out.WriteString(values[n])
		case r >= ' ':
			out.WriteRune(r)
		}
	}
	return strings.TrimSpace(out.String())
}
