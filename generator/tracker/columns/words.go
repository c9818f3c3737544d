package columns

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"relance/generator/claim"
	"relance/generator/diag"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/workbook"
)

// A Lexicon says in French what the kit and the journal write as keys. Its order
// is that of the drop-down lists.
type Lexicon []struct{ key, word string }

// Text is the word of a key; a key without a word is shown as a word might be.
func (l Lexicon) Text(key string) string {
	for _, w := range l {
		if w.key == key {
			return w.word
		}
	}
	return cell.Capital(strings.ReplaceAll(key, "_", " "))
}

// Key is the key of a word, typed without regard for accents and capitals, or of
// a key typed as such.
func (l Lexicon) Key(word string) (string, bool) {
	for _, w := range l {
		if diag.Fold(w.word) == diag.Fold(word) || w.key == word {
			return w.key, true
		}
	}
	return "", false
}

var states = Lexicon{
	{string(dunning.Todo), "À faire"}, {string(dunning.Upcoming), "À venir"}, {string(dunning.ToApprove), "À valider"},
	{string(dunning.Blocked), "Bloquée"}, {string(dunning.Settled), "Soldée"}, {string(dunning.Promised), "Promesse en cours"},
	{string(dunning.Disputed), "En litige"}, {string(dunning.Instalments), "Échéancier"}, {string(dunning.PartialPause), "Règlement partiel"},
	{string(dunning.BelowMinimum), "Sous le minimum"}, {string(dunning.Insolvent), "Procédure collective"}, {string(dunning.DoNotContact), "Ne pas contacter"},
	{string(dunning.HandedOver), "Transmise"}, {string(dunning.Cancelled), "Annulée"}, {string(dunning.Overpaid), "Trop-perçu"},
	{string(dunning.Deferred), "Reportée"}, {string(dunning.Covered), "À affecter"}, {string(dunning.PlanEnded), "Plan terminé"},
}

// Channels are the means of a contact.
var Channels = Lexicon{
	{string(journal.ByPhone), "Appel"}, {string(journal.ByEmail), "Courriel"}, {string(journal.BySMS), "SMS"}, {string(journal.ByPost), "Courrier"},
	{string(journal.ByRegistered), "Recommandé"}, {string(journal.ByERegistered), "Recommandé électronique"}, {string(journal.ByHand), "Remise en main"},
	{string(journal.ByPortal), "Portail"}, {string(journal.Internal), "Interne"},
}

// types begins with those that people may type, [Typed]; a reminder is recorded
// by « valider » only.
var types = Lexicon{
	{string(journal.Call), "Appel"}, {string(journal.Reply), "Réponse"}, {string(journal.Promise), "Promesse"}, {string(journal.Payment), "Paiement"},
	{string(journal.Dispute), "Litige"}, {string(journal.Postponement), "Report"}, {string(journal.Note), "Note"},
	{string(journal.Reminder), "Relance"}, {string(journal.Approval), "Approbation"}, {string(journal.Registered), "Recommandé"},
	{string(journal.Handover), "Transmission"}, {string(journal.Takeover), "Reprise"}, {string(journal.Typed), "Saisie"},
}

// Typed are the types of the lines that people may add to the journal.
var Typed = types[:7]

// Outcomes are what a call or an answer led to.
var Outcomes = Lexicon{
	{string(journal.Answered), "A répondu"}, {string(journal.NoAnswer), "Sans réponse"}, {string(journal.Voicemail), "Messagerie"}, {string(journal.Dodged), "Esquive"},
	{string(journal.Promised), "Promesse"}, {string(journal.Disputing), "Conteste"}, {string(journal.Paid), "Dit avoir payé"}, {string(journal.AskedDelay), "Demande un délai"},
	{string(journal.WrongContact), "Mauvais interlocuteur"}, {string(journal.Undelivered), "N'habite pas à l'adresse"}, {string(journal.Refused), "Refuse"},
}

// Directions tell what we sent from what we received.
var Directions = Lexicon{{string(journal.Sent), "Émis"}, {string(journal.Received), "Reçu"}}

// causes are why a client says it has not paid.
var causes = Lexicon{
	{string(journal.Forgotten), "Oubli"}, {string(journal.NotReceived), "Facture non reçue"}, {string(journal.InvoiceError), "Erreur sur la facture"},
	{string(journal.InDispute), "Litige"}, {string(journal.PurchaseOrder), "Bon de commande"}, {string(journal.InternalSteps), "Circuit de validation"},
	{string(journal.CashShortage), "Trésorerie"}, {string(journal.BadFaith), "Refus sans motif"}, {string(journal.PriceDisagreed), "Désaccord sur le prix"},
	{string(journal.MonthEnd), "Fin de mois chez le client"}, {string(journal.Unknown), "Inconnue"},
}

