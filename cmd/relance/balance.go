package main

import (
	"fmt"
	"text/tabwriter"

	"relance/generator/diag"
	"relance/generator/intake/merging"
)

// controlBalance compares an aged balance with the kit. It names no invoice: nothing
// of it can be claimed, and nothing is written.
func (a *app) controlBalance(s source) error {
	k, _, err := a.load()
	if err != nil {
		return err
	}
	if len(s.imp.Control.Clients) == 0 {
		return nothingDue(s.imp)
	}
	a.identity(k)
	if a.json {
		return a.printJSON(importJSON(s.imp, false))
	}
	s.show(a.out)
	fmt.Fprintln(a.out, "\nUne balance âgée ne nomme aucune facture : rien n'en est importé. Elle contrôle le kit.")
	a.showGaps(merging.Gaps(k, s.imp))
	a.printProblems(s.imp.Notes)
	return nil
}

func (a *app) showGaps(gaps []merging.Gap) {
	differ := merging.Differ(gaps)
	if len(differ) == 0 {
		fmt.Fprintf(a.out, "\nLe kit dit les mêmes sommes, au centime : %s.\n", count(len(gaps), "client comparé", "clients comparés"))
		return
	}
	fmt.Fprintln(a.out, "\nÉcarts, les plus grands d'abord :")
	columns := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(columns, "  client\tnom\tbalance\tkit\técart")
	for i, g := range differ {
		if i == shownLines {
			break
		}
		kit := g.Kit.Format("")
		if g.Unknown {
			kit = "absent du kit"
		}
		fmt.Fprintf(columns, "  %s\t%s\t%s\t%s\t%s\n", diag.Visible(g.Code), diag.Visible(g.Name), g.Source.Format(""), kit, (g.Source - g.Kit).Format(""))
	}
	columns.Flush()
	if n := len(differ) - shownLines; n > 0 {
		fmt.Fprintf(a.out, "  … et %s\n", count(n, "autre écart", "autres écarts"))
	}
	fmt.Fprintln(a.out, "   → s'il reste plus dans la balance, des factures manquent au kit ; s'il reste moins, des règlements ou des avoirs y manquent")
}
