package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"relance/generator/claim"
)

func (a *app) ratesCmd() *cobra.Command {
	return &cobra.Command{
		Use: "taux", Short: "Les taux légaux par semestre, avec leur source", Args: args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "Semestre\tBCE\tEntreprise\tPublic\tLégal (autres cas)\tPlancher\tVérifié le\tSource")
			for _, r := range claim.Rates {
				mark := r.Checked.Short()
				if !r.Verified {
					mark += " (secondaire)"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.HalfYear(), r.ECB, r.ECB+10_00, r.ECB+8_00, r.LegalOther, 3*r.LegalOther, mark, r.Source)
			}
			return w.Flush()
		},
	}
}
