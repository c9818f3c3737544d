package merge

import (
	"errors"
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
	To            string // e-mail address or telephone, by channel
	Document      *document.Document
	Text          string   // of an SMS: plain characters, one paragraph
	Attachments   []string // files of the kit
}

// Letters writes every communication of the agenda that nothing blocks, in its
// order. files is the user's folder, where images and invoices are. A problem of
// kind Missing blocks its communication only.
func (m *Models) Letters(files fs.FS, a *agenda.Agenda) ([]Letter, diag.List) {
	var letters []Letter
	var problems diag.List
	taken := map[string]int{}
	histories := historiesOf(a)
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
		base, ext, _ := strings.Cut(l.Name, ".")
		if taken[l.Name]++; taken[l.Name] > 1 {
			l.Name = fmt.Sprintf("%s-%d.%s", base, taken[l.Name], ext)
		}
		letters = append(letters, *l)
	}
	return letters, problems
}

// Fill writes one communication. The letter is nil when a datum is missing: the
// problems then say which, where the template asks for it, and for whom.
func (m *Models) Fill(files fs.FS, a *agenda.Agenda, c *agenda.Communication) (*Letter, diag.List) {
	return m.fill(files, a, c, historiesOf(a)[c.Client.Code])
}

func (m *Models) fill(files fs.FS, a *agenda.Agenda, c *agenda.Communication, history []journal.Entry) (*Letter, diag.List) {
	md, problems := m.modelFor(c)
	if md == nil {
		return nil, problems
	}
	f := &filler{models: m, model: md, files: files, agenda: a, comm: c, entries: history, values: &markdown.Values{}, told: map[string]bool{}}
	f.flat = f.data()
	f.roots = nest(f.flat, "")
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
	l.To = c.Recipient
	_, l.Attachments = f.enclosures()
	if c.Channel == kit.BySMS {
		l.Text = smsText(blocks)
	}
	return l, append(f.problems, f.longSMS(l)...)
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
		if md := m.Model(name); md != nil && md.IsFor(public) && (public != "particulier" || md.ProLaw == "") {
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
	code := strings.ToUpper(output.Slug(c.Client.Code))
	return folder[0] + "/" + code + "-" + strings.ReplaceAll(c.Stage.ID, "_", "-") + "." + folder[1]
}

// A filler fills one template for one communication.
type filler struct {
	models   *Models
	model    *model.Model
	files    fs.FS
	agenda   *agenda.Agenda
	comm     *agenda.Communication
	entries  []journal.Entry // the journal's lines about the client, until today
	values   *markdown.Values
	flat     map[string]any  // every field by its full name
	roots    map[string]any  // the same as maps of maps: what a template walks
	plain    *[]string       // set while the subject is filled: its values
	told     map[string]bool // the absent fields already reported
	problems diag.List
}

// run executes a template; nothing in it can fail once it has been checked,
// except a value that is absent, which is noted and model.Output as nothing.
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
	maps.Copy(funcs, formats)
	for root, value := range f.roots {
		funcs[root] = func() any { return value }
	}
	funcs[model.PrintFunc] = f.print
	funcs["defaut"] = func(v any, other string) any {
		if text, ok := f.format(v); ok {
			return text
		}
		return other
	}
	maps.Copy(funcs, f.blockFuncs())
	return funcs
}

// nest turns full names into maps of maps, so that client.nom is a field of
// client. Every name of the catalogue is there, absent values being nil.
func nest(flat map[string]any, prefix string) map[string]any {
	root := map[string]any{}
	for _, field := range model.Fields() {
		name, ok := strings.CutPrefix(field.Name, prefix)
		if !ok || model.InsideList(field.Name) != "" && prefix == "" {
			continue
		}
		at := root
		words := strings.Split(name, ".")
		for _, w := range words[:len(words)-1] {
			if _, ok := at[w].(map[string]any); !ok {
				at[w] = map[string]any{}
			}
			at = at[w].(map[string]any)
		}
		at[words[len(words)-1]] = flat[field.Name]
	}
	return root
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

func (f *filler) printedAt(file string, rank int) model.Output {
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
		return v.Format(f.comm.Currency), true
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
func (f *filler) absent(p model.Output) {
	if f.told[p.Name] {
		return // once a letter is enough
	}
	f.told[p.Name] = true
	problem := f.problems.Addf(p.At, diag.Missing, "E106", "« %s » est vide pour le client %s", p.Name, f.comm.Client.Code)
	problem.Hint = fmt.Sprintf(`complétez cette donnée, ou écrivez {{if %s}}…{{end}} ou {{defaut %s "…"}}`, p.Name, p.Name)
	if p.Name == model.BankDetails {
		problem.Hint = "ajoutez banque: à creancier, avec titulaire: et iban:"
	}
	problem.Client = f.comm.Client.Code
	problem.Invoice = f.comm.Driver().Claim.Invoice.Number
}

// needs reports the fields that the front matter requires.
func (f *filler) needs() {
	for _, name := range f.model.Head.Needs {
		v := f.flat[name]
		if _, isList := v.([]any); isList {
			continue
		}
		if _, ok := f.format(v); !ok {
			f.absent(model.Output{At: f.model.Head.At["exige"], Name: name})
		}
	}
}

// blocked turns faults of the filled text, which only data can cause, into
// problems of that client.
func (f *filler) blocked(faults diag.List) diag.List {
	for i := range faults {
		faults[i].Kind, faults[i].Client = diag.Missing, f.comm.Client.Code
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
		return f.model.Head.Title
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

// enclosures are the invoices really joined: declared by the template, named in
// the kit and present in its folder.
func (f *filler) enclosures() (labels, files []string) {
	if !slices.Contains(f.model.Head.Enclosed, "factures") || f.files == nil {
		return nil, nil
	}
	for _, cl := range f.comm.Asked() {
		name := cl.Invoice.PDF
		if name == "" || !fs.ValidPath(name) {
			continue
		}
		if _, err := fs.Stat(f.files, name); errors.Is(err, fs.ErrNotExist) || err != nil {
			continue
		}
		labels = append(labels, "facture "+cl.Invoice.Number)
		files = append(files, name)
	}
	return labels, files
}

// image reads a picture of the kit, nil when there is none.
func (f *filler) image(name string) []byte {
	if name == "" || f.files == nil || !fs.ValidPath(name) {
		return nil
	}
	picture, err := fs.ReadFile(f.files, name)
	if err != nil {
		return nil
	}
	return picture
}
