// Package monthly writes the report of a period as a workbook: the lists of the PDF,
// to be sorted and added up.
package monthly

import (
	"io"
	"strings"

	"relance/generator/agenda/report"
	"relance/generator/kit"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/look"
	"relance/generator/tracker/workbook"
)

// Write writes a report; channels and outcomes are in the words of the journal.
func Write(w io.Writer, r *report.Report) error {
	b := workbook.New(r.Kit.Creditor.Name, "Clients", "Actions", "Encaissements", "Promesses", "Litiges", "Décisions", "À venir")
	write(b, "Clients", clientColumns, r.Files)
	write(b, "Actions", actionColumns, r.Actions)
	write(b, "Encaissements", cashColumns, r.Cash)
	write(b, "Promesses", promiseColumns, r.Promises)
	write(b, "Litiges", disputeColumns, r.Disputes)
	write(b, "Décisions", decisionColumns, r.Decisions)
	write(b, "À venir", nextColumns, r.Next)
	b.Identify(workbook.Identity{Title: "Rapport du " + r.From.String() + " au " + r.To.String(), Owner: r.Kit.Creditor.Name, Day: r.To})
	return b.Finish(w)
}

func write[L any](b *workbook.Book, name string, columns []workbook.Column[L], lines []L) {
	table := strings.NewReplacer("é", "e", "À", "A", " ", "_").Replace(name)
	workbook.Write(b, workbook.Sheet{Name: name, Table: "rapport_" + table, Tab: look.Navy, Frozen: 1}, columns, lines)
}

func column[L any](key, header string, width float64, as cell.Kind, of func(*L) any) workbook.Column[L] {
	return workbook.Column[L]{Key: key, Header: header, Width: width, As: as, Of: of}
}

// code and name are blank for what is about no client.
func code(c *kit.Client) any {
	if c == nil {
		return nil
	}
	return c.Code
}

func name(c *kit.Client) any {
	if c == nil {
		return nil
	}
	return c.FullName()
}

var clientColumns = []workbook.Column[report.File]{
	column("code", "Code", 10, cell.Text, func(f *report.File) any { return code(f.Client) }),
	column("nom", "Client", 32, cell.Text, func(f *report.File) any { return name(f.Client) }),
	column("du", "Reste dû", 16, cell.Euros, func(f *report.File) any { return cell.Sum{Amount: f.Open, Currency: f.Currency} }),
	column("echu", "Dont échu", 16, cell.Euros, func(f *report.File) any { return cell.Sum{Amount: f.Overdue, Currency: f.Currency} }),
	column("retard", "Jours de retard", 12, cell.Count, func(f *report.File) any { return f.Oldest }),
	column("actions", "Actions", 10, cell.Count, func(f *report.File) any { return f.Actions }),
	column("recu", "Encaissé", 16, cell.Euros, func(f *report.File) any { return cell.Sum{Amount: f.Received, Currency: f.Currency} }),
}

var actionColumns = []workbook.Column[report.Action]{
	column("date", "Date", 12, cell.Day, func(a *report.Action) any { return a.Date }),
	column("code", "Code", 10, cell.Text, func(a *report.Action) any { return code(a.Client) }),
	column("nom", "Client", 32, cell.Text, func(a *report.Action) any { return name(a.Client) }),
	column("etape", "Étape", 24, cell.Text, func(a *report.Action) any { return a.Stage }),
	column("canal", "Canal", 14, cell.Text, func(a *report.Action) any { return string(a.Channel) }),
	column("factures", "Factures", 24, cell.Text, func(a *report.Action) any { return strings.Join(a.Invoices, ", ") }),
	column("interlocuteur", "Interlocuteur", 20, cell.Text, func(a *report.Action) any { return a.Person }),
	column("resultat", "Résultat", 16, cell.Text, func(a *report.Action) any { return string(a.Outcome) }),
	column("contenu", "Contenu", 40, cell.Long, func(a *report.Action) any { return a.Content }),
}

