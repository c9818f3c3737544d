package tracker

import (
	"reflect"
	"strings"

	"relance/generator/journal"
	"relance/generator/kit"
)

// A kind says how a value is written and shown.
type kind uint8

const (
	text  kind = iota // number format "@": what is typed stays as typed
	long              // text that wraps
	euros             // in the currency of the line
	day
	count
	share // of one, shown as a percentage
)

// A usage says whose a cell is.
type usage uint8

const (
	given    usage = iota // a fact of the kit or of the journal
	computed              // a formula
	entry                 // for people to fill in
)

// A column is one field of a sheet: all that writing it, and reading it back,
// must know. When the value is a field of the kit, key is that field's key and
// header the same word as French people write it.
type column[L any] struct {
	key     string
	header  string
	width   float64 // in characters
	as      kind
	use     usage
	help    string
	of      func(*L) any    // the value; what a formula must give
	formula string          // {key} stands for the cell of that column in the line
	instead func(*L) string // another formula for a line that needs one; "" otherwise
	name    string          // defined name of the column's cells
	list    string          // name of the list it is chosen from
}

// A sheet is a table: one header row, one line below for each thing.
type sheet struct {
	name   string // of the tab
	table  string // of the table and of its named columns
	tab    string // colour of the tab
	frozen int    // columns that stay in sight
	blanks int    // lines to fill in below the others, which then are history
	locked string // why the other cells refuse typing
	flags  []flag
}

// A flag colours a cell by its text, which says the same: colour is never alone.
type flag struct{ key, text, fill string }

var todoSheet = sheet{
	name: "À relancer", table: "ARelancer", tab: "C55A11", frozen: 2,
	locked: "Cette cellule est calculée par relance. Notez votre action dans les colonnes jaunes, à droite.",
	flags:  []flag{{"statut", "À valider", amber}, {"statut", "Bloquée", rose}},
}

var todoColumns = []column[todoLine]{
	{key: "code", header: "Code client", width: 11, help: aide[kit.Client]("code"), of: func(l *todoLine) any { return l.c.Client.Code }},
	{key: "nom", header: "Client", width: 25, as: long, help: "client à relancer", of: func(l *todoLine) any { return l.c.Client.FullName() }},
	{key: "priorite", header: "Priorité", width: 9, as: count, help: "1 : à traiter d'abord. Les étapes formelles passent en tête, puis les montants échus les plus élevés", of: func(l *todoLine) any { return l.rank }},
	{key: "contact", header: "Contact", width: 20, as: long, help: "à qui s'adresser", of: func(l *todoLine) any { return person(l.contact) }},
	{key: "telephone", header: "Téléphone", width: 16, help: aide[kit.Contact]("telephone"), of: func(l *todoLine) any { return phone(l.contact) }},
	{key: "factures", header: "Factures", width: 20, as: long, help: "factures demandées par cette action", of: func(l *todoLine) any { return l.numbers }},
	{key: "montant_echu", header: "Montant échu", width: 14, as: euros, help: "part échue et non contestée de ces factures", of: func(l *todoLine) any { return sum{l.overdue, l.c.Currency} }},
	{key: "montant_demande", header: "Montant demandé", width: 14, as: euros, help: "somme que demande le document, pénalités et indemnités comprises quand il les réclame", of: func(l *todoLine) any { return sum{l.c.Amount, l.c.Currency} }},
	{key: "retard_max", header: "Retard max", width: 9, as: count, help: "retard de la plus ancienne de ces factures, en jours", of: func(l *todoLine) any { return l.late }},
	{key: "derniere_action", header: "Dernière action", width: 12, as: day, help: "jour du dernier message à ce client", of: func(l *todoLine) any { return l.last }},
	{key: "etape", header: "Étape proposée", width: 23, as: long, help: "étape du plan de relance", of: func(l *todoLine) any { return l.c.Stage.Title() }},
	{key: "canal", header: "Canal", width: 14, as: long, help: "moyen employé", of: func(l *todoLine) any { return channels.text(string(l.c.Channel)) }},
	{key: "statut", header: "Statut", width: 12, help: "à faire, à valider par un responsable, ou bloquée : le motif dit ce qui manque", of: func(l *todoLine) any { return states.text(string(l.c.Status)) }},
	{key: "motif", header: "Motif", width: 40, as: long, help: "pourquoi cette action, aujourd'hui", of: func(l *todoLine) any { return l.why }},
	{key: "fait_le", header: "Fait le", width: 12, as: day, use: entry, help: "jour où vous l'avez fait"},
	{key: "resultat", header: "Résultat", width: 18, use: entry, list: listOutcomes, help: "ce que le client a répondu"},
	{key: "rappeler_le", header: "Rappeler le", width: 12, as: day, use: entry, help: "jour où reprendre contact"},
	{key: "note", header: "Note", width: 30, as: long, use: entry, help: "ce qu'il faut retenir"},
	{key: identifier, header: "Identifiant", width: 30, help: helpID, of: func(l *todoLine) any { return l.id }},
}

