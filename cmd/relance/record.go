package main

import (
	"fmt"
	"os"

	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/output"
)

// record appends entries to the journal, wholly or not at all, with its seal.
func (a *app) record(k *kit.Kit, entries ...journal.Entry) error {
	folder, err := a.lockKit()
	if err != nil {
		return err
	}
	defer folder.Close()
	return a.recordIn(folder, k, entries...)
}

func (a *app) recordIn(folder *output.Folder, k *kit.Kit, entries ...journal.Entry) error {
	for i := range entries {
		entries[i].Creditor = string(k.Creditor.SIREN)
	}
	torn := k.Journal.Torn
	data := k.Journal.Append(entries...)
	stage, err := folder.Begin("journal")
	if err != nil {
		return err
	}
	defer stage.Drop()
	if err := stage.Write(journal.SealFile, []byte(k.Journal.Seal())); err != nil {
		return err
	}
	if torn != nil {
		name := fmt.Sprintf("archives/journal-tronque-%s", a.today.ISO())
		if err := stage.Write(name, torn); err != nil {
			return err
		}
	}
	_, err = stage.Commit(output.Change{Appends: []output.Append{{File: "journal.jsonl", Torn: torn, Data: data}}})
	return err
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
