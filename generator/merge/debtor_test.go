package merge

import (
	"slices"
	"strings"
	"testing"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/document"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/merge/model"
)

// wroteTo is a line of the journal about the first invoice of P1.
func wroteTo(on calendar.Date, channel journal.Channel, plan, stage string) journal.Entry {
	return journal.Entry{Date: on, Client: "P1", Type: journal.Reminder, Channel: channel,
		Invoices: []journal.Invoice{{Number: "P1-01", Stage: stage, Plan: plan, Status: journal.Done}}}
}

// said is a shipped letter to P1 after some lines of the journal, in ordinary spaces.
func said(t *testing.T, k *kit.Kit, name string, entries ...journal.Entry) string {
	t.Helper()
	m := shipped(t)
	k.Journal.Entries = entries
	a, comm := communication(t, k, "P1", m.Model(name))
	l, problems := m.Fill(nil, a, comm)
	if l == nil {
		t.Fatal(problems)
	}
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(textOf(t, l))
}

func TestTheRankOfAReminderCountsRemindersOnly(t *testing.T) {
	first := wroteTo(day-20, journal.ByEmail, "progressif", "relance1")
	for _, answer := range []string{"confirmation_promesse", "promesse_refusee", "accuse_litige", "levee_mesure", "remerciement", "bienvenue", dunning.CreditorNotice} {
		text := said(t, testKit(t), "relance-2", first, wroteTo(day-10, journal.ByEmail, "", answer))
		if !strings.Contains(text, "Relance 2 –") || !strings.Contains(text, "Nous vous avons relancé le 11 mars 2026.") {
			t.Errorf("after %s: %s", answer, text[:min(len(text), 400)])
		}
	}
	if text := said(t, testKit(t), "relance-2", first, wroteTo(day-10, journal.ByEmail, "", "promesse_rompue")); !strings.Contains(text, "Relance 3 –") {
		t.Error("a broken promise was claimed, and is not counted")
	}
}

func TestTheChronologyShowsTheDebtorOnlyWhatWasSentToHim(t *testing.T) {
	text := said(t, testKit(t), "mise-en-demeure",
		wroteTo(day-20, journal.ByEmail, "progressif", "relance1"),
		wroteTo(day-15, journal.ByEmail, "", dunning.CreditorNotice),
		wroteTo(day-12, journal.ByEmail, "", "relance_echeance"))
	if !strings.Contains(text, "Relance d’une échéance impayée") {
		t.Error("the label of a stage keeps a typewriter's apostrophe")
	}
	if !strings.Contains(text, "11/03/2026") || strings.Contains(text, "16/03/2026") || strings.Contains(text, "mandant") {
		t.Errorf("the chronology of a letter: %s", text)
	}
}

func TestAFormalLetterSpeaksOfEarlierRemindersOnlyIfThereWereSome(t *testing.T) {
	for _, name := range []string{"lettre-recommandee", "mise-en-demeure", "blocage-commandes"} {
		if text := said(t, testKit(t), name); strings.Contains(text, "déjà") || strings.Contains(text, "Malgré") {
			t.Errorf("%s, first of all: %s", name, text)
		}
		if text := said(t, testKit(t), name, wroteTo(day-20, journal.ByEmail, "progressif", "relance1")); !strings.Contains(text, "Nous vous avons déjà relancé. ") {
			t.Errorf("%s, after a reminder: %s", name, text)
		}
	}
}

func TestTheOriginOfDebtsIsListedOnlyWhereTheKitKnowsIt(t *testing.T) {
	k := testKit(t)
	c := k.ClientByCode("P1")
	for i := range c.Invoices {
		c.Invoices[i].OrderRef, c.Invoices[i].Contract, c.Invoices[i].Delivery = "", nil, nil
	}
	c.Contract = nil
	if text := said(t, k, "mise-en-demeure"); strings.Contains(text, "origine suivante") {
		t.Errorf("nothing is known: %s", text)
	}
	c.Invoices[1].OrderRef = "BC-9"
	text := said(t, k, "mise-en-demeure")
	if !strings.Contains(text, "facture "+c.Invoices[1].Number+", commande BC-9") || strings.Contains(text, "- facture "+c.Invoices[0].Number) {
		t.Errorf("one is known: %s", text)
	}
}

