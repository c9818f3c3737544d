package merge

import (
	"strings"

	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/generator/kit"
	"relance/generator/merge/matter"
	"relance/generator/merge/model"
	"relance/generator/money"
)

// paper puts the text on its letterhead.
func (f *filler) paper(body []document.Block, subject string) *document.Document {
	labels, _ := f.Enclosures()
	if f.BankPage() != "" {
		labels = append(labels, "relevé d’identité bancaire")
	}
	d := &document.Document{
		Kind: f.kind(), Title: typography.French(f.model.Head.Title), Lang: "fr", From: f.letterhead(), Subject: subject,
		Body: body, Enclosures: labels, Reference: f.Reference(), Place: f.place(),
	}
	options := f.Agenda.Kit.OptionsOf(f.Comm.Client, f.Comm.Plan)
	d.Envelope, d.Justify = options.Window, options.Justify == kit.Yes
	switch d.Kind {
	case document.Letter:
		d.To = f.addressLines()
		d.Refs = f.refs()
		if f.Comm.Channel == kit.ByRegistered {
			d.Marks = []string{"Lettre recommandée avec demande d’avis de réception"}
		}
	case document.Sheet:
		d.Subject = d.Title
	}
	return d
}

func (f *filler) kind() document.Kind {
	switch f.Comm.Channel {
	case kit.ByLetter, kit.ByRegistered:
		return document.Letter
	case kit.BySMS:
		return document.SMS
	case kit.ByCall, kit.InHouse:
		return document.Sheet
	}
	return document.Email
}

func (f *filler) place() string {
	c := f.Agenda.Kit.Creditor
	city := matter.CityOf(c.City, c.Address)
	if f.IsAgent() {
		city = matter.CityOf("", f.Agenda.Kit.Secretariat.Address)
	}
	date := "le " + f.Day().String()
	if city == "" {
		return "Le " + f.Day().String()
	}
	return city + ", " + date
}

func (f *filler) refs() []document.Ref {
	refs := []document.Ref{{Label: "N/Réf.", Value: f.Reference()}}
	order := ""
	for _, cl := range f.Comm.Asked() {
		if order != "" && order != cl.Invoice.OrderRef {
			return refs
		}
		order = cl.Invoice.OrderRef
	}
	if order != "" {
		refs = append(refs, document.Ref{Label: "V/Réf.", Value: order})
	}
	return refs
}

// addressLines are at most six, name first; the person is left out before a line
// of the address is.
func (f *filler) addressLines() []string {
	c := f.Comm.Client
	if f.Head.To == model.Trustee {
		return f.trusteeLines()
	}
	lines := []string{c.FullName()}
	if p := f.Comm.Contact; p != nil && c.Kind != kit.Consumer && len(c.PostalAddress()) <= 4 {
		lines = append(lines, "À l’attention de "+matter.FullName(p))
	}
	lines = append(lines, c.PostalAddress()...)
	if c.Country != "" && c.Country != "France" {
		lines = append(lines, strings.ToUpper(c.Country))
	}
	return lines
}

// trusteeLines are the name and address of who receives a declaration of claim, as
// the kit has them on one line.
func (f *filler) trusteeLines() []string {
	if f.Comm.Client.Insolvency == nil {
		return nil
	}
	lines := strings.Split(f.Comm.Client.Insolvency.Trustee, ",")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return nonEmpty(lines...)
}

func (f *filler) letterhead() document.Party {
	c := f.Agenda.Kit.Creditor
	p := document.Party{Name: c.Name, Lines: c.Address, Contact: nonEmpty(c.Phone.String(), string(c.Email)), Logo: f.Image(c.Logo)}
	p.Mentions = nonEmpty(legalLine(c))
	if f.IsAgent() {
		s := f.Agenda.Kit.Secretariat
		p = document.Party{Name: s.Name, Lines: s.Address, Contact: nonEmpty(s.Phone.String(), string(s.Email))}
		p.Mentions = []string{"Pour le compte du créancier\u00a0: " + c.Name}
	}
	return p
}

// legalLine is what C. com. R123-237 and R123-238 ask of every letter.
func legalLine(c *kit.Creditor) string {
	form := c.Form
	if c.Capital > 0 {
		form = strings.TrimSpace(form + " au capital de " + wholeEuros(c.Capital))
	}
	var parts []string
	parts = append(parts, nonEmpty(strings.TrimSpace(c.Name+" "+form))...)
	if c.SIREN != "" {
		parts = append(parts, "SIREN "+c.SIREN.String())
	}
	if c.RCS != "" {
		parts = append(parts, "RCS "+c.RCS)
	}
	if c.VAT != "" {
		parts = append(parts, "TVA "+c.VAT)
	}
	return strings.Join(append(parts, strings.Join(c.Address, ", ")), " – ")
}

// wholeEuros leaves out cents that are zero, as a capital is written.
func wholeEuros(a money.Amount) string {
	return strings.Replace(a.Format(""), ",00", "", 1)
}

func nonEmpty(lines ...string) []string {
	var out []string
	for _, l := range lines {
		if l != "" {
			out = append(out, l)
		}
	}
	return out
}
