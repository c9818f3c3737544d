// Package scalar reads the values a user writes on one line: yes or no, the numbers of
// a firm, a bank account, a telephone, an address.
package scalar

import (
	"fmt"
	"net/mail"
	"strings"
	"unicode"
)

// A fault is what a scalar's UnmarshalText answers: a French text and a remedy.
type fault struct{ text, hint string }

func (f fault) Error() string { return f.text }

// Hint is the remedy shown under the faulty line.
func (f fault) Hint() string { return f.hint }

// YesNo is oui or non, or nothing: an unanswered check is neither.
type YesNo uint8

const (
	Unset YesNo = iota
	Yes
	No
)

// UnmarshalText reads oui or non.
func (y *YesNo) UnmarshalText(b []byte) error {
	switch strings.ToLower(string(b)) {
	case "oui":
		*y = Yes
	case "non":
		*y = No
	default:
		return fault{fmt.Sprintf("« %s » n'est ni oui ni non", b), "écrivez oui ou non"}
	}
	return nil
}

func (y YesNo) String() string { return [...]string{"", "oui", "non"}[y] }

// SIREN is a firm's nine-digit number, Luhn-checked.
type SIREN string

// UnmarshalText reads a SIREN, spaces allowed.
func (s *SIREN) UnmarshalText(b []byte) error {
	d := noSpace(string(b))
	if len(d) != 9 || !allDigits(d) {
		return fault{fmt.Sprintf("SIREN « %s » : 9 chiffres attendus", b), "écrivez les 9 chiffres entre guillemets : \"123456782\""}
	}
	if !luhn(d) {
		return fault{fmt.Sprintf("SIREN « %s » : clé de contrôle fausse", b), "recopiez le numéro depuis un extrait officiel"}
	}
	*s = SIREN(d)
	return nil
}

// String groups the digits by three.
func (s SIREN) String() string {
	if len(s) != 9 {
		return string(s)
	}
	return string(s[:3]) + "\u00a0" + string(s[3:6]) + "\u00a0" + string(s[6:])
}

// SIRET is an establishment's fourteen-digit number.
type SIRET string

// UnmarshalText reads a SIRET, spaces allowed. La Poste's SIRETs do not follow
// Luhn, so only their length is checked.
func (s *SIRET) UnmarshalText(b []byte) error {
	d := noSpace(string(b))
	if len(d) != 14 || !allDigits(d) {
		return fault{fmt.Sprintf("SIRET « %s » : 14 chiffres attendus", b), "écrivez les 14 chiffres entre guillemets"}
	}
	if !luhn(d) && !strings.HasPrefix(d, "356000000") {
		return fault{fmt.Sprintf("SIRET « %s » : clé de contrôle fausse", b), "recopiez le numéro depuis un extrait officiel"}
	}
	*s = SIRET(d)
	return nil
}

// luhn is the check of SIREN and SIRET: every second digit from the right doubled.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			d *= 2
			if d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// IBAN is a bank account number, ISO 13616 checked; a French one has its RIB key
// checked too.
type IBAN string

// UnmarshalText reads an IBAN, spaces allowed.
func (n *IBAN) UnmarshalText(b []byte) error {
	s := strings.ToUpper(noSpace(string(b)))
	if len(s) < 15 || len(s) > 34 || !alnum(s) {
		return fault{fmt.Sprintf("IBAN « %s » illisible", b), "recopiez l'IBAN du relevé d'identité bancaire"}
	}
	if strings.HasPrefix(s, "FR") && len(s) != 27 {
		return fault{fmt.Sprintf("IBAN « %s » : 27 caractères attendus, %d lus", b, len(s)), "recopiez l'IBAN du relevé d'identité bancaire"}
	}
	if mod97(s[4:]+s[:4]) != 1 || strings.HasPrefix(s, "FR") && !ribKey(s[4:]) {
		return fault{fmt.Sprintf("IBAN « %s » : clé de contrôle fausse", b), "recopiez l'IBAN du relevé d'identité bancaire : un chiffre est faux"}
	}
	*n = IBAN(s)
	return nil
}

// String prints the IBAN in groups of four joined by no-break spaces.
func (n IBAN) String() string {
	var groups []string
	for s := string(n); s != ""; {
		cut := min(4, len(s))
		groups, s = append(groups, s[:cut]), s[cut:]
	}
	return strings.Join(groups, "\u00a0")
}

func mod97(s string) int {
	m := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			m = (m*10 + int(r-'0')) % 97
		} else {
			m = (m*100 + int(r-'A') + 10) % 97
		}
	}
	return m
}

// ribKey checks the key of a French account: bank 5, branch 5, account 11, key 2.
func ribKey(rib string) bool {
	value := func(s string) int {
		v := 0
		for _, r := range s {
			v = (v*10 + ribDigit(r)) % 97
		}
		return v
	}
	rest := (89*value(rib[:5]) + 15*value(rib[5:10]) + 3*value(rib[10:21])) % 97
	return value(rib[21:]) == (97-rest)%97 || rest == 0 && rib[21:] == "97"
}

// ribDigit turns the letters of an account into digits: A, J = 1; B, K, S = 2 …
func ribDigit(r rune) int {
	switch {
	case r <= '9':
		return int(r - '0')
	case r <= 'I':
		return int(r-'A') + 1
	case r <= 'R':
		return int(r-'J') + 1
	}
	return int(r-'S') + 2
}

// Phone is a telephone number, printed in pairs when it is French.
type Phone string

// UnmarshalText reads a number with any usual separators.
func (p *Phone) UnmarshalText(b []byte) error {
	s := strings.NewReplacer(".", "", "-", "", "(", "", ")", "", "/", "").Replace(noSpace(string(b)))
	digits := strings.TrimPrefix(s, "+")
	if !allDigits(digits) || len(digits) < 6 || len(digits) > 15 {
		return fault{fmt.Sprintf("téléphone « %s » illisible", b), "écrivez par exemple 02 41 00 00 00 ou +33 2 41 00 00 00"}
	}
	if strings.HasPrefix(s, "+33") && len(s) == 12 {
		s = "0" + s[3:]
	}
	*p = Phone(s)
	return nil
}

// String groups a French number in pairs.
func (p Phone) String() string {
	if len(p) != 10 || p[0] != '0' {
		return string(p)
	}
	s := string(p)
	return strings.Join([]string{s[:2], s[2:4], s[4:6], s[6:8], s[8:]}, "\u00a0")
}

// Email is one address, ASCII, without a display name.
type Email string

// UnmarshalText reads one address; two addresses or an odd character are refused.
func (e *Email) UnmarshalText(b []byte) error {
	s := strings.TrimSpace(string(b))
	bad := fault{fmt.Sprintf("adresse électronique « %s » illisible", b), "une seule adresse, par exemple compta@client.fr"}
	for _, r := range s {
		if r <= ' ' || r > '~' || strings.ContainsRune("<>\",;()\\", r) {
			return bad
		}
	}
	a, err := mail.ParseAddress(s)
	_, domain, _ := strings.Cut(s, "@")
	if err != nil || a.Address != s || !strings.Contains(domain, ".") {
		return bad
	}
	*e = Email(s)
	return nil
}

func noSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func alnum(s string) bool {
	return strings.Trim(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
