package reading

import (
	"cmp"
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/diag"
	"relance/generator/dunning/past"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/compare"
)

// Take turns what a sheet says into events.
func (t *Taker) Take(sheet string, result compare.Result) {
	t.Reading.Notices = append(t.Reading.Notices, result.Problems...)
	for _, f := range result.Refused {
		if !t.echoes(f, result.Added) {
			t.Refuse(sheet, f)
		}
	}
	for _, c := range result.Conflicts {
		t.Conflict(c)
	}
	for i := range result.Edited {
		t.edited(sheet, &result.Edited[i])
	}
	for i := range result.Added {
		t.added(sheet, &result.Added[i])
	}
}

// echoes reports whether a cell refused in a new line only says the name of the client
// of that line, which its formula finds: people type it, or paste it.
func (t *Taker) echoes(f compare.Refusal, added []compare.Line) bool {
	for i := range added {
		l := &added[i]
		if f.ID != "" || l.At("nom") != f.At {
			continue
		}
		c := t.Agenda.Kit.ClientByCode(l.Value("code").Canon)
		if number, _, _ := strings.Cut(l.Value("factures").Canon+l.Value("facture").Canon, ","); c == nil {
			c, _ = t.Agenda.Kit.Invoice(strings.TrimSpace(number))
		}
		return c != nil && diag.Fold(c.FullName()) == diag.Fold(f.After)
	}
	return false
}

// edited takes the entries of a line that was there already.
func (t *Taker) edited(sheet string, line *compare.Line) {
	on := func(do func(*form), keys ...string) {
		for _, key := range line.Changed {
			for _, k := range keys {
				if k == key {
					f := t.form(sheet, line, keys...)
					do(f)
					f.take()
					return
				}
			}
		}
	}
	switch sheet {
	case columns.Todo:
		on((*form).done, "fait_le", "resultat", "rappeler_le", "note")
	case columns.Approvals:
		on((*form).decided, "decision", "motif_decision", "par", "reproposer_le")
	case columns.Invoices:
		on((*form).promisedOne, "promesse_le", "montant_promis")
		on((*form).remark, "commentaire")
	case columns.Clients:
		on((*form).remark, "consigne")
	case columns.Promises:
		on((*form).confirmed, "confirmee_le")
	case columns.Disputes:
		on((*form).closed, "clos_le", "issue")
		on((*form).answering, "responsable", "reponse_avant")
	case columns.Sendings:
		on((*form).registered, "numero", "depot", "presentation", "retour")
	}
}

// added takes a new line.
func (t *Taker) added(sheet string, line *compare.Line) {
	f := t.form(sheet, line)
	switch sheet {
	case columns.Receipts:
		f.Keys = []string{"date"}
		f.receipt()
	case columns.Promises:
		f.Keys = []string{"code"}
		f.promise()
	case columns.Disputes:
		f.Keys = []string{"facture"}
		f.dispute()
	case columns.Journal:
		f.Keys = []string{"date"}
		f.entry()
	}
	f.take()
}

// of is what the base says of the line, by key.
func (f *form) of(key string) string { return f.Base.Value(f.sheet, f.Line.ID, key) }

// about are the client and the invoices of a line of the base.
func (f *form) about() (*kit.Client, []journal.Invoice) {
	c := f.Agenda.Kit.ClientByCode(f.of("code"))
	var refs []journal.Invoice
	for _, number := range strings.Split(f.of("factures"), ", ") {
		if _, inv := f.Agenda.Kit.Invoice(number); inv != nil {
			refs = append(refs, journal.Invoice{Number: inv.Number, Balance: f.Agenda.Facts.Book.Balance(inv, f.Agenda.Date)})
		}
	}
	return c, refs
}

