package main

import (
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/casefile"
	"relance/generator/kit"
	"relance/generator/merge"
	"relance/generator/merge/model"
)

// An order is what the command « document » was asked for.
type order struct {
	template, client, deadline string
	invoices                   []string
}

func (a *app) documentCmd() *cobra.Command {
	var o order
	c := &cobra.Command{
		Use:   "document [MODELE [CLIENT]]",
		Short: "Un document que le plan ne prévoit pas : accord, protocole, réponse, note",
		Long: `Écrit dans documents/ un document rempli avec le dossier d'un client : accord de
paiement à signer, fiche de réunion, réponse à une contestation, reçu, note interne…
Sans modèle, les nomme tous. Ce qui n'est pas connu reste à remplir à la main.
Rien n'est noté au journal : un document n'est pas une relance.`,
		Example: "  relance document\n  relance document accord-echeancier C17\n  relance document reponse-litige C17 --facture FA26-056 --date-limite 2026-04-14",
		Args:    args(0, 2, ""),
		RunE: func(_ *cobra.Command, given []string) error {
			if len(given) == 0 {
				return a.listDocuments()
			}
			o.template = given[0]
			if len(given) == 2 {
				o.client = given[1]
			}
			return a.document(o)
		},
	}
	c.Flags().StringArrayVar(&o.invoices, "facture", nil, "numéro d'une facture dont parle le document (répétable)")
	c.Flags().StringVar(&o.deadline, "date-limite", "", "date limite que le document imprime ; sans elle, huit jours ouvrés")
	return c
}

// listDocuments names the models that no plan and no event calls for.
func (a *app) listDocuments() error {
	d, err := a.demanded()
	if err != nil {
		return err
	}
	for _, name := range d.models.Names() {
		if model.BaseName(name) == name && commands[name] == "" && !scheduled(d.agenda.Kit, name) {
			fmt.Fprintf(a.out, "%-26s %s\n", name, d.models.Model(name).Head.Title)
		}
	}
	return nil
}

// commands are those that gather what some models need.
var commands = map[string]string{
	"rapport-creancier": "relance rapport", "dossier-preuves": "relance dossier CLIENT", "releve-de-compte": "relance releve CLIENT",
}

// scheduled reports whether a plan, or an event of the agenda, calls for a model.
func scheduled(k *kit.Kit, name string) bool {
	for i := range k.Plans {
		for j := range k.Plans[i].Stages {
			if slices.Contains(model.TemplatesOf(&k.Plans[i].Stages[j]), name) {
				return true
			}
		}
	}
	return slices.ContainsFunc(agenda.Outside, func(s kit.Stage) bool { return s.Template == name })
}

func (a *app) document(o order) error {
	folder, err := a.hold(func() error { _, _, _, err := a.loadAll(); return err })
	if err != nil {
		return err
	}
	defer folder.Close()
	d, err := a.demanded()
	if err != nil {
		return err
	}
	r, err := d.request(o)
	if err != nil {
		return err
	}
	letter, problems := d.models.Make(os.DirFS(d.dir), d.agenda, r)
	d.lacks = problems
	if letter == nil {
		return d.lacking()
	}
	data, err := d.render(letter)
	if err != nil {
		return err
	}
	if data == nil {
		return d.lacking()
	}
	ext := path.Ext(letter.Name)
	name := "documents/" + strings.TrimSuffix(path.Base(letter.Name), ext) + "-" + d.agenda.Date.ISO() + ext
	if _, err := d.put(folder, "", nil, []casefile.File{{Name: name, Data: data}}); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s : %s\n", letter.Document.Title, a.inKit(name))
	a.printProblems(d.lacks)
	return nil
}

// request reads what was asked for, and reports what does not exist.
func (d *demand) request(o order) (*merge.Request, error) {
	known := slices.DeleteFunc(d.models.Names(), func(n string) bool { return model.BaseName(n) != n })
	if !slices.Contains(known, o.template) {
		return nil, usage("modèle inconnu « %s »\n   → relance document les nomme", o.template)
	}
	if command := commands[o.template]; command != "" {
		return nil, usage("« %s » a sa propre commande\n   → %s", o.template, command)
	}
	if scheduled(d.agenda.Kit, o.template) {
		return nil, usage("« %s » suit son plan\n   → relance generer le prépare quand il est dû", o.template)
	}
	r := &merge.Request{Template: o.template, Invoices: o.invoices, Deadline: d.agenda.Kit.Business().Add(d.agenda.Date, 8)}
	if o.client != "" {
		client, err := d.client(o.client)
		if err != nil {
			return nil, err
		}
		r.Client = client
	}
	for _, number := range o.invoices {
		if c, inv := d.agenda.Kit.Invoice(number); inv == nil || c != r.Client {
			return nil, usage("la facture « %s » n'est pas celle de ce client", number)
		}
	}
	if o.template == "bordereau-lrar" {
		letters, _ := d.models.Letters(os.DirFS(d.dir), d.agenda) // what blocks one is told by generer
		r.Registered = merge.RegisteredOf(letters)
	}
	if o.deadline == "" {
		return r, nil
	}
	day, err := calendar.Parse(o.deadline)
	if err != nil {
		return nil, usage("--date-limite : %s", explained(err))
	}
	if day <= d.agenda.Date {
		return nil, usage("--date-limite : le %s est déjà passé", day)
	}
	r.Deadline = day
	return r, nil
}

// render draws a document in the form of its channel; nil when paper cannot carry it,
// which lacks then says.
func (d *demand) render(l *merge.Letter) ([]byte, error) {
	b := &batch{app: d.app, agenda: d.agenda}
	r := b.render(nil, &d.press, l)
	if r.panic != nil {
		panic(r.panic)
	}
	if r.err != nil {
		return nil, d.refused(l, r.err)
	}
	return r.data, nil
}
