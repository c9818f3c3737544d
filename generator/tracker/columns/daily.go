package columns

import (
	"reflect"
	"strings"

	"relance/generator/kit"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/look"
	"relance/generator/tracker/workbook"
)

var todoSheet = workbook.Sheet{
	Name: Todo, Table: "ARelancer", Tab: "C55A11", Frozen: 2, Printed: "motif",
	Locked: "Cette cellule est calculée par relance. Notez votre action dans les colonnes jaunes, à droite.",
	Flags:  []workbook.Flag{{Key: "statut", Text: "À valider", Fill: look.Amber}, {Key: "statut", Text: "Bloquée", Fill: look.Rose}},
}

var todoColumns = []workbook.Column[figures.TodoLine]{
	{Key: "code", Header: "Code client", Width: 11, Help: aide[kit.Client]("code"), Of: func(l *figures.TodoLine) any { return l.Communication.Client.Code }},
	{Key: "nom", Header: "Client", Width: 25, As: cell.Long, Help: "client à relancer", Of: func(l *figures.TodoLine) any { return l.Communication.Client.FullName() }},
	{Key: "priorite", Header: "Priorité", Width: 9, As: cell.Count, Help: "1 : à traiter d'abord. Les étapes formelles passent en tête, puis les montants échus les plus élevés", Of: func(l *figures.TodoLine) any { return l.Rank }},
	{Key: "contact", Header: "Contact", Width: 20, As: cell.Long, Help: "à qui s'adresser", Of: func(l *figures.TodoLine) any { return person(l.Contact) }},
	{Key: "telephone", Header: "Téléphone", Width: 16, Help: aide[kit.Contact]("telephone"), Of: func(l *figures.TodoLine) any { return phone(l.Contact) }},
	{Key: "factures", Header: "Factures", Width: 20, As: cell.Long, Help: "factures demandées par cette action", Of: func(l *figures.TodoLine) any { return l.Numbers }},
	{Key: "montant_echu", Header: "Montant échu", Width: 14, As: cell.Euros, Help: "part échue et non contestée de ces factures", Of: func(l *figures.TodoLine) any {
		return cell.Sum{Amount: l.Overdue, Currency: l.Communication.Currency}
	}},
	{Key: "montant_demande", Header: "Montant demandé", Width: 14, As: cell.Euros, Help: "somme que demande le document, pénalités et indemnités comprises quand il les réclame", Of: func(l *figures.TodoLine) any {
		return cell.Sum{Amount: l.Communication.Amount, Currency: l.Communication.Currency}
	}},
	{Key: "retard_max", Header: "Retard max", Width: 9, As: cell.Count, Help: "retard de la plus ancienne de ces factures, en jours", Of: func(l *figures.TodoLine) any { return l.Late }},
	{Key: "derniere_action", Header: "Dernière action", Width: 12, As: cell.Day, Help: "jour du dernier message à ce client", Of: func(l *figures.TodoLine) any { return l.Last }},
	{Key: "etape", Header: "Étape proposée", Width: 23, As: cell.Long, Help: "étape du plan de relance", Of: func(l *figures.TodoLine) any { return l.Communication.Stage.Title() }},
	{Key: "canal", Header: "Canal", Width: 14, As: cell.Long, Help: "moyen employé", Of: func(l *figures.TodoLine) any { return Channels.Text(string(l.Communication.Channel)) }},
	{Key: "statut", Header: "Statut", Width: 12, Help: "à faire, à valider par un responsable, ou bloquée : le motif dit ce qui manque", Of: func(l *figures.TodoLine) any { return states.Text(string(l.Communication.Status)) }},
	{Key: "motif", Header: "Motif", Width: 40, As: cell.Long, Help: "pourquoi cette action, aujourd'hui", Of: func(l *figures.TodoLine) any { return cell.Capital(l.Reason) }},
	{Key: "document", Header: "Document", Width: 24, Use: cell.Computed, Link: true, Help: "à ouvrir d'un clic : lettre, courriel, fiche d'appel", Of: func(l *figures.TodoLine) any { return fileName(l.Document) }, Instead: func(l *figures.TodoLine) string { return link(l.Document, fileName(l.Document)) }},
	{Key: "fait_le", Header: "Fait le", Width: 12, As: cell.Day, Use: cell.Entry, Help: "jour où vous l'avez fait"},
	{Key: "resultat", Header: "Résultat", Width: 18, Use: cell.Entry, List: listOutcomes, Help: "ce que le client a répondu"},
	{Key: "rappeler_le", Header: "Rappeler le", Width: 12, As: cell.Day, Use: cell.Entry, Help: "jour où reprendre contact"},
	{Key: "note", Header: "Note", Width: 30, As: cell.Long, Use: cell.Entry, Help: "ce qu'il faut retenir"},
	{Key: identifier, Header: "Identifiant", Width: 30, Help: helpID, Of: func(l *figures.TodoLine) any { return l.ID }},
}

