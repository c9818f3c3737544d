package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"

	"github.com/spf13/cobra"

	"relance/generator/casefile"
	"relance/generator/kit"
	"relance/generator/merge"
	"relance/generator/output"
)

func (a *app) caseCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "dossier CLIENT",
		Short: "Le dossier de preuves d'un client : pour un cabinet ou une injonction de payer",
		Long: `Réunit dans dossiers/CLIENT-DATE/, et dans une archive .zip du même nom, ce qui prouve
la créance : note de couverture, relevé, décompte des intérêts, chronologie, copies des
factures, lettres et courriels tels qu'ils sont partis, avec l'empreinte de chaque pièce.
Ce qui manque est listé. Rien n'est transmis : « relance noter » le notera quand ce le sera.`,
		Example: "  relance dossier C17",
		Args:    args(1, 1, "le client"),
		RunE:    func(_ *cobra.Command, given []string) error { return a.caseFile(given[0]) },
	}
	c.Flags().BoolVar(&a.json, "json", false, "sortie pour un programme")
	return c
}

func (a *app) caseFile(code string) error {
	folder, d, client, err := a.demandedOf(code)
	if err != nil {
		return err
	}
	defer folder.Close()
	invoices := d.unpaid(client)
	if len(invoices) == 0 {
		return usage("%s n'a aucune facture impayée au %s : il n'y a pas de dossier à réunir", client.FullName(), d.agenda.Date)
	}
	f := &caseFile{demand: d, client: client, invoices: invoices, name: output.Word(client.Code) + "-" + d.agenda.Date.ISO()}
	if err := f.gather(); err != nil {
		return err
	}
	files, err := d.put(folder, f.folder(), f.known(), f.files())
	if err != nil {
		return err
	}
	return f.tell(files)
}

// unpaid are the invoices of a client that a case is about, whatever pauses them.
func (d *demand) unpaid(c *kit.Client) (out []*kit.Invoice) {
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		if inv.Cancelled == nil && inv.Due <= d.agenda.Date && d.agenda.Facts.Book.Balance(inv, d.agenda.Date) > 0 {
			out = append(out, inv)
		}
	}
	return out
}

// A caseFile is the case under way.
type caseFile struct {
	*demand
	client   *kit.Client
	invoices []*kit.Invoice
	name     string // C17-2026-03-31
	exhibits []casefile.Exhibit
	sheets   []casefile.File // the cover and the forms, which are no exhibits
}

// sumsFile lists the checksums of a case file.
const sumsFile = "empreintes.txt"

func (f *caseFile) folder() string { return "dossiers/" + f.name }

// gather makes the documents and finds the others, then the cover, which lists them.
func (f *caseFile) gather() error {
	for _, x := range []struct{ template, label, name string }{
		{"releve-de-compte", "Relevé de compte", "releve-de-compte.pdf"},
		{"annexe-decompte", "Décompte des intérêts", "decompte-des-interets.pdf"},
		{"chronologie", "Chronologie des démarches", "chronologie.pdf"},
	} {
		data, err := f.print(f.request(x.template, nil))
		if err != nil {
			return err
		}
		if data != nil {
			f.exhibits = append(f.exhibits, casefile.Exhibit{Label: x.label, Name: x.name, Data: data})
		}
	}
	files, k := os.DirFS(f.dir), f.agenda.Kit
	f.exhibits = append(f.exhibits, casefile.Invoices(files, k, f.invoices)...)
	f.exhibits = casefile.Number(append(f.exhibits, casefile.Sent(files, k, f.client, f.invoices)...))
	return f.makeSheets()
}

