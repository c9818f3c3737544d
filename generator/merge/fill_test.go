package merge

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/document/markdown"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/merge/block"
	"relance/generator/merge/catalogue"
	"relance/generator/merge/history"
	"relance/generator/merge/matter"
	"relance/generator/merge/model"
	"relance/generator/merge/request"
	"relance/generator/merge/sms"
	"relance/generator/money"
)

const softHead = "---\ntitre: Essai\nobjet: 'Facture {{facture.numero}}'\ncanal: email\nton: 1\nnature: douce\n---\n"

// folder is a templates folder of one model and some fragments.
func folder(body string, fragments ...string) fstest.MapFS {
	fsys := fstest.MapFS{"essai.md": {Data: []byte(softHead + body)}}
	for i := 0; i+1 < len(fragments); i += 2 {
		fsys["fragments/"+fragments[i]+".md"] = &fstest.MapFile{Data: []byte(fragments[i+1])}
	}
	return fsys
}

func shown(p diag.Problem) string {
	return fmt.Sprintf("%s:%d:%d %s %s → %s", strings.TrimPrefix(p.File, "templates/"), p.Line, p.Col, p.Code, p.Text, p.Hint)
}

// fillOne fills a template for the first client.
func fillOne(t testing.TB, body string, change func(*agenda.Communication)) (*Letter, diag.List) {
	t.Helper()
	m, problems := Load(folder(body))
	if problems.Faults() {
		t.Fatal(problems)
	}
	k := testKit(t)
	a, comm := communication(t, k, "P1", m.Model("essai"))
	if change != nil {
		change(comm)
	}
	return m.Fill(nil, a, comm)
}

func TestWhateverAClientIsCalledTheLetterSaysExactlyThat(t *testing.T) {
	m, problems := Load(folder("Bonjour {{client.nom}} !\n\n**{{client.nom}}**\n\n- {{client.nom}}\n\n# {{client.nom}}\n\n> {{client.nom}}\n\n| a |\n|---|\n| {{client.nom}} |\n\n{{client.nom}}\n"))
	if problems.Faults() {
		t.Fatal(problems)
	}
	k := testKit(t)
	a, comm := communication(t, k, "P1", m.Model("essai"))
	rapid.Check(t, func(t *rapid.T) {
		alphabet := rapid.OneOf(rapid.RuneFrom([]rune("*_`[]()<>#|\\{}&;:!~-+.=\"'«» \u00a0\u202f$%0aé€")), rapid.Rune())
		name := rapid.StringOfN(alphabet, 1, 30, -1).Draw(t, "nom")
		name = strings.Map(func(r rune) rune {
			if markdown.IndexPrivate(string(r)) >= 0 || r < ' ' || r == 0x7f || r == '\ufffd' {
				return -1
			}
			return r
		}, name)
		name = strings.Join(strings.Fields(name), " ")
		if name == "" {
			t.Skip()
		}
		comm.Client.Name = name
		l, problems := m.Fill(nil, a, comm)
		if l == nil {
			t.Fatalf("%q: %v", name, problems)
		}
		if l.Document.To != nil || len(l.Document.Body) != 7 {
			t.Fatalf("%q changes the structure: %d blocks", name, len(l.Document.Body))
		}
		seen := 0
		document.EachSpan(l.Document.Body, func(s *document.Span) { seen += strings.Count(s.Text, name) })
		if seen < 7 {
			t.Fatalf("%q stands %d times", name, seen)
		}
	})
}

func TestAMissingDatumBlocksOneLetterAndSaysWhere(t *testing.T) {
	l, problems := fillOne(t, "Bonjour {{contact.prenom}},\n\n{{longue recommande.date_limite}}", func(c *agenda.Communication) {
		person := *c.Contact
		person.FirstName = ""
		c.Contact = &person
	})
	if l != nil || len(problems) != 1 || problems[0].Kind != diag.Missing || problems[0].Client != "P1" {
		t.Fatalf("got %v, %v", l, problems)
	}
	want := "essai.md:8:11 E106 « contact.prenom » est vide pour le client P1 → complétez cette donnée, ou écrivez {{if contact.prenom}}…{{end}} ou {{defaut contact.prenom \"…\"}}"
	if got := shown(problems[0]); got != want {
		t.Errorf("got %s", got)
	}
}

