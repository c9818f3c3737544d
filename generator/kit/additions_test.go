package kit_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"relance/generator/kit"
	"relance/templates"
)

const creditor = "creancier:\n  raison_sociale: Boréal\n  adresse: [4 rue de l'Essai]\n  banque: {titulaire: Boréal, iban: FR51 9999 9000 00TE ST00 0000 143}\n"

func read(files map[string]string) (*kit.Kit, string) {
	tree := fstest.MapFS{"clients.yaml": {Data: []byte("clients:\n- {code: C1, nom: A, type: entreprise, factures: []}\n")}}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	k, problems := kit.Load(tree, templates.FS, nil)
	var out []string
	for _, p := range problems {
		out = append(out, p.Code+" "+p.Text)
	}
	return k, strings.Join(out, "\n")
}

func TestTheRatesOfANewHalfYearAreRead(t *testing.T) {
	k, problems := read(map[string]string{"relance.yaml": creditor,
		"taux.yaml": "taux:\n- {semestre: 2027-S1, bce: 2.65, legal_autres: 2.80, source: BdF, verifie_le: 2027-01-02}\n"})
	if problems != "" || len(k.Rates) != 1 || *k.Rates[0].ECB != 265 || *k.Rates[0].LegalOther != 280 || k.Rates[0].LegalPrivate != nil {
		t.Errorf("%+v\n%s", k.Rates, problems)
	}
	for text, want := range map[string]string{
		"taux:\n- {semestre: 2027-S3, bce: 2.65, legal_autres: 2.80, source: BdF, verifie_le: 2027-01-02}\n":                                                                            "« 2027-S3 » n'est pas un semestre",
		"taux:\n- {semestre: 2027-S1, legal_autres: 2.80, source: BdF, verifie_le: 2027-01-02}\n":                                                                                       "bce",
		"taux:\n- &r {semestre: 2027-S1, bce: 2.65, legal_autres: 2.80, source: BdF, verifie_le: 2027-01-02}\n":                                                                         "F008",
		"taux:\n- {semestre: 2027-S1, bce: 1, legal_autres: 1, source: a, verifie_le: 2027-01-02}\n- {semestre: 2027-S1, bce: 1, legal_autres: 1, source: a, verifie_le: 2027-01-02}\n": "semestre « 2027-S1 » déjà employé",
	} {
		if _, problems := read(map[string]string{"relance.yaml": creditor, "taux.yaml": text}); !strings.Contains(problems, want) {
			t.Errorf("%s: %q", text, problems)
		}
	}
}

func TestAnOptionSaysWhetherSomebodyWroteIt(t *testing.T) {
	k, problems := read(map[string]string{"relance.yaml": creditor + "options: {promesse_rompue: reprendre}\n",
		"clients.yaml": "clients:\n- {code: C1, nom: A, type: entreprise, options: {tolerance_retard: 2}, factures: []}\n"})
	if problems != "" {
		t.Fatal(problems)
	}
	o := k.OptionsOf(&k.Clients[0], nil)
	_, broken := o.At["promesse_rompue"]
	_, tolerance := o.At["tolerance_retard"]
	_, gap := o.At["intervalle_minimal"]
	if !broken || !tolerance || gap || o.Tolerance() != 2 || o.MinInterval != 3 {
		t.Errorf("%v", o.At)
	}
	if _, leaked := k.Options.At["tolerance_retard"]; leaked {
		t.Error("a client's option became the creditor's")
	}
}

func TestAChannelReachesWhoeverHasAnAddressForIt(t *testing.T) {
	c := kit.Client{Address: []string{"rue"}, NoChannels: []string{"sms"}, Contacts: []kit.Contact{{Name: "A", Email: "a@a.example"}, {Name: "B", Mobile: "0639980001"}}}
	for ch, want := range map[kit.Channel]bool{kit.ByEmail: true, kit.BySMS: false, kit.ByCall: true, kit.ByLetter: true, kit.ByRegistered: true, kit.InHouse: true} {
		if c.Reaches(ch) != want {
			t.Errorf("%s: %t", ch, !want)
		}
	}
	both := kit.Stage{Channels: []string{"email", "recommande"}}
	c.Contacts = nil
	if got := c.ChannelsOf(&both); len(got) != 1 || got[0] != kit.ByRegistered {
		t.Errorf("%v", got)
	}
	c.Address = nil
	if got := c.ChannelsOf(&both); len(got) != 2 {
		t.Errorf("nobody reached: %v", got)
	}
}
