package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// french puts cobra's own words into French, for the command and those below it.
func french(c *cobra.Command) {
	c.SetUsageTemplate(usageTemplate)
	c.SetHelpTemplate("{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}\n\n{{end}}{{if or .Runnable .HasSubCommands}}{{.UsageString}}{{end}}")
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage("%s", frenchFlagError(err.Error())) })
	c.SetHelpCommand(&cobra.Command{Use: "aide [commande]", Short: "L'aide d'une commande", RunE: func(cmd *cobra.Command, args []string) error {
		target, _, err := cmd.Root().Find(args)
		if err != nil || target == nil {
			return usage("commande inconnue : %s", strings.Join(args, " "))
		}
		return target.Help()
	}})
	c.CompletionOptions.DisableDefaultCmd = false
	c.InitDefaultCompletionCmd()
	c.InitDefaultHelpFlag()
	translate(c)
}

func translate(c *cobra.Command) {
	c.InitDefaultHelpFlag()
	if f := c.Flags().Lookup("help"); f != nil {
		f.Usage = "affiche cette aide"
	}
	if c.Name() == "completion" {
		c.Short = "Complétion des commandes pour votre interpréteur (bash, zsh, fish, powershell)"
		c.Long = ""
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
	for _, sub := range c.Commands() {
		translate(sub)
	}
}

func unknownCommand(c *cobra.Command, name string) error {
	if near := c.SuggestionsFor(name); len(near) > 0 {
		return usage("commande inconnue « %s »\n   → vouliez-vous dire « %s » ?", name, near[0])
	}
	return usage("commande inconnue « %s »\n   → la liste : %s --help", name, c.CommandPath())
}

// frenchFlagError puts pflag's few messages into French.
func frenchFlagError(s string) string {
	for _, r := range [][2]string{
		{"unknown flag: ", "option inconnue : "},
		{"unknown shorthand flag: ", "option inconnue : "},
		{"flag needs an argument: ", "il manque la valeur de l'option "},
		{"invalid argument ", "valeur refusée "},
		{" for \"", " pour « "}, {"\" flag: ", " » : "},
		{"bad flag syntax: ", "option mal écrite : "},
	} {
		s = strings.Replace(s, r[0], r[1], 1)
	}
	if i := strings.Index(s, " : strconv"); i > 0 {
		s = s[:i] + " : un nombre est attendu"
	}
	return s
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

const usageTemplate = `Usage :{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [commande]{{end}}{{if .HasExample}}

Exemples :
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

Commandes :{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Options :
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Options communes :
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

« {{.CommandPath}} [commande] --help » explique une commande.{{end}}
`
