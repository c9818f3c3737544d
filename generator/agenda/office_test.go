package agenda_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/templates"
)

// An office is a creditor who works with relance: a kit, and a journal that grows.
// Payments are known every day until the day itself, unless the kit says otherwise.
type office struct {
	t     testing.TB
	k     *kit.Kit
	known calendar.Date // last day of known payments, fixed; 0: the day of the run
}

// boreal is the creditor of the scenarios.
const boreal = `
creancier:
  raison_sociale: Ateliers Boréal
  forme: SARL
  capital: 20000
  siren: "000000034"
  rcs: Angers
  adresse: [4 rue de l'Essai, 49000 Angers]
  email: compta@boreal.example
  signataire: {civilite: Mme, nom: Claire Roux, fonction: Responsable}
  banque: {titulaire: Ateliers Boréal, iban: FR51 9999 9000 00TE ST00 0000 143, bic: TESTFRPPXXX}
  cgv: {reference: CGV 2025}
  mediateur_consommation: {nom: Médiation de l'Essai}
verifications_par_defaut: {envoyee: oui, contrat: oui, livree: oui}
`

// kerjean is a debtor whom every channel reaches; the invoices follow, one a line.
const kerjean = `
- code: C17
  nom: Plâtrerie Kerjean
  type: entreprise
  adresse: [9 rue de l'Essai, 49100 Angers]
  contacts: [{civilite: M., nom: Kerjean, email: contact@kerjean.example, telephone: 02 61 91 00 17, mobile: 06 39 98 00 17}]
  factures:
`

// inv writes the line of an invoice; rest is what else the test says of it.
func inv(number, due, total string, rest ...string) string {
	d, err := calendar.Parse(due)
	if err != nil {
		panic(err)
	}
	fields := append([]string{"numero: " + number, "date: " + d.AddDays(-30).ISO(), "echeance: " + due, "montant_ttc: " + total}, rest...)
	return "  - {" + strings.Join(fields, ", ") + "}\n"
}

// open reads a kit: what relance.yaml adds to the creditor, then the clients.
func open(t testing.TB, settings, clients string) *office {
	t.Helper()
	o := &office{t: t}
	var faults []string
	o.k, faults = load(settings, clients)
	if len(faults) > 0 {
		t.Fatalf("the kit is refused:\n%s", strings.Join(faults, "\n"))
	}
	o.known = o.k.PaidUntil
	return o
}

// load reads a kit and lists what makes it refused, or blocks a client.
func load(settings, clients string) (*kit.Kit, []string) {
	k, problems := kit.Load(fstest.MapFS{
		"relance.yaml": {Data: []byte(boreal + settings)},
		"clients.yaml": {Data: []byte("clients:" + clients)},
	}, templates.FS, nil)
	var faults []string
	for _, p := range problems {
		if !strings.HasPrefix(p.Code, "W") {
			faults = append(faults, p.Code+" "+p.Text+" → "+p.Hint)
		}
	}
	return k, faults
}

func (o *office) date(s string) calendar.Date {
	o.t.Helper()
	d, err := calendar.Parse(s)
	if err != nil {
		o.t.Fatal(err)
	}
	return d
}

// note appends lines to the journal.
func (o *office) note(day string, entries ...journal.Entry) {
	o.t.Helper()
	for _, e := range entries {
		e.Date = o.date(day)
		if e.Client == "" {
			e.Client = o.k.Clients[0].Code
		}
		o.k.Journal.Append(e)
	}
}

func refs(numbers string) (list []journal.Invoice) {
	for _, n := range strings.Fields(numbers) {
		list = append(list, journal.Invoice{Number: n})
	}
	return list
}

// did records that a stage was sent for some invoices, without running the tool.
func (o *office) did(day, stage, numbers string) {
	o.t.Helper()
	for _, n := range strings.Fields(numbers) {
		c, i := o.k.Invoice(n)
		book := agendaOf(o, day).Facts
		plan := book.PlanOf(c, i)
		s, _ := plan.Stage(stage)
		if s == nil {
			o.t.Fatalf("no stage %s in %s", stage, plan.ID)
		}
		d := book.Decide(c, i)
		d.Stage, d.Plan = s, plan
		e := journal.Entry{Client: c.Code, Type: journal.Reminder, Direction: journal.Sent, Deadline: book.Deadline(&d, o.date(day), s.AllChannels()[0])}
		for _, ch := range s.AllChannels() {
			e.Channel = journal.Channel(ch)
			if ch == kit.ByCall {
				e.Type, e.Deadline = journal.Call, 0
			}
			e.Invoices = []journal.Invoice{{Number: n, Stage: stage, Plan: plan.ID, Status: journal.Done}}
			o.note(day, e)
		}
	}
}

// story records stages of one invoice: "relance1 2026-03-09, lettre 2026-03-12".
func (o *office) story(number, stages string) {
	o.t.Helper()
	for _, s := range strings.Split(stages, ", ") {
		stage, day, _ := strings.Cut(s, " ")
		o.did(day, stage, number)
	}
}

func (o *office) promised(day, numbers, amount, until string) {
	o.t.Helper()
	o.note(day, journal.Entry{Type: journal.Promise, Channel: journal.ByPhone, Invoices: refs(numbers), Amount: o.money(amount), Deadline: o.date(until), Contact: "M. Kerjean"})
}

func (o *office) paid(day, number, amount string) {
	o.t.Helper()
	o.note(day, journal.Entry{Type: journal.Payment, Invoices: refs(number), Amount: o.money(amount)})
}

func (o *office) approved(day, stage string) {
	o.note(day, journal.Entry{Type: journal.Approval, Stage: stage, Decision: journal.Granted})
}

