package board

import (
	"fmt"

	"relance/generator/agenda"
	"relance/generator/claim/rate"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/look"
	"relance/generator/tracker/workbook"
)

// Settings shows what decides the figures. Nothing is typed there: a setting is
// changed in relance.yaml or in a plan. The error is that of a public rate.
func Settings(a *agenda.Agenda) (Page, error) {
	c := &canvas{workbook.Page{Name: SettingsName, Columns: boardColumns, Width: boardWidth}}
	c.Set(1, 1, look.Look{Bold: true, Size: 18, Ink: look.Navy}, "Paramètres")
	c.Set(1, 2, look.Look{Ink: look.Muted}, "Ces réglages se lisent ici et se modifient dans le dossier : relance.yaml, plans.")
	c.Height(1, 30)
	first := c.section("Réglages", left("Réglage"), left("Valeur"))
	o := a.Kit.Options
	for i, s := range []struct {
		label string
		value string
	}{
		{"Indemnité forfaitaire", money.Amount(4000).Format("EUR") + ", jamais à un particulier"},
		{"Montant minimal", o.Minimum.Format("EUR")},
		{"Délai de grâce d'une promesse", quantity(o.PromiseGrace, "jour ouvré", "jours ouvrés")},
		{"Alerte d'accord en attente", quantity(o.ApprovalDays, "jour", "jours")},
		{"Plan par défaut", a.Kit.DefaultPlan},
	} {
		c.pair(first+i, s.label, s.value)
	}
	err := c.rates(a)
	c.plans(a)
	return Page{&c.Page, 2, nil}, err
}

func (c *canvas) pair(row int, label, text string) {
	c.Set(1, row, look.Of(cell.Long, cell.Given, ""), label)
	c.Fit(row, 1, label)
	c.Set(2, row, look.Of(cell.Long, cell.Given, ""), text)
	for column := 3; column <= boardColumns; column++ {
		c.Set(column, row, look.Of(cell.Long, cell.Given, ""), "")
	}
	c.Join(row, 2, boardColumns)
	c.Fit(row, 6, text)
}

// manyRates is how many half-years are shown, the last ones.
const manyRates = 10

func (c *canvas) rates(a *agenda.Agenda) error {
	rows, err := rate.Of(a.Kit)
	if err != nil {
		return err
	}
	first := c.section("Taux publics par semestre", left("Semestre"), center("BCE"), center("BCE + 10 points"), center("Légal, particuliers"), center("Légal, autres"))
	rows = rows[:min(len(rows), manyRates)] // the newest come first
	for i, r := range rows {
		c.Set(1, first+i, look.Of(cell.Text, cell.Given, ""), fmt.Sprintf("%d-S%d", r.Year, r.Half))
		for j, rate := range []money.Rate{r.ECB, r.ECB + 1000, r.LegalPrivate, r.LegalOther} {
			look := look.Of(cell.Text, cell.Given, "")
			look.Align = "center"
			c.Set(j+2, first+i, look, rate.String())
		}
	}
	return nil
}

func (c *canvas) plans(a *agenda.Agenda) {
	used := map[string]bool{}
	for i := range a.Decisions {
		if p := a.Decisions[i].Plan; p != nil {
			used[p.ID] = true
		}
	}
	first := c.section("Plans de relance suivis par les factures de ce dossier", left("Plan"), left("Étapes, en jours après l'échéance"))
	row := first
	for i := range a.Kit.Plans {
		p := &a.Kit.Plans[i]
		if !used[p.ID] {
			continue
		}
		text := ""
		for j := range p.Stages {
			s := &p.Stages[j]
			when := fmt.Sprintf("J%+d", s.Day)
			if s.Nature == kit.Handover {
				when = "passé le délai imprimé,"
			}
			text += " · " + when + " " + s.Title()
		}
		c.pair(row, p.ID, text[min(len(text), len(" · ")):])
		row++
	}
}

// The lines that somebody who opens the workbook for the first time needs.
var instructions = []string{
	"Ce classeur montre le dossier au jour des chiffres (Tableau de bord) et reçoit vos saisies. Il se met à jour par la commande relance suivi ou relance generer.",
	"Les cellules jaunes sont à vous. Les cellules blanches et grises sont calculées : ce qu'on y écrit ne change pas le dossier, et vous est signalé.",
	"À relancer : la liste du matin, la plus urgente en tête. Notez le jour, le résultat, le rappel et vos remarques.",
	"À valider : accordez ou refusez une étape. Un refus demande un motif ; toute décision demande un nom.",
	"Factures et Clients : la colonne jaune garde votre dernière remarque. Une promesse se note sur la ligne de sa facture, ou dans la feuille Promesses.",
	"Encaissements : une ligne par somme reçue, avec sa date, sa facture et son montant. Mettez ensuite à jour « Encaissements saisis jusqu'au », en haut du Tableau de bord.",
	"Promesses et échéanciers, Litiges, Journal : ajoutez vos lignes sur les lignes jaunes. Une ligne incomplète reste dans le classeur et vous est signalée avec sa cellule.",
	"Envois : notez le numéro d'un recommandé, son dépôt, sa présentation ou son retour.",
	"Vous pouvez élargir, masquer et déplacer des colonnes, en ajouter avec vos formules, colorier, annoter, ajouter vos propres feuilles : tout cela reste. Un tri ou un filtre dure jusqu'à la mise à jour suivante : relance retrouve chaque ligne à son identifiant, dans la colonne masquée, et la remet à sa place.",
	"Supprimer une ligne ne l'efface pas du dossier : elle revient à la mise à jour suivante.",
	"À l'impression, chaque feuille tient sur une page de large, avec ses premières colonnes ; le Journal et les Envois y montrent les trois derniers mois.",
	"Fermez le classeur avant de lancer relance. Chaque version que vous avez modifiée est gardée dans le dossier archives.",
}

// Help is the instructions.
func Help() Page {
	c := &canvas{workbook.Page{Name: HelpName, Columns: boardColumns, Width: boardWidth}}
	c.Set(1, 1, look.Look{Bold: true, Size: 18, Ink: look.Navy}, HelpName)
	c.Height(1, 30)
	for i, s := range instructions {
		row := i + 3
		c.Set(1, row, look.Look{Wrap: true, Align: "left", Format: look.FormatFormula}, s)
		c.Join(row, 1, boardColumns)
		c.Fit(row, boardColumns, s)
	}
	return Page{&c.Page, 1, nil}
}
