package columns

import (
	"cmp"
	"strings"

	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/look"
	"relance/generator/tracker/workbook"
)

var approvalSheet = workbook.Sheet{
	Name: Approvals, Table: "Val", Tab: "BF9000", Frozen: 2, Printed: "par",
	Locked: "Cette cellule est calculée par relance. Votre décision se note dans les colonnes jaunes, à droite.",
}

var approvalColumns = []workbook.Column[figures.ApprovalLine]{
	{Key: "code", Header: "Code client", Width: 11, Help: aide[kit.Client]("code"), Of: func(l *figures.ApprovalLine) any { return l.Client.Code }},
	{Key: "nom", Header: "Client", Width: 25, As: cell.Long, Help: "client concerné", Of: func(l *figures.ApprovalLine) any { return l.Client.FullName() }},
	{Key: "etape", Header: "Étape", Width: 25, As: cell.Long, Help: "étape, mesure ou question qui attend un accord", Of: func(l *figures.ApprovalLine) any { return cmp.Or(l.Title, questions.Text(l.StageID)) }},
	{Key: "canal", Header: "Canal", Width: 14, As: cell.Long, Help: "moyen employé ; la décision vaut pour tous ceux de l'étape", Of: func(l *figures.ApprovalLine) any { return channels(l.Channels) }},
	{Key: "factures", Header: "Factures", Width: 20, As: cell.Long, Help: "factures demandées par cette étape ; la décision ne porte que sur elles", Of: func(l *figures.ApprovalLine) any { return l.Numbers }},
	{Key: "montant_demande", Header: "Montant demandé", Width: 14, As: cell.Euros, Help: "somme que demande le document", Of: func(l *figures.ApprovalLine) any {
		if l.Amount == 0 {
			return nil
		}
		return cell.Sum{Amount: l.Amount, Currency: l.Currency}
	}},
	{Key: "retard_max", Header: "Retard max", Width: 9, As: cell.Count, Help: "retard de la plus ancienne de ces factures, en jours", Of: func(l *figures.ApprovalLine) any { return l.Late }},
	{Key: "motif", Header: "Pourquoi", Width: 42, As: cell.Long, Help: "ce qui rend l'accord nécessaire", Of: func(l *figures.ApprovalLine) any { return cell.Capital(French(l.Reason)) }},
	{Key: "document", Header: "Document", Width: 24, Use: cell.Computed, Link: true, Help: "à ouvrir d'un clic : ce qui partira si vous l'accordez", Of: func(l *figures.ApprovalLine) any { return fileName(l.Document) }, Instead: func(l *figures.ApprovalLine) string { return link(l.Document, fileName(l.Document)) }},
	{Key: "decision", Header: "Décision", Width: 13, Use: cell.Entry, List: listDecisions, Help: "accordée ou refusée"},
	{Key: "motif_decision", Header: "Motif de la décision", Width: 28, As: cell.Long, Use: cell.Entry, Help: "obligatoire pour un refus"},
	{Key: "par", Header: "Décidé par", Width: 20, Use: cell.Entry, Help: "nom de la personne qui décide"},
	{Key: "reproposer_le", Header: "Reproposer le", Width: 13, As: cell.Day, Use: cell.Entry, Help: "après un refus, jour où reposer la question"},
	{Key: identifier, Header: "Identifiant", Width: 30, Help: helpID, Of: func(l *figures.ApprovalLine) any { return l.ID }},
}

func channels(list []journal.Channel) string {
	var words []string
	for _, c := range list {
		words = append(words, Channels.Text(string(c)))
	}
	return strings.Join(words, ", ")
}

var receiptSheet = workbook.Sheet{
	Name: Receipts, Table: "Enc", Tab: "548235", Frozen: 2, Blanks: 200,
	Locked: "Un encaissement enregistré ne se modifie pas ici. Ajoutez une ligne jaune plus bas, ou employez relance noter correction.",
	Flags:  []workbook.Flag{{Key: "controle", Text: "Facture inconnue", Fill: look.Rose}, {Key: "controle", Text: "Trop-perçu", Fill: look.Amber}},
}

