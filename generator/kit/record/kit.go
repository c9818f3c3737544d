// Package record is what a kit says: the struct tags are what a user may write.
package record

import (
	"cmp"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/kit/scalar"
	"relance/generator/money"
)

// A Kit is one creditor's folder, read and checked.
type Kit struct {
	Settings
	Clients []Client
	Plans   []Plan
	Rates   []RateRow // of taux.yaml; claim lays them over its own table
	Journal *journal.Log
	Sources []Source // every file that was read, in order of name
}

// A Source is one file of the kit with the SHA-256 of its bytes: a batch is
// stale once one of them has changed (contracts.md §3).
type Source struct{ Name, SHA256 string }

// Settings is relance.yaml. Its Clients are those of a one-file kit.
type Settings struct {
	Pos           diag.Pos
	At            map[string]diag.Pos
	Version       int           `cle:"version" aide:"version du format, 1"`
	Reference     calendar.Date `cle:"date_reference" aide:"date d'un kit d'exemple, employée quand --date est absent"`
	Creditor      *Creditor     `cle:"creancier" aide:"à qui l'argent est dû"`
	Sender        string        `cle:"expediteur" choix:"creancier|secretariat_en_nom|mandataire" aide:"qui signe les documents"`
	Secretariat   *Secretariat  `cle:"secretariat" aide:"le secrétariat ou l'agence qui écrit"`
	Mandate       *Mandate      `cle:"mandat" aide:"la convention écrite d'un mandataire (CPCE R124-3)"`
	DefaultPlan   string        `cle:"plan_par_defaut" aide:"plan suivi quand rien d'autre n'est dit"`
	ProfilePlans  *ProfilePlans `cle:"plans_par_profil" aide:"plan de chaque profil de client"`
	Closures      []Closure     `cle:"fermetures" aide:"périodes de fermeture de l'entreprise"`
	PaidUntil     calendar.Date `cle:"paiements_a_jour_au" aide:"dernier jour dont les encaissements sont tous saisis"`
	DefaultChecks Checks        `cle:"verifications_par_defaut" aide:"vérifications tenues pour faites sur toute facture"`
	Options       Options       `cle:"options" aide:"réglages de la relance"`
	Kits          []string      `cle:"kits" aide:"sous-dossiers, un par créancier (secrétariat)"`
	Data          *Data         `cle:"donnees" aide:"tableur employé à la place de clients.yaml"`
	Inline        []Client      `cle:"clients" aide:"clients d'un kit d'un seul fichier"`
}

// A RateRow (ligne de taux) is the public rates of one half-year, in hundredths
// of a percent.
type RateRow struct {
	Pos          diag.Pos
	At           map[string]diag.Pos
	HalfYear     string        `cle:"semestre,requis" aide:"le semestre, par exemple 2027-S1"`
	ECB          *money.Rate   `cle:"bce,requis" aide:"taux de refinancement de la BCE au premier jour du semestre"`
	LegalPrivate *money.Rate   `cle:"legal_particuliers" aide:"taux légal, créances des particuliers"`
	LegalOther   *money.Rate   `cle:"legal_autres,requis" aide:"taux légal, tous les autres cas"`
	Source       string        `cle:"source,requis" aide:"où ces taux ont été lus"`
	Checked      calendar.Date `cle:"verifie_le,requis" aide:"jour où ils ont été lus"`
}

// A Creditor (créancier) is the firm that is owed. R123-237 and R123-238 of the
// code de commerce decide what its letters must say about it.
type Creditor struct {
	Pos       diag.Pos
	At        map[string]diag.Pos
	Name      string        `cle:"raison_sociale,requis" aide:"raison sociale, ou prénom et nom d'un entrepreneur individuel"`
	Form      string        `cle:"forme" aide:"forme juridique : SARL, SAS, EI…"`
	Capital   money.Amount  `cle:"capital" aide:"capital social en euros"`
	SIREN     scalar.SIREN  `cle:"siren" aide:"numéro SIREN, 9 chiffres"`
	SIRET     scalar.SIRET  `cle:"siret" aide:"numéro SIRET, 14 chiffres"`
	RCS       string        `cle:"rcs" aide:"ville du greffe d'immatriculation"`
	VAT       string        `cle:"tva_intra" aide:"numéro de TVA intracommunautaire"`
	VATRegime string        `cle:"regime_tva" choix:"normal|franchise" aide:"franchise : aucune TVA facturée"`
	Address   []string      `cle:"adresse,requis" aide:"adresse postale, une ligne par élément"`
	Phone     scalar.Phone  `cle:"telephone" aide:"téléphone"`
	Email     scalar.Email  `cle:"email" aide:"adresse électronique"`
	Web       string        `cle:"site" aide:"site internet"`
	Hours     string        `cle:"horaires" aide:"horaires où l'on répond"`
	City      string        `cle:"ville_signature" aide:"ville imprimée devant la date"`
	Logo      string        `cle:"logo" aide:"image du logo, PNG ou JPEG, dans le dossier"`
	Signatory Signatory     `cle:"signataire" aide:"qui signe"`
	Bank      *Bank         `cle:"banque" aide:"compte sur lequel payer"`
	Terms     CGV           `cle:"cgv" aide:"conditions générales de vente"`
	PayLink   string        `cle:"lien_paiement" aide:"page de paiement en ligne"`
	Mediator  *Mediator     `cle:"mediateur_consommation" aide:"médiateur de la consommation, exigé pour un client particulier"`
	Partner   *NamedPartner `cle:"partenaire_recouvrement" aide:"à qui les dossiers sont transmis"`
}

