package tracker

import (
	"slices"
	"testing"

	"relance/generator/journal"
)

// meanwhile changes an invoice's amount and a client's remark in the kit, after the
// workbook was written.
func (d *desk) meanwhile(invoice, code string) {
	_, inv := d.a.Kit.Invoice(invoice)
	inv.Total = 888800
	d.a.Kit.Journal.Append(journal.Entry{Date: d.a.Date, Type: journal.Note, Client: code, Content: "appeler avant midi"})
	d.a = agendaOf(d.t, d.a.Kit)
}

func TestACellThatPeopleAndTheKitChangedIsAConflict(t *testing.T) {
	d := newDesk(t, few(t))
	invoice := firstOverdue(t, d.a)
	owner, inv := d.a.Kit.Invoice(invoice)
	was := inv.Total.String()
	d.typed("Factures", invoice, map[string]any{"Montant TTC": 7777})
	d.typed("Clients", owner.Code, map[string]any{"Consigne": "appeler le soir"})
	d.meanwhile(invoice, owner.Code)
	r := d.read()
	if len(r.Conflicts) != 2 {
		t.Fatalf("%+v", r.Conflicts)
	}
	c := r.Conflicts[0]
	if c.Sheet != "Factures" || c.At != d.at("Factures", invoice, "Montant TTC") || c.Client != owner.Code || c.Invoice != invoice || c.Base != was || c.Sheeted != "7\u202f777,00" || c.Kit != "8\u202f888,00" {
		t.Errorf("%+v", c)
	}
	if c := r.Conflicts[1]; c.Client != owner.Code || c.Invoice != "" || c.Header != "Consigne" || c.Sheeted != "appeler le soir" || c.Kit != "appeler avant midi" {
		t.Errorf("%+v", c)
	}
	_, inv = d.a.Kit.Invoice(invoice)
	inv.Total = 777700 // the kit was corrected as the sheet was
	d.a = agendaOf(t, d.a.Kit)
	if r := d.read(); len(r.Conflicts) != 1 {
		t.Errorf("%+v", r.Conflicts)
	}
}

// Whoever chooses, what is not kept goes to the journal, and nothing is left to
// settle.
func TestAConflictIsSettledByTheSideThatIsKept(t *testing.T) {
	for keep, want := range map[Side][]journal.Entry{
		KeepTyped:    {{Type: journal.Typed, Field: "Montant TTC", After: "7777"}, {Type: journal.Note, Content: "appeler le soir"}},
		KeepRecorded: {{Type: journal.Typed, Field: "Montant TTC", After: "7777"}, {Type: journal.Typed, Field: "Consigne", After: "appeler le soir"}},
	} {
		d := newDesk(t, few(t))
		invoice := firstOverdue(t, d.a)
		owner, _ := d.a.Kit.Invoice(invoice)
		d.typed("Factures", invoice, map[string]any{"Montant TTC": 7777})
		d.typed("Clients", owner.Code, map[string]any{"Consigne": "appeler le soir"})
		d.meanwhile(invoice, owner.Code)
		r, problems := Read("suivi.xlsx", d.saved(), d.made.Base, d.a, keep)
		if problems.Faults() || len(r.Conflicts) > 0 || len(r.Entries) != 2 || slices.Index(codesOf(r.Notices), "S514") < 0 {
			t.Fatalf("%s: %v %+v %+v", keep, problems, r.Conflicts, r.Entries)
		}
		for i, e := range r.Entries {
			if w := want[i]; e.Type != w.Type || e.Field != w.Field || e.After != w.After || e.Content != w.Content || e.Cell == "" {
				t.Errorf("%s: %+v, want %+v", keep, e, w)
			}
		}
		d.accepted(r)
	}
}
