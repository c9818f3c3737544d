package tracker

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/workbook"
)

// few is a kit of some clients of the example, so that the tests are quick.
func few(t testing.TB) *kit.Kit {
	t.Helper()
	k := boreal(t)
	k.Clients = slices.DeleteFunc(k.Clients, func(c kit.Client) bool { return !slices.Contains(fewCodes, c.Code) })
	var kept []journal.Entry
	for _, e := range k.Journal.Entries {
		if slices.Contains(fewCodes, e.Client) && e.Type != journal.Correction {
			kept = append(kept, e)
		}
	}
	k.Journal, _ = journal.Read("journal.jsonl", nil)
	k.Journal.Append(kept...)
	return k
}

var fewCodes = []string{"C09", "C13", "C15", "C16", "C17", "C18", "C19", "C20"}

// A desk is a workbook on somebody's desk: what was made, and what they typed.
type desk struct {
	t    testing.TB
	a    *agenda.Agenda
	made Made
	f    *excelize.File
}

func newDesk(t testing.TB, k *kit.Kit) *desk {
	t.Helper()
	a := agendaOf(t, k)
	made, err := Make(a, 12, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &desk{t, a, made, opened(t, made.Workbook)}
}

// at is the cell of a header, in the line of an identifier, or, with "", in the
// first blank line.
func (d *desk) at(sheet, id, header string) string {
	d.t.Helper()
	rows, err := d.f.GetRows(sheet)
	if err != nil {
		d.t.Fatal(err)
	}
	column, ids := slices.Index(rows[0], header), slices.Index(rows[0], "Identifiant")
	if column < 0 {
		d.t.Fatalf("%s: no column %s", sheet, header)
	}
	for i, row := range rows[1:] {
		if len(row) > ids && row[ids] == id && id != "" {
			return workbook.Place(column+1, i+2)
		}
		if id == "" && strings.Join(row, "") == "" {
			return workbook.Place(column+1, i+2)
		}
	}
	if id == "" {
		return workbook.Place(column+1, len(rows)+1)
	}
	d.t.Fatalf("%s: no line %s", sheet, id)
	return ""
}

func (d *desk) set(sheet, cell string, v any) {
	d.t.Helper()
	if day, ok := v.(calendar.Date); ok {
		v = int(day)
	}
	if err := d.f.SetCellValue(sheet, cell, v); err != nil {
		d.t.Fatal(err)
	}
}

// typed types values in the line of an identifier.
func (d *desk) typed(sheet, id string, values map[string]any) {
	d.t.Helper()
	cells := map[string]any{}
	for header, v := range values {
		cells[d.at(sheet, id, header)] = v
	}
	for cell, v := range cells {
		d.set(sheet, cell, v)
	}
}

func (d *desk) saved() []byte {
	d.t.Helper()
	var b bytes.Buffer
	if err := d.f.Write(&b); err != nil {
		d.t.Fatal(err)
	}
	return b.Bytes()
}

func (d *desk) read() *Reading {
	d.t.Helper()
	return d.readBytes(d.saved())
}

func (d *desk) readBytes(src []byte) *Reading {
	d.t.Helper()
	r, problems := Read("suivi.xlsx", src, d.made.Base, d.a, "")
	if problems.Faults() {
		d.t.Fatal(problems)
	}
	return r
}

func codesOf(l diag.List) (out []string) {
	for _, p := range l {
		out = append(out, p.Code)
	}
	return out
}

func mustBeQuiet(t testing.TB, r *Reading) {
	t.Helper()
	if len(r.Entries)+len(r.Conflicts)+len(r.Foreign)+len(r.Notices) > 0 {
		t.Errorf("entries %+v\nconflicts %+v\nforeign %v\nnotices %v", r.Entries, r.Conflicts, r.Foreign, r.Notices)
	}
}

func TestAWorkbookNobodyTouchedSaysNothing(t *testing.T) {
	for name, k := range map[string]*kit.Kit{"boreal": boreal(t), "hostile": hostile(t)} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, k)
			mustBeQuiet(t, d.readBytes(d.made.Workbook))
			mustBeQuiet(t, d.read()) // saved by another program
			d.made.Base = nil
			mustBeQuiet(t, d.read())
		})
	}
}

