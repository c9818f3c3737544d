// Package search makes the index that the browser searches: forms gathered by
// their French stem, computed before the accents go. The browser only looks forms
// up, the vocabulary is closed (theme/site.js is the other half).
package search

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/french"

	"relance/generator/diag"
)

// An Entry is one part of a page that a search can find.
type Entry struct {
	Title string // of the page
	Part  string // of the heading, empty for the top of the page
	Link  string
	Text  string
	List  bool // the page lists what the program knows: those that explain come before it
}

// What a word weighs where it stands. A word repeated counts up to mostWeight.
const (
	titleWeight, partWeight, textWeight = 8, 5, 1
	mostWeight                          = 20
)

// synonyms are what people type and what the pages say. The first form finds the
// parts where the others stand.
var synonyms = map[string]string{
	"lrar": "recommande", "rar": "recommande", "lre": "recommande", "med": "demeure", "rib": "bancaires iban", "iban": "bancaires rib",
	"cgv": "conditions generales", "interets": "penalites", "penalites": "interets", "agios": "interets", "amende": "penalites",
	"arrhes": "acompte", "avance": "acompte", "tel": "telephone", "telephoner": "appel", "telephone": "appel", "mail": "courriel",
	"email": "courriel", "texto": "sms", "huissier": "commissaire", "tribunal": "juridiction injonction", "juge": "juridiction injonction", "proces": "justice juridiction",
	"avocat": "conseil juridiction", "faillite": "collective liquidation", "redressement": "collective", "depot": "collective", "mairie": "public commune", "hopital": "public",
	"rgpd": "personnelles cnil", "etalement": "echeancier", "delai": "echeancier report", "facilites": "echeancier", "remise": "geste", "accord": "echeancier",
	"contestation": "litige", "reclamation": "litige", "desaccord": "litige", "fraude": "harcelement", "kpi": "indicateurs", "affacturage": "partenaire",
	"repondeur": "messagerie", "secretaire": "standard", "accueil": "standard", "societe": "cabinet partenaire", "recouvrement": "partenaire transmission",
	"qualite": "prestation", "conservation": "conservent archives", "vip": "compte", "dso": "encours", "parler": "dire", "phrases": "dire", "raci": "decide", "excel": "suivi", "tableur": "suivi", "csv": "importer",
	"muet": "silence", "mort": "silence", "repond": "silence", "injoignable": "silence joindre", "npai": "adresse inconnu", "adresse": "npai",
	"insultes": "monte", "insulte": "monte", "colere": "monte", "crie": "monte", "vexer": "maladroits ton", "honte": "peur", "gene": "peur", "timide": "peur", "stress": "peur",
	"noire": "publier fichier", "signer": "decide", "valider": "decide", "installer": "creer", "demarrer": "creer", "debuter": "creer", "whatsapp": "sms", "chorus": "portail",
	"moratoire": "echeancier", "ristourne": "remise geste", "type": "modele", "exemple": "modele", "gabarit": "modele", "bdc": "commande", "barrage": "standard", "dette": "creance",
	"impaye": "retard", "surendette": "surendettement", "fois": "echeancier", "renoncer": "abandon geste", "agir": "prescription", "gros": "grand", "encaissement": "treize", "previsionnel": "treize", "absence": "absent", "vacances": "absent conges", "banqueroute": "collective",
	"taux": "penalites", "saisie": "juridiction", "plainte": "juridiction", "menace": "interdits", "menacer": "interdits", "pression": "harcelement", "compta": "finance", "patron": "dirigeant",
}

// silent are words of questions: they tell nothing of what is looked for.
var silent = []string{"comment", "faire", "faut", "doit", "dois", "peut", "veux", "puis", "quoi", "quel", "quelle", "quand", "avoir", "etre"}

// An Index gathers entries, then is written as a script.
type Index struct {
	entries  [][4]string        // title, part, link, excerpt
	lists    []string           // the pages that list
	families map[string]*family // by stem
	forms    map[string]string  // form without accents → stem
	stops    map[string]bool
	known    map[string]*family // a word comes hundreds of times: it is stemmed once; nil for one that says nothing
}

// New is an index without entries.
func New() *Index {
	return &Index{families: map[string]*family{}, forms: map[string]string{}, stops: map[string]bool{}, known: map[string]*family{}}
}

// Add puts entries after those of the index.
func (w *Index) Add(entries []Entry) {
	for _, e := range entries {
		n := int32(len(w.entries))
		w.weigh(n, e.Title, titleWeight)
		w.weigh(n, e.Part, partWeight)
		w.weigh(n, e.Text, textWeight)
		said := ""
		if page, anchor, _ := strings.Cut(e.Link, "#"); !e.List || anchor == "" { // the title of a line in a list is enough
			said = excerpt(e.Text)
		} else if !slices.Contains(w.lists, page) {
			w.lists = append(w.lists, page)
		}
		w.entries = append(w.entries, [4]string{e.Title, e.Part, e.Link, said})
	}
}