var invoiceSheet = workbook.Sheet{
	Name: Invoices, Table: "Fac", Tab: look.Navy, Frozen: 2, Printed: "etat",
	Locked: "Cette cellule est calculée par relance. Corrigez la facture dans le dossier, ou notez l'événement dans les colonnes jaunes.",
	Flags: []workbook.Flag{
		{Key: "tranche", Text: "31 à 60 j", Fill: look.Amber}, {Key: "tranche", Text: "61 à 90 j", Fill: look.Orange}, {Key: "tranche", Text: "91 j et plus", Fill: look.Rose},
		{Key: "etat", Text: "À valider", Fill: look.Amber}, {Key: "etat", Text: "Bloquée", Fill: look.Rose}, {Key: "etat", Text: "En litige", Fill: look.Rose},
	},
}

// Each formula below computes again what package figures has computed.
var invoiceColumns = []workbook.Column[figures.InvoiceLine]{
	{Key: "numero", Header: "Numéro", Width: 14, Name: "Numero", Help: aide[kit.Invoice]("numero"), Of: func(l *figures.InvoiceLine) any { return l.Decision.Invoice.Number }},
	{Key: "code", Header: "Code client", Width: 11, Name: "Code", Help: aide[kit.Client]("code"), Of: func(l *figures.InvoiceLine) any { return l.Decision.Client.Code }},
	{Key: "nom", Header: "Client", Width: 26, As: cell.Long, Help: "client facturé", Of: func(l *figures.InvoiceLine) any { return l.Decision.Client.FullName() }},
	{Key: "date", Header: "Date", Width: 12, As: cell.Day, Name: "Date", Help: aide[kit.Invoice]("date"), Of: func(l *figures.InvoiceLine) any { return l.Decision.Invoice.Issued }},
	{Key: "echeance", Header: "Échéance", Width: 12, As: cell.Day, Help: aide[kit.Invoice]("echeance"), Of: func(l *figures.InvoiceLine) any { return l.Decision.Invoice.Due }},
	{Key: "devise", Header: "Devise", Width: 8, Name: "Devise", Help: aide[kit.Invoice]("devise") + " ; les totaux ne portent que sur les euros", Of: func(l *figures.InvoiceLine) any { return l.Decision.Invoice.Currency }},
	{Key: "montant_ttc", Header: "Montant TTC", Width: 14, As: cell.Euros, Name: "TTC", Help: aide[kit.Invoice]("montant_ttc"), Of: func(l *figures.InvoiceLine) any { return of(l, l.Decision.Invoice.Total) }},
	{Key: "avoirs", Header: "Avoirs", Width: 12, As: cell.Euros, Name: "Avoirs", Help: "avoirs affectés à la facture", Of: func(l *figures.InvoiceLine) any { return some(l, l.Claim.Credits) }},
	{Key: "encaisse", Header: "Encaissé", Width: 14, As: cell.Euros, Help: "règlements affectés à la facture", Of: func(l *figures.InvoiceLine) any { return some(l, l.Claim.Paid) }},
	{Key: "reste_du", Header: "Reste dû", Width: 14, As: cell.Euros, Use: cell.Computed, Name: "Reste", Help: "montant TTC moins avoirs et encaissements ; zéro si la facture est annulée",
		Of: func(l *figures.InvoiceLine) any { return of(l, l.Rest) }, Formula: `IF({etat}="Annulée",0,ROUND({montant_ttc}-{avoirs}-{encaisse},2))`},
	{Key: "retard", Header: "Jours de retard", Width: 9, As: cell.Count, Use: cell.Computed, Name: "Retard", Help: "de l'échéance au jour des chiffres, si un solde reste dû",
		Of: func(l *figures.InvoiceLine) any { return l.Late }, Formula: `IF(OR({echeance}="",{reste_du}<=0),0,MAX(0,Arrete_au-{echeance}))`},
	{Key: "tranche", Header: "Tranche", Width: 13, Use: cell.Computed, Name: "Tranche", Help: "tranche de la balance âgée",
		Of: func(l *figures.InvoiceLine) any { return l.Bucket }, Formula: `IF({reste_du}<=0,"",IF({date}>Arrete_au,"À émettre",IF({retard}=0,"Non échu",IF({retard}<=30,"1 à 30 j",IF({retard}<=60,"31 à 60 j",IF({retard}<=90,"61 à 90 j","91 j et plus"))))))`},
	{Key: "conteste", Header: "Contesté", Width: 12, As: cell.Euros, Name: "Conteste", Help: "part du reste dû visée par un litige ouvert", Of: func(l *figures.InvoiceLine) any { return some(l, l.Disputed) }},
	{Key: "penalites", Header: "Pénalités", Width: 12, As: cell.Euros, Help: "pénalités de retard courues sur le reste dû (calcul ligne à ligne : relance decompte)", Of: func(l *figures.InvoiceLine) any { return some(l, l.Interest) }},
	{Key: "indemnite", Header: "Indemnité", Width: 11, As: cell.Euros, Help: "indemnité forfaitaire pour frais de recouvrement, 40 €, jamais pour un particulier", Of: func(l *figures.InvoiceLine) any { return some(l, l.Compensation) }},
	{Key: "exigible", Header: "Total exigible", Width: 14, As: cell.Euros, Use: cell.Computed, Help: "si la facture est échue : reste dû non contesté, pénalités et indemnité",
		Of: func(l *figures.InvoiceLine) any { return of(l, l.Exigible()) }, Formula: `IF({retard}=0,0,ROUND({reste_du}-{conteste}+{penalites}+{indemnite},2))`},
	{Key: "etat", Header: "État", Width: 20, Name: "Etat", Help: "où en est la facture", Of: func(l *figures.InvoiceLine) any { return states.Text(string(l.Decision.State)) }},
	{Key: "plan", Header: "Plan", Width: 15, Help: aide[kit.Invoice]("plan"), Of: func(l *figures.InvoiceLine) any { return planID(l.Decision.Plan) }},
	{Key: "relances", Header: "Relances", Width: 9, As: cell.Count, Help: "étapes déjà faites pour cette facture", Of: func(l *figures.InvoiceLine) any { return l.Reminders }},
	{Key: "derniere_etape", Header: "Dernière étape", Width: 26, As: cell.Long, Help: "la dernière étape faite, et par quel moyen", Of: func(l *figures.InvoiceLine) any { return lastStage(l) }},
	{Key: "derniere_date", Header: "Faite le", Width: 12, As: cell.Day, Help: "jour de la dernière étape", Of: func(l *figures.InvoiceLine) any { return lastDay(l) }},
	{Key: "etape", Header: "Étape", Width: 32, As: cell.Long, Help: "prochaine étape du plan", Of: func(l *figures.InvoiceLine) any { return stage(l) }},
	{Key: "prochaine_date", Header: "Prochaine date", Width: 13, As: cell.Day, Help: "jour de cette étape, ou jour où l'état prend fin", Of: func(l *figures.InvoiceLine) any { return l.Decision.Date }},
	{Key: "motif", Header: "Motif", Width: 60, As: cell.Long, Help: "pourquoi la facture en est là", Of: func(l *figures.InvoiceLine) any { return cell.Capital(l.Decision.Reason) }},
	{Key: "courrier", Header: "Courrier", Width: 24, Use: cell.Computed, Link: true, Help: "document du jour qui demande cette facture", Of: func(l *figures.InvoiceLine) any { return fileName(l.Document) }, Instead: func(l *figures.InvoiceLine) string { return link(l.Document, fileName(l.Document)) }},
	{Key: "promesse_le", Header: "Promesse pour le", Width: 13, As: cell.Day, Use: cell.Entry, Help: "jour que le client vient de promettre"},
	{Key: "montant_promis", Header: "Montant promis", Width: 14, As: cell.Euros, Use: cell.Entry, Help: "somme que le client vient de promettre"},
	{Key: "commentaire", Header: "Commentaire", Width: 40, As: cell.Long, Use: cell.Entry, Help: "dernière remarque sur cette facture ; la changer en note une nouvelle", Of: func(l *figures.InvoiceLine) any { return l.Remark }},
	{Key: "recommande", Header: "Recommandé", Width: 30, As: cell.Long, Help: "dernier recommandé envoyé : son numéro, son dépôt, sa présentation", Of: func(l *figures.InvoiceLine) any { return posted(l.Registered) }},
	{Key: "cause", Header: "Cause du retard", Width: 18, Help: "ce que le client en a dit en dernier", Of: func(l *figures.InvoiceLine) any { return causeOf(l) }},
	{Key: "responsable", Header: "Responsable", Width: 18, Help: aide[kit.Client]("responsable"), Of: func(l *figures.InvoiceLine) any { return l.Decision.Client.Owner }},
	{Key: "commercial", Header: "Commercial", Width: 18, Help: aide[kit.Client]("commercial"), Of: func(l *figures.InvoiceLine) any { return l.Decision.Client.Sales }},
	{Key: identifier, Header: "Identifiant", Width: 14, Help: helpID, Of: func(l *figures.InvoiceLine) any { return l.Decision.Invoice.Number }},
}

