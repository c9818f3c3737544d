package main

import (
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/dunning"
	"relance/generator/kit"
)

func (a *app) verifyCmd() *cobra.Command {
	var onlyJournal bool
	c := &cobra.Command{
		Use:   "verifier",
		Short: "Lit tout, montre toutes les fautes avec leur place et leur remède, dessine les plans",
		Args:  args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			return a.perCreditor(func(a *app) error {
				k, problems, err := a.load()
				if err != nil {
					return err
				}
				if onlyJournal {
					fmt.Fprintf(a.out, "Journal sain : %d lignes, empreinte %s\n", len(k.Journal.Entries), k.Journal.Head)
					return nil
				}
				return a.verify(k, problems)
			}, nil)
		},
	}
	c.Flags().BoolVar(&onlyJournal, "journal", false, "vérifie seulement la chaîne du journal")
	return c
}

// verify goes as far as generer does without writing: templates, decisions and
// letters included.
func (a *app) verify(k *kit.Kit, problems diag.List) error {
	a.identity(k)
	day, err := a.day(k, true)
	if err != nil {
		return err
	}
	ag, err := agenda.Of(k, day)
	if err != nil {
		return status{statusFault, err.Error()}
	}
	models, faults := a.loadModels()
	problems = append(problems, faults...)
	if problems.Faults() {
		return problems.Err()
	}
	_, missing := models.Letters(os.DirFS(a.dir), ag)
	problems = append(problems, missing...)
	problems.Sort()
	invoices := 0
	for i := range k.Clients {
		invoices += len(k.Clients[i].Invoices)
	}
	fmt.Fprintf(a.out, "%d clients, %d factures, %d lignes de journal : tout est lisible.\n", len(k.Clients), invoices, len(k.Journal.Entries))
	a.drawPlans(k)
	a.printProblems(problems)
	if problems.Blocked() {
		return status{code: statusBlocked}
	}
	return nil
}

// drawPlans dates each plan for an invoice due on a sample day, as if each stage
// were done on time.
func (a *app) drawPlans(k *kit.Kit) {
	due := calendar.Of(2026, 3, 2)
	fmt.Fprintf(a.out, "\nLes plans, pour une facture à échéance du %s :\n", due.Long())
	for i := range k.Plans {
		p := &k.Plans[i]
		fmt.Fprintf(a.out, "\n%s — %s\n", p.ID, p.Name)
		w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
		for _, s := range dunning.Schedule(k, p, due) {
			fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", s.Date.Short(), s.Stage.ID, s.Stage.Title(), approvalMark(s.Stage))
		}
		w.Flush()
	}
}

func approvalMark(s *kit.Stage) string {
	if s.Approval == "requise" {
		return "à valider"
	}
	return ""
}
