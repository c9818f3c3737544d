package record

import (
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/kit/scalar"
	"relance/generator/money"
)

// An Invoice (facture) is one sum due on one day.
type Invoice struct {
	Pos       diag.Pos
	At        map[string]diag.Pos
	Number    string         `cle:"numero,requis" aide:"numéro porté sur la facture"`
	Type      string         `cle:"type" choix:"facture|acompte|situation|solde|retenue_garantie" aide:"nature de la facture"`
	Issued    calendar.Date  `cle:"date,requis" aide:"date d'émission"`
	Due       calendar.Date  `cle:"echeance" aide:"date d'échéance"`
	Terms     calendar.Terms `cle:"conditions" aide:"conditions de paiement, à la place de l'échéance"`
	Total     money.Amount   `cle:"montant_ttc" aide:"montant TTC"`
	Net       money.Amount   `cle:"montant_ht" aide:"montant HT ; exige tva"`
	VAT       *money.Rate    `cle:"tva" aide:"taux de TVA en %"`
	Currency  string         `cle:"devise" aide:"devise, EUR par défaut"`
	Object    string         `cle:"objet" aide:"objet de la facture"`
	Plan      string         `cle:"plan" aide:"plan de relance de cette facture"`
	Payments  []Payment      `cle:"paiements" aide:"règlements reçus"`
	Credits   []CreditNote   `cle:"avoirs" aide:"avoirs"`
	Disputes  []Dispute      `cle:"litiges" aide:"contestations"`
	Deferrals []Deferral     `cle:"reports" aide:"reports accordés"`
	Cancelled *Cancellation  `cle:"annulee" aide:"facture annulée ou passée en perte"`
	Assigned  *Assignment    `cle:"cedee" aide:"facture cédée à un affactureur"`
	Recipient string         `cle:"destinataire" aide:"rôle ou adresse électronique du contact qui la suit"`
	Delivery  *Delivery      `cle:"livraison" aide:"livraison ou exécution"`
	Sent      *Sending       `cle:"envoi" aide:"envoi de la facture"`
	Checks    Checks         `cle:"verifications" aide:"vérifications avant relance"`
	OrderRef  string         `cle:"reference_commande" aide:"numéro de commande du client"`
	Project   string         `cle:"projet" aide:"projet ou chantier"`
	Contract  *Contract      `cle:"contrat" aide:"le contrat"`
	_         struct{}       `jamais:"statut" aide:"les états (payée, promise, en litige…) sont calculés, jamais saisis : notez le paiement, la promesse ou le litige"`
	_         struct{}       `jamais:"solde" aide:"le solde est calculé : saisissez les paiements et les avoirs"`
	PDF       string         `cle:"fichier_pdf" aide:"copie de la facture, dans le dossier"`
}

// A Dispute (litige) freezes the disputed part of one invoice; without an amount
// it covers the whole balance.
type Dispute struct {
	Pos          diag.Pos
	At           map[string]diag.Pos
	Opened       calendar.Date `cle:"ouvert_le,requis" aide:"jour de la contestation"`
	Reason       string        `cle:"motif,requis" aide:"motif"`
	Amount       money.Amount  `cle:"montant_conteste" aide:"montant contesté ; absent : tout le solde"`
	Acknowledged calendar.Date `cle:"accuse_le" aide:"jour de notre accusé de réception"`
	AnswerBy     calendar.Date `cle:"reponse_avant" aide:"jour où nous devons répondre"`
	Closed       calendar.Date `cle:"clos_le" aide:"jour de clôture"`
	Outcome      string        `cle:"issue" choix:"fonde|partiel|non_fonde" aide:"issue"`
	Owner        string        `cle:"responsable" aide:"qui répond chez nous"`
	Evidence     []string      `cle:"pieces" aide:"pièces demandées au client"`
}

// A Deferral (report) moves the pursuit of an invoice to a new day.
type Deferral struct {
	Pos     diag.Pos
	At      map[string]diag.Pos
	Until   calendar.Date `cle:"au,requis" aide:"nouvelle date"`
	Reason  string        `cle:"motif,requis" aide:"motif"`
	By      string        `cle:"par,requis" aide:"qui l'a accordé"`
	Granted calendar.Date `cle:"le" aide:"jour de l'accord"`
}

// A Cancellation (annulation) covers a loss too.
type Cancellation struct {
	On     calendar.Date `cle:"le,requis" aide:"jour"`
	Reason string        `cle:"motif,requis" aide:"motif"`
}

// An Assignment (cession): the factor is paid, so our IBAN must not be printed.
type Assignment struct {
	Factor string        `cle:"factor,requis" aide:"nom de l'affactureur"`
	IBAN   scalar.IBAN   `cle:"iban,requis" aide:"IBAN de l'affactureur"`
	Since  calendar.Date `cle:"depuis,requis" aide:"jour de la cession"`
}

// A Delivery (livraison) with its proof.
type Delivery struct {
	Date  calendar.Date `cle:"date" aide:"jour de livraison"`
	Proof string        `cle:"preuve" aide:"preuve de livraison"`
}

// A Sending (envoi) of the invoice.
type Sending struct {
	Date    calendar.Date `cle:"date" aide:"jour d'envoi"`
	Mode    string        `cle:"mode" aide:"courriel, courrier, portail…"`
	Receipt scalar.YesNo  `cle:"accuse" aide:"accusé de réception obtenu"`
}

// Checks (vérifications) are what must be sure before a formal stage.
type Checks struct {
	Sent      scalar.YesNo `cle:"envoyee" aide:"facture envoyée, preuve conservée"`
	Contract  scalar.YesNo `cle:"contrat" aide:"contrat ou commande signés"`
	Delivered scalar.YesNo `cle:"livree" aide:"livraison ou exécution prouvées"`
}

// over fills the checks left empty from the creditor's defaults.
func (c Checks) over(d Checks) Checks {
	if c.Sent == scalar.Unset {
		c.Sent = d.Sent
	}
	if c.Contract == scalar.Unset {
		c.Contract = d.Contract
	}
	if c.Delivered == scalar.Unset {
		c.Delivered = d.Delivered
	}
	return c
}

// ChecksOf returns the checks of an invoice, the creditor's defaults included.
func (k *Kit) ChecksOf(inv *Invoice) Checks { return inv.Checks.over(k.DefaultChecks) }

// Excess is how much more than its total one payment of an invoice may be, in cents.
func (inv *Invoice) Excess() money.Amount { return inv.Total.MulDiv(10, 100) + 40_00 }