// checkReceipt looks the invoice of a new line up, compared as people compare.
const checkReceipt = `IF({facture}="","",IF(SUMPRODUCT(--EXACT(Fac_Numero,{facture}))=0,"Facture inconnue",IF(SUMPRODUCT(EXACT(Fac_Numero,{facture})*Fac_Reste)<{montant},"Trop-perçu","")))`

var receiptColumns = []workbook.Column[figures.ReceiptLine]{
	{Key: "date", Header: "Date", Width: 12, As: cell.Day, Use: cell.Entry, Help: "jour de la réception", Of: func(l *figures.ReceiptLine) any { return l.Date }},
	{Key: "facture", Header: "Facture", Width: 16, Use: cell.Entry, List: "Fac_Numero", Help: "numéro de la facture réglée ; vide si le règlement reste à affecter", Of: func(l *figures.ReceiptLine) any { return l.Invoice }},
	{Key: "code", Header: "Code client", Width: 11, Use: cell.Entry, List: "Cli_Code", Help: "nécessaire quand la facture n'est pas connue", Of: func(l *figures.ReceiptLine) any { return l.Client.Code }},
	{Key: "montant", Header: "Montant", Width: 14, As: cell.Euros, Use: cell.Entry, Help: "somme reçue", Of: func(l *figures.ReceiptLine) any {
		return cell.Sum{Amount: l.Amount, Currency: l.Currency}
	}},
	{Key: "mode", Header: "Mode", Width: 14, Use: cell.Entry, List: listMeans, Help: "virement, chèque, carte…", Of: func(l *figures.ReceiptLine) any { return l.Mode }},
	{Key: "reference", Header: "Référence", Width: 24, As: cell.Long, Use: cell.Entry, Help: "libellé du relevé, numéro du chèque", Of: func(l *figures.ReceiptLine) any { return l.Reference }},
	{Key: "controle", Header: "Contrôle", Width: 18, Use: cell.Computed, Help: "facture inconnue, ou somme supérieure à son solde", Of: func(l *figures.ReceiptLine) any {
		if l.Overpaid {
			return "Trop-perçu"
		}
		return ""
	}, Formula: checkReceipt, Instead: noFormula[figures.ReceiptLine]},
	{Key: identifier, Header: "Identifiant", Width: 30, Help: helpID, Of: func(l *figures.ReceiptLine) any { return l.ID }},
}

// noFormula is for the lines whose figure is history: thousands of them would look
// through thousands of invoices each time a cell changes.
func noFormula[L any](*L) string { return "" }

var promiseSheet = workbook.Sheet{
	Name: Promises, Table: "Pro", Tab: "7030A0", Frozen: 2, Blanks: 100,
	Locked: "Une promesse enregistrée ne se modifie pas : notez la nouvelle sur une ligne jaune, plus bas. Un échéancier se saisit dans le dossier.",
	Flags:  []workbook.Flag{{Key: "etat", Text: string(figures.NotKept), Fill: look.Rose}, {Key: "etat", Text: string(figures.PartKept), Fill: look.Amber}, {Key: "etat", Text: string(figures.ToCheck), Fill: look.Amber}},
}

