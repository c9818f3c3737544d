package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/money"
)

func (a *app) simulateCmd() *cobra.Command {
	var from, to string
	var plans []string
	c := &cobra.Command{
		Use:   "simuler --au J",
		Short: "Les semaines à venir, si personne ne paie : chaque étape avec sa date",
		Long: `Les semaines à venir, si personne ne paie : chaque étape avec sa date, chaque
accord donné le jour même. Rien n'est écrit. Avec deux --plan, les compare sur les
factures dont la relance n'a pas commencé.`,
		Example: "  relance simuler --au 2026-05-31\n  relance simuler --au 2026-05-31 --plan progressif --plan simple",
		Args:    args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			k, _, err := a.load()
			if err != nil {
				return err
			}
			first, last, err := a.span(k, from, to)
			if err != nil {
				return err
			}
			if len(plans) == 0 {
				return a.simulate(k, first, last)
			}
			return a.comparePlans(k, first, last, plans)
		},
	}
	fl := c.Flags()
	fl.StringVar(&from, "du", "", "premier jour ; la date du jour sinon")
	fl.StringVar(&to, "au", "", "dernier jour")
	fl.StringSliceVar(&plans, "plan", nil, "plan à essayer (deux pour les comparer)")
	fl.BoolVar(&a.json, "json", false, "sortie pour un programme")
	return c
}

// span reads the days of a simulation, a year at most.
func (a *app) span(k *kit.Kit, from, to string) (first, last calendar.Date, err error) {
	if first, err = a.day(k, true); err != nil {
		return 0, 0, err
	}
	if from != "" {
		if first, err = calendar.Parse(from); err != nil {
			return 0, 0, usage("--du : %v", err)
		}
	}
	if to == "" {
		return 0, 0, usage("il manque --au")
	}
	if last, err = calendar.Parse(to); err != nil {
		return 0, 0, usage("--au : %v", err)
	}
	if last < first || last.Sub(first) > 366 {
		return 0, 0, usage("--au : une date après le %s, dans l'année, est attendue", first)
	}
	return first, last, nil
}

// A step is one line of a simulation; its JSON keys are stable.
type step struct {
	Date     calendar.Date `json:"date"`
	Client   string        `json:"client"`
	Stage    string        `json:"etape"`
	Channel  kit.Channel   `json:"canal"`
	Status   string        `json:"statut"`
	Invoices []string      `json:"factures"`
	Amount   money.Amount  `json:"montant"`
	missing  []string      // what blocks it
}

func (a *app) steps(k *kit.Kit, from, to calendar.Date) ([]step, error) {
	projected, err := agenda.Simulate(k, from, to)
	if err != nil {
		return nil, status{statusFault, err.Error() + "\n   → ajoutez la ligne du semestre dans taux.yaml, ou simulez moins loin"}
	}
	out := []step{}
	for _, p := range projected {
		s := step{Date: p.Date, Client: p.Client.Code, Stage: p.Stage.ID, Channel: p.Channel, Status: string(p.Status), Invoices: []string{}, Amount: p.Amount, missing: p.Missing}
		for _, c := range p.Asked() {
			s.Invoices = append(s.Invoices, c.Invoice.Number)
		}
		out = append(out, s)
	}
	return out, nil
}

func (a *app) simulate(k *kit.Kit, from, to calendar.Date) error {
	steps, err := a.steps(k, from, to)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"du": from, "au": to, "etapes": steps})
	}
	a.identity(k)
	w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
	for _, s := range steps {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", s.Date.Short(), s.Client, s.Stage, channelNames[s.Channel], s.Amount, s.about())
	}
	return w.Flush()
}

// about names the invoices of a step, and says when it will not leave as things are.
func (s step) about() string {
	invoices := strings.Join(s.Invoices, ", ")
	if len(s.missing) > 0 {
		return invoices + " (bloqué : " + strings.Join(s.missing, ", ") + ")"
	}
	return invoices
}

// dated is a stage on its day, in a comparison.
type dated struct {
	Date  calendar.Date `json:"date"`
	Stage string        `json:"etape"`
}

// comparePlans tries each plan on every invoice that no plan has started, and sets
// the dates of each invoice side by side.
func (a *app) comparePlans(k *kit.Kit, from, to calendar.Date, plans []string) error {
	dates := map[string]map[string][]dated{} // invoice → plan → stages
	for _, id := range plans {
		if k.PlanByID(id) == nil {
			return usage("plan inconnu « %s »\n   → %s", id, nearest(id, planIDs(k)))
		}
		steps, err := a.steps(withPlan(k, id), from, to)
		if err != nil {
			return err
		}
		for _, s := range steps {
			for _, n := range s.Invoices {
				if dates[n] == nil {
					dates[n] = map[string][]dated{}
				}
				dates[n][id] = append(dates[n][id], dated{s.Date, s.Stage})
			}
		}
	}
	if a.json {
		return a.printJSON(map[string]any{"du": from, "au": to, "factures": dates})
	}
	a.identity(k)
	w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "facture\t%s\n", strings.Join(plans, "\t"))
	for _, n := range slices.Sorted(maps.Keys(dates)) {
		row := []string{n}
		for _, id := range plans {
			var cells []string
			for _, d := range dates[n][id] {
				cells = append(cells, d.Date.Short()[:5]+" "+d.Stage)
			}
			row = append(row, strings.Join(cells, ", "))
		}
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	return w.Flush()
}

// nearest proposes the plan that was meant, or lists them all.
func nearest(word string, known []string) string {
	if near := diag.Closest(word, known); len(near) > 0 {
		return "vouliez-vous dire « " + near[0] + " » ?"
	}
	return "choix : " + strings.Join(known, ", ")
}

func planIDs(k *kit.Kit) []string {
	var ids []string
	for i := range k.Plans {
		ids = append(ids, k.Plans[i].ID)
	}
	return ids
}

// withPlan is the kit with every invoice on one plan; an invoice already started
// keeps its own, which dunning finds in the journal.
func withPlan(k *kit.Kit, id string) *kit.Kit {
	other := *k
	other.Clients = slices.Clone(k.Clients)
	for i := range other.Clients {
		c := &other.Clients[i]
		c.Invoices = slices.Clone(c.Invoices)
		for j := range c.Invoices {
			c.Invoices[j].Plan = id
		}
	}
	return &other
}
