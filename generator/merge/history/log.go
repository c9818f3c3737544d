package history

import (
	"strings"

	"relance/generator/calendar"
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
		out = append(out, Contact{Date: e.Date, Time: e.Time, Channel: channelNames[channel], Label: label + about(e), Person: e.Contact, Result: said(e), Author: e.Author})
	}
	return out
}

var logNames = map[journal.Type]string{
	journal.Reminder: "Relance", journal.Call: "Appel", journal.Reply: "Réponse", journal.Promise: "Promesse de règlement", journal.Payment: "Règlement",
	journal.Dispute: "Contestation", journal.Approval: "Décision interne", journal.Registered: "Lettre recommandée", journal.Postponement: "Report accordé",
	journal.Handover: "Transmission", journal.Takeover: "Reprise d’un suivi antérieur", journal.Note: "Note",
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
func said(e journal.Entry) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if e.Amount > 0 {
		add(e.Amount.Format("EUR"))
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
	return strings.Join(parts, ", ")
}

// Ended is how a call or an answer ended, in words; "" when nothing says.
func Ended(o journal.Outcome) string { return outcomes[o] }

var outcomes = map[journal.Outcome]string{journal.Answered: "a répondu", journal.NoAnswer: "sans réponse", journal.Voicemail: "messagerie", journal.Dodged: "esquive",
	journal.Promised: "promesse", journal.Disputing: "contestation", journal.Paid: "paiement annoncé", journal.AskedDelay: "délai demandé",
	journal.WrongContact: "mauvais interlocuteur", journal.Undelivered: "n’habite pas à l’adresse", journal.Refused: "refus"}
