package reading

import (
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/tracker/columns"
)

// receipt takes a new line of « Encaissements ».
func (f *form) receipt() {
	day := f.Past("date", "la date")
	c, refs := f.Invoices("facture", f.Client("code"), day)
	f.payment(journal.Entry{Date: day, Invoices: refs, Means: f.Text("mode"), Reference: f.Text("reference")}, c, "facture", "montant")
}

func (f *form) payment(e journal.Entry, c *kit.Client, place, amount string) {
	if c == nil && !f.Faulty {
		f.Need(place, "le numéro de la facture, ou le code du client")
	}
	e.Type, e.Direction, e.Client, e.Amount = journal.Payment, journal.Received, code(c), f.Amount(amount, true)
	f.make(e)
}

// promise takes a new line of « Promesses et échéanciers ».
func (f *form) promise() {
	day := f.Past("prise_le", "le jour de la promesse")
	c, refs := f.Invoices("factures", f.Client("code"), day)
	e := journal.Entry{Date: day, Channel: journal.ByPhone, Amount: f.Amount("montant", true), Deadline: f.Future("date_promise", "le jour promis", day), Contact: f.Text("interlocuteur")}
	f.promised(e, c, refs)
	if f.Text("confirmee_le") != "" {
		f.make(f.confirmation(code(c), e.Deadline.ISO(), refs))
	}
}

// promised completes a promise: without invoices, it is about all that are overdue.
func (f *form) promised(e journal.Entry, c *kit.Client, refs []journal.Invoice) {
	if c == nil && !f.Faulty {
		f.Need("code", "le code du client")
	}
	if len(refs) == 0 && f.Text("factures") == "" {
		if refs = f.Overdue(c, e.Date); c != nil && len(refs) == 0 {
			f.Fault("factures", "S513", "%s n'a aucune facture échue : précisez la facture promise", c.Code)
		}
	}
	e.Type, e.Direction, e.Client, e.Invoices = journal.Promise, journal.Received, code(c), refs
	f.make(e)
}

// dispute takes a new line of « Litiges ».
func (f *form) dispute() {
	day := f.Past("ouvert_le", "le jour de la contestation")
	f.Need("facture", "le numéro de la facture")
	c, refs := f.Invoices("facture", nil, day)
	f.disputed(journal.Entry{Date: day, Reason: f.Need("motif", "le motif"), Disputed: f.Amount("montant_conteste", false),
		Deadline: f.Future("reponse_avant", "", day), Recipient: f.Text("responsable")}, c, refs)
	if f.Text("clos_le") != "" || f.Text("issue") != "" {
		f.close(c, refs)
	}
}

func (f *form) disputed(e journal.Entry, c *kit.Client, refs []journal.Invoice) {
	e.Type, e.Direction, e.Client, e.Invoices = journal.Dispute, journal.Received, code(c), refs
	f.make(e)
}

// entry takes a new line of « Journal », by its type.
func (f *form) entry() {
	day := f.Past("date", "la date")
	f.Need("type", "le type")
	typed := f.Word("type", columns.Typed)
	c, refs := f.Invoices("factures", f.Client("code"), day)
	e := journal.Entry{
		Type: journal.Type(typed), Date: day, Time: f.Hour("heure"), Client: code(c), Invoices: refs, Author: f.Text("auteur"),
		Contact: f.Text("interlocuteur"), Content: f.content(), Channel: journal.Channel(f.Word("canal", columns.Channels)),
	}
	e.Direction = f.direction(e.Type)
	switch e.Type {
	case journal.Call, journal.Reply:
		f.spoken(e, c)
	case journal.Promise:
		if !f.repeated(journal.Promised) {
			f.only("résultat", "resultat")
		}
		e.Amount, e.Deadline = f.Amount("montant", true), f.Future("pour_le", "le jour promis", day)
		f.promised(e, c, refs)
	case journal.Payment:
		f.only("jour et résultat", "pour_le", "resultat")
		e.Reference, e.Content = e.Content, ""
		f.payment(e, c, "factures", "montant")
	case journal.Dispute:
		f.complaint(e, c, refs)
	case journal.Postponement:
		f.only("montant et résultat", "montant", "resultat")
		f.Need("factures", "le numéro de la facture")
		e.Until, e.Reason, e.Content = f.Future("pour_le", "la nouvelle date", day), f.Need("contenu", "le motif du report, dans Contenu"), ""
		f.make(e)
	case journal.Note:
		f.only("montant et résultat", "montant", "resultat")
		f.Need("contenu", "le texte de la note, dans Contenu")
		f.owned(c)
		e.Until = f.Day("pour_le", "")
		f.make(e)
	}
}

