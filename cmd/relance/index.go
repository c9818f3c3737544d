package main

import (
	"bytes"
	"html/template"
	"strings"

	"relance/generator/agenda"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"

	_ "embed"
)

//go:embed index.html
var indexSource string

//go:embed lot.css
var indexStyle []byte

var indexPage = template.Must(template.New("index").Parse(indexSource))

// indexData is what sortie/index.html shows: the batch on one page.
type indexData struct {
	Title, Day, Creditor, Lot, PaidUntil string
	Groups                               []indexGroup
	Quiet                                []indexQuiet
	Settled                              int
	Tasks, Alerts                        []indexNote
	HasPrint, HasRegistered, HasCalendar bool
}

type indexGroup struct {
	Title, Help string
	Rows        []indexRow
}

type indexRow struct {
	Client, Name, Stage, Channel, Amount, Reason, Deadline string
	Invoices                                               []string
	File, Sheet, Missing                                   string
	Warnings                                               []string // to read before sending
}

type indexQuiet struct{ Client, Name, Invoice, State, Balance, Reason string }

type indexNote struct{ Date, Client, Label string }

// index draws the page.
func (b *batch) index() []byte {
	d := indexData{
		Title: capital(b.agenda.Date.Long()), Day: b.agenda.Date.Long(), Creditor: b.agenda.Kit.Creditor.Name, Lot: b.lot.Lot,
		HasPrint: b.has("impression.pdf"), HasRegistered: b.has("recommandes.csv"), HasCalendar: b.has("agenda.ics"),
	}
	if !b.agenda.Kit.PaidUntil.IsZero() {
		d.PaidUntil = b.agenda.Kit.PaidUntil.String()
	}
	for _, g := range []struct {
		title, help string
		status      dunning.State
	}{
		{"À envoyer aujourd’hui", "Chaque ligne est un message prêt : relisez-le, envoyez-le, puis notez-le avec « relance valider ».", dunning.Todo},
		{"À faire valider", b.approvalHelp(), dunning.ToApprove},
		{"Bloqué", "Il manque quelque chose : rien n’a été préparé.", dunning.Blocked},
	} {
		if rows := b.indexRows(g.status); len(rows) > 0 {
			d.Groups = append(d.Groups, indexGroup{g.title, g.help, rows})
		}
	}
	b.indexQuiet(&d)
	for _, t := range b.agenda.Tasks {
		d.Tasks = append(d.Tasks, indexNote{t.Date.Short(), clientName(t.Client), t.Label})
	}
	for _, t := range b.agenda.Alerts {
		d.Alerts = append(d.Alerts, indexNote{"", clientName(t.Client), capital(t.Label)})
	}
	var out bytes.Buffer
	if err := indexPage.Execute(&out, d); err != nil {
		panic(err) // the template and its data are ours
	}
	return out.Bytes()
}

// approvalHelp says what becomes of the documents to approve: with nobody declared
// under « valideurs », validating the batch approves them and notes them sent.
func (b *batch) approvalHelp() string {
	if names := b.agenda.Kit.Options.Approvers; len(names) > 0 {
		return "Ces documents attendent l’accord de " + strings.Join(names, " ou ") + "."
	}
	return "Lisez chacun avant de l’envoyer : « relance valider » les note accordés et partis avec le reste. " +
		"Pour en garder un : « relance valider --sauf » et le code du client."
}

func (b *batch) has(name string) bool {
	for _, f := range b.lot.Files {
		if f.Path == name {
			return true
		}
	}
	return false
}

func (b *batch) indexRows(s dunning.State) []indexRow {
	var rows []indexRow
	for i := range b.agenda.Communications {
		c := &b.agenda.Communications[i]
		if c.Status != s {
			continue
		}
		row := indexRow{Client: c.Client.Code, Name: c.Client.FullName(), Stage: c.Stage.Title(), Channel: channelNames[c.Channel],
			Amount: c.Amount.Format(c.Currency), Reason: capital(c.Reason), Missing: strings.Join(c.Missing, ", "), Warnings: c.Warnings}
		if s != dunning.Blocked {
			row.File, row.Sheet = b.made[c], b.sheets[c]
		}
		if !c.Deadline.IsZero() {
			row.Deadline = c.Deadline.Short()
		}
		for _, cl := range c.Asked() {
			row.Invoices = append(row.Invoices, cl.Invoice.Number)
		}
		rows = append(rows, row)
	}
	return rows
}

// indexQuiet lists every other invoice, with the reason why it is left alone.
func (b *batch) indexQuiet(d *indexData) {
	spoken := spokenOf(b.agenda)
	for i := range b.agenda.Decisions {
		x := &b.agenda.Decisions[i]
		switch {
		case spoken[x]:
		case x.State == dunning.Settled:
			d.Settled++
		default:
			d.Quiet = append(d.Quiet, indexQuiet{x.Client.Code, x.Client.FullName(), x.Invoice.Number, stateNames[x.State], x.Balance.Format(x.Invoice.Currency), capital(x.Reason)})
		}
	}
}

// spokenOf are the decisions that a communication of the day carries out.
func spokenOf(ag *agenda.Agenda) map[*dunning.Decision]bool {
	spoken := map[*dunning.Decision]bool{}
	for _, c := range ag.Communications {
		for _, it := range c.Items {
			if it.Role != agenda.NextDue || it.Status == journal.Absorbed {
				spoken[it.Decision] = true
			}
		}
	}
	return spoken
}

func clientName(c *kit.Client) string {
	if c == nil {
		return ""
	}
	return c.Code + " " + c.FullName()
}

var stateNames = map[dunning.State]string{
	dunning.Todo: "à faire", dunning.Upcoming: "à venir", dunning.ToApprove: "à valider", dunning.Blocked: "bloquée",
	dunning.Settled: "soldée", dunning.Promised: "promesse", dunning.Disputed: "litige", dunning.Instalments: "échéancier",
	dunning.PartialPause: "pause", dunning.BelowMinimum: "sous le seuil", dunning.Insolvent: "procédure collective",
	dunning.DoNotContact: "ne pas contacter", dunning.HandedOver: "transmise", dunning.Cancelled: "annulée",
	dunning.Overpaid: "trop-perçu", dunning.Deferred: "reportée", dunning.Covered: "couverte", dunning.PlanEnded: "plan terminé",
}
