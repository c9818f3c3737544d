package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/agenda"
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

func (a *app) showAgenda(simulation bool) error {
	ag, problems, err := a.decide(simulation)
	if err != nil {
		return err
	}
	if a.json {
		_, err := a.out.Write(ag.JSON())
		return err
	}
	a.identity(ag.Kit)
	a.printAgenda(ag)
	a.printProblems(problems)
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
		fmt.Fprintf(a.out, "\nTâches\n")
		for _, t := range ag.Tasks {
			fmt.Fprintf(a.out, "  %s  %s%s\n", t.Date.Short(), t.Label, ofClient(t.Client))
		}
	}
	if len(ag.Alerts) > 0 {
		fmt.Fprintf(a.out, "\nAlertes\n")
		for _, t := range ag.Alerts {
			fmt.Fprintf(a.out, "  %s%s\n", capital(t.Label), ofClient(t.Client))
		}
	}
	a.printQuiet(ag)
}

func (a *app) printCommunications(ag *agenda.Agenda, title string, s dunning.State) {
	first := true
	for i := range ag.Communications {
		c := &ag.Communications[i]
		if c.Status != s {
			continue
		}
		if first {
			fmt.Fprintf(a.out, "\n%s\n", title)
			first = false
		}
		var numbers []string
		for _, cl := range c.Asked() {
			numbers = append(numbers, cl.Invoice.Number)
		}
		fmt.Fprintf(a.out, "  %-4s %s — %s, %s : %s\n", c.Client.Code, c.Client.FullName(), c.Stage.Title(), channelNames[c.Channel], c.Amount.Format(c.Currency))
		fmt.Fprintf(a.out, "       %s\n", strings.Join(numbers, ", "))
		fmt.Fprintf(a.out, "       %s\n", capital(c.Reason))
		if c.Status == dunning.Blocked {
			fmt.Fprintf(a.out, "       → %s\n", strings.Join(c.Missing, ", "))
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
	fmt.Fprintf(a.out, "\nPas aujourd'hui\n")
	settled := 0
	for i := range ag.Decisions {
		d := &ag.Decisions[i]
		switch {
		case spoken[d]:
		case d.State == dunning.Settled:
			settled++
		default:
			fmt.Fprintf(a.out, "  %-4s %-9s %s\n", d.Client.Code, d.Invoice.Number, capital(d.Reason))
		}
	}
	if settled > 0 {
		fmt.Fprintf(a.out, "  %d factures soldées\n", settled)
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
