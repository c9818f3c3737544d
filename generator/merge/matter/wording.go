package matter

import (
	"slices"
	"strings"

	"relance/generator/claim"
	"relance/generator/kit"
	"relance/generator/merge/history"
	"relance/generator/merge/language"
	"relance/generator/merge/model"
	"relance/generator/merge/request"
)

// titles are how a person is addressed.
var titles = map[string]string{"M.": "Monsieur", "Mme": "Madame", "M. et Mme": "Madame, Monsieur"}

// addressee is the civil title and name of who reads the letter.
func (m *Matter) addressee() (title, name string) {
	if m.Head.To == model.Trustee {
		return m.trusteeTitle(), ""
	}
	if p := m.Comm.Contact; p != nil {
		return titles[p.Title], p.Name
	}
	if c := m.Comm.Client; c.Kind == kit.Consumer {
		return titles[c.Title], c.Name
	}
	return "", ""
}

// trusteeTitle is how a trustee named « Me Dupont » is addressed; an office has none.
func (m *Matter) trusteeTitle() string {
	if i := m.Comm.Client.Insolvency; i != nil && (strings.HasPrefix(i.Trustee, "Me ") || strings.HasPrefix(i.Trustee, "Maître ")) {
		return "Maître"
	}
	return ""
}

// salutation opens the message: a name in an e-mail, the title alone in a letter
// as usage has it, both when nothing more is known.
func (m *Matter) salutation() string {
	title, name := m.addressee()
	email := !m.Comm.Channel.IsPostal()
	if p := m.Comm.Contact; p != nil && (email || m.isFamiliar()) && m.Comm.Client.Tone == "tu" && p.FirstName != "" {
		return "Bonjour " + p.FirstName + ","
	}
	switch {
	case title == "" && email && m.Head.Tone <= 2:
		return "Bonjour,"
	case title == "":
		return "Madame, Monsieur,"
	case email && m.Head.Tone <= 2:
		return "Bonjour " + title + " " + name + ","
	case email:
		return title + " " + name + ","
	}
	return title + ","
}

// isFamiliar reports whether a friendly text, even on paper, says « tu ».
func (m *Matter) isFamiliar() bool { return m.Comm.Client.Tone == "tu" && m.Head.Tone <= 2 }

// Closing ends the message; a letter's repeats its opening.
func (m *Matter) Closing() string {
	if !m.Comm.Channel.IsPostal() && m.Head.Tone <= 3 || m.isFamiliar() {
		return "Cordialement,"
	}
	title, _ := m.addressee()
	if title == "" {
		title = "Madame, Monsieur"
	}
	return "Nous vous prions d’agréer, " + title + ", l’expression de nos salutations distinguées."
}

// consequences are what follows if the deadline passes: what the plan still
// holds and what the contract foresees, nothing else (contracts.md §9.15). Each
// is the item of a list, punctuation included.
func (m *Matter) consequences() []string {
	var out []string
	if m.Comm.Stage.Nature == kit.FormalNotice {
		out = m.afterNotice()
	} else {
		out = m.afterFormal()
	}
	for i := range out {
		if i == len(out)-1 {
			out[i] += "."
		} else {
			out[i] += "\u202f;"
		}
	}
	return out
}

func (m *Matter) afterFormal() []string {
	var out []string
	for _, s := range m.remaining() {
		if s.Nature == kit.FormalNotice {
			out = append(out, "l’envoi d’une mise en demeure de payer")
			break
		}
	}
	if m.Comm.Client.Kind == kit.Company && m.Agenda.Kit.Creditor.Terms.Suspension == kit.Yes {
		out = append(out, m.byUs("la suspension de nos prestations, ", "la suspension des prestations du créancier, ")+m.asTermsSay())
	}
	return out
}

// byUs is what the creditor says of itself, or its agent of it: an agent suspends nothing
// and goes to no court.
func (m *Matter) byUs(creditor, agent string) string {
	if m.IsAgent() {
		return agent
	}
	return creditor
}

// asTermsSay names the clause that foresees a measure, by its article when the kit has
// it.
func (m *Matter) asTermsSay() string {
	text := m.byUs("comme le prévoient nos conditions générales", "comme le prévoient les conditions générales du créancier")
	if article := m.Agenda.Kit.Creditor.Terms.Measures; article != "" {
		text += " (" + article + ")"
	}
	return text
}

func (m *Matter) afterNotice() []string {
	terms, kind := m.Agenda.Kit.Creditor.Terms, m.Comm.Client.Kind
	var out []string
	if kind == kit.Consumer {
		// C. civ. 1231-6 and 1344-1: a consumer owes nothing before the notice
		out = append(out, "des intérêts au taux légal s’ajouteront à cette somme, à compter de la réception de cette lettre")
	}
	if kind == kit.Company && terms.Suspension == kit.Yes {
		out = append(out, m.byUs("nous suspendrons nos prestations, ", "le créancier suspendra ses prestations, ")+m.asTermsSay())
	}
	if kind == kit.Company && terms.Acceleration == kit.Yes && m.hasMoreToCome() {
		out = append(out, "les factures non encore échues pourront devenir exigibles, "+m.asTermsSay())
	}
	if partner := m.partner(); partner != "" {
		out = append(out, "le dossier pourra être confié à "+partner+", chargé d’en poursuivre le règlement amiable")
	}
	return append(out, m.byUs("nous nous réservons", "le créancier se réserve")+" de saisir la juridiction compétente d’une demande en paiement")
}

