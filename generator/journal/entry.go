// Package journal holds what was done: who was reminded, called, what was
// promised, paid or disputed.
//
// A journal is a file of JSON lines that only grows. Each line names the SHA-256
// of the one before it, so that a line lost, edited or moved is seen. The chain
// tells accidents and careless edits, not a determined forger: anyone who may
// write the file may also compute the hashes again.
//
// This package reads and makes lines; it opens and writes no file.
package journal

import (
	"relance/generator/calendar"
	"relance/generator/money"
)

// An Entry (ligne du journal) is one thing done, said or heard. A key that is
// absent from the line is a zero value here; amounts of 0, empty texts and days
// are never written.
type Entry struct {
	Line int `json:"-"` // in the file, from 1

	Version   int           `json:"v,omitempty"`
	ID        string        `json:"id,omitempty"`   // 2026-03-26-001: the day it was written, its rank that day
	Date      calendar.Date `json:"date,omitempty"` // the day it happened
	Time      string        `json:"heure,omitempty"`
	Creditor  string        `json:"creancier,omitempty"` // SIREN
	Client    string        `json:"client,omitempty"`    // code
	Type      Type          `json:"type,omitempty"`
	Channel   Channel       `json:"canal,omitempty"`
	Direction Direction     `json:"sens,omitempty"`
	Invoices  []Invoice     `json:"factures,omitempty"`
	Deadline  calendar.Date `json:"date_limite,omitempty"` // printed by the document, promised, or by which we answer a dispute

	// Call and Reply.
	Outcome Outcome `json:"resultat,omitempty"`
	Contact string  `json:"interlocuteur,omitempty"`
	Content string  `json:"contenu,omitempty"`
	Cause   Cause   `json:"cause,omitempty"`

	// Promise and Payment.
	Amount    money.Amount `json:"montant,omitempty"`
	Means     string       `json:"mode,omitempty"`
	Reference string       `json:"reference,omitempty"`

	// Dispute, opened with a reason or closed with an issue. Disputed is 0 when
	// the whole balance is.
	Reason   string       `json:"motif,omitempty"`
	Disputed money.Amount `json:"montant_conteste,omitempty"`
	Closed   bool         `json:"clos,omitempty"`
	Issue    Issue        `json:"issue,omitempty"`

	// Approval, Registered and Takeover are about a stage of the plan.
	Stage     string        `json:"etape,omitempty"`
	Decision  Decision      `json:"decision,omitempty"`
	AskAgain  calendar.Date `json:"reproposer_le,omitempty"`
	Number    string        `json:"numero,omitempty"` // of the registered letter
	Posted    calendar.Date `json:"depot,omitempty"`
	Presented calendar.Date `json:"presentation,omitempty"`
	Returned  string        `json:"retour,omitempty"` // npai

	Until     calendar.Date `json:"au,omitempty"`           // Postponement
	Recipient string        `json:"destinataire,omitempty"` // Handover; of a Dispute, who answers it

	// Typed: a cell of the tracker that nothing else could hold.
	Sheet      string `json:"feuille,omitempty"`
	Cell       string `json:"cellule,omitempty"`
	Field      string `json:"champ,omitempty"`
	Before     string `json:"avant,omitempty"`
	After      string `json:"apres,omitempty"`
	Generation int    `json:"generation,omitempty"`

	// Correction: the line of ID Corrects does not count (Cancels), or has the
	// keys that this one gives.
	Corrects string `json:"corrige,omitempty"`
	Cancels  bool   `json:"annule,omitempty"`

	Lot       string     `json:"lot,omitempty"`
	Documents []Document `json:"documents,omitempty"`
	Author    string     `json:"auteur,omitempty"`
	Previous  string     `json:"precedent,omitempty"` // SHA-256 of the line before, in hex
}

// An Invoice is what an entry says of one invoice.
type Invoice struct {
	Number  string       `json:"numero,omitempty"`
	Stage   string       `json:"etape,omitempty"`
	Plan    string       `json:"plan,omitempty"`
	Status  Status       `json:"statut,omitempty"`
	Balance money.Amount `json:"solde,omitempty"` // on that day
}

// A Document is a file that was sent, by its path in the lot.
type Document struct {
	File string `json:"fichier,omitempty"`
	Sum  string `json:"sha256,omitempty"` // hex
}

// A Type says what an entry tells.
type Type string

const (
	Reminder     Type = "relance"
	Call         Type = "appel"
	Reply        Type = "reponse"
	Promise      Type = "promesse"
	Payment      Type = "paiement"
	Dispute      Type = "litige"
	Approval     Type = "approbation"
	Registered   Type = "recommande"
	Postponement Type = "report"
	Handover     Type = "transmission"
	Takeover     Type = "reprise" // a stage done before relance was in use
	Typed        Type = "saisie"
	Note         Type = "note"
	Correction   Type = "correction"
	Purge        Type = "purge" // first line of a journal that follows a purged one
)

// A Channel is the way a message went.
type Channel string

const (
	ByEmail       Channel = "email"
	BySMS         Channel = "sms"
	ByPhone       Channel = "appel"
	ByPost        Channel = "courrier"
	ByRegistered  Channel = "recommande"
	ByERegistered Channel = "recommande_electronique"
	ByHand        Channel = "remise_en_main"
	ByPortal      Channel = "portail"
	Internal      Channel = "interne"
)

// A Direction tells what we sent from what we received.
type Direction string

const (
	Sent     Direction = "emis"
	Received Direction = "recu"
)

// A Status says what a stage became for an invoice.
type Status string

const (
	Done     Status = "faite"
	Absorbed Status = "absorbee" // its text went with a higher stage's
	Skipped  Status = "sautee"
)

// An Outcome (résultat) is how a call or a message ended.
type Outcome string

const (
	Answered     Outcome = "repondu"
	NoAnswer     Outcome = "sans_reponse"
	Voicemail    Outcome = "messagerie"
	Dodged       Outcome = "esquive"
	Promised     Outcome = "promesse"
	Disputing    Outcome = "conteste"
	Paid         Outcome = "paye"
	AskedDelay   Outcome = "demande_delai"
	WrongContact Outcome = "mauvais_interlocuteur"
	Undelivered  Outcome = "npai"
	Refused      Outcome = "refuse"
)

// A Cause (cause du retard) is why the client has not paid.
type Cause string

const (
	Forgotten      Cause = "oubli"
	NotReceived    Cause = "facture_non_recue"
	InvoiceError   Cause = "erreur_facture"
	InDispute      Cause = "litige"
	PurchaseOrder  Cause = "bon_de_commande"
	InternalSteps  Cause = "circuit_validation"
	CashShortage   Cause = "tresorerie"
	BadFaith       Cause = "mauvaise_foi"
	PriceDisagreed Cause = "desaccord_prix"
	MonthEnd       Cause = "fin_de_mois_interne"
	Unknown        Cause = "inconnu"
)

// An Issue is how a dispute was closed.
type Issue string

const (
	Founded   Issue = "fonde"
	Partly    Issue = "partiel"
	Unfounded Issue = "non_fonde"
)

// A Decision answers a request for approval.
type Decision string

const (
	Granted Decision = "accordee"
	Denied  Decision = "refusee"
)
