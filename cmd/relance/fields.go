package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/decode"
	"relance/generator/kit"
)

func (a *app) fieldsCmd() *cobra.Command {
	return &cobra.Command{
		Use: "champs", Short: "Tout ce que l'on peut écrire dans relance.yaml et clients.yaml", Args: args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintln(a.out, "relance.yaml")
			printFields(a.out, decode.Fields(kit.Settings{}), 1)
			return nil
		},
	}
}

func printFields(w io.Writer, fields []decode.Field, depth int) {
	for _, f := range fields {
		kind := f.Type
		if f.List {
			kind = "liste de " + kind
		}
		if len(f.Choices) > 0 {
			kind = strings.Join(f.Choices, " | ")
		}
		if f.Required {
			kind += ", obligatoire"
		}
		fmt.Fprintf(w, "%s%s : %s (%s)\n", strings.Repeat("  ", depth), f.Key, f.Help, kind)
		printFields(w, f.Children, depth+1)
	}
}
