package merge

import (
	"strings"

	"relance/generator/kit"
)

// titles are how a person is addressed.
var titles = map[string]string{"M.": "Monsieur", "Mme": "Madame", "M. et Mme": "Madame, Monsieur"}

// addressee is the civil title and name of who reads the letter.
func (f *filler) addressee() (title, name string) {
	if p := f.comm.Contact; p != nil {
		return titles[p.Title], p.Name
	}
	if c := f.comm.Client; c.Kind == kit.Consumer {
		return titles[c.Title], c.Name
	}
	return "", ""
}

// salutation opens the message: a name in an e-mail, the title alone in a letter
// as usage has it, both when nothing more is known.
func (f *filler) salutation() string {
	title, name := f.addressee()
	email := !f.comm.Channel.IsPostal()
	if p := f.comm.Contact; p != nil && email && f.comm.Client.Tone == "tu" && p.FirstName != "" {
		return "Bonjour " + p.FirstName + ","
	}
	switch {
	case title == "" && email && f.model.Head.Tone <= 2:
		return "Bonjour,"
	case title == "":
		return "Madame, Monsieur,"
	case email && f.model.Head.Tone <= 2:
		return "Bonjour " + title + " " + name + ","
	case email:
		return title + " " + name + ","
	}
	return title + ","
}

// closing ends the message; a letter's repeats its opening.
func (f *filler) closing() string {
	if !f.comm.Channel.IsPostal() && f.model.Head.Tone <= 3 {
		return "Cordialement,"
	}
	title, _ := f.addressee()
	if title == "" {
		title = "Madame, Monsieur"
	}
	return "Nous vous prions d’agréer, " + title + ", l’expression de nos salutations distinguées."
}

// consequences are what follows if the deadline passes: what the plan still
// holds and what the contract foresees, nothing else (contracts.md §9.15). Each
// is the item of a list, punctuation included.
func (f *filler) consequences() []string {
	var out []string
	if f.comm.Stage.Nature == kit.FormalNotice {
		out = f.afterNotice()
	} else {
		out = f.afterFormal()
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

func (f *filler) afterFormal() []string {
	var out []string
	for _, s := range f.remaining() {
		if s.Nature == kit.FormalNotice {
			out = append(out, "l’envoi d’une mise en demeure de payer")
			break
		}
	}
	if f.comm.Client.Kind == kit.Company && f.agenda.Kit.Creditor.Terms.Suspension == kit.Yes {
		out = append(out, "la suspension de nos prestations, comme le prévoient nos conditions générales")
	}
	return out
}

func (f *filler) afterNotice() []string {
	terms, kind := f.agenda.Kit.Creditor.Terms, f.comm.Client.Kind
	var out []string
	if kind == kit.Consumer {
		// C. civ. 1231-6 and 1344-1: a consumer owes nothing before the notice
		out = append(out, "des intérêts au taux légal s’ajouteront à cette somme, à compter de la réception de cette lettre")
	}
	if kind == kit.Company && terms.Suspension == kit.Yes {
		out = append(out, "nous suspendrons nos prestations, comme le prévoient nos conditions générales")
	}
	if kind == kit.Company && terms.Acceleration == kit.Yes {
		out = append(out, "les factures non encore échues pourront devenir exigibles, comme le prévoient nos conditions générales")
	}
	if partner := f.partner(); partner != "" {
		out = append(out, "le dossier pourra être confié à "+partner+", chargé d’en poursuivre le règlement amiable")
	}
	return append(out, "nous nous réservons de saisir la juridiction compétente d’une demande en paiement")
}

// partner is whom the plan hands the file over to, "" when it does not.
func (f *filler) partner() string {
	p := f.agenda.Kit.Creditor.Partner
	if p == nil || f.isAgent() {
		return ""
	}
	for _, s := range f.remaining() {
		if s.Nature == kit.Handover {
			return p.Name
		}
	}
	return ""
}

// agentMentions are those of CPCE R124-4 in the first letter; later ones recall
// it. The last two paragraphs are the law's own words (CPCE L111-8).
func (f *filler) agentMentions() []string {
	if !f.isAgent() {
		return nil
	}
	if first, ok := f.firstLetter(); ok {
		return []string{"Pour mémoire : notre lettre du " + first.Date.String() + ", référence " + reference(first.Date, f.comm.Client.Code, firstStage(first)) + "."}
	}
	k := f.agenda.Kit
	s, c := k.Secretariat, k.Creditor
	mandate := ""
	if k.Mandate != nil && k.Mandate.Reference != "" {
		mandate = ", en vertu de la convention " + k.Mandate.Reference
		if !k.Mandate.Date.IsZero() {
			mandate += " du " + k.Mandate.Date.String()
		}
	}
	principal, interest, compensation := f.comm.Total()
	currency := f.comm.Currency
	return []string{
		s.Name + ", " + strings.Join(s.Address, ", ") + ", exerce une activité de recouvrement amiable" + mandate + ".",
		"Créancier : " + c.Name + ", " + strings.Join(c.Address, ", ") + ".",
		"Fondement de la créance : " + f.basis() + ". Principal : " + (principal - f.comm.OnAccount).Format(currency) +
			" ; intérêts : " + interest.Format(currency) + " ; accessoires : " + compensation.Format(currency) +
			". Aucun frais restant à la charge du créancier n’est réclamé.",
		"Le paiement de " + f.comm.Amount.Format(currency) + " est à effectuer selon les coordonnées ci-dessus.",
		"Article L111-8 du code des procédures civiles d’exécution, alinéas 2 et 3 :",
		"«\u202fLes frais de recouvrement entrepris sans titre exécutoire restent à la charge du créancier, sauf s’ils concernent un acte dont l’accomplissement est prescrit par la loi au créancier. Toute stipulation contraire est réputée non écrite, sauf disposition législative contraire.\u202f»",
		"«\u202fCependant, le créancier qui justifie du caractère nécessaire des démarches entreprises pour recouvrer sa créance peut demander au juge de l’exécution de laisser tout ou partie des frais ainsi exposés à la charge du débiteur de mauvaise foi.\u202f»",
	}
}

// basis names what the claim comes from.
func (f *filler) basis() string {
	var numbers []string
	for _, cl := range f.comm.Asked() {
		numbers = append(numbers, cl.Invoice.Number)
	}
	if len(numbers) == 1 {
		return "facture " + numbers[0]
	}
	return "factures " + enumeration(numbers, len(numbers))
}
