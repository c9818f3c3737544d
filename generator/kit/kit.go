// Package kit reads the user's folder and refuses it politely: who is owed, who
// owes, the plans, the journal. It is the vocabulary of the program: the struct
// tags below are what a user may write, and every hint, merge field, header and
// reference page derives from them.
//
//	Kit ── Creditor (créancier), Options, Plans ── Stage
//	 └── Client ── Contact, Promise, InstalmentPlan, Payment, CreditNote
//	       └── Invoice ── Payment, CreditNote, Dispute, Deferral, Checks
//
// A state (paid, promised, disputed…) is never typed nor stored: dunning
// computes it from these facts and from the journal.
package kit

import (
	"relance/generator/kit/record"
	"relance/generator/kit/scalar"
)

// clientsFile is clients.yaml.
type clientsFile struct {
	Clients []Client `cle:"clients,requis" aide:"les clients et leurs factures"`
}

// ratesFile is taux.yaml.
type ratesFile struct {
	Rates []RateRow `cle:"taux,requis" aide:"les taux d'un semestre que le programme ne connaît pas encore"`
}

// The records of a kit.
type (
	Kit            = record.Kit
	Source         = record.Source
	Settings       = record.Settings
	RateRow        = record.RateRow
	Creditor       = record.Creditor
	Signatory      = record.Signatory
	Bank           = record.Bank
	CGV            = record.CGV
	Mediator       = record.Mediator
	NamedPartner   = record.NamedPartner
	Secretariat    = record.Secretariat
	Mandate        = record.Mandate
	Closure        = record.Closure
	Data           = record.Data
	ProfilePlans   = record.ProfilePlans
	Options        = record.Options
	Plan           = record.Plan
	Stage          = record.Stage
	Nature         = record.Nature
	Channel        = record.Channel
	Client         = record.Client
	Kind           = record.Kind
	Contact        = record.Contact
	DoNotContact   = record.DoNotContact
	Insolvency     = record.Insolvency
	Contract       = record.Contract
	Invitation     = record.Invitation
	Protocol       = record.Protocol
	Commitment     = record.Commitment
	Gesture        = record.Gesture
	Payment        = record.Payment
	Share          = record.Share
	CreditNote     = record.CreditNote
	Promise        = record.Promise
	InstalmentPlan = record.InstalmentPlan
	Instalment     = record.Instalment
	Invoice        = record.Invoice
	Dispute        = record.Dispute
	Deferral       = record.Deferral
	Cancellation   = record.Cancellation
	Assignment     = record.Assignment
	Delivery       = record.Delivery
	Sending        = record.Sending
	Checks         = record.Checks
)

// The values one line of a record holds.
type (
	YesNo = scalar.YesNo
	SIREN = scalar.SIREN
	SIRET = scalar.SIRET
	IBAN  = scalar.IBAN
	Phone = scalar.Phone
	Email = scalar.Email
)

// An answer to a check; Unset when nobody gave one.
const (
	Unset = scalar.Unset
	Yes   = scalar.Yes
	No    = scalar.No
)

// The kinds of debtors, each under its own law.
const (
	Company  = record.Company
	Public   = record.Public
	Consumer = record.Consumer
)

// The natures of a stage, the softest first.
const (
	Preventive   = record.Preventive
	Soft         = record.Soft
	Meeting      = record.Meeting
	Internal     = record.Internal
	Formal       = record.Formal
	FormalNotice = record.FormalNotice
	Handover     = record.Handover
)

// The channels of a stage.
const (
	ByEmail      = record.ByEmail
	BySMS        = record.BySMS
	ByCall       = record.ByCall
	ByLetter     = record.ByLetter
	ByRegistered = record.ByRegistered
	ByPortal     = record.ByPortal
	InHouse      = record.InHouse
)

// DefaultOptions are the values of domain.md §2.2.
func DefaultOptions() Options { return record.DefaultOptions() }
