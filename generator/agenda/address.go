package agenda

import (
	"slices"
	"strings"

	"relance/generator/dunning"
	"relance/generator/kit"
)

// address chooses the contact and the channel: the first of those wanted that
// reaches the client; when none does, the communication is blocked.
func (k *desk) address(c *Communication, inv *kit.Invoice) {
	if k.needsFirstLetter() && c.Stage.Nature == kit.Preventive {
		c.Status, c.Missing = dunning.Blocked, append(c.Missing, "première lettre")
	}
	for _, ch := range k.wanted(c) {
		if !k.client.Reaches(ch) {
			continue
		}
		contact, to := k.reach(ch, inv)
		if to == "" {
			continue
		}
		if ch != c.Channel {
			c.Template = k.fallbackTemplate(c, ch)
		}
		c.Channel, c.Contact, c.Recipient = ch, contact, to
		return
	}
	c.Status = dunning.Blocked
	c.Missing = append(c.Missing, missingAddress[c.Channel])
}

// wanted are the channels to try, in order: the stage's own, then its fallbacks; a
// call after two e-mails without an answer; the client's preference among those.
// An agent's first contact is a letter (CPCE R124-4, contracts.md §9.14).
func (k *desk) wanted(c *Communication) []kit.Channel {
	list := append([]kit.Channel{c.Channel}, fallbacks(c.Stage, c.Channel)...)
	first := func(ch kit.Channel) { list = append([]kit.Channel{ch}, list...) }
	switch {
	case c.Channel == kit.ByRegistered || c.Channel == kit.InHouse:
	case k.needsFirstLetter():
		return []kit.Channel{kit.ByLetter}
	case c.Stage.Nature == kit.Soft && c.Channel == kit.ByEmail && k.unanswered(kit.ByEmail) >= 2:
		first(kit.ByCall)
	case len(c.Stage.Channels) == 0 && slices.Contains(list, kit.Channel(k.client.Preferred)):
		first(kit.Channel(k.client.Preferred))
	}
	return list
}

// needsFirstLetter reports whether we write as an agent and no letter has yet told
// the client who we are.
func (k *desk) needsFirstLetter() bool {
	if k.agenda.Kit.Sender != "mandataire" {
		return false
	}
	return !slices.ContainsFunc(k.agenda.Facts.Contacts(k.client), func(c dunning.Contact) bool { return c.Channel.IsPostal() })
}

var missingAddress = map[kit.Channel]string{
	kit.ByEmail: "adresse électronique manquante", kit.BySMS: "numéro de mobile manquant", kit.ByCall: "téléphone manquant",
	kit.ByLetter: "adresse postale manquante", kit.ByRegistered: "adresse postale manquante",
}

func fallbacks(s *kit.Stage, ch kit.Channel) []kit.Channel {
	if ch == kit.ByRegistered {
		return nil
	}
	var out []kit.Channel
	for _, f := range s.Fallback {
		out = append(out, kit.Channel(f))
	}
	if ch == kit.BySMS && len(out) == 0 {
		out = append(out, kit.ByEmail)
	}
	return out
}

// fallbackTemplate is the text for a channel that the stage did not foresee: its
// own template for that channel, else the plain one of the channel.
func (k *desk) fallbackTemplate(c *Communication, ch kit.Channel) string {
	if t := c.Stage.Templates[string(ch)]; t != "" {
		return t
	}
	switch ch {
	case kit.ByCall:
		return "script-appel"
	case kit.BySMS:
		if c.Stage.Nature == kit.Preventive {
			return "courtoisie-sms"
		}
		return "relance-sms"
	case kit.ByLetter:
		if k.needsFirstLetter() {
			return "lettre-relance"
		}
	case kit.ByEmail:
		if strings.HasSuffix(c.Stage.Template, "-sms") {
			return "relance-1"
		}
	}
	return c.Stage.Template
}

// unanswered counts the last contacts on a channel, newest first, that got no answer.
func (k *desk) unanswered(ch kit.Channel) int {
	n, contacts := 0, k.agenda.Facts.Contacts(k.client)
	for i := len(contacts) - 1; i >= 0; i-- {
		if contacts[i].Channel != ch || contacts[i].Outcome != "sans_reponse" {
			break
		}
		n++
	}
	return n
}

// reach finds whom a channel reaches and at which address, "" when nobody.
func (k *desk) reach(ch kit.Channel, inv *kit.Invoice) (*kit.Contact, string) {
	switch ch {
	case kit.ByEmail:
		return k.contact(inv, func(p *kit.Contact) string { return string(p.Email) })
	case kit.BySMS:
		return k.contact(inv, func(p *kit.Contact) string { return p.Mobile.String() })
	case kit.ByCall:
		return k.contact(inv, func(p *kit.Contact) string { return or(p.Phone.String(), p.Mobile.String()) })
	case kit.ByLetter, kit.ByRegistered:
		contact, _ := k.contact(inv, func(*kit.Contact) string { return "x" })
		if a := k.client.PostalAddress(); len(a) > 0 {
			return contact, a[0]
		}
		return contact, ""
	case kit.ByPortal:
		contact, _ := k.contact(inv, func(*kit.Contact) string { return "x" })
		return contact, or(k.client.Portal, "portail")
	}
	contact, _ := k.contact(inv, func(*kit.Contact) string { return "x" })
	if p := k.agenda.Kit.Creditor; p != nil && p.Partner != nil && ch == kit.InHouse {
		return contact, p.Partner.Name
	}
	return contact, "interne"
}

// contact is the person an invoice names, else the accountant, else the first one
// that the channel reaches.
func (k *desk) contact(inv *kit.Invoice, address func(*kit.Contact) string) (*kit.Contact, string) {
	var fallback *kit.Contact
	for i := range k.client.Contacts {
		p := &k.client.Contacts[i]
		if address(p) == "" {
			continue
		}
		if inv.Recipient != "" && (inv.Recipient == p.Role || inv.Recipient == string(p.Email)) {
			return p, address(p)
		}
		if fallback == nil || p.Role == "comptabilite" && fallback.Role != "comptabilite" {
			fallback = p
		}
	}
	if fallback == nil {
		return nil, ""
	}
	return fallback, address(fallback)
}
