package site

import (
	"fmt"
	"slices"

	"relance/content"
	"relance/generator/claim/rate"
	"relance/generator/decode"
	"relance/generator/document"
	"relance/generator/kit"
	"relance/site/catalogue"
	"relance/site/plan"
)

// shipped is the default playbook with plans and samples such as cmd gives.
func shipped() Input {
	return Input{
		Pages:    content.FS,
		Options:  Options{House: "Tissages Valombre", Edition: "Version d'essai, 29 mai 2026", Settings: settings(), ProfilePlans: profilePlans()},
		Rates:    rates(),
		Plans:    plans(),
		Samples:  samples(),
		Fields:   []Field{{Name: "facture.numero", Help: "numéro de la facture", Example: "TV-1163", Optional: false}, {Name: "contact.prenom", Help: "prénom de l'interlocuteur", Example: "Bastien", Optional: true}},
		Messages: []Message{{Code: "E101", Title: "variable inconnue", Text: "variable inconnue « client.non »", Remedy: "corrigez le nom : celui qui ressemble est proposé"}, {Code: "F003", Title: "", Text: "en-tête jamais fermé", Remedy: "ajoutez une ligne « --- »"}},
	}
}

// settings are those of a kit that changes none.
func settings() []Setting {
	list := []Setting{
		{Label: "montant minimal d'une relance", Value: "15,00\u00a0€", Help: "montant_minimal"},
		{Label: "montant minimal d'une étape formelle", Value: "150,00\u00a0€", Help: "montant_minimal_formel"},
		{Label: "contacts au plus par client sur la fenêtre", Value: "2", Help: "contacts_max"}, {Label: "fenêtre des contacts, en jours", Value: "7", Help: "fenetre"},
		{Label: "horaires d'appel", Value: "9 h – 12 h et 14 h – 18 h", Help: "horaires_appel"},
		{Label: "jours laissés par une mise en demeure", Value: "8", Help: "delai_mise_en_demeure"},
		{Label: "durée d'une promesse acceptée sans approbation", Value: "15", Help: "promesse_delai_max"}, {Label: "promesses suspensives par facture", Value: "1", Help: "promesses_max"},
		{Label: "jours avant reprise après un litige clos", Value: "3", Help: "delai_reprise_litige"},
		{Label: "jours avant la relance d'une échéance impayée", Value: "1", Help: "echeancier_rappel"}, {Label: "jours avant la caducité d'un accord", Value: "8", Help: "echeancier_caducite"},
		{Label: "jours ouvrés pour accuser réception d'un litige", Value: "2", Help: "litige_accuse"}, {Label: "jours d'attente d'une validation avant alerte", Value: "7", Help: "alerte_validation"},
		{Label: "échéances au plus sans approbation", Value: "3", Help: "echeancier_max"}, {Label: "reports de suite sans approbation", Value: "2", Help: "reports_max"},
		{Label: "jours échus sans action avant alerte", Value: "15", Help: "alerte_silence"},
		{Label: "part d'un client qui alerte", Value: "25,00\u00a0%", Help: "seuil_dependance"}, {Label: "coût annuel de financement", Value: "8,00\u00a0%", Help: "cout_financement"},
	}
	for _, f := range decode.Fields(kit.DefaultOptions()) { // pages may mention any
		if !slices.ContainsFunc(list, func(s Setting) bool { return s.Help == f.Key }) {
			list = append(list, Setting{Label: f.Help, Value: fmt.Sprint(decode.Value(kit.DefaultOptions(), f.Key)), Help: f.Key})
		}
	}
	return list
}

func profilePlans() []ProfilePlan {
	return []ProfilePlan{{"tpe", "Progressif"}, {"pme", "Progressif"}, {"nouveau_client", "Simple"}, {"grand_compte", "Progressif"},
		{"public", "Progressif"}, {"particulier", "Progressif"}, {"association", "Progressif"}, {"mauvais_payeur", "Simple"}}
}

func rates() []Rate {
	var out []Rate
	for _, r := range rate.Known {
		out = append(out, Rate{From: r.HalfYear().First(), Rate: r.ECB + 10_00})
	}
	return out
}