var journalSheet = workbook.Sheet{
	Name: Journal, Table: "Jou", Tab: "7F7F7F", Frozen: 3, Blanks: 200, Printed: "contenu",
	Locked: "Une ligne du journal ne se modifie pas. Ajoutez une ligne jaune plus bas, ou employez relance noter correction.",
}

var journalColumns = []workbook.Column[figures.JournalLine]{
	{Key: "date", Header: "Date", Width: 12, As: cell.Day, Use: cell.Entry, Help: "jour de l'événement", Of: func(l *figures.JournalLine) any { return l.Entry.Date }},
	{Key: "heure", Header: "Heure", Width: 8, Use: cell.Entry, Help: "heure, par exemple 10:12", Of: func(l *figures.JournalLine) any { return l.Entry.Time }},
	{Key: "code", Header: "Code client", Width: 11, Use: cell.Entry, List: "Cli_Code", Help: aide[kit.Client]("code"), Of: func(l *figures.JournalLine) any { return l.Entry.Client }},
	{Key: "nom", Header: "Client", Width: 26, As: cell.Long, Use: cell.Computed, Help: "nom du client, retrouvé d'après son code", Of: func(l *figures.JournalLine) any { return l.Client },
		Formula: nameFormula},
	{Key: "type", Header: "Type", Width: 14, Use: cell.Entry, List: listTypes, Help: "nature de l'événement", Of: func(l *figures.JournalLine) any { return types.Text(string(l.Entry.Type)) }},
	{Key: "canal", Header: "Canal", Width: 14, Use: cell.Entry, List: listChannels, Help: "moyen employé", Of: func(l *figures.JournalLine) any { return Channels.Text(string(l.Entry.Channel)) }},
	{Key: "etape", Header: "Étape", Width: 30, As: cell.Long, Use: cell.Entry, Help: "étape du plan, s'il y en a une", Of: func(l *figures.JournalLine) any { return l.Stage }},
	{Key: "factures", Header: "Factures", Width: 22, As: cell.Long, Use: cell.Entry, Help: "numéros des factures, séparés par des virgules", Of: func(l *figures.JournalLine) any { return l.Numbers }},
	{Key: "montant", Header: "Montant", Width: 14, As: cell.Euros, Use: cell.Entry, Help: "somme promise, reçue, contestée ou réclamée", Of: func(l *figures.JournalLine) any { return entryAmount(l) }},
	{Key: "pour_le", Header: "Pour le", Width: 12, As: cell.Day, Use: cell.Entry, Help: "jour promis, nouvelle échéance d'un report, ou date limite imprimée", Of: func(l *figures.JournalLine) any { return l.Until }},
	{Key: "resultat", Header: "Résultat", Width: 18, Use: cell.Entry, List: listOutcomes, Help: "ce que le client a répondu", Of: func(l *figures.JournalLine) any { return ending(l.Entry) }},
	{Key: "interlocuteur", Header: "Interlocuteur", Width: 18, Use: cell.Entry, Help: "à qui vous avez parlé", Of: func(l *figures.JournalLine) any { return l.Entry.Contact }},
	{Key: "contenu", Header: "Contenu", Width: 46, As: cell.Long, Use: cell.Entry, Help: "ce qui a été dit ou décidé", Of: func(l *figures.JournalLine) any { return content(l.Entry) }},
	{Key: "auteur", Header: "Auteur", Width: 18, Use: cell.Entry, Help: "qui l'a fait", Of: func(l *figures.JournalLine) any { return l.Entry.Author }},
	{Key: "sens", Header: "Sens", Width: 8, Use: cell.Entry, List: listDirections, Help: "émis par nous, ou reçu du client", Of: func(l *figures.JournalLine) any { return direction(l.Entry) }},
	{Key: identifier, Header: "Identifiant", Width: 16, Help: helpID, Of: func(l *figures.JournalLine) any { return l.Entry.ID }},
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
	panic("columns: the kit has no field " + key)
}