// answers are the other ways in which an entry ends: decisions and issues.
var answers = Lexicon{
	{string(journal.Granted), "Accordée"}, {string(journal.Denied), "Refusée"},
	{string(journal.Founded), "Fondé"}, {string(journal.Partly), "Fondé en partie"}, {string(journal.Unfounded), "Non fondé"},
}

// Decisions are those of an approval, Issues those of a dispute.
var (
	Decisions = answers[:2]
	Issues    = answers[2:]
)

var debtors = Lexicon{{string(kit.Company), "Entreprise"}, {string(kit.Public), "Public"}, {string(kit.Consumer), "Particulier"}}

// A bad payer is « à surveiller »: the file may be shown to the person it is
// about (contracts.md §9.13).
var profiles = Lexicon{
	{"tpe", "TPE"}, {"pme", "PME"}, {"grand_compte", "Grand compte"}, {"nouveau_client", "Nouveau client"}, {"particulier", "Particulier"},
	{"public", "Public"}, {"mauvais_payeur", "À surveiller"}, {"association", "Association"},
}

// Alerts are the natures of the alerts of an agenda, by code.
var Alerts = Lexicon{
	{"paiements_anciens", "Encaissements anciens"}, {"paiements_futurs", "Encaissements à vérifier"}, {"fin_gel_client", "Fin de consigne"}, {"validation_en_souffrance", "Validation en attente"},
	{"silence", "Sans action"}, {"paiement_futur", "Règlement à venir"}, {"prescription", "Prescription proche"}, {"dependance", "Dépendance"},
	{"profil_suggere", "Profil suggéré"}, {"reunion_proposee", "Réunion proposée"}, {"levee_mesure", "Mesure à lever"}, {"derive_delai", "Délai qui s'allonge"},
	{"taux_contractuel", "Taux trop bas"}, {"litige", "Litige sans réponse"}, {dunning.BlockOrders, "Blocage des commandes"},
}

// Measures are those of deterrence.
var Measures = Lexicon{
	{dunning.BlockOrders, "Blocage des commandes"}, {dunning.Acceleration, "Exigibilité immédiate"},
	{dunning.CashFirst, "Règlement à la commande"}, {dunning.Suspension, "Suspension des livraisons"},
}

// questions are what may be decided that is no stage of a plan.
var questions = append(slices.Clone(Measures), Lexicon{
	{claim.DisputeApproval, "Litige : reprendre ou attendre"}, {"promesse", "Promesse à accepter"}, {"echeancier", "Échéancier à accepter"},
	{"report", "Report à accepter"}, {"adresse", "Adresse à vérifier"},
}...)

// thin puts where French typography wants them the spaces that no line may break at.
var thin = strings.NewReplacer("« ", "«\u202f", " »", "\u202f»", " ;", "\u202f;", " :", "\u202f:", " ?", "\u202f?", " !", "\u202f!")

// French says in words the keys that a task or an alert quotes for the command line.
func French(label string) string {
	for _, l := range []Lexicon{Measures, profiles} {
		for _, w := range l {
			label = strings.ReplaceAll(label, "« "+w.key+" »", "« "+inSentence(w.word)+" »")
		}
	}
	return thin.Replace(label)
}

// inSentence is a word without its capital, unless it is all capitals.
func inSentence(word string) string {
	if word == strings.ToUpper(word) {
		return word
	}
	first, n := utf8.DecodeRuneInString(word)
	return string(unicode.ToLower(first)) + word[n:]
}

// Returned says that a registered letter came back.
const Returned = "Oui"

// Returns is what may be typed of a registered letter that came back.
var Returns = Lexicon{{"npai", Returned}}

// The names of the drop-down lists.
const (
	listOutcomes = "Liste_resultats"
	listTypes    = "Liste_types"
	listChannels = "Liste_canaux"

	listDirections = "Liste_sens"

	listDecisions = "Liste_decisions"
	listIssues    = "Liste_issues"
	listMeans     = "Liste_modes"
	listReturned  = "Liste_retours"
)

// Lists are the drop-down lists of the workbook.
func Lists() []workbook.List {
	return []workbook.List{
		{Name: listOutcomes, Words: Outcomes.Words()},
		{Name: listTypes, Words: Typed.Words()},
		{Name: listChannels, Words: Channels.Words()},
		{Name: listDirections, Words: Directions.Words()},
		{Name: listDecisions, Words: Decisions.Words()},
		{Name: listIssues, Words: Issues.Words()},
		{Name: listMeans, Words: []string{"virement", "prélèvement", "chèque", "carte", "espèces"}},
		{Name: listReturned, Words: Returns.Words()},
	}
}

// Words are those of the lexicon, in its order.
func (l Lexicon) Words() (out []string) {
	for _, w := range l {
		out = append(out, w.word)
	}
	return out
}
