package intake

import (
	"cmp"
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/decode"
	"relance/generator/diag"
	"relance/generator/intake/found"
	"relance/generator/intake/script"
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
	Changes   []Change        // values that differ
	Vanished  []Vanished      // open in the kit, absent from the import: probably paid
	Same      int             // invoices that are in both and agree
	Takeovers []journal.Entry // not in the journal yet
	Problems  diag.List       // what contradicts the kit

	kit *kit.Kit
}

// A NewInvoice is one that its client's list does not have.
type NewInvoice struct {
	Client  string
	Invoice kit.Invoice
}

// A NewPayment is one that the kit's invoice does not have.
type NewPayment struct {
	Client, Invoice string
	Payment         kit.Payment
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
	Left                  money.Amount
}

// Compare compares an import with a kit: clients by code, else by SIREN, else by
// name; invoices by number.
func Compare(k *kit.Kit, imp *found.Import) *Merge {
	m := &Merge{kit: k}
	codes := map[string]string{} // of the import → of the kit
	for i := range imp.Clients {
		from := &imp.Clients[i]
		to := m.match(from)
		if to == nil {
			codes[from.Code] = from.Code
			m.newClient(from)
			continue
		}
		codes[from.Code] = to.Code
		m.client(to, from)
	}
	if imp.Source != found.Electronic {
		m.vanished(imp)
	}
	m.takeovers(imp.Takeovers, codes)
	m.seller(imp)
	return m
}

// match returns the client of the kit that a client of the import is, or nil.
func (m *Merge) match(from *kit.Client) *kit.Client {
	if c := m.kit.ClientByCode(from.Code); c != nil {
		return c
	}
	for i := range m.kit.Clients {
		c := &m.kit.Clients[i]
		if from.SIREN != "" && from.SIREN == c.SIREN || found.BareName(c.FullName()) == found.BareName(from.FullName()) {
			return c
		}
	}
	return nil
}

// newClient refuses the invoices that another client of the kit already has.
func (m *Merge) newClient(from *kit.Client) {
	c := *from
	c.Invoices = slices.DeleteFunc(slices.Clone(c.Invoices), func(inv kit.Invoice) bool { return m.elsewhere(from, &inv) })
	if len(c.Invoices)+len(c.Credits)+len(c.Payments) > 0 {
		m.Clients = append(m.Clients, c)
	}
}

func (m *Merge) elsewhere(from *kit.Client, inv *kit.Invoice) bool {
	owner, _ := m.kit.Invoice(inv.Number)
	if owner == nil {
		return false
	}
	m.Problems.Addf(inv.Pos, diag.Fault, "F072", "la facture « %s » est à %s dans le kit, et à %s dans ce fichier",
		inv.Number, owner.FullName(), from.FullName()).Hint = "corrigez le fichier, ou le code du client"
	return true
}

func (m *Merge) client(to, from *kit.Client) {
	m.compare(to, "", "nom", to.FullName(), from.FullName(), to.At["nom"], found.BareName(to.FullName()) == found.BareName(from.FullName()))
	m.compare(to, "", "siren", string(to.SIREN), string(from.SIREN), to.At["siren"], false)
	for i := range from.Invoices {
		inv := &from.Invoices[i]
		if known := to.Invoice(inv.Number); known != nil {
			m.invoice(to, known, inv)
		} else if !m.elsewhere(from, inv) {
			m.Invoices = append(m.Invoices, NewInvoice{to.Code, *inv})
		}
	}
	for _, c := range from.Contacts {
		known := slices.ContainsFunc(to.Contacts, func(o kit.Contact) bool { return strings.EqualFold(string(o.Email), string(c.Email)) })
		if c.Email != "" && !known {
			m.Changes = append(m.Changes, Change{to.Code, "", "contacts", "", string(c.Email), to.Pos})
		}
	}
	m.onAccount(to, from)
}

// compare notes a value that differs; one that the import lacks is no change.
func (m *Merge) compare(c *kit.Client, invoice, key, before, after string, pos diag.Pos, same bool) bool {
	if after == "" || after == before || same {
		return false
	}
	m.Changes = append(m.Changes, Change{c.Code, invoice, key, before, after, pos})
	return true
}

func (m *Merge) invoice(c *kit.Client, known, inv *kit.Invoice) {
	changed := m.compare(c, inv.Number, "date", known.Issued.ISO(), inv.Issued.ISO(), known.At["date"], false)
	changed = m.compare(c, inv.Number, "echeance", known.Due.ISO(), inv.Due.ISO(), known.At["echeance"], false) || changed
	changed = m.compare(c, inv.Number, "montant_ttc", known.Total.Decimal(), inv.Total.Decimal(), known.At["montant_ttc"], false) || changed
	for _, p := range inv.Payments {
		if !m.paid(known, p) {
			m.Payments = append(m.Payments, NewPayment{c.Code, inv.Number, p})
			changed = true
		}
	}
	if !changed {
		m.Same++
	}
}

