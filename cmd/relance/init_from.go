package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/intake"
	"relance/generator/intake/einvoice"
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
	day, err := a.importDay()
	if err != nil {
		return err
	}
	sources, err := readSources([]string{file}, w, day, os.DirFS(dir))
	if err != nil {
		return err
	}
	imp := joined(sources, einvoice.Party{})
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
	files, missing, err := a.newFiles(day, imp, sources, file)
	if err != nil {
		return err
	}
	if err := writeNew(dir, files); err != nil {
		return err
	}
	showSources(a.out, sources, imp)
	showControl(a.out, imp.Control)
	a.printProblems(imp.Notes)
	a.tellMissing(dir, missing)
	return rejectedStatus(imp)
}

// lineSize is about what an invoice takes in clients.yaml, in bytes.
const lineSize = 180

// withFiles lists the invoices that are files of their own.
func withFiles(imp *found.Import) (invoices []*kit.Invoice) {
	for i := range imp.Clients {
		for j := range imp.Clients[i].Invoices {
			if inv := &imp.Clients[i].Invoices[j]; inv.PDF != "" {
				invoices = append(invoices, inv)
			}
		}
	}
	return invoices
}

// takeoversOf picks the reminders of the invoices of a piece.
func takeoversOf(piece intake.Piece, all map[string]found.Takeover) (list []found.Takeover) {
	for i := range piece.Clients {
		for _, inv := range piece.Clients[i].Invoices {
			if t, reminded := all[inv.Number]; reminded {
				list = append(list, t)
			}
		}
	}
	return list
}

// newFiles makes the files of the kit. Reminders made before are given the stages of
// the plans that the new kit gives its clients.
func (a *app) newFiles(day calendar.Date, imp *found.Import, sources []source, file string) (files []intake.File, missing diag.List, err error) {
	name := filepath.Base(file)
	author := found.OneLine(cmp.Or(os.Getenv("RELANCE_AUTEUR"), imp.Seller.Name, "reprise de "+name))
	copies, notes := enclosures(withFiles(imp))
	imp.Notes = append(imp.Notes, notes...)
	done := map[string]found.Takeover{}
	for _, t := range imp.Takeovers {
		done[t.Invoices[0].Number] = t
	}
	imp.Takeovers = nil
	var faults diag.List
	clients := make([]byte, 0, lineSize*imp.Control.Invoices)
	x := a.examine(imp, name, func(piece intake.Piece, k *kit.Kit, list []byte) {
		clients = append(clients, list...)
		mine := takeoversOf(piece, done)
		if len(mine) > 0 {
			faults = append(faults, place(factsOf(k, day), day, mine)...)
		}
		imp.Takeovers = append(imp.Takeovers, mine...)
		for i := range piece.Clients {
			piece.Clients[i].Invoices = nil // written; a hundred thousand take much memory
		}
	})
	if faults = append(x.faults, faults...); len(faults) > 0 {
		return nil, nil, faults.Err()
	}
	if err := tooLarge("clients.yaml", clients); err != nil {
		return nil, nil, err
	}
	all := append(intake.NewKit(imp, name, author, clients), intake.File{Name: ".gitignore", Data: []byte(ignored)})
	enclosed := map[string][]byte{}
	if err := readCopies(copies, enclosed); err != nil {
		return nil, nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(enclosed)) {
		all = append(all, intake.File{Name: name, Data: enclosed[name]})
	}
	for _, s := range sources {
		if m := s.imp.Mapping; m != nil && imp.Mapping == nil { // one of several tables
			all = append(all, intake.File{Name: m.File, Data: m.YAML()})
		}
	}
	return all, x.settings, nil
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

// tellMissing lists what no file of invoices tells: who is the creditor.
func (a *app) tellMissing(dir string, missing diag.List) {
	shown := filepath.ToSlash(dir)
	fmt.Fprintf(a.out, "\nKit créé dans %s\n", shown)
	if len(missing) > 0 {
		fmt.Fprintf(a.out, "\nReste à compléter, dans %s/relance.yaml : votre nom, votre adresse, et où vous payer.\n", shown)
		inside := *a
		inside.dir = dir
		inside.printProblems(missing)
	}
	fmt.Fprintf(a.out, "\nEnsuite :\n  relance agenda  --kit %s\n  relance generer --kit %s\n", shown, shown)
}
