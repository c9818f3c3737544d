// Package merging works out what an import changes in a kit, and writes it among the
// user's own lines: clients are compared by code, by SIREN, by invoices and by name,
// invoices by number.
package merging

import (
	"fmt"
	"slices"
	"strings"

	"relance/generator/diag"
	"relance/generator/intake/einvoice"
	"relance/generator/intake/found"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// A Merge (rapprochement) is what an import would change in a kit. It is shown
// before anything is written; invoices that vanished are only proposed.
type Merge struct {
	Clients   []kit.Client // not in the kit
	Invoices  []NewInvoice // of clients that are
	Payments  []NewPayment
	Credits   []NewCredit
	Contacts  []NewContact     // of clients without any e-mail
	Changes   []Change         // values that differ
	Shown     []Change         // those that are the user's own words: never written
	Vanished  []Vanished       // open in the kit, absent from the import: probably paid
	Same      int              // invoices that are in both and agree
	Takeovers []found.Takeover // not in the journal yet
	Problems  diag.List        // what contradicts the kit

	kit     *kit.Kit
	clients map[string][]*kit.Client // of the kit, by « code … », « siren … » and « nom … »
	owners  map[string]*kit.Client   // of the invoices of the kit
	taken   map[string]bool          // codes of new clients
	journal []journal.Entry          // those in effect
	left    func(*kit.Invoice) money.Amount
	tells   bool // the import has a column of what was paid or is left
}

// A NewInvoice is one that its client's list does not have.
type NewInvoice struct {
	Client  string
	Invoice kit.Invoice
}

// A NewPayment is one that the kit's invoice does not have.
type NewPayment struct {
	Client, Invoice string
	Currency        string // of the invoice
	Payment         kit.Payment
}

// A NewCredit is a credit note that the kit does not have.
type NewCredit struct {
	Client, Invoice string
	Credit          kit.CreditNote
}

// A NewContact has the first e-mail known of a client.
type NewContact struct {
	Client  string
	Contact kit.Contact
}

// A Change is a value of the kit that the import gives otherwise. Key is that of
// the YAML; Pos is where the kit has it.
type Change struct {
	Client, Invoice, Key string
	Before, After        string
	Pos                  diag.Pos
}

// A Vanished invoice is open in the kit and no longer in the source.
type Vanished struct {
	Client, Name, Invoice string
	Currency              string
	Left                  money.Amount
}

// Compare compares an import with a kit: clients by code, else by SIREN, else by
// name; invoices by number. left is what an invoice of the kit leaves to pay, the
// payments of the journal counted.
func Compare(k *kit.Kit, imp *found.Import, left func(*kit.Invoice) money.Amount) *Merge {
	m := &Merge{kit: k, left: left, taken: map[string]bool{}}
	m.tells = imp.Mapping != nil && imp.Mapping.Column("solde")+imp.Mapping.Column("regle") > 0
	m.index()
	codes := map[string]string{} // of the import → of the kit
	for i := range imp.Clients {
		from := &imp.Clients[i]
		to := m.match(from)
		if to == nil {
			codes[from.Code] = m.newClient(from)
			continue
		}
		codes[from.Code] = to.Code
		m.client(to, from)
	}
	for _, inv := range imp.Settled {
		m.settled(inv)
	}
	if imp.Source != found.Electronic {
		m.vanished(imp)
	}
	m.takeovers(imp.Takeovers, codes)
	m.seller(imp)
	return m
}

// newClient takes a client that the kit does not have, but not the invoices that
// another one already has. A code made of a name may be somebody else's there.
func (m *Merge) newClient(from *kit.Client) (code string) {
	c := *from
	c.Invoices = slices.DeleteFunc(slices.Clone(c.Invoices), func(inv kit.Invoice) bool { return m.elsewhere(from, &inv) })
	for n := 2; m.coded(c.Code) != nil || m.taken[strings.ToLower(c.Code)]; n++ {
		c.Code = fmt.Sprintf("%s-%d", from.Code, n)
	}
	m.taken[strings.ToLower(c.Code)] = true
	if len(c.Invoices)+len(c.Credits)+len(c.Payments) > 0 {
		m.Clients = append(m.Clients, c)
	}
	return c.Code
}

func (m *Merge) elsewhere(from *kit.Client, inv *kit.Invoice) bool {
	owner := m.owners[inv.Number]
	if owner == nil {
		return false
	}
	m.Problems.Addf(inv.Pos, diag.Fault, "F072", "la facture « %s » est à %s dans le kit, et à %s dans ce fichier",
		inv.Number, owner.FullName(), from.FullName()).Hint = "corrigez le fichier, ou le code du client"
	return true
}

func (m *Merge) client(to, from *kit.Client) {
	if found.BareName(to.FullName()) != found.BareName(from.FullName()) {
		m.show(to, "", "nom", to.FullName(), from.FullName())
	}
	m.show(to, "", "siren", string(to.SIREN), string(from.SIREN))
	for i := range from.Invoices {
		inv := &from.Invoices[i]
		if known := to.Invoice(inv.Number); known != nil {
			m.invoice(to, known, inv)
		} else if !m.elsewhere(from, inv) {
			m.Invoices = append(m.Invoices, NewInvoice{to.Code, *inv})
		}
	}
	m.contacts(to, from)
	m.onAccount(to, from)
}

// compare notes a value that differs; one that the import lacks is no change.
func (m *Merge) compare(c *kit.Client, invoice, key, before, after string, pos diag.Pos) bool {
	if after == "" || after == before {
		return false
	}
	m.Changes = append(m.Changes, Change{c.Code, invoice, key, before, after, pos})
	return true
}

// show notes a value that only the user changes.
func (m *Merge) show(c *kit.Client, invoice, key, before, after string) {
	if after != "" && after != before {
		m.Shown = append(m.Shown, Change{Client: c.Code, Invoice: invoice, Key: key, Before: before, After: after})
	}
}

func (m *Merge) invoice(c *kit.Client, known, inv *kit.Invoice) {
	changed := m.compare(c, inv.Number, "date", known.Issued.ISO(), inv.Issued.ISO(), known.At["date"])
	changed = m.compare(c, inv.Number, "echeance", known.Due.ISO(), inv.Due.ISO(), known.At["echeance"]) || changed
	changed = m.compare(c, inv.Number, "montant_ttc", known.Total.Decimal(), inv.Total.Decimal(), known.At["montant_ttc"]) || changed
	changed = m.payments(c, known, inv) || changed
	for _, n := range inv.Credits {
		changed = m.credit(c, inv.Number, n) || changed
	}
	if !changed {
		m.Same++
	}
}

func names(e journal.Entry, number string) bool {
	return slices.ContainsFunc(e.Invoices, func(i journal.Invoice) bool { return i.Number == number })
}

func (m *Merge) journaled(is func(journal.Entry) bool) bool {
	return slices.ContainsFunc(m.journal, is)
}

// contacts adds an e-mail to a client who has none; another one than the user's
// is only shown.
func (m *Merge) contacts(to, from *kit.Client) {
	for _, c := range from.Contacts {
		same := func(o kit.Contact) bool { return strings.EqualFold(string(o.Email), string(c.Email)) }
		known := slices.IndexFunc(to.Contacts, func(o kit.Contact) bool { return o.Email != "" })
		switch {
		case c.Email == "" || slices.ContainsFunc(to.Contacts, same):
		case known >= 0:
			m.show(to, "", "email", string(to.Contacts[known].Email), string(c.Email))
		default:
			m.Contacts = append(m.Contacts, NewContact{to.Code, c})
		}
	}
}

// onAccount notes the payments and credit notes of no invoice in particular.
func (m *Merge) onAccount(to, from *kit.Client) {
	for _, p := range from.Payments {
		if !m.received(to, p) {
			m.Payments = append(m.Payments, NewPayment{Client: to.Code, Payment: p})
		}
	}
	for _, n := range from.Credits {
		m.credit(to, "", n)
	}
}

func (m *Merge) credit(c *kit.Client, invoice string, n kit.CreditNote) bool {
	if knownCredit(c, n) {
		return false
	}
	m.Credits = append(m.Credits, NewCredit{c.Code, invoice, n})
	return true
}

func knownCredit(c *kit.Client, n kit.CreditNote) bool {
	return slices.ContainsFunc(allCredits(c), func(q kit.CreditNote) bool { return strings.EqualFold(q.Number, n.Number) })
}

func allCredits(c *kit.Client) []kit.CreditNote {
	credits := slices.Clone(c.Credits)
	for i := range c.Invoices {
		credits = append(credits, c.Invoices[i].Credits...)
	}
	return credits
}

func (m *Merge) vanished(imp *found.Import) {
	here := map[string]bool{}
	for _, p := range m.Payments {
		here[p.Invoice] = true // it was there, paid in full
	}
	for i := range imp.Clients {
		for _, inv := range imp.Clients[i].Invoices {
			here[inv.Number] = true
		}
	}
	for i := range m.kit.Clients {
		c := &m.kit.Clients[i]
		for j := range c.Invoices {
			inv := &c.Invoices[j]
			open := m.left(inv) > 0 && inv.Cancelled == nil
			if open && !here[inv.Number] && !unread(imp, inv.Number) {
				m.Vanished = append(m.Vanished, Vanished{c.Code, c.FullName(), inv.Number, inv.Currency, m.left(inv)})
			}
		}
	}
}

// unread tells an invoice whose line was rejected: it did not vanish.
func unread(imp *found.Import, number string) bool {
	return slices.ContainsFunc(imp.Rejected, func(r found.Line) bool { return strings.Contains(r.Text, number) })
}

// takeovers keeps the stages that the journal does not have, the oldest first.
func (m *Merge) takeovers(entries []found.Takeover, codes map[string]string) {
	for _, e := range entries {
		e.Client = codes[e.Client]
		if !m.journaled(func(o journal.Entry) bool {
			return (o.Type == journal.Takeover || o.Type == journal.Reminder) && o.Client == e.Client && names(o, e.Invoices[0].Number) && o.Date >= e.Date
		}) {
			m.Takeovers = append(m.Takeovers, e)
		}
	}
	found.ByDay(m.Takeovers)
}

// Creditor is who is owed in a kit, as electronic invoices name sellers.
func Creditor(k *kit.Kit) einvoice.Party {
	if k.Creditor == nil {
		return einvoice.Party{}
	}
	p := einvoice.Party{Name: k.Creditor.Name, SIREN: string(k.Creditor.SIREN)}
	if siret := string(k.Creditor.SIRET); p.SIREN == "" && len(siret) == 14 {
		p.SIREN = siret[:9]
	}
	return p
}

// seller stops the invoices of somebody else, among them those that the user has
// to pay. A kit without a SIREN is told by its name.
func (m *Merge) seller(imp *found.Import) {
	creditor := Creditor(m.kit)
	if !imp.Seller.Other(creditor) {
		return
	}
	pos := diag.Pos{}
	if len(imp.Clients) > 0 {
		pos.File = imp.Clients[0].Pos.File
	}
	if creditor.SIREN != "" && imp.Seller.SIREN != "" {
		m.Problems.Addf(pos, diag.Fault, "F073", "le vendeur (SIREN %s) n'est pas le créancier de ce kit (%s)", imp.Seller.SIREN, creditor.SIREN).Hint =
			"importez ce fichier dans le kit de son créancier ; si c'est une facture que vous devez payer, ne l'importez pas"
		return
	}
	hint := "donnez à raison_sociale: le nom que portent vos factures"
	if imp.Seller.SIREN != "" {
		hint = fmt.Sprintf("écrivez siren: \"%s\" sous creancier:, dans relance.yaml", imp.Seller.SIREN)
	}
	m.Problems.Addf(pos, diag.Fault, "F073", "le vendeur, « %s », ne porte pas le nom du créancier de ce kit, « %s »", imp.Seller.Name, creditor.Name).Hint =
		"si c'est une facture que vous devez payer, ne l'importez pas ; si c'est bien vous, " + hint
}

// Writes tells that the file of the clients would change, or should.
func (m *Merge) Writes() bool {
	return len(m.Clients)+len(m.Invoices)+len(m.Payments)+len(m.Credits)+len(m.Contacts)+len(m.Changes) > 0
}

// Empty tells that there is nothing to write.
func (m *Merge) Empty() bool { return !m.Writes() && len(m.Takeovers) == 0 }
