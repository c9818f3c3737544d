package message

import (
	"cmp"
	"slices"
	"strings"

	"relance/generator/dunning"
	"relance/generator/kit"
)

// PlainLetter is the template of a letter that asks for the principal only.
const PlainLetter = "lettre-relance"

// A Post knows how to reach one client.
type Post struct {
	Facts  *dunning.Facts
	Client *kit.Client
}

// Address chooses the contact and the channel of a communication about an invoice:
// the first channel of those wanted that reaches the client; when none does, the
// communication is blocked.
func (k Post) Address(c *Communication, inv *kit.Invoice) {
	if k.needsFirstLetter() && c.Stage.Nature == kit.Preventive {
		c.Status, c.Missing = dunning.Blocked, append(c.Missing, "première lettre")
	}
	for _, ch := range k.wanted(c) {
		if !k.Client.Reaches(ch) {
			continue
		}
		contact, to := k.reach(ch, inv, c.Stage)
		if to == "" {
			continue
		}
		if ch != c.Channel {
			c.Template = k.fallbackTemplate(c, ch)
			c.PrincipalOnly = c.PrincipalOnly || c.Template == PlainLetter
		}
		c.Channel, c.Contact, c.Recipient = ch, contact, to
		if ch == kit.ByEmail && k.sender() == "" {
			c.Status, c.Missing = dunning.Blocked, append(c.Missing, "adresse électronique de l'expéditeur manquante (email: de creancier)")
		}
		return
	}
	c.Status = dunning.Blocked
	c.Missing = append(c.Missing, missingAddress[c.Channel])
}

// sender is the address our e-mails leave from: an agent's own, else the creditor's.
func (k Post) sender() kit.Email {
	if s := k.Facts.Kit.Secretariat; k.Facts.Kit.Sender == "mandataire" && s != nil {
		return s.Email
	}
	return k.Facts.Kit.Creditor.Email
}

// wanted are the channels to try, in order: the stage's own, then its fallbacks; a
// call after two e-mails without an answer; the client's preference among those.
// An agent's first contact is a letter (CPCE R124-4, contracts.md §9.14).
func (k Post) wanted(c *Communication) []kit.Channel {
	list := append([]kit.Channel{c.Channel}, fallbacks(c.Stage, c.Channel)...)
	first := func(ch kit.Channel) { list = append([]kit.Channel{ch}, list...) }
	switch {
	case c.Channel == kit.ByRegistered || c.Channel == kit.InHouse:
	case k.needsFirstLetter():
		return []kit.Channel{kit.ByLetter}
	case c.Stage.Nature == kit.Soft && c.Channel == kit.ByEmail && k.Unanswered(kit.ByEmail) >= 2:
		first(kit.ByCall)
	case len(c.Stage.Channels) == 0 && slices.Contains(list, kit.Channel(k.Client.Preferred)):
		first(kit.Channel(k.Client.Preferred))
	}
	return list
}

// Opening is which of the channels of a stage are used today: an agent that has not yet
// written by post does, where the stage has a letter; the others wait for it.
func (k Post) Opening(channels []kit.Channel) []kit.Channel {
	if !k.needsFirstLetter() || !slices.ContainsFunc(channels, kit.Channel.IsPostal) {
		return channels
	}
	return slices.DeleteFunc(slices.Clone(channels), func(ch kit.Channel) bool { return !ch.IsPostal() })
}

// needsFirstLetter reports whether we write as an agent and no letter has yet told
// the client who we are.
func (k Post) needsFirstLetter() bool {
	if k.Facts.Kit.Sender != "mandataire" {
		return false
	}
	return !slices.ContainsFunc(k.Facts.Contacts(k.Client), func(c dunning.Contact) bool { return c.Channel.IsPostal() })
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
func (k Post) fallbackTemplate(c *Communication, ch kit.Channel) string {
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
		if planned, _ := c.Plan.Stage(c.Stage.ID); k.needsFirstLetter() && planned != nil {
			return PlainLetter // an answer to an event is its own first letter
		}
	case kit.ByEmail:
		if strings.HasSuffix(c.Stage.Template, "-sms") {
			return "relance-1"
		}
	}
	return c.Stage.Template
}

// Unanswered counts the last contacts on a channel, newest first, that got no answer.
func (k Post) Unanswered(ch kit.Channel) int {
	n, contacts := 0, k.Facts.Contacts(k.Client)
	for i := len(contacts) - 1; i >= 0; i-- {
		if contacts[i].Channel != ch || contacts[i].Outcome != "sans_reponse" {
			break
		}
		n++
	}
	return n
}

// reach finds whom a channel reaches and at which address, "" when nobody.
func (k Post) reach(ch kit.Channel, inv *kit.Invoice, s *kit.Stage) (*kit.Contact, string) {
	anybody, _ := k.contact(inv, s, func(*kit.Contact) string { return "x" })
	switch ch {
	case kit.ByEmail:
		return k.contact(inv, s, func(p *kit.Contact) string { return string(p.Email) })
	case kit.BySMS:
		return k.contact(inv, s, func(p *kit.Contact) string { return p.Mobile.String() })
	case kit.ByCall:
		return k.contact(inv, s, func(p *kit.Contact) string { return cmp.Or(p.Phone.String(), p.Mobile.String()) })
	case kit.ByLetter, kit.ByRegistered:
		if a := k.Client.PostalAddress(); len(a) > 0 {
			return anybody, a[0]
		}
		return anybody, ""
	case kit.ByPortal:
		return anybody, cmp.Or(k.Client.Portal, "portail")
	}
	if p := k.Facts.Kit.Creditor; p != nil && p.Partner != nil && ch == kit.InHouse {
		return anybody, p.Partner.Name
	}
	return anybody, "interne"
}

// Why says why the message leaves by another channel than its stage's.
func (k Post) Why(c *Communication, lead *dunning.Decision) string {
	switch {
	case c.Channel == lead.Stage.Channel || len(lead.Stage.Channels) > 0 || lead.Stage.Channel == "":
		return ""
	case lead.Stage.Channel == kit.ByRegistered:
		return " ; en courrier simple : moins de " + lead.Options.FormalMinimum.Format("EUR")
	case c.Channel == kit.ByCall && k.Unanswered(kit.ByEmail) >= 2:
		return " ; par téléphone : deux courriels sont restés sans réponse"
	case k.needsFirstLetter():
		return " ; par courrier : première lettre du mandataire (CPCE R124-4)"
	case string(c.Channel) == k.Client.Preferred:
		return " ; par " + channelName(c.Channel) + ", son canal préféré"
	}
	return " ; par " + channelName(c.Channel) + " à défaut de " + channelName(lead.Stage.Channel)
}

func channelName(c kit.Channel) string {
	names := map[kit.Channel]string{
		kit.ByEmail: "courriel", kit.BySMS: "SMS", kit.ByCall: "téléphone", kit.ByLetter: "courrier",
		kit.ByRegistered: "lettre recommandée", kit.ByPortal: "portail", kit.InHouse: "note interne",
	}
	return names[c]
}
