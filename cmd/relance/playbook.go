package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"relance/content"
	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/claim/rate"
	"relance/generator/decode"
	"relance/generator/diag"
	"relance/generator/diag/codes"
	"relance/generator/kit"
	"relance/generator/merge"
	"relance/generator/output"
	"relance/site"
)

func (a *app) siteCmd() *cobra.Command {
	var to string
	var internal bool
	c := &cobra.Command{
		Use: "site", Short: "Le guide seul, sans aucune donnée de débiteur, prêt à être hébergé",
		Long: `Écrit le guide seul, sans toucher au lot du jour.

Sans option, dans sortie/site : des règles, des modèles, des exemples inventés,
aucune donnée de débiteur. --vers le copie là où il est hébergé ou partagé ; seuls
les fichiers qui ont changé y sont récrits.

--avec-donnees écrit sortie/site-interne, qui contient aussi le tableau du jour et
une fiche par client : il reste sur ce poste. « relance generer » le tient ensuite
à jour ; pour l'arrêter, supprimez ce dossier.`,
		Example: "  relance site --vers G:/partage/guide\n  relance site --avec-donnees",
		Args:    args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			if _, err := calendar.Parse(a.date); a.date != "" && err != nil {
				return usage("--date : %s", explained(err))
			}
			switch {
			case internal && to != "":
				return usage("le guide avec données ne se copie pas ailleurs : il nomme vos débiteurs\n   → sans --avec-donnees, le guide public se copie avec --vers")
			case internal:
				return a.writeInternal()
			}
			k, models, _, err := a.loadAll()
			if err != nil {
				return err
			}
			files, faults := a.playbook(k, models)
			if faults.Faults() {
				return faults.Err()
			}
			if len(faults) > 0 {
				a.printProblems(faults)
			}
			if to == "" {
				return a.install(publicGuide, files)
			}
			if room := a.roomOf(to); room != "" {
				return usage("« %s » est dans %s, que l'outil range lui-même : rien n'a été écrit\n   → donnez un dossier à côté du kit, ou sur le disque partagé", filepath.ToSlash(to), room)
			}
			return a.publish(to, slices.Collect(files))
		},
	}
	c.Flags().StringVar(&to, "vers", "", "dossier où copier le guide ; il doit être nouveau, vide, ou un guide précédent")
	c.Flags().BoolVar(&internal, "avec-donnees", false, "écrit sortie/site-interne, avec le tableau du jour et les fiches des clients")
	return c
}

// The two editions of the guide, in the kit.
const (
	publicGuide   = "sortie/site"
	internalGuide = "sortie/site-interne"
)

// writeInternal writes the edition that names debtors, on the agenda that generer
// would have now.
func (a *app) writeInternal() error {
	b, models, err := a.prepare(false, false)
	if err != nil {
		return err
	}
	files, err := a.internal(b.agenda, models)
	if err != nil {
		return err
	}
	return a.install(internalGuide, files)
}

// internal builds the edition that names debtors.
func (a *app) internal(ag *agenda.Agenda, models *merge.Models) (iter.Seq[site.File], error) {
	day, err := boardOf(ag)
	if err != nil {
		return nil, err
	}
	files, faults := site.BuildInternal(a.siteInput(ag.Kit, models), day)
	return files, faults.Err()
}

// keepsInternal reports whether the kit has an internal guide to keep up to date.
func (a *app) keepsInternal() bool {
	_, err := os.Stat(filepath.Join(a.dir, internalGuide, site.Listing))
	return err == nil
}