var invoiceSheet = sheet{
	name: "Factures", table: "Fac", tab: navy, frozen: 2,
	locked: "Cette feuille est calculée par relance. Corrigez la facture dans le dossier, ou notez l'événement dans la feuille Journal.",
	flags: []flag{
		{"tranche", "31 à 60 j", amber}, {"tranche", "61 à 90 j", orange}, {"tranche", "91 j et plus", rose},
		{"etat", "À valider", amber}, {"etat", "Bloquée", rose}, {"etat", "En litige", rose},
	},
}

// The formulas below are those of [newInvoiceLine].
var invoiceColumns = []column[invoiceLine]{
	{key: "numero", header: "Numéro", width: 14, help: aide[kit.Invoice]("numero"), of: func(l *invoiceLine) any { return l.d.Invoice.Number }},
	{key: "code", header: "Code client", width: 11, name: "Code", help: aide[kit.Client]("code"), of: func(l *invoiceLine) any { return l.d.Client.Code }},
	{key: "nom", header: "Client", width: 26, as: long, help: "client facturé", of: func(l *invoiceLine) any { return l.d.Client.FullName() }},
	{key: "date", header: "Date", width: 12, as: day, name: "Date", help: aide[kit.Invoice]("date"), of: func(l *invoiceLine) any { return l.d.Invoice.Issued }},
	{key: "echeance", header: "Échéance", width: 12, as: day, help: aide[kit.Invoice]("echeance"), of: func(l *invoiceLine) any { return l.d.Invoice.Due }},
	{key: "devise", header: "Devise", width: 8, name: "Devise", help: aide[kit.Invoice]("devise") + " ; les totaux ne portent que sur les euros", of: func(l *invoiceLine) any { return l.d.Invoice.Currency }},
	{key: "montant_ttc", header: "Montant TTC", width: 14, as: euros, name: "TTC", help: aide[kit.Invoice]("montant_ttc"), of: func(l *invoiceLine) any { return sum{l.d.Invoice.Total, l.d.Invoice.Currency} }},
	{key: "avoirs", header: "Avoirs", width: 12, as: euros, name: "Avoirs", help: "avoirs affectés à la facture", of: func(l *invoiceLine) any { return l.some(l.claim.Credits) }},
	{key: "encaisse", header: "Encaissé", width: 14, as: euros, help: "règlements affectés à la facture", of: func(l *invoiceLine) any { return l.some(l.claim.Paid) }},
	{key: "reste_du", header: "Reste dû", width: 14, as: euros, use: computed, name: "Reste", help: "montant TTC moins avoirs et encaissements ; zéro si la facture est annulée",
		of: func(l *invoiceLine) any { return sum{l.rest, l.d.Invoice.Currency} }, formula: `IF({etat}="Annulée",0,ROUND({montant_ttc}-{avoirs}-{encaisse},2))`},
	{key: "retard", header: "Jours de retard", width: 9, as: count, use: computed, name: "Retard", help: "de l'échéance au jour des chiffres, si un solde reste dû",
		of: func(l *invoiceLine) any { return l.late }, formula: `IF(OR({echeance}="",{reste_du}<=0),0,MAX(0,Arrete_au-{echeance}))`},
	{key: "tranche", header: "Tranche", width: 13, use: computed, name: "Tranche", help: "tranche de la balance âgée",
		of: func(l *invoiceLine) any { return l.bucket }, formula: `IF({reste_du}<=0,"",IF({date}>Arrete_au,"À émettre",IF({retard}=0,"Non échu",IF({retard}<=30,"1 à 30 j",IF({retard}<=60,"31 à 60 j",IF({retard}<=90,"61 à 90 j","91 j et plus"))))))`},
	{key: "conteste", header: "Contesté", width: 12, as: euros, name: "Conteste", help: "part du reste dû visée par un litige ouvert", of: func(l *invoiceLine) any { return l.some(l.disputed) }},
	{key: "penalites", header: "Pénalités", width: 12, as: euros, help: "pénalités de retard courues sur le reste dû (calcul ligne à ligne : relance decompte)", of: func(l *invoiceLine) any { return l.some(l.interest) }},
	{key: "indemnite", header: "Indemnité", width: 11, as: euros, help: "indemnité forfaitaire pour frais de recouvrement, 40 €, jamais pour un particulier", of: func(l *invoiceLine) any { return l.some(l.compensation) }},
	{key: "exigible", header: "Total exigible", width: 14, as: euros, use: computed, help: "si la facture est échue : reste dû non contesté, pénalités et indemnité",
		of: func(l *invoiceLine) any { return sum{l.exigible(), l.d.Invoice.Currency} }, formula: `IF({retard}=0,0,ROUND({reste_du}-{conteste}+{penalites}+{indemnite},2))`},
	{key: "plan", header: "Plan", width: 15, help: aide[kit.Invoice]("plan"), of: func(l *invoiceLine) any { return planID(l.d.Plan) }},
	{key: "etat", header: "État", width: 20, name: "Etat", help: "où en est la facture", of: func(l *invoiceLine) any { return states.text(string(l.d.State)) }},
	{key: "etape", header: "Étape", width: 32, as: long, help: "prochaine étape du plan", of: func(l *invoiceLine) any { return l.stage() }},
	{key: "prochaine_date", header: "Prochaine date", width: 13, as: day, help: "jour de cette étape, ou jour où l'état prend fin", of: func(l *invoiceLine) any { return l.d.Date }},
	{key: "motif", header: "Motif", width: 60, as: long, help: "pourquoi la facture en est là", of: func(l *invoiceLine) any { return capital(l.d.Reason) }},
	{key: identifier, header: "Identifiant", width: 14, help: helpID, of: func(l *invoiceLine) any { return l.d.Invoice.Number }},
}

