package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/agenda"
	"relance/generator/diag"
	"relance/generator/dunning"
	"relance/generator/kit"
)

func (a *app) agendaCmd() *cobra.Command {
	var simulation bool
	var until string
	c := &cobra.Command{
		Use:   "agenda",
		Short: "Ce qu'il y a à faire, et pourquoi ; ce qui n'est pas à faire, et pourquoi",
		Args:  args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			if until != "" {
				a.date = until
			}
			return a.perCreditor(func(a *app) error { return a.showAgenda(simulation) }, nil)
		},
	}
	c.Flags().BoolVar(&a.json, "json", false, "sortie pour un programme")
	c.Flags().BoolVar(&simulation, "simulation", false, "accepte une date antérieure au journal")
	c.Flags().StringVar(&until, "jusqu-au", "", "prépare aussi ce qui vient jusqu'à cette date, daté de ce jour")
	return c
}

// showAgenda decides as generer does, and asks of each letter only whether it could
// be written.
func (a *app) showAgenda(simulation bool) error {
	k, models, problems, err := a.loadAll()
	if err != nil {
		return err
	}
	ag, err := a.agendaOf(k, simulation)
	if err != nil {
		return err
	}
	without, missing := models.Missing(os.DirFS(a.dir), ag)
	withhold(without, missing)
	if a.json {
		_, err := a.out.Write(ag.JSON())
		return err
	}
	a.identity(k)
	a.printAgenda(ag)
	a.printProblems(slices.Concat(problems, missing))
	return nil
}

// printAgenda shows what to do first, then what is left alone and why.
func (a *app) printAgenda(ag *agenda.Agenda) {
	fmt.Fprintf(a.out, "%s\n", capital(ag.Date.Long()))
	for _, group := range []struct {
		title  string
		status dunning.State
	}{{"À faire", dunning.Todo}, {"À valider", dunning.ToApprove}, {"Bloqué", dunning.Blocked}} {
		a.printCommunications(ag, group.title, group.status)
	}
	if len(ag.Communications) == 0 {
		fmt.Fprintln(a.out, "\nRien à envoyer.")
	}
	if len(ag.Tasks) > 0 {
		a.title("Tâches")
		for _, t := range ag.Tasks {
			fmt.Fprintf(a.out, "  %s  %s%s\n", t.Date.Short(), t.Label, ofClient(t.Client))
		}
	}
	if len(ag.Alerts) > 0 {
		a.title("Alertes")
		for _, t := range ag.Alerts {
			fmt.Fprintf(a.out, "  %s%s\n", capital(t.Label), ofClient(t.Client))
		}
	}
	a.printQuiet(ag)
}

func (a *app) printCommunications(ag *agenda.Agenda, title string, s dunning.State) {
	first, wide := true, widest(ag.Decisions, func(d *dunning.Decision) string { return d.Client.Code })
	for i := range ag.Communications {
		c := &ag.Communications[i]
		if c.Status != s {
			continue
		}
		if first {
			a.title(title)
			first = false
		}
		var numbers []string
		for _, cl := range c.Asked() {
			numbers = append(numbers, cl.Invoice.Number)
		}
		fmt.Fprintf(a.out, "  %s  %s — %s, %s : %s\n", padTo(wide, c.Client.Code), c.Client.FullName(), c.Stage.Title(), channelNames[c.Channel], c.Amount.Format(c.Currency))
		margin := padTo(wide+4, "")
		fmt.Fprintf(a.out, "%s%s\n", margin, strings.Join(numbers, ", "))
		fmt.Fprintf(a.out, "%s%s\n", margin, capital(c.Reason))
		if c.Status == dunning.Blocked {
			fmt.Fprintf(a.out, "%s→ %s\n", margin, strings.Join(c.Missing, ", "))
		}
		for _, w := range c.Warnings {
			fmt.Fprintf(a.out, "%sÀ savoir : %s\n", margin, w)
		}
	}
}

var channelNames = map[kit.Channel]string{
	kit.ByEmail: "courriel", kit.BySMS: "SMS", kit.ByCall: "appel", kit.ByLetter: "lettre",
	kit.ByRegistered: "lettre recommandée", kit.ByPortal: "portail", kit.InHouse: "note interne",
}

// printQuiet lists the invoices no communication speaks of, with the reason.
func (a *app) printQuiet(ag *agenda.Agenda) {
	spoken := spokenOf(ag)
	settled, shown := 0, false
	wide := widest(ag.Decisions, func(d *dunning.Decision) string { return d.Client.Code })
	number := widest(ag.Decisions, func(d *dunning.Decision) string { return d.Invoice.Number })
	for i := range ag.Decisions {
		d := &ag.Decisions[i]
		switch {
		case spoken[d]:
			continue
		case d.State == dunning.Settled:
			settled++
			continue
		case !shown:
			a.title("Pas aujourd'hui")
			shown = true
		}
		fmt.Fprintf(a.out, "  %s  %s  %s\n", padTo(wide, d.Client.Code), padTo(number, d.Invoice.Number), capital(d.Reason))
	}
	if settled > 0 {
		fmt.Fprintf(a.out, "\nEn plus : %s\n", count(settled, "facture soldée", "factures soldées"))
	}
}

func ofClient(c *kit.Client) string {
	if c == nil {
		return ""
	}
	return " — " + c.Code + " " + c.FullName()
}

func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

func lower(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToLower(string(r[:1])) + string(r[1:])
}

// widest is the number of columns that a text of the list takes at most.
func widest(list []dunning.Decision, text func(*dunning.Decision) string) (columns int) {
	for i := range list {
		columns = max(columns, diag.Width(text(&list[i])))
	}
	return columns
}

func padTo(columns int, s string) string {
	return s + strings.Repeat(" ", max(0, columns-diag.Width(s)))
}