// install puts a guide in its place in the kit, as a whole.
func (a *app) install(place string, files iter.Seq[site.File]) error {
	folder, err := a.lockKit()
	if err != nil {
		return err
	}
	defer folder.Close()
	stage, err := folder.Begin("guide", place)
	if err != nil {
		return err
	}
	defer stage.Drop()
	n := 0
	for f := range files {
		n++
		if err := stage.Write(path.Join(place, f.Name), f.Data); err != nil {
			return err
		}
	}
	report, err := stage.Commit(output.Change{Lot: "guide", Known: a.knownGuide(place)})
	if err != nil {
		return err
	}
	for _, m := range report.Kept {
		fmt.Fprintf(a.err, "%s avait été modifié à la main : gardé dans %s\n", m.From, m.To)
	}
	shown := filepath.ToSlash(filepath.Join(a.dir, place))
	if report.Unchanged {
		fmt.Fprintf(a.out, "Le guide était à jour : %s/index.html\n", shown)
		return nil
	}
	fmt.Fprintf(a.out, "%s, à ouvrir par %s/index.html\n", count(n, "fichier écrit", "fichiers écrits"), shown)
	return nil
}

// knownGuide are the hashes of the guide that stands in the kit, as it was written.
func (a *app) knownGuide(place string) map[string]string {
	out := map[string]string{}
	data, err := fs.ReadFile(os.DirFS(a.dir), path.Join(place, site.Listing))
	if err != nil {
		return out
	}
	for name, sum := range site.Listed(data) {
		out[path.Join(place, name)] = sum
	}
	out[path.Join(place, site.Listing)] = hash(data)
	return out
}

// publish copies the guide into a folder that holds nothing else, often a shared
// drive that other machines follow: only what changed is written, each file at one
// go, the pages after what they load, and what no page needs any longer goes.
func (a *app) publish(to string, files []site.File) error {
	before, err := guideIn(to)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(to)
	if err != nil {
		return err
	}
	defer root.Close()
	if len(before) == 0 { // a copy that is stopped halfway must be known for a guide
		if err := replace(root, files[slices.IndexFunc(files, func(f site.File) bool { return f.Name == site.Listing })]); err != nil {
			return err
		}
	}
	written := 0
	slices.SortStableFunc(files, func(x, y site.File) int { return cmp.Compare(rankOf(x.Name), rankOf(y.Name)) })
	for _, f := range files {
		if old, err := root.ReadFile(f.Name); err == nil && bytes.Equal(old, f.Data) {
			delete(before, f.Name)
			continue
		}
		if err := replace(root, f); err != nil {
			return err
		}
		written++
		delete(before, f.Name)
	}
	for name, sum := range before { // in any order: nothing is printed of them
		if old, err := root.ReadFile(name); err == nil && hash(old) == sum {
			root.Remove(name)
		}
	}
	if written == 0 {
		fmt.Fprintf(a.out, "Le guide était à jour dans %s\n", filepath.ToSlash(to))
		return nil
	}
	fmt.Fprintf(a.out, "%s dans %s\n", count(written, "fichier écrit", "fichiers écrits"), filepath.ToSlash(to))
	return nil
}

// rooms are the folders of a kit that the program writes, or reads as its own: a copy
// of the guide there would be moved away, or taken for templates.
var rooms = []string{"sortie", "templates", "content", "archives", ".relance"}

// roomOf is the room of the kit that a folder would stand in, "" when in none.
func (a *app) roomOf(dir string) string {
	for _, room := range rooms {
		if rel, err := filepath.Rel(real(filepath.Join(a.dir, room)), real(dir)); err == nil && filepath.IsLocal(rel) {
			return room
		}
	}
	return ""
}

// real is the path that a folder has on the disk, or will have once it is made.
func real(dir string) string {
	whole, err := filepath.Abs(dir)
	if err != nil {
		return dir
	}
	if found, err := filepath.EvalSymlinks(whole); err == nil {
		return found
	}
	if above := filepath.Dir(whole); above != whole {
		return filepath.Join(real(above), filepath.Base(whole))
	}
	return whole
}

// guideIn is what a former guide left in a folder; another folder that is not empty
// is refused.
func guideIn(dir string) (map[string]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	data, err := os.ReadFile(filepath.Join(dir, site.Listing))
	_, former := os.Stat(filepath.Join(dir, "plan-du-site.html"))
	if err != nil && former != nil && len(entries) > 0 {
		return nil, usage("« %s » contient autre chose qu'un guide : rien n'a été écrit\n   → donnez un dossier nouveau ou vide", filepath.ToSlash(dir))
	}
	return site.Listed(data), nil
}

