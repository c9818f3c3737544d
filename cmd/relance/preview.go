package main

import (
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"relance/generator/diag"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
	"relance/generator/intake/merging"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/output"
)

// shownLines is how many lines of one kind are listed; the others are counted.
// Rejected ones are all listed, except where nothing else could be read.
const shownLines = 20

// showSources says how files were understood; electronic invoices, one a file, are
// told together.
func showSources(w io.Writer, sources []source, all *found.Import) {
	if len(sources) > 1 && all.Source == found.Electronic {
		source{count(len(sources), "fichier", "fichiers"), all}.show(w)
		return
	}
	for _, s := range sources {
		s.show(w)
	}
}

// show says how a file was understood, and each line that gave no invoice.
func (s source) show(w io.Writer) {
	fmt.Fprintf(w, "%s : %s\n", diag.Visible(s.name), diag.Visible(s.imp.Source))
	if m := s.imp.Mapping; m != nil && len(m.Columns) > 0 {
		columns := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
		for _, c := range m.Columns {
			what := "laissée de côté"
			if c.Field != header.Ignored {
				what = header.Help(c.Field)
			}
			fmt.Fprintf(columns, "  « %s »\t%s\n", diag.Visible(diag.Short(c.Title)), what)
		}
		columns.Flush()
	}
	fmt.Fprintf(w, "  %s, %s, %s\n", count(s.imp.Control.Lines, "ligne reprise", "lignes reprises"),
		count(len(s.imp.Dropped), "écartée", "écartées"), count(len(s.imp.Rejected), "rejetée", "rejetées"))
	for _, r := range s.imp.Rejected {
		fmt.Fprintf(w, "  rejetée, %s\n", rejection(r))
	}
	for i, r := range s.imp.Dropped {
		if i == shownLines {
			fmt.Fprintf(w, "  … et %s\n", count(len(s.imp.Dropped)-i, "autre ligne écartée", "autres lignes écartées"))
			break
		}
		fmt.Fprintf(w, "  écartée, %s\n", rejection(r))
	}
}

// rejection is a line with its reason: « ligne 7 : montant absent [Kerjean | FA-1] ».
func rejection(r found.Line) string {
	place := path.Base(filepath.ToSlash(r.Pos.File))
	if r.Pos.Line > 0 {
		place = fmt.Sprintf("ligne %d", r.Pos.Line)
	}
	text := place + " : " + diag.Visible(r.Why)
	if r.Text != "" {
		text += " [" + diag.Visible(r.Text) + "]"
	}
	return text
}

// showControl prints the sums that the user compares with the source.
func showControl(w io.Writer, c found.Control) {
	fmt.Fprintln(w, "\nÀ comparer avec votre source, reste dû par client :")
	columns := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, cl := range c.Clients {
		fmt.Fprintf(columns, "  %s\t%s\t%s\n", diag.Visible(cl.Code), diag.Visible(cl.Name), cl.Sum.Format(cl.Currency))
	}
	columns.Flush()
	for _, cl := range c.Clients {
		if cl.Aside != 0 {
			fmt.Fprintf(w, "  dont %s pour %s, sans facture et non repris : voir les lignes rejetées\n", cl.Aside.Format("EUR"), diag.Visible(cl.Name))
		}
	}
	who := count(c.Debtors(), "client", "clients") + ", " + count(c.Invoices, "facture", "factures")
	if len(c.Foreign) == 0 {
		fmt.Fprintf(w, "  %s pour %s, reste dû : %s\n", who, c.Total.Format(""), c.Sum.Format(""))
		return
	}
	fmt.Fprintf(w, "  %s ; les devises ne s'ajoutent pas :\n", who)
	all := c.Foreign
	if c.Total != 0 || c.Sum != 0 {
		all = append([]found.Foreign{{Currency: "EUR", Total: c.Total, Sum: c.Sum}}, all...)
	}
	for _, f := range all {
		fmt.Fprintf(w, "    %s : factures pour %s, reste dû : %s\n", f.Currency, f.Total.Format(f.Currency), f.Sum.Format(f.Currency))
	}
}

// showChanges prints what the kit would gain, and what vanished.
func showChanges(w io.Writer, m *merging.Merge) {
	fmt.Fprintln(w, "\nDans le kit :")
	columns := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	line := func(what, client, format string, args ...any) {
		fmt.Fprintf(columns, "  %s\t%s\t%s\n", what, diag.Visible(client), diag.Visible(fmt.Sprintf(format, args...)))
	}
	for i := range m.Clients {
		c := &m.Clients[i]
		line("nouveau client", c.Code, "%s, %s", c.FullName(), count(len(c.Invoices), "facture", "factures"))
	}
	for _, n := range m.Invoices {
		line("nouvelle facture", n.Client, "%s, %s", n.Invoice.Number, n.Invoice.Total.Format(n.Invoice.Currency))
	}
	for _, p := range m.Payments {
		when := "le " + p.Payment.Date.Short()
		if p.Payment.Reference == found.UnknownDay {
			when = "à une date inconnue"
		}
		line("nouveau règlement", p.Client, "%s, %s %s", onAccount(p.Invoice), p.Payment.Amount.Format(p.Currency), when)
	}
	for _, n := range m.Credits {
		line("nouvel avoir", n.Client, "%s, %s", n.Credit.Number, n.Credit.Amount.Format(""))
	}
	for _, c := range m.Contacts {
		line("nouvelle adresse", c.Client, "%s", c.Contact.Email)
	}
	for _, c := range m.Changes {
		line("changement", c.Client, "%s %s : %s → %s", c.Invoice, c.Key, orNone(c.Before), c.After)
	}
	for _, c := range m.Shown {
		line("à reporter", c.Client, "%s : %s dans le kit, %s dans le fichier", strings.TrimSpace(c.Invoice+" "+c.Key), orNone(c.Before), c.After)
	}
	for _, e := range m.Takeovers {
		line("relance déjà faite", e.Client, "%s, étape %s le %s", e.Invoices[0].Number, e.Stage, e.Date.Short())
	}
	columns.Flush()
	if len(m.Shown) > 0 {
		fmt.Fprintln(w, "   → « à reporter » n'est jamais écrit : corrigez clients.yaml si le fichier a raison")
	}
	fmt.Fprintf(w, "  %s\n", count(m.Same, "facture inchangée", "factures inchangées"))
}

