// Package debtor files the records of a list under the clients who owe them, in the
// order they are met.
package debtor

import (
	"fmt"
	"strings"

	"relance/generator/diag"
	"relance/generator/intake/found"
	"relance/generator/intake/record"
	"relance/generator/intake/sheet"
	"relance/generator/kit"
	"relance/generator/money"
)

// A Roll (liste des débiteurs) gathers records into the clients of an import.
type Roll struct {
	*sheet.Sheet
	imp     *found.Import
	file    string
	byKey   map[string]int        // client → rank
	named   map[string][]identity // name → the clients that have it
	firsts  []identity            // of each client, as its first row says it
	bare    map[string]string     // name → what is compared of it
	codes   map[string]bool
	alike   map[string]int // how many codes begin alike
	numbers map[string]place
	emails  map[string]string
	unsure  map[string]string // numbers of invoices whose rows disagree → how
	kinds   map[kit.Kind][]string
	titles  map[bool]map[string]diag.Pos
	undated int
	lost    []tale
	planned []tale
	phones  []tale
	places  []tale
}

type place struct{ client, invoice, row int }

// New makes a roll for the records of s, whose clients go into imp.
func New(s *sheet.Sheet, imp *found.Import, file string) *Roll {
	// One place for all invoices, that of the title: a hundred thousand maps would
	// take more memory than the list. Where a row stands, its invoice says.
	places := map[string]diag.Pos{"numero": s.Place("numero"), "date": s.Place("date"), "montant_ttc": s.Place(s.AmountField())}
	dated := map[string]diag.Pos{"echeance": s.Place("echeance")}
	for key, pos := range places {
		dated[key] = pos
	}
	return &Roll{Sheet: s, imp: imp, file: file, titles: map[bool]map[string]diag.Pos{true: dated, false: places},
		byKey: map[string]int{}, named: map[string][]identity{}, bare: map[string]string{}, codes: map[string]bool{}, alike: map[string]int{},
		numbers: map[string]place{}, emails: map[string]string{}, unsure: map[string]string{}, kinds: map[kit.Kind][]string{}}
}

func (b *Roll) drop(r sheet.Row, why string) {
	b.imp.Dropped = append(b.imp.Dropped, b.Line(r, why))
}

// Add files a record under its client; why tells what prevents it.
func (b *Roll) Add(rec record.Record) (why string) {
	switch {
	case rec.Total == 0 && rec.Receipt:
		b.drop(rec.Row, "règlement déjà compté dans les factures")
		return ""
	case rec.Total == 0:
		b.drop(rec.Row, "montant nul")
		return ""
	case rec.Receipt:
		return b.receive(rec)
	}
	number := strings.ToLower(rec.Number)
	if seen, twice := b.numbers[number]; twice {
		return b.again(rec, seen)
	}
	if rec.Settled && rec.PaidOn.IsZero() {
		b.imp.Settled = append(b.imp.Settled, found.Settled{Number: rec.Number, Issued: rec.Issued, Total: rec.Total, Currency: rec.Currency})
		b.drop(rec.Row, "déjà réglée")
		return ""
	}
	if rec.Total < 0 && rec.Currency != "" {
		return fmt.Sprintf("avoir en %s : un compte de client est en euros ; portez-le sous la facture qu'il réduit, dans clients.yaml", rec.Currency)
	}
	i := b.client(rec.Row)
	cl := &b.imp.Clients[i]
	if rec.Total < 0 {
		b.numbers[number] = place{i, -1, rec.Row.Number}
		b.credit(cl, rec)
		return ""
	}
	b.numbers[number] = place{i, len(cl.Invoices), rec.Row.Number}
	cl.Invoices = append(roomy(cl.Invoices), b.invoice(rec))
	b.takeover(cl.Code, rec)
	if !rec.Planned.IsZero() {
		b.planned = with(b.planned, "", b.Pos(rec.Row, "date_reglement"), rec.Number+" le "+rec.Planned.Short())
	}
	return ""
}

// roomy makes room for one more invoice and for a few: twice as many, as append would,
// is much memory for a hundred thousand.
func roomy(list []kit.Invoice) []kit.Invoice {
	if len(list) < cap(list) {
		return list
	}
	return append(make([]kit.Invoice, 0, len(list)+2+len(list)/4), list...)
}

func (b *Roll) invoice(rec record.Record) kit.Invoice {
	r := rec.Row
	inv := kit.Invoice{
		Number: rec.Number, Issued: rec.Issued, Due: rec.Due, Total: rec.Total, Object: b.Text(r, "objet"), OrderRef: b.Text(r, "commande"),
		Currency: rec.Currency, Pos: b.Pos(r, "numero"), At: b.titles[!rec.Due.IsZero()],
	}
	if rec.Due.IsZero() && b.Text(r, "conditions") != "" {
		b.scalar(r, "conditions", inv.Terms.UnmarshalText)
	}
	if rec.Paid != 0 {
		inv.Payments = []kit.Payment{b.payment(rec, rec.Paid)}
	}
	if rec.Disputed {
		inv.Disputes = []kit.Dispute{{Opened: rec.Issued, Reason: "en litige d'après " + b.file, Pos: inv.Pos}}
	}
	return inv
}

// payment dates a payment of unknown day of the invoice itself: no interest is
// then claimed on that part, which is the careful reading.
func (b *Roll) payment(rec record.Record, paid money.Amount) kit.Payment {
	p := kit.Payment{Date: rec.PaidOn, Amount: paid, Mode: b.Text(rec.Row, "mode"), Pos: b.Pos(rec.Row, "regle")}
	if p.Date.IsZero() {
		b.undated++
		p.Date, p.Reference = rec.Issued, found.UnknownDay
	}
	return p
}

// receive files money received, which no row says for which invoice.
func (b *Roll) receive(rec record.Record) (why string) {
	if rec.Currency != "" {
		return fmt.Sprintf("règlement en %s : un compte de client est en euros ; portez-le sous sa facture, dans clients.yaml", rec.Currency)
	}
	cl := &b.imp.Clients[b.client(rec.Row)]
	cl.Payments = append(cl.Payments, kit.Payment{Date: rec.Issued, Amount: rec.Total, Mode: b.Text(rec.Row, "mode"), Reference: rec.Number, Pos: b.Pos(rec.Row, "piece")})
	return ""
}

func (b *Roll) credit(cl *kit.Client, rec record.Record) {
	left := -rec.Total + rec.Paid
	if rec.Settled || left <= 0 {
		b.drop(rec.Row, "avoir déjà employé")
		return
	}
	cl.Credits = append(cl.Credits, kit.CreditNote{Number: rec.Number, Date: rec.Issued, Amount: left, Pos: b.Pos(rec.Row, "numero")})
}

// Finish takes back what cannot be believed, and writes the notes that are about the
// whole table.
func (b *Roll) Finish() {
	at := diag.Pos{File: b.file, Sheet: b.Grid.Name, Line: b.Mapping.Row}
	if b.undated > 0 {
		b.imp.Note(at, "W354", "ajoutez une colonne « Date de règlement », ou corrigez les dates dans clients.yaml",
			"%s sans date : datés de leur facture, donc sans pénalités sur cette part", found.Count(b.undated, "règlement", "règlements"))
	}
	b.imp.Presume(at, b.kinds)
	b.tell()
	b.withdraw()
}