// rankOf puts what the pages load before them, and the listing last.
func rankOf(name string) int {
	switch {
	case name == site.Listing:
		return 2
	case path.Ext(name) == ".html":
		return 1
	}
	return 0
}

// replace writes a file beside its place, then puts it there: a reader never sees
// half of it.
func replace(root *os.Root, f site.File) error {
	if err := root.MkdirAll(path.Dir(f.Name), 0o755); err != nil {
		return err
	}
	const draft = ".en-cours"
	if err := root.WriteFile(draft, f.Data, 0o644); err != nil {
		return err
	}
	return root.Rename(draft, f.Name)
}

// playbook builds the public guide.
func (a *app) playbook(k *kit.Kit, models *merge.Models) (iter.Seq[site.File], diag.List) {
	return site.Build(a.siteInput(k, models))
}

// siteInput is what both editions are made of: the pages (the user's over the
// built-in ones), the plans and options of the kit, and the templates filled with
// the showcase.
func (a *app) siteInput(k *kit.Kit, models *merge.Models) site.Input {
	user, err := fs.Sub(os.DirFS(a.dir), "content")
	if err != nil {
		panic(err) // "content" is a valid path
	}
	return site.Input{
		Pages: kit.Overlay(user, content.FS), Options: a.siteOptions(k), Plans: sitePlans(k), Rates: siteRates(k), Open: k.Business(),
		Samples: samples(a.models(), models), Fields: siteFields(), Messages: siteMessages(),
	}
}

// siteOptions are the settings in force. The house's name stays out: the playbook
// may be hosted where anybody reads it.
func (a *app) siteOptions(k *kit.Kit) site.Options {
	o := site.Options{Edition: "Édition " + version(), Today: a.today}
	if day, err := calendar.Parse(a.date); err == nil { // else it was refused
		o.Today = day
	}
	values := k.Options
	for _, f := range decode.Fields(values) {
		if v := optionText(values, f.Key); v != "" {
			o.Settings = append(o.Settings, site.Setting{Label: f.Help, Value: v, Help: f.Key})
		}
	}
	for _, profile := range []string{"tpe", "pme", "nouveau_client", "grand_compte", "public", "particulier", "association", "mauvais_payeur"} {
		if p := k.PlanByID(cmp.Or(k.ProfilePlans.For(profile), k.DefaultPlan)); p != nil {
			o.ProfilePlans = append(o.ProfilePlans, site.ProfilePlan{Profile: profile, Plan: p.Name})
		}
	}
	return o
}

// siteRates are the law's own rates between businesses, for the calculators.
func siteRates(k *kit.Kit) []site.Rate {
	rows, err := rate.Of(k)
	if err != nil {
		rows = rate.Known // agenda.Of has refused the kit's own rows already
	}
	var out []site.Rate
	for _, r := range rows {
		out = append(out, site.Rate{From: r.HalfYear().First(), Rate: r.ECB + 10_00})
	}
	return out
}

func sitePlans(k *kit.Kit) []site.Plan {
	var out []site.Plan
	for i := range k.Plans {
		out = append(out, site.PlanOf(k, &k.Plans[i]))
	}
	return out
}

func siteFields() []site.Field {
	var out []site.Field
	for _, f := range merge.Fields() {
		out = append(out, site.Field{Name: f.Name, Help: f.Help, Example: f.Example, Optional: f.Optional})
	}
	return out
}

func siteMessages() []site.Message {
	var out []site.Message
	for _, c := range codes.All {
		out = append(out, site.Message{Code: c.Code, Title: c.Title, Text: c.Meaning, Remedy: c.Remedy})
	}
	return out
}

// optionText is the value of an option as a reader would say it.
func optionText(o kit.Options, key string) string {
	switch v := decode.Value(o, key).(type) {
	case int:
		return strconv.Itoa(v)
	case string:
		return v
	case fmt.Stringer:
		return v.String()
	}
	return ""
}
