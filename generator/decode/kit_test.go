package decode

import (
	"fmt"
	"strings"

	"relance/generator/diag"
)

// The structs below are a small kit, enough to decode testdata/kit.yaml.
type testKit struct {
	Version  int               `cle:"version" aide:"version du format"`
	Creditor testCreditor      `cle:"creancier,requis" aide:"qui relance"`
	Plan     string            `cle:"plan_par_defaut" aide:"plan de relance"`
	Plans    map[string]string `cle:"plans_par_profil" aide:"plan de chaque profil"`
	UpTo     testDate          `cle:"paiements_a_jour_au" aide:"date des derniers encaissements saisis"`
	Options  *testOptions      `cle:"options" aide:"réglages"`
	Clients  []testClient      `cle:"clients,requis" aide:"les clients"`
}

type testCreditor struct {
	Name      string      `cle:"raison_sociale,requis" aide:"raison sociale"`
	Form      string      `cle:"forme" aide:"forme juridique"`
	Capital   testAmount  `cle:"capital" aide:"capital social"`
	Siren     string      `cle:"siren" aide:"numéro SIREN"`
	Address   []string    `cle:"adresse" aide:"une ligne par élément"`
	Phone     string      `cle:"telephone" aide:"téléphone"`
	Email     string      `cle:"email" aide:"adresse électronique"`
	Signatory *testPerson `cle:"signataire" aide:"qui signe"`
	Bank      *testBank   `cle:"banque" aide:"compte à créditer"`
}

type testPerson struct {
	Title string `cle:"civilite" aide:"M. ou Mme"`
	Name  string `cle:"nom,requis" aide:"nom"`
	Role  string `cle:"fonction" aide:"fonction"`
	Email string `cle:"email" aide:"adresse électronique"`
	Phone string `cle:"telephone" aide:"téléphone"`
}

type testBank struct {
	IBAN string `cle:"iban,requis" aide:"IBAN"`
	BIC  string `cle:"bic" aide:"BIC"`
}

type testOptions struct {
	Grouping string     `cle:"regroupement" aide:"lettres par client ou par facture" choix:"client|facture"`
	Minimum  testAmount `cle:"montant_minimal" aide:"sous ce montant, rien n'est relancé"`
	Grace    int        `cle:"delai_grace" aide:"jours de grâce"`
}

type testClient struct {
	Code     string        `cle:"code,requis" aide:"code du client"`
	Name     string        `cle:"nom,requis" aide:"nom"`
	Type     string        `cle:"type,requis" aide:"la loi qui s'applique" choix:"entreprise|public|particulier"`
	Profile  string        `cle:"profil" aide:"profil"`
	Address  []string      `cle:"adresse" aide:"une ligne par élément"`
	Contacts []testPerson  `cle:"contacts" aide:"interlocuteurs"`
	Invoices []testInvoice `cle:"factures" aide:"factures"`
	Pos      diag.Pos
	At       map[string]diag.Pos
}

type testMoney struct {
	Total testAmount `cle:"montant_ttc,requis" aide:"montant TTC"`
}

type testInvoice struct {
	testMoney
	Number string      `cle:"numero,requis" aide:"numéro"`
	Date   testDate    `cle:"date,requis" aide:"date d'émission"`
	Due    testDate    `cle:"echeance" aide:"date d'échéance"`
	Ref    string      `cle:"reference_commande" aide:"référence de commande"`
	Checks *testChecks `cle:"verifications" aide:"ce qui a été vérifié"`
	Claims []testClaim `cle:"litiges" aide:"litiges"`
	_      struct{}    `jamais:"statut,etat" aide:"les états sont calculés, jamais saisis"`
}

type testChecks struct {
	Sent      *bool `cle:"envoyee" aide:"envoyée"`
	Contract  *bool `cle:"contrat" aide:"contrat"`
	Delivered *bool `cle:"livree" aide:"livrée"`
}

type testClaim struct {
	Opened testDate   `cle:"ouvert_le,requis" aide:"date"`
	Reason string     `cle:"motif,requis" aide:"motif"`
	Amount testAmount `cle:"montant_conteste" aide:"montant contesté"`
}

type testDate string

func (d *testDate) UnmarshalText(text []byte) error {
	var y, m, day int
	if n, err := fmt.Sscanf(string(text), "%4d-%2d-%2d", &y, &m, &day); n != 3 || err != nil || len(text) != 10 {
		return advice{fmt.Sprintf("date illisible « %s »", text), "écrivez la date comme 2026-03-21"}
	}
	*d = testDate(text)
	return nil
}

type testAmount string

func (a *testAmount) UnmarshalText(text []byte) error {
	if strings.Trim(string(text), "0123456789., €") != "" {
		return fmt.Errorf("montant illisible « %s »", text)
	}
	*a = testAmount(text)
	return nil
}
