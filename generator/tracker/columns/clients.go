package columns

import (
	"fmt"
	"strings"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/workbook"
)

var clientSheet = workbook.Sheet{
	Name: Clients, Table: "Cli", Tab: "548235", Frozen: 2, Printed: "part",
	Locked: "Cette cellule est calculée par relance. Corrigez la fiche du client dans le dossier.",
}

var clientColumns = []workbook.Column[figures.ClientLine]{
	{Key: "code", Header: "Code", Width: 10, Name: "Code", Help: aide[kit.Client]("code"), Of: func(l *figures.ClientLine) any { return l.Client.Code }},
	{Key: "nom", Header: "Nom", Width: 30, As: cell.Long, Name: "Nom", Help: aide[kit.Client]("nom"), Of: func(l *figures.ClientLine) any { return l.Client.FullName() }},
	{Key: "type", Header: "Type", Width: 13, Help: aide[kit.Client]("type"), Of: func(l *figures.ClientLine) any { return debtors.Text(string(l.Client.Kind)) }},
	{Key: "profil", Header: "Profil", Width: 16, Help: aide[kit.Client]("profil"), Of: func(l *figures.ClientLine) any { return profiles.Text(l.Client.Profile) }},
	{Key: "plan", Header: "Plan", Width: 15, Help: aide[kit.Client]("plan"), Of: func(l *figures.ClientLine) any { return planID(l.Plan) }},
	{Key: "siren", Header: "SIREN", Width: 12, Help: aide[kit.Client]("siren"), Of: func(l *figures.ClientLine) any { return string(l.Client.SIREN) }},
	{Key: "contact", Header: "Contact", Width: 24, As: cell.Long, Help: "le comptable, à défaut le premier contact", Of: func(l *figures.ClientLine) any { return person(l.Contact) }},
	{Key: "email", Header: "E-mail", Width: 38, Help: aide[kit.Contact]("email"), Of: func(l *figures.ClientLine) any { return email(l.Contact) }},
	{Key: "telephone", Header: "Téléphone", Width: 16, Help: aide[kit.Contact]("telephone"), Of: func(l *figures.ClientLine) any { return phone(l.Contact) }},
	{Key: "encours", Header: "Encours", Width: 15, As: cell.Euros, Use: cell.Computed, Help: "tout ce que doit le client en euros, échu ou non, montants contestés compris",
		Of: func(l *figures.ClientLine) any { return Euro(l.Open) }, Formula: openFormula, Instead: func(l *figures.ClientLine) string { return exactly(isAmbiguous(l.Client.Code), openFormula) }},
	{Key: "echu", Header: "Échu", Width: 15, As: cell.Euros, Use: cell.Computed, Help: "part de l'encours dont l'échéance est passée",
		Of: func(l *figures.ClientLine) any { return Euro(l.Overdue) }, Formula: overdueFormula, Instead: func(l *figures.ClientLine) string { return exactly(isAmbiguous(l.Client.Code), overdueFormula) }},
	{Key: "part", Header: "Part de l'encours", Width: 10, As: cell.Share, Help: "ce que doit ce client, sur tout ce qui est dû en euros", Of: func(l *figures.ClientLine) any { return l.Part }},
	{Key: "delai_convenu", Header: "Délai convenu", Width: 18, As: cell.Long, Help: "ses conditions de paiement, à défaut le délai de sa dernière facture", Of: func(l *figures.ClientLine) any { return agreedDelay(l.Client) }},
	{Key: "retard_moyen", Header: "Retard moyen constaté", Width: 14, As: cell.Count, Help: "en jours après l'échéance, sur ce qui a été payé en douze mois ; négatif : en avance", Of: func(l *figures.ClientLine) any { return meanDelay(l) }},
	{Key: "tendance", Header: "Tendance", Width: 14, Help: "ses trois derniers mois, comparés aux douze derniers", Of: func(l *figures.ClientLine) any { return turn(l) }},
	{Key: "dernier_courriel", Header: "Dernier courriel", Width: 12, As: cell.Day, Help: "jour du dernier courriel envoyé", Of: func(l *figures.ClientLine) any { return l.Last[journal.ByEmail] }},
	{Key: "dernier_appel", Header: "Dernier appel", Width: 12, As: cell.Day, Help: "jour du dernier appel", Of: func(l *figures.ClientLine) any { return l.Last[journal.ByPhone] }},
	{Key: "dernier_sms", Header: "Dernier SMS", Width: 12, As: cell.Day, Help: "jour du dernier SMS", Of: func(l *figures.ClientLine) any { return l.Last[journal.BySMS] }},
	{Key: "dernier_courrier", Header: "Dernier courrier", Width: 12, As: cell.Day, Help: "jour de la dernière lettre, simple ou recommandée", Of: func(l *figures.ClientLine) any { return l.Last[journal.ByPost] }},
	{Key: "promesses_tenues", Header: "Promesses tenues", Width: 11, As: cell.Count, Help: "promesses échues dont la somme est arrivée à temps", Of: func(l *figures.ClientLine) any { return l.Kept }},
	{Key: "promesses_rompues", Header: "Promesses rompues", Width: 11, As: cell.Count, Help: "promesses échues dont la somme n'est pas arrivée à temps", Of: func(l *figures.ClientLine) any { return l.Broken }},
	{Key: "mesures", Header: "Mesures en cours", Width: 30, As: cell.Long, Help: "ce qui a été décidé et vaut encore : blocage des commandes, suspension, consigne de ne pas contacter, procédure", Of: func(l *figures.ClientLine) any { return measures(l) }},
	{Key: "prochaine_action", Header: "Prochaine action", Width: 30, As: cell.Long, Help: "la première étape prévue pour ce client", Of: func(l *figures.ClientLine) any { return nextStage(l) }},
	{Key: "consigne", Header: "Consigne", Width: 40, As: cell.Long, Use: cell.Entry, Help: "dernière remarque sur ce client ; la changer en note une nouvelle", Of: func(l *figures.ClientLine) any { return l.Remark }},
	{Key: "responsable", Header: "Responsable", Width: 18, Help: aide[kit.Client]("responsable"), Of: func(l *figures.ClientLine) any { return l.Client.Owner }},
	{Key: "commercial", Header: "Commercial", Width: 18, Help: aide[kit.Client]("commercial"), Of: func(l *figures.ClientLine) any { return l.Client.Sales }},
	{Key: identifier, Header: "Identifiant", Width: 12, Help: helpID, Of: func(l *figures.ClientLine) any { return l.Client.Code }},
}