// done takes a line of the morning list. A call becomes a call; a message cannot
// be recorded as sent from here, only « relance valider » does: what is typed of
// it becomes an answer, or a note.
func (f *form) done() {
	c, refs := f.about()
	e := journal.Entry{Client: f.of("code"), Type: journal.Note, Date: f.Past("fait_le", ""), Invoices: refs, Deadline: f.Future("rappeler_le", "", f.Agenda.Date)}
	e.Outcome, e.Content = journal.Outcome(f.Word("resultat", columns.Outcomes)), f.Text("note")
	if e.Date.IsZero() {
		e.Date, f.today = f.Agenda.Date, true
	}
	channel, _ := columns.Channels.Key(f.of("canal"))
	switch {
	case c == nil:
		f.Fault("fait_le", "S513", "ce client n'est plus dans le dossier")
	case journal.Channel(channel) == journal.ByPhone:
		e.Type, e.Channel, e.Direction = journal.Call, journal.ByPhone, journal.Sent
	case e.Outcome != "":
		e.Type, e.Channel, e.Direction = journal.Reply, journal.Channel(channel), journal.Received
	default:
		e.Content = f.message(e)
	}
	f.make(e)
}

// message is the text of a note about a message of the morning list.
func (f *form) message(e journal.Entry) string {
	said := f.of("etape") + " (" + strings.ToLower(f.of("canal")) + ")"
	if f.Text("fait_le") != "" {
		said += " : faite le " + e.Date.Short() + " d'après le tableau de suivi"
		f.Notice(f.sheet, f.Line.At("fait_le"), "S515", "« Fait le » est noté au journal, mais n'enregistre pas l'envoi").Hint = "un envoi s'enregistre par relance valider"
	}
	if !e.Deadline.IsZero() {
		said += " ; rappeler le " + e.Deadline.Short()
	}
	if e.Content != "" {
		said += ". " + e.Content
	}
	return said
}

// decided takes a decision, exactly as « relance valider » would: about the invoices of
// its line.
func (f *form) decided() {
	_, refs := f.about()
	f.today = true
	e := journal.Entry{Type: journal.Approval, Date: f.Agenda.Date, Client: f.of("code"), Stage: f.stage(), Invoices: refs, Reason: f.Text("motif_decision"), AskAgain: f.Future("reproposer_le", "", f.Agenda.Date)}
	f.Need("decision", "la décision")
	e.Decision = journal.Decision(f.Word("decision", columns.Decisions))
	e.Author = f.Need("par", "le nom de la personne qui décide")
	if e.Decision == journal.Denied {
		f.Need("motif_decision", "le motif du refus")
	}
	if f.examine(e); f.Faulty || f.contradicted(e) {
		return
	}
	f.make(e)
	f.decisions = append(f.decisions, f)
}

// contradicted compares a decision with those that the journal has had since, and
// with the others of the sheet: of two that say the contrary, neither is taken.
func (f *form) contradicted(e journal.Entry) bool {
	for _, other := range f.decisions {
		o := other.made[0]
		if !sameQuestion(o, e) {
			continue
		}
		if o.Decision != e.Decision {
			f.Fault("decision", "S512", "une autre ligne décide le contraire pour la même étape de %s", e.Client)
			other.withdraw()
			other.Fault("decision", "S512", "une autre ligne décide le contraire pour la même étape de %s", e.Client)
			other.keep()
		}
		return true
	}
	log := f.Agenda.Kit.Journal
	if log == nil {
		return false
	}
	for _, o := range log.Entries[min(f.Base.Entries, len(log.Entries)):] {
		if o.Type == journal.Approval && sameQuestion(o, e) && o.Decision != e.Decision {
			return f.opposed(e, o)
		}
	}
	return false
}

// sameQuestion reports whether two decisions are about one stage of an invoice: one
// that names no invoice is about all.
func sameQuestion(a, b journal.Entry) bool {
	if a.Client != b.Client || a.Stage != b.Stage {
		return false
	}
	return len(a.Invoices) == 0 || len(b.Invoices) == 0 || slices.ContainsFunc(a.Invoices, func(x journal.Invoice) bool {
		return slices.ContainsFunc(b.Invoices, func(y journal.Invoice) bool { return x.Number == y.Number })
	})
}

// withdraw takes back the events of a form.
func (f *form) withdraw() {
	at := f.Line.At(f.firstKey())
	f.Reading.Entries = slices.DeleteFunc(f.Reading.Entries, func(e journal.Entry) bool { return e.Sheet == f.sheet && e.Cell == at })
}

