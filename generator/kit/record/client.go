package record

import (
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/kit/scalar"
	"relance/generator/money"
)

// A Kind (type) of debtor decides the law that applies (law.md §0).
type Kind string

const (
	Company  Kind = "entreprise"  // C. com. L441-10
	Public   Kind = "public"      // code de la commande publique L2192-13
	Consumer Kind = "particulier" // C. civ. 1231-6: no 40 EUR, no ECB rate
)

// A Client (débiteur) is who owes.
type Client struct {
	Pos          diag.Pos
	At           map[string]diag.Pos
	Code         string           `cle:"code,requis" aide:"code du client, unique dans le dossier"`
	Title        string           `cle:"civilite" aide:"civilité d'un particulier : M., Mme, M. et Mme"`
	FirstName    string           `cle:"prenom" aide:"prénom d'un particulier"`
	Name         string           `cle:"nom,requis" aide:"raison sociale, ou nom d'un particulier"`
	Kind         Kind             `cle:"type,requis" choix:"entreprise|public|particulier" aide:"décide la loi qui s'applique"`
	Profile      string           `cle:"profil" choix:"tpe|pme|grand_compte|nouveau_client|particulier|public|mauvais_payeur|association" aide:"décide le plan et le ton"`
	SIREN        scalar.SIREN     `cle:"siren" aide:"numéro SIREN, 9 chiffres"`
	SIRET        scalar.SIRET     `cle:"siret" aide:"numéro SIRET, 14 chiffres"`
	Address      []string         `cle:"adresse" aide:"adresse postale, une ligne par élément"`
	Billing      []string         `cle:"adresse_facturation" aide:"adresse de facturation si elle diffère"`
	Country      string           `cle:"pays" aide:"pays, s'il n'est pas la France"`
	VAT          string           `cle:"tva_intra" aide:"numéro de TVA intracommunautaire"`
	Plan         string           `cle:"plan" aide:"plan de relance de ce client"`
	Tone         string           `cle:"ton" choix:"vous|tu" aide:"vouvoiement ou tutoiement"`
	Terms        calendar.Terms   `cle:"conditions" aide:"conditions de paiement : 30 jours, 45 jours fin de mois…"`
	Preferred    string           `cle:"canal_prefere" choix:"email|courrier|appel|sms" aide:"canal préféré"`
	NoChannels   []string         `cle:"canaux_refuses" choix:"email|courrier|appel|sms" aide:"canaux que le client refuse"`
	Hours        string           `cle:"horaires" aide:"meilleur moment pour appeler"`
	OurNumber    string           `cle:"reference_chez_client" aide:"notre numéro de fournisseur chez lui"`
	Circuit      string           `cle:"circuit_validation" aide:"son circuit de validation des factures"`
	Portal       string           `cle:"portail" aide:"portail de dépôt des factures"`
	Owner        string           `cle:"responsable" aide:"qui suit ce client chez nous"`
	Sales        string           `cle:"commercial" aide:"son commercial chez nous"`
	Note         string           `cle:"note" aide:"note factuelle sur la relation"`
	RegisteredOK scalar.YesNo     `cle:"consentement_lre" aide:"accepte la lettre recommandée électronique"`
	DoNotContact *DoNotContact    `cle:"ne_pas_contacter" aide:"suspension décidée, avec motif et fin"`
	Insolvency   *Insolvency      `cle:"procedure_collective" aide:"sauvegarde, redressement ou liquidation"`
	Contract     *Contract        `cle:"contrat" aide:"le contrat"`
	Invitation   *Invitation      `cle:"reunion" aide:"la réunion de coordination à proposer"`
	Protocol     *Protocol        `cle:"protocole" aide:"le protocole signé après la réunion de coordination"`
	Gesture      *Gesture         `cle:"geste" aide:"un geste commercial accordé, valable jusqu'à une date"`
	Contacts     []Contact        `cle:"contacts" aide:"les interlocuteurs"`
	Payments     []Payment        `cle:"paiements" aide:"règlements non affectés ou partagés entre factures"`
	Credits      []CreditNote     `cle:"avoirs" aide:"avoirs non affectés"`
	Promises     []Promise        `cle:"promesses" aide:"promesses de règlement"`
	Instalments  []InstalmentPlan `cle:"echeanciers" aide:"accords de paiement échelonné ou reporté"`
	_            struct{}         `jamais:"statut" aide:"les états sont calculés, jamais saisis"`
	Options      Options          `cle:"options" aide:"réglages propres à ce client"`
	Invoices     []Invoice        `cle:"factures" aide:"les factures"`

	Lacks []string // what the check found missing: this client is blocked, the others go on
}

