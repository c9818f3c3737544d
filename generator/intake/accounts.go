package intake

import (
	"fmt"
	"path"
	"strings"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/einvoice"
	"relance/generator/intake/header"
	"relance/generator/intake/ledger"
	"relance/generator/kit"
	"relance/generator/money"
)

// isLedger tells a ledger: debits and credits instead of a total per invoice.
func (t *table) isLedger() bool {
	return t.has("debit") && t.has("credit") && !t.has("montant_ttc") && !t.has("solde") || t.has("debit") && t.has("lettrage")
}

// readLedger reads the shape of ledgers: a row, a line of an account.
func (t *table) readLedger() {
	var lines []ledger.Line
	balance := map[string]money.Amount{} // of journals: those of sales are mostly debits
	for _, r := range t.rows {
		if t.isTitles(r) || announcesTotal(r) || t.cell(r, "date").Kind == grid.Empty {
			t.drop(r, "titre, total ou report")
			continue
		}
		l, why := t.ledgerLine(r)
		if why != "" {
			t.reject(r, why)
			continue
		}
		if t.has("compte") && !strings.HasPrefix(l.Account, "411") {
			continue
		}
		balance[l.Journal] += l.Amount
		lines = append(lines, l)
	}
	for i := range lines {
		lines[i].Sale = t.has("journal") && balance[lines[i].Journal] > 0
	}
	t.imp.Source += ", grand livre"
	t.imp.Control.Lines = len(lines)
	t.imp.fromAccounts(ledger.Settle(lines), *t.m, t.file, t.sheet.Name)
}

func (t *table) ledgerLine(r grid.Row) (l ledger.Line, why string) {
	l = ledger.Line{
		Row: r.Number, Account: "411", Aux: t.text(r, "code"), Name: t.text(r, "nom"), Journal: t.text(r, "journal"),
		Piece: t.text(r, "numero"), Label: t.text(r, "objet"), Letter: t.text(r, "lettrage"),
	}
	if t.has("compte") {
		l.Account = t.text(r, "compte")
	}
	if l.Aux == "" {
		l.Aux = slug(l.Name)
	}
	day, err := t.days["date"].Read(t.cell(r, "date"))
	if err != nil {
		return l, err.Error()
	}
	l.Date = day
	if due := t.cell(r, "echeance"); due.Kind != grid.Empty {
		if l.Due, err = t.days["echeance"].Read(due); err != nil {
			return l, err.Error()
		}
	}
	for _, side := range []struct {
		field string
		sign  money.Amount
	}{{"debit", 1}, {"credit", -1}} {
		cell := t.cell(r, side.field)
		if cell.Kind == grid.Empty {
			continue
		}
		amount, _, err := t.amounts[side.field].Read(cell)
		if err != nil {
			return l, fmt.Sprintf("%s : %s", t.m.Title(side.field), err)
		}
		l.Amount += side.sign * amount
	}
	return l, ""
}

func fromFEC(file string, src []byte, m header.Mapping) (*Import, diag.List) {
	fec, l := ledger.ReadFEC(file, src)
	if fec == nil {
		return nil, l
	}
	imp := &Import{Source: "FEC, encodage : " + fec.Encoding, Notes: l, Seller: einvoice.Party{SIREN: fec.SIREN}, Mapping: &m}
	at := diag.Pos{File: file}
	if fec.Gap != 0 {
		imp.note(at, "W360", "exportez-le de nouveau : il est peut-être coupé", "débits et crédits du FEC diffèrent de %s", fec.Gap.Format("EUR"))
	}
	imp.Control.Lines = fec.Lines
	imp.fromAccounts(fec.Clients, m, file, "")
	if m.Terms.IsZero() && len(imp.Clients) > 0 {
		imp.note(at, "W366", "donnez-les : conditions: 30 jours, dans "+MappingName(file)+" ou pour chaque client",
			"un FEC ne dit pas les échéances : il faut les conditions de paiement")
	}
	imp.count()
	if imp.Control.Sum != fec.Balance {
		panic("intake: open items do not add up to the balance of the accounts")
	}
	return imp, imp.Notes[:0:0]
}

