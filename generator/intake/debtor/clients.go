package debtor

import (
	"fmt"
	"strings"

	"relance/generator/diag"
	"relance/generator/intake/column"
	"relance/generator/intake/found"
	"relance/generator/intake/sheet"
	"relance/generator/kit"
)

// client returns the rank of a row's client, new or not.
func (b *Roll) client(r sheet.Row) int {
	key, who := b.key(r), b.identity(r)
	i, known := b.byKey[key]
	if !known {
		i = len(b.imp.Clients)
		b.byKey[key] = i
		b.imp.Clients = append(b.imp.Clients, b.newClient(r))
		b.firsts = append(b.firsts, who)
		b.sayTwoTowns(&b.imp.Clients[i], who, r)
	}
	cl := &b.imp.Clients[i]
	if known {
		b.sameName(cl, r)
		b.sameAddress(i, who, r)
	}
	b.contact(cl, r)
	return i
}

// sameName says that one code has two names.
func (b *Roll) sameName(cl *kit.Client, r sheet.Row) {
	name := b.Text(r, "nom")
	if name == "" || name == cl.Name || cl.Name == cl.Code {
		return
	}
	if bare := b.bareName(name); bare != b.bareName(b.Text(r, "code")) && bare != b.bareName(cl.FullName()) {
		b.imp.Note(b.Pos(r, "nom"), "W357", "donnez-leur des codes différents si ce sont deux clients",
			"le client %s a deux noms : « %s » et « %s » ; le premier est gardé", cl.Code, cl.FullName(), name)
	}
}

func (b *Roll) newClient(r sheet.Row) kit.Client {
	name := b.Text(r, "nom")
	cl := kit.Client{Code: b.Text(r, "code"), Name: name, Terms: b.Mapping.Terms, Country: country(b.Text(r, "pays")), At: map[string]diag.Pos{}}
	if cl.Name == "" {
		cl.Name = cl.Code
	}
	cl.Pos = b.Grid.Pos(r.First())
	cl.At["code"], cl.At["nom"] = b.Pos(r, "code"), b.Pos(r, "nom")
	if cl.Code == "" {
		cl.Code, cl.At["code"] = b.newCode(name), cl.At["nom"]
	}
	b.codes[strings.ToLower(cl.Code)] = true
	b.kind(&cl, b.Text(r, "type"))
	b.scalar(r, "siren", cl.SIREN.UnmarshalText)
	b.scalar(r, "siret", cl.SIRET.UnmarshalText)
	cl.Address = b.address(r)
	return cl
}

// newCode makes a code of a name: the same name gives the same code at the next
// import, whatever the order of the rows.
func (b *Roll) newCode(name string) string {
	base := found.Slug(name)
	code := base
	for b.codes[strings.ToLower(code)] {
		b.alike[base]++
		code = fmt.Sprintf("%s-%d", base, b.alike[base]+1)
	}
	return code
}

// kind decides the type of a client: the column, else the user's word for the
// whole table, else its name. The 40 EUR of professionals must not be claimed
// from a person: « Mme Martin » is taken for a consumer, and said to be.
func (b *Roll) kind(cl *kit.Client, said string) {
	cl.Kind = found.KindNamed(said)
	found.Civility(cl)
	if cl.Kind == "" {
		cl.Kind = kit.Kind(b.Mapping.Kind)
	}
	if cl.Kind == "" {
		cl.Kind = found.LikelyKind(cl)
		b.kinds[cl.Kind] = append(b.kinds[cl.Kind], cl.Name)
	}
}

// scalar reads a value that may be left out: an unreadable one is a note.
func (b *Roll) scalar(r sheet.Row, field string, read func([]byte) error) {
	text := b.Text(r, field)
	if text == "" {
		return
	}
	err := read([]byte(text))
	if err != nil && column.IsExponent(text) {
		err = fmt.Errorf("%s « %s » détruit par le tableur", b.Mapping.Title(field), text)
	}
	if err != nil {
		b.imp.Note(b.Pos(r, field), "W355", "corrigez la cellule ; cette donnée n'est pas reprise", "%s", err)
	}
}

// contact adds the e-mail and telephone of a row to its client, once each.
func (b *Roll) contact(cl *kit.Client, r sheet.Row) {
	if !b.isNew(cl, r) {
		return
	}
	c := kit.Contact{Name: b.Text(r, "contact"), At: map[string]diag.Pos{}}
	b.scalar(r, "email", c.Email.UnmarshalText)
	b.phone(cl, r, "telephone", &c.Phone)
	b.phone(cl, r, "mobile", &c.Mobile)
	if c.Name == "" && c.Email == "" && c.Phone == "" && c.Mobile == "" {
		return
	}
	if c.Name == "" {
		c.Name = "Comptabilité"
	}
	if other := b.emails[string(c.Email)]; c.Email != "" && other != "" && other != cl.Code {
		b.imp.Note(b.Pos(r, "email"), "W365", "vérifiez que cette adresse est bien celle des deux clients",
			"« %s » sert à deux clients : %s et %s", c.Email, other, cl.Code)
	}
	b.emails[string(c.Email)] = cl.Code
	cl.Contacts = append(cl.Contacts, c)
}

// isNew tells whether a row brings an e-mail, or a first telephone, not known yet.
func (b *Roll) isNew(cl *kit.Client, r sheet.Row) bool {
	email := b.Text(r, "email")
	for _, c := range cl.Contacts {
		if email == "" || strings.EqualFold(string(c.Email), email) {
			return false
		}
	}
	return true
}

// phone reads a number. A spreadsheet takes 0241000000 for a number and drops its
// zero, or the + of +33: what is missing is put back, and said.
func (b *Roll) phone(cl *kit.Client, r sheet.Row, field string, into *kit.Phone) {
	digits := b.Text(r, field)
	mark := ""
	switch french := cl.Country == "" && strings.Trim(digits, "0123456789") == ""; {
	case french && len(digits) == 9 && digits[0] != '0':
		mark = "0"
	case french && len(digits) == 11 && strings.HasPrefix(digits, "33"):
		mark = "+"
	}
	if mark == "" || into.UnmarshalText([]byte(mark+digits)) != nil {
		b.scalar(r, field, into.UnmarshalText)
		return
	}
	b.phones = with(b.phones, "", b.Pos(r, field), fmt.Sprintf("%s (%s)", into, cl.Code))
}