// opposed is a decision of the sheet that the journal contradicts; it reports
// whether it is not to be taken.
func (f *form) opposed(typed, recorded journal.Entry) bool {
	c := compare.Conflict{Sheet: f.sheet, At: f.Line.At("decision"), ID: f.Line.ID, Header: "Décision", Base: compare.Shown("", cell.Text),
		Sheeted: columns.Decisions.Text(string(typed.Decision)), Kit: columns.Decisions.Text(string(recorded.Decision))}
	switch f.Keep {
	case compare.Typed:
		return false
	case compare.Recorded:
		f.Refuse(f.sheet, compare.Refusal{At: c.At, ID: c.ID, Header: c.Header, After: c.Sheeted, Code: "S514", Why: "la décision du journal, « " + c.Kit + " », est gardée"})
	default:
		f.Conflict(c)
	}
	return true
}

// stage is the identifier of the stage that a line is about. The identifier of the
// line has it: code/stage/channel/invoice.
func (f *form) stage() string {
	rest, _ := strings.CutPrefix(f.Line.ID, f.of("code")+"/")
	id, _, _ := strings.Cut(rest, "/")
	return id
}

// promisedOne takes a promise typed on its invoice.
func (f *form) promisedOne() {
	c, inv := f.Agenda.Kit.Invoice(f.Line.ID)
	if inv == nil {
		f.Fault("promesse_le", "S513", "cette facture n'est plus dans le dossier")
		return
	}
	day := f.Agenda.Date
	f.today = true
	f.make(journal.Entry{Type: journal.Promise, Date: day, Client: c.Code, Channel: journal.ByPhone, Direction: journal.Received,
		Invoices: []journal.Invoice{{Number: inv.Number, Balance: f.Agenda.Facts.Book.Balance(inv, day)}},
		Amount:   f.Amount("montant_promis", true), Deadline: f.Future("promesse_le", "le jour promis", day)})
}

// remark takes a comment on an invoice, or on a client.
func (f *form) remark() {
	f.today = true
	e := journal.Entry{Type: journal.Note, Date: f.Agenda.Date, Client: f.of("code"), Content: f.Text(f.Keys[0])}
	if f.sheet == columns.Invoices {
		e.Invoices = []journal.Invoice{{Number: f.Line.ID}}
	}
	if e.Content == "" {
		f.Notice(f.sheet, f.Line.At(f.Keys[0]), "S511", "une remarque ne s'efface pas : elle reste au journal et revient ici").Hint = "écrivez-en une nouvelle, qui prendra sa place"
		return
	}
	f.make(e)
}

func (f *form) confirmed() {
	if strings.Contains(f.Line.ID, "/E/") {
		f.Refuse(f.sheet, compare.Refusal{At: f.Line.At("confirmee_le"), ID: f.Line.ID, Header: "Confirmée par écrit le", Before: f.of("confirmee_le"), After: f.Line.Value("confirmee_le").Text,
			Code: "S511", Why: "un échéancier se signe dans clients.yaml : écrivez-y signe_le"})
		return
	}
	if f.Text("confirmee_le") == "" || f.of("confirmee_le") != "" {
		f.Refuse(f.sheet, compare.Refusal{At: f.Line.At("confirmee_le"), ID: f.Line.ID, Header: "Confirmée par écrit le", Before: f.of("confirmee_le"), After: cmp.Or(f.Line.Value("confirmee_le").Text, "(vidée)"),
			Code: "S511", Why: "cette confirmation est déjà enregistrée"})
		return
	}
	c, refs := f.about()
	f.make(f.confirmation(code(c), f.of("date_promise"), refs))
}

// confirmation is the line that says that a promise was confirmed in writing.
func (f *form) confirmation(client, until string, refs []journal.Invoice) journal.Entry {
	day := f.Past("confirmee_le", "le jour de la confirmation")
	e := journal.Entry{Type: journal.Typed, Date: f.Agenda.Date, Client: client, Invoices: refs, Field: past.FieldConfirmed, After: day.ISO()}
	if err := e.Deadline.UnmarshalText([]byte(until)); err != nil {
		e.Deadline = 0
	}
	return e
}