// Script is the index as a script: a page opened by double click may load a script,
// and nothing else.
func (w *Index) Script() []byte {
	var out struct {
		Entries  [][4]string `json:"e"`
		Words    string      `json:"m"` // the forms of each family, families apart by a comma; a form may come again
		Postings string      `json:"p"` // by family too: entries as steps from the one before, in base 36, « .weight » when it is not 1
		Stops    string      `json:"s"` // forms that say nothing
		Lists    []string    `json:"r"` // pages that list
	}
	out.Entries, out.Lists = w.entries, append([]string{}, w.lists...)
	stems := slices.Sorted(maps.Keys(w.families))
	var lists []byte
	for i, stem := range stems {
		if i > 0 {
			lists = append(lists, ',')
		}
		lists = w.families[stem].postings(lists)
	}
	out.Postings = string(lists)
	out.Words = w.list(stems)
	out.Stops = strings.Join(slices.Sorted(maps.Keys(w.stops)), " ")
	data, err := json.Marshal(out)
	if err != nil {
		panic("search: " + err.Error()) // strings always marshal
	}
	return append(append([]byte("self.relanceIndex="), data...), ";\n"...)
}

// A family is where the words of one stem stand, in the order of the entries.
type family []hit

type hit struct{ entry, weight int32 }

// meet is the family of a word seen for the first time.
func (w *Index) meet(text string) *family {
	form := diag.Fold(text)
	if french.IsStopWord(text) || slices.Contains(silent, form) {
		w.stops[form] = true
		return nil
	}
	stem := diag.Fold(french.Stem(text, false))
	if stem == "" {
		return nil
	}
	w.forms[form] = stem
	if w.families[stem] == nil {
		w.families[stem] = &family{}
	}
	return w.families[stem]
}

func (w *Index) weigh(n int32, text string, weight int32) {
	for word := range cut(text) {
		f, ok := w.known[word]
		if !ok {
			f = w.meet(word)
			w.known[word] = f
		}
		if f != nil {
			f.add(n, weight)
		}
	}
}

func (f *family) add(entry, weight int32) {
	if last := len(*f) - 1; last >= 0 && (*f)[last].entry == entry {
		(*f)[last].weight = min((*f)[last].weight+weight, mostWeight)
		return
	}
	*f = append(*f, hit{entry, weight})
}

// list writes the vocabulary: the forms of the texts, then the synonyms that
// lead to one of them.
func (w *Index) list(stems []string) string {
	forms := make([][]string, len(stems))
	add := func(form, stem string) {
		if rank, ok := slices.BinarySearch(stems, stem); ok {
			forms[rank] = append(forms[rank], form)
		}
	}
	for _, form := range slices.Sorted(maps.Keys(w.forms)) {
		add(form, w.forms[form])
	}
	for _, form := range slices.Sorted(maps.Keys(synonyms)) {
		for _, known := range strings.Fields(synonyms[form]) {
			add(form, diag.Fold(french.Stem(known, false)))
		}
	}
	families := make([]string, len(stems))
	for i, f := range forms {
		families[i] = strings.Join(f, " ")
	}
	return strings.Join(families, ",")
}

// postings adds where the family stands to a text.
func (f *family) postings(out []byte) []byte {
	last := int32(-1)
	for i, h := range *f {
		if i > 0 {
			out = append(out, ' ')
		}
		out = strconv.AppendInt(out, int64(h.entry-last), 36)
		if h.weight != 1 {
			out = strconv.AppendInt(append(out, '.'), int64(h.weight), 36)
		}
		last = h.entry
	}
	return out
}

// longestExcerpt is two lines under an answer: the excerpts are a third of the index.
const longestExcerpt = 72

func excerpt(text string) string {
	runes := make([]rune, 0, longestExcerpt+2)
	gap := false
	for i, r := range text[:min(len(text), 8*longestExcerpt)] { // four bytes a letter, and as many spaces
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], string(r)) {
			continue // a letter cut in two
		}
		if unicode.IsSpace(r) {
			gap = len(runes) > 0
			continue
		}
		if gap {
			runes = append(runes, ' ')
		}
		runes, gap = append(runes, r), false
		if len(runes) > longestExcerpt {
			return strings.TrimRight(string(runes[:longestExcerpt-1]), " ,;:.") + "…"
		}
	}
	return string(runes)
}