func onAccount(invoice string) string {
	if invoice == "" {
		return "au compte"
	}
	return invoice
}

func orNone(s string) string {
	if s == "" {
		return "(rien)"
	}
	return s
}

// showVanished proposes the invoices that the source does not have any more.
func (a *app) showVanished(m *merging.Merge) {
	if len(m.Vanished) == 0 {
		return
	}
	fmt.Fprintln(a.out, "\nProbablement réglées : encore ouvertes dans le kit, plus dans le fichier. Rien n'y est changé :")
	columns := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
	for _, v := range m.Vanished {
		fmt.Fprintf(columns, "  %s\t%s\t%s\t%s\n", diag.Visible(v.Client), diag.Visible(v.Name), diag.Visible(v.Invoice), v.Left.Format(v.Currency))
	}
	columns.Flush()
	first := m.Vanished[0]
	fmt.Fprintf(a.out, "   → vérifiez vos encaissements, puis notez ceux qui sont arrivés : %s\n",
		a.command(fmt.Sprintf("noter paiement --facture %s --montant %s", diag.Visible(first.Invoice), first.Left.Decimal())))
}

// tell shows what was understood and what was done; report is nil when nothing was
// to be written.
func (im *importing) tell(report *output.Report) error {
	a := im.app
	a.identity(im.kit)
	if a.json {
		if err := a.printJSON(importJSON(im.all, len(im.sources) > 1)); err != nil {
			return err
		}
	} else {
		showSources(a.out, im.sources, im.all)
		showControl(a.out, im.all.Control)
		showChanges(a.out, im.merge)
		a.showVanished(im.merge)
		im.conclude(report)
	}
	if report != nil {
		for _, m := range report.Kept {
			fmt.Fprintf(a.err, "La version précédente est conservée : %s → %s\n", m.From, m.To)
		}
	}
	a.printProblems(slices.Concat(im.presumed(), im.notes))
	return rejectedStatus(im.all)
}

// presumed are the notes of the files, but what was presumed of clients that the kit
// knows already, and the terms asked for when the kit has those of everybody.
func (im *importing) presumed() diag.List {
	agreed := im.agreed()
	return slices.DeleteFunc(slices.Clone(im.all.Notes), func(p diag.Problem) bool {
		return p.Code == "W351" && len(im.merge.Clients) == 0 || p.Code == "W366" && agreed
	})
}

// agreed tells that the kit has terms for each client whose invoices have no due date.
func (im *importing) agreed() bool {
	for i := range im.all.Clients {
		c := &im.all.Clients[i]
		undated := slices.ContainsFunc(c.Invoices, func(inv kit.Invoice) bool { return inv.Due.IsZero() && inv.Terms.IsZero() })
		if known := im.kit.ClientByCode(c.Code); undated && (known == nil || known.Terms.IsZero()) {
			return false
		}
	}
	return true
}

func (im *importing) conclude(report *output.Report) {
	out := im.app.out
	switch {
	case report == nil:
		fmt.Fprintln(out, "\nEssai : rien n'a été écrit.")
	case report.Unchanged:
		fmt.Fprintln(out, "\nRien de nouveau : rien n'a été écrit.")
	default:
		fmt.Fprintf(out, "\nImporté. Pour voir ce qu'il y a à faire : %s\n", im.app.command("agenda"))
	}
}

type importResult struct {
	Clients  int           `json:"clients"`
	Invoices int           `json:"factures"`
	Total    money.Amount  `json:"total"`
	Rejected []importLine  `json:"rejets"`
	Control  importControl `json:"controle"`
}

type importLine struct {
	File string `json:"fichier,omitempty"` // when there are several
	Line int    `json:"ligne"`
	Why  string `json:"motif"`
}

type importControl struct {
	Lines   int              `json:"lignes"`
	Sum     money.Amount     `json:"somme"` // in euros
	Foreign []importCurrency `json:"devises,omitempty"`
	Clients []importSum      `json:"par_client"`
}

type importCurrency struct {
	Currency string       `json:"devise"`
	Total    money.Amount `json:"total"`
	Sum      money.Amount `json:"somme"`
}

type importSum struct {
	Code     string       `json:"code"`
	Currency string       `json:"devise,omitempty"`
	Sum      money.Amount `json:"somme"`
}

func importJSON(imp *found.Import, several bool) importResult {
	c := imp.Control
	r := importResult{Clients: c.Debtors(), Invoices: c.Invoices, Total: c.Total, Rejected: []importLine{},
		Control: importControl{Lines: c.Lines, Sum: c.Sum, Clients: []importSum{}}}
	for _, l := range imp.Rejected {
		line := importLine{Line: l.Pos.Line, Why: l.Why}
		if several {
			line.File = l.Pos.File
		}
		r.Rejected = append(r.Rejected, line)
	}
	for _, f := range c.Foreign {
		r.Control.Foreign = append(r.Control.Foreign, importCurrency{f.Currency, f.Total, f.Sum})
	}
	for _, cl := range c.Clients {
		r.Control.Clients = append(r.Control.Clients, importSum{cl.Code, cl.Currency, cl.Sum})
	}
	return r
}