var clientSheet = sheet{
	name: "Clients", table: "Cli", tab: "548235", frozen: 2,
	locked: "Cette feuille est calculée par relance. Corrigez la fiche du client dans le dossier.",
}

var clientColumns = []column[clientLine]{
	{key: "code", header: "Code", width: 10, name: "Code", help: aide[kit.Client]("code"), of: func(l *clientLine) any { return l.c.Code }},
	{key: "nom", header: "Nom", width: 30, as: long, name: "Nom", help: aide[kit.Client]("nom"), of: func(l *clientLine) any { return l.c.FullName() }},
	{key: "type", header: "Type", width: 13, help: aide[kit.Client]("type"), of: func(l *clientLine) any { return debtors.text(string(l.c.Kind)) }},
	{key: "profil", header: "Profil", width: 16, help: aide[kit.Client]("profil"), of: func(l *clientLine) any { return profiles.text(l.c.Profile) }},
	{key: "plan", header: "Plan", width: 15, help: aide[kit.Client]("plan"), of: func(l *clientLine) any { return planID(l.plan) }},
	{key: "contact", header: "Contact", width: 24, as: long, help: "le comptable, à défaut le premier contact", of: func(l *clientLine) any { return person(l.contact) }},
	{key: "email", header: "E-mail", width: 38, help: aide[kit.Contact]("email"), of: func(l *clientLine) any { return email(l.contact) }},
	{key: "telephone", header: "Téléphone", width: 16, help: aide[kit.Contact]("telephone"), of: func(l *clientLine) any { return phone(l.contact) }},
	{key: "encours", header: "Encours", width: 15, as: euros, use: computed, help: "tout ce que doit le client en euros, échu ou non, montants contestés compris",
		of: func(l *clientLine) any { return sum{l.open, ""} }, formula: openFormula, instead: func(l *clientLine) string { return exactly(l.ambiguous, openFormula) }},
	{key: "echu", header: "Échu", width: 15, as: euros, use: computed, help: "part de l'encours dont l'échéance est passée",
		of: func(l *clientLine) any { return sum{l.overdue, ""} }, formula: overdueFormula, instead: func(l *clientLine) string { return exactly(l.ambiguous, overdueFormula) }},
	{key: "dernier_courriel", header: "Dernier courriel", width: 12, as: day, help: "jour du dernier courriel envoyé", of: func(l *clientLine) any { return l.last[journal.ByEmail] }},
	{key: "dernier_appel", header: "Dernier appel", width: 12, as: day, help: "jour du dernier appel", of: func(l *clientLine) any { return l.last[journal.ByPhone] }},
	{key: "dernier_courrier", header: "Dernier courrier", width: 12, as: day, help: "jour de la dernière lettre, simple ou recommandée", of: func(l *clientLine) any { return l.last[journal.ByPost] }},
	{key: "promesses_tenues", header: "Promesses tenues", width: 11, as: count, help: "promesses échues dont la somme est arrivée à temps", of: func(l *clientLine) any { return l.kept }},
	{key: "promesses_rompues", header: "Promesses rompues", width: 11, as: count, help: "promesses échues dont la somme n'est pas arrivée à temps", of: func(l *clientLine) any { return l.broken }},
	{key: identifier, header: "Identifiant", width: 12, help: helpID, of: func(l *clientLine) any { return l.c.Code }},
}

