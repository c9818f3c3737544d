package agenda

import (
	"slices"
	"strings"

	"relance/generator/dunning"
	"relance/generator/kit"
)

// address chooses the contact and the channel: the stage's own, else its
// fallbacks in order; when none can reach the client, the communication is blocked.
func (k *desk) address(c *Communication, inv *kit.Invoice) {
	wanted := append([]kit.Channel{c.Channel}, fallbacks(c.Stage, c.Channel)...)
	if c.Stage.Nature == kit.Soft && c.Channel == kit.ByEmail && k.unanswered(kit.ByEmail) >= 2 {
		wanted = append([]kit.Channel{kit.ByCall}, wanted...)
	}
	for _, ch := range wanted {
		if slices.Contains(k.client.NoChannels, string(ch)) {
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
