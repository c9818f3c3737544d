package main

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"relance/content"
	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/crew"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/merge"
	"relance/generator/merge/request"
	"relance/site"
	"relance/templates"
)

// samples fills every template with the showcase, through the same engine as real
// letters.
func samples(files fs.FS, models *merge.Models) []site.Sample {
	vitrine, err := fs.Sub(content.Vitrine, "vitrine")
	if err != nil {
		panic(err) // embedded
	}
	k, problems := kit.Load(vitrine, kit.Overlay(files, templates.FS), nil)
	if problems.Faults() {
		panic("the showcase does not load: " + fmt.Sprint(problems))
	}
	ag, err := agenda.Of(k, k.Reference)
	if err != nil {
		panic(err) // its dates are fixed and in the table of rates
	}
	names := models.Names()
	found := make([]*site.Sample, len(names))
	hands := func() func(i int) {
		wardrobe := map[dress]*merge.Scribe{}
		return func(i int) {
			for _, d := range dressesFor(names[i]) {
				if wardrobe[d] == nil {
					wardrobe[d] = models.Scribe(vitrine, d.on(ag))
				}
				if letter := sampleOf(wardrobe[d], names[i]); letter != nil {
					found[i] = sampleFrom(files, names[i], letter)
					return
				}
			}
		}
	}
	crew.Share(len(names), hands)
	var out []site.Sample
	for _, s := range found {
		if s != nil {
			out = append(out, *s)
		}
	}
	return out
}

func sampleFrom(files fs.FS, name string, letter *merge.Letter) *site.Sample {
	source, _ := fs.ReadFile(files, name+".md") // it was read a moment ago
	return &site.Sample{Template: name, Title: sampleTitle(letter.Document.Title, name), Channel: string(letter.Communication.Channel), Doc: *letter.Document, Source: source}
}

// A dress is the showcase as a template that suits none of its clients wants it: the
// same story, told to a new client or to a friend, earlier, with a judgment, through
// an agent.
type dress struct {
	variant                 string
	early, insolvent, agent bool
	scene                   string // of scenes
}

// A scene is a day of the showcase on which a document really leaves, with what
// happened meanwhile.
type scene struct {
	day       calendar.Date
	meanwhile func(*kit.Kit)
}

var scenes = map[string]scene{
	"promesse-refusee": {calendar.Of(2026, 6, 2), func(k *kit.Kit) { k.Options.PromiseMaxDays = 7 }},
	"promesse-rompue":  {calendar.Of(2026, 6, 11), nil},
	"relance-echeance": {calendar.Of(2026, 6, 2), nil},
	"constat-caducite": {calendar.Of(2026, 6, 16), remindedInstalment},
	"reponse-litige":   {calendar.Of(2026, 6, 3), answeredInPart},
	"relance-2":        {calendar.Of(2026, 5, 29), firstReminder},

	"lettre-recommandee": {calendar.Of(2026, 5, 7), nil},
}

// remindedInstalment: the missed instalment was asked for.
func remindedInstalment(k *kit.Kit) {
	noted(k, journal.Entry{Date: calendar.Of(2026, 6, 2), Client: "V05", Channel: journal.ByEmail, Deadline: calendar.Of(2026, 6, 5),
		Invoices: []journal.Invoice{{Number: "TV-1149", Stage: "relance_echeance", Status: journal.Done, Balance: 1507_30}}})
}

// answeredInPart: part of a contested sum was admitted, and its credit note written.
func answeredInPart(k *kit.Kit) {
	_, inv := k.Invoice("TV-1129")
	inv.Disputes[0].Closed, inv.Disputes[0].Outcome = calendar.Of(2026, 6, 2), string(journal.Partly)
	inv.Credits = append(inv.Credits, kit.CreditNote{Number: "AV-0031", Date: calendar.Of(2026, 6, 2), Amount: 384_00})
}

// firstReminder: the consumer has had the first one too, and nothing is disputed.
func firstReminder(k *kit.Kit) {
	for _, number := range []string{"TV-1129", "TV-1141"} {
		_, inv := k.Invoice(number)
		inv.Disputes = nil
	}
	noted(k, journal.Entry{Date: calendar.Of(2026, 5, 22), Client: "V04", Channel: journal.ByEmail, Deadline: calendar.Of(2026, 5, 27),
		Invoices: []journal.Invoice{{Number: "TV-1141", Stage: "relance1", Status: journal.Done, Balance: 418_90}}})
}

func noted(k *kit.Kit, e journal.Entry) {
	e.Type, e.Direction, e.Author, e.Creditor = journal.Reminder, journal.Sent, k.Creditor.Signatory.Name, string(k.Creditor.SIREN)
	k.Journal.Append(e)
}