func TestAGuardedDatumMayBeMissing(t *testing.T) {
	l, problems := fillOne(t, `{{if contact.prenom}}{{contact.prenom}}{{end}}{{defaut contact.prenom "vous"}} {{pluriel total.nombre "facture"}} {{en_lettres total.solde}} {{courte facture.echeance}} {{majuscules client.nom}} {{telephone creancier.telephone}} {{iban creancier.banque.iban}}`, func(c *agenda.Communication) {
		person := *c.Contact
		person.FirstName = ""
		c.Contact = &person
	})
	if l == nil {
		t.Fatal(problems)
	}
	want := "vous 2 factures deux mille neuf cents euros 19/02/2026 PLÂTRERIE & FILS 02 61 91 00 91 FR51 9999 9000 00TE ST00 0000 143"
	if got := folded(document.Plain(l.Document.Body[0].(document.Paragraph).Text)); got != strings.ToLower(want) {
		t.Errorf("got %q", got)
	}
}

func TestEveryFieldOfTheCatalogueCanBeFilled(t *testing.T) {
	k, m := testKit(t), shipped(t)
	seen := map[string]bool{}
	for _, name := range m.Names() {
		md := m.Model(name)
		for field, v := range fieldsOf(t, k, md) {
			seen[field] = seen[field] || v != nil
		}
	}
	agent := map[string]bool{"secretariat.nom": true, "mandat.reference": true, "mandat.date": true,
		"mandat.premiere_lettre.reference": true, "mandat.premiere_lettre.date": true, "promesse.interlocuteur": true,
		"facture.avoirs": true, "litige.avoir": true, "total.non_affecte": true} // a credit note: TestACreditNoteIsDeducted
	for _, f := range Fields() {
		if catalogue.ListOf(f.Name) == "" && !seen[f.Name] && !agent[f.Name] {
			t.Errorf("nothing fills %s", f.Name)
		}
		if f.Help == "" || f.Type != catalogue.Many && f.Example == "" {
			t.Errorf("%s has no help or no example", f.Name)
		}
	}
}

// fieldsOf are the fields of a model filled for its own client.
func fieldsOf(t *testing.T, k *kit.Kit, md *model.Model) map[string]any {
	t.Helper()
	a, comm := communication(t, k, clientFor(md), md)
	history := history.ByClient(a)[comm.Client.Code]
	about := matter.Of(nil, a, comm, &md.Head, history)
	if onDemand(k, md) {
		r := request.Example(a, comm.Client, model.BaseName(md.Name))
		if r.Client != nil {
			comm.Client = r.Client
		}
		about = about.For(r)
		if r.Invoices != nil {
			full, err := r.Communication(a, &md.Head)
			if err != nil {
				t.Fatal(err)
			}
			comm.Items = full.Items
		}
	}
	values := map[string]any{}
	for _, f := range Fields() {
		if v := about.Value(f.Name); v != nil {
			values[f.Name] = v
		}
	}
	return values
}

func TestAFileIsNamedAfterItsClientAndItsStage(t *testing.T) {
	taken := map[string]bool{}
	for _, c := range []struct {
		code, stage string
		channel     kit.Channel
		status      dunning.State
		want        string
	}{
		{"C12", "lettre_ordonnateur", kit.ByRegistered, dunning.Todo, "lettres/C12-lettre_ordonnateur.pdf"},
		{"C12", "lettre_ordonnateur", kit.ByRegistered, dunning.Todo, "lettres/C12-lettre_ordonnateur-2.pdf"},
		{"c12", "lettre_ordonnateur", kit.ByLetter, dunning.Todo, "lettres/c12-lettre_ordonnateur-3.pdf"},
		{"C12", "relance1", kit.ByEmail, dunning.Todo, "courriels/C12-relance1.eml"},
		{"Éts Noël / fils", "appel", kit.ByCall, dunning.Todo, "appels/ets-noel-fils-appel.pdf"},
		{"..", "sms", kit.BySMS, dunning.Todo, "sms/sans-nom-sms.txt"},
		{"C9", "med", kit.ByRegistered, dunning.ToApprove, "a-valider/C9-med.pdf"},
	} {
		comm := &agenda.Communication{Client: &kit.Client{Code: c.code}, Stage: &kit.Stage{ID: c.stage}, Channel: c.channel, Status: c.status}
		if got := free(fileName(comm), taken); got != c.want {
			t.Errorf("%s %s: got %s, want %s", c.code, c.stage, got, c.want)
		}
	}
}

func TestTheTitleIsThatOfTheTemplateAndTheSubjectThatOfTheLetter(t *testing.T) {
	l, problems := fillOne(t, "Bonjour.", nil)
	if l == nil {
		t.Fatal(problems)
	}
	if l.Document.Title != "Essai" || l.Document.Subject != "Facture P1-01" || l.Subject != l.Document.Subject {
		t.Errorf("title %q, subject %q", l.Document.Title, l.Document.Subject)
	}
}

func TestTheHelpOfAFieldOfTheKitIsThatOfItsKey(t *testing.T) {
	f, ok := catalogue.Lookup("creancier.cgv.reference")
	if !ok || f.Help != "nom et version des conditions générales" {
		t.Errorf("got %q", f.Help)
	}
}