var cashColumns = []workbook.Column[report.Cash]{
	column("date", "Date", 12, cell.Day, func(c *report.Cash) any { return c.Date }),
	column("code", "Code", 10, cell.Text, func(c *report.Cash) any { return code(c.Client) }),
	column("nom", "Client", 32, cell.Text, func(c *report.Cash) any { return name(c.Client) }),
	column("facture", "Facture", 14, cell.Text, func(c *report.Cash) any { return c.Invoice }),
	column("montant", "Montant", 16, cell.Euros, func(c *report.Cash) any { return cell.Sum{Amount: c.Amount, Currency: c.Currency} }),
	column("mode", "Mode", 16, cell.Text, func(c *report.Cash) any { return c.Mode }),
	column("recu_par", "Reçu par", 14, cell.Text, func(c *report.Cash) any {
		if c.ByAgent {
			return "mandataire"
		}
		return "créancier"
	}),
}

var promiseColumns = []workbook.Column[report.Promise]{
	column("date_limite", "Pour le", 12, cell.Day, func(p *report.Promise) any { return p.Until }),
	column("code", "Code", 10, cell.Text, func(p *report.Promise) any { return code(p.Client) }),
	column("nom", "Client", 32, cell.Text, func(p *report.Promise) any { return name(p.Client) }),
	column("factures", "Factures", 24, cell.Text, func(p *report.Promise) any { return strings.Join(p.Invoices, ", ") }),
	column("montant", "Promis", 16, cell.Euros, func(p *report.Promise) any { return cell.Sum{Amount: p.Amount} }),
	column("recu", "Reçu", 16, cell.Euros, func(p *report.Promise) any { return cell.Sum{Amount: p.Received} }),
	column("etat", "État", 14, cell.Text, func(p *report.Promise) any { return strings.ReplaceAll(p.Status, "_", " ") }),
}

var disputeColumns = []workbook.Column[report.Dispute]{
	column("ouvert_le", "Ouvert le", 12, cell.Day, func(d *report.Dispute) any { return d.Opened }),
	column("code", "Code", 10, cell.Text, func(d *report.Dispute) any { return code(d.Client) }),
	column("nom", "Client", 32, cell.Text, func(d *report.Dispute) any { return name(d.Client) }),
	column("facture", "Facture", 14, cell.Text, func(d *report.Dispute) any { return d.Invoice.Number }),
	column("montant", "Contesté", 16, cell.Euros, func(d *report.Dispute) any { return cell.Sum{Amount: d.Amount, Currency: d.Invoice.Currency} }),
	column("motif", "Motif", 40, cell.Long, func(d *report.Dispute) any { return d.Reason }),
	column("clos_le", "Clos le", 12, cell.Day, func(d *report.Dispute) any { return d.Closed }),
}

var decisionColumns = []workbook.Column[report.Decision]{
	column("depuis", "Depuis le", 12, cell.Day, func(d *report.Decision) any { return d.Since }),
	column("code", "Code", 10, cell.Text, func(d *report.Decision) any { return code(d.Client) }),
	column("nom", "Client", 32, cell.Text, func(d *report.Decision) any { return name(d.Client) }),
	column("quoi", "Décision attendue", 60, cell.Long, func(d *report.Decision) any { return d.What }),
	column("montant", "En jeu", 16, cell.Euros, func(d *report.Decision) any {
		if d.Amount == 0 {
			return nil
		}
		return cell.Sum{Amount: d.Amount}
	}),
}

var nextColumns = []workbook.Column[report.Next]{
	column("date", "Date", 12, cell.Day, func(n *report.Next) any { return n.Date }),
	column("code", "Code", 10, cell.Text, func(n *report.Next) any { return code(n.Client) }),
	column("nom", "Client", 32, cell.Text, func(n *report.Next) any { return name(n.Client) }),
	column("facture", "Facture", 14, cell.Text, func(n *report.Next) any { return n.Invoice.Number }),
	column("etape", "Étape", 30, cell.Text, func(n *report.Next) any { return n.Stage }),
}
