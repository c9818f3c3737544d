package merge

import (
	"fmt"
	"strings"

	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/kit"
	"relance/generator/money"
)

// paper puts the text on its letterhead.
func (f *filler) paper(body []document.Block, subject string) *document.Document {
	labels, _ := f.enclosures()
	d := &document.Document{
		Kind: f.kind(), Title: subject, Lang: "fr", From: f.letterhead(), Subject: subject,
		Body: body, Enclosures: labels, Reference: f.reference(), Place: f.place(),
	}
	switch d.Kind {
	case document.Letter:
		d.To = f.addressLines()
		d.Refs = f.refs()
		if f.comm.Channel == kit.ByRegistered {
			d.Marks = []string{"Lettre recommandée avec demande d’avis de réception"}
		}
	case document.Sheet:
		d.Title, d.Subject = f.model.Head.Title, f.model.Head.Title
	}
	return d
}

func (f *filler) kind() document.Kind {
	switch f.comm.Channel {
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
	c := f.agenda.Kit.Creditor
	city := cityOf(c.City, c.Address)
	if f.isAgent() {
		city = cityOf("", f.agenda.Kit.Secretariat.Address)
	}
	date := "le " + f.day().String()
	if city == "" {
		return "Le " + f.day().String()
	}
	return city + ", " + date
}

func (f *filler) refs() []document.Ref {
	refs := []document.Ref{{Label: "N/Réf.", Value: f.reference()}}
	order := ""
	for _, cl := range f.comm.Asked() {
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
	c := f.comm.Client
	lines := []string{c.FullName()}
	if p := f.comm.Contact; p != nil && c.Kind != kit.Consumer && len(c.PostalAddress()) <= 4 {
		lines = append(lines, "À l’attention de "+fullName(p))
	}
	lines = append(lines, c.PostalAddress()...)
	if c.Country != "" && c.Country != "France" {
		lines = append(lines, strings.ToUpper(c.Country))
	}
	return lines
}

func (f *filler) letterhead() document.Party {
	c := f.agenda.Kit.Creditor
	p := document.Party{Name: c.Name, Lines: c.Address, Contact: nonEmpty(c.Phone.String(), string(c.Email)), Logo: f.image(c.Logo)}
	p.Mentions = nonEmpty(legalLine(c))
	if f.isAgent() {
		s := f.agenda.Kit.Secretariat
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

// smsText is the message in the characters that every telephone has (GSM 03.38):
// one of another alphabet would cut the message in parts of 70.
func smsText(blocks []document.Block) string {
	var b strings.Builder
	if err := document.Text(&b, blocks); err != nil {
		panic("merge: " + err.Error())
	}
	return gsm(strings.Join(strings.Fields(b.String()), " "))
}

// gsmLetters is the basic alphabet beside ASCII; gsmExtended counts double.
const (
	gsmLetters  = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà"
	gsmExtended = "^{}\\[~]|€"
)

// nearest replaces the letters of French that the alphabet lacks.
var nearest = strings.NewReplacer("ç", "c", "â", "a", "ê", "e", "ë", "e", "î", "i", "ï", "i", "ô", "o", "û", "u", "ÿ", "y",
	"œ", "oe", "Œ", "OE", "À", "A", "Â", "A", "È", "E", "Ê", "E", "Ë", "E", "Î", "I", "Ï", "I", "Ô", "O", "Ù", "U", "Û", "U",
	"’", "'", "‘", "'", "«", "\"", "»", "\"", "“", "\"", "”", "\"", "…", "...", "–", "-", "—", "-", "\u00a0", " ", "\u202f", " ", "n°", "no ", "°", "o", "`", "'")

func gsm(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= ' ' && r <= '~' || strings.ContainsRune(gsmLetters+gsmExtended, r) {
			return r
		}
		return '?'
	}, nearest.Replace(s))
}

// gsmLength is the length a telephone network counts.
func gsmLength(s string) int {
	n := 0
	for _, r := range s {
		n++
		if strings.ContainsRune(gsmExtended, r) {
			n++
		}
	}
	return n
}

// longSMS warns of a message that takes more than two parts.
func (f *filler) longSMS(l *Letter) diag.List {
	var problems diag.List
	if n := gsmLength(l.Text); n > 306 {
		p := problems.Addf(diag.Pos{File: f.model.File}, diag.Warning, "W209", "SMS de %d caractères pour le client %s : plus de deux messages", n, f.comm.Client.Code)
		p.Hint, p.Client = fmt.Sprintf("raccourcissez le modèle de %d caractères", n-306), f.comm.Client.Code
	}
	return problems
}