func TestAnAccountSaysUntilWhenPaymentsAndInterestAreCounted(t *testing.T) {
	k, m := testKit(t), shipped(t)
	md := m.Model("mise-en-demeure")
	for until, want := range map[calendar.Date]string{
		day - 1: "compte arrêté au 30 mars 2026 (règlements reçus) ; pénalités calculées au 31 mars 2026 :",
		day:     "compte arrêté au 31 mars 2026 :",
	} {
		k.PaidUntil = until
		a, comm := communication(t, k, "P1", md)
		l, problems := m.Fill(nil, a, comm)
		if l == nil {
			t.Fatal(problems)
		}
		if text := folded(textOf(t, l)); !strings.Contains(text, want) {
			t.Errorf("%q is missing from %s", want, text)
		}
	}
}

func TestAVariantIsChosenByLawThenTheme(t *testing.T) {
	file := func(extra, body string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Replace(softHead, "---\n", "---\n"+extra, 1) + body)}
	}
	m, problems := Load(fstest.MapFS{
		"essai.md": file("public: [pro]\n", "base"), "essai.pme.md": file("", "pme"), "essai.tu.md": file("", "tu"), "essai.public.md": file("public: [public]\n", "public"),
	})
	if problems.Faults() {
		t.Fatal(problems)
	}
	for _, c := range []struct {
		kind          kit.Kind
		tone, profile string
		want          string
	}{
		{kit.Company, "", "pme", "essai.pme"}, {kit.Company, "tu", "pme", "essai.tu"}, {kit.Company, "", "tpe", "essai"},
		{kit.Public, "", "public", "essai.public"}, {kit.Consumer, "", "particulier", ""},
	} {
		md, problems := m.modelFor(&agenda.Communication{Client: &kit.Client{Code: "X", Kind: c.kind, Tone: c.tone, Profile: c.profile}, Template: "essai"})
		got := ""
		if md != nil {
			got = md.Name
		}
		if got != c.want || (md == nil) != (len(problems) == 1 && problems[0].Code == "E114" && problems[0].Client == "X") {
			t.Errorf("%v: got %q, %v", c, got, problems)
		}
	}
}

func TestAConsumerIsNotWrittenToWithTheLawOfBusinesses(t *testing.T) {
	m, problems := Load(folder("Selon l'article L441-10, {{client.nom}}."))
	if problems.Faults() {
		t.Fatal(problems)
	}
	c := &agenda.Communication{Client: &kit.Client{Code: "X", Kind: kit.Consumer}, Template: "essai"}
	if md, problems := m.modelFor(c); md != nil || len(problems) != 1 || problems[0].Code != "E114" {
		t.Errorf("got %v, %v", md, problems)
	}
	c.Client.Kind = kit.Company
	if md, _ := m.modelFor(c); md == nil {
		t.Error("a business may be")
	}
}

