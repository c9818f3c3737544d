package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"relance/content"
	"relance/generator/agenda"
	"relance/generator/claim"
	"relance/generator/decode"
	"relance/generator/diag"
	"relance/generator/diag/codes"
	"relance/generator/kit"
	"relance/generator/merge"
	"relance/site"
	"relance/templates"
)

func (a *app) siteCmd() *cobra.Command {
	var to string
	c := &cobra.Command{
		Use: "site --vers DOSSIER", Short: "Le guide seul, prêt à être hébergé : aucune donnée de débiteur", Args: args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			if to == "" {
				return usage("il manque --vers DOSSIER")
			}
			k, models, _, err := a.loadAll()
			if err != nil {
				return err
			}
			files, faults := a.playbook(k, models)
			if faults.Faults() {
				return faults.Err()
			}
			return a.publish(to, files)
		},
	}
	c.Flags().StringVar(&to, "vers", "", "dossier où écrire le guide ; il doit être nouveau, vide, ou un guide précédent")
	return c
}

// publish writes the playbook into a folder that holds nothing else.
func (a *app) publish(to string, files []site.File) error {
	entries, err := os.ReadDir(to)
	if err == nil && len(entries) > 0 {
		if _, err := os.Stat(to + "/plan-du-site.html"); err != nil {
			return usage("« %s » contient autre chose qu'un guide : rien n'a été écrit", to)
		}
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(to)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, f := range files {
		if i := strings.LastIndexByte(f.Name, '/'); i > 0 {
			if err := root.MkdirAll(f.Name[:i], 0o755); err != nil {
				return err
			}
		}
		if err := root.WriteFile(f.Name, f.Data, 0o644); err != nil {
			return err
		}
	}
	fmt.Fprintf(a.out, "%s dans %s\n", count(len(files), "fichier écrit", "fichiers écrits"), filepath.ToSlash(to))
	return nil
}

// playbook builds the site from the pages (the user's over the built-in ones), the
// plans and options of the kit, and the templates filled with the showcase.
func (a *app) playbook(k *kit.Kit, models *merge.Models) ([]site.File, diag.List) {
	user, err := fs.Sub(os.DirFS(a.dir), "content")
	if err != nil {
		panic(err) // "content" is a valid path
	}
	return site.Build(site.Input{
		Pages: kit.Overlay(user, content.FS), Options: a.siteOptions(k), Plans: sitePlans(k), Rates: siteRates(k),
		Samples: samples(a.models(), models), Fields: siteFields(), Messages: siteMessages(),
	})
}

// siteOptions are the settings in force. The house's name stays out: the playbook
// may be hosted where anybody reads it.
func (a *app) siteOptions(k *kit.Kit) site.Options {
	o := site.Options{Edition: "Édition " + version(), Today: a.today}
	values := k.Options
	for _, f := range decode.Fields(values) {
		if v := optionText(values, f.Key); v != "" {
			o.Settings = append(o.Settings, site.Setting{Label: f.Help, Value: v, Help: f.Key})
		}
	}
	return o
}

// siteRates are the law's own rates between businesses, for the calculators.
func siteRates(k *kit.Kit) []site.Rate {
	rows, err := claim.RatesOf(k)
	if err != nil {
		rows = claim.Rates // agenda.Of has refused the kit's own rows already
	}
	var out []site.Rate
	for _, r := range rows {
		out = append(out, site.Rate{From: r.HalfYear().First(), Rate: r.ECB + 10_00})
	}
	return out
}

func sitePlans(k *kit.Kit) []site.Plan {
	var out []site.Plan
	for i := range k.Plans {
		p := &k.Plans[i]
		sp := site.Plan{ID: p.ID, Name: p.Name, Summary: p.Summary, FromFirstAction: p.Anchor == "premiere_action"}
		for j := range p.Stages {
			s := &p.Stages[j]
			st := site.Stage{ID: s.ID, Name: s.Title(), Day: s.Day, AfterDeadline: s.Nature == kit.Handover, Tone: s.Tone, Approval: s.Approval == "requise"}
			for _, c := range s.AllChannels() {
				st.Channels = append(st.Channels, string(c))
			}
			sp.Stages = append(sp.Stages, st)
		}
		out = append(out, sp)
	}
	return out
}

func siteFields() []site.Field {
	var out []site.Field
	for _, f := range merge.Fields() {
		out = append(out, site.Field{Name: f.Name, Help: f.Help, Example: f.Example, Optional: f.Optional})
	}
	return out
}

func siteMessages() []site.Message {
	var out []site.Message
	for _, c := range codes.All {
		out = append(out, site.Message{Code: c.Code, Title: c.Title, Text: c.Meaning, Remedy: c.Remedy})
	}
	return out
}

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
	var out []site.Sample
	for _, name := range models.Names() {
		if c, ok := exampleOf(ag, name); ok {
			if letter, _ := models.Fill(vitrine, ag, &c); letter != nil {
				out = append(out, site.Sample{Template: name, Title: letter.Document.Title, Channel: string(c.Channel), Doc: *letter.Document})
			}
		}
	}
	return out
}

