package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/kit"
	"relance/templates"
)

// app is what every command has at hand.
type app struct {
	out, err io.Writer
	today    calendar.Date
	now      string // wall clock, 10:12

	dir  string // --kit
	date string // --date
	json bool   // --json

	base *kit.Options // options of the secretariat's folder, for one of its kits
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "relance",
		Short: "Relances de factures impayées : lettres, courriels, appels, suivi et guide",
		Long: `relance lit un dossier (un « kit ») : vos clients, leurs factures, vos modèles.
Il décide ce qui est dû, à qui écrire aujourd'hui et pourquoi, et prépare les
lettres, les courriels, les fiches d'appel, le tableau de suivi et le guide.
Il n'envoie rien : c'est vous qui envoyez, puis « relance valider » le note.`,
		SilenceErrors: true, SilenceUsage: true,
	}
	root.PersistentFlags().StringVar(&a.dir, "kit", ".", "dossier du kit")
	root.PersistentFlags().StringVar(&a.date, "date", "", "date du jour, AAAA-MM-JJ")
	root.AddCommand(
		a.initCmd(), a.verifyCmd(), a.agendaCmd(), a.generateCmd(), a.validateCmd(), a.noteCmd(),
		a.simulateCmd(), a.statementCmd(), a.ratesCmd(), a.fieldsCmd(), a.explainCmd(), a.siteCmd(), a.versionCmd(),
	)
	french(root)
	return root
}

// source returns a file of the kit for the excerpts of messages: the user's own,
// else the built-in template of that name.
func (a *app) source(name string) []byte {
	b, err := fs.ReadFile(os.DirFS(a.dir), name)
	if inner, ok := strings.CutPrefix(name, "templates/"); err != nil && ok {
		b, _ = fs.ReadFile(templates.FS, inner)
	}
	return b
}

// models are the templates in force: the user's over the built-in ones.
func (a *app) models() fs.FS {
	user, err := fs.Sub(os.DirFS(a.dir), "templates")
	if err != nil {
		return templates.FS
	}
	return kit.Overlay(user, templates.FS)
}

// load reads the kit. A fault is an error; what only blocks a client, and the
// warnings, come back as a list.
func (a *app) load() (*kit.Kit, diag.List, error) {
	if info, err := os.Stat(a.dir); err != nil || !info.IsDir() {
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			return nil, nil, status{statusFault, fmt.Sprintf("« %s » n'est pas un dossier\n   → créez-en un : relance init --exemple pme %s", a.dir, filepath.ToSlash(a.dir))}
		}
		return nil, nil, status{statusFault, diag.French(err)}
	}
	base := kit.DefaultOptions()
	if a.base != nil {
		base = *a.base
	}
	k, problems := kit.LoadUnder(base, os.DirFS(a.dir), a.models(), nil)
	if problems = append(problems, printable(k)...); problems.Faults() {
		problems.Sort()
		return nil, nil, problems.Err()
	}
	if len(k.Kits) > 0 {
		return nil, nil, &several{k}
	}
	return k, problems, nil
}

// day is the date of the run: --date, else the kit's own for an example, else
// today in Paris. It must not be before what the journal says was done.
func (a *app) day(k *kit.Kit, simulation bool) (calendar.Date, error) {
	day := a.today
	switch {
	case a.date != "":
		d, err := calendar.Parse(a.date)
		if err != nil {
			return 0, usage("--date : %v", err)
		}
		day = d
	case !k.Reference.IsZero():
		day = k.Reference
		fmt.Fprintf(a.err, "Kit d'exemple : date de référence %s\n", day)
	}
	if !simulation && k.Journal != nil {
		for _, e := range k.Journal.Entries {
			if e.Date > day {
				return 0, status{statusFault, fmt.Sprintf("journal.jsonl:%d: le journal va jusqu'au %s, plus récent que le %s\n   → donnez une date à partir de ce jour : --date %s (ou --simulation pour regarder sans rien écrire)",
					e.Line, lastDay(k), day, lastDay(k).ISO())}
			}
		}
	}
	return day, nil
}

func lastDay(k *kit.Kit) (last calendar.Date) {
	for _, e := range k.Journal.Entries {
		last = max(last, e.Date)
	}
	return last
}

// decide loads the kit and builds its agenda.
func (a *app) decide(simulation bool) (*agenda.Agenda, diag.List, error) {
	k, problems, err := a.load()
	if err != nil {
		return nil, nil, err
	}
	day, err := a.day(k, simulation)
	if err != nil {
		return nil, nil, err
	}
	ag, err := agenda.Of(k, day)
	if err != nil {
		return nil, nil, status{statusFault, err.Error() + "\n   → ajoutez la ligne du semestre dans taux.yaml, ou corrigez la date"}
	}
	return ag, problems, nil
}

// identity is the first line of a run: which kit, for which creditor.
func (a *app) identity(k *kit.Kit) {
	name := k.Creditor.Name
	if k.Creditor.SIREN != "" {
		name += " (SIREN " + k.Creditor.SIREN.String() + ")"
	}
	fmt.Fprintf(a.err, "%s — %s\n", filepath.ToSlash(a.dir), name)
}

// printProblems shows what is blocked and the warnings, after the results.
func (a *app) printProblems(l diag.List) { diag.Print(a.err, l, a.source) }

func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