func (o *office) money(s string) money.Amount {
	o.t.Helper()
	a, err := money.Parse(s)
	if err != nil {
		o.t.Fatal(err)
	}
	return a
}

// at is the agenda of a day.
func (o *office) at(day string) *agenda.Agenda {
	o.t.Helper()
	return agendaOf(o, day)
}

func agendaOf(o *office, day string) *agenda.Agenda {
	o.t.Helper()
	k := *o.k
	if k.PaidUntil = o.known; o.known == 0 {
		k.PaidUntil = o.date(day)
	}
	a, err := agenda.Of(&k, o.date(day))
	if err != nil {
		o.t.Fatal(err)
	}
	return a
}

// state is where an invoice stands on a day: "a_venir lettre 2026-03-12".
func (o *office) state(day, number string) string {
	o.t.Helper()
	a := o.at(day)
	for i := range a.Decisions {
		if d := &a.Decisions[i]; d.Invoice.Number == number {
			out := string(d.State)
			if d.Stage != nil {
				out += " " + d.Stage.ID
			}
			if !d.Date.IsZero() {
				out += " " + d.Date.ISO()
			}
			return out
		}
	}
	o.t.Fatalf("no invoice %s", number)
	return ""
}

// reason is the sentence that explains the state.
func (o *office) reason(day, number string) string {
	o.t.Helper()
	a := o.at(day)
	i := slices.IndexFunc(a.Decisions, func(d dunning.Decision) bool { return d.Invoice.Number == number })
	return plain(a.Decisions[i].Reason)
}

// plain writes ordinary spaces for those of French typography.
func plain(s string) string { return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s) }

// messages are the communications of a day, one a line:
// "a_faire relance1 email 1200.00 : F1 F2, absorbe F3, cite F4, saute F5 (étape)".
func (o *office) messages(day string) string {
	o.t.Helper()
	var lines []string
	for _, c := range o.at(day).Communications {
		lines = append(lines, line(&c))
	}
	return strings.Join(lines, "\n")
}

func line(c *agenda.Communication) string {
	var asked, absorbed, cited, skipped, apart []string
	for _, it := range c.Items {
		n := it.Claim.Invoice.Number
		switch {
		case it.Role == agenda.Asked || it.Role == agenda.AlsoAsked:
			asked = append(asked, n)
		case it.Status == journal.Absorbed:
			absorbed = append(absorbed, n)
		case it.Status == journal.Skipped:
			skipped = append(skipped, n+" ("+it.Stage.ID+")")
		case it.Role == agenda.NextDue:
			cited = append(cited, n)
		default:
			apart = append(apart, n)
		}
	}
	s := fmt.Sprintf("%s %s %s %s : %s", c.Status, c.Stage.ID, c.Channel, c.Amount.Decimal(), strings.Join(asked, " "))
	for _, list := range []struct {
		word    string
		numbers []string
	}{{"absorbe", absorbed}, {"cite", cited}, {"à part", apart}, {"saute", skipped}} {
		if len(list.numbers) > 0 {
			s += ", " + list.word + " " + strings.Join(list.numbers, " ")
		}
	}
	if len(c.Missing) > 0 {
		s += " [" + strings.Join(c.Missing, ", ") + "]"
	}
	return s
}

// validate records that the communications of a day were sent on another, those to
// approve too, but for the clients excepted.
func (o *office) validate(day, sent string, except ...string) {
	o.t.Helper()
	for _, c := range o.at(day).Communications {
		if c.Status != dunning.Blocked && !slices.Contains(except, c.Client.Code) {
			o.k.Journal.Append(c.Entry(o.date(sent)))
		}
	}
}

// run sends everything the day it is due, from one day to another, every so many
// days, and tells it: "2026-03-09 relance1 F1".
func (o *office) run(from, to string, step int) string {
	o.t.Helper()
	var out []string
	for day := o.date(from); day <= o.date(to); day += calendar.Date(step) {
		for _, c := range o.at(day.ISO()).Communications {
			if c.Status == dunning.Blocked {
				continue
			}
			var asked []string
			for _, cl := range c.Asked() {
				asked = append(asked, cl.Invoice.Number)
			}
			out = append(out, fmt.Sprintf("%s %s %s", day.ISO(), c.Stage.ID, strings.Join(asked, " ")))
			o.k.Journal.Append(c.Entry(day))
		}
	}
	return strings.Join(out, "\n")
}

// tasks and alerts of a day, as plain text.
func (o *office) tasks(day string) string {
	var out []string
	for _, task := range o.at(day).Tasks {
		out = append(out, task.Date.ISO()+" "+plain(task.Label))
	}
	return strings.Join(out, "\n")
}

func (o *office) alerts(day string) string {
	var out []string
	for _, alert := range o.at(day).Alerts {
		out = append(out, alert.Code+" "+plain(alert.Label))
	}
	return strings.Join(out, "\n")
}

// same compares a result with what the scenario expects, spaces around lines aside.
func same(t testing.TB, what, got, want string) {
	t.Helper()
	trim := func(s string) string {
		lines := strings.Split(strings.TrimSpace(s), "\n")
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		return strings.Join(lines, "\n")
	}
	if trim(got) != trim(want) {
		t.Errorf("%s:\n%s\nwant:\n%s", what, trim(got), trim(want))
	}
}

func has(t testing.TB, what, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("%s: %q does not say %q", what, text, part)
	}
}

func hasNot(t testing.TB, what, text, part string) {
	t.Helper()
	if strings.Contains(text, part) {
		t.Errorf("%s: %q says %q", what, text, part)
	}
}
