package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/diag/codes"
)

func (a *app) explainCmd() *cobra.Command {
	return &cobra.Command{
		Use: "expliquer CODE", Short: "Un code d'erreur : ce qu'il veut dire, un exemple, le remède", Args: args(1, 1, "le code, par exemple F012"),
		RunE: func(_ *cobra.Command, given []string) error {
			code, ok := codes.Explain(strings.ToUpper(given[0]))
			if !ok {
				return usage("code inconnu « %s »\n   → un code a une lettre et trois chiffres, comme F012", given[0])
			}
			fmt.Fprintf(a.out, "%s — %s\n\n%s\n\nExemple :\n%s\n\nQue faire : %s\n", code.Code, code.Title, code.Meaning, indent(code.Example), code.Remedy)
			return nil
		},
	}
}

func indent(s string) string { return "    " + strings.ReplaceAll(s, "\n", "\n    ") }