// A Signatory (signataire) signs the letters.
type Signatory struct {
	Title string `cle:"civilite" choix:"M.|Mme" aide:"civilité"`
	Name  string `cle:"nom" aide:"prénom et nom"`
	Role  string `cle:"fonction" aide:"fonction"`
	Image string `cle:"signature" aide:"image de la signature, dans le dossier"`
}

// A Bank (banque) account; the holder's name is printed exactly as the bank has it.
type Bank struct {
	At     map[string]diag.Pos
	Holder string      `cle:"titulaire,requis" aide:"titulaire du compte, exactement comme à la banque"`
	IBAN   scalar.IBAN `cle:"iban,requis" aide:"IBAN"`
	BIC    string      `cle:"bic" aide:"BIC"`
	Name   string      `cle:"etablissement" aide:"nom de la banque"`
	Page   string      `cle:"rib" aide:"copie du RIB, PDF, dans le dossier : elle suit les courriers"`
}

// CGV are the creditor's general terms. PenaltyRate is in hundredths of a
// percent; absent, the law's own rate applies.
type CGV struct {
	At           map[string]diag.Pos
	Reference    string        `cle:"reference" aide:"nom et version des conditions générales"`
	Date         calendar.Date `cle:"date" aide:"date des conditions générales"`
	PenaltyRate  *money.Rate   `cle:"taux_penalites" aide:"taux annuel des pénalités de retard ; absent : taux de la loi"`
	Article      string        `cle:"article_penalites" aide:"article qui fixe les pénalités"`
	Acceleration scalar.YesNo  `cle:"clause_decheance_terme" aide:"clause d'exigibilité immédiate"`
	Suspension   scalar.YesNo  `cle:"clause_suspension" aide:"clause de suspension des prestations"`
	Retention    scalar.YesNo  `cle:"clause_reserve_propriete" aide:"clause de réserve de propriété"`
	Measures     string        `cle:"article_mesures" aide:"article qui prévoit les mesures : exigibilité immédiate, suspension…"`
	Discount     string        `cle:"escompte" aide:"conditions d'escompte"`
}

// A Mediator (médiateur de la consommation) must be named to a consumer.
type Mediator struct {
	Name    string   `cle:"nom,requis" aide:"nom du médiateur"`
	Address []string `cle:"adresse" aide:"adresse du médiateur"`
	Web     string   `cle:"site" aide:"site du médiateur"`
}

// A NamedPartner is the agency the creditor hands files over to.
type NamedPartner struct {
	Name string `cle:"nom,requis" aide:"nom du partenaire"`
}

// A Secretariat writes for one or several creditors. As an agent it stands at the
// head of the letters, with the mentions R123-237 asks of whoever signs them.
type Secretariat struct {
	Name      string       `cle:"nom,requis" aide:"nom du secrétariat"`
	Form      string       `cle:"forme" aide:"forme juridique : SARL, SAS, EI…"`
	Capital   money.Amount `cle:"capital" aide:"capital social en euros"`
	SIREN     scalar.SIREN `cle:"siren" aide:"numéro SIREN, 9 chiffres"`
	SIRET     scalar.SIRET `cle:"siret" aide:"numéro SIRET, 14 chiffres"`
	RCS       string       `cle:"rcs" aide:"ville du greffe d'immatriculation"`
	VAT       string       `cle:"tva_intra" aide:"numéro de TVA intracommunautaire"`
	Address   []string     `cle:"adresse" aide:"adresse"`
	Phone     scalar.Phone `cle:"telephone" aide:"téléphone"`
	Email     scalar.Email `cle:"email" aide:"adresse électronique"`
	Web       string       `cle:"site" aide:"site internet"`
	Hours     string       `cle:"horaires" aide:"horaires où l'on répond"`
	City      string       `cle:"ville_signature" aide:"ville imprimée devant la date"`
	Logo      string       `cle:"logo" aide:"image du logo, PNG ou JPEG, dans le dossier"`
	Signatory Signatory    `cle:"signataire" aide:"qui signe pour le secrétariat"`
}

