package matter

import (
	"slices"
	"strings"

	"relance/generator/agenda"
	"relance/generator/merge/catalogue"
)

// A part gathers some of the fields, by full name. A name that it leaves out is an
// absent value.
type part struct {
	words []string // what the names begin with
	data  func(*Matter) map[string]any
}

// parts are where the fields come from, but for what [apart] gathers.
var parts = []part{
	{[]string{"aujourdhui", "arrete_au", "date_limite", "salutation", "formule_politesse", "document", "etape", "appel"}, (*Matter).documentData},
	{[]string{"creancier", "dossier"}, (*Matter).creditorData},
	{[]string{"expediteur", "secretariat", "mandat"}, (*Matter).senderData},
	{[]string{"client"}, (*Matter).clientData},
	{[]string{"contact"}, (*Matter).contactData},
	{[]string{"total", "etape", "taux"}, (*Matter).totalData},
	{[]string{"plan", "etape_suivante", "derniere_relance"}, (*Matter).planData},
	{[]string{"promesse", "litige", "paiement", "recommande", "geste"}, (*Matter).eventData},
	{[]string{"echeancier"}, (*Matter).agreementData},
	{[]string{"rapport", "dossier", "reunion", "protocole", "fiche", "sanction", "derogation", "retour", "procedure"}, (*Matter).requestedData},
}

// apart are the invoice that leads and the lists: long to gather, mostly not asked for.
var apart = map[string]func(*Matter) any{
	"facture":                (*Matter).lead,
	"factures":               func(m *Matter) any { return m.invoices(m.Comm.Asked()) },
	"autres_factures_echues": func(m *Matter) any { return m.invoices(m.Comm.With(agenda.Absorbed)) },
	"factures_a_echoir":      func(m *Matter) any { return m.invoices(m.Comm.With(agenda.NextDue)) },
	"factures_en_litige":     func(m *Matter) any { return m.invoices(m.Disputed()) },
	"pieces_jointes":         func(m *Matter) any { labels, _ := m.Enclosures(); return texts(labels) },
	"annexes":                func(m *Matter) any { return texts(m.Annexes()) },
	"suites":                 func(m *Matter) any { return texts(m.consequences()) },
	"relances_precedentes":   (*Matter).contactItems,
	"verifications":          (*Matter).checkItems,
}

// sources are the parts that know each word, by rank.
var sources = byWord()

func byWord() map[string][]int {
	out := map[string][]int{}
	for i, p := range parts {
		for _, w := range p.words {
			out[w] = append(out[w], i)
		}
	}
	return out
}

// known is what was gathered of a matter so far: a letter says a tenth of what could
// be said.
type known struct {
	gathered [16]bool       // by rank of the part
	fields   map[string]any // by full name
	words    map[string]any // by first word
}

// Word is what a template finds under the first word of a name: a value, a list, or a
// group. What is absent is nil or not there; the groups within a group always are.
func (m *Matter) Word(word string) any {
	if v, ok := m.known.words[word]; ok {
		return v
	}
	if m.known.words == nil {
		m.known.words, m.known.fields = map[string]any{}, map[string]any{}
	}
	v := m.find(word)
	m.known.words[word] = v
	return v
}

func (m *Matter) find(word string) any {
	if gather, ok := apart[word]; ok {
		return gather(m)
	}
	for _, i := range sources[word] {
		if !m.known.gathered[i] {
			m.known.gathered[i] = true
			m.gather(parts[i])
		}
	}
	if len(catalogue.Under(word)) == 0 {
		return m.known.fields[word]
	}
	return group(m.known.fields, word)
}

func (m *Matter) gather(p part) {
	for name, v := range p.data(m) {
		first, _, _ := strings.Cut(name, ".")
		if _, ok := catalogue.Lookup(name); !ok || !slices.Contains(p.words, first) {
			panic("merge: " + name + " is not in the catalogue, or not a word of its part")
		}
		m.known.fields[name] = v
	}
}

// Value is one field by its full name, nil when it is absent.
func (m *Matter) Value(name string) any {
	first, rest, inside := strings.Cut(name, ".")
	v := m.Word(first)
	for inside {
		var word string
		word, rest, inside = strings.Cut(rest, ".")
		within, _ := v.(map[string]any)
		v = within[word]
	}
	return v
}

// group turns the full names under a word into maps of maps, so that banque.iban is a
// field of creancier.
func group(fields map[string]any, word string) map[string]any {
	root := map[string]any{}
	for _, leaf := range catalogue.Under(word) {
		at, last := root, len(leaf.Path)-1
		for _, w := range leaf.Path[:last] {
			if _, ok := at[w].(map[string]any); !ok {
				at[w] = map[string]any{}
			}
			at = at[w].(map[string]any)
		}
		if v := fields[leaf.Name]; v != nil {
			at[leaf.Path[last]] = v
		}
	}
	return root
}