func TestAShortMessageUsesTheLettersOfEveryTelephone(t *testing.T) {
	for in, want := range map[string]string{
		"François Lefêvre & Cie": "Francois Lefevre & Cie", "1\u202f200,00\u00a0€": "1 200,00 €", "« Noël… »": "\"Noel...\"",
		"Œuvre à l’été": "OEuvre à l'été", "Łódź": "Łodź", "un\ndeux": "un deux",
	} {
		d := &document.Document{Body: []document.Block{document.Paragraph{Text: []document.Span{{Text: in}}}}}
		if got := sms.Text(d); got != want {
			t.Errorf("sms.Text(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestALetterThatNoTelephoneHasIsNamed(t *testing.T) {
	k, m := testKit(t), shipped(t)
	md := m.Model("relance-sms")
	for name, want := range map[string]string{
		"Atelier Témoin":  "",
		"Łódź Témoin":     "SMS pour le client P1 : « Ł ź » manque à l'alphabet des SMS, et coupe le message en parties de 70 caractères (2 messages)",
		"Ateliers réunis": "",
		strings.Repeat("Établissements Témoin ", 10): "SMS de 328 caractères pour le client P1 : 3 messages",
	} {
		k.Creditor.Name = strings.TrimSpace(name)
		a, comm := communication(t, k, "P1", md)
		l, problems := m.Fill(nil, a, comm)
		got := ""
		for _, p := range problems {
			got += p.Text
		}
		if l == nil || got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestAnEmailShowsTheFirstInvoicesOnly(t *testing.T) {
	l, problems := fillOne(t, `{{tableau "factures"}}`, func(c *agenda.Communication) {
		for len(c.Items) < 14 {
			c.Items = append(c.Items, c.Items[0])
		}
		for i := range c.Items {
			c.Items[i].Role = agenda.Asked
		}
	})
	if l == nil {
		t.Fatal(problems)
	}
	table := l.Document.Body[0].(document.Table)
	last := table.Rows[len(table.Rows)-1]
	if len(table.Rows) != 11 || document.Plain(last[0]) != "et 4 autres" {
		t.Errorf("%d rows, the last says %q", len(table.Rows), document.Plain(last[0]))
	}
}

func TestAnAssignedInvoiceIsPaidToItsFactor(t *testing.T) {
	l, problems := fillOne(t, "{{coordonnees_bancaires}}", func(c *agenda.Communication) {
		inv := *c.Items[0].Claim.Invoice
		inv.Assigned = &kit.Assignment{Factor: "Factor Essai", IBAN: "FR5199999000" + "00TEST0000000240", Since: day - 10}
		c.Items[0].Claim.Invoice = &inv
	})
	if l == nil {
		t.Fatal(problems)
	}
	ours, theirs := l.Document.Body[0].(document.BankDetails), l.Document.Body[2].(document.BankDetails)
	if why := document.Plain(l.Document.Body[1].(document.Paragraph).Text); !strings.Contains(why, "La facture P1-01 a été cédée le 21\u00a0mars 2026 à Factor Essai") {
		t.Errorf("the other account is explained by %q", why)
	}
	if strings.Contains(ours.Reference, "P1-01") || !strings.Contains(theirs.Reference, "P1-01") || theirs.Holder != "Factor Essai" {
		t.Errorf("ours %v, theirs %v", ours, theirs)
	}
}

func TestAnAgentSaysWhoItIsThenRecallsIt(t *testing.T) {
	k, m := testKit(t), shipped(t)
	k.Sender = "mandataire"
	k.Secretariat = &kit.Secretariat{Name: "Secrétariat Essai", Address: []string{"2 rue de l'Essai", "44000 Nantes"}}
	k.Mandate = &kit.Mandate{Reference: "MAN-1", Date: day - 30}
	entries := k.Journal.Entries
	k.Journal.Entries = nil
	md := m.Model("lettre-relance")
	write := func() string {
		a, comm := communication(t, k, "P1", md)
		l, problems := m.Fill(nil, a, comm)
		if l == nil {
			t.Fatal(problems)
		}
		return textOf(t, l)
	}
	first := write()
	for _, w := range []string{"Secrétariat Essai, 2 rue de l'Essai, 44000 Nantes, exerce une activité de recouvrement amiable", "MAN-1",
		"Créancier : Atelier Témoin, 4 rue de l'Essai", "Principal : 2 900,00 €", "restent à la charge du créancier", "débiteur de mauvaise foi", "pour le compte du créancier Atelier Témoin"} {
		if !strings.Contains(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(first), w) {
			t.Errorf("the first letter does not say %q", w)
		}
	}
	k.Journal.Entries = entries
	if next := write(); !strings.Contains(next, "notre lettre du 2\u00a0mars 2026, référence REL-2026-0302-P1-LETTRE") || !strings.Contains(next, "mauvaise foi") {
		t.Errorf("the next letter does not recall the first, with the same mentions: %s", next)
	}
}

func TestTheSumOfTheLettersIsThatOfTheAgenda(t *testing.T) {
	k, m := testKit(t), shipped(t)
	for _, name := range m.Names() {
		md := m.Model(name)
		if md.Head.Nature != kit.Formal && md.Head.Nature != kit.FormalNotice {
			continue
		}
		a, comm := communication(t, k, clientFor(md), md)
		totals := block.Funcs(matter.Of(nil, a, comm, &md.Head, nil))["bloc_totaux"].(func() any)
		lines := totals().([]document.Block)[0].(document.Totals).Lines
		var sum money.Amount
		for _, l := range lines[:len(lines)-1] {
			v, err := money.Parse(l.Amount)
			if err != nil {
				t.Fatal(err)
			}
			sum += v
		}
		if got := lines[len(lines)-1].Amount; got != comm.Amount.Format("EUR") || sum != comm.Amount {
			t.Errorf("%s: lines make %v, total says %s, agenda %v", name, sum, got, comm.Amount)
		}
	}
}

func TestALetterThatSaysNothingIsRefused(t *testing.T) {
	for _, body := range []string{"", "\n \n", "{{if client.siren}}{{end}}", `{{inclure "rien"}}`} {
		_, problems := Load(folder(body, "rien", "\n"))
		if !problems.Faults() || problems[0].Code != "E115" {
			t.Errorf("%q: %v, want E115", body, problems)
		}
	}
	l, problems := fillOne(t, `{{if eq client.code "AUTRE"}}Bonjour.{{end}}`, nil)
	if l != nil || len(problems) != 1 || problems[0].Code != "E115" || problems[0].Kind != diag.Missing || problems[0].Client != "P1" {
		t.Errorf("nothing for this client: %v, %v", l, problems)
	}
}