// hasMoreToCome reports whether the client has an open invoice that is not due yet.
func (m *Matter) hasMoreToCome() bool {
	return slices.ContainsFunc(m.Open(), func(cl claim.Claim) bool { return cl.Invoice.Due >= m.Day() })
}

// partner is whom the plan hands the file over to, "" when it does not.
func (m *Matter) partner() string {
	p := m.Agenda.Kit.Creditor.Partner
	if p == nil || m.IsAgent() {
		return ""
	}
	for _, s := range m.remaining() {
		if s.Nature == kit.Handover {
			return p.Name
		}
	}
	return ""
}

// AgentMentions are those of CPCE R124-4 in the first letter; later ones recall
// it. The last two paragraphs are the law's own words (CPCE L111-8).
func (m *Matter) AgentMentions() []string {
	if !m.IsAgent() {
		return nil
	}
	var recall []string
	if first, ok := m.history.FirstLetter(); ok {
		recall = []string{"Pour mémoire : notre lettre du " + first.Date.String() + ", référence " + reference(first.Date, m.Comm.Client.Code, history.FirstStage(first)) + "."}
		if !m.isPlanned() {
			return recall // an answer: it asks for nothing more
		}
	}
	k := m.Agenda.Kit
	s, c := k.Secretariat, k.Creditor
	mandate := ""
	if k.Mandate != nil && k.Mandate.Reference != "" {
		mandate = ", en vertu de la convention " + k.Mandate.Reference
		if !k.Mandate.Date.IsZero() {
			mandate += " du " + k.Mandate.Date.String()
		}
	}
	principal, interest, compensation := m.Comm.Total()
	currency := m.Comm.Currency
	return append(recall, []string{
		s.Name + ", " + request.OneLine(s.Address) + ", exerce une activité de recouvrement amiable" + mandate + ".",
		"Créancier : " + c.Name + ", " + request.OneLine(c.Address) + ".",
		"Fondement de la créance : " + m.basis() + ". Principal : " + (principal - m.Comm.OnAccount).Format(currency) +
			" ; intérêts : " + interest.Format(currency) + " ; accessoires : " + compensation.Format(currency) +
			". Aucuns frais restant à la charge du créancier ne sont réclamés.",
		m.howToPay(),
		"Article L111-8 du code des procédures civiles d’exécution, alinéas 2 et 3 :",
		"«\u202fLes frais de recouvrement entrepris sans titre exécutoire restent à la charge du créancier, sauf s’ils concernent un acte dont l’accomplissement est prescrit par la loi au créancier. Toute stipulation contraire est réputée non écrite, sauf disposition législative contraire.\u202f»",
		"«\u202fCependant, le créancier qui justifie du caractère nécessaire des démarches entreprises pour recouvrer sa créance peut demander au juge de l’exécution de laisser tout ou partie des frais ainsi exposés à la charge du débiteur de mauvaise foi.\u202f»",
	}...)
}

// isPlanned reports whether the message is a stage of the client's plan.
func (m *Matter) isPlanned() bool {
	if m.Comm.Plan == nil {
		return false
	}
	stage, _ := m.Comm.Plan.Stage(m.Comm.Stage.ID)
	return stage != nil
}

// howToPay says where the money goes, in full: not every message has the bank details.
// An assigned invoice is paid elsewhere than the others, as its own block says.
func (m *Matter) howToPay() string {
	sum := "Le paiement de " + m.Comm.Amount.Format(m.Comm.Currency) + " est à effectuer "
	assigned := func(cl claim.Claim) bool { return cl.Invoice.Assigned != nil && cl.Invoice.Assigned.Since <= m.Day() }
	switch b := m.Account(); {
	case m.Comm.Amount == 0:
		return "Aucun paiement n’est demandé par ce message."
	case m.Head.Nature == kit.Handover && m.Agenda.Kit.Creditor.Partner != nil: // it says where, in its own letter
		return sum + "selon les indications de " + m.Agenda.Kit.Creditor.Partner.Name + "."
	case b == nil || slices.ContainsFunc(m.Comm.Asked(), assigned):
		return sum + "selon les coordonnées bancaires indiquées."
	default:
		return sum + "par virement au compte de " + b.Holder + ", IBAN " + strings.ReplaceAll(b.IBAN.String(), " ", "\u00a0") + "."
	}
}

// basis names what the claim comes from.
func (m *Matter) basis() string {
	var numbers []string
	for _, cl := range m.Comm.Asked() {
		numbers = append(numbers, cl.Invoice.Number)
	}
	if len(numbers) == 1 {
		return "facture " + numbers[0]
	}
	return "factures " + language.Enumeration(numbers, len(numbers))
}
