package merge

import (
	"fmt"
	"io/fs"
	"strings"

	"relance/generator/agenda"
	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/merge/model"
	"relance/generator/output"
)

// A Letter is one communication, written out.
type Letter struct {
	Name          string // its file in the batch: lettres/C05-med.pdf
	Communication *agenda.Communication
	Model         string // the template's file
	Subject       string
	From          string             // e-mail address of who writes: the creditor, or its agent
	To            string             // e-mail address or telephone, by channel
	Document      *document.Document // nil once let go
	Text          string             // of an SMS: plain characters, one paragraph; of a call: the script, as plain text
	Attachments   []string           // files of the kit
	Companion     bool               // a sheet that goes with a communication, and is none itself
	Annexes       []Annex            // documents of ours joined to an e-mail
	reference     string             // of the document, kept when the document is let go
}

// An Annex is a document printed and joined to an e-mail under a file name.
type Annex struct {
	Name     string
	Document *document.Document
}

// Letters writes every communication of the agenda that nothing blocks, in its
// order. files is the user's folder, where images and invoices are. A problem of
// kind Missing blocks its communication only. The documents are let go, for there may
// be thousands: [Scribe.Complete] writes each again when its turn comes.
func (m *Models) Letters(files fs.FS, a *agenda.Agenda) ([]Letter, diag.List) {
	var letters []Letter
	var problems diag.List
	taken := map[string]bool{}
	s := m.Scribe(files, a)
	for i := range a.Communications {
		c := &a.Communications[i]
		if c.Status == dunning.Blocked {
			continue
		}
		l, missing := s.Fill(c)
		problems = append(problems, missing...)
		if l == nil {
			continue
		}
		l.Name = free(l.Name, taken)
		letters = append(letters, l.light())
		if sheet := s.sheet(c); sheet != nil {
			sheet.Name = free(sheet.Name, taken)
			letters = append(letters, sheet.light())
		}
	}
	return letters, problems
}

// light is a letter without its documents.
func (l *Letter) light() Letter {
	out := *l
	out.Document, out.Annexes = nil, nil
	return out
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

// Fill writes one communication; see [Scribe.Fill].
func (m *Models) Fill(files fs.FS, a *agenda.Agenda, c *agenda.Communication) (*Letter, diag.List) {
	return m.Scribe(files, a).Fill(c)
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
