package decode

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"

	"relance/generator/diag"
	"relance/generator/diag/codes"
)

// report writes problems as the tests below expect them, one a line.
func report(l diag.List) string {
	var b strings.Builder
	for _, p := range l {
		fmt.Fprintf(&b, "%d:%d %s %s → %s\n", p.Line, p.Col, p.Code, p.Text, p.Hint)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestAKitIsReadAsItIsTyped(t *testing.T) {
	src, err := os.ReadFile("testdata/kit.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var kit testKit
	if l := YAML("kit.yaml", src, &kit); len(l) > 0 {
		t.Fatal(report(l))
	}
	first, second := kit.Clients[0], kit.Clients[1]
	for _, c := range []struct{ got, want any }{
		{kit.Creditor.Siren, "000000034"},
		{kit.Creditor.Phone, "02 61 91 00 01"},
		{kit.Creditor.Capital, testAmount("20000")},
		{kit.Plans, map[string]string{"grand_compte": "grand_compte", "public": "public"}},
		{first.Address, []string{"9 rue de l'Essai", "49100 Angers"}},
		{*first.Invoices[0].Checks.Sent, true},
		{first.Invoices[0].Claims[0].Reason, `peinture, "finition"`},
		{first.Invoices[1].Total, testAmount("1 250,50")},
		{first.Invoices[1].Checks, (*testChecks)(nil)},
		{second.Invoices[0].Checks.Delivered, (*bool)(nil)},
		{second.Pos, diag.Pos{File: "kit.yaml", Line: 48, Col: 5}},
		{second.At["nom"], diag.Pos{File: "kit.yaml", Line: 49, Col: 10}},
		{second.At["profil"], diag.Pos{}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("read %#v, want %#v", c.got, c.want)
		}
	}
}

func TestWordsKeepTheirSpelling(t *testing.T) {
	for _, word := range []string{"no", "on", "01000", "08", "1_000", "0x10", "1e3", ".inf", "2026-02-30", "null", "Oui", "12:30"} {
		var v struct {
			Text string `cle:"texte"`
		}
		if l := YAML("f.yaml", []byte("texte: "+word), &v); len(l) > 0 || v.Text != word {
			t.Errorf("%s read as %q %s", word, v.Text, report(l))
		}
	}
}

type sample struct {
	Name   string            `cle:"nom,requis" aide:"nom du client"`
	Type   string            `cle:"type" choix:"entreprise|public|particulier"`
	Due    testDate          `cle:"echeance,requis" aide:"date d'échéance"`
	Total  testAmount        `cle:"montant_ttc"`
	Days   int               `cle:"jours"`
	Agreed bool              `cle:"accord"`
	Lines  []string          `cle:"adresse"`
	Person *testPerson       `cle:"signataire"`
	Claims []testClaim       `cle:"litiges"`
	Plans  map[string]string `cle:"plans"`
	_      struct{}          `jamais:"statut,etat" aide:"les états sont calculés, jamais saisis"`
}

func TestEachFaultHasItsPlaceAndItsRemedy(t *testing.T) {
	const sound = "nom: Kerjean\necheance: 2026-03-21\n"
	for _, c := range []struct{ name, src, want string }{
		{"accented key", "nom: A\néchéance: 2026-03-21",
			"2:1 F001 clé inconnue « échéance » → vouliez-vous dire « echeance » ?"},
		{"misspelt key", "nom: A\necheanse: 2026-03-21",
			"2:1 F001 clé inconnue « echeanse » → vouliez-vous dire « echeance » ?"},
		{"foreign key", sound + "couleur: bleu",
			"3:1 F001 clé inconnue « couleur » → clés possibles : nom, type, echeance, montant_ttc, jours, accord, adresse, signataire, litiges, plans"},
		{"computed key", sound + "statut: payée",
			"3:1 F001 la clé « statut » ne se saisit pas → les états sont calculés, jamais saisis"},
		{"decimal comma between braces", sound + "litiges: [{ouvert_le: 2026-03-21, motif: casse, montant_conteste: 2400,00}]",
			"3:72 F001 virgule décimale dans { } → écrivez 2400.00 ou \"2400,00\""},
		{"comma of a sentence between braces", sound + "signataire: {nom: Roux, comptable}",
			"3:25 F001 clé inconnue « comptable » → dans { }, une virgule sépare deux clés : si elle fait partie du texte, écrivez \"Roux, comptable\""},
		{"colon glued between braces", sound + "signataire: {nom:Roux}",
			"3:14 F001 il manque une espace après « nom: » → écrivez « nom: Roux »"},
		{"not a date", "nom: A\necheance: demain",
			"2:11 F002 date illisible « demain » → écrivez la date comme 2026-03-21"},
		{"not yes or no", sound + "accord: true", "3:9 F002 « true » n'est ni oui ni non → écrivez oui ou non"},
		{"not a whole number", sound + "jours: 12.50",
			"3:8 F002 « 12.50 » n'est pas un nombre entier → écrivez un nombre sans espace ni virgule, par exemple 30"},
		{"text for a list", sound + "adresse: 9 rue de l'Essai",
			"3:10 F002 « adresse » attend une liste → écrivez une ligne par élément, chacune commençant par « - »"},
		{"list for a text", "nom: [A, B]\necheance: 2026-03-21",
			"1:6 F002 « nom » attend une seule valeur, pas une liste → écrivez la valeur sur la même ligne : « nom: … »"},
		{"colon in an item", sound + "adresse:\n  - Résidence : Les Lilas",
			"4:5 F002 « adresse » attend une seule valeur, pas un bloc « clé: valeur » → si le texte contient « : » ou commence par une accolade, mettez-le entre guillemets"},
		{"text for a block", sound + "signataire: Claire Roux",
			"3:13 F002 « signataire » attend un bloc « clé: valeur » → clés possibles : civilite, nom, fonction, email, telephone"},
		{"list for a block", sound + "signataire:\n  - nom: Roux",
			"4:3 F002 « signataire » attend un seul bloc « clé: valeur », pas une liste → supprimez le tiret, ou les crochets"},
		{"empty item", sound + "adresse:\n  -\n  - 49000 Angers",
			"4:4 F002 élément vide dans la liste « adresse » → supprimez le tiret ou la virgule en trop, ou écrivez l'élément"},
		{"missing key", "nom: A", "1:1 F004 il manque « echeance » (date d'échéance) → ajoutez une ligne « echeance: … »"},
		{"empty required key", "echeance:\nnom: A", "1:1 F004 « echeance » est vide (date d'échéance) → écrivez une valeur après « echeance: »"},
		{"key written twice", sound + "nom: Roux", "3:1 F005 clé « nom » écrite deux fois, déjà ligne 1 → gardez une seule des deux"},
		{"outside the choices", sound + "type: entreprises", "3:7 F006 « entreprises » n'est pas un choix possible pour « type » → vouliez-vous dire « entreprise » ?"},
		{"far from the choices", sound + "type: asso", "3:7 F006 « asso » n'est pas un choix possible pour « type » → choix possibles : entreprise, public, particulier"},
		{"alias", "nom: &a Kerjean\necheance: 2026-03-21\ntype: *a",
			"1:6 F008 ancre « &a » refusée → si le signe fait partie d'un texte, mettez le texte entre guillemets ; sinon écrivez la valeur en entier\n" +
				"3:7 F008 renvoi « *a » refusé → si le signe fait partie d'un texte, mettez le texte entre guillemets ; sinon écrivez la valeur en entier"},
		{"star", "nom: *important*\necheance: 2026-03-21", "1:6 F008 un texte ne peut pas commencer par « * » → mettez le texte entre guillemets"},
		{"tag", "nom: !!binary QUJD\necheance: 2026-03-21",
			"1:6 F008 étiquette « !!binary » refusée → si le signe fait partie d'un texte, mettez le texte entre guillemets ; sinon écrivez la valeur en entier"},
		{"merge", sound + "signataire: {<<: {}, nom: Roux}", "3:14 F008 fusion « << » refusée → écrivez chaque clé à sa place"},
		{"second document", sound + "---\nnom: B",
			"3:1 F008 un second document commence ici → gardez un seul document par fichier : supprimez la ligne « --- » et ce qui suit, ou séparez les fichiers"},
		{"key that is no word", sound + "{a: b}: c",
			"3:1 F002 un nom de clé est attendu → si cette accolade ou ce crochet fait partie d'un texte, mettez le texte entre guillemets"},
		{"comment that may be text", "nom: Dupont #1\necheance: 2026-03-21 # vu",
			"1:13 W302 « #1 » est un commentaire : il n'est pas lu → s'il fait partie du texte, mettez le texte entre guillemets ; sinon, écrivez-le seul sur la ligne au-dessus"},
		{"text taken for a comment", sound + "signataire:\n  nom: Roux\n  email: #77",
			"5:10 W302 « #77 » est un commentaire : il n'est pas lu → s'il fait partie du texte, mettez le texte entre guillemets ; sinon, écrivez-le seul sur la ligne au-dessus"},
		{"dash out of line", sound + "adresse:\n  - 9 rue de l'Essai\n    - 49000 Angers",
			"5:5 F003 retrait irrégulier → alignez cette ligne sur la ligne 4 : 2 espaces devant"},
		{"dash without space", sound + "adresse:\n  -9 rue de l'Essai\n  - 49000 Angers",
			"4:3 F002 « adresse » attend une liste → écrivez une ligne par élément, chacune commençant par « - »"},
		{"quote open over keys", "nom: \"Kerjean\necheance: 2026-03-21\ntype: public\"",
			"1:6 F003 guillemet ouvert et jamais fermé → ajoutez \" à la fin du texte"},
		{"a list for a file", "- nom: A", "1:1 F002 le fichier attend un seul bloc « clé: valeur », pas une liste → supprimez le tiret, ou les crochets"},
	} {
		if got := report(YAML("f.yaml", []byte(c.src), new(sample))); got != c.want {
			t.Errorf("%s:\n%s\n got %s\nwant %s", c.name, c.src, got, c.want)
		}
	}
}

func TestAllFaultsComeAtOnce(t *testing.T) {
	src := "nom:\necheance: hier\nvolume: 3\nlitiges:\n  - ouvert_le: jamais\n    motif: casse\n  - motif: retard\n"
	want := []string{"1:1 F004", "2:11 F002", "3:1 F001", "5:16 F002", "7:5 F004"}
	var got []string
	for line := range strings.Lines(report(YAML("f.yaml", []byte(src), new(sample)))) {
		place, code, _ := strings.Cut(line, " ")
		got = append(got, place+" "+code[:4])
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnEmptyFileLacksItsRequiredKeys(t *testing.T) {
	for _, src := range []string{"", "\n\n", "# rien\n", "---\n", "~\n", "\ufeff"} {
		l := YAML("f.yaml", []byte(src), new(sample))
		if len(l) != 2 || l[0].Code != "F004" || l[1].Code != "F004" {
			t.Errorf("%q: %s", src, report(l))
		}
	}
}

func TestCharactersThatMisleadAreLocated(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"nom: A\nrue: \x00", "2:6 F007 caractère de contrôle (U+0000)"},
		{"nom: A\u0085type: B", "1:7 F007 saut de ligne invisible (U+0085)"},
		{"nom: é\u2028B", "1:7 F007 saut de ligne invisible (U+2028)"},
		{"nom: A\rrue: \u200bB", "2:6 F007 caractère invisible (U+200B)"},
		{"nom: A\r\nrue: \u202eB", "2:6 F007 caractère invisible qui change le sens de lecture (U+202E)"},
		{"nom: \ue000", "1:6 F007 caractère à usage privé, réservé au programme (U+E000)"},
		{"nom: Soci\xe9t\xe9", "1:10 F007 le fichier n'est pas enregistré en UTF-8, mais sans doute en Windows-1252 (ici « é »)"},
		{"nom: \x81", "1:6 F007 le fichier n'est pas enregistré en UTF-8 (octet 81)"},
		{"\xff\xfen\x00o\x00", "1:1 F007 le fichier est enregistré en UTF-16"},
		{"n\x00o\x00m\x00", "1:1 F007 le fichier est enregistré en UTF-16"},
		{"PK\x03\x04", "0:0 F007 ce fichier est un classeur ou une archive, pas un texte"},
		{strings.Repeat("#", maxSize+1), "0:0 F007 fichier de 17 Mio, 16 Mio au plus"},
	} {
		l := YAML("f.yaml", []byte(c.src), new(sample))
		if !strings.Contains(report(l), c.want+" → ") {
			t.Errorf("%.20q: %s, want %s", c.src, report(l), c.want)
		}
	}
}

func TestLineEndsAndByteOrderMarkChangeNothing(t *testing.T) {
	src := "nom: A\n\n# suite\nvolume: 3\necheance: \"hier\n"
	for _, bad := range []string{src, strings.Replace(src, "\"", "", 1)} {
		want := report(YAML("f.yaml", []byte(bad), new(sample)))
		for _, end := range []string{"\r\n", "\r"} {
			got := report(YAML("f.yaml", []byte("\ufeff"+strings.ReplaceAll(bad, "\n", end)), new(sample)))
			if got != want || got == "" {
				t.Errorf("%q: got %s, want %s", end, got, want)
			}
		}
	}
}

func TestFrontMatterLeavesLineNumbersTrue(t *testing.T) {
	type page struct {
		Title string `cle:"titre,requis"`
	}
	for _, c := range []struct{ name, src, title, body, want string }{
		{"read", "---\ntitre: Relance\n---\nBonjour\n", "Relance", "\n\n\nBonjour\n", ""},
		{"windows", "---\r\ntitre: Relance\r\n---\r\nBonjour\r\n", "Relance", "\n\n\nBonjour\r\n", ""},
		{"absent", "Bonjour\n---\n", "", "Bonjour\n---\n", ""},
		{"empty page", "", "", "", ""},
		{"only a head", "---\ntitre: A\n---", "A", "\n\n\n", ""},
		{"faulty", "---\ntitre: A\ntire: B\n---\nx", "A", "\n\n\n\nx", "3:1 F001 clé inconnue « tire » → vouliez-vous dire « titre » ?"},
		{"broken", "---\n\ntitre \"A\n---\nx", "", "\n\n\n\nx", "3:6 F003 il manque « : » après « titre » → écrivez « titre: \"A », ou commencez la ligne par # si c'est une remarque"},
		{"open", "---\ntitre: A\n", "", "---\ntitre: A\n",
			"1:1 F003 l'en-tête ouvert par « --- » n'est jamais fermé → ajoutez une ligne « --- » après la dernière ligne de l'en-tête"},
	} {
		var p page
		body, l := FrontMatter("page.md", []byte(c.src), &p)
		if p.Title != c.title || string(body) != c.body || report(l) != c.want {
			t.Errorf("%s: title %q, body %q, %s", c.name, p.Title, body, report(l))
		}
	}
}

func TestFieldsSayWhatMayBeWritten(t *testing.T) {
	fields := Fields(new(testClient))
	want := []Field{
		{Key: "code", Help: "code du client", Type: "texte", Required: true},
		{Key: "nom", Help: "nom", Type: "texte", Required: true},
		{Key: "type", Help: "la loi qui s'applique", Type: "texte", Required: true, Choices: []string{"entreprise", "public", "particulier"}},
		{Key: "profil", Help: "profil", Type: "texte"},
		{Key: "adresse", Help: "une ligne par élément", Type: "texte", List: true},
	}
	if !reflect.DeepEqual(fields[:5], want) {
		t.Errorf("got %+v", fields[:5])
	}
	invoices := fields[6]
	if !invoices.List || invoices.Type != "bloc" || invoices.Children[0].Key != "montant_ttc" || !invoices.Children[0].Required {
		t.Errorf("invoices: %+v", invoices)
	}
	if checks := invoices.Children[5].Children; checks[0].Type != "oui/non" {
		t.Errorf("checks: %+v", checks)
	}
}

func TestWhateverYAMLWritesIsReadBack(t *testing.T) {
	type note struct {
		Text  string            `cle:"texte"`
		Lines []string          `cle:"lignes"`
		Plans map[string]string `cle:"plans"`
	}
	text := rapid.StringMatching(`[a-zéœ0-9:#'"\[\]{}&*!|>%@,?\\\- ~€]{1,30}`)
	key := rapid.StringMatching(`[a-zé]{1,8}`)
	rapid.Check(t, func(t *rapid.T) {
		n := note{Text: text.Draw(t, "text"), Lines: rapid.SliceOfN(text, 1, 4).Draw(t, "lines"), Plans: rapid.MapOfN(key, text, 1, 4).Draw(t, "plans")}
		src, err := yaml.Marshal(map[string]any{"texte": n.Text, "lignes": n.Lines, "plans": n.Plans})
		if err != nil {
			t.Fatal(err)
		}
		var got note
		if l := YAML("f.yaml", src, &got); len(l) > 0 || !reflect.DeepEqual(got, n) {
			t.Fatalf("%s\nread %#v\n%s", src, got, report(l))
		}
	})
}

func TestHugeInputsEndWithADiagnosis(t *testing.T) {
	var keys bytes.Buffer
	for i := range 100_000 {
		fmt.Fprintf(&keys, "cle_numero_%d: 1\n", i)
	}
	for name, src := range map[string][]byte{
		"keys":          keys.Bytes(),
		"keys, broken":  append(keys.Bytes(), "sans deux-points\n"...),
		"brackets":      bytes.Repeat([]byte("["), 100_000),
		"indentation":   []byte(strings.Repeat("- ", 20_000) + "a"),
		"one long line": []byte("adresse: [" + strings.Repeat("a, ", 100_000) + "a]"),
		"deep braces":   []byte("plans: " + strings.Repeat("{a: ", 40) + strings.Repeat("}", 40)),
	} {
		if l := YAML("f.yaml", src, new(sample)); !l.Faults() {
			t.Errorf("%s: accepted", name)
		}
	}
}

func FuzzYAML(f *testing.F) {
	for _, name := range []string{"testdata/kit.yaml", "testdata/autre.yaml"} {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	for _, seed := range []string{"a: {b: [c, \"d", "- -\n - x", "- -\n -::", "a:\n\t- b", "? a\n: b", "'", "a: 'b\n c: d'", "{", "a: |\n b", "- {a: b\n  c: d}", "\"a\\q\"", "%YAML 1.2\n---\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		l := YAML("f.yaml", src, new(testKit))
		text, _, readable := inspect("f.yaml", src)
		if readable && refuse(text) != nil && !l.Faults() {
			t.Errorf("accepted, yaml.v3 says %v", refuse(text))
		}
		lines := bytes.Count(bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n")), []byte("\n")) + bytes.Count(src, []byte("\r")) + 1
		for _, p := range l {
			if _, known := codes.Explain(p.Code); p.File == "" || p.Text == "" || p.Hint == "" && p.Code != "F002" || !known || p.Line > lines {
				t.Errorf("%+v", p)
			}
		}
	})
}