// FullName is the name letters are addressed to.
func (c *Client) FullName() string {
	return strings.Join(strings.Fields(c.Title+" "+c.FirstName+" "+c.Name), " ")
}

// PostalAddress is the address letters go to, without the name.
func (c *Client) PostalAddress() []string {
	if len(c.Billing) > 0 {
		return c.Billing
	}
	return c.Address
}

// Reaches reports whether a channel can reach the client: nobody refused it, and
// somebody has an address for it.
func (c *Client) Reaches(ch Channel) bool {
	if slices.Contains(c.NoChannels, string(ch)) {
		return false
	}
	if ch.IsPostal() {
		return len(c.PostalAddress()) > 0
	}
	return ch == InHouse || ch == ByPortal || slices.ContainsFunc(c.Contacts, func(p Contact) bool {
		return ch == ByEmail && p.Email != "" || ch == BySMS && p.Mobile != "" || ch == ByCall && (p.Phone != "" || p.Mobile != "")
	})
}

// ChannelsOf are the channels of a stage that reach the client; all of them when
// none does, for the gap to be shown.
func (c *Client) ChannelsOf(s *Stage) []Channel {
	all := s.AllChannels()
	reached := slices.DeleteFunc(slices.Clone(all), func(ch Channel) bool { return !c.Reaches(ch) })
	if len(reached) == 0 {
		return all
	}
	return reached
}

// A Contact (interlocuteur) is a person at the client's.
type Contact struct {
	Pos       diag.Pos
	At        map[string]diag.Pos
	Title     string       `cle:"civilite" choix:"M.|Mme|M. et Mme" aide:"civilité"`
	FirstName string       `cle:"prenom" aide:"prénom"`
	Name      string       `cle:"nom,requis" aide:"nom"`
	Role      string       `cle:"role" choix:"comptabilite|achats|direction|operationnel|juridique" aide:"son rôle"`
	Function  string       `cle:"fonction" aide:"sa fonction, telle qu'imprimée"`
	Email     scalar.Email `cle:"email" aide:"adresse électronique"`
	Phone     scalar.Phone `cle:"telephone" aide:"téléphone"`
	Mobile    scalar.Phone `cle:"mobile" aide:"téléphone mobile"`

	Main scalar.YesNo `cle:"principal" aide:"à qui écrire d'abord"`
	For  []string     `cle:"envoyer" choix:"relance|formel" aide:"ce que cette personne reçoit ; absent : tout"`
}

// An Invitation (réunion) is what a coordination meeting is proposed with, to a key account.
type Invitation struct {
	At    map[string]diag.Pos
	Slots []string `cle:"creneaux" aide:"créneaux proposés, tels qu'imprimés"`
	Place string   `cle:"lieu" aide:"lieu, ou visioconférence"`
	With  []string `cle:"participants" aide:"participants souhaités"`
}

// A Protocol (protocole) is what a coordination meeting agreed on. Until its review
// the preventive check is addressed to the contact it names.
type Protocol struct {
	At          map[string]diag.Pos
	Signed      calendar.Date `cle:"signe_le,requis" aide:"jour de la signature"`
	Review      calendar.Date `cle:"revue_le,requis" aide:"jour de la revue"`
	Contact     string        `cle:"contact" aide:"contact convenu : son nom, son rôle ou son adresse électronique"`
	Commitments []Commitment  `cle:"engagements" aide:"les engagements pris"`
}

// A Commitment (engagement) is who does what and when.
type Commitment struct {
	Who  string `cle:"qui,requis" aide:"qui s'engage"`
	What string `cle:"quoi,requis" aide:"à quoi"`
	When string `cle:"quand" aide:"pour quand"`
}

// A Gesture (geste) is a favour somebody granted, and its end.
type Gesture struct {
	At    map[string]diag.Pos
	What  string        `cle:"description,requis" aide:"le geste, tel qu'imprimé"`
	Until calendar.Date `cle:"valable_jusqu_au,requis" aide:"dernier jour"`
	By    string        `cle:"par,requis" aide:"qui l'a accordé"`
}

// DoNotContact (ne pas contacter) always has a reason, an author and an end:
// an exemption without them is how late payment becomes the rule.
type DoNotContact struct {
	At     map[string]diag.Pos
	Reason string        `cle:"motif,requis" aide:"pourquoi"`
	By     string        `cle:"par,requis" aide:"qui l'a décidé"`
	Until  calendar.Date `cle:"jusqu_au,requis" aide:"dernier jour"`
}

