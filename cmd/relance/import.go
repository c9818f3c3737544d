package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/diag"
	"relance/generator/intake"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
	"relance/generator/intake/merging"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/output"
)

func (a *app) importCmd() *cobra.Command {
	var w answers
	var dry bool
	var by string
	c := &cobra.Command{
		Use:   "importer FICHIER…",
		Short: "Des factures d'un tableur, d'un FEC ou de Factur-X : clients et factures du kit",
		Long: `Lit des factures là où elles sont : un tableur (XLSX, ODS, CSV), l'export d'un
logiciel, un FEC, des Factur-X, ou un dossier de ces fichiers. Montre ce qui a été
compris, les totaux à comparer, ce qui est nouveau ou changé, puis l'écrit dans le kit. Une facture qui n'est plus
dans le fichier est probablement réglée : elle est montrée, jamais changée.
La correspondance des colonnes est gardée : l'import suivant ne demande rien.`,
		Example: `  relance importer factures.xlsx --essai
  relance importer 123456789FEC20261231.txt --conditions "30 jours"
  relance importer factures-x --essai          tous les fichiers d'un dossier`,
		Args: args(1, -1, "le fichier"),
		RunE: func(_ *cobra.Command, names []string) error { return a.importFiles(names, &w, dry, by) },
	}
	fl := c.Flags()
	fl.BoolVar(&a.json, "json", false, "sortie pour un programme")
	fl.BoolVar(&dry, "essai", false, "montre ce qui serait fait, n'écrit rien")
	fl.StringVar(&by, "par", "", "qui importe")
	w.declare(fl)
	return c
}

func (a *app) importFiles(names []string, w *answers, dry bool, by string) error {
	day, err := a.importDay()
	if err != nil {
		return err
	}
	sources, err := readSources(names, w, day, os.DirFS(a.dir))
	if err != nil {
		return err
	}
	if len(sources) == 1 && sources[0].imp.Aged {
		return a.controlBalance(sources[0])
	}
	if dry {
		im, err := a.compare(sources, by)
		if err != nil {
			return err
		}
		return im.tell(nil)
	}
	folder, err := a.hold(func() error { _, err := a.compare(sources, by); return err })
	if err != nil {
		return err
	}
	defer folder.Close()
	im, err := a.compare(sources, by)
	if err != nil {
		return err
	}
	if err := im.twice(); err != nil {
		return err
	}
	report, err := im.write(folder)
	if err != nil {
		return err
	}
	return im.tell(&report)
}

// twice refuses new payments while suivi.xlsx holds what nobody read yet: a payment
// typed there and known to the source would count twice.
func (im *importing) twice() error {
	if len(im.merge.Payments) == 0 {
		return nil
	}
	in, err := im.app.inUse()
	if err != nil || in.present == nil || im.app.left(in.file, in.present) {
		return err
	}
	return status{statusFault, fmt.Sprintf("%s a changé depuis sa dernière lecture : un règlement qui y serait saisi et que ce fichier connaît compterait deux fois ; rien n'a été écrit\n   → reprenez d'abord les saisies, puis recommencez : %s",
		in.file, im.app.command("suivi"))}
}

// always is after every payment: those that the kit dates of tomorrow are in it too.
const always = calendar.Date(1 << 24)

// An importing is what files would change in the kit.
type importing struct {
	app     *app
	kit     *kit.Kit
	sources []source
	all     *found.Import
	merge   *merging.Merge
	notes   diag.List
	files   map[string][]byte // to write
	known   map[string]string // SHA-256 of those that nobody edited
}

// compare reads the files and works out all that is to be written; nothing can be
// refused after it but by the machine.
func (a *app) compare(sources []source, by string) (*importing, error) {
	k, _, err := a.load()
	if err != nil {
		return nil, err
	}
	im := &importing{app: a, kit: k, sources: sources, files: map[string][]byte{}, known: map[string]string{}}
	im.all = joined(im.sources, merging.Creditor(k))
	if slices.ContainsFunc(sources, func(s source) bool { return s.imp.Aged }) {
		return nil, usage("une balance âgée ne va pas avec d'autres fichiers : elle ne sert que de contrôle\n   → importez-la seule")
	}
	faults := a.examine(im.all, sources[0].name, func(intake.Piece, *kit.Kit, []byte) {}).faults
	if faults.Faults() {
		return nil, faults.Err()
	}
	book := claim.NewBook(k)
	im.merge = merging.Compare(k, im.all, func(inv *kit.Invoice) money.Amount { return book.Balance(inv, always) })
	if k.Data != nil {
		return im, im.ownSource(by)
	}
	if im.merge.Problems.Faults() {
		return nil, im.merge.Problems.Err()
	}
	if err := asked(im.sources, func(c *kit.Client) *kit.Client { return k.ClientByCode(c.Code) }); err != nil {
		return nil, err
	}
	if err := unreadable(im.all); err != nil {
		return nil, err
	}
	after, err := im.stage()
	if err != nil {
		return nil, err
	}
	return im, im.takeovers(after, by)
}

