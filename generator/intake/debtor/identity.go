package debtor

import (
	"fmt"
	"regexp"
	"strings"

	"relance/generator/intake/found"
	"relance/generator/intake/sheet"
	"relance/generator/kit"
)

// An identity is what tells two clients of one name apart.
type identity struct {
	siren, post, street, email string
	key                        string
}

func (b *Roll) identity(r sheet.Row) identity {
	who := identity{siren: digits(b.Text(r, "siren")), email: strings.ToLower(b.Text(r, "email")),
		street: b.Text(r, "adresse") + " " + b.Text(r, "adresse2"), post: b.Text(r, "code_postal")}
	if siret := digits(b.Text(r, "siret")); who.siren == "" && len(siret) == 14 {
		who.siren = siret[:9]
	}
	if who.post == "" {
		who.post = postCode.FindString(who.street)
	}
	return who
}

var postCode = regexp.MustCompile(`\b[0-9]{5}\b`)

func digits(s string) string { return strings.ReplaceAll(s, " ", "") }

// key is what makes two rows the same client's: the code, else the name with what
// does not contradict it.
func (b *Roll) key(r sheet.Row) string {
	if code := b.Text(r, "code"); code != "" {
		return "code " + strings.ToLower(code)
	}
	name, who := b.bareName(b.Text(r, "nom")), b.identity(r)
	for i := range b.named[name] {
		if known := &b.named[name][i]; known.may(who) {
			known.learn(who)
			return known.key
		}
	}
	who.key = "nom " + name
	if len(b.named[name]) > 0 {
		who.key += " " + who.siren + " " + who.post
	}
	b.named[name] = append(b.named[name], who)
	return who.key
}

// may tells whether two rows of one name may be one client's: neither another firm,
// nor somebody of another town whose e-mail is not the same.
func (known *identity) may(who identity) bool {
	if known.siren != "" && who.siren != "" {
		return known.siren == who.siren
	}
	elsewhere := known.post != "" && who.post != "" && known.post != who.post
	return !elsewhere || who.email != "" && who.email == known.email
}

// learn keeps what the first rows of a client lacked.
func (known *identity) learn(who identity) {
	for _, pair := range []struct {
		into *string
		from string
	}{{&known.siren, who.siren}, {&known.post, who.post}, {&known.email, who.email}} {
		if *pair.into == "" {
			*pair.into = pair.from
		}
	}
}

// bareName is [found.BareName], worked out once a name.
func (b *Roll) bareName(name string) string {
	bare, known := b.bare[name]
	if !known {
		bare = found.BareName(name)
		b.bare[name] = bare
	}
	return bare
}

// sameAddress says that rows of one client have two addresses.
func (b *Roll) sameAddress(i int, who identity, r sheet.Row) {
	first := &b.firsts[i]
	switch {
	case who.post == first.post && who.street == first.street:
	case strings.TrimSpace(first.post+first.street) == "":
		first.post, first.street = who.post, who.street
		b.imp.Clients[i].Address = b.address(r)
	case strings.TrimSpace(who.post+who.street) != "" && found.BareName(who.street+" "+who.post) != found.BareName(first.street+" "+first.post):
		b.places = with(b.places, "la première est gardée", b.Pos(r, "adresse"), b.imp.Clients[i].FullName())
	}
}

// sayTwoTowns says that a name already met is taken for another client, because of its
// address alone.
func (b *Roll) sayTwoTowns(cl *kit.Client, who identity, r sheet.Row) {
	known := b.named[b.bareName(b.Text(r, "nom"))]
	if who.siren == "" && who.post != "" && len(known) > 1 && b.Text(r, "code") == "" {
		b.places = with(b.places, "deux clients en sont faits", b.Pos(r, "adresse"), fmt.Sprintf("%s (%s, %s)", cl.FullName(), cl.Code, who.post))
	}
}
