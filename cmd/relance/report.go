package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/agenda"
	"relance/generator/agenda/report"
	"relance/generator/calendar"
	"relance/generator/casefile"
	"relance/generator/merge"
	"relance/generator/money"
	"relance/generator/tracker/monthly"
)

func (a *app) reportCmd() *cobra.Command {
	var month string
	c := &cobra.Command{
		Use:   "rapport",
		Short: "Le rapport d'un mois à un créancier : actions, promesses, encaissements, décisions",
		Long: `Écrit dans rapports/ le rapport d'un mois, en PDF et en classeur : ce qui a été fait, promis, encaissé,
contesté, ce qui attend une décision, ce qui vient. Sans --mois, le mois du jour, jusqu'à
ce jour. Dans un dossier de plusieurs créanciers, chacun a le sien, et ne lit que lui.`,
		Example: "  relance rapport --mois 2026-03",
		Args:    args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			return a.perCreditor(func(a *app) error { return a.report(month) }, nil)
		},
	}
	c.Flags().StringVar(&month, "mois", "", "mois du rapport (sinon : celui du jour)")
	c.Flags().BoolVar(&a.json, "json", false, "sortie pour un programme")
	return c
}

func (a *app) report(month string) error {
	folder, err := a.hold(func() error { _, _, _, err := a.loadAll(); return err })
	if err != nil {
		return err
	}
	defer folder.Close()
	d, err := a.demanded()
	if err != nil {
		return err
	}
	from, to, err := period(month, d.agenda.Date)
	if err != nil {
		return err
	}
	if d.agenda, err = agenda.Of(d.agenda.Kit, to); err != nil {
		return status{statusFault, err.Error()}
	}
	facts, err := report.Of(d.agenda.Kit, from, to)
	if err != nil {
		return status{statusFault, err.Error()}
	}
	told := merge.ReportOf(facts)
	data, err := d.print(&merge.Request{Template: "rapport-creancier", Report: told})
	if err != nil {
		return err
	}
	if data == nil {
		return d.lacking()
	}
	var book bytes.Buffer
	if err := monthly.Write(&book, facts); err != nil {
		return err
	}
	name := "rapports/" + from.ISO()[:len("2026-03")]
	files, err := d.put(folder, "", nil, []casefile.File{{Name: name + ".pdf", Data: data}, {Name: name + ".xlsx", Data: book.Bytes()}})
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(reportJSON(d.agenda.Kit.Creditor.Name, told, files))
	}
	a.tellReport(told, a.inKit(name)+".pdf et .xlsx")
	return nil
}

// period is a month, until the day of the run when it is not over.
func period(month string, day calendar.Date) (from, to calendar.Date, err error) {
	from = calendar.Of(day.Year(), day.Month(), 1)
	if month != "" {
		if from, err = calendar.Parse(month + "-01"); err != nil || len(month) != len("2026-03") {
			return 0, 0, usage("--mois : « %s » n'est pas un mois\n   → écrivez l'année et le mois : --mois 2026-03", month)
		}
	}
	if from > day {
		return 0, 0, usage("--mois : %s n'a pas commencé au %s", month, day)
	}
	return from, min(day, from.EndOfMonth()), nil
}

func (a *app) tellReport(r *merge.Report, name string) {
	fmt.Fprintf(a.out, "Rapport du %s au %s : %s\n", r.From, r.To, name)
	fmt.Fprintf(a.out, "  Encaissé %s, reste dû %s, dont échu %s\n", r.Collected.Format("EUR"), r.Outstanding.Format("EUR"), r.Overdue.Format("EUR"))
	fmt.Fprintf(a.out, "  %s, %s, %s\n", count(len(r.Actions), "action faite", "actions faites"),
		count(len(r.Promises), "promesse", "promesses"), count(len(r.Disputes), "contestation ouverte", "contestations ouvertes"))
	if len(r.Decisions) > 0 {
		a.title("Décisions attendues")
		for _, d := range r.Decisions {
			fmt.Fprintf(a.out, "  %s  %s — %s\n", d.Since.Short(), d.Client, strings.TrimSuffix(d.Label, "."))
		}
	}
}

// reportJSON is the report for a program.
func reportJSON(creditor string, r *merge.Report, files []made) any {
	type line struct {
		Date     calendar.Date `json:"date,omitzero"`
		Client   string        `json:"client"`
		Invoices string        `json:"factures,omitempty"`
		Label    string        `json:"libelle,omitempty"`
		Channel  string        `json:"canal,omitempty"`
		Person   string        `json:"interlocuteur,omitempty"`
		State    string        `json:"etat,omitempty"`
		Amount   *money.Amount `json:"montant,omitempty"`
	}
	lists := map[string][]line{"actions": {}, "encaissements": {}, "promesses": {}, "litiges": {}, "decisions": {}, "suites": {}}
	add := func(list string, l line) { lists[list] = append(lists[list], l) }
	for _, x := range r.Actions {
		add("actions", line{Date: x.Date, Client: x.Client, Label: x.Label, Channel: x.Channel, Person: x.Person, State: x.Result})
	}
	for _, x := range r.Receipts {
		add("encaissements", line{Date: x.Date, Client: x.Client, Invoices: x.Invoice, Label: x.Mode, Amount: &x.Amount})
	}
	for _, x := range r.Promises {
		add("promesses", line{Date: x.Until, Client: x.Client, Invoices: x.Invoices, State: x.State, Amount: &x.Amount})
	}
	for _, x := range r.Disputes {
		add("litiges", line{Date: x.Since, Client: x.Client, Invoices: x.Invoice, Label: x.Reason, Amount: &x.Amount})
	}
	for _, x := range r.Decisions {
		add("decisions", line{Date: x.Since, Client: x.Client, Label: x.Label})
	}
	for _, x := range r.Next {
		add("suites", line{Date: x.Date, Client: x.Client, Label: x.Label})
	}
	return map[string]any{"creancier": creditor, "du": r.From, "au": r.To, "fichiers": files,
		"factures_suivies": r.Files, "factures_soldees": r.Settled, "encours": r.Outstanding, "echu": r.Overdue,
		"encaisse": r.Collected, "a_reverser": r.ToRemit, "actions": lists["actions"], "encaissements": lists["encaissements"],
		"promesses": lists["promesses"], "litiges": lists["litiges"], "decisions": lists["decisions"], "suites": lists["suites"]}
}
