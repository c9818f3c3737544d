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
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/output"
	"relance/generator/tracker"
)

const (
	trackerFile = "suivi.xlsx"
	trackerNew  = "suivi.nouveau.xlsx" // when writing over the former would lose something
	trackerODS  = "suivi.ods"          // the former, saved by LibreOffice in its own format
	trackerBase = ".relance/base"
	trackerSum  = ".relance/suivi" // the digest of suivi.xlsx as it was written
)

// A desk is the tracker as it was found: what people typed since it was written.
type desk struct {
	seat                     // the workbook in use
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
	in, err := a.inUse()
	d := &desk{seat: in, name: trackerFile}
	if err != nil || d.present == nil || a.anew {
		return d, err
	}
	base, err := fs.ReadFile(os.DirFS(a.dir), trackerBase)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	reading, problems := tracker.Read(d.file, d.present, base, ag, tracker.Side(a.keep))
	if problems.Faults() {
		return nil, problems.Err()
	}
	if len(reading.Conflicts) > 0 {
		a.printProblems(reading.Notices)
		return nil, a.conflicting(d.file, reading)
	}
	if reading.Ahead && d.file != trackerNew { // that one is always ahead
		reading.Notices.Addf(diag.Pos{File: d.file}, diag.Warning, "S520", "ce classeur est plus récent que le dossier (version %d) : le dossier a sans doute été remis dans un état plus ancien", reading.Generation).Hint =
			"vos saisies sont reprises ; vérifiez que clients.yaml et relance.yaml sont bien les derniers"
	}
	d.reading, d.taken = reading, reading.Entries
	if len(reading.Foreign) > 0 {
		if d.name = trackerNew; d.file != trackerFile {
			return nil, status{statusFault, fmt.Sprintf("%s contient %s, que relance ne sait pas récrire\n   → enregistrez-le sous le nom %s, à la place de l'autre, puis recommencez ; rien n'a été écrit",
				d.file, reading.Foreign[0], trackerFile)}
		}
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
func (a *app) conflicting(file string, r *tracker.Reading) error {
	var l diag.List
	for _, c := range r.Conflicts {
		l.Addf(diag.Pos{File: file, Sheet: c.Sheet, Cell: c.At}, diag.Fault, "S514", "%s%s : « %s » dans le classeur, « %s » dans le dossier, « %s » auparavant",
			whom(c.Client, c.Invoice), c.Header, c.Sheeted, c.Kit, c.Base)
	}
	l[len(l)-1].Hint = fmt.Sprintf("choisissez : « %s » prend ce qui est tapé, « %s » garde le dossier ; ou corrigez l'un des deux ; rien n'a été écrit",
		a.command("suivi --garder "+string(tracker.KeepTyped)), a.command("suivi --garder "+string(tracker.KeepRecorded)))
	return l.Err()
}

// whom names a client and invoices, before what is said of them.
func whom(client, invoice string) string {
	switch {
	case client == "" && invoice == "":
		return ""
	case invoice == "":
		return client + ", "
	case client == "":
		return invoice + ", "
	}
	return client + ", " + invoice + ", "
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
		if err := b.stage.Write(trackerNewSum, []byte(hash(made.Workbook)+" "+hash(b.desk.present)+"\n")); err != nil {
			return err
		}
		return b.stage.Write(trackerNew, made.Workbook)
	}
	if err := b.keepTyped(before, made.Workbook); err != nil {
		return err
	}
	b.lot.Tracker = hash(made.Workbook)
	if err := b.stage.Write(trackerSum, []byte(b.lot.Tracker+"\n")); err != nil {
		return err
	}
	if err := b.stage.Write(trackerBase, made.Base); err != nil {
		return err
	}
	return b.stage.Write(trackerFile, made.Workbook)
}

// makeTracker makes the workbook under the generation of the one it replaces if
// that gives the same bytes, else under the next; then it reads it again.
func (b *batch) makeTracker(before *lot) (tracker.Made, error) {
	var kept *tracker.Kept
	generation := b.lot.Generation
	if r := b.desk.reading; r != nil {
		kept, generation = r.Kept, max(generation, r.Generation)
	}
	replaced, err := fs.ReadFile(os.DirFS(b.app.dir), b.desk.name)
	first := err != nil && (before == nil || before.Tracker == "")
	if !first && len(b.desk.taken) > 0 {
		generation++ // the journal has grown: it cannot be the same
	}
	for {
		made, err := tracker.Make(b.agenda, generation, kept, b.documents(before))
		if err != nil {
			return made, fmt.Errorf("%s : %w", trackerFile, err)
		}
		if err := b.desk.graft(&made); err != nil {
			return made, fmt.Errorf("%s : %w", trackerFile, err)
		}
		sum := hash(made.Workbook)
		same := sum == hash(replaced) || before != nil && sum == before.Tracker
		if first || same || generation > b.lot.Generation && generation > b.desk.generation() {
			b.lot.Generation = generation
			return made, made.Verify(trackerFile, b.agenda)
		}
		generation++
	}
}

// graft puts the new sheets into the workbook of those who have sheets of their own
// in it. What would be lost all the same goes beside it, whole and alone.
func (d *desk) graft(made *tracker.Made) error {
	if d.reading == nil || !d.reading.Theirs || len(d.reading.Foreign) > 0 {
		return nil
	}
	return made.Into(d.present)
}

// documents are what the lines of the tracker open: the files of this batch, or for
// « suivi », those of the batch in sortie/.
func (b *batch) documents(before *lot) *tracker.Files {
	present := b.lot
	if b.made == nil {
		present = before
	}
	return &tracker.Files{
		Made: func(c *agenda.Communication) string { return present.letter(c, b.agenda.Date) },
		Sent: func(lot, file string) string {
			if present != nil && lot == present.Lot {
				return "sortie/" + file
			}
			return "archives/lots/" + lot + "/" + file
		},
	}
}

// letter is the first file of a communication in a batch, by its path in the kit.
func (l *lot) letter(c *agenda.Communication, day calendar.Date) string {
	if l == nil {
		return ""
	}
	asked := numbersOf(c.Entry(day).Invoices)
	for _, o := range l.Communications {
		if o.Client == c.Client.Code && o.Stage == c.Stage.ID && o.Channel == c.Channel && len(o.Files) > 0 && slices.Equal(numbersOf(o.Invoices), asked) {
			return "sortie/" + o.Files[0]
		}
	}
	return ""
}

func numbersOf(refs []journal.Invoice) (out []string) {
	for _, ref := range refs {
		out = append(out, ref.Number)
	}
	return out
}

func (d *desk) generation() int {
	if d.reading == nil {
		return 0
	}
	return d.reading.Generation
}

// tell says what was taken from the workbook, and what could not be written again;
// dry when nothing was written.
func (d *desk) tell(w io.Writer, dry bool) {
	taken := "Repris de %s : %s\n"
	if dry {
		taken = "Serait repris de %s : %s\n"
	}
	if len(d.taken) > 0 {
		fmt.Fprintf(w, taken, d.file, byType(d.taken))
	}
	if d.present != nil && d.file != trackerFile && !dry {
		fmt.Fprintf(w, "%s devient %s : continuez dans celui-ci ; l'autre est gardé dans archives/\n", d.file, trackerFile)
	}
	for _, l := range d.lost {
		fmt.Fprintf(w, "Laissé dans archives, la ligne n'est plus au suivi : %s\n", l)
	}
	if d.name == trackerNew && !dry {
		fmt.Fprintf(w, "%s contient ce que relance ne sait pas récrire : il est gardé tel quel, le nouveau est %s\n   → continuez dans %s : à la prochaine lecture, il devient %s\n", trackerFile, trackerNew, trackerNew, trackerFile)
	}
}

var typedNames = []struct {
	kind      journal.Type
	one, many string
}{
	{journal.Call, "appel", "appels"}, {journal.Reply, "réponse", "réponses"}, {journal.Promise, "promesse", "promesses"},
	{journal.Payment, "paiement", "paiements"}, {journal.Dispute, "litige", "litiges"}, {journal.Postponement, "report", "reports"},
	{journal.Approval, "approbation", "approbations"}, {journal.Registered, "recommandé", "recommandés"},
	{journal.Note, "note", "notes"}, {journal.Correction, "correction", "corrections"},
	{typedAnswer, "réponse promise", "réponses promises"}, {typedOwner, "responsable", "responsables"}, {typedConfirmation, "confirmation écrite", "confirmations écrites"},
	{journal.Typed, "saisie non reprise, gardée au journal", "saisies non reprises, gardées au journal"},
}

// What a « saisie » says, when it is more than a text that was kept.
const (
	typedAnswer       journal.Type = "saisie/reponse_avant"
	typedOwner        journal.Type = "saisie/responsable"
	typedConfirmation journal.Type = "saisie/confirmee_le"
	typedUntil        journal.Type = "saisie/paiements_a_jour_au"
)

// byType counts lines of the journal: « 2 appels, 1 promesse ».
func byType(entries []journal.Entry) string {
	counts := map[journal.Type]int{}
	until := ""
	for _, e := range entries {
		kind := e.Type
		if said := e.Type + "/" + journal.Type(e.Field); slices.Contains([]journal.Type{typedAnswer, typedOwner, typedConfirmation, typedUntil}, said) {
			kind = said
		}
		if day, err := calendar.Parse(e.After); kind == typedUntil && err == nil {
			until = "encaissements saisis jusqu'au " + day.Short()
			continue
		}
		counts[kind]++
	}
	var out []string
	for _, t := range typedNames {
		if n := counts[t.kind]; n > 0 {
			out = append(out, count(n, t.one, t.many))
			delete(counts, t.kind)
		}
	}
	if until != "" {
		out = append(out, until)
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