// direction is what was typed, or what goes without saying: we call, clients answer, pay
// and contest.
func (f *form) direction(t journal.Type) journal.Direction {
	typed := journal.Direction(f.Word("sens", columns.Directions))
	usual := map[journal.Type]journal.Direction{
		journal.Call: journal.Sent, journal.Reply: journal.Received, journal.Promise: journal.Received, journal.Payment: journal.Received, journal.Dispute: journal.Received,
	}[t]
	if typed == "" || t == journal.Postponement {
		return usual
	}
	if usual != "" && t != journal.Call && typed != usual {
		f.Fault("sens", "S512", "« %s » : un événement de type « %s » se reçoit du client", f.Line.Value("sens").Text, f.Line.Value("type").Text)
	}
	return typed
}

// only refuses cells that an event of this type cannot hold, rather than lose them.
func (f *form) only(what string, keys ...string) {
	for _, key := range keys {
		if f.Text(key) != "" {
			f.Fault(key, "S512", "%s : cela ne se note pas pour un événement de type « %s »", what, f.Line.Value("type").Text).Hint = "videz la cellule, ou notez un second événement sur une autre ligne"
		}
	}
}

// repeated reports whether the result says the type again, as people do: « Promesse »
// of a promise, « Conteste » of a dispute.
func (f *form) repeated(same journal.Outcome) bool {
	said, _ := columns.Outcomes.Key(f.Text("resultat"))
	return said == string(same)
}

func (f *form) owned(c *kit.Client) {
	if c == nil && !f.Faulty {
		f.Need("code", "le code du client")
	}
}

// spoken is a call, or an answer received.
func (f *form) spoken(e journal.Entry, c *kit.Client) {
	f.only("montant", "montant")
	f.owned(c)
	e.Outcome, e.Deadline = journal.Outcome(f.Word("resultat", columns.Outcomes)), f.Future("pour_le", "", e.Date)
	if e.Type == journal.Call {
		e.Channel = journal.ByPhone
	}
	if len(e.Invoices) == 0 && f.Text("factures") == "" {
		e.Invoices = f.Overdue(c, e.Date)
	}
	f.make(e)
}

// complaint opens a dispute, or closes one when the result is an issue.
func (f *form) complaint(e journal.Entry, c *kit.Client, refs []journal.Invoice) {
	f.only("jour", "pour_le")
	f.Need("factures", "le numéro de la facture")
	if f.Text("resultat") != "" && !f.repeated(journal.Disputing) {
		f.only("montant", "montant")
		e.Closed, e.Issue, e.Direction = true, journal.Issue(f.Word("resultat", columns.Issues)), journal.Received
		f.make(e)
		return
	}
	e.Reason, e.Content = f.Need("contenu", "le motif, dans Contenu"), ""
	e.Disputed = f.Amount("montant", false)
	f.disputed(e, c, refs)
}

// content is what was said; a stage that was typed goes with it, since only
// « relance valider » records stages.
func (f *form) content() string {
	s, stage := f.Text("contenu"), f.Text("etape")
	switch {
	case stage == "":
		return s
	case s == "":
		return "Étape : " + stage
	}
	return s + " (étape : " + stage + ")"
}
