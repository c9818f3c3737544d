package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/agenda"
	"relance/generator/casefile"
	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/layout"
	"relance/generator/merge"
	"relance/generator/output"
	"relance/generator/pdf"
)

// A demand is what a document asked for by hand is made of: the kit at a day, its
// templates, the press.
type demand struct {
	*app
	agenda *agenda.Agenda
	models *merge.Models
	press  pdf.Press
	lacks  diag.List // what prevented a document
}

// demanded reads all that a document asked for by hand is made of.
func (a *app) demanded() (*demand, error) {
	k, models, _, err := a.loadAll()
	if err != nil {
		return nil, err
	}
	ag, err := a.agendaOf(k, false)
	if err != nil {
		return nil, err
	}
	return &demand{app: a, agenda: ag, models: models}, nil
}

// client finds the client that a command names.
func (d *demand) client(code string) (*kit.Client, error) {
	if err := knownClients(d.agenda.Kit, []string{code}); err != nil {
		return nil, err
	}
	return d.agenda.Kit.ClientByCode(code), nil
}

// print makes one document, in PDF. It is nil when the kit lacks a datum; the problem
// is then in lacks.
func (d *demand) print(r *merge.Request) ([]byte, error) {
	letter, problems := d.models.Make(os.DirFS(d.dir), d.agenda, r)
	d.lacks = append(d.lacks, problems...)
	if letter == nil {
		return nil, nil
	}
	printed, err := d.press.Print(letter.Document, d.agenda.Date)
	if err != nil {
		return nil, d.refused(letter, err)
	}
	var b bytes.Buffer
	_, err = printed.WriteTo(&b)
	return b.Bytes(), err
}

// refused puts what paper cannot carry among what the document lacks; any other error
// is the machine's.
func (d *demand) refused(l *merge.Letter, err error) error {
	var trouble *layout.Error
	if !errors.As(err, &trouble) {
		return err
	}
	d.lacks = append(d.lacks, unprintable(d.agenda.Kit.Creditor, l, trouble))
	return nil
}

// A made file is what a command wrote, for a program.
type made struct {
	Path string `json:"chemin"`
	Sum  string `json:"sha256"`
}

// put writes files into the kit, all or none; tree, if any, is a folder that they
// replace as a whole, and known the checksums of what stands there of our making.
func (d *demand) put(folder *output.Folder, tree string, known map[string]string, files []casefile.File) ([]made, error) {
	var trees []string
	if tree != "" {
		trees = []string{tree}
	}
	stage, err := folder.Begin("documents-"+d.agenda.Date.ISO(), trees...)
	if err != nil {
		return nil, err
	}
	defer stage.Drop()
	var list []made
	for _, f := range files {
		if err := stage.Write(f.Name, f.Data); err != nil {
			return nil, err
		}
		list = append(list, made{f.Name, hash(f.Data)})
	}
	report, err := d.commit(stage, output.Change{Lot: "documents-" + d.agenda.Date.ISO(), Known: known})
	for _, m := range report.Kept {
		fmt.Fprintf(d.err, "Version précédente gardée : %s\n", m.To)
	}
	return list, err
}

func (a *app) inKit(name string) string { return filepath.ToSlash(filepath.Join(a.dir, name)) }

// demandedOf takes the kit for writing and finds the client that is asked about; the
// folder is for the caller to close.
func (a *app) demandedOf(code string) (folder *output.Folder, d *demand, client *kit.Client, err error) {
	folder, err = a.hold(func() error { _, _, _, err := a.loadAll(); return err })
	if err != nil {
		return nil, nil, nil, err
	}
	if d, err = a.demanded(); err == nil {
		client, err = d.client(code)
	}
	if err != nil {
		folder.Close()
		return nil, nil, nil, err
	}
	return folder, d, client, nil
}

func (a *app) accountCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "releve CLIENT",
		Short: "Le relevé de compte d'un client, en PDF, dans documents/",
		Long: `Écrit dans documents/ le relevé de compte d'un client au jour dit : ses factures
ouvertes, ses règlements, ses avoirs, ce qui est échu et ce qui ne l'est pas encore.`,
		Example: "  relance releve C17",
		Args:    args(1, 1, "le client"),
		RunE:    func(_ *cobra.Command, given []string) error { return a.account(given[0]) },
	}
	c.Flags().BoolVar(&a.json, "json", false, "sortie pour un programme")
	return c
}

func (a *app) account(code string) error {
	folder, d, client, err := a.demandedOf(code)
	if err != nil {
		return err
	}
	defer folder.Close()
	data, err := d.print(&merge.Request{Template: "releve-de-compte", Client: client, Channel: kit.ByLetter})
	if err != nil {
		return err
	}
	if data == nil {
		return d.lacking()
	}
	name := "documents/" + output.Word(client.Code) + "-releve-" + d.agenda.Date.ISO() + ".pdf"
	files, err := d.put(folder, "", nil, []casefile.File{{Name: name, Data: data}})
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"client": client.Code, "date": d.agenda.Date, "fichiers": files})
	}
	fmt.Fprintf(a.out, "Relevé de compte de %s au %s : %s\n", client.FullName(), d.agenda.Date, a.inKit(name))
	a.printProblems(d.lacks)
	return nil
}

// lacking turns what a document lacks into a refusal: asked for alone, there is
// nothing else to make.
func (d *demand) lacking() error {
	for i := range d.lacks {
		p := &d.lacks[i]
		if p.Kind == diag.Missing && !strings.Contains(p.Text, p.Client) {
			p.Text = "client " + p.Client + " : " + p.Text
		}
		p.Kind = diag.Fault
	}
	return d.lacks.Err()
}
