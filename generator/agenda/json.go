package agenda

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// The JSON contract of design.md §4: stable keys, amounts as decimal strings,
// days as ISO strings.
type (
	agendaJSON struct {
		Date           calendar.Date       `json:"date"`
		Creditor       string              `json:"creancier"`
		Invoices       []invoiceJSON       `json:"factures"`
		Communications []communicationJSON `json:"communications"`
		Tasks          []taskJSON          `json:"taches"`
		Alerts         []alertJSON         `json:"alertes"`
	}
	invoiceJSON struct {
		Number   string        `json:"numero"`
		Client   string        `json:"client"`
		State    string        `json:"etat"`
		Stage    string        `json:"etape"`
		Date     string        `json:"date"`
		Balance  money.Amount  `json:"solde"`
		DaysLate int           `json:"jours_retard"`
		Reason   string        `json:"motif"`
		Plan     string        `json:"plan"`
		Due      calendar.Date `json:"echeance,omitzero"`
	}
	communicationJSON struct {
		Client    string        `json:"client"`
		Recipient string        `json:"destinataire"`
		Stage     string        `json:"etape"`
		Channel   kit.Channel   `json:"canal"`
		Template  string        `json:"modele"`
		Invoices  []string      `json:"factures"`
		Absorbed  []string      `json:"absorbees,omitempty"`
		Amount    money.Amount  `json:"montant"`
		Principal money.Amount  `json:"principal"`
		Currency  string        `json:"devise"`
		Deadline  calendar.Date `json:"date_limite,omitzero"`
		Status    string        `json:"statut"`
		ToApprove bool          `json:"a_valider"`
		Blocked   []string      `json:"bloquee"`
		Reason    string        `json:"motif"`
		Warnings  []string      `json:"avertissements,omitempty"`
	}
	taskJSON struct {
		Client string        `json:"client"`
		Label  string        `json:"libelle"`
		Date   calendar.Date `json:"date"`
	}
	alertJSON struct {
		Code   string `json:"code"`
		Client string `json:"client"`
		Label  string `json:"libelle"`
	}
)

// invoice shows an invoice as it stands before grouping; what grouping made of it
// is in its reason and in the communications.
func invoice(d *dunning.Decision) invoiceJSON {
	alone := d
	if d.Alone != nil {
		alone = d.Alone
	}
	stage := ""
	if alone.Stage != nil {
		stage = alone.Stage.ID
	}
	return invoiceJSON{d.Invoice.Number, d.Client.Code, string(alone.State), stage, alone.Date.ISO(), d.Balance, d.DaysLate, d.Reason, d.Plan.ID, d.Invoice.Due}
}

// JSON is the canonical form of the agenda.
func (a *Agenda) JSON() []byte {
	out := agendaJSON{
		Date: a.Date, Invoices: []invoiceJSON{}, Communications: []communicationJSON{}, Tasks: []taskJSON{}, Alerts: []alertJSON{},
	}
	if a.Kit.Creditor != nil {
		out.Creditor = a.Kit.Creditor.Name
	}
	for i := range a.Decisions {
		out.Invoices = append(out.Invoices, invoice(&a.Decisions[i]))
	}
	for i := range a.Communications {
		out.Communications = append(out.Communications, communication(&a.Communications[i]))
	}
	for _, t := range a.Tasks {
		out.Tasks = append(out.Tasks, taskJSON{code(t.Client), t.Label, t.Date})
	}
	for _, t := range a.Alerts {
		out.Alerts = append(out.Alerts, alertJSON{t.Code, code(t.Client), t.Label})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		panic(err) // plain structs of strings and numbers always encode
	}
	return b.Bytes()
}

func code(c *kit.Client) string {
	if c == nil {
		return ""
	}
	return c.Code
}

func communication(c *Communication) communicationJSON {
	out := communicationJSON{
		Client: c.Client.Code, Recipient: c.Recipient, Stage: c.Stage.ID, Channel: c.Channel, Template: c.Template,
		Invoices: []string{}, Amount: c.Amount, Principal: c.Principal, Currency: c.Currency, Deadline: c.Deadline,
		Status: string(c.Status), ToApprove: c.Status == "a_valider", Blocked: append([]string{}, c.Missing...), Reason: c.Reason, Warnings: c.Warnings,
	}
	for _, it := range c.Items {
		switch {
		case it.Role == Asked || it.Role == AlsoAsked:
			out.Invoices = append(out.Invoices, it.Claim.Invoice.Number)
		case it.Status == journal.Absorbed:
			out.Absorbed = append(out.Absorbed, it.Claim.Invoice.Number)
		}
	}
	return out
}

// Batch is the name of the day's batch: date, creditor and 8 hex digits of the
// SHA-256 of the agenda, so that the same decisions have the same name.
func (a *Agenda) Batch(slug string) string {
	sum := sha256.Sum256(a.JSON())
	return a.Date.ISO() + "-" + slug + "-" + hex.EncodeToString(sum[:4])
}
