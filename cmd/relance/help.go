package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"relance/generator/diag"
)

// french puts cobra's own words into French, for the command and those below it.
func french(c *cobra.Command) {
	c.SetUsageFunc(func(c *cobra.Command) error { printUsage(c.OutOrStderr(), c); return nil })
	c.SetHelpFunc(func(c *cobra.Command, _ []string) { printHelp(c.OutOrStdout(), c) })
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return flagError(c, err) })
	c.SetHelpCommand(&cobra.Command{Use: "aide [commande]", Short: "L'aide d'une commande", RunE: func(cmd *cobra.Command, args []string) error {
		target, rest, err := cmd.Root().Find(args)
		switch {
		case err != nil || target == nil:
			return unknownCommand(cmd.Root(), strings.Join(args, " "))
		case len(rest) > 0:
			return unknownCommand(target, rest[0])
		}
		return target.Help()
	}})
	c.InitDefaultCompletionCmd()
	translate(c)
}

func translate(c *cobra.Command) {
	c.InitDefaultHelpFlag()
	for name, help := range map[string]string{"help": "affiche cette aide", "no-descriptions": "sans les explications"} {
		if f := c.Flags().Lookup(name); f != nil {
			f.Usage = help
		}
	}
	if c.Name() == "completion" {
		c.Short, c.Long = "Complétion des commandes pour votre interpréteur (bash, zsh, fish, powershell)", ""
	}
	if c.HasParent() && c.Parent().Name() == "completion" {
		c.Short, c.Long = "Script de complétion pour "+c.Name(), ""
	}
	if c.HasSubCommands() && !c.Runnable() {
		c.RunE = func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return unknownCommand(cmd, args[0])
		}
		c.Args = cobra.ArbitraryArgs
	}
	c.DisableFlagsInUseLine = true
	for _, sub := range c.Commands() {
		translate(sub)
	}
}

func unknownCommand(c *cobra.Command, name string) error {
	var known []string
	for _, sub := range c.Commands() {
		known = append(known, sub.Name())
	}
	if near := diag.Closest(name, known); len(near) > 0 {
		return usage("commande inconnue « %s »\n   → vouliez-vous dire « %s » ?", name, near[0])
	}
	return usage("commande inconnue « %s »\n   → la liste : %s --help", name, c.CommandPath())
}

// flagError puts pflag's few messages into French.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var refused *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return usage("option inconnue : -%s\n   → les options : %s --help", unknown.GetSpecifiedShortnames(), c.CommandPath())
	case errors.As(err, &unknown):
		return unknownFlag(c, unknown.GetSpecifiedName())
	case errors.As(err, &bare):
		return usage("il manque la valeur de l'option --%s", bare.GetSpecifiedName())
	case errors.As(err, &refused) && refused.GetFlag().Value.Type() == "bool":
		return usage("l'option --%s ne prend pas de valeur", refused.GetFlag().Name)
	case errors.As(err, &refused):
		return usage("valeur illisible pour --%s : « %s »", refused.GetFlag().Name, refused.GetValue())
	}
	return usage("option mal écrite\n   → les options : %s --help", c.CommandPath())
}

func unknownFlag(c *cobra.Command, word string) error {
	var known []string
	c.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	if near := diag.Closest(word, known); len(near) > 0 {
		return usage("option inconnue : --%s\n   → vouliez-vous dire « --%s » ?", word, near[0])
	}
	return usage("option inconnue : --%s\n   → les options : %s --help", word, c.CommandPath())
}

// args checks the number of arguments; names are those of the usage line.
func args(least, most int, names string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, given []string) error {
		switch {
		case len(given) < least:
			return usage("il manque %s\n   → %s", names, cmd.UseLine())
		case most >= 0 && len(given) > most:
			return usage("« %s » est en trop\n   → %s", given[most], cmd.UseLine())
		}
		return nil
	}
}

func printHelp(w io.Writer, c *cobra.Command) {
	text := c.Long
	if text == "" {
		text = c.Short
	}
	fmt.Fprintf(w, "%s\n\n", strings.TrimSpace(text))
	printUsage(w, c)
}

func printUsage(w io.Writer, c *cobra.Command) {
	fmt.Fprintln(w, "Usage :")
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "  %s COMMANDE [options]\n", c.CommandPath())
	} else {
		fmt.Fprintf(w, "  %s [options]\n", c.UseLine())
	}
	if c.HasExample() {
		fmt.Fprintf(w, "\nExemples :\n%s\n", c.Example)
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintln(w, "\nCommandes :")
		columns := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(columns, "  %s\t%s\n", sub.Name(), sub.Short)
			}
		}
		columns.Flush()
	}
	printFlags(w, "Options", c.LocalNonPersistentFlags())
	printFlags(w, "Options communes", c.Root().PersistentFlags())
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n« %s COMMANDE --help » explique une commande.\n", c.CommandPath())
	}
}

func printFlags(w io.Writer, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(w, "\n%s :\n", title)
	columns := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	flags.VisitAll(func(f *pflag.Flag) {
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			name += " " + placeholder(f.Name)
		}
		help := f.Usage
		if !slices.Contains([]string{"", "[]", "false", "."}, f.DefValue) {
			help += " (sinon : " + f.DefValue + ")"
		}
		fmt.Fprintf(columns, "  %s\t%s\n", name, help)
	})
	columns.Flush()
}

// placeholder shows what an option's value looks like.
func placeholder(flag string) string {
	switch flag {
	case "kit", "vers":
		return "DOSSIER"
	case "depuis":
		return "FICHIER"
	case "date", "jusqu-au", "pour-le", "au", "depot", "presentation", "reproposer-le", "echeance", "reception":
		return "AAAA-MM-JJ"
	case "paiement":
		return "AAAA-MM-JJ=MONTANT"
	case "ans":
		return "N"
	case "mois":
		return "AAAA-MM"
	case "montant":
		return "MONTANT"
	case "facture":
		return "NUMÉRO"
	case "sauf", "approuver", "refuser":
		return "CLIENT"
	case "taux":
		return "TAUX"
	case "heure":
		return "HH:MM"
	case "etape":
		return "ÉTAPE"
	case "par":
		return "NOM"
	}
	return "TEXTE"
}
