package merge

import (
	"strings"

	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/generator/kit"
	"relance/generator/merge/address"
	"relance/generator/merge/matter"
	"relance/generator/merge/model"
	"relance/generator/merge/request"
	"relance/generator/money"
)

// paper puts the text on its letterhead.
func (f *filler) paper(body []document.Block, subject string) *document.Document {
	labels, _ := f.Enclosures()
	if f.BankPage() != "" {
		labels = append(labels, "relevé d’identité bancaire")
	}
	if f.Comm.Channel.IsPostal() {
		labels = append(labels, annexNames(body)...)
	}
	d := &document.Document{
		Kind: f.kind(), Title: typography.French(f.Model.Head.Title), Lang: "fr", From: f.letterhead(), Subject: subject,
		Body: body, Enclosures: labels, Reference: f.Reference(), Place: f.place(),
	}
	options := f.Agenda.Kit.OptionsOf(f.Comm.Client, f.Comm.Plan)
	d.Envelope, d.Justify = options.Window, options.Justify == kit.Yes
	switch d.Kind {
	case document.Letter:
		var aside string
		d.To, aside = f.addressee()
		d.Refs = f.refs()
		if aside != "" {
			d.Refs = append(d.Refs, document.Ref{Label: "À l’attention de", Value: aside})
		}
		if f.Comm.Channel == kit.ByRegistered {
			d.Marks = []string{"Lettre recommandée avec demande d’avis de réception", f.registeredMark()}
		}
	case document.Sheet:
		d.Subject = d.Title
	}
	return d
}

// addressee is where the letter goes: to the client, or to who answers for it in its
// insolvency.
func (f *filler) addressee() (lines []string, aside string) {
	if f.Head.To == model.Trustee {
		return address.Trustee(f.Comm.Client.Insolvency), ""
	}
	return address.Of(f.Comm.Client, f.Comm.Contact)
}

// registeredMark is the number that the post gave to the letter, or room to write it.
func (f *filler) registeredMark() string {
	number := f.RegisteredToday()
	if number == "" {
		number = strings.Repeat("…", 16)
	}
	return "N°\u00a0" + strings.ReplaceAll(number, " ", "\u00a0")
}

// annexNames are the annexes that follow the signature of a letter, each under a title
// « Annexe : … » on a page of its own.
func annexNames(body []document.Block) []string {
	var out []string
	for i := 1; i < len(body); i++ {
		h, ok := body[i].(document.Heading)
		if _, page := body[i-1].(document.PageBreak); !ok || !page {
			continue
		}
		if _, name, found := strings.Cut(document.Plain(h.Text), "Annexe\u00a0: "); found {
			out = append(out, name+" (annexe)")
		}
	}
	return out
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
		city = matter.CityOf(f.Agenda.Kit.Secretariat.City, f.Agenda.Kit.Secretariat.Address)
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

func (f *filler) letterhead() document.Party {
	c := f.Agenda.Kit.Creditor
	p := document.Party{Name: c.Name, Lines: request.Whole(c.Address), Contact: nonEmpty(c.Phone.String(), string(c.Email)), Logo: f.Image(c.Logo)}
	p.Mentions = nonEmpty(legal{c.Name, c.Form, c.Capital, c.SIREN, c.RCS, c.VAT, c.Address}.line())
	if f.IsAgent() {
		s := f.Agenda.Kit.Secretariat
		p = document.Party{Name: s.Name, Lines: request.Whole(s.Address), Contact: nonEmpty(s.Phone.String(), string(s.Email)), Logo: f.Image(s.Logo)}
		p.Mentions = []string{legal{s.Name, s.Form, s.Capital, s.SIREN, s.RCS, s.VAT, s.Address}.line(), "Pour le compte du créancier\u00a0: " + c.Name}
	}
	return p
}

// legal is what C. com. R123-237 and R123-238 ask of the letters of a house, the
// creditor's or its agent's.
type legal struct {
	name, form string
	capital    money.Amount // cents
	siren      kit.SIREN
	rcs, vat   string
	address    []string
}

func (l legal) line() string {
	form := l.form
	if l.capital > 0 {
		form = strings.TrimSpace(form + " au capital de " + wholeEuros(l.capital))
	}
	parts := nonEmpty(strings.TrimSpace(l.name + " " + form))
	if l.siren != "" {
		parts = append(parts, "SIREN "+l.siren.String())
	}
	if l.rcs != "" {
		parts = append(parts, "RCS "+l.rcs)
	}
	if l.vat != "" {
		parts = append(parts, "TVA "+l.vat)
	}
	return strings.Join(append(parts, request.OneLine(l.address)), " – ")
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