// ownSource takes of the spreadsheet that is the kit's own source what nothing else
// reads: the reminders made before. The rest of it is read by every command.
func (im *importing) ownSource(by string) error {
	if im.merge.Writes() || len(im.all.Takeovers) == 0 {
		return status{statusFault, fmt.Sprintf("les factures de ce kit sont dans « %s » (donnees:, dans relance.yaml) : il est relu à chaque fois\n   → tenez ce fichier à jour, il n'y a rien à importer", im.kit.Data.File)}
	}
	im.merge.Vanished = nil
	return im.takeovers(im.kit, by)
}

// takeovers signs the lines of the journal to come, gives each the stage of its own
// client's plan, and refuses those that no plan could follow. k is the kit as it
// will be.
func (im *importing) takeovers(k *kit.Kit, by string) error {
	day, err := im.app.day(im.kit, false)
	if err != nil {
		return err
	}
	list := im.merge.Takeovers
	for i := range list {
		list[i].Author = im.app.author(im.kit, by)
	}
	return place(factsOf(k, day), day, list).Err()
}

// stage makes the files to write, and reads the kit again as it would be: an import
// must not leave a kit that is refused.
func (im *importing) stage() (after *kit.Kit, err error) {
	for _, s := range im.sources {
		if s.imp.Mapping == nil {
			continue
		}
		name := s.imp.Mapping.File
		before, _ := fs.ReadFile(os.DirFS(im.app.dir), name)
		if m, _ := header.Parse(name, before); bytes.Equal(before, m.YAML()) {
			im.known[name] = hash(before)
		}
		im.files[name] = s.imp.Mapping.YAML()
	}
	if !im.merge.Writes() {
		return im.kit, nil
	}
	copies, notes := enclosures(newInvoices(im.merge))
	if err := readCopies(copies, im.files); err != nil {
		return nil, err
	}
	file := "clients.yaml"
	if _, written := im.kit.At["clients"]; written {
		file = "relance.yaml"
	}
	before, err := fs.ReadFile(os.DirFS(im.app.dir), file)
	if err != nil {
		return nil, err
	}
	text, l := im.merge.Apply(file, before)
	if l.Faults() {
		return nil, l.Err()
	}
	im.notes, im.files[file] = append(notes, l...), text
	return im.proof()
}

func (im *importing) proof() (*kit.Kit, error) {
	a := im.app
	base := kit.DefaultOptions()
	if a.base != nil {
		base = *a.base
	}
	k, problems := kit.LoadUnder(base, edited{os.DirFS(a.dir), im.files}, a.models(), intake.Readers())
	if problems = append(problems, printable(k)...); !problems.Faults() {
		return k, nil
	}
	var text strings.Builder
	problems = slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.Kind != diag.Fault })
	diag.Print(&text, problems, func(name string) []byte { return im.files[name] })
	return nil, status{statusFault, "Une fois importées, ces données seraient refusées ; rien n'a été écrit :\n" + strings.TrimSpace(text.String())}
}

// edited is a kit with some files as they would be.
type edited struct {
	fs.FS
	files map[string][]byte
}

func (e edited) ReadFile(name string) ([]byte, error) {
	if data, ok := e.files[name]; ok {
		return data, nil
	}
	return fs.ReadFile(e.FS, name)
}

// write puts everything in place at once: the clients, the mappings, the journal.
func (im *importing) write(folder *output.Folder) (output.Report, error) {
	lot := "import-" + im.app.today.ISO()
	staged, err := folder.Begin(lot)
	if err != nil {
		return output.Report{}, err
	}
	defer staged.Drop()
	for _, name := range slices.Sorted(maps.Keys(im.files)) {
		if err := staged.Write(name, im.files[name]); err != nil {
			return output.Report{}, err
		}
	}
	change := output.Change{Lot: lot, Known: im.known}
	if len(im.merge.Takeovers) > 0 {
		var entries []journal.Entry
		for _, t := range im.merge.Takeovers {
			entries = append(entries, t.Entry)
		}
		lines, err := im.app.lines(staged, im.kit, entries...)
		if err != nil {
			return output.Report{}, err
		}
		change.Appends = []output.Append{lines}
	}
	return staged.Commit(change)
}
