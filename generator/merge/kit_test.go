package merge

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/merge/model"
	"relance/generator/merge/request"
	"relance/templates"
)

// day is the day of every test.
var day = calendar.Of(2026, 3, 31)

// testKit is the fictional kit of testdata, with two reminders, a call and a
// formal notice in its journal for each client.
func testKit(t testing.TB) *kit.Kit {
	t.Helper()
	k, problems := kit.Load(os.DirFS("testdata/kit"), templates.FS, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	k.Journal = &journal.Log{}
	for _, c := range k.Clients {
		about := func(stage string) []journal.Invoice {
			return []journal.Invoice{{Number: c.Invoices[0].Number, Stage: stage, Plan: "progressif", Status: journal.Done}}
		}
		k.Journal.Entries = append(k.Journal.Entries,
			journal.Entry{Date: calendar.Of(2025, 12, 8), Client: c.Code, Type: journal.Reminder, Channel: journal.ByEmail, Cause: journal.Cause("tresorerie"),
				Invoices: []journal.Invoice{{Number: c.Code + "-00", Stage: "relance1", Plan: "progressif", Status: journal.Done}}},
			journal.Entry{Date: calendar.Of(2026, 2, 24), Client: c.Code, Type: journal.Reminder, Channel: journal.ByEmail, Invoices: about("relance1")},
			journal.Entry{Date: calendar.Of(2026, 2, 27), Client: c.Code, Type: journal.Call, Contact: "Mme Durand", Content: "rappellera", Invoices: about("")},
			journal.Entry{Date: calendar.Of(2026, 3, 2), Client: c.Code, Type: journal.Reminder, Channel: journal.ByPost, Invoices: about("lettre")},
			journal.Entry{Date: calendar.Of(2026, 3, 16), Client: c.Code, Type: journal.Reminder, Channel: journal.ByRegistered, Invoices: about("med"), Deadline: calendar.Of(2026, 3, 30)},
			journal.Entry{Date: calendar.Of(2026, 3, 17), Client: c.Code, Type: journal.Registered, Stage: "med", Number: "1A 000"},
		)
	}
	return k
}

// loaded are the shipped templates, read once for all tests: nothing changes them.
var loaded = sync.OnceValues(func() (*Models, diag.List) { return Load(templates.FS) })

func shipped(t testing.TB) *Models {
	t.Helper()
	m, problems := loaded()
	for _, p := range problems {
		t.Errorf("%s:%d:%d %s %s", p.File, p.Line, p.Col, p.Code, p.Text)
	}
	return m
}

// communication asks a client for its first two invoices with a model, lists
// the third apart and announces the fourth.
func communication(t testing.TB, k *kit.Kit, client string, md *model.Model) (*agenda.Agenda, *agenda.Communication) {
	t.Helper()
	c := k.ClientByCode(client)
	c.Instalments = nil // of another model
	a, err := agenda.Of(k, day)
	if err != nil {
		t.Fatal(err)
	}
	plan, stage := stageOf(k, c, md)
	comm := &agenda.Communication{
		Client: c, Contact: &c.Contacts[0], Plan: plan, Stage: stage, Channel: kit.Channel(md.Head.Channel),
		Template: md.Name, Currency: "EUR", Status: dunning.Todo, Deadline: calendar.Of(2026, 4, 13),
		Promise: &kit.Promise{Taken: calendar.Of(2026, 3, 20), Until: calendar.Of(2026, 3, 27), Amount: 2_000_00, Person: "Mme Durand"},
	}
	roles := []agenda.Role{agenda.Asked, agenda.Asked, agenda.Absorbed, agenda.NextDue}
	if md.Head.Nature == kit.Preventive {
		roles = []agenda.Role{99, 99, 99, agenda.Asked}
		comm.Promise = nil
	}
	if model.BaseName(md.Name) == "accuse-litige" {
		roles = []agenda.Role{99, agenda.Asked, 99, 99}
		comm.Promise = nil
	}
	if base := model.BaseName(md.Name); base == "relance-echeance" || base == "constat-caducite" {
		comm.Promise = nil
		c.Instalments = []kit.InstalmentPlan{{Agreed: calendar.Of(2026, 3, 3), Invoices: []string{c.Invoices[0].Number, c.Invoices[1].Number}, Lapse: kit.Yes,
			Instalments: []kit.Instalment{{Date: calendar.Of(2026, 3, 26), Amount: 900_00}, {Date: calendar.Of(2026, 4, 27), Amount: 1_000_00}, {Date: calendar.Of(2026, 5, 26), Amount: 1_000_00}}}}
	}
	if model.BaseName(md.Name) == "blocage-commandes" {
		comm.Measure = &journal.Entry{Stage: stage.ID}
	}
	for i := range c.Invoices {
		cl, err := a.Facts.Book.Of(c, &c.Invoices[i], day)
		if err != nil {
			t.Fatal(err)
		}
		if i >= len(roles) || roles[i] == 99 {
			continue
		}
		it := agenda.Item{Claim: cl, Role: roles[i], Stage: stage}
		if model.BaseName(md.Name) == "constat-caducite" {
			it.Decision = &dunning.Decision{Agreement: &c.Instalments[0], Lapsed: calendar.Of(2026, 3, 30)}
		}
		comm.Items = append(comm.Items, it)
		if roles[i] == agenda.Asked {
			comm.Principal += cl.Claimable()
		}
	}
	if model.BaseName(md.Name) == "relance-echeance" {
		comm.Instalment = &c.Instalments[0].Instalments[0]
		comm.Principal = comm.Instalment.Amount
	}
	principal, interest, compensation := comm.Total()
	comm.Amount = principal + interest + compensation
	if comm.Instalment != nil {
		comm.Amount = comm.Principal
	}
	switch comm.Channel {
	case kit.ByEmail:
		comm.Recipient = string(comm.Contact.Email)
	case kit.BySMS:
		comm.Recipient = comm.Contact.Mobile.String()
	default:
		comm.Recipient = comm.Contact.Phone.String()
	}
	return a, comm
}

// written is a model filled for a client: as a communication, or as a document asked
// for by hand.
func written(t testing.TB, m *Models, k *kit.Kit, client string, md *model.Model) (*Letter, diag.List) {
	t.Helper()
	if !onDemand(k, md) {
		a, comm := communication(t, k, client, md)
		return m.Fill(nil, a, comm)
	}
	a, err := agenda.Of(k, day)
	if err != nil {
		t.Fatal(err)
	}
	return m.Make(nil, a, request.Example(a, k.ClientByCode(client), model.BaseName(md.Name)))
}

// onDemand reports whether neither a plan nor an event of the agenda calls for a
// model.
func onDemand(k *kit.Kit, md *model.Model) bool {
	base := model.BaseName(md.Name)
	for i := range k.Plans {
		for j := range k.Plans[i].Stages {
			if slices.Contains(model.TemplatesOf(&k.Plans[i].Stages[j]), base) {
				return false
			}
		}
	}
	return !slices.ContainsFunc(agenda.Outside, func(s kit.Stage) bool { return s.Template == base })
}

// stageOf is the first stage, in the client's own plan if it can be, that names
// the model.
func stageOf(k *kit.Kit, c *kit.Client, md *model.Model) (*kit.Plan, *kit.Stage) {
	plans := []*kit.Plan{k.PlanByID(k.ProfilePlans.For(c.Profile)), k.PlanByID("progressif")}
	for i := range k.Plans {
		plans = append(plans, &k.Plans[i])
	}
	for _, p := range plans {
		if p == nil {
			continue
		}
		for i := range p.Stages {
			for _, name := range model.TemplatesOf(&p.Stages[i]) {
				if name == model.BaseName(md.Name) && p.Stages[i].Nature == md.Head.Nature {
					return p, &p.Stages[i]
				}
			}
		}
	}
	for i := range agenda.Outside {
		if agenda.Outside[i].Template == model.BaseName(md.Name) {
			return k.PlanByID("progressif"), &agenda.Outside[i]
		}
	}
	p := k.PlanByID("independant")
	s, _ := p.Stage("mail2_lrar")
	return p, s
}

// printed text of a letter, as a reader sees it.
func textOf(t testing.TB, l *Letter) string {
	t.Helper()
	var b strings.Builder
	d := l.Document
	for _, line := range append(append([]string{"Fichier : " + l.Name, "Objet : " + l.Subject, d.Place}, d.To...), d.Marks...) {
		b.WriteString(line + "\n")
	}
	for _, r := range d.Refs {
		b.WriteString(r.Label + " " + r.Value + "\n")
	}
	b.WriteString("\n")
	if l.Text != "" {
		b.WriteString(l.Text + "\n")
	} else if err := document.Text(&b, d.Body); err != nil {
		t.Fatal(err)
	}
	for _, line := range d.From.Mentions {
		b.WriteString("\n" + line + "\n")
	}
	return b.String()
}
