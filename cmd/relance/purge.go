package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/output"
	"relance/generator/retention"
)

func (a *app) purgeCmd() *cobra.Command {
	var years int
	var confirmed bool
	c := &cobra.Command{
		Use:   "purger",
		Short: "Ce qui n'a plus à être conservé ; --confirmer le supprime",
		Long: fmt.Sprintf(`Liste ce que le kit garde depuis plus de %d ans (%s, %s) :
lots archivés, anciens suivis, documents, dossiers, rapports, et les lignes du journal
des clients qui ne sont plus dans le kit. Les lignes d'un client présent restent toutes :
elles disent ce qui a été payé et envoyé. Rien n'est supprimé sans --confirmer ; ce qui
l'est ne revient pas. --ans réduit la durée, jusqu'à %d ans (%s).`,
			retention.Accounts.Years, retention.Accounts.What, retention.Accounts.Source, retention.Claims.Years, retention.Claims.Source),
		Args: args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			if years < retention.Claims.Years {
				return usage("--ans : pas moins de %d ans (%s)", retention.Claims.Years, retention.Claims.Source)
			}
			return a.perCreditor(func(a *app) error { return a.purge(years, confirmed) }, nil)
		},
	}
	c.Flags().IntVar(&years, "ans", retention.Accounts.Years, "durée de conservation, en années")
	c.Flags().BoolVar(&confirmed, "confirmer", false, "supprime ce qui est listé")
	c.Flags().BoolVar(&a.json, "json", false, "sortie pour un programme")
	return c
}

// A purge is what may go.
type purge struct {
	Limit   calendar.Date `json:"avant_le"`
	Paths   []string      `json:"fichiers"`
	Clients []string      `json:"clients"`
	Lines   int           `json:"lignes"`
	Done    bool          `json:"supprime"`
	years   int
	drop    func(journal.Entry) bool
}

func (a *app) purge(years int, confirmed bool) error {
	if !confirmed {
		k, _, err := a.load()
		if err != nil {
			return err
		}
		p, err := a.purgeable(k, years)
		if err != nil {
			return err
		}
		return a.tellPurge(k, p)
	}
	folder, err := a.hold(func() error { _, _, err := a.load(); return err })
	if err != nil {
		return err
	}
	defer folder.Close()
	k, _, err := a.load()
	if err != nil {
		return err
	}
	p, err := a.purgeable(k, years)
	if err != nil {
		return err
	}
	if err := a.remove(folder, k, p); err != nil {
		return err
	}
	return a.tellPurge(k, p)
}

func (a *app) purgeable(k *kit.Kit, years int) (*purge, error) {
	day, err := a.day(k, false)
	if err != nil {
		return nil, err
	}
	p := &purge{years: years, Limit: day.AddMonths(-12 * years), Paths: []string{}, Clients: []string{}}
	book := claim.NewBook(k)
	for _, paper := range retention.Papers(os.DirFS(a.dir), p.Limit) {
		if !a.proves(k, book, paper.Path, day) {
			p.Paths = append(p.Paths, paper.Path)
		}
	}
	drop, clients := retention.Lines(k, p.Limit)
	p.drop, p.Clients = drop, append(p.Clients, clients...)
	for _, e := range k.Journal.Entries {
		if drop(e) {
			p.Lines++
		}
	}
	return p, nil
}

// proves reports whether an archived batch is about an invoice that is still owed:
// however old, it is evidence.
func (a *app) proves(k *kit.Kit, book *claim.Book, name string, day calendar.Date) bool {
	l, err := readLot(os.DirFS(a.dir), name)
	if err != nil || l == nil {
		return false
	}
	for _, c := range l.Communications {
		for _, ref := range c.Invoices {
			if _, inv := k.Invoice(ref.Number); inv != nil && inv.Cancelled == nil && book.Balance(inv, day) > 0 {
				return true
			}
		}
	}
	return false
}

// remove rewrites the journal first, wholly or not at all; then files go one by one,
// and a purge that was stopped is simply made again.
func (a *app) remove(folder *output.Folder, k *kit.Kit, p *purge) error {
	if p.Lines > 0 {
		if err := a.rewriteJournal(folder, k, p); err != nil {
			return err
		}
	}
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, name := range p.Paths {
		if err := root.RemoveAll(name); err != nil {
			return err
		}
	}
	p.Done = true
	return nil
}

func (a *app) rewriteJournal(folder *output.Folder, k *kit.Kit, p *purge) error {
	stage, err := folder.Begin("purge")
	if err != nil {
		return err
	}
	defer stage.Drop()
	day, err := a.day(k, false)
	if err != nil {
		return err
	}
	torn := k.Journal.Torn
	present, err := os.ReadFile(a.inKit("journal.jsonl"))
	if err != nil {
		return err
	}
	after, data := k.Journal.Without(journal.Entry{Date: day, Creditor: string(k.Creditor.SIREN), Author: a.author(k, "")}, p.drop)
	k.Journal = after
	if err := stage.Write("journal.jsonl", data); err != nil {
		return err
	}
	if err := a.sealed(stage, k, torn); err != nil {
		return err
	}
	_, err = a.commit(stage, output.Change{Lot: "purge", Known: map[string]string{"journal.jsonl": hash(present)}})
	return err
}

func (a *app) tellPurge(k *kit.Kit, p *purge) error {
	if a.json {
		return a.printJSON(p)
	}
	a.identity(k)
	if len(p.Paths) == 0 && p.Lines == 0 {
		fmt.Fprintf(a.out, "Rien d'antérieur au %s n'est à supprimer.\n", p.Limit)
		return nil
	}
	said := "À supprimer, antérieur au"
	if p.Done {
		said = "Supprimé, antérieur au"
	}
	fmt.Fprintf(a.out, "%s %s :\n", said, p.Limit)
	for _, name := range p.Paths {
		fmt.Fprintf(a.out, "  %s\n", name)
	}
	if p.Lines > 0 {
		fmt.Fprintf(a.out, "  %s du journal, de clients qui ne sont plus dans le kit : %s\n", count(p.Lines, "ligne", "lignes"), strings.Join(p.Clients, ", "))
	}
	if !p.Done {
		words := "purger --confirmer"
		if p.years != retention.Accounts.Years {
			words += fmt.Sprintf(" --ans %d", p.years)
		}
		fmt.Fprintf(a.out, "Rien n'a été supprimé. Pour le faire : %s\n", a.command(words))
	}
	return nil
}
