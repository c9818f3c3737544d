package merge

import (
	"strings"
	"testing"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/kit"
)

// asked makes a document by hand for P1.
func asked(t *testing.T, k *kit.Kit, template string) (*Letter, diag.List) {
	t.Helper()
	a, err := agenda.Of(k, day)
	if err != nil {
		t.Fatal(err)
	}
	return shipped(t).Make(nil, a, &Request{Template: template, Client: k.ClientByCode("P1"), Deadline: day + 14})
}

// owes is an agreement of P1 to pay on some days.
func owes(days ...calendar.Date) []kit.InstalmentPlan {
	p := kit.InstalmentPlan{Agreed: day - 30, Invoices: []string{"P1-01"}, Penalties: "suspendues"}
	for _, d := range days {
		p.Instalments = append(p.Instalments, kit.Instalment{Date: d, Amount: 500_00})
	}
	return []kit.InstalmentPlan{p}
}

func TestAnAgreementIsPrintedOnItsOwnForm(t *testing.T) {
	for _, c := range []struct {
		template string
		days     []calendar.Date
		made     bool
		code     string
	}{
		{"accord-report", []calendar.Date{day + 20}, true, ""},
		{"accord-report", []calendar.Date{day + 20, day + 50}, false, "E117"},
		{"accord-echeancier", []calendar.Date{day + 20, day + 50}, true, ""},
		{"accord-echeancier", []calendar.Date{day - 20, day - 1}, true, "W310"},
		{"envoi-accord", []calendar.Date{day - 20, day}, true, ""},
	} {
		k := testKit(t)
		k.ClientByCode("P1").Instalments = owes(c.days...)
		l, problems := asked(t, k, c.template)
		if (l != nil) != c.made || (c.code == "") != (len(problems) == 0) || c.code != "" && (problems[0].Code != c.code || problems[0].Hint == "" || problems[0].Client != "P1") {
			t.Errorf("%s of %v: made %v, %v", c.template, c.days, l != nil, problems)
		}
	}
}

func TestADeclarationOfClaimNeedsAnAddressAndIsInTime(t *testing.T) {
	for _, c := range []struct {
		trustee   string
		published calendar.Date
		code      string
		opening   string
	}{
		{"Me Dupont", day - 10, "E117", ""},
		{"Me Dupont, 5 rue de l'Essai, 49000 Angers", day - 10, "", "Maître,"},
		{"Étude Dupont, 5 rue de l'Essai, 49000 Angers", 0, "", "Madame, Monsieur,"},
		{"Étude Dupont, 5 rue de l'Essai, 49000 Angers", day - 70, "W310", "Madame, Monsieur,"},
	} {
		k := testKit(t)
		k.ClientByCode("P1").Insolvency = &kit.Insolvency{Type: "redressement", Judged: day - 80, Published: c.published, Trustee: c.trustee}
		l, problems := asked(t, k, "declaration-creance")
		if c.code != "" && (len(problems) != 1 || problems[0].Code != c.code) || c.code == "" && len(problems) > 0 || (l == nil) != (c.opening == "") {
			t.Fatalf("%s: %v", c.trustee, problems)
		}
		if l == nil {
			continue
		}
		text := textOf(t, l)
		if !strings.Contains(text, "\n"+c.opening+"\n") || !strings.Contains(text, "agréer, "+strings.TrimSuffix(c.opening, ",")+", ") {
			t.Errorf("%s: %s", c.trustee, text)
		}
	}
}

func TestARegisteredLetterBearsItsNumberOrRoomForIt(t *testing.T) {
	number := func(on calendar.Date, stage string) []journal.Entry {
		return []journal.Entry{{Date: on, Client: "P1", Type: journal.Registered, Stage: stage, Number: "1A 234 567"}}
	}
	for _, c := range []struct {
		what    string
		entries []journal.Entry
		want    string
	}{
		{"given today", number(day, "med"), "n° 1a 234 567"},
		{"not given yet", nil, "n° ………………"},
		{"of an older letter", number(day-14, "med"), "n° ………………"},
		{"of another stage", number(day, "recommandee"), "n° ………………"},
	} {
		m, k := shipped(t), testKit(t)
		k.Journal.Entries = c.entries
		a, comm := communication(t, k, "P1", m.Model("mise-en-demeure"))
		l, problems := m.Fill(nil, a, comm)
		if l == nil {
			t.Fatal(problems)
		}
		if got := folded(l.Document.Marks[1]); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q", c.what, got)
		}
	}
	if text := said(t, testKit(t), "lettre-relance"); strings.Contains(text, "N° ") {
		t.Error("a plain letter has no number")
	}
}

func TestAGestureIsPrintedWhileItIsOpen(t *testing.T) {
	for until, printed := range map[calendar.Date]bool{day - 1: false, day: true, day + 20: true} {
		k := testKit(t)
		k.ClientByCode("P1").Gesture = &kit.Gesture{What: "5 % de remise.", Until: until, By: "Claire Rivet"}
		for _, name := range []string{"relance-1", "lettre-relance", "lettre-recommandee", "mise-en-demeure"} {
			if got := strings.Contains(said(t, k, name), " : 5 % de remise.\n"); got != printed {
				t.Errorf("%s, until %s: printed %v", name, until, got)
			}
		}
	}
}

func TestTheCreditorIsToldWhoHoldsTheMoney(t *testing.T) {
	for collects, want := range map[kit.YesNo]string{kit.Yes: "nous vous les reverserons selon notre convention MAN-1", kit.No: "Les fonds vous sont parvenus directement."} {
		k := testKit(t)
		k.Sender = "mandataire"
		k.Secretariat = &kit.Secretariat{Name: "Agence Essai", Address: []string{"5 rue du Phare", "29200 Brest"}, Email: "a@agence.example"}
		k.Mandate = &kit.Mandate{Reference: "MAN-1", Collect: collects}
		if text := said(t, k, "avis-paiement-mandant"); !strings.Contains(text, want) {
			t.Errorf("collects %s: %s", collects, text)
		}
	}
}

func TestWhatPeopleNotedNeverStopsAPaper(t *testing.T) {
	k := testKit(t)
	k.Journal.Entries = []journal.Entry{{Date: day - 3, Client: "P1", Type: journal.Call, Contact: "דוד", Content: "d’accord 🎉", Outcome: journal.Answered, Author: "Ana"}}
	l, problems := asked(t, k, "chronologie")
	if l == nil {
		t.Fatal(problems)
	}
	text := textOf(t, l)
	if !strings.Contains(text, "a répondu, d’accord […]") || strings.ContainsAny(text, "🎉ד") {
		t.Errorf("on paper: %s", text)
	}
}
