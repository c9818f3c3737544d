package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"relance/generator/agenda"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/output"
	"relance/generator/tracker"
)

const (
	trackerFile = "suivi.xlsx"
	trackerNew  = "suivi.nouveau.xlsx" // when writing over the former would lose something
	trackerBase = ".relance/base"
)

// A desk is suivi.xlsx as it was found: what people typed since it was written.
type desk struct {
	present []byte           // nil when there is none
	reading *tracker.Reading // nil when nothing was read
	add     *output.Append   // the lines for the journal; nil when nothing was typed

	name  string // of the workbook written, "" when it is left alone
	taken []journal.Entry
	lost  []string
}

// takeIn reads suivi.xlsx on the kit as it is, and takes what people typed into the
// kit's journal, in memory: the lines reach the file with the new workbook, in the
// same commit, so that a typing is never taken twice nor lost.
func (a *app) takeIn(k *kit.Kit, ag *agenda.Agenda) (*desk, error) {
	d := &desk{name: trackerFile}
	kitFS := os.DirFS(a.dir)
	src, err := fs.ReadFile(kitFS, trackerFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return d, nil
	case err != nil:
		return nil, err
	}
	if a.anew {
		d.present = src
		return d, nil
	}
	base, err := fs.ReadFile(kitFS, trackerBase)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	reading, problems := tracker.Read(trackerFile, src, base, ag)
	if problems.Faults() {
		return nil, problems.Err()
	}
	if len(reading.Conflicts) > 0 {
		a.printProblems(reading.Notices)
		return nil, conflicting(reading)
	}
	d.present, d.reading, d.taken = src, reading, reading.Entries
	if len(reading.Foreign) > 0 {
		d.name = trackerNew
	}
	if len(d.taken) > 0 {
		for i := range d.taken {
			d.taken[i].Author = a.author(k, d.taken[i].Author)
		}
		add := appended(k, d.taken...)
		d.add = &add
		k.PaidUntil = max(k.PaidUntil, tracker.PaidUntil(k.Journal))
		return d, a.resealed(k, &add)
	}
	return d, nil
}

// resealed gives the journal of the kit the digest that its file will have.
func (a *app) resealed(k *kit.Kit, add *output.Append) error {
	old, err := fs.ReadFile(os.DirFS(a.dir), add.File)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	now := kit.Source{Name: add.File, SHA256: hash(slices.Concat(old[:len(old)-len(add.Torn)], add.Data))}
	at, found := slices.BinarySearchFunc(k.Sources, now, func(a, b kit.Source) int { return strings.Compare(a.Name, b.Name) })
	if found {
		k.Sources[at] = now
	} else {
		k.Sources = slices.Insert(k.Sources, at, now)
	}
	return nil
}

// conflicting tells the cells that people changed one way and the kit another.
func conflicting(r *tracker.Reading) error {
	var b strings.Builder
	for _, c := range r.Conflicts {
		about := c.Header
		if c.ID != "" {
			about = c.ID + ", " + c.Header
		}
		fmt.Fprintf(&b, "%s, feuille « %s », %s (%s) : « %s » dans le classeur, « %s » dans le dossier, « %s » auparavant\n",
			trackerFile, c.Sheet, c.At, about, c.Sheeted, c.Kit, c.Base)
	}
	return status{statusFault, b.String() + "   → choisissez : remettez dans la cellule la valeur du dossier, ou corrigez le dossier ; rien n'a été écrit"}
}

// writeTracker stages the workbook, its base and what was typed. The generation
// only grows when the bytes change: it is in the workbook itself.
func (b *batch) writeTracker(before *lot) error {
	if before != nil {
		b.lot.Generation, b.lot.Tracker = max(1, before.Generation), before.Tracker
	}
	if b.desk.name == "" {
		return nil
	}
	made, err := b.makeTracker(before)
	if err != nil {
		return err
	}
	b.desk.lost = made.Lost
	if d := b.desk; d.add != nil {
		if err := b.app.sealed(b.stage, b.agenda.Kit, d.add.Torn); err != nil {
			return err
		}
	}
	if b.desk.name == trackerNew {
		return b.stage.Write(trackerNew, made.Workbook)
	}
	if err := b.keepTyped(before, made.Workbook); err != nil {
		return err
	}
	b.lot.Tracker = hash(made.Workbook)
	if err := b.stage.Write(trackerBase, made.Base); err != nil {
		return err
	}
	return b.stage.Write(trackerFile, made.Workbook)
}

