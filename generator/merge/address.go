package merge

import (
	"strings"
	"unicode/utf8"

	"relance/generator/document"
	"relance/generator/kit"
	"relance/generator/merge/matter"
	"relance/generator/merge/model"
)

// What the post reads of an address (NF Z 10-011).
const (
	addressLines = 6
	addressWidth = 38 // characters
)

// address is the addressee's, name first; the person who reads the letter is left to
// the references when the lines of the address leave no room.
func (f *filler) address() (lines []string, aside *document.Ref) {
	c := f.Comm.Client
	if f.Head.To == model.Trustee {
		return trusteeLines(c.Insolvency), nil
	}
	place := c.PostalAddress()
	if c.Country != "" && !strings.EqualFold(c.Country, "France") {
		place = append(place[:len(place):len(place)], strings.ToUpper(c.Country))
	}
	lines = foldedLine(c.FullName(), addressLines-len(place))
	if p := f.Comm.Contact; p != nil && c.Kind != kit.Consumer {
		room := addressLines - len(place) - len(lines)
		person := foldedLine("À l’attention "+of(matter.FullName(p)), room)
		if len(person) <= room && fits(person) {
			lines = append(lines, person...)
		} else {
			aside = &document.Ref{Label: "À l’attention de", Value: matter.FullName(p)}
		}
	}
	return append(lines, place...), aside
}

// fits reports whether the post reads each of the lines.
func fits(lines []string) bool {
	for _, l := range lines {
		if utf8.RuneCountInString(l) > addressWidth {
			return false
		}
	}
	return len(lines) <= addressLines
}

// foldedLine is a line of an address, on as many lines as it needs when there is room
// for them: between words, after a hyphen only where spaces will not do.
func foldedLine(line string, room int) []string {
	for _, after := range []string{" ", " -"} {
		if lines := folding(line, after); len(lines) <= room && fits(lines) {
			return lines
		}
	}
	return []string{line}
}

// folding fills lines one after another, each ending after one of some characters.
func folding(text, after string) []string {
	var lines []string
	for utf8.RuneCountInString(text) > addressWidth {
		last := strings.LastIndexAny(string([]rune(text)[:addressWidth+1]), after)
		if last > 0 && text[last] == '-' {
			last++ // the hyphen stays
			if utf8.RuneCountInString(text[:last]) > addressWidth {
				last = 1 + strings.LastIndexAny(text[:last-1], after)
			}
		}
		if last <= 0 {
			break
		}
		lines = append(lines, strings.TrimSpace(text[:last]))
		text = strings.TrimSpace(text[last:])
	}
	return append(lines, text)
}

// of is « de » before a name, or « d’ » before a vowel; an h is taken for aspirate.
func of(name string) string {
	const vowels = "AÀÂÄÆEÉÈÊËIÎÏOÔÖŒUÙÛÜaàâäæeéèêëiîïoôöœuùûü"
	if first, _ := utf8.DecodeRuneInString(name); strings.ContainsRune(vowels, first) {
		return "d’" + name
	}
	return "de " + name
}

// trusteeLines are the name and address of who receives a declaration of claim, which
// the kit has on one line.
func trusteeLines(i *kit.Insolvency) []string {
	if i == nil {
		return nil
	}
	lines := strings.Split(i.Trustee, ",")
	for n := range lines {
		lines[n] = strings.TrimSpace(lines[n])
	}
	return nonEmpty(lines...)
}