// Each typing becomes the event that « relance noter » would have made.
func TestTypingsBecomeEvents(t *testing.T) {
	d := newDesk(t, few(t))
	day := d.a.Date
	invoice := firstOverdue(t, d.a)
	owner, _ := d.a.Kit.Invoice(invoice)
	cases := []struct {
		name, sheet string
		values      map[string]any
		want        journal.Entry
	}{
		{"receipt", "Encaissements", map[string]any{"Date": day - 1, "Facture": invoice, "Montant": 12.34, "Mode": "virement", "Référence": "VIR 7"},
			journal.Entry{Type: journal.Payment, Date: day - 1, Client: owner.Code, Amount: 1234, Means: "virement", Reference: "VIR 7", Direction: journal.Received}},
		{"receipt on account", "Encaissements", map[string]any{"Date": day, "Code client": owner.Code, "Montant": "1 234,50 €"},
			journal.Entry{Type: journal.Payment, Date: day, Client: owner.Code, Amount: 123450, Direction: journal.Received}},
		{"promise", "Promesses et échéanciers", map[string]any{"Code client": owner.Code, "Factures": invoice, "Prise le": day, "Date promise": day + 9, "Montant": 100, "Interlocuteur": "Mme Gallou"},
			journal.Entry{Type: journal.Promise, Date: day, Client: owner.Code, Amount: 10000, Deadline: day + 9, Contact: "Mme Gallou", Channel: journal.ByPhone, Direction: journal.Received}},
		{"dispute", "Litiges", map[string]any{"Facture": invoice, "Ouvert le": day, "Motif": "finition"},
			journal.Entry{Type: journal.Dispute, Date: day, Client: owner.Code, Reason: "finition", Direction: journal.Received}},
		{"call", "Journal", map[string]any{"Date": "31/03/2026", "Heure": "9h05", "Code client": owner.Code, "Type": "appel", "Factures": invoice, "Résultat": "sans reponse", "Contenu": "rien", "Auteur": "Claire Roux"},
			journal.Entry{Type: journal.Call, Date: day, Time: "09:05", Client: owner.Code, Outcome: journal.NoAnswer, Content: "rien", Author: "Claire Roux", Channel: journal.ByPhone, Direction: journal.Sent}},
		{"postponement", "Journal", map[string]any{"Date": day, "Type": "Report", "Factures": invoice, "Pour le": day + 20, "Contenu": "accord"},
			journal.Entry{Type: journal.Postponement, Date: day, Client: owner.Code, Until: day + 20, Reason: "accord"}},
		{"note by name", "Journal", map[string]any{"Date": day, "Type": "Note", "Code client": strings.ToUpper(owner.FullName()), "Contenu": "déménage"},
			journal.Entry{Type: journal.Note, Date: day, Client: owner.Code, Content: "déménage"}},
	}
	for _, c := range cases {
		d.typed(c.sheet, "", c.values)
	}
	r := d.read()
	if len(r.Entries) != len(cases) || len(r.Notices) > 0 {
		t.Fatalf("entries %+v\nnotices %v", r.Entries, r.Notices)
	}
	for i, c := range cases {
		got := r.Entries[i]
		if c.values["Facture"] != nil || c.values["Factures"] != nil {
			if len(got.Invoices) != 1 || got.Invoices[0].Number != invoice {
				t.Errorf("%s: invoices %+v", c.name, got.Invoices)
			}
		}
		if got.Sheet != c.sheet || got.Cell == "" || got.Generation != 12 {
			t.Errorf("%s: noted from %s!%s of generation %d", c.name, got.Sheet, got.Cell, got.Generation)
		}
		got.Invoices, got.Sheet, got.Cell, got.Generation = nil, "", "", 0
		if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", c.want) {
			t.Errorf("%s: got  %+v\nwant %+v", c.name, got, c.want)
		}
	}
	d.accepted(r)
}

// accepted puts the entries in the journal, which panics on one that is unsound,
// makes the next workbook, and reads it: there is nothing left to take.
func (d *desk) accepted(r *Reading) Made {
	d.t.Helper()
	k := d.a.Kit
	for i := range r.Entries {
		r.Entries[i].Author, r.Entries[i].Creditor = "Claire Roux", string(k.Creditor.SIREN)
	}
	k.Journal.Append(r.Entries...)
	k.PaidUntil = max(k.PaidUntil, PaidUntil(k.Journal))
	a := agendaOf(d.t, k)
	made, err := Make(a, r.Generation+1, r.Kept, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	again, problems := Read("suivi.xlsx", made.Workbook, made.Base, a, "")
	if problems.Faults() {
		d.t.Fatal(problems)
	}
	if len(again.Entries)+len(again.Conflicts) > 0 {
		d.t.Errorf("read again: %+v %+v", again.Entries, again.Conflicts)
	}
	return made
}

func firstOverdue(t testing.TB, a *agenda.Agenda) string {
	t.Helper()
	for i := range a.Decisions {
		if d := &a.Decisions[i]; d.DaysLate > 0 && d.Balance > money.Amount(200000) {
			return d.Invoice.Number
		}
	}
	t.Fatal("nothing is overdue")
	return ""
}
