// Package postage (affranchissement) prepares what is posted: in which order, on how
// many sheets, how heavy, to whom. It knows no price: those change every January, and
// depend on a contract.
package postage

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/kit"
)

// An Item (pli) is one letter to post.
type Item struct {
	Client     *kit.Client
	Contact    *kit.Contact // nil: the firm itself
	Stage      string       // in words
	Reference  string       // printed on the letter
	Registered bool
	File       string   // the letter alone, by its path in the batch
	To         []string // lines of its window
	Pages      int      // of the letter
	Copies     []Copy   // what follows it, each on sheets of its own
	Place      int      // its first page in the file for the printer, from 1; set by Sort
}

// A Copy is a document put in the envelope after the letter.
type Copy struct {
	File  string // in the kit
	Pages int
}

// Sheets counts the sheets of paper, printed on both sides.
func (it *Item) Sheets() int {
	n := sheets(it.Pages)
	for _, c := range it.Copies {
		n += sheets(c.Pages)
	}
	return n
}

func sheets(pages int) int { return (pages + 1) / 2 }

// Grams is the weight of the letter in its envelope.
func (it *Item) Grams(window string) int {
	return it.Sheets()*sheetGrams + EnvelopeOf(window).Grams
}

// sheetGrams is a sheet of A4, 1/16 m² less a hair, in the 80 g/m² of offices.
const sheetGrams = 5

// An Envelope is what one envelope of a profile weighs, with where that comes from.
type Envelope struct {
	Window  string // the kit's « enveloppe »
	Label   string
	Grams   int
	Checked calendar.Date
	Source  string
}

var checked = calendar.Of(2026, 11, 22)

// Envelopes are the envelopes known, the usual one first. A weight is that of two
// faces and a quarter more for the flaps, rounded up: an envelope weighed short is a
// letter taxed on arrival.
var Envelopes = []Envelope{
	{"dl-35x100", "DL à fenêtre 35 × 100", 5, checked, "calcul : 110 × 220 mm, papier de 80 g/m²"},
	{"dl-45x100", "DL à fenêtre 45 × 100", 5, checked, "calcul : 110 × 220 mm, papier de 80 g/m²"},
	{"c5", "C5 à fenêtre", 8, checked, "calcul : 162 × 229 mm, papier de 80 g/m²"},
	{"c4", "C4 à fenêtre", 17, checked, "calcul : 229 × 324 mm, papier de 90 g/m²"},
	{"aucune", "sans fenêtre (étiquette)", 5, checked, "calcul : DL, 110 × 220 mm, papier de 80 g/m²"},
}

// EnvelopeOf is the envelope of a profile; the usual one for an unknown name.
func EnvelopeOf(window string) Envelope {
	for _, e := range Envelopes {
		if e.Window == window {
			return e
		}
	}
	return Envelopes[0]
}

// Sort puts items in the order of the post, registered ones first, then by sheets and
// postcode, so that postage is counted once a pile; and numbers their pages.
func Sort(items []*Item) {
	slices.SortStableFunc(items, func(a, b *Item) int {
		return cmp.Or(registeredFirst(a)-registeredFirst(b), a.Sheets()-b.Sheets(), strings.Compare(a.town(), b.town()))
	})
	page := 1
	for _, it := range items {
		it.Place = page
		page += 2 * it.Sheets()
	}
}

func registeredFirst(it *Item) int {
	if it.Registered {
		return 0
	}
	return 1
}

// town is the last line of the address: postcode and town, in France.
func (it *Item) town() string {
	address := it.Client.PostalAddress()
	if len(address) == 0 {
		return ""
	}
	return address[len(address)-1]
}

var townLine = regexp.MustCompile(`^(\d{5})\s+(.+)$`)

// place cuts the last line of the address.
func (it *Item) place() (postcode, town string) {
	if m := townLine.FindStringSubmatch(it.town()); m != nil {
		return m[1], m[2]
	}
	return "", it.town()
}

// Destination is the zone a letter is paid for: metropolitan France, overseas, or the
// name of the country.
func (it *Item) Destination() string {
	if c := it.Client.Country; c != "" && !strings.EqualFold(c, "France") && !strings.EqualFold(c, "FR") {
		return c
	}
	code, _ := it.place()
	switch {
	case strings.HasPrefix(code, "980"):
		return "Monaco"
	case strings.HasPrefix(code, "97"), strings.HasPrefix(code, "98"):
		return "Outre-mer"
	}
	return "France"
}