// paid tells whether the kit or its journal has a payment already.
func (m *Merge) paid(inv *kit.Invoice, p kit.Payment) bool {
	for _, q := range inv.Payments {
		if q.Date == p.Date && q.Amount == p.Amount {
			return true
		}
	}
	return m.journaled(func(e journal.Entry) bool {
		return e.Type == journal.Payment && e.Date == p.Date && e.Amount == p.Amount && names(e, inv.Number)
	})
}

func names(e journal.Entry, number string) bool {
	return slices.ContainsFunc(e.Invoices, func(i journal.Invoice) bool { return i.Number == number })
}

func (m *Merge) journaled(is func(journal.Entry) bool) bool {
	return m.kit.Journal != nil && slices.ContainsFunc(m.kit.Journal.Entries, is)
}

// onAccount notes the payments and credit notes of no invoice in particular.
func (m *Merge) onAccount(to, from *kit.Client) {
	for _, p := range from.Payments {
		if !slices.ContainsFunc(to.Payments, func(q kit.Payment) bool { return q.Date == p.Date && q.Amount == p.Amount }) {
			m.Payments = append(m.Payments, NewPayment{to.Code, "", p})
		}
	}
	for _, n := range from.Credits {
		if !slices.ContainsFunc(allCredits(to), func(q kit.CreditNote) bool { return strings.EqualFold(q.Number, n.Number) }) {
			m.Changes = append(m.Changes, Change{to.Code, "", "avoirs", "", n.Number + " : " + n.Amount.Decimal(), to.Pos})
		}
	}
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
	for i := range imp.Clients {
		for _, inv := range imp.Clients[i].Invoices {
			here[inv.Number] = true
		}
	}
	for i := range m.kit.Clients {
		c := &m.kit.Clients[i]
		for j := range c.Invoices {
			inv := &c.Invoices[j]
			open := found.Left(inv) > 0 && inv.Cancelled == nil && !m.journaled(func(e journal.Entry) bool { return e.Type == journal.Payment && names(e, inv.Number) })
			if open && !here[inv.Number] {
				m.Vanished = append(m.Vanished, Vanished{c.Code, c.FullName(), inv.Number, found.Left(inv)})
			}
		}
	}
}

// takeovers keeps the stages that the journal does not have, the oldest first.
func (m *Merge) takeovers(entries []journal.Entry, codes map[string]string) {
	for _, e := range entries {
		e.Client = codes[e.Client]
		if !m.journaled(func(o journal.Entry) bool {
			return (o.Type == journal.Takeover || o.Type == journal.Reminder) && o.Client == e.Client && names(o, e.Invoices[0].Number) && o.Date >= e.Date
		}) {
			m.Takeovers = append(m.Takeovers, e)
		}
	}
	byDay(m.Takeovers)
}

func byDay(entries []journal.Entry) {
	slices.SortStableFunc(entries, func(a, b journal.Entry) int { return cmp.Compare(a.Date, b.Date) })
}

// seller stops the invoices of somebody else, among them those that the user has
// to pay.
func (m *Merge) seller(imp *found.Import) {
	if m.kit.Creditor == nil || imp.Seller.SIREN == "" || m.kit.Creditor.SIREN == "" || imp.Seller.SIREN == string(m.kit.Creditor.SIREN) {
		return
	}
	pos := diag.Pos{}
	if len(imp.Clients) > 0 {
		pos.File = imp.Clients[0].Pos.File
	}
	m.Problems.Addf(pos, diag.Fault, "F073", "le vendeur (SIREN %s) n'est pas le créancier de ce kit (%s)", imp.Seller.SIREN, string(m.kit.Creditor.SIREN)).Hint =
		"importez ce fichier dans le kit de son créancier ; si c'est une facture que vous devez payer, ne l'importez pas"
}

// Empty tells that there is nothing to write.
func (m *Merge) Empty() bool {
	return len(m.Clients)+len(m.Invoices)+len(m.Payments)+len(m.Changes)+len(m.Takeovers) == 0
}

// Apply writes new clients, invoices and payments, and the dates and amounts of
// Changes, into the file that holds the clients; the rest of it stays as it was,
// comments included. What cannot be written without rewriting the user's own
// lines is listed, to be done by hand. The result is read again: if it does not
// say what it should, nothing is returned.
func (m *Merge) Apply(file string, src []byte) ([]byte, diag.List) {
	var l diag.List
	byHand := func(pos diag.Pos, format string, args ...any) {
		l.Addf(pos, diag.Warning, "W368", format, args...).Hint = "écrivez-le vous-même à cet endroit"
	}
	e := script.NewEditor(src)
	for _, ch := range m.Changes {
		if !m.replace(e, ch) {
			byHand(ch.Pos, "%s %s, %s : %s au lieu de %s", ch.Client, ch.Invoice, ch.Key, ch.After, cmp.Or(ch.Before, "rien"))
		}
	}
	m.addPayments(e, byHand)
	m.addInvoices(e, byHand)
	m.addClients(e, byHand)
	out := e.Bytes()
	return out, append(l, m.proof(file, out)...)
}

