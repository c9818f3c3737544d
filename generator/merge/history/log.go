package history

import (
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
)

// Log is every line of the journal about the client, for its chronology.
func (h History) Log() []Contact {
	var out []Contact
	for _, e := range h.Entries {
		label := logNames[e.Type]
		if label == "" || h.completed(e) {
			continue
		}
		for _, i := range e.Invoices {
			if s := h.Stage(i.Plan, i.Stage); s != nil && i.Status != journal.Skipped {
				label = s.Title()
				break
			}
		}
		channel := kit.Channel(e.Channel)
		if e.Type == journal.Call {
			channel = kit.ByCall
		}
		out = append(out, Contact{Date: e.Date, Time: e.Time, Channel: channelNames[channel], Label: label + about(e), Person: e.Contact, Result: joined(h.decided(e), h.said(e)), Author: e.Author})
	}
	return out
}

var logNames = map[journal.Type]string{
	journal.Reminder: "Relance", journal.Call: "Appel", journal.Reply: "Réponse", journal.Promise: "Promesse de règlement", journal.Payment: "Règlement",
	journal.Dispute: "Contestation", journal.Approval: "Décision interne", journal.Registered: "Lettre recommandée", journal.Postponement: "Report accordé",
	journal.Handover: "Transmission", journal.Takeover: "Reprise d’un suivi antérieur", journal.Note: "Note",
}

// decided is the answer to a request for approval, and what it was about.
func (h History) decided(e journal.Entry) string {
	if e.Type != journal.Approval {
		return ""
	}
	return map[journal.Decision]string{journal.Granted: "accord", journal.Denied: "refus"}[e.Decision] + "\u00a0: " + h.question(e)
}

// question is what an approval was asked for.
func (h History) question(e journal.Entry) string {
	if name := questions[e.Stage]; name != "" {
		return name
	}
	for i := range h.Kit.Plans {
		if s, _ := h.Kit.Plans[i].Stage(e.Stage); s != nil {
			return s.InSentence()
		}
	}
	return strings.ReplaceAll(e.Stage, "_", " ")
}

// questions are those that are no stage of a plan.
var questions = map[string]string{
	"promesse": "promesse lointaine", "echeancier": "échéancier", "report": "report d’échéance", "litige": "reprise après un litige",
	dunning.BlockOrders: "blocage des commandes", dunning.CashFirst: "règlement à la commande",
	dunning.Acceleration: "exigibilité immédiate", dunning.Suspension: "suspension des livraisons",
}

// joined parts what is said by commas.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// about are the invoices of a line, skipped stages apart.
func about(e journal.Entry) string {
	var numbers []string
	for _, i := range e.Invoices {
		if i.Status != journal.Skipped {
			numbers = append(numbers, i.Number)
		}
	}
	if len(numbers) == 0 {
		return ""
	}
	return " (" + strings.Join(numbers, ", ") + ")"
}

// said is what a line of the journal tells, beside what it is.
func (h History) said(e journal.Entry) string {
	var parts []string
	add := func(s string) { parts = append(parts, s) }
	if e.Amount > 0 {
		add(e.Amount.Format(h.currency(e)))
	}
	day := func(word string, d calendar.Date) {
		if !d.IsZero() {
			add(word + " " + d.Short())
		}
	}
	day("avant le", e.Deadline)
	day("jusqu’au", e.Until)
	add(e.Means)
	add(e.Reference)
	add(e.Reason)
	add(Ended(e.Outcome))
	if e.Number != "" {
		add("n° " + e.Number)
	}
	day("déposée le", e.Posted)
	day("présentée le", e.Presented)
	add(e.Content)
	return joined(parts...)
}

// currency is that of the invoices of a line.
func (h History) currency(e journal.Entry) string {
	for _, i := range e.Invoices {
		if _, inv := h.Kit.Invoice(i.Number); inv != nil {
			return inv.Currency
		}
	}
	return "EUR"
}

// Ended is how a call or an answer ended, in words; "" when nothing says.
func Ended(o journal.Outcome) string { return outcomes[o] }

var outcomes = map[journal.Outcome]string{journal.Answered: "a répondu", journal.NoAnswer: "sans réponse", journal.Voicemail: "messagerie", journal.Dodged: "esquive",
	journal.Promised: "promesse", journal.Disputing: "contestation", journal.Paid: "paiement annoncé", journal.AskedDelay: "délai demandé",
	journal.WrongContact: "mauvais interlocuteur", journal.Undelivered: "n’habite pas à l’adresse", journal.Refused: "refus"}
