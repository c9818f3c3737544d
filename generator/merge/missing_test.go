package merge

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"relance/generator/agenda"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/templates"
)

// agreed checks that Missing says of an agenda what Letters does, and tells how many
// communications have no letter.
func agreed(t rapid.TB, m *Models, a *agenda.Agenda) int {
	t.Helper()
	letters, told := m.Letters(nil, a)
	without, foreseen := m.Missing(nil, a)
	if !reflect.DeepEqual(told, foreseen) {
		t.Fatalf("Letters says\n%v\nMissing says\n%v", told, foreseen)
	}
	unwritten := map[*agenda.Communication]bool{}
	for i := range a.Communications {
		unwritten[&a.Communications[i]] = a.Communications[i].Status != dunning.Blocked
	}
	for _, l := range letters {
		unwritten[l.Communication] = false
	}
	for _, c := range without {
		if !unwritten[c] {
			t.Fatalf("%s %s has a letter, or was blocked before", c.Client.Code, c.Stage.ID)
		}
		unwritten[c] = false
	}
	for c, silent := range unwritten {
		if silent {
			t.Fatalf("%s %s has no letter, and Missing does not know", c.Client.Code, c.Stage.ID)
		}
	}
	return len(without)
}

// exampleKit is one of the kits that people start from.
func exampleKit(t rapid.TB, name string) *kit.Kit {
	k, problems := kit.Load(os.DirFS("../../content/exemples/"+name), templates.FS, nil)
	if problems.Faults() {
		t.Fatalf("%s: %v", name, problems)
	}
	return k
}

var exampleKits = []string{"independant", "pme", "secretariat/garnier", "secretariat/lingua", "secretariat/sources"}

// spoil takes away from a kit some of what letters say.
func spoil(t *rapid.T, k *kit.Kit) {
	lose := func(what string) bool { return rapid.IntRange(0, 3).Draw(t, what) == 0 }
	if lose("banque") {
		k.Creditor.Bank = nil
	}
	if lose("signataire") {
		k.Creditor.Signatory = kit.Signatory{}
	}
	if lose("téléphone") {
		k.Creditor.Phone, k.Creditor.Email = "", ""
	}
	if lose("conditions") {
		k.Creditor.Terms.Reference, k.Creditor.Terms.Article, k.Creditor.Terms.Discount = "", "", ""
	}
	if lose("médiateur") {
		k.Creditor.Mediator = nil
	}
	if lose("mandat") {
		k.Mandate = nil
	}
	for i := range k.Clients {
		c := &k.Clients[i]
		for j := range c.Contacts {
			if p := &c.Contacts[j]; lose("contact") {
				p.Title, p.FirstName, p.Phone = "", "", ""
			}
		}
		if lose("client") {
			c.Contract, c.Note, c.Tone = nil, "", "tu"
		}
		for j := range c.Invoices {
			if inv := &c.Invoices[j]; lose("facture") {
				inv.Object, inv.Contract, inv.Delivery, inv.Sent, inv.OrderRef = "", nil, nil, nil, ""
			}
		}
	}
}

func TestMissingSaysWhatTheLettersWould(t *testing.T) {
	m := shipped(t)
	missing := 0
	rapid.Check(t, func(t *rapid.T) {
		k := exampleKit(t, rapid.SampledFrom(exampleKits).Draw(t, "kit"))
		spoil(t, k)
		a, err := agenda.Of(k, day.AddDays(rapid.IntRange(-20, 40).Draw(t, "jours")))
		if err != nil {
			t.Fatal(err)
		}
		missing += agreed(t, m, a)
	})
	if missing == 0 {
		t.Error("nothing was ever missing: the property proves nothing")
	}
}

// phrases are what a user may write, each sound by itself.
var phrases = []string{
	"Bonjour {{contact.prenom}},\n\n", "{{if contact.prenom}}{{contact.prenom}}{{else}}{{contact.fonction}}{{end}} ", "{{with $p := promesse}}{{$p.montant}} {{end}}",
	"{{range $f := factures}}{{$f.numero}} {{$f.contrat.reference}}, {{end}}", "{{range $f := autres_factures_echues}}- {{longue $f.echeance}}\n{{end}}\n",
	"{{range $s := suites}}{{$s}}{{end}}", "{{range $e := relances_precedentes}}{{$e.libelle}} {{defaut $e.contenu \"\"}}{{end}}", "{{if factures_en_litige}}> {{litige.motif}}\n\n{{end}}",
	"{{if gt total.nombre 1}}{{mandat.reference}}{{end}}", "{{total.non_affecte}} ", "{{courte date_limite}} {{majuscules client.siren}} ", "{{telephone contact.telephone}} ",
	"{{pluriel total.nombre \"facture\"}} {{numeros factures}} ", "\n\n{{coordonnees_bancaires}}\n\n", "\n\n{{tableau \"factures\"}}\n\n", "\n\n{{signature}}\n\n", "{{en_lettres total.penalites}} ",
	"{{inclure \"f\"}} ", "{{if client.est_public}}{{inclure \"g\"}}{{end}} ", "> ", "- ", "| a |\n|---|\n| {{client.nom}} |\n\n", "Mot ", "{{derniere_relance.canal}} ", "{{creancier.mediateur.nom}} ",
}

func TestMissingReadsWhateverTemplateAUserWrites(t *testing.T) {
	outer, k := t, testKit(t)
	missing, written := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		body := strings.Join(rapid.SliceOfN(rapid.SampledFrom(phrases), 1, 4).Draw(t, "texte"), "")
		m, problems := Load(folder(body, "f", "Fragment {{client.nom}}", "g", "{{contact.prenom}}"))
		if problems.Faults() {
			return
		}
		a, comm := communication(outer, k, rapid.SampledFrom([]string{"P1", "U1", "K1"}).Draw(t, "client"), m.Model("essai"))
		for range 3 {
			c := *comm
			c.Channel = rapid.SampledFrom([]kit.Channel{kit.ByEmail, kit.BySMS, kit.ByLetter, kit.ByCall}).Draw(t, "canal")
			if rapid.Bool().Draw(t, "sans contact") {
				c.Contact = nil
			}
			c.OnAccount = money.Amount(rapid.IntRange(0, 1).Draw(t, "acompte"))
			c.Items = c.Items[:rapid.IntRange(1, len(c.Items)).Draw(t, "factures")]
			a.Communications = append(a.Communications, c)
		}
		a.Communications = a.Communications[len(a.Communications)-3:]
		n := agreed(t, m, a)
		missing, written = missing+n, written+3-n
	})
	if missing == 0 || written == 0 {
		t.Errorf("%d communications without a letter, %d with one: the property proves nothing", missing, written)
	}
}

// A loop may nest quotations deeper than paper can show, for who owes many invoices
// only.
func TestMissingKnowsTheTextsThatOnlySomeDataSpoil(t *testing.T) {
	m, problems := Load(folder("{{range $f := factures}}> {{end}}{{client.nom}}"))
	if problems.Faults() {
		t.Fatal(problems)
	}
	k := testKit(t)
	a, comm := communication(t, k, "P1", m.Model("essai"))
	many := *comm
	for range 40 {
		many.Items = append(many.Items, comm.Items[0])
	}
	a.Communications = []agenda.Communication{*comm, many, *comm, many}
	if n := agreed(t, m, a); n != 2 {
		t.Errorf("%d communications have no letter", n)
	}
	_, told := m.Missing(nil, a)
	if got := fmt.Sprint(told); strings.Count(got, "trop de niveaux") != 2 {
		t.Errorf("got %s", got)
	}
}