func plans() []Plan {
	list := []Plan{
		{ID: "progressif", Name: "Progressif", Summary: "Le plan courant : cinq degrés en un mois.", Stages: []Stage{
			{ID: "courtoisie", Name: "Mot courtois", Day: -3, Channels: []string{"email"}, Tone: 1},
			{ID: "relance1", Name: "Première relance", Day: 5, Channels: []string{"email"}, Tone: 2},
			{ID: "lettre", Name: "Lettre", Day: 10, Channels: []string{"courrier"}, Tone: 3},
			{ID: "recommandee", Name: "Lettre recommandée", Day: 20, Channels: []string{"recommande"}, Tone: 4, Approval: true},
			{ID: "med", Name: "Mise en demeure", Day: 30, Channels: []string{"recommande"}, Tone: 5, Approval: true},
			{ID: "transmission", Name: "Transmission", Day: 30, AfterDeadline: true, Channels: []string{"interne"}, Tone: 5, Approval: true},
		}},
		{ID: "independant", Name: "Indépendant", Summary: "Une facture isolée, déjà en retard.", FromFirstAction: true, Stages: []Stage{
			{ID: "relance1", Name: "Première relance", Channels: []string{"email"}, Tone: 2},
			{ID: "appel", Name: "Appel", Day: 5, Channels: []string{"appel"}, Tone: 2},
			{ID: "mail2_lrar", Name: "Seconde relance et recommandé", Day: 10, Channels: []string{"email", "recommande"}, Tone: 4, Approval: true},
			{ID: "med", Name: "Mise en demeure", Day: 15, Channels: []string{"recommande"}, Tone: 5, Approval: true},
		}},
		{ID: "simple", Name: "Simple", Summary: "Un petit montant, une relation simple.", Stages: []Stage{
			{ID: "courtoisie", Name: "Mot courtois", Day: -3, Channels: []string{"email"}, Tone: 1},
			{ID: "appel", Name: "Appel", Day: 7, Channels: []string{"appel"}, Tone: 2},
			{ID: "lettre", Name: "Lettre", Day: 15, Channels: []string{"courrier"}, Tone: 3},
			{ID: "visite", Name: "Visite", Day: 22, Channels: []string{"portail"}, Tone: 3},
		}},
	}
	for i := range list {
		for _, st := range list[i].Stages {
			list[i].Pace.Steps = append(list[i].Pace.Steps, plan.Step{Name: st.Name, Day: st.Day, Before: st.Day < 0, Handover: st.AfterDeadline})
		}
	}
	return list
}

func samples() []Sample {
	bank := document.BankDetails{Holder: "Tissages Valombre", IBAN: "FR05\u00a09999\u00a09000\u00a036TE\u00a0ST00\u00a00036\u00a0463", BIC: "TESTFRPPXXX", Reference: "TV-1163"}
	table := document.Table{Align: []document.Align{0, 0, 0, document.Right},
		Header: [][]document.Span{catalogue.Text("Facture"), catalogue.Text("Date"), catalogue.Text("Échéance"), catalogue.Text("Solde")},
		Rows:   [][][]document.Span{{catalogue.Text("TV-1163"), catalogue.Text("18/04/2026"), catalogue.Text("18/05/2026"), catalogue.Text("962,40 €")}},
		Total:  [][]document.Span{catalogue.Text("Total"), nil, nil, catalogue.Text("962,40 €")}}
	from := document.Party{Name: "Tissages Valombre", Lines: []string{"27 rue de l'Essai", "42300 Roanne"}, Contact: []string{"05 36 49 72 10", "reglements@valombre.example"},
		Mentions: []string{"SARL au capital de 36 500 € – SIREN 000 000 364 – RCS Roanne"}}
	list := []Sample{
		{Template: "relance-1", Title: "Première relance", Channel: "email", Doc: document.Document{Kind: document.Email, From: from, To: []string{"accueil@merisier.example"}, Subject: "Relance 1 – facture TV-1163 – échéance dépassée",
			Body: []document.Block{catalogue.Paragraph("Bonjour Monsieur Roumegoux,"), catalogue.Paragraph("Sauf règlement croisé, la facture suivante n'est pas encore réglée :"), table, bank,
				document.Signature{Closing: "Cordialement,", Name: "Nadia Ferrer", Role: "Comptabilité clients"}}}, Source: []byte("---\ntitre: Relance 1\n---\n")},
		{Template: "lettre-relance", Title: "Lettre de relance", Channel: "courrier", Doc: document.Document{Kind: document.Letter, From: from, To: []string{"AUBERGE DU MERISIER", "3 rue de l'Essai", "42370 RENAISON"},
			Place: "Roanne, le 29 mai 2026", Refs: []document.Ref{{Label: "N/Réf.", Value: "REL-2026-0529-V01-LETTRE"}}, Subject: "facture TV-1163, échue le 18 mai 2026",
			Body: []document.Block{document.Heading{Level: 2, ID: "bilan", Text: catalogue.Text("Où nous en sommes")}, catalogue.Paragraph("Monsieur,"), table,
				document.Box{Text: catalogue.Text("J'ai payé le")}, document.Lines{Label: "Nom", Count: 2}, document.Signature{Name: "Nadia Ferrer"}}, Enclosures: []string{"copie de la facture"}}},
		{Template: "relance-sms", Title: "SMS de relance", Channel: "sms", Doc: document.Document{Kind: document.SMS, Title: "SMS", Body: []document.Block{catalogue.Paragraph("Tissages Valombre : merci de nous rappeler au 05 36 49 72 10, dossier TV-1141. Nadia Ferrer")}}},
		{Template: "bordereau-transmission", Title: "Bordereau", Channel: "interne", Doc: document.Document{Kind: document.Sheet, Title: "Dossier", Body: []document.Block{table}}},
	}
	return list
}