// A Mandate (mandat) is the written agreement of an agent (CPCE R124-3).
type Mandate struct {
	Reference string        `cle:"reference" aide:"référence de la convention"`
	Date      calendar.Date `cle:"date" aide:"date de la convention"`
	Collect   scalar.YesNo  `cle:"pouvoir_encaisser" aide:"le mandataire peut recevoir les fonds"`
	Insurance string        `cle:"assurance_rcp" aide:"assurance de responsabilité professionnelle"`
	Account   *Bank         `cle:"compte_dedie" aide:"compte dédié aux fonds des créanciers"`
}

// A Closure (fermeture) closes the firm on both its days and between.
type Closure struct {
	From calendar.Date `cle:"du,requis" aide:"premier jour"`
	To   calendar.Date `cle:"au,requis" aide:"dernier jour"`
}

// Data names the spreadsheet that replaces clients.yaml.
type Data struct {
	File    string `cle:"fichier,requis,seul" aide:"classeur ou CSV"`
	Mapping string `cle:"correspondance" aide:"correspondance des colonnes"`
}

// ProfilePlans (plans_par_profil) is the plan of each profile.
type ProfilePlans struct {
	At          map[string]diag.Pos
	Small       string `cle:"tpe" aide:"plan des très petites entreprises"`
	Medium      string `cle:"pme" aide:"plan des PME"`
	KeyAccount  string `cle:"grand_compte" aide:"plan des grands comptes"`
	Public      string `cle:"public" aide:"plan des organismes publics"`
	Consumer    string `cle:"particulier" aide:"plan des particuliers"`
	New         string `cle:"nouveau_client" aide:"plan des nouveaux clients"`
	BadPayer    string `cle:"mauvais_payeur" aide:"plan des mauvais payeurs"`
	Association string `cle:"association" aide:"plan des associations"`
}

// For returns the plan id of a profile, "" when the profile has none.
func (p *ProfilePlans) For(profile string) string {
	if p == nil {
		p = &ProfilePlans{}
	}
	plans := map[string]string{
		"tpe": p.Small, "pme": p.Medium, "association": p.Association,
		"grand_compte":   cmp.Or(p.KeyAccount, "grand_compte"),
		"public":         cmp.Or(p.Public, "public"),
		"particulier":    cmp.Or(p.Consumer, "particulier"),
		"nouveau_client": cmp.Or(p.New, "nouveau_client"),
		"mauvais_payeur": cmp.Or(p.BadPayer, "accelere"),
	}
	return plans[profile]
}

// Business is the calendar of the creditor's working days.
func (k *Kit) Business() calendar.Business {
	b := calendar.Business{Zone: k.Options.HolidayZone}
	for _, c := range k.Closures {
		b.Closures = append(b.Closures, calendar.Span{From: c.From, To: c.To})
	}
	return b
}

// PlanByID returns the plan of that id, nil when there is none.
func (k *Kit) PlanByID(id string) *Plan {
	for i := range k.Plans {
		if k.Plans[i].ID == id {
			return &k.Plans[i]
		}
	}
	return nil
}

// ClientByCode returns the client of that code (case does not count), or nil.
func (k *Kit) ClientByCode(code string) *Client {
	for i := range k.Clients {
		if strings.EqualFold(k.Clients[i].Code, code) {
			return &k.Clients[i]
		}
	}
	return nil
}

// Invoice returns the invoice of that number with its client, or nils.
func (k *Kit) Invoice(number string) (*Client, *Invoice) {
	for i := range k.Clients {
		c := &k.Clients[i]
		for j := range c.Invoices {
			if c.Invoices[j].Number == number {
				return c, &c.Invoices[j]
			}
		}
	}
	return nil, nil
}

// InvoiceCount is the number of invoices, of all clients.
func (k *Kit) InvoiceCount() (n int) {
	for i := range k.Clients {
		n += len(k.Clients[i].Invoices)
	}
	return n
}

// OptionsOf returns the options that hold for a client under a plan: the
// client's own, else the plan's, else the creditor's.
func (k *Kit) OptionsOf(c *Client, p *Plan) Options {
	o := k.Options
	if p != nil {
		o = p.Options.Over(o)
	}
	if c != nil {
		o = c.Options.Over(o)
	}
	return o
}
