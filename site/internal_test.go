package site

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"relance/generator/diag"
	"relance/site/board"
)

// day is a creditor's day with what an office may type: signs that mean something
// elsewhere, codes that an address cannot tell apart.
func day() *Board {
	action := board.Action{Client: "C1", Name: "K&L <Déco> | *Angers*", Stage: "Première relance", Channel: "courriel", Invoices: "ZX-1", Amount: "1\u202f000,00\u00a0€", Deadline: "8 avril 2026", Why: "Échue depuis dix jours."}
	return &Board{
		Day: "mardi 31 mars 2026", Creditor: "Maison d'Essai", PaidUntil: "30 mars 2026",
		Figures: []board.Figure{{Label: "Encours", Value: "1\u202f040,00\u00a0€"}},
		Groups:  []board.Group{{ID: "a-faire", Title: "À faire", Help: "Prêt à partir.", Actions: []board.Action{action}}, {ID: "a-valider", Title: "À valider"}, {ID: "bloque", Title: "Bloqué"}},
		Tasks:   []board.Note{{Date: "01/04/2026", Client: "C1", Text: "Rappeler"}},
		Alerts:  []board.Note{{Text: "Encaissements anciens"}},
		Aged:    []board.Figure{{Label: "Non échu", Value: "0,00\u00a0€"}},
		Weeks:   []board.Week{{Monday: "30/03/2026", Due: "0,00\u00a0€", Promised: "0,00\u00a0€", Instalments: "0,00\u00a0€", Total: "0,00\u00a0€"}},
		Undated: "1\u202f000,00\u00a0€",
		Clients: []board.Client{
			{Code: "C1", Name: "K&L <Déco> | *Angers*", Kind: "entreprise", Contact: "Mme Zoé Vérité", Phone: "02\u00a061\u00a091\u00a000\u00a017", Email: "zoe@essai.example", Open: "1\u202f000,00\u00a0€", Overdue: "1\u202f000,00\u00a0€",
				Actions:  []board.Action{action},
				Invoices: []board.Invoice{{Number: "ZX-1", Due: "21/03/2026", Late: "10 jours", Rest: "1\u202f000,00\u00a0€", Exigible: "1\u202f043,33\u00a0€", State: "À faire", Why: "{{politique}} [x](y.md).", Call: "poste-appel.html#!facture.numero=ZX-1"}},
				Events:   []board.Event{{Date: "24/03/2026 10:12", Kind: "Appel", What: "« rappelle <demain> »", Result: "Messagerie", Who: "Claire"}}},
			{Code: "c.1", Name: "Autre", Open: "40,00\u00a0€", Overdue: "0,00\u00a0€"},
			{Code: "C-1", Name: "Encore", Open: "0,00\u00a0€", Overdue: "0,00\u00a0€"},
		},
	}
}

var onceInternal = sync.OnceValues(func() ([]File, diag.List) {
	files, problems := BuildInternal(shipped(), day())
	return slices.Collect(files), problems
})

// builtInternal is the internal edition. It is read only.
func builtInternal(t *testing.T) []File {
	t.Helper()
	files, problems := onceInternal()
	if problems.Faults() {
		t.Fatal(said(problems))
	}
	return files
}

func TestEveryPageOfTheInternalEditionSaysThatItHoldsPersonalData(t *testing.T) {
	for _, d := range documents(t, builtInternal(t)) {
		text := words(d.all("main")[0])
		if !strings.Contains(text, "Cette page contient des données personnelles") {
			t.Errorf("%s does not say it", d.name)
		}
		for _, lie := range []string{"aucune donnée de vos clients", "aucune donnée de client"} {
			if strings.Contains(words(d.all("body")[0]), lie) {
				t.Errorf("%s says « %s »", d.name, lie)
			}
		}
		robots := ""
		for _, m := range d.all("meta") {
			if attr(m, "name") == "robots" {
				robots = attr(m, "content")
			}
		}
		if !strings.Contains(robots, "noindex") {
			t.Errorf("%s may be indexed", d.name)
		}
	}
	for _, f := range builtInternal(t) {
		if strings.HasPrefix(f.Name, "hebergement/") || f.Name == "_headers" {
			t.Errorf("%s: the internal edition is not to be hosted", f.Name)
		}
	}
}

func TestASheetShowsTheDataOfItsClientAsTheyAre(t *testing.T) {
	pages := map[string]string{}
	docs := documents(t, builtInternal(t))
	for _, d := range docs {
		pages[d.name] = words(d.all("main")[0])
	}
	for page, want := range map[string][]string{
		"client-c1.html":         {"K&L <Déco> | *Angers*", "Mme Zoé Vérité", "1\u202f043,33\u00a0€", "{{politique}} [x](y.md).", "« rappelle <demain> »", "Appeler avec la trame"},
		"client-c-1.html":        {"Autre"},
		"client-c-1-2.html":      {"Encore"},
		"tableau-du-jour.html":   {"K&L <Déco> | *Angers*", "Rappeler", "1\u202f000,00\u00a0€", "Date limite\u00a0: 8 avril 2026"},
		"clients.html":           {"Autre", "Encore"},
		"index.html":             {"Maison d’Essai", "À faire"},
		"plan-du-site.html":      {"Les dossiers"},
		"imprimer-dossiers.html": {"Le tableau du jour"},
	} {
		for _, w := range want {
			if !strings.Contains(pages[page], w) {
				t.Errorf("%s lacks %q: %.300s", page, w, pages[page])
			}
		}
	}
	for _, d := range docs {
		for _, n := range d.nodes {
			if n.Data == "script" && n.FirstChild != nil {
				t.Errorf("%s: a script of its own", d.name)
			}
		}
	}
}

// Both editions share their pages; only the internal one has data.
func TestThePublicEditionIsTheSameWithOrWithoutTheInternalOne(t *testing.T) {
	one := built(t)
	builtInternal(t)
	two, _ := made(shipped())
	for i := range one {
		if string(one[i].Data) != string(two[i].Data) {
			t.Errorf("%s changed", one[i].Name)
		}
		if strings.Contains(string(one[i].Data), "ZX-1") || strings.Contains(string(one[i].Data), "Vérité") {
			t.Errorf("%s holds the data of a debtor", one[i].Name)
		}
	}
}
