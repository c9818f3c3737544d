package merging

import (
	"regexp"
	"slices"
	"strings"

	"relance/generator/diag"
	"relance/generator/intake/found"
	"relance/generator/kit"
)

// index makes what is looked for among thousands easy to find.
func (m *Merge) index() {
	m.clients, m.owners = map[string][]*kit.Client{}, map[string]*kit.Client{}
	for i := range m.kit.Clients {
		c := &m.kit.Clients[i]
		code := "code " + strings.ToLower(c.Code)
		m.clients[code] = append(m.clients[code], c)
		if c.SIREN != "" {
			m.clients["siren "+string(c.SIREN)] = append(m.clients["siren "+string(c.SIREN)], c)
		}
		name := "nom " + found.BareName(c.FullName())
		m.clients[name] = append(m.clients[name], c)
		for j := range c.Invoices {
			m.owners[c.Invoices[j].Number] = c
		}
	}
	if m.kit.Journal != nil {
		m.journal = m.kit.Journal.Effective()
	}
}

// match returns the client of the kit that a client of the import is, or nil: the one
// of its code, of its SIREN, of its invoices, of its name. A code that relance made of
// a name proves no more than the name.
func (m *Merge) match(from *kit.Client) *kit.Client {
	named := m.clients["nom "+found.BareName(from.FullName())]
	if c := m.coded(from.Code); c != nil && !m.onlyNamed(from, c, named) {
		return c
	}
	if same := m.clients["siren "+string(from.SIREN)]; from.SIREN != "" && len(same) > 0 {
		return same[0]
	}
	for i := range from.Invoices {
		if c := m.owners[from.Invoices[i].Number]; slices.Contains(named, c) {
			return c
		}
	}
	alike := slices.DeleteFunc(slices.Clone(named), func(c *kit.Client) bool { return contradict(c, from) })
	switch len(alike) {
	case 0:
		return nil
	case 1:
		return alike[0]
	}
	m.Problems.Addf(from.Pos, diag.Fault, "F076", "« %s » : ce fichier ne dit pas lequel de %d clients du kit porte ce nom (%s, %s…)",
		from.FullName(), len(alike), alike[0].Code, alike[1].Code).Hint = "donnez son code ou son SIREN dans le fichier, ou ajoutez la facture à la main"
	return alike[0]
}

// coded returns the client of the kit of a code, case left aside, or nil.
func (m *Merge) coded(code string) *kit.Client {
	if same := m.clients["code "+strings.ToLower(code)]; len(same) > 0 {
		return same[0]
	}
	return nil
}

// onlyNamed tells that a code says nothing but the name: made of the same name, or of
// the beginning of a long one.
func (m *Merge) onlyNamed(from, c *kit.Client, named []*kit.Client) bool {
	return madeOfName(from) && (slices.Contains(named, c) || len(found.Slug(from.FullName())) >= found.LongestCode)
}

// madeOfName tells a code that an import made of a name: DURAND, DURAND-2.
func madeOfName(c *kit.Client) bool {
	rest, made := strings.CutPrefix(c.Code, found.Slug(c.FullName()))
	return made && (rest == "" || rest[0] == '-' && strings.Trim(rest[1:], "0123456789") == "")
}

var postCode = regexp.MustCompile(`\b[0-9]{5}\b`)

// contradict tells two clients of one name apart: another firm, or another town and
// no e-mail in common.
func contradict(c, from *kit.Client) bool {
	if c.SIREN != "" && from.SIREN != "" {
		return true // not found by SIREN
	}
	here, there := postCode.FindString(strings.Join(c.Address, " ")), postCode.FindString(strings.Join(from.Address, " "))
	return here != "" && there != "" && here != there && !slices.ContainsFunc(from.Contacts, func(a kit.Contact) bool {
		return a.Email != "" && slices.ContainsFunc(c.Contacts, func(b kit.Contact) bool { return strings.EqualFold(string(a.Email), string(b.Email)) })
	})
}