// Not every message has the bank details that the mentions of an agent could point to.
func TestAnAgentSaysWhereToPayWhateverTheMessage(t *testing.T) {
	k, m := byAgency(testKit(t)), shipped(t)
	for _, name := range []string{"lettre-relance", "accuse-litige"} {
		if text := said(t, k, name); !strings.Contains(text, "est à effectuer par virement au compte de ") {
			t.Errorf("%s does not say where to pay:\n%s", name, text)
		}
	}
	if text := said(t, k, "annonce-transmission"); !strings.Contains(text, "est à effectuer selon les indications de ") || strings.Contains(text, "virement au compte") {
		t.Errorf("the partner is to be paid:\n%s", text)
	}
	a, comm := communication(t, k, "P1", m.Model("accuse-litige"))
	comm.Amount = 0
	l, problems := m.Fill(nil, a, comm)
	if l == nil {
		t.Fatal(problems)
	}
	if text := textOf(t, l); !strings.Contains(text, "Aucun paiement n’est demandé par ce message.") || strings.Contains(text, "Le paiement de") {
		t.Errorf("nothing is asked for:\n%s", text)
	}
}

// CPCE R124-4: the five items, and the reference of the first letter in those after it.
func TestAnAgentsLaterDemandsKeepTheMentionsAndRecallTheFirstLetter(t *testing.T) {
	first := wroteTo(day-20, journal.ByPost, "progressif", "relance1")
	for name, demands := range map[string]bool{"mise-en-demeure": true, "relance-1": true, "remerciement-paiement": false} {
		k, m := byAgency(testKit(t)), shipped(t)
		k.Journal.Entries = []journal.Entry{first}
		a, comm := communication(t, k, "P1", m.Model(name))
		l, problems := m.Fill(nil, a, comm)
		if l == nil {
			t.Fatal(problems)
		}
		text := textOf(t, l)
		if !strings.Contains(text, "notre lettre du 11\u00a0mars 2026") || strings.Contains(text, "Article L111-8") != demands || strings.Contains(text, "activité de recouvrement amiable") != demands {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// Only the creditor stops working for a client, and goes to court.
func TestAnAgentAnnouncesWhatItsCreditorWillDo(t *testing.T) {
	k := testKit(t)
	k.Creditor.Terms.Suspension, k.Creditor.Terms.Reference = kit.Yes, "CGV 2025"
	ours, theirs := said(t, k, "mise-en-demeure"), said(t, byAgency(k), "mise-en-demeure")
	for own, agents := range map[string]string{
		"nous suspendrons nos prestations, comme le prévoient nos conditions générales": "le créancier suspendra ses prestations, comme le prévoient les conditions générales du créancier",
		"nous nous réservons de saisir la juridiction compétente d’une demande":         "le créancier se réserve de saisir la juridiction compétente d’une demande",
		"Nos conditions générales (CGV 2025) s’appliquent.":                             "Les conditions générales du créancier (CGV 2025) s’appliquent.",
	} {
		if !strings.Contains(ours, own) || strings.Contains(theirs, own) || !strings.Contains(theirs, agents) {
			t.Errorf("%q, by an agent %q:\n%s", own, agents, theirs)
		}
	}
}

// byAgency is the kit of an agency that writes for the creditor.
func byAgency(k *kit.Kit) *kit.Kit {
	k.Sender = "mandataire"
	k.Secretariat = &kit.Secretariat{Name: "Agence Essai", Address: []string{"5 rue du Phare", "29200 Brest"}, Signatory: kit.Signatory{Name: "M. Gaël Essai"}}
	return k
}

func TestAnAgencyPrintsItsOwnRegistrationAndSigner(t *testing.T) {
	for _, name := range []string{"relance-1", "lettre-relance", "mise-en-demeure"} {
		k := testKit(t)
		k.Sender = "mandataire"
		k.Secretariat = &kit.Secretariat{Name: "Agence Essai", Form: "SARL", Capital: 12_000_00, SIREN: "000000109", RCS: "Brest",
			Address: []string{"5 rue du Phare", "29200 Brest"}, Signatory: kit.Signatory{Name: "M. Gaël Essai", Role: "Chargé de recouvrement"}}
		text := said(t, k, name)
		for _, want := range []string{"Agence Essai SARL au capital de 12 000 € – SIREN 000 000 109 – RCS Brest – 5 rue du Phare, 29200 Brest",
			"Pour le compte du créancier : Atelier Témoin", "M. Gaël Essai", "Chargé de recouvrement, Agence Essai, agissant pour le compte"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%s", name, want, text)
			}
		}
	}
}

func TestTheSlotsOfAMeetingArePrinted(t *testing.T) {
	k := testKit(t)
	text := said(t, k, "invitation-coordination")
	for _, want := range []string{"mardi 14 avril à 10 h ou jeudi 16 avril à 14 h", "Lieu proposé : dans vos bureaux", "Mme Durand et le responsable des achats"} {
		if !strings.Contains(text, want) {
			t.Errorf("the invitation does not say %q", want)
		}
	}
	k.ClientByCode("P1").Invitation = nil
	if text := said(t, k, "invitation-coordination"); !strings.Contains(text, "Trois créneaux") || strings.Contains(text, "Lieu proposé") {
		t.Errorf("without a proposal: %s", text)
	}
}

func TestMoneyOnAccountIsNamedAndDeductedOnce(t *testing.T) {
	k := testKit(t)
	c := k.ClientByCode("P1")
	c.Credits = append(c.Credits, kit.CreditNote{Number: "AV-12", Date: day - 9, Amount: 150_00})
	m := shipped(t)
	a, comm := communication(t, k, "P1", m.Model("relance-1"))
	comm.OnAccount = 150_00
	l, problems := m.Fill(nil, a, comm)
	if l == nil {
		t.Fatal(problems)
	}
	text := folded(textOf(t, l))
	for _, want := range []string{"avoir av-12 du 22 mars 2026", "à déduire une seule fois, sur l’ensemble de votre compte"} {
		if !strings.Contains(text, want) {
			t.Errorf("the reminder does not say %q: %s", want, text)
		}
	}
}

func TestThePayLinkAndTheArticlesOfTheTermsArePrinted(t *testing.T) {
	k := testKit(t)
	k.Creditor.PayLink = "https://payer.example/P1"
	k.Creditor.Terms.Suspension, k.Creditor.Terms.Measures = kit.Yes, "article 9.3"
	text := said(t, k, "mise-en-demeure")
	for _, want := range []string{"Règlement en ligne : https://payer.example/P1", "nos conditions générales (article 9.3)"} {
		if !strings.Contains(text, want) {
			t.Errorf("the notice does not say %q", want)
		}
	}
}

func TestManyInvoicesToComeAreOneLine(t *testing.T) {
	l, problems := fillOne(t, `{{if gt (len factures_a_echoir) 3}}{{len factures_a_echoir}} du {{total.premiere_a_echoir}} au {{total.derniere_a_echoir}}{{end}}`, func(c *agenda.Communication) {
		next := slices.IndexFunc(c.Items, func(i agenda.Item) bool { return i.Role == agenda.NextDue })
		for range 35 {
			c.Items = append(c.Items, c.Items[next])
		}
	})
	if l == nil {
		t.Fatal(problems)
	}
	if got := folded(document.Plain(l.Document.Body[0].(document.Paragraph).Text)); got != "36 du 4 avril 2026 au 4 avril 2026" {
		t.Errorf("got %q", got)
	}
}

func TestTheAnnexOfALetterIsAmongItsEnclosures(t *testing.T) {
	m, k := shipped(t), testKit(t)
	a, comm := communication(t, k, "P1", m.Model("mise-en-demeure"))
	l, problems := m.Fill(nil, a, comm)
	if l == nil {
		t.Fatal(problems)
	}
	if !slices.Contains(l.Document.Enclosures, "décompte des pénalités de retard (annexe)") {
		t.Errorf("enclosures: %q", l.Document.Enclosures)
	}
}

func TestWhoReadsTheLetterIsNamedEvenWhenTheAddressIsFull(t *testing.T) {
	for lines, inWindow := range map[int]bool{2: true, 4: true, 5: false} {
		k := testKit(t)
		c := k.ClientByCode("P1")
		c.Name, c.Address = "Plâtrerie Témoin", slices.Repeat([]string{"ligne d’adresse"}, lines)
		c.Contacts[0] = kit.Contact{Title: "Mme", Name: "Durand"}
		m := shipped(t)
		a, comm := communication(t, k, "P1", m.Model("lettre-relance"))
		l, problems := m.Fill(nil, a, comm)
		if l == nil {
			t.Fatal(problems)
		}
		aside := slices.Contains(l.Document.Refs, document.Ref{Label: "À l’attention de", Value: "Mme Durand"})
		if shown := slices.Contains(l.Document.To, "À l’attention de Mme Durand"); shown != inWindow || aside == inWindow || len(l.Document.To) > 6 {
			t.Errorf("%d lines: %q, %v", lines, l.Document.To, l.Document.Refs)
		}
	}
}

func TestAFriendOnPaperIsGreetedAsInAMessage(t *testing.T) {
	for name, friendly := range map[string]bool{"courtoisie.tu": true, "lettre-relance": false} {
		m, k := shipped(t), testKit(t)
		a, comm := communication(t, k, "T1", m.Model(name))
		comm.Channel, comm.Template = kit.ByLetter, model.BaseName(name)
		comm.Contact.FirstName = "Anne"
		l, problems := m.Fill(nil, a, comm)
		if l == nil {
			t.Fatal(problems)
		}
		text := textOf(t, l)
		if strings.Contains(text, "Bonjour Anne,") != friendly || strings.Contains(text, "Cordialement,") != friendly || strings.Contains(text, "vous prions") == friendly {
			t.Errorf("%s: %s", name, text)
		}
	}
}
