package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"relance/generator/diag"
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
	s := sources[0]
	if err := asked(sources, func(*kit.Client) *kit.Client { return nil }); err != nil {
		return err
	}
	if err := unreadable(s.imp); err != nil {
		return err
	}
	for _, e := range s.imp.Takeovers {
		if e.Date > a.today {
			return status{statusFault, fmt.Sprintf("facture %s : dernière relance le %s, une date à venir\n   → corrigez le fichier", e.Invoices[0].Number, e.Date)}
		}
	}
	if err := writeNew(dir, s); err != nil {
		return err
	}
	s.show(a.out)
	showControl(a.out, s.imp.Control)
	a.printProblems(s.imp.Notes)
	return a.tellMissing(dir)
}

// writeNew writes the files of a new kit, all of them or none.
func writeNew(dir string, s source) error {
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
	author := cmp.Or(os.Getenv("RELANCE_AUTEUR"), s.imp.Seller.Name, "reprise de "+filepath.Base(s.name))
	files := append(intake.NewKit(s.imp, filepath.Base(s.name), found.OneLine(author)), intake.File{Name: ".gitignore", Data: []byte(ignored)})
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