// replace changes a date or an amount where it stands; names and contacts are the
// user's own words, and only shown.
func (m *Merge) replace(e *script.Editor, ch Change) bool {
	if ch.Invoice == "" || ch.Pos.Line == 0 {
		return false
	}
	now := e.Value(ch.Pos)
	switch ch.Key {
	case "montant_ttc":
		if a, err := money.Parse(now); err != nil || a.Decimal() != ch.Before {
			return false
		}
	default:
		if d, err := calendar.Parse(now); err != nil || d.ISO() != ch.Before {
			return false
		}
	}
	return e.Replace(ch.Pos, now, ch.After)
}

// addPayments writes the new payments of one invoice, or of one client, together:
// below those that are there, else under a new key.
func (m *Merge) addPayments(e *script.Editor, byHand func(diag.Pos, string, ...any)) {
	for i := 0; i < len(m.Payments); {
		first := m.Payments[i]
		var group []any
		for ; i < len(m.Payments) && m.Payments[i].Client == first.Client && m.Payments[i].Invoice == first.Invoice; i++ {
			group = append(group, m.Payments[i].Payment)
		}
		c := m.kit.ClientByCode(first.Client)
		pos, list, at := c.Pos, c.Payments, c.At
		if inv := c.Invoice(first.Invoice); inv != nil {
			pos, list, at = inv.Pos, inv.Payments, inv.At
		}
		_, written := at["paiements"]
		ok := !written && e.Under(pos, "paiements", group...)
		for _, p := range group {
			ok = ok || written && len(list) > 0 && e.After(list[len(list)-1].Pos, p)
		}
		if !ok {
			byHand(pos, "%s %s : %s", first.Client, first.Invoice, found.Count(len(group), "règlement à ajouter", "règlements à ajouter"))
		}
	}
}

func (m *Merge) addInvoices(e *script.Editor, byHand func(diag.Pos, string, ...any)) {
	for i := 0; i < len(m.Invoices); {
		c := m.kit.ClientByCode(m.Invoices[i].Client)
		var group []any
		for ; i < len(m.Invoices) && m.Invoices[i].Client == c.Code; i++ {
			group = append(group, m.Invoices[i].Invoice)
		}
		ok := false
		if n := len(c.Invoices); n > 0 {
			for _, inv := range group {
				ok = e.After(c.Invoices[n-1].Pos, inv)
			}
		} else if _, written := c.At["factures"]; !written {
			ok = e.Under(c.Pos, "factures", group...)
		}
		if !ok {
			byHand(c.Pos, "%s : %s", c.Code, found.Count(len(group), "facture à ajouter", "factures à ajouter"))
		}
	}
}

func (m *Merge) addClients(e *script.Editor, byHand func(diag.Pos, string, ...any)) {
	n := len(m.kit.Clients)
	for i := range m.Clients {
		switch {
		case n == 0 && i == 0:
			e.Append("clients:\n" + script.Item(&m.Clients[i], 2))
		case n == 0:
			e.Append("\n" + script.Item(&m.Clients[i], 2))
		case !e.After(m.kit.Clients[n-1].Pos, &m.Clients[i]):
			byHand(m.kit.Clients[n-1].Pos, "client à ajouter : %s %s", m.Clients[i].Code, m.Clients[i].Name)
		}
	}
}

// proof reads the file again and refuses it if an invoice was lost or moved.
func (m *Merge) proof(file string, out []byte) diag.List {
	var again struct {
		kit.Settings
		Clients []kit.Client `cle:"clients" aide:"les clients"`
	}
	var plain struct {
		Clients []kit.Client `cle:"clients,requis" aide:"les clients"`
	}
	var l diag.List
	clients := func() []kit.Client { return plain.Clients }
	if strings.HasSuffix(file, "relance.yaml") {
		l = decode.YAML(file, out, &again.Settings)
		clients = func() []kit.Client { return again.Inline }
	} else {
		l = decode.YAML(file, out, &plain)
	}
	if l.Faults() {
		return l
	}
	owner := map[string]string{}
	for _, c := range clients() {
		for _, inv := range c.Invoices {
			owner[inv.Number] = c.Code
		}
	}
	for i := range m.kit.Clients {
		for _, inv := range m.kit.Clients[i].Invoices {
			if owner[inv.Number] != m.kit.Clients[i].Code {
				l.Addf(diag.Pos{File: file}, diag.Fault, "F074", "la facture « %s » se perdrait", inv.Number).Hint = "ajoutez les nouvelles factures à la main"
			}
		}
	}
	return l
}
