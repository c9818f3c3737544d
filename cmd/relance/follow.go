package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"relance/generator/output"
	"relance/generator/tracker"
)

func (a *app) trackerCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "suivi",
		Short: "Reprend ce qui est saisi dans suivi.xlsx, et le remet à jour",
		Long: `Reprend dans le journal ce qui est saisi dans suivi.xlsx, puis récrit le classeur :
ni lettres ni courriels. « relance generer » fait de même avant de tout préparer.`,
		Args: args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			if !slices.Contains([]string{"", string(tracker.KeepTyped), string(tracker.KeepRecorded)}, a.keep) {
				return usage("--garder : « %s » n'est pas un choix possible\n   → choix : %s, %s", a.keep, tracker.KeepTyped, tracker.KeepRecorded)
			}
			return a.perCreditor(func(a *app) error { return a.updateTracker() }, nil)
		},
	}
	c.Flags().BoolVar(&a.anew, "reprendre", false, "sans le lire : le classeur va dans archives/, un neuf le remplace")
	c.Flags().BoolVar(&a.despite, "malgre-verrou", false, despiteHelp)
	c.Flags().StringVar(&a.keep, "garder", "", "quand la même cellule a changé des deux côtés : tableur, ou dossier")
	return c
}

// updateTracker reads and writes the workbook alone.
func (a *app) updateTracker() error {
	folder, err := a.hold(func() error { _, _, err := a.load(); return err })
	if err != nil {
		return err
	}
	defer folder.Close()
	if err := a.trackerClosed(folder); err != nil {
		return err
	}
	k, _, err := a.load()
	if err != nil {
		return err
	}
	ag, d, err := a.agendaWith(k)
	if err != nil {
		return err
	}
	before, err := readLot(os.DirFS(a.dir), "sortie")
	if err != nil {
		return err
	}
	b := &batch{app: a, agenda: ag, desk: d, lot: &lot{Lot: "suivi", Generation: 1}}
	if b.stage, err = folder.Begin("suivi"); err != nil {
		return err
	}
	defer b.stage.Drop()
	if err := b.writeTracker(before); err != nil {
		return err
	}
	if err := b.noteTracker(before); err != nil {
		return err
	}
	report, err := b.stage.Commit(b.change(before))
	if err != nil {
		return err
	}
	a.identity(k)
	b.tellTracker(&report)
	return nil
}

// noteTracker keeps what the batch of sortie/ says of the workbook true: by it,
// generer knows whether people changed it.
func (b *batch) noteTracker(before *lot) error {
	if before == nil {
		return nil
	}
	now := *before
	now.Tracker, now.Generation = b.lot.Tracker, b.lot.Generation
	return b.stage.Write("sortie/lot.json", now.json())
}

func (b *batch) tellTracker(report *output.Report) {
	a := b.app
	b.desk.tell(a.out, false)
	if r := b.desk.reading; r != nil {
		a.printProblems(r.Notices)
	}
	b.tellKept(report)
	if report.Unchanged {
		fmt.Fprintln(a.out, "Rien n'a changé depuis la dernière fois.")
		return
	}
	fmt.Fprintf(a.out, "%s est à jour au %s.\n", b.desk.name, b.agenda.Date)
}