// fromAccounts makes clients of accounts and says what is to be confirmed.
func (imp *Import) fromAccounts(accounts []ledger.Account, m header.Mapping, file, sheet string) {
	pos := func(row int) diag.Pos { return diag.Pos{File: file, Sheet: sheet, Line: row} }
	kinds := map[kit.Kind][]string{}
	var guessed, collective, vague []string
	for _, a := range accounts {
		cl := clientOf(a, m, pos)
		if cl.Kind == "" {
			cl.Kind = likelyKind(&cl)
			kinds[cl.Kind] = append(kinds[cl.Kind], cl.Name)
		}
		if a.Guessed {
			guessed = append(guessed, cl.Name)
		}
		if a.Collective {
			collective = append(collective, a.Code)
		}
		for _, i := range a.Items {
			if i.Opening {
				vague = append(vague, i.Number)
			}
		}
		imp.Clients = append(imp.Clients, cl)
	}
	at := diag.Pos{File: file, Sheet: sheet}
	presumed(imp, at, kinds)
	for _, n := range []struct {
		list             []string
		code, hint, text string
	}{
		{guessed, "W361", "vérifiez, ou lettrez ces comptes dans votre logiciel et exportez de nouveau", "comptes sans lettrage : les règlements ont été affectés aux factures les plus anciennes"},
		{collective, "W363", "demandez un export avec les comptes auxiliaires : sans eux, on ne sait pas qui doit quoi", "compte collectif, commun à tous les clients"},
		{vague, "W362", "remplacez ces numéros par ceux des factures", "reports de l'exercice précédent, dont le numéro de facture manque"},
	} {
		if len(n.list) > 0 {
			imp.note(at, n.code, n.hint, "%s : %s", n.text, shortList(n.list))
		}
	}
}

// shortList names the first of a long list.
func shortList(names []string) string {
	const most = 12
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s et %d autres", strings.Join(names[:most], ", "), len(names)-most)
}

func clientOf(a ledger.Account, m header.Mapping, pos func(int) diag.Pos) kit.Client {
	cl := kit.Client{Code: a.Code, Name: oneLine(a.Name), Kind: kit.Kind(m.Kind), Terms: m.Terms, At: map[string]diag.Pos{}}
	if cl.Name == "" {
		cl.Name = a.Code
	}
	civility(&cl)
	for _, i := range a.Items {
		inv := kit.Invoice{Number: i.Number, Issued: i.Issued, Due: i.Due, Total: i.Total, Object: oneLine(i.Label), Pos: pos(i.Row),
			At: map[string]diag.Pos{"numero": pos(i.Row), "date": pos(i.Row), "montant_ttc": pos(i.Row)}}
		if !i.Due.IsZero() {
			inv.At["echeance"] = pos(i.Row)
		}
		for _, c := range i.Credits {
			if c.Note {
				inv.Credits = append(inv.Credits, noteOf(c, pos))
			} else {
				inv.Payments = append(inv.Payments, paymentOf(c, pos))
			}
		}
		cl.Invoices = append(cl.Invoices, inv)
	}
	for _, c := range a.OnAccount {
		if c.Note {
			cl.Credits = append(cl.Credits, noteOf(c, pos))
		} else {
			cl.Payments = append(cl.Payments, paymentOf(c, pos))
		}
	}
	cl.Pos = pos(0)
	if len(a.Items) > 0 {
		cl.Pos = pos(a.Items[0].Row)
	}
	cl.At["code"], cl.At["nom"] = cl.Pos, cl.Pos
	return cl
}

func noteOf(c ledger.Credit, pos func(int) diag.Pos) kit.CreditNote {
	n := kit.CreditNote{Number: c.Number, Date: c.Date, Amount: c.Amount, Pos: pos(c.Row), At: map[string]diag.Pos{}}
	if n.Number == "" {
		n.Number = "AVOIR-" + c.Date.ISO()
	}
	return n
}

func paymentOf(c ledger.Credit, pos func(int) diag.Pos) kit.Payment {
	return kit.Payment{Date: c.Date, Amount: c.Amount, Reference: oneLine(c.Number), Pos: pos(c.Row), At: map[string]diag.Pos{}}
}