var promiseColumns = []workbook.Column[figures.PromiseLine]{
	{Key: "code", Header: "Code client", Width: 11, Use: cell.Entry, List: "Cli_Code", Help: aide[kit.Client]("code"), Of: func(l *figures.PromiseLine) any { return l.Client.Code }},
	{Key: "nom", Header: "Client", Width: 26, As: cell.Long, Use: cell.Computed, Help: "nom du client, retrouvé d'après son code", Of: func(l *figures.PromiseLine) any { return l.Client.FullName() }, Formula: nameFormula},
	{Key: "factures", Header: "Factures", Width: 22, As: cell.Long, Use: cell.Entry, Help: "numéros séparés par des virgules ; vide : toutes les factures échues du client", Of: func(l *figures.PromiseLine) any { return strings.Join(l.Numbers, ", ") }},
	{Key: "prise_le", Header: "Prise le", Width: 12, As: cell.Day, Use: cell.Entry, Help: "jour où le client s'est engagé", Of: func(l *figures.PromiseLine) any { return l.Taken }},
	{Key: "date_promise", Header: "Date promise", Width: 12, As: cell.Day, Use: cell.Entry, Help: "jour promis pour le règlement", Of: func(l *figures.PromiseLine) any { return l.Until }},
	{Key: "montant", Header: "Montant", Width: 14, As: cell.Euros, Use: cell.Entry, Help: "somme promise", Of: func(l *figures.PromiseLine) any { return cell.Sum{Amount: l.Amount, Currency: l.Currency} }},
	{Key: "interlocuteur", Header: "Interlocuteur", Width: 20, Use: cell.Entry, Help: "qui a promis", Of: func(l *figures.PromiseLine) any { return l.Person }},
	{Key: "confirmee_le", Header: "Confirmée par écrit le", Width: 13, As: cell.Day, Use: cell.Entry, Late: true, Help: "jour de la confirmation écrite, s'il y en a une", Of: func(l *figures.PromiseLine) any { return l.Confirmed }},
	{Key: "nature", Header: "Nature", Width: 12, Help: "promesse, ou échéance d'un accord", Of: func(l *figures.PromiseLine) any {
		if l.Instalment {
			return "Échéance"
		}
		return "Promesse"
	}},
	{Key: "recu", Header: "Reçu", Width: 14, As: cell.Euros, Help: "part de cette somme déjà arrivée", Of: func(l *figures.PromiseLine) any { return cell.Sum{Amount: l.Received, Currency: l.Currency} }},
	{Key: "etat", Header: "État", Width: 13, Help: "à venir, tenue, partielle, rompue, remplacée par une plus récente ; à vérifier tant que les encaissements ne sont pas saisis jusque-là", Of: func(l *figures.PromiseLine) any { return string(l.State) }},
	{Key: identifier, Header: "Identifiant", Width: 30, Help: helpID, Of: func(l *figures.PromiseLine) any { return l.ID }},
}

const nameFormula = `IF({code}="","",IFERROR(INDEX(Cli_Nom,MATCH({code},Cli_Code,0)),"code inconnu"))`

var disputeSheet = workbook.Sheet{
	Name: Disputes, Table: "Lit", Tab: "C00000", Frozen: 2, Blanks: 100,
	Locked: "Une contestation enregistrée ne se modifie pas. Notez sa clôture dans les colonnes jaunes, ou une autre contestation plus bas.",
}

var disputeColumns = []workbook.Column[figures.DisputeLine]{
	{Key: "facture", Header: "Facture", Width: 16, Use: cell.Entry, List: "Fac_Numero", Help: "numéro de la facture contestée", Of: func(l *figures.DisputeLine) any { return l.Invoice.Number }},
	{Key: "nom", Header: "Client", Width: 26, As: cell.Long, Help: "client qui conteste", Of: func(l *figures.DisputeLine) any { return l.Client.FullName() }},
	{Key: "ouvert_le", Header: "Ouvert le", Width: 12, As: cell.Day, Use: cell.Entry, Help: aide[kit.Dispute]("ouvert_le"), Of: func(l *figures.DisputeLine) any { return l.Opened }},
	{Key: "motif", Header: "Motif", Width: 34, As: cell.Long, Use: cell.Entry, Help: "ce que le client reproche", Of: func(l *figures.DisputeLine) any { return l.Reason }},
	{Key: "montant_conteste", Header: "Montant contesté", Width: 14, As: cell.Euros, Use: cell.Entry, Help: aide[kit.Dispute]("montant_conteste"), Of: func(l *figures.DisputeLine) any { return contested(l.Amount, l.Invoice.Currency) }},
	{Key: "responsable", Header: "Responsable", Width: 18, Use: cell.Entry, Late: true, Help: aide[kit.Dispute]("responsable"), Of: func(l *figures.DisputeLine) any { return cmp.Or(l.Owner, l.Client.Owner) }},
	{Key: "reponse_avant", Header: "Réponse promise le", Width: 13, As: cell.Day, Use: cell.Entry, Late: true, Help: "jour où nous avons promis de répondre", Of: func(l *figures.DisputeLine) any { return l.AnswerBy }},
	{Key: "clos_le", Header: "Clos le", Width: 12, As: cell.Day, Use: cell.Entry, Late: true, Help: aide[kit.Dispute]("clos_le"), Of: func(l *figures.DisputeLine) any { return l.Closed }},
	{Key: "issue", Header: "Issue", Width: 16, Use: cell.Entry, Late: true, List: listIssues, Help: "fondé : le client avait raison", Of: func(l *figures.DisputeLine) any {
		if l.Outcome == "" {
			return ""
		}
		return answers.Text(l.Outcome)
	}},
	{Key: "age", Header: "Âge en jours", Width: 9, As: cell.Count, Help: "de l'ouverture à la clôture, ou au jour des chiffres", Of: func(l *figures.DisputeLine) any { return l.Age }},
	{Key: identifier, Header: "Identifiant", Width: 26, Help: helpID, Of: func(l *figures.DisputeLine) any { return l.ID }},
}

