package main

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/decode"
	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/money"
)

// printProblems shows what is blocked and the warnings, after the results.
func (a *app) printProblems(l diag.List) { diag.Print(a.err, l, a.source) }

func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func (a *app) versionCmd() *cobra.Command {
	c := &cobra.Command{
		Use: "version", Short: "La version du programme et de sa table de taux", Args: args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			v := struct {
				Version  string `json:"version"`
				Go       string `json:"go"`
				Format   int    `json:"format"`
				LastRate string `json:"taux_jusqu_au"`
			}{version(), runtime.Version(), 1, claim.Rates[0].HalfYear().Last().ISO()}
			if a.json {
				return a.printJSON(v)
			}
			fmt.Fprintf(a.out, "relance %s (%s), format de kit %d, taux connus jusqu'au %s\n", v.Version, v.Go, v.Format, claim.Rates[0].HalfYear().Last())
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

func (a *app) explainCmd() *cobra.Command {
	return &cobra.Command{
		Use: "expliquer CODE", Short: "Un code d'erreur : ce qu'il veut dire, un exemple, le remède", Args: args(1, 1, "le code, par exemple F012"),
		RunE: func(_ *cobra.Command, given []string) error {
			code, ok := diag.Explain(strings.ToUpper(given[0]))
			if !ok {
				return usage("code inconnu : %s", given[0])
			}
			fmt.Fprintf(a.out, "%s — %s\n\n%s\n\nExemple :\n%s\n\nQue faire : %s\n", code.Code, code.Title, code.Meaning, indent(code.Example), code.Remedy)
			return nil
		},
	}
}

func indent(s string) string { return "    " + strings.ReplaceAll(s, "\n", "\n    ") }

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

// statement is the JSON contract of decompte.
type statement struct {
	Principal    money.Amount    `json:"principal"`
	Interest     money.Amount    `json:"interets"`
	Compensation money.Amount    `json:"indemnite"`
	Total        money.Amount    `json:"total"`
	Lines        []statementLine `json:"lignes"`
}

type statementLine struct {
	From   calendar.Date `json:"du"`
	To     calendar.Date `json:"au"`
	Days   int           `json:"jours"`
	Rate   money.Rate    `json:"taux"`
	Base   money.Amount  `json:"base"`
	Amount money.Amount  `json:"montant"`
}