// answering takes who answers a dispute, and the day promised for it.
func (f *form) answering() {
	c, inv := f.Agenda.Kit.Invoice(f.of("facture"))
	if inv == nil {
		f.Fault(f.firstKey(), "S513", "cette facture n'est plus dans le dossier")
		return
	}
	for _, key := range f.Keys {
		if !slices.Contains(f.Line.Changed, key) {
			continue
		}
		if f.Text(key) == "" {
			f.Notice(f.sheet, f.Line.At(key), "S511", "ce qui a été noté d'un litige ne s'efface pas : cela revient ici").Hint = "écrivez le nouveau jour, ou le nouveau nom, qui prendra sa place"
			continue
		}
		e := journal.Entry{Type: journal.Typed, Date: f.Agenda.Date, Client: c.Code, Invoices: []journal.Invoice{{Number: inv.Number}}, Field: key, Before: f.of(key), After: f.Text(key)}
		if key == claim.FieldAnswer {
			e.After = f.Day(key, "").ISO()
		}
		if opened, err := calendar.Parse(f.of("ouvert_le")); err == nil {
			e.Deadline = opened
		}
		f.make(e)
	}
}

// closing are the headers of the cells that close a dispute.
var closing = map[string]string{"clos_le": "Clos le", "issue": "Issue"}

// closed takes the end of a dispute.
func (f *form) closed() {
	if f.of("clos_le") != "" {
		for _, key := range f.Line.Changed {
			f.Refuse(f.sheet, compare.Refusal{At: f.Line.At(key), ID: f.Line.ID, Header: closing[key], Before: f.of(key), After: f.Line.Value(key).Text, Code: "S511", Why: "ce litige est déjà clos"})
		}
		return
	}
	c, inv := f.Agenda.Kit.Invoice(f.of("facture"))
	if inv == nil {
		f.Fault("clos_le", "S513", "cette facture n'est plus dans le dossier")
		return
	}
	f.close(c, []journal.Invoice{{Number: inv.Number, Balance: f.Agenda.Facts.Book.Balance(inv, f.Agenda.Date)}})
}

func (f *form) close(c *kit.Client, refs []journal.Invoice) {
	f.Need("issue", "l'issue du litige")
	f.make(journal.Entry{Type: journal.Dispute, Date: f.Past("clos_le", "le jour de clôture"), Client: code(c), Direction: journal.Received, Invoices: refs,
		Closed: true, Issue: journal.Issue(f.Word("issue", columns.Issues))})
}

// registered takes what is known of a registered letter.
func (f *form) registered() {
	_, refs := f.about()
	f.today = true
	e := journal.Entry{Type: journal.Registered, Date: f.Agenda.Date, Client: f.of("code"), Invoices: refs, Stage: f.sent()}
	for _, key := range f.Line.Changed {
		if f.Text(key) == "" {
			f.Notice(f.sheet, f.Line.At(key), "S511", "ce qui a été noté d'un recommandé ne s'efface pas").Hint = "employez relance noter correction"
			continue
		}
		switch key {
		case "numero":
			e.Number = f.Text(key)
		case "depot":
			e.Posted = f.Past(key, "")
		case "presentation":
			e.Presented = f.Past(key, "")
			if sent := f.of("date"); e.Presented.ISO() < sent {
				f.Fault(key, "S512", "le %s est avant l'envoi", e.Presented.Short())
			}
		case "retour":
			if _, ok := columns.Returns.Key(f.Text(key)); !ok {
				f.Fault(key, "S512", "écrivez « %s » si la lettre est revenue, rien sinon", columns.Returned)
			}
			e.Returned = "npai"
		}
	}
	if e.Stage == "" {
		f.Fault(f.Keys[0], "S513", "cet envoi n'est plus au journal")
	}
	if e.Number != "" || !e.Posted.IsZero() || !e.Presented.IsZero() || e.Returned != "" {
		f.make(e)
	}
}

// sent is the stage of the journal's line that a line of « Envois » shows.
func (f *form) sent() string {
	for i := range f.Picture.Sendings {
		if l := &f.Picture.Sendings[i]; l.ID() == f.Line.ID {
			return l.StageID
		}
	}
	return ""
}
