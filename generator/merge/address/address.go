// Package address writes where a letter goes, in lines that the post reads.
package address

import (
	"strings"
	"unicode/utf8"

	"relance/generator/kit"
	"relance/generator/merge/matter"
)

// What the post reads of an address (NF Z 10-011).
const (
	maxLines = 6
	maxWidth = 38 // characters
)

// Of is where a client's letter goes, its name first, then the person who reads it, who
// may be nil. aside is that person's name when the lines leave no room for it: it is
// then left to the references.
func Of(c *kit.Client, reader *kit.Contact) (lines []string, aside string) {
	place := Place(c)
	lines = foldedLine(c.FullName(), maxLines-len(place))
	if reader != nil && c.Kind != kit.Consumer {
		name := matter.FullName(reader)
		room := maxLines - len(place) - len(lines)
		person := foldedLine("À l’attention "+of(name), room)
		if len(person) <= room && Fits(person) {
			lines = append(lines, person...)
		} else {
			aside = name
		}
	}
	return append(lines, place...), aside
}

// Place is where a client is, without its name: abroad, the country is the last line.
func Place(c *kit.Client) []string {
	place := c.PostalAddress()
	if c.Country != "" && !strings.EqualFold(c.Country, "France") {
		place = append(place[:len(place):len(place)], strings.ToUpper(c.Country))
	}
	return place
}

// Fits reports whether the post reads each of the lines, and as many.
func Fits(lines []string) bool {
	for _, l := range lines {
		if utf8.RuneCountInString(l) > maxWidth {
			return false
		}
	}
	return len(lines) <= maxLines
}

// foldedLine is a line of an address, on as many lines as it needs when there is room
// for them: between words, after a hyphen only where spaces will not do.
func foldedLine(line string, room int) []string {
	for _, after := range []string{" ", " -"} {
		if lines := folding(line, after); len(lines) <= room && Fits(lines) {
			return lines
		}
	}
	return []string{line}
}

// folding fills lines one after another, each ending after one of some characters.
func folding(text, after string) []string {
	var lines []string
	for utf8.RuneCountInString(text) > maxWidth {
		last := strings.LastIndexAny(string([]rune(text)[:maxWidth+1]), after)
		if last > 0 && text[last] == '-' {
			last++ // the hyphen stays
			if utf8.RuneCountInString(text[:last]) > maxWidth {
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

// Trustee is where a declaration of claim goes: the kit has its name and address on one
// line. It is nil without an insolvency.
func Trustee(i *kit.Insolvency) []string {
	if i == nil {
		return nil
	}
	var lines []string
	for l := range strings.SplitSeq(i.Trustee, ",") {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}