// fromInvoice makes an import of one electronic invoice.
func fromInvoice(file string, inv *einvoice.Invoice, m header.Mapping, l diag.List) (*Import, diag.List) {
	if inv == nil || l.Faults() {
		return nil, l
	}
	imp := &Import{Source: "facture électronique (Factur-X)", Seller: inv.Seller}
	pos := diag.Pos{File: file}
	cl := imp.buyer(inv.Buyer, m, pos)
	imp.Control.Lines = 1
	switch {
	case inv.CreditNote:
		cl.Credits = []kit.CreditNote{{Number: inv.Number, Date: inv.Issued, Amount: inv.Payable, Pos: pos, At: map[string]diag.Pos{}}}
		imp.refersTo(inv, pos)
	case inv.Payable <= 0:
		imp.Dropped = append(imp.Dropped, Line{pos, "rien à payer sur cette facture", inv.Number})
	default:
		cl.Invoices = []kit.Invoice{imp.invoice(inv, m, pos)}
	}
	if len(cl.Invoices)+len(cl.Credits) > 0 && inv.Payable > 0 {
		imp.Clients = []kit.Client{cl}
	}
	imp.count()
	return imp, nil
}

func (imp *Import) refersTo(inv *einvoice.Invoice, pos diag.Pos) {
	if inv.Precedes != "" {
		imp.note(pos, "W367", "s'il la concerne seule, déplacez-le sous la facture, dans avoirs:", "l'avoir %s porte sur la facture %s : il est noté au compte du client", inv.Number, inv.Precedes)
	}
}

func (imp *Import) invoice(inv *einvoice.Invoice, m header.Mapping, pos diag.Pos) kit.Invoice {
	out := kit.Invoice{Number: inv.Number, Issued: inv.Issued, Due: inv.Due, Total: inv.Total, OrderRef: inv.OrderRef, Pos: pos,
		At: map[string]diag.Pos{"numero": pos, "date": pos, "montant_ttc": pos}}
	if inv.Currency != "EUR" {
		out.Currency = inv.Currency
	}
	if strings.EqualFold(path.Ext(pos.File), ".pdf") {
		out.PDF = "factures/" + path.Base(strings.ReplaceAll(pos.File, `\`, "/"))
	}
	if paid := inv.Total - inv.Payable; paid > 0 {
		out.Payments = []kit.Payment{{Date: inv.Issued, Amount: paid, Reference: "acompte porté sur la facture", Pos: pos, At: map[string]diag.Pos{}}}
	}
	if !inv.Due.IsZero() {
		out.At["echeance"] = pos
	} else if err := out.Terms.UnmarshalText([]byte(inv.Terms)); err != nil && m.Terms.IsZero() {
		imp.note(pos, "W366", "donnez les conditions de paiement : conditions: 30 jours, pour ce client",
			"la facture %s ne dit pas son échéance", inv.Number)
	}
	return out
}

// buyer makes a client of the one who was invoiced.
func (imp *Import) buyer(p einvoice.Party, m header.Mapping, pos diag.Pos) kit.Client {
	cl := kit.Client{Code: p.ID, Name: p.Name, Kind: kit.Kind(m.Kind), Terms: m.Terms, Address: p.Address, VAT: p.VAT,
		Pos: pos, At: map[string]diag.Pos{"code": pos, "nom": pos}}
	if cl.Code == "" {
		cl.Code = slug(p.Name)
	}
	if p.Country != "" && p.Country != "FR" {
		cl.Country = p.Country
	}
	check := func(text string, read func([]byte) error) {
		if err := read([]byte(text)); text != "" && err != nil {
			imp.note(pos, "W355", "cette donnée n'est pas reprise", "%s", err)
		}
	}
	check(p.SIREN, cl.SIREN.UnmarshalText)
	check(p.SIRET, cl.SIRET.UnmarshalText)
	if cl.Kind == "" {
		if cl.SIREN == "" {
			civility(&cl)
		}
		cl.Kind = likelyKind(&cl)
	}
	c := kit.Contact{Name: p.Contact, At: map[string]diag.Pos{}}
	check(p.Email, c.Email.UnmarshalText)
	check(p.Phone, c.Phone.UnmarshalText)
	if c.Name == "" {
		c.Name = "Comptabilité"
	}
	if c.Email != "" || c.Phone != "" {
		cl.Contacts = []kit.Contact{c}
	}
	return cl
}
