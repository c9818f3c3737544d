package agenda_test

import (
	"encoding/json"
	"os"
	"testing"

	"relance/generator/agenda"
	"relance/generator/kit"
	"relance/templates"
)

func example(t testing.TB, name string) *kit.Kit {
	t.Helper()
	k, problems := kit.Load(os.DirFS("../../content/exemples/"+name), templates.FS, nil)
	if problems.Faults() {
		t.Fatalf("%s: %v", name, problems)
	}
	return k
}

func pme(t testing.TB) *agenda.Agenda {
	t.Helper()
	k := example(t, "pme")
	a, err := agenda.Of(k, k.Reference)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// kits.md §5.2: the 52 invoices of the example that are not settled, on 31 March
// 2026: state, stage, day.
func TestTheExampleOfTheFirmStandsAsItIsTold(t *testing.T) {
	want := map[string]string{
		"FA26-003": "a_faire courtoisie 2026-03-31",
		"FA26-005": "a_faire relance1 2026-03-31",
		"FA26-007": "a_faire lettre 2026-03-31", "FA26-008": "a_venir courtoisie 2026-04-17",
		"FA26-010": "a_valider recommandee 2026-03-31", "FA26-011": "a_faire relance1 2026-03-31", "FA26-012": "a_venir courtoisie 2026-04-10",
		"FA26-013": "bloquee med 2026-03-31", "FA26-014": "a_faire lettre 2026-03-31", "FA26-015": "a_venir courtoisie 2026-04-27",
		"FA26-016": "a_venir transmission 2026-04-08", "FA26-017": "a_venir courtoisie 2026-04-07",
		"FA26-018": "a_valider transmission 2026-03-31",
		"FA25-029": "a_valider recommandee 2026-03-31",
		"FA26-030": "a_venir recommandee 2026-04-14", "FA26-031": "a_venir recommandee 2026-04-20",
		"FA26-032": "a_faire appel 2026-03-31", "FA26-033": "a_faire relance_ap 2026-03-31", "FA26-034": "a_venir relance_ap 2026-04-07",
		"FA26-035": "a_venir verif_circuit 2026-04-10", "FA26-036": "a_venir verif_circuit 2026-04-24", "FA26-037": "a_venir verif_circuit 2026-05-07",
		"FA25-040": "a_valider med 2026-03-31", "FA26-041": "a_venir recommandee 2026-04-13", "FA26-042": "a_faire relance_ap 2026-03-31", "FA26-043": "a_venir verif_circuit 2026-04-17",
		"FA26-044": "a_faire relance1 2026-03-31",
		"FA26-045": "a_venir courtoisie 2026-04-02",
		"FA26-047": "a_valider lettre_ordonnateur 2026-03-31", "FA26-048": "a_venir verif_portail 2026-04-01",
		"FA26-050": "a_faire relance1 2026-03-31",
		"FA26-051": "a_faire sms 2026-03-31",
		"FA26-052": "a_valider med 2026-03-31",
		"FA26-053": "litige", "FA26-054": "a_faire lettre 2026-03-31",
		"FA26-056": "a_faire lettre 2026-03-31",
		"FA26-057": "promesse 2026-04-07", "FA26-058": "a_venir courtoisie 2026-04-10",
		"FA26-059": "a_faire lettre 2026-03-30",
		"FA26-061": "echeancier 2026-03-31",
		"FA26-062": "pause_paiement 2026-04-01", "FA26-063": "a_venir courtoisie 2026-04-03",
		"FA26-064": "couverte", "FA26-065": "couverte",
		"FA26-067": "sous_seuil", "FA26-068": "a_venir courtoisie 2026-04-24",
		"FA26-069": "gel_procedure", "FA26-070": "gel_procedure", "FA26-071": "gel_procedure", "FA26-072": "gel_procedure",
		"FA25-073": "a_valider med 2026-01-30", "FA25-074": "a_valider med 2026-02-16", "FA26-075": "a_valider recommandee 2026-02-19",
		"FA26-076": "a_faire appel 2026-02-23", "FA26-077": "a_faire relance1 2026-03-02", "FA26-078": "a_faire relance1 2026-03-10",
		"FA26-079": "a_faire relance1 2026-03-23", "FA26-080": "a_venir relance1 2026-04-13",
	}
	o := &office{t: t, k: example(t, "pme"), known: example(t, "pme").PaidUntil}
	a := o.at("2026-03-31")
	if len(a.Decisions) != 80 {
		t.Fatalf("%d invoices", len(a.Decisions))
	}
	for i := range a.Decisions {
		number := a.Decisions[i].Invoice.Number
		expected, told := want[number]
		if !told {
			expected = "soldee"
		}
		same(t, number, o.state("2026-03-31", number), expected)
	}
}

func TestTheExampleOfTheFirmSendsWhatItIsTold(t *testing.T) {
	o := &office{t: t, k: example(t, "pme"), known: example(t, "pme").PaidUntil}
	same(t, "messages", o.messages("2026-03-31"), `
		a_faire courtoisie email 540.00 : FA26-003
		a_faire relance1 courrier 1260.00 : FA26-005
		a_faire lettre courrier 2376.00 : FA26-007, cite FA26-008
		a_valider recommandee recommande 3301.57 : FA26-010, absorbe FA26-011, cite FA26-012
		bloquee med recommande 5493.93 : FA26-013, cite FA26-015, à part FA26-014 [règlement non affecté]
		a_faire lettre courrier 1780.00 : FA26-014, cite FA26-015
		a_valider transmission interne 2973.29 : FA26-018
		a_valider recommandee recommande 7347.85 : FA25-029, absorbe FA26-033 FA26-032, cite FA26-035 FA26-036 FA26-037, à part FA26-034, saute FA26-030 (invitation_reunion) FA26-031 (invitation_reunion)
		a_valider med recommande 24519.34 : FA25-040, absorbe FA26-042, cite FA26-043, saute FA26-041 (invitation_reunion)
		a_faire relance1 email 1450.00 : FA26-044
		a_faire bienvenue email 0.00 : , cite FA26-045
		a_valider lettre_ordonnateur recommande 8510.08 : FA26-047, cite FA26-048
		a_faire relance1 email 4320.00 : FA26-050
		a_faire sms sms 1890.00 : FA26-051
		a_valider med recommande 3150.00 : FA26-052
		a_faire lettre courrier 1350.00 : FA26-054
		a_faire accuse_litige email 0.00 : FA26-053
		a_faire lettre courrier 1800.00 : FA26-056
		a_faire lettre courrier 1640.00 : FA26-059
		a_valider med recommande 3453.40 : FA25-073 FA25-074, absorbe FA26-075 FA26-077 FA26-078 FA26-079 FA26-076, cite FA26-080`)
	for _, part := range []string{
		"Affecter le règlement de 200,00 €", "Affecter l'avoir AV26-003 de 1 200,00 €", "Accuser réception du litige sur FA26-053",
		"2026-05-12 Déclarer la créance de 10 670,00 €", "2026-04-03 Vérifier le compte : promesse de 3 780,00 €", "Décider du blocage des commandes (approbation « blocage_commandes ») ; autres mesures possibles : « exigibilite_immediate » (11 510,00 €",
	} {
		has(t, "tasks", o.tasks("2026-03-31"), part)
	}
	for _, part := range []string{"validation_en_souffrance étape à valider depuis le 30 janvier 2026", "silence 2 factures échues sans aucune action, jusqu'à 32 jours de retard ; 5 factures échues dont l'étape attend depuis le 30 janvier 2026", "dependance dépendance : 37,2 %"} {
		has(t, "alerts", o.alerts("2026-03-31"), part)
	}
}

// kits.md §5.1: the consultant's story, cut at its seven days.
func TestTheStoryOfTheConsultantIsReplayed(t *testing.T) {
	o := &office{t: t, k: example(t, "independant")}
	const invoice = "2026-014"

	same(t, "A", o.messages("2026-03-09"), "a_faire relance1 email 15000.00 : 2026-014")
	o.validate("2026-03-09", "2026-03-09")
	same(t, "A, next", o.state("2026-03-09", invoice), "a_venir appel 2026-03-16")

	same(t, "B", o.messages("2026-03-16"), "a_faire appel appel 15000.00 : 2026-014")
	hasNot(t, "B", o.alerts("2026-03-16"), "silence")
	o.validate("2026-03-16", "2026-03-16")
	o.promised("2026-03-16", invoice, "15000.00", "2026-03-23")

	same(t, "C", o.messages("2026-03-16"), "a_faire confirmation_promesse email 15000.00 : 2026-014")
	same(t, "C", o.state("2026-03-16", invoice), "promesse 2026-03-24")
	o.validate("2026-03-16", "2026-03-16")

	same(t, "D", o.messages("2026-03-23"), "")
	has(t, "D", o.tasks("2026-03-23"), "2026-03-23 Vérifier le compte")

	same(t, "E", o.messages("2026-03-24"), "a_valider med recommande 15217.53 : 2026-014")
	c := o.at("2026-03-24").Communications[0]
	if c.Deadline != o.date("2026-04-07") || c.Promise == nil || c.Items[0].Skipped[0].Stage.ID != "mail2_lrar" {
		t.Errorf("E: by %s, skipped %v", c.Deadline, c.Items[0].Skipped)
	}
	o.validate("2026-03-24", "2026-03-24")
	same(t, "E, next", o.state("2026-03-25", invoice), "a_venir transmission 2026-04-08")

	same(t, "F", o.messages("2026-04-08"), "a_valider transmission interne 15291.51 : 2026-014")
	without := &office{t: t, k: example(t, "independant")}
	without.k.Journal = o.k.Journal
	without.k.Clients[0].Invoices[0].Checks.Delivered = kit.No
	has(t, "F without proof", without.messages("2026-04-08"), "[preuve de livraison manquante]")
	o.validate("2026-04-08", "2026-04-08")

	o.paid("2026-04-15", invoice, "7500.00")
	has(t, "G", o.tasks("2026-04-15"), "Informer Cabinet de l'Essai Recouvrement du règlement de 7 500,00 €")
	same(t, "G", o.messages("2026-04-15"), "")
	o.paid("2026-04-27", invoice, "7500.00")
	same(t, "G, closed", o.state("2026-04-27", invoice), "soldee")
	same(t, "G, nobody thanks in our place", o.messages("2026-04-27"), "")
	first := o.at("2026-04-27").Facts.Steps(&o.k.Clients[0].Invoices[0])[0].Date
	if due := o.k.Clients[0].Invoices[0].Due; o.date("2026-04-27").Sub(due) != 70 || o.date("2026-04-27").Sub(first) != 49 {
		t.Errorf("G: %d days from the due date, %d from the first action", o.date("2026-04-27").Sub(due), o.date("2026-04-27").Sub(first))
	}
}

func TestTheJSONShowsAnInvoiceAsItStandsBeforeGrouping(t *testing.T) {
	var out struct {
		Invoices []struct{ Numero, Etat, Etape, Date, Motif string } `json:"factures"`
	}
	if err := json.Unmarshal(pme(t).JSON(), &out); err != nil {
		t.Fatal(err)
	}
	for _, inv := range out.Invoices {
		if inv.Numero == "FA26-030" { // its meeting is set aside: the client is in a formal stage
			same(t, inv.Numero, inv.Etat+" "+inv.Etape+" "+inv.Date, "a_valider invitation_reunion 2026-03-25")
			has(t, inv.Numero, inv.Motif, "sautée")
			return
		}
	}
	t.Error("FA26-030 is not in the JSON")
}

func TestAReminderDoesNotMentionWhatIsDueInAYear(t *testing.T) {
	k := example(t, "secretariat/garnier")
	a, err := agenda.Of(k, k.Reference)
	if err != nil {
		t.Fatal(err)
	}
	for i := range a.Communications {
		for _, c := range a.Communications[i].With(agenda.NextDue) {
			if c.Invoice.Due.Year() > 2026 {
				t.Errorf("%s mentions %s, due %s", a.Communications[i].Client.Code, c.Invoice.Number, c.Invoice.Due)
			}
		}
	}
}