var journalSheet = sheet{
	name: "Journal", table: "Jou", tab: "7F7F7F", frozen: 3, blanks: 200,
	locked: "Une ligne du journal ne se modifie pas. Ajoutez une ligne jaune plus bas, ou employez relance noter correction.",
}

var journalColumns = []column[journalLine]{
	{key: "date", header: "Date", width: 12, as: day, use: entry, help: "jour de l'événement", of: func(l *journalLine) any { return l.e.Date }},
	{key: "heure", header: "Heure", width: 8, use: entry, help: "heure, par exemple 10:12", of: func(l *journalLine) any { return l.e.Time }},
	{key: "code", header: "Code client", width: 11, use: entry, list: "Cli_Code", help: aide[kit.Client]("code"), of: func(l *journalLine) any { return l.e.Client }},
	{key: "nom", header: "Client", width: 26, as: long, use: computed, help: "nom du client, retrouvé d'après son code", of: func(l *journalLine) any { return l.client },
		formula: `IF({code}="","",IFERROR(INDEX(Cli_Nom,MATCH({code},Cli_Code,0)),"code inconnu"))`},
	{key: "type", header: "Type", width: 14, use: entry, list: listTypes, help: "nature de l'événement", of: func(l *journalLine) any { return types.text(string(l.e.Type)) }},
	{key: "canal", header: "Canal", width: 14, use: entry, list: listChannels, help: "moyen employé", of: func(l *journalLine) any { return channels.text(string(l.e.Channel)) }},
	{key: "etape", header: "Étape", width: 34, as: long, use: entry, help: "étape du plan, s'il y en a une", of: func(l *journalLine) any { return l.stage }},
	{key: "factures", header: "Factures", width: 22, as: long, use: entry, help: "numéros des factures, séparés par des virgules", of: func(l *journalLine) any { return l.numbers }},
	{key: "montant", header: "Montant", width: 14, as: euros, use: entry, help: "somme promise, reçue, contestée ou réclamée", of: func(l *journalLine) any { return l.amount }},
	{key: "pour_le", header: "Pour le", width: 12, as: day, use: entry, help: "jour promis, nouvelle échéance d'un report, ou date limite imprimée", of: func(l *journalLine) any { return l.until }},
	{key: "resultat", header: "Résultat", width: 18, use: entry, list: listOutcomes, help: "ce que le client a répondu", of: func(l *journalLine) any { return l.outcome }},
	{key: "interlocuteur", header: "Interlocuteur", width: 20, use: entry, help: "à qui vous avez parlé", of: func(l *journalLine) any { return l.e.Contact }},
	{key: "contenu", header: "Contenu", width: 50, as: long, use: entry, help: "ce qui a été dit ou décidé", of: func(l *journalLine) any { return l.content }},
	{key: "auteur", header: "Auteur", width: 18, use: entry, help: "qui l'a fait", of: func(l *journalLine) any { return l.e.Author }},
	{key: identifier, header: "Identifiant", width: 16, help: helpID, of: func(l *journalLine) any { return l.e.ID }},
}

// identifier is the key of the hidden column that says which line a line is,
// however people sort, insert or copy.
const (
	identifier = "id"
	helpID     = "repère de la ligne, à laisser tel quel"
)

// aide is the help of the kit's own field, from its struct tag.
func aide[T any](key string) string {
	t := reflect.TypeFor[T]()
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("cle"), ","); name == key {
			return t.Field(i).Tag.Get("aide")
		}
	}
	panic("tracker: the kit has no field " + key)
}
