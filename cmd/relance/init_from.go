package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"relance/generator/claim"
	"relance/generator/diag"
	"relance/generator/dunning"
	"relance/generator/intake"
	"relance/generator/intake/found"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/output"
)

// createFrom writes a kit made of the user's own file into a folder that must be
// new or empty, and says what only the user knows.
func (a *app) createFrom(dir, file string, w *answers) error {
	if err := vacant(dir); err != nil {
		return err
	}
	sources, err := readSources([]string{file}, w, os.DirFS(dir))
	if err != nil {
		return err
	}
	imp := joined(sources)
	if slices.ContainsFunc(sources, func(s source) bool { return s.imp.Aged }) {
		var l diag.List
		l.Addf(diag.Pos{File: filepath.ToSlash(file)}, diag.Fault, "F066", "c'est une balance âgée : elle ne dit pas quelles factures sont dues").Hint = intake.AgedHint
		return l.Err()
	}
	if err := asked(sources, func(*kit.Client) *kit.Client { return nil }); err != nil {
		return err
	}
	if err := cmp.Or(unreadable(imp), nothingDue(imp)); err != nil {
		return err
	}
	files, err := a.newFiles(dir, imp, sources, file)
	if err != nil {
		return err
	}
	if err := writeNew(dir, files); err != nil {
		return err
	}
	showSources(a.out, sources, imp)
	showControl(a.out, imp.Control)
	a.printProblems(imp.Notes)
	return a.tellMissing(dir)
}

// newFiles makes the files of the kit. Reminders made before are given the stages of
// the plans that the new kit gives its clients.
func (a *app) newFiles(dir string, imp *found.Import, sources []source, file string) ([]intake.File, error) {
	name := filepath.Base(file)
	author := found.OneLine(cmp.Or(os.Getenv("RELANCE_AUTEUR"), imp.Seller.Name, "reprise de "+name))
	var invoices []*kit.Invoice
	for i := range imp.Clients {
		for j := range imp.Clients[i].Invoices {
			invoices = append(invoices, &imp.Clients[i].Invoices[j])
		}
	}
	copies, notes := enclosures(invoices)
	imp.Notes = append(imp.Notes, notes...)
	done := imp.Takeovers
	imp.Takeovers = nil
	files := map[string][]byte{}
	for _, f := range intake.NewKit(imp, name, author) {
		files[f.Name] = f.Data
	}
	k, _ := kit.LoadUnder(kit.DefaultOptions(), edited{os.DirFS(dir), files}, a.models(), intake.Readers())
	facts := dunning.NewFacts(k, claim.NewBook(k), a.today)
	var faults []string
	for _, e := range done {
		if fault := placeTakeover(facts, &e); fault != "" {
			faults = append(faults, fault)
		}
		if e.Date > a.today {
			faults = append(faults, fmt.Sprintf("facture %s : dernière relance le %s, une date à venir", e.Invoices[0].Number, e.Date))
		}
		imp.Takeovers = append(imp.Takeovers, e)
	}
	if len(faults) > 0 {
		return nil, status{statusFault, strings.Join(faults, "\n") + "\n   → corrigez le fichier"}
	}
	all := append(intake.NewKit(imp, name, author), intake.File{Name: ".gitignore", Data: []byte(ignored)})
	enclosed := map[string][]byte{}
	if err := readCopies(copies, enclosed); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(enclosed)) {
		all = append(all, intake.File{Name: name, Data: enclosed[name]})
	}
	for _, s := range sources {
		if m := s.imp.Mapping; m != nil && imp.Mapping == nil { // one of several tables
			all = append(all, intake.File{Name: m.File, Data: m.YAML()})
		}
	}
	return all, nil
}

// writeNew writes the files of a new kit, all of them or none.
func writeNew(dir string, files []intake.File) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	folder, err := output.Lock(dir)
	if err != nil {
		return err
	}
	defer folder.Close()
	stage, err := folder.Begin("init")
	if err != nil {
		return err
	}
	defer stage.Drop()
	for _, f := range files {
		if err := stage.Write(f.Name, f.Data); err != nil {
			return err
		}
		if f.Name != "journal.jsonl" {
			continue
		}
		if log, l := journal.Read(f.Name, f.Data); len(l) == 0 {
			if err := stage.Write(journal.SealFile, []byte(log.Seal())); err != nil {
				return err
			}
		}
	}
	_, err = stage.Commit(output.Change{Lot: "init"})
	return err
}

// tellMissing reads the new kit, and lists what no file of invoices tells: who is
// the creditor.
func (a *app) tellMissing(dir string) error {
	inside := *a
	inside.dir = dir
	_, problems, err := inside.read()
	if err != nil {
		return err
	}
	shown := filepath.ToSlash(dir)
	fmt.Fprintf(a.out, "\nKit créé dans %s\n", shown)
	faults := slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.Kind != diag.Fault })
	if len(faults) > 0 {
		fmt.Fprintf(a.out, "\nReste à compléter, dans %s/relance.yaml : votre nom, votre adresse, et où vous payer.\n", shown)
		inside.printProblems(faults)
	}
	fmt.Fprintf(a.out, "\nEnsuite :\n  relance agenda  --kit %s\n  relance generer --kit %s\n", shown, shown)
	return nil
}
