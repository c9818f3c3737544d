package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/crew"
	"relance/generator/diag"
	"relance/generator/grid/csv"
	"relance/generator/intake"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/merge"
	"relance/generator/output"
	"relance/generator/tracker"
	"relance/templates"
)

// app is what every command has at hand.
type app struct {
	out, err io.Writer
	today    calendar.Date
	now      string               // wall clock, 10:12
	elapsed  func() time.Duration // since the start; for the progress line alone

	committing *sync.Mutex // held while files are put in place; nil in a test
	farewell   string      // what Ctrl-C says; under committing

	dir  string // --kit
	date string // --date
	json bool   // --json

	dated bool // the date of an example kit was told

	anew    bool         // suivi --reprendre: do not read the workbook, write a new one
	keep    string       // suivi --garder: which side of a conflict holds
	despite bool         // --malgre-verrou: suivi.xlsx is not open, whatever its lock says
	base    *kit.Options // options of the secretariat's folder, for one of its kits
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
	root.PersistentFlags().StringVar(&a.dir, "kit", ".", "dossier du kit (sinon : le dossier courant)")
	root.PersistentFlags().StringVar(&a.date, "date", "", "date du jour (sinon : aujourd'hui)")
	root.AddCommand(
		a.initCmd(), a.importCmd(), a.verifyCmd(), a.agendaCmd(), a.generateCmd(), a.trackerCmd(), a.validateCmd(), a.noteCmd(),
		a.simulateCmd(), a.statementCmd(), a.ratesCmd(), a.fieldsCmd(), a.explainCmd(), a.siteCmd(), a.serveCmd(), a.versionCmd(),
		a.accountCmd(), a.documentCmd(), a.caseCmd(), a.reportCmd(), a.schemaCmd(), a.configCmd(), a.purgeCmd(),
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
	if utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 {
		return b
	}
	text, _, l := csv.Decode(name, b) // the export of an older program
	if len(l) > 0 {
		return nil // a workbook has no line to show
	}
	return []byte(text)
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
	k, problems, err := a.read()
	if err != nil {
		return nil, nil, err
	}
	if problems.Faults() {
		return nil, nil, problems.Err()
	}
	return k, problems, nil
}

// loadAll reads the kit and its templates, and tells the faults of both at once.
func (a *app) loadAll() (*kit.Kit, *merge.Models, diag.List, error) {
	var models *merge.Models
	var more diag.List
	var k *kit.Kit
	var problems diag.List
	var err error
	crew.Together(func() { k, problems, err = a.read() }, func() { models, more = merge.Load(a.models()) })
	if err != nil {
		return nil, nil, nil, err
	}
	problems = slices.Concat(problems, a.enclosable(k), a.pictures(k), more)
	if !more.Faults() {
		problems = append(problems, models.Check(k.Plans)...)
	}
	problems.Sort()
	problems = slices.Compact(problems) // a tag of a template is refused where it opens and where it closes
	if problems.Faults() {
		return nil, nil, nil, problems.Err()
	}
	return k, models, problems, nil
}

// read reads the kit with all its problems. The error is for a folder in which
// there is nothing to read.
func (a *app) read() (*kit.Kit, diag.List, error) {
	shown := filepath.ToSlash(a.dir)
	info, err := os.Stat(a.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, status{statusFault, fmt.Sprintf("« %s » n'existe pas\n   → vérifiez le nom, ou créez un kit : relance init --exemple pme %s", shown, shown)}
	case err != nil:
		return nil, nil, status{statusFault, diag.French(err)}
	case !info.IsDir():
		return nil, nil, status{statusFault, fmt.Sprintf("« %s » est un fichier\n   → donnez le dossier qui contient relance.yaml : --kit %s", shown, filepath.ToSlash(filepath.Dir(a.dir)))}
	}
	if _, err := os.ReadDir(a.dir); err != nil {
		return nil, nil, status{statusFault, diag.French(err)}
	}
	base := kit.DefaultOptions()
	if a.base != nil {
		base = *a.base
	}
	k, problems := kit.LoadUnder(base, os.DirFS(a.dir), a.models(), intake.Readers())
	k.PaidUntil = max(k.PaidUntil, tracker.PaidUntil(k.Journal)) // typed in the workbook
	problems = append(stillUnknown(problems, k.Journal), printable(k)...)
	if len(k.Kits) > 0 && !problems.Faults() {
		return nil, nil, &several{k}
	}
	problems.Sort()
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
			return 0, usage("--date : %s", explained(err))
		}
		day = d
	case !k.Reference.IsZero():
		day = k.Reference
		if !a.dated {
			fmt.Fprintf(a.err, "Kit d'exemple : date de référence %s\n", day)
		}
		a.dated = true
	}
	if last := lastEntry(k); !simulation && last.Date > day {
		var l diag.List
		l.Addf(diag.Pos{File: "journal.jsonl", Line: last.Line, Col: 1}, diag.Fault, "J415", "le journal va jusqu'au %s, plus récent que le %s", last.Date, day).Hint =
			fmt.Sprintf("donnez une date à partir de ce jour : --date %s (ou --simulation, pour regarder sans rien écrire)", last.Date.ISO())
		return 0, l.Err()
	}
	return day, nil
}

// lastEntry is the journal's newest line, by its day.
func lastEntry(k *kit.Kit) (last journal.Entry) {
	for _, e := range k.Journal.Entries {
		if e.Date > last.Date {
			last = e
		}
	}
	return last
}

// agendaOf builds the agenda of the run.
func (a *app) agendaOf(k *kit.Kit, simulation bool) (*agenda.Agenda, error) {
	day, err := a.day(k, simulation)
	if err != nil {
		return nil, err
	}
	ag, err := agenda.Of(k, day)
	if err != nil {
		return nil, status{statusFault, err.Error() + "\n   → ajoutez la ligne du semestre dans taux.yaml, ou corrigez la date"}
	}
	return ag, nil
}

// agendaWith is the agenda of the run once what was typed in suivi.xlsx is taken.
func (a *app) agendaWith(k *kit.Kit) (*agenda.Agenda, *desk, error) {
	ag, err := a.agendaOf(k, false)
	if err != nil {
		return nil, nil, err
	}
	d, err := a.takeIn(k, ag)
	if err == nil && d.add != nil {
		ag, err = a.agendaOf(k, false)
	}
	return ag, d, err
}

// commit puts what is staged in place, in one go even if Ctrl-C comes meanwhile.
func (a *app) commit(stage *output.Stage, c output.Change) (output.Report, error) {
	if a.committing != nil {
		a.committing.Lock()
		defer a.committing.Unlock()
	}
	return stage.Commit(c)
}

// identity is the first line of a run: which kit, for which creditor.
func (a *app) identity(k *kit.Kit) {
	name := k.Creditor.Name
	if k.Creditor.SIREN != "" {
		name += " (SIREN " + k.Creditor.SIREN.String() + ")"
	}
	fmt.Fprintf(a.err, "%s — %s\n", filepath.ToSlash(a.dir), name)
}

func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// command is a command line to propose, on the same kit.
func (a *app) command(words string) string {
	if a.dir == "." {
		return "relance " + words
	}
	return "relance " + words + " --kit " + filepath.ToSlash(a.dir)
}

// explained adds the remedy that a reader of values has to its error.
func explained(err error) string {
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		return err.Error() + "\n   → " + h.Hint()
	}
	return err.Error()
}
