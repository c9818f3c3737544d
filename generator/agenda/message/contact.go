package message

import (
	"slices"
	"strings"

	"relance/generator/kit"
)

// Contact is the person to write to about an invoice, nil when the client has none.
func (k Post) Contact(inv *kit.Invoice) *kit.Contact {
	contact, _ := k.contact(inv, nil, func(*kit.Contact) string { return "x" })
	return contact
}

// contact is whom a channel reaches about an invoice at a stage, with the address; the
// first of the best placed. A stage of nil is any stage.
func (k Post) contact(inv *kit.Invoice, s *kit.Stage, address func(*kit.Contact) string) (best *kit.Contact, to string) {
	for i := range k.Client.Contacts {
		p := &k.Client.Contacts[i]
		if address(p) != "" && (best == nil || k.place(p, inv, s) > k.place(best, inv, s)) {
			best = p
		}
	}
	if best == nil {
		return nil, ""
	}
	return best, address(best)
}

// place orders the contacts: whom the invoice names, whom a protocol agreed on for the
// preventive checks, whoever receives that kind of message, the main one, the
// accountant, the others.
func (k Post) place(p *kit.Contact, inv *kit.Invoice, s *kit.Stage) int {
	points := 0
	for _, is := range []bool{
		inv.Recipient != "" && (inv.Recipient == p.Role || inv.Recipient == string(p.Email)),
		k.agreed(p, s),
		receives(p, s),
		p.Main == kit.Yes,
		p.Role == "comptabilite",
	} {
		points *= 2
		if is {
			points++
		}
	}
	return points
}

// agreed reports whether a protocol names the person for the preventive checks, until
// its review (T115).
func (k Post) agreed(p *kit.Contact, s *kit.Stage) bool {
	a := k.Client.Protocol
	if a == nil || a.Contact == "" || s == nil || s.Nature != kit.Preventive || k.Facts.Day < a.Signed || k.Facts.Day >= a.Review {
		return false
	}
	words := func(list ...string) string { return strings.Join(strings.Fields(strings.Join(list, " ")), " ") }
	names := []string{p.Name, words(p.FirstName, p.Name), words(p.Title, p.Name), words(p.Title, p.FirstName, p.Name), p.Role, string(p.Email)}
	return slices.ContainsFunc(names, func(word string) bool {
		return strings.EqualFold(word, a.Contact)
	})
}

// receives reports whether messages of the stage's kind are for the person; one who
// has no list receives them all.
func receives(p *kit.Contact, s *kit.Stage) bool {
	kind := "relance"
	if s != nil && s.Nature.IsFormal() {
		kind = "formel"
	}
	return len(p.For) == 0 || s == nil || slices.Contains(p.For, kind)
}