// agreedDelay is how long a client has to pay: its own terms, else what its last invoice
// gave.
func agreedDelay(c *kit.Client) string {
	if !c.Terms.IsZero() {
		return c.Terms.String()
	}
	var last *kit.Invoice
	for i := range c.Invoices {
		if inv := &c.Invoices[i]; !inv.Due.IsZero() && (last == nil || inv.Issued > last.Issued) {
			last = inv
		}
	}
	if last == nil {
		return ""
	}
	return fmt.Sprintf("%d jours", last.Due.Sub(last.Issued))
}

// meanDelay is blank for a client that has paid nothing yet.
func meanDelay(l *figures.ClientLine) any {
	if l.Delay.Invoices == 0 {
		return nil
	}
	return (l.Delay.Mean+100_005)/10 - 10_000 // half a day up, early payments too
}

// steady is by how many days a habit may move without being another.
const steady = 5

func turn(l *figures.ClientLine) string {
	switch {
	case !l.Compared:
		return ""
	case l.Turn > steady:
		return "S'allonge"
	case l.Turn < -steady:
		return "Se réduit"
	}
	return "Stable"
}

// measures are all that holds against a client, or protects it.
func measures(l *figures.ClientLine) string {
	var said []string
	for _, m := range l.Measures {
		said = append(said, Measures.Text(m.Stage)+" depuis le "+m.Date.Short())
	}
	if stop := l.Stop; !stop.IsZero() {
		said = append(said, "Ne pas contacter jusqu'au "+stop.Short())
	}
	if p := l.Client.Insolvency; p != nil && l.Insolvent {
		said = append(said, procedures.Text(p.Type)+" depuis le "+p.Judged.Short())
	}
	return strings.Join(said, "\n")
}

var procedures = Lexicon{{"sauvegarde", "Sauvegarde"}, {"redressement", "Redressement judiciaire"}, {"liquidation", "Liquidation judiciaire"}}

func nextStage(l *figures.ClientLine) string {
	if l.Next == nil {
		return ""
	}
	return l.Next.Stage.Title() + ", le " + l.Next.Date.Short()
}

func lastStage(l *figures.InvoiceLine) string {
	if l.Last == nil {
		return ""
	}
	channel := inSentence(Channels.Text(string(l.Last.Channel)))
	if l.Last.Channel == "" || strings.Contains(strings.ToLower(l.LastTitle), channel) {
		return l.LastTitle
	}
	return l.LastTitle + " (" + channel + ")"
}

func lastDay(l *figures.InvoiceLine) calendar.Date {
	if l.Last == nil {
		return 0
	}
	return l.Last.Date
}

func causeOf(l *figures.InvoiceLine) string {
	if l.Cause == "" {
		return ""
	}
	return causes.Text(string(l.Cause))
}

// posted tells the life of a registered letter.
func posted(s *figures.SendingLine) string {
	if s == nil {
		return ""
	}
	e := journal.Entry{Number: s.Number, Posted: s.Posted, Presented: s.Presented}
	if s.Returned {
		e.Returned = string(journal.Undelivered)
	}
	said := registered(&e)
	if said == "" {
		said = "envoyé le " + s.Entry.Date.Short()
	}
	return cell.Capital(said)
}