// makeTracker makes the workbook under the generation of the one it replaces if
// that gives the same bytes, else under the next.
func (b *batch) makeTracker(before *lot) (tracker.Made, error) {
	var kept *tracker.Kept
	generation := b.lot.Generation
	if r := b.desk.reading; r != nil {
		kept, generation = r.Kept, max(generation, r.Generation)
	}
	replaced, err := fs.ReadFile(os.DirFS(b.app.dir), b.desk.name)
	first := err != nil && (before == nil || before.Tracker == "")
	for {
		made, err := tracker.Make(b.agenda, generation, kept)
		if err != nil {
			return made, fmt.Errorf("%s : %w", trackerFile, err)
		}
		sum := hash(made.Workbook)
		same := sum == hash(replaced) || before != nil && sum == before.Tracker
		if first || same || generation > b.lot.Generation && generation > b.desk.generation() {
			b.lot.Generation = generation
			return made, nil
		}
		generation++
	}
}

func (d *desk) generation() int {
	if d.reading == nil {
		return 0
	}
	return d.reading.Generation
}

// keepTyped stages a copy of a workbook that people changed, before it is replaced.
func (b *batch) keepTyped(before *lot, made []byte) error {
	present := b.desk.present
	if present == nil || before != nil && before.Tracker == hash(present) || hash(made) == hash(present) {
		return nil
	}
	stem := fmt.Sprintf("archives/suivi-%s-g%04d", b.agenda.Date.ISO(), b.desk.generation())
	name := stem + ".xlsx"
	for n := 2; ; n++ {
		old, err := fs.ReadFile(os.DirFS(b.app.dir), name)
		if err != nil || hash(old) == hash(present) {
			return b.stage.Write(name, present)
		}
		name = fmt.Sprintf("%s-%d.xlsx", stem, n)
	}
}

// tell says what was taken from the workbook, and what could not be written again.
func (d *desk) tell(w io.Writer) {
	if len(d.taken) > 0 {
		fmt.Fprintf(w, "Repris de %s : %s\n", trackerFile, byType(d.taken))
	}
	for _, l := range d.lost {
		fmt.Fprintf(w, "Laissé dans archives, la ligne n'est plus au suivi : %s\n", l)
	}
	if d.name == trackerNew {
		fmt.Fprintf(w, "%s contient ce que relance ne sait pas récrire : il est gardé tel quel, le nouveau est %s\n", trackerFile, trackerNew)
	}
}

var typedNames = []struct {
	kind      journal.Type
	one, many string
}{
	{journal.Call, "appel", "appels"}, {journal.Reply, "réponse", "réponses"}, {journal.Promise, "promesse", "promesses"},
	{journal.Payment, "paiement", "paiements"}, {journal.Dispute, "litige", "litiges"}, {journal.Postponement, "report", "reports"},
	{journal.Approval, "approbation", "approbations"}, {journal.Registered, "recommandé", "recommandés"},
	{journal.Note, "note", "notes"}, {journal.Correction, "correction", "corrections"}, {journal.Typed, "saisie gardée", "saisies gardées"},
}

// byType counts lines of the journal: « 2 appels, 1 promesse ».
func byType(entries []journal.Entry) string {
	counts := map[journal.Type]int{}
	for _, e := range entries {
		counts[e.Type]++
	}
	var out []string
	for _, t := range typedNames {
		if n := counts[t.kind]; n > 0 {
			out = append(out, count(n, t.one, t.many))
			delete(counts, t.kind)
		}
	}
	others := 0
	for _, n := range counts {
		others += n
	}
	if others > 0 {
		out = append(out, count(others, "autre ligne", "autres lignes"))
	}
	return strings.Join(out, ", ")
}
