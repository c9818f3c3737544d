package main

import (
	"io/fs"
	"iter"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/agenda"
	"relance/generator/diag"
	"relance/generator/merge"
	"relance/generator/output"
	"relance/site"
)

func (a *app) generateCmd() *cobra.Command {
	var until string
	var run generating
	c := &cobra.Command{
		Use:   "generer",
		Short: "Prépare tout : lettres, courriels, appels, suivi, guide, dans sortie/",
		Long: `Prépare dans sortie/ tout ce qu'il y a à faire à la date : lettres, courriels,
fiches d'appel, SMS, agenda, guide ; et suivi.xlsx, après avoir noté au journal ce
qui y est saisi. Rien n'est envoyé : « relance valider » notera ce qui est parti.`,
		Args: args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			if until != "" {
				a.date = until
			}
			after := a.writeSeveral
			if run.dry || run.simulation {
				after = nil
			}
			return a.perCreditor(func(a *app) error { return a.generate(run) }, after)
		},
	}
	c.Flags().BoolVar(&a.json, "json", false, "sortie pour un programme")
	c.Flags().StringVar(&until, "jusqu-au", "", "prépare ce qui vient jusqu'à cette date, daté de ce jour")
	c.Flags().BoolVar(&run.dry, "essai", false, "dit ce qui serait fait, n'écrit rien")
	c.Flags().BoolVar(&run.simulation, "simulation", false, "comme --essai, à une date antérieure au journal")
	c.Flags().BoolVar(&a.despite, "malgre-verrou", false, despiteHelp)
	c.Flags().BoolVar(&run.apart, "sans-suivi", false, "sans lire ni récrire suivi.xlsx")
	return c
}

// generating says how generer is to run.
type generating struct {
	dry, simulation bool
	apart           bool // leave suivi.xlsx alone
}

// generate is the whole flow: kit → claims → agenda → letters → files. Refusals
// happen before the first file is staged; after it only the machine can refuse.
func (a *app) generate(run generating) error {
	if run.dry || run.simulation {
		return a.rehearse(run)
	}
	folder, err := a.hold(func() error { _, _, _, err := a.loadAll(); return err })
	if err != nil {
		return err
	}
	defer folder.Close()
	if err := a.trackerClosed(folder); err != nil && !run.apart {
		return err
	}
	b, models, err := a.prepare(false, !run.apart)
	if err != nil {
		return err
	}
	pages, faults := a.playbook(b.agenda.Kit, models)
	if faults.Faults() {
		return faults.Err()
	}
	if a.keepsInternal() {
		if b.internal, err = a.internal(b.agenda, models); err != nil {
			return err
		}
	}
	before, err := readLot(os.DirFS(a.dir), "sortie")
	if err != nil {
		return err
	}
	if b.stage, err = folder.Begin(b.lot.Lot, "sortie"); err != nil {
		return err
	}
	defer b.stage.Drop()
	if err := b.write(pages, before); err != nil {
		return err
	}
	report, err := a.commit(b.stage, b.change(before))
	if err != nil {
		return err
	}
	return a.finish(b, &report)
}

// prepare decides and writes the letters, without a file; typed says to take first
// what people typed in suivi.xlsx.
func (a *app) prepare(simulation, typed bool) (*batch, *merge.Models, error) {
	k, models, problems, err := a.loadAll()
	if err != nil {
		return nil, nil, err
	}
	var ag *agenda.Agenda
	d := &desk{}
	if typed {
		ag, d, err = a.agendaWith(k)
	} else {
		ag, err = a.agendaOf(k, simulation)
	}
	if err != nil {
		return nil, nil, err
	}
	letters, missing := models.Letters(os.DirFS(a.dir), ag)
	b := &batch{app: a, agenda: ag, models: models, desk: d, letters: letters, problems: slices.Concat(problems, missing), made: map[*agenda.Communication]string{}, sheets: map[*agenda.Communication]string{}}
	if b.problems.Faults() {
		return nil, nil, b.problems.Err()
	}
	if d.reading != nil {
		b.problems = append(b.problems, d.reading.Notices...)
	}
	withhold(b.unwritten(), missing)
	b.lot = a.newLot(ag, batchName(ag))
	return b, models, nil
}

