package tracker

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"relance/generator/agenda"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/tracker/board"
	"relance/generator/tracker/figures"
)

func approvalIDs(t testing.TB, a *agenda.Agenda) (ids []string) {
	t.Helper()
	p, err := figures.New(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range p.Approvals {
		ids = append(ids, l.ID)
	}
	if len(ids) < 2 {
		t.Fatal("nothing to approve")
	}
	return ids
}

// An incomplete or unreadable line is refused with its cell, stays in the next
// workbook as it was typed, and is refused again there until it is completed.
func TestALineThatCannotBeTakenStaysWithItsCell(t *testing.T) {
	a := agendaOf(t, few(t))
	invoice := firstOverdue(t, a)
	day := a.Date
	cases := []struct {
		sheet, id string
		values    map[string]any
		header    string // of the cell that is named
		code      string
	}{
		{"Encaissements", "", map[string]any{"Date": day, "Facture": invoice}, "Montant", "S513"},
		{"Encaissements", "", map[string]any{"Date": day, "Montant": 10}, "Facture", "S513"},
		{"Encaissements", "", map[string]any{"Date": "31/02/2026", "Facture": invoice, "Montant": 10}, "Date", "S512"},
		{"Encaissements", "", map[string]any{"Date": day, "Facture": "FA99-999", "Montant": 10}, "Facture", "S512"},
		{"Encaissements", "", map[string]any{"Date": day, "Facture": invoice, "Montant": "douze"}, "Montant", "S512"},
		{"Encaissements", "", map[string]any{"Date": day, "Facture": invoice, "Montant": -5}, "Montant", "S512"},
		{"Encaissements", "", map[string]any{"Date": day, "Facture": invoice, "Montant": 10.125}, "Montant", "S512"},
		{"Encaissements", "", map[string]any{"Date": day + 1, "Facture": invoice, "Montant": 10}, "Date", "S512"},
		{"Promesses et échéanciers", "", map[string]any{"Code client": "C17", "Prise le": day, "Montant": 10}, "Date promise", "S513"},
		{"Promesses et échéanciers", "", map[string]any{"Code client": "C17", "Prise le": day, "Montant": 10, "Date promise": day - 3}, "Date promise", "S512"},
		{"Promesses et échéanciers", "", map[string]any{"Code client": "C17", "Prise le": day, "Montant": 9999999, "Date promise": day + 3}, "Montant", "S512"},
		{"Encaissements", "", map[string]any{"Date": day, "Facture": invoice, "Montant": 9999999}, "Montant", "S512"},
		{"Litiges", "", map[string]any{"Facture": invoice, "Ouvert le": day}, "Motif", "S513"},
		{"Litiges", "", map[string]any{"Facture": invoice, "Ouvert le": day, "Motif": "x", "Montant contesté": 99999999}, "Montant contesté", "S512"},
		{"Journal", "", map[string]any{"Date": day, "Code client": "C17", "Contenu": "sans type"}, "Type", "S513"},
		{"Journal", "", map[string]any{"Date": day, "Code client": "C17", "Type": "Bavardage"}, "Type", "S512"},
		{"Journal", "", map[string]any{"Date": day, "Code client": "C17", "Type": "Appel", "Montant": 3}, "Montant", "S512"},
		{"Journal", "", map[string]any{"Date": day, "Code client": "C999", "Type": "Appel"}, "Code client", "S512"},
		{"Journal", "", map[string]any{"Date": day, "Code client": "C17", "Type": "Appel", "Heure": "27:99"}, "Heure", "S512"},
		{"Factures", invoice, map[string]any{"Montant promis": 10}, "Promesse pour le", "S513"},
		{"À valider", approvalIDs(t, a)[0], map[string]any{"Décision": "Refusée", "Décidé par": "M. Roux"}, "Motif de la décision", "S513"},
		{"À valider", approvalIDs(t, a)[1], map[string]any{"Décision": "Accordée"}, "Décidé par", "S513"},
	}
	d := newDesk(t, few(t))
	want := map[string]string{}
	for _, c := range cases {
		want[c.sheet+"!"+d.at(c.sheet, c.id, c.header)] = c.code
		d.typed(c.sheet, c.id, c.values)
	}
	before := d.typedLines()
	for range 2 {
		r := d.read()
		if len(r.Entries) > 0 {
			t.Errorf("%+v", r.Entries)
		}
		got := map[string]string{}
		for _, p := range r.Notices {
			got[p.Sheet+"!"+p.Cell] = p.Code
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got  %v\nwant %v\n%v", got, want, r.Notices)
		}
		made, err := Make(d.a, 12, r.Kept, nil)
		if err != nil {
			t.Fatal(err)
		}
		d.f = opened(t, made.Workbook)
		if after := d.typedLines(); !slices.Equal(after, before) {
			t.Errorf("kept %q\nwant %q", after, before)
		}
	}
}

// typedLines are the lines below those of the base, as they show.
func (d *desk) typedLines() (out []string) {
	for _, sheet := range tableNames {
		for _, line := range linesOf(d.t, d.f, sheet) {
			if line["Identifiant"] == "" && strings.Join(slices.Collect(maps.Values(line)), "") != "" {
				out = append(out, fmt.Sprint(sheet, line))
			}
		}
	}
	return out
}

func TestDecisionsOfTheApprovalSheet(t *testing.T) {
	d := newDesk(t, few(t))
	ids := approvalIDs(t, d.a)
	d.typed("À valider", ids[0], map[string]any{"Décision": "Accordée", "Décidé par": "M. Roux"})
	d.typed("À valider", ids[1], map[string]any{"Décision": "refusee", "Décidé par": "M. Roux", "Motif de la décision": "trop tôt", "Reproposer le": d.a.Date + 7})
	r := d.read()
	if len(r.Entries) != 2 || len(r.Notices) > 0 {
		t.Fatalf("%+v %v", r.Entries, r.Notices)
	}
	granted, denied := r.Entries[0], r.Entries[1]
	if granted.Type != journal.Approval || granted.Decision != journal.Granted || granted.Author != "M. Roux" || granted.Stage == "" || !strings.HasPrefix(ids[0], granted.Client+"/"+granted.Stage+"/") {
		t.Errorf("%+v", granted)
	}
	if denied.Decision != journal.Denied || denied.Reason != "trop tôt" || denied.AskAgain != d.a.Date+7 {
		t.Errorf("%+v", denied)
	}
	d.accepted(r)
	p, err := figures.New(agendaOf(t, d.a.Kit))
	if err != nil || slices.ContainsFunc(p.Approvals, func(l figures.ApprovalLine) bool { return l.ID == ids[0] }) {
		t.Errorf("%s still waits for an approval (%v)", ids[0], err)
	}
}

// A kit that names its approvers lets nobody else decide, in a workbook either.
func TestOnlyDeclaredPeopleDecideInTheWorkbook(t *testing.T) {
	k := few(t)
	k.Options.Approvers = []string{"Mme Patron"}
	d := newDesk(t, k)
	ids := approvalIDs(t, d.a)
	d.typed("À valider", ids[0], map[string]any{"Décision": "Accordée", "Décidé par": "M. Roux"})
	d.typed("À valider", ids[1], map[string]any{"Décision": "Accordée", "Décidé par": "mme patron"})
	r := d.read()
	if len(r.Entries) != 1 || r.Entries[0].Author != "mme patron" || len(r.Notices) != 1 || r.Notices[0].Cell != d.at("À valider", ids[0], "Décidé par") {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}
}

func TestADecisionTakenElsewhereMeanwhileIsAConflict(t *testing.T) {
	d := newDesk(t, few(t))
	id := approvalIDs(t, d.a)[0]
	parts := strings.Split(id, "/")
	d.a.Kit.Journal.Append(journal.Entry{Date: d.a.Date, Type: journal.Approval, Client: parts[0], Stage: parts[1], Decision: journal.Denied, Reason: "non"})
	d.typed("À valider", id, map[string]any{"Décision": "Accordée", "Décidé par": "M. Roux"})
	d.a = agendaOf(t, d.a.Kit)
	r := d.read()
	if len(r.Conflicts) != 1 || len(r.Entries) > 0 || r.Conflicts[0].Kit != "Refusée" || r.Conflicts[0].Sheeted != "Accordée" {
		t.Fatalf("%+v %+v", r.Conflicts, r.Entries)
	}
}

// What is typed where nothing is read goes to the journal, with its cell.
func TestTypingsOutsideTheYellowCellsAreKeptInTheJournal(t *testing.T) {
	for _, c := range []struct{ sheet, header string }{{"Factures", "Montant TTC"}, {"Factures", "Reste dû"}, {"Clients", "Téléphone"}, {"Clients", "Échu"}, {"À relancer", "Motif"}} {
		d := newDesk(t, few(t))
		id := d.ids(c.sheet)[2]
		at := d.at(c.sheet, id, c.header)
		d.set(c.sheet, at, "4242")
		r := d.read()
		if len(r.Entries) != 1 || len(r.Notices) != 1 || r.Notices[0].Code != "S511" || r.Notices[0].Cell != at {
			t.Fatalf("%s %s: %+v %v", c.sheet, c.header, r.Entries, r.Notices)
		}
		if e := r.Entries[0]; e.Type != journal.Typed || e.Sheet != c.sheet || e.Cell != at || e.Field != c.header || e.After != "4242" || e.Generation != 12 {
			t.Errorf("%+v", e)
		}
		d.accepted(r)
	}
}

func (d *desk) ids(sheet string) (ids []string) {
	for _, line := range linesOf(d.t, d.f, sheet) {
		if id := line["Identifiant"]; id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

func TestTheDayOfTheReceiptsIsTaken(t *testing.T) {
	d := newDesk(t, few(t))
	d.set(board.DashboardName, "G2", d.a.Date)
	r := d.read()
	if len(r.Entries) != 1 || r.Entries[0].Field != "paiements_a_jour_au" || r.Entries[0].After != d.a.Date.ISO() {
		t.Fatalf("%+v %v", r.Entries, r.Notices)
	}
	d.accepted(r)
	if d.a.Kit.PaidUntil != d.a.Date {
		t.Errorf("paiements_a_jour_au: %s", d.a.Kit.PaidUntil)
	}
	d = newDesk(t, few(t))
	d.set(board.DashboardName, "G2", "bientôt")
	r = d.read()
	if got := codesOf(r.Notices); !slices.Equal(got, []string{"S512"}) || r.Notices[0].Cell != "G2" {
		t.Fatalf("%v", r.Notices)
	}
	f := opened(t, d.accepted(r).Workbook)
	if v, _ := f.GetCellValue(board.DashboardName, "G2"); v != "bientôt" {
		t.Errorf("the typing is lost: %q", v)
	}
}

// The kit's own day is not taken back from a cell: it is corrected where it is.
func TestADayBeforeTheKitsOwnIsRefused(t *testing.T) {
	d := newDesk(t, few(t))
	d.set(board.DashboardName, "G2", d.a.Kit.PaidUntil-1)
	r := d.read()
	if !slices.Equal(codesOf(r.Notices), []string{"S511"}) || len(r.Entries) != 1 || r.Entries[0].Field == "paiements_a_jour_au" {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}
}

func TestEditsOfLinesThatWereThere(t *testing.T) {
	k := few(t)
	for i := range k.Plans {
		if s, _ := k.Plans[i].Stage("relance1"); s != nil {
			s.Channel, s.Channels = kit.ByCall, nil
		}
	}
	d := newDesk(t, k)
	invoice := firstOverdue(t, d.a)
	owner, _ := d.a.Kit.Invoice(invoice)
	var call string
	p, _ := figures.New(d.a)
	for _, l := range p.Todo {
		if l.Communication.Channel == "appel" && l.Communication.Status != dunning.Blocked {
			call = l.ID
		}
	}
	dispute, sending := "", d.ids("Envois")[0]
	for _, l := range p.Disputes {
		if l.Closed.IsZero() {
			dispute = l.ID
		}
	}
	if call == "" || dispute == "" {
		t.Fatal("the example has no call, or no open dispute")
	}
	d.typed("À relancer", call, map[string]any{"Fait le": d.a.Date, "Résultat": "Messagerie", "Rappeler le": d.a.Date + 1, "Note": "rappeler lundi"})
	d.typed("Factures", invoice, map[string]any{"Promesse pour le": d.a.Date + 5, "Montant promis": 500, "Commentaire": "le chèque est parti"})
	d.typed("Clients", owner.Code, map[string]any{"Consigne": "appeler le matin"})
	d.typed("Litiges", dispute, map[string]any{"Clos le": d.a.Date, "Issue": "Non fondé"})
	d.typed("Envois", sending, map[string]any{"N° recommandé": "1A 234", "AR : présenté le": d.a.Date - 1})
	r := d.read()
	var got []string
	for _, e := range r.Entries {
		got = append(got, string(e.Type))
	}
	if s := strings.Join(got, " "); s != "appel promesse note note litige recommande" || len(r.Notices) > 0 {
		t.Fatalf("%s\n%+v\n%v", s, r.Entries, r.Notices)
	}
	if e := r.Entries[0]; e.Outcome != journal.Voicemail || e.Content != "rappeler lundi" || e.Deadline != d.a.Date+1 || len(e.Invoices) == 0 {
		t.Errorf("%+v", e)
	}
	if e := r.Entries[4]; !e.Closed || e.Issue != journal.Unfounded {
		t.Errorf("%+v", e)
	}
	if e := r.Entries[5]; e.Number != "1A 234" || e.Presented != d.a.Date-1 || e.Stage == "" {
		t.Errorf("%+v", e)
	}
	f := opened(t, d.accepted(r).Workbook)
	for _, line := range linesOf(t, f, "Factures") {
		if line["Identifiant"] == invoice && (line["Commentaire"] != "le chèque est parti" || line["Promesse pour le"] != "") {
			t.Errorf("%q %q", line["Commentaire"], line["Promesse pour le"])
		}
	}
	for _, line := range linesOf(t, f, "Envois") {
		if line["Identifiant"] == sending && line["N° recommandé"] != "1A 234" {
			t.Errorf("%q", line["N° recommandé"])
		}
	}
}

// A workbook kept aside and read again says nothing twice.
func TestAnEventIsTakenOnce(t *testing.T) {
	d := newDesk(t, few(t))
	invoice := firstOverdue(t, d.a)
	d.typed("Encaissements", "", map[string]any{"Date": d.a.Date, "Facture": invoice, "Montant": 12})
	d.typed("Factures", invoice, map[string]any{"Montant TTC": 5})
	src := d.saved()
	r := d.readBytes(src)
	if len(r.Entries) != 2 {
		t.Fatalf("%+v", r.Entries)
	}
	d.accepted(r)
	d.a = agendaOf(t, d.a.Kit)
	r = d.readBytes(src)
	if len(r.Entries) > 0 || !slices.Equal(codesOf(r.Notices), []string{"S515"}) {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}
	if said := r.Notices[0].Text; !strings.Contains(said, d.a.Date.Short()+", "+invoice+", 12") {
		t.Errorf("what was typed is not told: %s", said)
	}
}

// The accounts often give no reference: a transfer typed with one may be the same. It
// counts once, and the way out is told.
func TestATransferThatTheAccountsHaveWithoutReferenceIsExplained(t *testing.T) {
	d := newDesk(t, few(t))
	invoice := firstOverdue(t, d.a)
	_, inv := d.a.Kit.Invoice(invoice)
	inv.Payments = append(inv.Payments, kit.Payment{Date: d.a.Date, Amount: 12_00})
	d.a = agendaOf(t, d.a.Kit)
	d.typed("Encaissements", "", map[string]any{"Date": d.a.Date, "Facture": invoice, "Montant": 12, "Référence": "VIR 2"})
	r := d.read()
	if len(r.Entries) > 0 || !slices.Equal(codesOf(r.Notices), []string{"S515"}) {
		t.Fatalf("%+v %v", r.Entries, r.Notices)
	}
	if p := r.Notices[0]; !strings.Contains(p.Text, "VIR 2") || !strings.Contains(p.Hint, "la référence du premier") {
		t.Errorf("%s: %s", p.Text, p.Hint)
	}
}
