package main

import (
	"fmt"
	"os"
	"path/filepath"

	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/output"
)

// record appends entries to the journal, wholly or not at all, with its seal.
func (a *app) record(folder *output.Folder, k *kit.Kit, entries ...journal.Entry) error {
	stage, err := folder.Begin("journal")
	if err != nil {
		return err
	}
	defer stage.Drop()
	lines, err := a.lines(stage, k, entries...)
	if err != nil {
		return err
	}
	_, err = a.commit(stage, output.Change{Appends: []output.Append{lines}})
	return err
}

// lines makes the lines to append to the journal, and stages its new seal.
func (a *app) lines(stage *output.Stage, k *kit.Kit, entries ...journal.Entry) (output.Append, error) {
	add := appended(k, entries...)
	return add, a.sealed(stage, k, add.Torn)
}

// appended adds entries to the journal of the kit, in memory.
func appended(k *kit.Kit, entries ...journal.Entry) output.Append {
	for i := range entries {
		entries[i].Creditor = string(k.Creditor.SIREN)
	}
	torn := k.Journal.Torn
	return output.Append{File: "journal.jsonl", Torn: torn, Data: k.Journal.Append(entries...)}
}

// sealed stages the seal of the journal as it now is, and the line cut short that
// new ones replace.
func (a *app) sealed(stage *output.Stage, k *kit.Kit, torn []byte) error {
	if err := stage.Write(journal.SealFile, []byte(k.Journal.Seal())); err != nil || torn == nil {
		return err
	}
	return stage.Write("archives/journal-tronque-"+a.today.ISO(), torn)
}

// author is who the journal names: --par, else RELANCE_AUTEUR, else the signatory;
// never the user of the machine.
func (a *app) author(k *kit.Kit, by string) string {
	switch {
	case by != "":
		return by
	case os.Getenv("RELANCE_AUTEUR") != "":
		return os.Getenv("RELANCE_AUTEUR")
	case k.Creditor.Signatory.Name != "":
		return k.Creditor.Signatory.Name
	}
	return k.Creditor.Name
}

// hold takes the kit for writing, before it is read: what is read must not change
// until it is acted upon. In a kit that no command ever wrote to, nothing is
// written, not even the lock, before check finds nothing to refuse.
func (a *app) hold(check func() error) (*output.Folder, error) {
	if _, err := os.Stat(filepath.Join(a.dir, ".relance")); err != nil {
		if err := check(); err != nil {
			return nil, err
		}
	}
	return a.lockKit()
}

// lockKit takes the kit for writing and says what an interrupted run left.
func (a *app) lockKit() (*output.Folder, error) {
	folder, err := output.Lock(a.dir)
	if err == nil && folder.Finished != "" {
		fmt.Fprintf(a.err, "Le lot %s, interrompu la dernière fois, a été terminé.\n", folder.Finished)
	}
	return folder, err
}