// batchName names a batch, and its folder in archives/: with a long creditor the name
// is cut, never the digest.
func batchName(ag *agenda.Agenda) string {
	const longest = 40 // with the day and the digest, within what output.Slug keeps
	slug := output.Slug(ag.Kit.Creditor.Name)
	return ag.Batch(strings.TrimRight(slug[:min(len(slug), longest)], "-"))
}

// rehearse says what generer would do.
func (a *app) rehearse(run generating) error {
	b, _, err := a.prepare(run.simulation, !run.simulation && !run.apart)
	if err != nil {
		return err
	}
	if err := b.proof(); err != nil {
		return err
	}
	return a.finish(b, nil)
}

// A batch is one run of generer while it is written.
type batch struct {
	app      *app
	agenda   *agenda.Agenda
	models   *merge.Models
	lot      *lot
	letters  []merge.Letter
	problems diag.List
	made     map[*agenda.Communication]string // the file of each
	sheets   map[*agenda.Communication]string // the call sheet that goes with it
	stage    *output.Stage
	post     post
	desk     *desk
	waiting  bool                // the batch before this one is not validated yet
	internal iter.Seq[site.File] // the guide that names debtors, nil when the kit has none
}

// write makes every file. Letters are drawn by as many workers as there are
// processors and written in their order.
func (b *batch) write(pages iter.Seq[site.File], before *lot) error {
	if err := b.writeLetters(b.keep); err != nil {
		return err
	}
	b.tellBlocked()
	b.list()
	if err := b.writePost(); err != nil {
		return err
	}
	if err := b.writeCalendar(); err != nil {
		return err
	}
	for p := range pages {
		if err := b.put(path.Join("site", p.Name), p.Data, nil); err != nil {
			return err
		}
	}
	if err := b.writeInternal(); err != nil {
		return err
	}
	if err := b.put("index.html", b.index(), nil); err != nil {
		return err
	}
	if err := b.put("lot.css", indexStyle, nil); err != nil {
		return err
	}
	if err := b.writeTracker(before); err != nil {
		return err
	}
	b.lot.report(b.problems)
	return b.stage.Write("sortie/lot.json", b.lot.json())
}

// writeInternal writes the guide that names debtors: not part of the lot, for nobody
// sends it.
func (b *batch) writeInternal() error {
	if b.internal == nil {
		return nil
	}
	for p := range b.internal {
		if err := b.stage.Write(path.Join(internalGuide, p.Name), p.Data); err != nil {
			return err
		}
	}
	return nil
}

// list records every communication of the day in the lot, with its file if one was
// made.
func (b *batch) list() {
	for i := range b.agenda.Communications {
		c := &b.agenda.Communications[i]
		if name, ok := b.made[c]; ok {
			b.lot.add(c, name)
		} else {
			b.lot.add(c)
		}
	}
}

// put stages one file of sortie/ and records it.
func (b *batch) put(name string, data []byte, letter *merge.Letter) error {
	b.lot.file(name, data, letter)
	return b.stage.Write(path.Join("sortie", name), data)
}

// change says what the commit replaces. An older batch is kept in the archives: one
// that was sent is evidence, one that nobody validated may still be.
func (b *batch) change(before *lot) output.Change {
	c := output.Change{Lot: b.lot.Lot, Known: before.known(os.DirFS(b.app.dir))}
	if before != nil {
		b.waiting = len(before.pending(b.agenda.Kit, nil)) > 0
		c.Lot, c.Archive = before.Lot, before.Lot != b.lot.Lot && (b.waiting || before.wasSent(b.agenda.Kit))
	}
	maps.Copy(c.Known, b.app.knownGuide(publicGuide))
	maps.Copy(c.Known, b.app.knownGuide(internalGuide))
	if b.desk.ours != nil {
		c.Known[trackerFile] = hash(b.desk.ours) // what people typed is taken, and archived
	}
	c.Moves = b.setAside()
	if old, err := fs.ReadFile(os.DirFS(b.app.dir), trackerNew); err == nil {
		c.Known[trackerNew] = hash(old)
	}
	if b.desk.add != nil {
		c.Appends = []output.Append{*b.desk.add}
	}
	return c
}