// dressesFor are the dresses to try for a template: the scene on which it leaves, the
// showcase as it is, then the one that suits it.
func dressesFor(name string) []dress {
	base, variant, _ := strings.Cut(name, ".")
	d := dress{early: isEarly(base), insolvent: base == "gel-procedure-collective" || base == "declaration-creance", agent: base == "avis-paiement-mandant"}
	if variant == "tu" || variant == "nouveau_client" {
		d.variant = variant
	}
	list := []dress{{}, d}
	if _, ok := scenes[base]; ok {
		list = slices.Insert(list, 0, dress{scene: base}, dress{variant: d.variant, scene: base})
	}
	return list
}

func (d dress) on(ag *agenda.Agenda) *agenda.Agenda {
	k, day := *ag.Kit, ag.Date
	k.Clients = slices.Clone(k.Clients)
	if s, ok := scenes[d.scene]; ok {
		day, k.PaidUntil = s.day, s.day
		apart(&k)
		if s.meanwhile != nil {
			s.meanwhile(&k)
		}
	}
	for i := range k.Clients {
		if c := &k.Clients[i]; c.Kind == kit.Company {
			d.put(c, day)
		}
	}
	if d.agent {
		k.Sender, k.Secretariat = "mandataire", &kit.Secretariat{Name: "Secrétariat Inventé", Address: []string{"9 rue de l'Essai", "42300 Roanne"}}
		k.Mandate = &kit.Mandate{Reference: "CONV-26-01", Date: day.AddMonths(-5)}
	}
	if d.early {
		day = calendar.Of(2026, 5, 7) // before most of its due dates
	}
	out, err := agenda.Of(&k, day)
	if err != nil {
		panic(err) // the day is that of the showcase
	}
	return out
}

// apart gives a kit its own invoices and journal: a scene writes in them.
func apart(k *kit.Kit) {
	for i := range k.Clients {
		k.Clients[i].Invoices = slices.Clone(k.Clients[i].Invoices)
		for j := range k.Clients[i].Invoices {
			inv := &k.Clients[i].Invoices[j]
			inv.Disputes = slices.Clone(inv.Disputes)
		}
	}
	log := *k.Journal
	log.Entries = slices.Clone(log.Entries)
	k.Journal = &log
}

func (d dress) put(c *kit.Client, day calendar.Date) {
	switch {
	case d.variant == "tu":
		c.Tone = "tu"
	case d.variant == "nouveau_client" && c.Profile == "tpe":
		c.Profile = d.variant
	case d.insolvent:
		c.Insolvency = &kit.Insolvency{Type: "redressement", Judged: day.AddDays(-9), Published: day.AddDays(-2), Trustee: "Étude Inventée, 5 rue de l'Essai, 69003 Lyon"}
	}
}

// sampleTitle tells the variants of a template apart.
func sampleTitle(title, name string) string {
	_, variant, _ := strings.Cut(name, ".")
	if whom := variants[variant]; whom != "" && !strings.Contains(title, strings.TrimPrefix(whom, "à ")) {
		return title + " – " + whom
	}
	return title
}

var variants = map[string]string{"particulier": "à un particulier", "public": "à un acheteur public", "grand_compte": "à un grand compte",
	"nouveau_client": "à un nouveau client", "tu": "avec le tutoiement"}

// stars are the invoices of the showcase that tell a template's story best. The
// others are shown on the first invoice to which the engine would send them.
var stars = map[string]string{
	"mise-en-demeure": "TV-1098", "lettre-recommandee": "TV-1098", "bordereau-transmission": "TV-1075",
	"lettre-relance": "TV-1129", "relance-2": "TV-1129", "remerciement-paiement": "TV-1127", "remerciement-paiement.tu": "TV-1127", "accuse-litige": "TV-1129", "invitation-coordination": "TV-1134",
}

// told are the clients whose story is that of a document asked for by hand.
var told = map[string]string{
	"fiche-faits": "V02", "ordre-du-jour": "V02", "guide-questions": "V02", "compte-rendu-protocole": "V02", "demande-derogation": "V02",
	"dossier-preuves": "V06", "chronologie": "V06", "annexe-decompte": "V06", "annonce-transmission": "V06", "checklist-injonction": "V06",
	"reponse-litige": "V05", "blocage-commandes": "V06", "note-interne-blocage": "V06", "alerte-commercial": "V06",
}

// sampleOf is a template filled for the invoice that shows it best, nil when the
// showcase has none that suits it.
func sampleOf(s *merge.Scribe, name string) *merge.Letter {
	ag := s.Agenda
	base, variant, _ := strings.Cut(name, ".")
	for i := range ag.Communications { // what leaves that day, if the scene is right
		if c := &ag.Communications[i]; scenes[base].day == ag.Date && c.Template == base && s.Template(c) == name {
			if letter, _ := s.Fill(c); letter != nil {
				return letter
			}
		}
	}
	for _, inv := range candidates(ag, base, variant, stars[name]) {
		c, _ := ag.Kit.Invoice(inv.Number)
		if example, ok := exampleOn(ag, c, inv, base); ok && s.Template(&example) == name {
			if letter, _ := s.Fill(&example); letter != nil {
				return letter
			}
		}
	}
	for _, c := range readers(ag.Kit, told[base]) {
		if variant != "" && !suits(c, variant) {
			continue
		}
		asked := request.Example(ag, c, base)
		if s.Template(&agenda.Communication{Client: asked.Reader(), Template: base}) != name {
			continue
		}
		if asked.Invoices == nil && base == "avis-paiement-mandant" {
			asked.Invoices = paid(c)
		}
		if letter, _ := s.Make(asked); letter != nil {
			return letter
		}
	}
	return nil
}

