package main

import (
	"fmt"
	"strings"
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
				if onlyJournal {
					return a.verifyJournal()
				}
				return a.verify()
			}, nil)
		},
	}
	c.Flags().BoolVar(&onlyJournal, "journal", false, "vérifie seulement la chaîne du journal")
	return c
}

func (a *app) verifyJournal() error {
	k, problems, err := a.load()
	if err != nil {
		return err
	}
	a.printProblems(ofJournal(problems))
	fmt.Fprintf(a.out, "Journal sain : %s, empreinte %s\n", count(len(k.Journal.Entries), "ligne", "lignes"), k.Journal.Head)
	return nil
}

// ofJournal keeps what was noticed about the journal itself: a line cut short, a
// seal that is missing.
func ofJournal(problems diag.List) (out diag.List) {
	for _, p := range problems {
		if strings.HasPrefix(p.Code, "J") {
			out = append(out, p)
		}
	}
	return out
}

// verify goes as far as generer does without writing: templates, decisions and
// letters included.
func (a *app) verify() error {
	b, _, err := a.prepare(true, false)
	if err != nil {
		return err
	}
	if err := b.proof(); err != nil {
		return err
	}
	k := b.agenda.Kit
	b.problems = append(b.problems, underFloor(b.agenda)...)
	a.identity(k)
	invoices := 0
	for i := range k.Clients {
		invoices += len(k.Clients[i].Invoices)
	}
	fmt.Fprintf(a.out, "%s, %s, %s de journal : tout est lisible.\n", count(len(k.Clients), "client", "clients"),
		count(invoices, "facture", "factures"), count(len(k.Journal.Entries), "ligne", "lignes"))
	a.drawPlans(k)
	a.printProblems(b.problems)
	if b.problems.Blocked() {
		return status{code: statusBlocked}
	}
	return nil
}

// underFloor warns of a contract rate that the law does not allow.
func underFloor(ag *agenda.Agenda) (problems diag.List) {
	if floor, under := ag.Facts.Book.UnderFloor(ag.Date); under {
		terms := ag.Kit.Creditor
		problems.Addf(terms.At["cgv"], diag.Warning, "W308", "taux de pénalités de %s, sous le plancher légal de %s", terms.Terms.PenaltyRate, floor).Hint =
			"relevez-le dans vos conditions, ou supprimez taux_penalites : le taux de la loi s'applique alors"
	}
	return problems
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
			fmt.Fprintf(w, "  %s\t%s\t%s%s\n", s.Date.Short(), s.Stage.ID, s.Stage.Title(), approvalMark(s.Stage))
		}
		w.Flush()
	}
}

func approvalMark(s *kit.Stage) string {
	if s.Approval == "requise" {
		return " (à valider)"
	}
	return ""
}
