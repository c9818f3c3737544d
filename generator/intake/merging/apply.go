package merging

import (
	"cmp"
	"path"

	"relance/generator/calendar"
	"relance/generator/decode"
	"relance/generator/diag"
	"relance/generator/intake/found"
	"relance/generator/intake/script"
	"relance/generator/kit"
	"relance/generator/money"
)

// Apply writes what is new, and the dates and amounts of Changes, into the file that holds the clients; the rest of it stays as it was,
// comments included. What cannot be written without rewriting the user's own
// lines is listed, to be done by hand. The result is read again: if it does not
// say what it should, nothing is returned.
func (m *Merge) Apply(file string, src []byte) ([]byte, diag.List) {
	var l diag.List
	byHand := func(pos diag.Pos, format string, args ...any) {
		// without its line, which what is added moves
		l.Addf(diag.Pos{File: pos.File}, diag.Warning, "W368", format, args...).Hint = "écrivez-le vous-même"
	}
	e := script.NewEditor(src)
	for _, ch := range m.Changes {
		if !m.replace(e, ch) {
			byHand(ch.Pos, "%s %s, %s : %s au lieu de %s", ch.Client, ch.Invoice, ch.Key, ch.After, cmp.Or(ch.Before, "rien"))
		}
	}
	m.addLists(e, byHand)
	m.addInvoices(e, byHand)
	m.addClients(e, byHand)
	out := e.Bytes()
	if faults := m.proof(file, out, len(l) == 0); len(faults) > 0 {
		return nil, append(l, faults...)
	}
	return out, l
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

// A list is what is new under one key of one client, or of one of its invoices.
type list struct {
	client, invoice, key string
	items                []any
}

// lists groups what is new, in the order it was met.
func (m *Merge) lists() []list {
	var lists []list
	type owner struct{ client, invoice, key string }
	at := map[owner]int{}
	add := func(client, invoice, key string, item any) {
		i, known := at[owner{client, invoice, key}]
		if !known {
			i = len(lists)
			at[owner{client, invoice, key}] = i
			lists = append(lists, list{client: client, invoice: invoice, key: key})
		}
		lists[i].items = append(lists[i].items, item)
	}
	for _, c := range m.Contacts {
		add(c.Client, "", "contacts", c.Contact)
	}
	for _, p := range m.Payments {
		add(p.Client, p.Invoice, "paiements", p.Payment)
	}
	for _, n := range m.Credits {
		add(n.Client, n.Invoice, "avoirs", n.Credit)
	}
	return lists
}

// addLists writes each list below what is there already, else under a new key.
func (m *Merge) addLists(e *script.Editor, byHand func(diag.Pos, string, ...any)) {
	for _, l := range m.lists() {
		c := m.coded(l.client)
		pos, at := c.Pos, c.At
		inv := c.Invoice(l.invoice)
		if inv != nil {
			pos, at = inv.Pos, inv.At
		}
		last, some := lastOf(c, inv, l.key)
		_, written := at[l.key]
		ok := !written && e.Under(pos, l.key, l.items...)
		for _, item := range l.items {
			if written {
				ok = some && e.After(last, item)
			}
		}
		if !ok {
			byHand(pos, "%s %s : %s", l.client, l.invoice, found.Count(len(l.items), "ligne à ajouter sous "+l.key, "lignes à ajouter sous "+l.key))
		}
	}
}

// lastOf returns where the last item of a list is; some is false when it is empty.
func lastOf(c *kit.Client, inv *kit.Invoice, key string) (at diag.Pos, some bool) {
	payments, credits := c.Payments, c.Credits
	if inv != nil {
		payments, credits = inv.Payments, inv.Credits
	}
	switch n := len(payments); {
	case key == "paiements" && n > 0:
		return payments[n-1].Pos, true
	case key == "avoirs" && len(credits) > 0:
		return credits[len(credits)-1].Pos, true
	case key == "contacts" && len(c.Contacts) > 0:
		return c.Contacts[len(c.Contacts)-1].Pos, true
	}
	return at, false
}

func (m *Merge) addInvoices(e *script.Editor, byHand func(diag.Pos, string, ...any)) {
	for i := 0; i < len(m.Invoices); {
		c := m.coded(m.Invoices[i].Client)
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

// proof reads the file again and refuses it if an invoice was lost or moved; when
// complete, the new ones must be there too.
func (m *Merge) proof(file string, out []byte, complete bool) diag.List {
	clients, l := readClients(file, out)
	if l.Faults() {
		return l
	}
	owner := map[string]string{}
	for _, c := range clients {
		for _, inv := range c.Invoices {
			owner[inv.Number] = c.Code
		}
	}
	l = nil // the user's own warnings are not about this change
	expect := func(client, number string) {
		if owner[number] != client {
			l.Addf(diag.Pos{File: file}, diag.Fault, "F074", "la facture « %s » se perdrait", number).Hint = "ajoutez les nouvelles factures à la main"
		}
	}
	expectAll := func(clients []kit.Client) {
		for i := range clients {
			for _, inv := range clients[i].Invoices {
				expect(clients[i].Code, inv.Number)
			}
		}
	}
	expectAll(m.kit.Clients)
	if complete {
		expectAll(m.Clients)
		for _, n := range m.Invoices {
			expect(n.Client, n.Invoice.Number)
		}
	}
	return l
}

// readClients reads the clients of clients.yaml, or of a kit of one file.
func readClients(file string, src []byte) ([]kit.Client, diag.List) {
	if path.Base(file) == "relance.yaml" {
		var s kit.Settings
		l := decode.YAML(file, src, &s)
		return s.Inline, l
	}
	var f struct {
		Clients []kit.Client `cle:"clients,requis" aide:"les clients et leurs factures"`
	}
	l := decode.YAML(file, src, &f)
	return f.Clients, l
}
