package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/diag"
	"relance/generator/dunning"
	"relance/generator/examiner"
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
		attempt := func() (*noting, journal.Entry, error) { return a.attempt(given, f, fill) }
		folder, err := a.hold(func() error { _, _, err := attempt(); return err })
		if err != nil {
			return err
		}
		defer folder.Close()
		n, e, err := attempt()
		if err != nil {
			return err
		}
		a.printProblems(ofJournal(n.problems))
		if err := a.record(folder, n.kit, e); err != nil {
			return err
		}
		last := n.kit.Journal.Entries[len(n.kit.Journal.Entries)-1]
		fmt.Fprintf(a.out, "Noté sous %s : %s\n", last.ID, n.said)
		for _, text := range n.odd {
			fmt.Fprintf(a.err, "À vérifier : %s\n   → en cas d'erreur : %s\n", text, a.command("noter correction "+last.ID+" --motif …"))
		}
		return nil
	}}
	c.Flags().StringVar(&f.by, "par", "", "qui note")
	return c
}

// attempt makes the entry of a note, or says all that is wrong with it.
func (a *app) attempt(given []string, f *noteFlags, fill func(n *noting) journal.Entry) (*noting, journal.Entry, error) {
	k, problems, err := a.load()
	if err != nil {
		return nil, journal.Entry{}, err
	}
	day, err := a.day(k, true)
	if err != nil {
		return nil, journal.Entry{}, err
	}
	n := &noting{kit: k, problems: problems, day: day, flags: f}
	if len(given) == 1 {
		n.arg = given[0]
	}
	e := fill(n)
	for _, text := range []string{f.by, f.person, f.content, f.mode, f.reference, f.reason, f.number} {
		if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
			n.fault("un texte contient un caractère de contrôle : « %s »", diag.Visible(text))
		}
	}
	e.Date, e.Author = day, a.author(k, f.by)
	n.examine(e)
	if len(n.faults) > 0 {
		return nil, e, usage("%s", strings.Join(n.faults, "\n"))
	}
	if e.Time == "" && day == a.today {
		e.Time = a.now
	}
	return n, e, nil
}

// A noting gathers the faults of one note, all of them before any is told.
type noting struct {
	kit      *kit.Kit
	problems diag.List
	day      calendar.Date
	arg      string
	flags    *noteFlags
	faults   []string
	odd      []string // what is noted all the same
	force    bool     // somebody in charge overrules what is only too soon
	said     string

	known *dunning.Facts
}

// facts are what is known on the day of the note.
func (n *noting) facts() *dunning.Facts {
	if n.known == nil {
		n.known = dunning.NewFacts(n.kit, claim.NewBook(n.kit), n.day)
	}
	return n.known
}

// flagOf is the flag that gives a key of the journal, where it helps to name it.
var flagOf = map[string]string{
	"montant": "montant", "montant_conteste": "montant", "date_limite": "pour-le", "au": "au", "depot": "depot",
	"presentation": "presentation", "auteur": "par", "motif": "motif", "date": "date",
}

// examine adds what speaks against the note, but for what its flags already lack.
func (n *noting) examine(e journal.Entry) {
	for _, o := range examiner.New(n.facts()).Check(e) {
		flag := flagOf[o.Key]
		faulty := func(s string) bool {
			return flag != "" && strings.Contains(s, "--"+flag) || o.Key == "client" && strings.HasPrefix(s, o.Text) ||
				o.Key == "factures" && strings.HasPrefix(s, "facture inconnue")
		}
		if o.Soon && n.force || slices.ContainsFunc(n.faults, faulty) {
			continue
		}
		if o.Mild {
			n.odd = append(n.odd, o.Text)
			continue
		}
		text := o.Text
		if flag != "" && o.Key != "auteur" {
			text = "--" + flag + " : " + text
		}
		switch {
		case o.Soon:
			text += "\n   → ajoutez --forcer et --motif si un responsable en décide autrement"
		case o.Key == "auteur":
			text += "\n   → " + inTheirName(n.kit)
		case o.Hint != "":
			text += "\n   → " + o.Hint
		}
		n.fault("%s", text)
	}
	if e.Type == journal.Payment && len(n.faults) == 0 && n.facts().Book.Holds(e) {
		n.odd = append(n.odd, "ce règlement est déjà connu, du même jour et de la même somme : il ne compte qu'une fois ; s'il y en a eu deux, notez-les avec leurs --reference")
	}
}

// inTheirName says how to note a decision that somebody else took.
func inTheirName(k *kit.Kit) string {
	return `ajoutez --par "` + k.Options.Approvers[0] + `" si la décision vient de cette personne`
}

func (n *noting) fault(format string, args ...any) {
	n.faults = append(n.faults, fmt.Sprintf(format, args...))
}

// client is the client named as an argument.
func (n *noting) client() *kit.Client {
	c := n.kit.ClientByCode(n.arg)
	if c == nil {
		n.fault("client inconnu « %s »%s", n.arg, hint(n.arg, clientCodes(n.kit)))
		return &kit.Client{Code: n.arg}
	}
	return c
}

func clientCodes(k *kit.Kit) []string {
	var out []string
	for i := range k.Clients {
		out = append(out, k.Clients[i].Code)
	}
	return out
}

func hint(word string, known []string) string {
	if near := diag.Closest(word, known); len(near) > 0 {
		return "\n   → vouliez-vous dire « " + near[0] + " » ?"
	}
	return "\n   → « relance agenda » montre les clients et les factures"
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
		n.fault("--%s : %s", flag, explained(err))
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
		n.fault("--%s : %s", flag, explained(err))
	}
	return d
}

// hour checks a time of day, as the journal writes it.
func (n *noting) hour(s string) string {
	if s != "" && !hourOfDay.MatchString(s) {
		n.fault("--heure : « %s » n'est pas une heure\n   → écrivez par exemple 09:30", s)
	}
	return s
}

var hourOfDay = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

func (n *noting) text(flag, s string) string {
	if strings.TrimSpace(s) == "" {
		n.fault("il manque --%s", flag)
	}
	return s
}

// stage checks the name of a stage: one of a plan of the kit, or of those that no
// plan schedules.
func (n *noting) stage(s string, others ...string) string {
	known := others
	for i := range n.kit.Plans {
		for _, st := range n.kit.Plans[i].Stages {
			known = append(known, st.ID)
		}
	}
	for _, st := range agenda.Outside {
		known = append(known, st.ID)
	}
	switch {
	case strings.TrimSpace(s) == "":
		n.fault("il manque --etape")
	case slices.Contains(known, s):
	default:
		advice := "« relance verifier » montre les étapes de chaque plan"
		if near := diag.Closest(s, known); len(near) > 0 {
			advice = "vouliez-vous dire « " + near[0] + " » ?"
		}
		n.fault("étape inconnue « %s »\n   → %s", s, advice)
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
		n.fault("--%s : « %s » n'est pas un choix possible\n   → choix : %s", flag, s, strings.Join(words, ", "))
	}
	return T(s)
}