func contested(a money.Amount, currency string) any {
	if a == 0 {
		return nil // the whole balance
	}
	return cell.Sum{Amount: a, Currency: currency}
}

var sendingSheet = workbook.Sheet{
	Name: Sendings, Table: "Env", Tab: "7F7F7F", Frozen: 3,
	Locked: "Un envoi s'enregistre par relance valider. Notez le recommandé et son avis de réception dans les colonnes jaunes.",
	Flags:  []workbook.Flag{{Key: "retour", Text: Returned, Fill: look.Rose}},
}

var sendingColumns = []workbook.Column[figures.SendingLine]{
	{Key: "date", Header: "Date", Width: 12, As: cell.Day, Help: "jour de l'envoi", Of: func(l *figures.SendingLine) any { return l.Entry.Date }},
	{Key: "code", Header: "Code client", Width: 11, Help: aide[kit.Client]("code"), Of: func(l *figures.SendingLine) any { return l.Entry.Client }},
	{Key: "nom", Header: "Client", Width: 26, As: cell.Long, Help: "destinataire", Of: func(l *figures.SendingLine) any { return l.Client }},
	{Key: "etape", Header: "Étape", Width: 26, As: cell.Long, Help: "étape du plan de relance", Of: func(l *figures.SendingLine) any { return l.Stage }},
	{Key: "factures", Header: "Factures", Width: 22, As: cell.Long, Help: "factures demandées", Of: func(l *figures.SendingLine) any { return l.Numbers }},
	{Key: "montant", Header: "Soldes du jour", Width: 14, As: cell.Euros, Help: "solde de ces factures le jour de l'envoi", Of: func(l *figures.SendingLine) any { return entryAmount(l.JournalLine) }},
	{Key: "mode", Header: "Mode", Width: 16, Help: "moyen employé", Of: func(l *figures.SendingLine) any { return Channels.Text(string(l.Entry.Channel)) }},
	{Key: "date_limite", Header: "Date limite", Width: 12, As: cell.Day, Help: "date limite imprimée", Of: func(l *figures.SendingLine) any { return l.Until }},
	{Key: "document", Header: "Document", Width: 40, As: cell.Long, Use: cell.Computed, Link: true, Help: "fichier envoyé, dans son lot", Of: func(l *figures.SendingLine) any { return documents(l) }, Instead: func(l *figures.SendingLine) string { return link(l.Document, documents(l)) }},
	{Key: "numero", Header: "N° recommandé", Width: 20, Use: cell.Entry, Help: "numéro du recommandé", Of: func(l *figures.SendingLine) any { return l.Number }},
	{Key: "depot", Header: "Déposé le", Width: 12, As: cell.Day, Use: cell.Entry, Help: "jour de dépôt à la poste", Of: func(l *figures.SendingLine) any { return l.Posted }},
	{Key: "presentation", Header: "AR : présenté le", Width: 12, As: cell.Day, Use: cell.Entry, Help: "jour de première présentation, lu sur l'avis de réception", Of: func(l *figures.SendingLine) any { return l.Presented }},
	{Key: "retour", Header: "Retour NPAI", Width: 12, Use: cell.Entry, List: listReturned, Help: "Oui si la lettre est revenue : n'habite pas à l'adresse indiquée", Of: func(l *figures.SendingLine) any {
		if l.Returned {
			return Returned
		}
		return ""
	}},
	{Key: identifier, Header: "Identifiant", Width: 18, Help: helpID, Of: func(l *figures.SendingLine) any { return l.ID() }},
}

func documents(l *figures.SendingLine) string {
	var files []string
	for _, d := range l.Entry.Documents {
		files = append(files, d.File)
	}
	return strings.Join(files, ", ")
}