// makeSheets makes what goes with the exhibits: the cover first, then the forms that
// the case calls for.
func (f *caseFile) makeSheets() error {
	about := &merge.File{Reference: "DOS-" + f.name, JournalHead: f.agenda.Kit.Journal.Head}
	for _, x := range f.exhibits {
		about.Exhibits = append(about.Exhibits, merge.Exhibit{Label: x.Label, File: x.Name, SHA256: x.Sum(), Missing: x.Data == nil})
	}
	templates := [][2]string{{"dossier-preuves", "00-note-de-couverture.pdf"}, {"bordereau-transmission", "bordereau-de-transmission.pdf"}, {"checklist-injonction", "injonction-de-payer.pdf"}}
	if f.client.Insolvency != nil {
		templates = [][2]string{templates[0], {"gel-procedure-collective", "procedure-collective.pdf"}, {"declaration-creance", "declaration-de-creance.pdf"}}
	}
	for _, t := range templates {
		if t[0] == "bordereau-transmission" && f.client.Kind == kit.Consumer && f.models.Model(t[0]+".particulier") == nil {
			continue // no plan hands a consumer over, unless the user wrote how
		}
		data, err := f.print(f.request(t[0], about))
		if err != nil {
			return err
		}
		if data != nil {
			f.sheets = append(f.sheets, casefile.File{Name: t[1], Data: data})
		}
	}
	return nil
}

func (f *caseFile) request(template string, about *merge.File) *merge.Request {
	r := &merge.Request{Template: template, Client: f.client, File: about}
	if template == "releve-de-compte" {
		r.Channel = kit.ByLetter
		return r // all of the account, paid invoices too
	}
	for _, inv := range f.invoices {
		r.Invoices = append(r.Invoices, inv.Number)
	}
	return r
}

// files are the folder, with its checksums, and the archive of it.
func (f *caseFile) files() []casefile.File {
	files := f.sheets
	for _, x := range f.exhibits {
		if x.Data != nil {
			files = append(files, casefile.File{Name: x.Name, Data: x.Data})
		}
	}
	files = append(files, casefile.File{Name: sumsFile, Data: casefile.Sums(files)})
	archive := casefile.File{Name: f.folder() + ".zip", Data: casefile.Zip(f.name, files, f.agenda.Date)}
	out := make([]casefile.File, 0, len(files)+1)
	for _, x := range files {
		out = append(out, casefile.File{Name: path.Join(f.folder(), x.Name), Data: x.Data})
	}
	return append(out, archive)
}

// known are the files of a former case file of that day, by their checksums in its own
// list: made anew, they need not be kept.
func (f *caseFile) known() map[string]string {
	files, sums := os.DirFS(f.dir), map[string]string{}
	list := path.Join(f.folder(), sumsFile)
	for _, name := range []string{list, f.folder() + ".zip"} {
		if data, err := fs.ReadFile(files, name); err == nil {
			sums[name] = hash(data)
		}
	}
	if data, err := fs.ReadFile(files, list); err == nil {
		for name, sum := range casefile.Read(data) {
			sums[path.Join(f.folder(), name)] = sum
		}
	}
	return sums
}

// tell lists the exhibits, then what is missing.
func (f *caseFile) tell(files []made) error {
	missing := []string{}
	for _, x := range f.exhibits {
		if x.Data == nil {
			missing = append(missing, x.Label)
		}
	}
	if f.json {
		return f.printJSON(map[string]any{"client": f.client.Code, "date": f.agenda.Date, "reference": "DOS-" + f.name, "fichiers": files, "manquantes": missing})
	}
	fmt.Fprintf(f.out, "Dossier %s de %s : %s/ et %s.zip\n", "DOS-"+f.name, f.client.FullName(), f.inKit(f.folder()), f.inKit(f.folder()))
	for _, x := range f.exhibits {
		if x.Data != nil {
			fmt.Fprintf(f.out, "  %s  %s\n", x.Name[:2], x.Label)
		}
	}
	if len(missing) > 0 {
		f.title("Pièces à joindre encore")
		for _, label := range missing {
			fmt.Fprintf(f.out, "  – %s\n", label)
		}
	}
	f.printProblems(f.lacks)
	return nil
}