// readers are the clients, the one of a code first.
func readers(k *kit.Kit, first string) []*kit.Client {
	var out []*kit.Client
	if c := k.ClientByCode(first); c != nil {
		out = append(out, c)
	}
	for i := range k.Clients {
		out = append(out, &k.Clients[i])
	}
	return out
}

// paid are the invoices of a client on which money came in.
func paid(c *kit.Client) []string {
	var numbers []string
	for i := range c.Invoices {
		if len(c.Invoices[i].Payments) > 0 {
			numbers = append(numbers, c.Invoices[i].Number)
		}
	}
	return numbers
}

// candidates are the invoices on which to show a template, the best first: its
// star, those of the clients it is written for, then, for one without variant, all.
func candidates(ag *agenda.Agenda, base, variant, star string) []*kit.Invoice {
	var first, then []*kit.Invoice
	if _, inv := ag.Kit.Invoice(star); inv != nil {
		first = append(first, inv)
	}
	for i := range ag.Kit.Clients {
		c := &ag.Kit.Clients[i]
		for j := range c.Invoices {
			inv := &c.Invoices[j]
			switch {
			case ag.Facts.Claimable(inv) <= 0 || !tells(ag, inv, base):
			case suits(c, variant):
				first = append(first, inv)
			case variant == "":
				then = append(then, inv)
			}
		}
	}
	return append(first, then...)
}

func exampleOn(ag *agenda.Agenda, c *kit.Client, inv *kit.Invoice, base string) (agenda.Communication, bool) {
	plan, stage, channel := stageFor(ag, c, inv, base)
	if stage == nil {
		return agenda.Communication{}, false
	}
	out, err := ag.Example(c, inv, plan, stage, channel)
	for i := range c.Instalments {
		if p := &c.Instalments[i]; base == "relance-echeance" && slices.Contains(p.Invoices, inv.Number) {
			out.Instalment = &p.Instalments[0] // the day it falls due: the showcase stops there
		}
	}
	return out, err == nil
}

// suits reports whether a variant of a template is for a client.
func suits(c *kit.Client, variant string) bool {
	switch variant {
	case "":
		return c.Kind == kit.Company && c.Profile != "grand_compte" && c.Profile != "nouveau_client"
	case "tu":
		return c.Kind == kit.Company
	}
	return string(c.Kind) == variant || c.Profile == variant
}

// tells reports whether an invoice has what the template is about.
func tells(ag *agenda.Agenda, inv *kit.Invoice, base string) bool {
	switch base {
	case "confirmation-promesse", "promesse-rompue", "promesse-refusee":
		return len(ag.Facts.Promises(inv)) > 0
	case "accuse-litige":
		return ag.Facts.Book.OpenDispute(inv, ag.Date) != nil
	}
	if isEarly(base) {
		return inv.Due >= ag.Date
	}
	return inv.Due < ag.Date
}

// isEarly reports whether a template goes out before the due date.
func isEarly(base string) bool {
	return base == "courtoisie" || base == "courtoisie-sms" || base == "verif-circuit"
}

// stageFor finds a stage that uses a template: in the invoice's own plan first,
// then in any, then among those outside plans.
func stageFor(ag *agenda.Agenda, c *kit.Client, inv *kit.Invoice, base string) (*kit.Plan, *kit.Stage, kit.Channel) {
	own := ag.Facts.PlanOf(c, inv)
	plans := []*kit.Plan{own}
	for i := range ag.Kit.Plans {
		plans = append(plans, &ag.Kit.Plans[i])
	}
	for _, p := range plans {
		for i := range p.Stages {
			s := &p.Stages[i]
			for _, channel := range slices.Concat(s.AllChannels(), channelsOf(s.Templates)) {
				if s.TemplateFor(channel) == base {
					return p, s, channel
				}
			}
		}
	}
	for i := range agenda.Outside {
		if s := &agenda.Outside[i]; s.Template == base {
			return own, s, s.Channel
		}
	}
	return nil, nil, ""
}

func channelsOf(templates map[string]string) []kit.Channel {
	var out []kit.Channel
	for _, c := range []kit.Channel{kit.ByEmail, kit.BySMS, kit.ByLetter, kit.ByRegistered, kit.ByCall} {
		if templates[string(c)] != "" {
			out = append(out, c)
		}
	}
	return out
}