// Insolvency (procédure collective) stops every letter (C. com. L622-21, L622-28).
type Insolvency struct {
	At        map[string]diag.Pos
	Type      string        `cle:"type,requis" choix:"sauvegarde|redressement|liquidation" aide:"nature de la procédure"`
	Judged    calendar.Date `cle:"date_jugement,requis" aide:"date du jugement d'ouverture"`
	Published calendar.Date `cle:"date_publication" aide:"date de publication au BODACC"`
	Trustee   string        `cle:"mandataire_judiciaire" aide:"à qui déclarer la créance"`
}

// A Contract (contrat) may say which law governs it.
type Contract struct {
	Reference string        `cle:"reference" aide:"référence du contrat"`
	Date      calendar.Date `cle:"date" aide:"date du contrat"`
	Law       string        `cle:"droit" choix:"francais|etranger" aide:"droit applicable"`
}

// A Payment (règlement) of a client. Without Invoices it is money on account.
type Payment struct {
	Pos       diag.Pos
	At        map[string]diag.Pos
	Date      calendar.Date `cle:"date,requis" aide:"date du règlement"`
	Amount    money.Amount  `cle:"montant,requis" aide:"montant reçu"`
	Mode      string        `cle:"mode" aide:"virement, chèque, carte…"`
	Reference string        `cle:"reference" aide:"référence du règlement"`
	By        string        `cle:"recu_par" choix:"creancier|mandataire" aide:"qui a reçu l'argent, quand un mandataire écrit"`
	Invoices  []Share       `cle:"factures" aide:"répartition entre factures"`
}

// A Share is the part of a payment that settles one invoice.
type Share struct {
	Pos     diag.Pos
	Invoice string       `cle:"numero,requis" aide:"numéro de facture"`
	Amount  money.Amount `cle:"montant,requis" aide:"part du règlement"`
}

// A CreditNote (avoir) reduces the price.
type CreditNote struct {
	Pos    diag.Pos
	At     map[string]diag.Pos
	Number string        `cle:"numero,requis" aide:"numéro de l'avoir"`
	Date   calendar.Date `cle:"date,requis" aide:"date de l'avoir"`
	Amount money.Amount  `cle:"montant,requis" aide:"montant TTC de l'avoir"`
}

// A Promise (promesse de règlement) has a date and an amount, or it is none.
type Promise struct {
	Pos      diag.Pos
	At       map[string]diag.Pos
	Taken    calendar.Date `cle:"prise_le,requis" aide:"jour de la promesse"`
	Until    calendar.Date `cle:"date_limite,requis" aide:"jour promis"`
	Amount   money.Amount  `cle:"montant,requis" aide:"montant promis"`
	Invoices []string      `cle:"factures,requis" aide:"factures promises"`
	Channel  string        `cle:"canal" choix:"appel|email|courrier|sms|interne" aide:"comment elle a été donnée"`
	Person   string        `cle:"interlocuteur" aide:"qui a promis"`
	Mode     string        `cle:"mode" aide:"virement, chèque… : un chèque a plus de jours de grâce"`
}

// An InstalmentPlan (échéancier) spreads invoices over dated instalments; one
// single instalment is a deferral.
type InstalmentPlan struct {
	Pos         diag.Pos
	At          map[string]diag.Pos
	Agreed      calendar.Date `cle:"accord_le,requis" aide:"jour de l'accord"`
	Signed      calendar.Date `cle:"signe_le" aide:"jour de la signature"`
	Invoices    []string      `cle:"factures,requis" aide:"factures concernées"`
	Instalments []Instalment  `cle:"echeances,requis" aide:"les échéances"`
	Penalties   string        `cle:"penalites,requis" choix:"suspendues|abandonnees|dues" aide:"sort des pénalités"`
	Lapse       scalar.YesNo  `cle:"caducite" aide:"l'accord tombe si une échéance n'est pas payée"`
}

// An Instalment (échéance) is one dated sum.
type Instalment struct {
	Pos    diag.Pos
	Date   calendar.Date `cle:"date,requis" aide:"jour"`
	Amount money.Amount  `cle:"montant,requis" aide:"montant"`
}

// Invoice returns the client's invoice of that number, or nil.
func (cl *Client) Invoice(number string) *Invoice {
	for i := range cl.Invoices {
		if cl.Invoices[i].Number == number {
			return &cl.Invoices[i]
		}
	}
	return nil
}
