package main

import (
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"relance/generator/claim/rate"
)

func (a *app) ratesCmd() *cobra.Command {
	return &cobra.Command{
		Use: "taux", Short: "Les taux légaux par semestre, avec leur source",
		Long: `Les taux légaux par semestre, avec leur source. Dans un kit, les lignes de son
taux.yaml s'y ajoutent.`,
		Args: args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			rows, err := a.rates()
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "Semestre\tBCE\tEntreprise\tPublic\tLégal (autres cas)\tPlancher\tVérifié le\tSource")
			for _, r := range rows {
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

// rates is the table in force: the program's, and the kit's own rows when the folder
// is a kit.
func (a *app) rates() (rate.Table, error) {
	if _, err := os.Stat(filepath.Join(a.dir, "taux.yaml")); err != nil {
		return rate.Known, nil
	}
	k, _, err := a.load()
	if err != nil {
		return nil, err
	}
	rows, err := rate.Of(k)
	if err != nil {
		return nil, status{statusFault, err.Error()}
	}
	return rows, nil
}
