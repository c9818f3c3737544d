package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"relance/generator/claim/rate"
)

func (a *app) versionCmd() *cobra.Command {
	c := &cobra.Command{
		Use: "version", Short: "La version du programme et de sa table de taux", Args: args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			v := struct {
				Version  string `json:"version"`
				Go       string `json:"go"`
				Format   int    `json:"format"`
				LastRate string `json:"taux_jusqu_au"`
			}{version(), runtime.Version(), 1, rate.Known[0].HalfYear().Last().ISO()}
			if a.json {
				return a.printJSON(v)
			}
			fmt.Fprintf(a.out, "relance %s (%s), format de kit %d, taux connus jusqu'au %s\n", v.Version, v.Go, v.Format, rate.Known[0].HalfYear().Last())
			return nil
		},
	}
	c.Flags().BoolVar(&a.json, "json", false, "sortie pour un programme")
	return c
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "1.0.0-dev"
}