// stars are the invoices of the showcase that tell a template's story best. The
// others are shown on the first invoice to which the engine would send them.
var stars = map[string]string{
	"mise-en-demeure": "TV-1098", "lettre-recommandee": "TV-1098", "bordereau-transmission": "TV-1075",
	"lettre-relance": "TV-1129", "accuse-litige": "TV-1129",
}

// exampleOf is the communication that shows a template.
func exampleOf(ag *agenda.Agenda, name string) (agenda.Communication, bool) {
	base, variant, _ := strings.Cut(name, ".")
	if c, inv := ag.Kit.Invoice(stars[name]); inv != nil {
		return exampleOn(ag, c, inv, base)
	}
	for _, strict := range []bool{true, false} {
		for i := range ag.Kit.Clients {
			c := &ag.Kit.Clients[i]
			if strict && !suits(c, variant) || !strict && variant != "" {
				continue
			}
			for j := range c.Invoices {
				inv := &c.Invoices[j]
				if ag.Facts.Claimable(inv) <= 0 || !tells(ag, inv, base) {
					continue
				}
				if out, ok := exampleOn(ag, c, inv, base); ok {
					return out, true
				}
			}
		}
	}
	return agenda.Communication{}, false
}

func exampleOn(ag *agenda.Agenda, c *kit.Client, inv *kit.Invoice, base string) (agenda.Communication, bool) {
	plan, stage, channel := stageFor(ag, c, inv, base)
	if stage == nil {
		return agenda.Communication{}, false
	}
	out, err := ag.Example(c, inv, plan, stage, channel)
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
	case "confirmation-promesse", "promesse-rompue":
		return len(ag.Facts.Promises(inv)) > 0
	case "accuse-litige":
		return ag.Facts.Book.OpenDispute(inv, ag.Date) != nil
	case "courtoisie", "courtoisie-sms", "verif-circuit":
		return inv.Due >= ag.Date
	}
	return inv.Due < ag.Date
}

// stageFor finds a stage that uses a template: in the invoice's own plan first,
// then in any, then among those outside plans.
func stageFor(ag *agenda.Agenda, c *kit.Client, inv *kit.Invoice, base string) (*kit.Plan, *kit.Stage, kit.Channel) {
	own := ag.Facts.PlanOf(c, inv)
	plans := []*kit.Plan{own}
	if c.Kind == kit.Company {
		for i := range ag.Kit.Plans {
			plans = append(plans, &ag.Kit.Plans[i])
		}
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

// optionText is the value of an option as a reader would say it.
func optionText(o kit.Options, key string) string {
	switch v := decode.Value(o, key).(type) {
	case int:
		return strconv.Itoa(v)
	case string:
		return v
	case fmt.Stringer:
		return v.String()
	}
	return ""
}
