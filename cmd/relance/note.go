package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// noteFlags are the values of « noter » as they were typed. Each sub-command reads
// those it declares.
type noteFlags struct {
	by, amount, until, outcome, person, content, hour, mode, reference string
	reason, closed, stage, number, posted, presented, returned         string
	decision, again, cause                                             string
	invoices                                                           []string
}

func (a *app) noteCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "noter",
		Short: "Note un événement : appel, promesse, paiement, litige, recommandé, approbation…",
		Example: `  relance noter appel C18 --resultat promesse --interlocuteur "Mme Gallou"
  relance noter promesse C18 --montant 3780 --pour-le 2026-04-03
  relance noter paiement --facture FA26-059 --montant 1640`,
	}
	c.AddCommand(a.noteCall(), a.notePromise(), a.notePayment(), a.noteDispute(), a.noteRegistered(),
		a.noteDeferral(), a.noteTakeover(), a.noteApproval(), a.noteText(), a.noteCorrection())
	return c
}

// noter makes one sub-command: fill builds the entry from the flags, on a kit and
// a day.
func (a *app) noter(use, short string, arg string, f *noteFlags, fill func(n *noting) journal.Entry) *cobra.Command {
	least := 0
	if arg != "" && !strings.HasPrefix(arg, "[") {
		least = 1
	}
	most := 1
	if arg == "" {
		most = 0
	}
	c := &cobra.Command{Use: use, Short: short, Args: args(least, most, arg), RunE: func(_ *cobra.Command, given []string) error {
		k, _, err := a.load()
		if err != nil {
			return err
		}
		day, err := a.day(k, true)
		if err != nil {
			return err
		}
		n := &noting{kit: k, day: day, flags: f}
		if len(given) == 1 {
			n.arg = given[0]
		}
		e := fill(n)
		e.Date = day
		if len(n.faults) > 0 {
			return usage("%s", strings.Join(n.faults, "\n"))
		}
		e.Author = a.author(k, f.by)
		if e.Time == "" && day == a.today {
			e.Time = a.now
		}
		if err := a.record(k, e); err != nil {
			return err
		}
		last := k.Journal.Entries[len(k.Journal.Entries)-1]
		fmt.Fprintf(a.out, "Noté sous %s : %s\n", last.ID, n.said)
		return nil
	}}
	c.Flags().StringVar(&f.by, "par", "", "qui note")
	return c
}

// A noting gathers the faults of one note, all of them before any is told.
type noting struct {
	kit    *kit.Kit
	day    calendar.Date
	arg    string
	flags  *noteFlags
	faults []string
	said   string
}

func (n *noting) fault(format string, args ...any) {
	n.faults = append(n.faults, fmt.Sprintf(format, args...))
}

// client is the client named as an argument.
func (n *noting) client() *kit.Client {
	c := n.kit.ClientByCode(n.arg)
	if c == nil {
		var codes []string
		for i := range n.kit.Clients {
			codes = append(codes, n.kit.Clients[i].Code)
		}
		n.fault("client inconnu « %s »%s", n.arg, hint(n.arg, codes))
		return &kit.Client{Code: n.arg}
	}
	return c
}

func hint(word string, known []string) string {
	if near := diag.Closest(word, known); len(near) > 0 {
		return "\n   → vouliez-vous dire « " + near[0] + " » ?"
	}
	return "\n   → la commande « relance agenda » les montre"
}

// invoices are those named by --facture; they must be of one client, the one
// given as an argument when there is one.
func (n *noting) invoices(c *kit.Client) (*kit.Client, []journal.Invoice) {
	var refs []journal.Invoice
	book := claim.NewBook(n.kit)
	for _, number := range n.flags.invoices {
		owner, inv := n.kit.Invoice(number)
		switch {
		case inv == nil:
			n.fault("facture inconnue « %s »%s", number, hint(number, n.numbers()))
			continue
		case c != nil && owner.Code != c.Code:
			n.fault("la facture %s est de %s, pas de %s", number, owner.Code, c.Code)
			continue
		}
		c = owner
		refs = append(refs, journal.Invoice{Number: inv.Number, Balance: book.Balance(inv, n.day)})
	}
	return c, refs
}

func (n *noting) numbers() []string {
	var out []string
	for i := range n.kit.Clients {
		for _, inv := range n.kit.Clients[i].Invoices {
			out = append(out, inv.Number)
		}
	}
	return out
}

// overdue are the invoices of a client that are late and not settled.
func (n *noting) overdue(c *kit.Client) []journal.Invoice {
	var refs []journal.Invoice
	book := claim.NewBook(n.kit)
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		if balance := book.Balance(inv, n.day); balance > 0 && inv.Due < n.day && inv.Cancelled == nil {
			refs = append(refs, journal.Invoice{Number: inv.Number, Balance: balance})
		}
	}
	return refs
}

func (n *noting) money(flag, s string) money.Amount {
	if s == "" {
		n.fault("il manque --%s", flag)
		return 0
	}
	m, err := money.Parse(s)
	switch {
	case err != nil:
		n.fault("--%s : %v", flag, err)
	case m <= 0:
		n.fault("--%s : une somme positive est attendue", flag)
	}
	return m
}

func (n *noting) date(flag, s string, required bool) calendar.Date {
	if s == "" {
		if required {
			n.fault("il manque --%s", flag)
		}
		return 0
	}
	d, err := calendar.Parse(s)
	if err != nil {
		n.fault("--%s : %v", flag, err)
	}
	return d
}

func (n *noting) text(flag, s string) string {
	if strings.TrimSpace(s) == "" {
		n.fault("il manque --%s", flag)
	}
	return s
}

// choice checks a word of a closed list.
func choice[T ~string](n *noting, flag, s string, known ...T) T {
	if s != "" && !slices.Contains(known, T(s)) {
		var words []string
		for _, k := range known {
			words = append(words, string(k))
		}
		n.fault("--%s « %s » : choix %s", flag, s, strings.Join(words, ", "))
	}
	return T(s)
}
