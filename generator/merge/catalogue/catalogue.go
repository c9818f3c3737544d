// Package catalogue is the list of the merge fields: every name a template may
// write, what it holds, and what to propose when a name is misspelt.
package catalogue

import (
	"slices"

	"relance/generator/decode"
	"relance/generator/kit"
)

// A Type is the nature of a merge field. It decides how the field is printed and
// what may be done with it.
type Type uint8

const (
	Text    Type = iota + 1
	Day          // a date: « 2 mars 2026 »
	Sum          // an amount, in the currency of the letter
	Count        // a whole number
	Percent      // a yearly rate
	Flag         // yes or no, only tested
	Many         // a list, gone through with range
	Block        // a table, a signature…: what some functions return
	Group        // the common prefix of several fields
)

// typeNames are what `champs` and the reference page call each type.
var typeNames = [...]string{Text: "texte", Day: "date", Sum: "montant", Count: "nombre", Percent: "taux",
	Flag: "oui/non", Many: "liste", Block: "bloc", Group: "groupe de champs"}

// String is the French name of the type.
func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return ""
}

// Phrase is the type with its article.
func (t Type) Phrase() string {
	switch t {
	case Day, Many:
		return "une " + t.String()
	}
	return "un " + t.String()
}

// A Field (champ) is one name a template may use.
type Field struct {
	Name     string // client.nom; an item of a list is factures → $f.numero
	Type     Type
	Item     string // of a list: the prefix of what its items hold, "" for plain texts
	Optional bool   // may be empty: guard it with {{if}} or {{defaut}}
	Natures  []kit.Nature
	Help     string // French
	Example  string
}

// Fields returns the catalogue, in the order in which people read it.
func Fields() []Field { return slices.Clone(fields) }

// fields is the catalogue, the help of what the kit holds being the kit's own.
var fields = withHelp(slices.Concat(declared, requested))

// origins are the structs of the kit that groups of fields come from.
var origins = map[string]any{
	"creancier": kit.Creditor{}, "mandat": kit.Mandate{}, "client": kit.Client{}, "contact": kit.Contact{},
	"facture": kit.Invoice{}, "promesse": kit.Promise{}, "echeancier": kit.InstalmentPlan{}, "litige": kit.Dispute{},
}

func withHelp(list []Field) []Field {
	help := map[string]string{}
	for group, v := range origins {
		collect(group, decode.Fields(v), help)
	}
	list = slices.Clone(list)
	for i := range list {
		if list[i].Help == "" {
			list[i].Help = help[list[i].Name]
		}
	}
	return list
}

// collect gathers the help of every key under a group, by full name.
func collect(group string, keys []decode.Field, help map[string]string) {
	for _, k := range keys {
		help[group+"."+k.Key] = k.Help
		collect(group+"."+k.Key, k.Children, help)
	}
}

// Lookup returns the field of that name.
func Lookup(name string) (Field, bool) { f, ok := byName[name]; return f, ok }

// withDeadline are the natures whose documents print a deadline.
var withDeadline = []kit.Nature{kit.Soft, kit.Formal, kit.FormalNotice}

// notBefore are the natures that come after the due date.
var notBefore = []kit.Nature{kit.Soft, kit.Formal, kit.FormalNotice, kit.Handover, kit.Internal, kit.Meeting}

// declared is the only place where a merge field is declared. A field without help
// has that of its key in the kit.
var declared = []Field{
	{"aujourdhui", Day, "", false, nil, "date du document", "31 mars 2026"},
	{"arrete_au", Day, "", false, nil, "dernier jour dont les encaissements sont tous saisis", "30 mars 2026"},
	{"date_limite", Day, "", true, withDeadline, "dernier jour pour payer, imprimé et suivi", "7 avril 2026"},
	{"salutation", Text, "", false, nil, "formule d'appel, selon l'interlocuteur et le ton", "Madame Durand,"},
	{"formule_politesse", Text, "", false, nil, "formule finale, selon le ton", "Cordialement,"},

	{"document.titre", Text, "", false, nil, "titre du modèle", "Première relance"},
	{"document.reference", Text, "", false, nil, "référence du document", "REL-2026-0331-V01-RELANCE1"},
	{"document.rang", Count, "", false, nil, "numéro de la relance pour la facture la plus avancée", "2"},

	{"creancier.raison_sociale", Text, "", false, nil, "", "Tissages Valombre"},
	{"creancier.forme", Text, "", true, nil, "", "SARL"},
	{"creancier.capital", Sum, "", true, nil, "", "20 000,00 €"},
	{"creancier.siren", Text, "", true, nil, "", "000 000 364"},
	{"creancier.siret", Text, "", true, nil, "", "00000036400018"},
	{"creancier.rcs", Text, "", true, nil, "", "Roanne"},
	{"creancier.tva_intra", Text, "", true, nil, "", "FR37000000364"},
	{"creancier.adresse", Text, "", false, nil, "", "27 rue de l'Essai, 42300 Roanne"},
	{"creancier.ville", Text, "", true, nil, "ville imprimée devant la date", "Roanne"},
	{"creancier.telephone", Text, "", true, nil, "", "05 36 49 72 10"},
	{"creancier.email", Text, "", true, nil, "", "reglements@valombre.example"},
	{"creancier.site", Text, "", true, nil, "", "valombre.example"},
	{"creancier.horaires", Text, "", true, nil, "", "9 h – 17 h"},
	{"creancier.signataire.civilite", Text, "", true, nil, "", "Mme"},
	{"creancier.signataire.nom", Text, "", true, nil, "", "Nadia Ferrer"},
	{"creancier.signataire.fonction", Text, "", true, nil, "", "Responsable administrative"},
	{"creancier.banque.titulaire", Text, "", true, nil, "", "Tissages Valombre"},
	{"creancier.banque.iban", Text, "", true, nil, "", "FR05 9999 9000 36TE ST00 0036 463"},
	{"creancier.banque.bic", Text, "", true, nil, "", "TESTFRPPXXX"},
	{"creancier.banque.etablissement", Text, "", true, nil, "", "Banque d'essai"},
	{"creancier.lien_paiement", Text, "", true, nil, "", "https://valombre.example/payer"},
	{"creancier.cgv.reference", Text, "", true, nil, "", "CGV 2025"},
	{"creancier.cgv.date", Day, "", true, nil, "", "2 janvier 2025"},
	{"creancier.cgv.article_penalites", Text, "", true, nil, "", "article 7"},
	{"creancier.cgv.article_mesures", Text, "", true, nil, "", "article 9"},
	{"creancier.cgv.escompte", Text, "", true, nil, "", "sans escompte"},
	{"creancier.mediateur.nom", Text, "", true, nil, "médiateur de la consommation", "Médiation Essai"},
	{"creancier.mediateur.adresse", Text, "", true, nil, "son adresse", "1 rue de l'Essai, 75000 Paris"},
	{"creancier.mediateur.site", Text, "", true, nil, "son site", "mediation.example"},
	{"creancier.partenaire", Text, "", true, nil, "à qui les dossiers sont transmis", "Recouvrement Essai"},

	{"expediteur.nom", Text, "", false, nil, "qui écrit : le créancier ou son mandataire", "Tissages Valombre"},
	{"expediteur.adresse", Text, "", false, nil, "son adresse", "27 rue de l'Essai, 42300 Roanne"},
	{"expediteur.telephone", Text, "", true, nil, "son téléphone", "05 36 49 72 10"},
	{"expediteur.email", Text, "", true, nil, "son adresse électronique", "reglements@valombre.example"},
	{"expediteur.est_mandataire", Flag, "", false, nil, "écrit pour le compte d'un autre", "non"},
	{"mandat.reference", Text, "", true, nil, "", "MAN-2026-03"},
	{"mandat.date", Day, "", true, nil, "", "2 mars 2026"},
	{"mandat.premiere_lettre.reference", Text, "", true, nil, "référence de la première lettre du mandataire", "REL-2026-0309-C1-LETTRE"},
	{"mandat.premiere_lettre.date", Day, "", true, nil, "date de la première lettre du mandataire", "9 mars 2026"},

	{"client.code", Text, "", false, nil, "", "V01"},
	{"client.nom", Text, "", false, nil, "raison sociale, ou civilité et nom", "Auberge du Merisier"},
	{"client.adresse", Text, "", true, nil, "", "3 rue de l'Essai, 42370 Renaison"},
	{"client.siren", Text, "", true, nil, "", "000 000 372"},
	{"client.type", Text, "", false, nil, "", "entreprise"},
	{"client.profil", Text, "", true, nil, "", "tpe"},
	{"client.est_particulier", Flag, "", false, nil, "le client est un consommateur", "non"},
	{"client.est_public", Flag, "", false, nil, "le client est un acheteur public", "non"},
	{"client.est_grand_compte", Flag, "", false, nil, "le client est un grand compte", "non"},
	{"client.est_nouveau", Flag, "", false, nil, "le client est nouveau", "non"},
	{"client.circuit_validation", Text, "", true, nil, "", "achats, puis comptabilité"},
	{"client.portail", Text, "", true, nil, "", "Chorus Pro"},
	{"client.reference_chez_client", Text, "", true, nil, "", "F-2041"},
	{"client.horaires", Text, "", true, nil, "", "le matin"},
	{"client.commercial", Text, "", true, nil, "", "M. Petit"},
	{"client.responsable", Text, "", true, nil, "", "Mme Ferrer"},
	{"client.note", Text, "", true, nil, "", "ouvert le samedi"},
	{"contact.civilite", Text, "", true, nil, "", "M."},
	{"contact.prenom", Text, "", true, nil, "", "Bastien"},
	{"contact.nom", Text, "", true, nil, "", "Roumegoux"},
	{"contact.nom_complet", Text, "", true, nil, "civilité, prénom et nom", "M. Bastien Roumegoux"},
	{"contact.fonction", Text, "", true, nil, "", "Comptable"},
	{"contact.email", Text, "", true, nil, "", "accueil@merisier.example"},
	{"contact.telephone", Text, "", true, nil, "", "04 65 71 88 01"},
	{"contact.mobile", Text, "", true, nil, "", "06 39 98 77 18"},

	{"factures", Many, "facture", false, nil, "les factures dont parle le document", ""},
	{"autres_factures_echues", Many, "facture", true, nil, "les autres factures échues du client", ""},
	{"factures_a_echoir", Many, "facture", true, nil, "ses factures non échues", ""},
	{"factures_en_litige", Many, "facture", true, nil, "ses factures contestées", ""},
	{"facture.numero", Text, "", false, nil, "", "TV-1163"},
	{"facture.date", Day, "", false, nil, "", "19 février 2026"},
	{"facture.echeance", Day, "", false, nil, "", "21 mars 2026"},
	{"facture.objet", Text, "", true, nil, "", "Cloisons du rez-de-chaussée"},
	{"facture.montant_ttc", Sum, "", false, nil, "", "2 400,00 €"},
	{"facture.regle", Sum, "", true, nil, "règlements reçus", "400,00 €"},
	{"facture.avoirs", Sum, "", true, nil, "avoirs déduits", "200,00 €"},
	{"facture.solde", Sum, "", false, nil, "reste à payer", "1 800,00 €"},
	{"facture.montant_conteste", Sum, "", true, nil, "part contestée, non réclamée", "600,00 €"},
	{"facture.jours_retard", Count, "", false, nil, "jours depuis l'échéance", "10"},
	{"facture.penalites", Sum, "", true, nil, "pénalités ou intérêts à ce jour", "7,99 €"},
	{"facture.indemnite", Sum, "", true, nil, "indemnité forfaitaire", "40,00 €"},
	{"facture.reference_commande", Text, "", true, nil, "", "BC-77"},
	{"facture.projet", Text, "", true, nil, "", "Agencement"},
	{"facture.contrat.reference", Text, "", true, nil, "", "CT-2025-11"},
	{"facture.contrat.date", Day, "", true, nil, "", "20 novembre 2025"},
	{"facture.livraison.date", Day, "", true, nil, "", "15 février 2026"},
	{"facture.livraison.preuve", Text, "", true, nil, "", "procès-verbal de réception"},
	{"facture.envoi.date", Day, "", true, nil, "", "19 février 2026"},
	{"facture.est_recue", Flag, "", false, nil, "un accusé de réception de la facture est au dossier", "oui"},
	{"facture.payee_le", Day, "", true, nil, "jour où elle a été soldée", "24 mars 2026"},
	{"facture.envoi.mode", Text, "", true, nil, "", "courriel"},

	{"total.nombre", Count, "", false, nil, "nombre de factures du document", "1"},
	{"total.solde", Sum, "", false, nil, "montant attendu : soldes, moins les sommes à affecter", "1 800,00 €"},
	{"total.echu", Sum, "", false, nil, "tout ce que le client doit et qui est échu", "1 800,00 €"},
	{"total.encours", Sum, "", true, nil, "tout ce que le client doit, échu ou non", "5 000,00 €"},
	{"total.a_echoir", Sum, "", true, nil, "ce qui n'est pas encore échu", "3 200,00 €"},
	{"total.penalites", Sum, "", true, nil, "pénalités ou intérêts à ce jour", "7,99 €"},
	{"total.indemnites", Sum, "", true, nil, "indemnités forfaitaires", "40,00 €"},
	{"total.general", Sum, "", false, nil, "ce que le document réclame en tout", "1 847,99 €"},
	{"total.non_affecte", Sum, "", true, nil, "règlements et avoirs restant à affecter, déjà déduits", "200,00 €"},
	{"total.non_affecte_origine", Text, "", true, nil, "les règlements et avoirs qui restent à affecter", "avoir AV-12 du 12 mars 2026"},
	{"total.premiere_a_echoir", Day, "", true, nil, "première échéance de ce qui est à venir", "4 avril 2026"},
	{"total.derniere_a_echoir", Day, "", true, nil, "dernière échéance de ce qui est à venir", "4 mai 2026"},
	{"total.origine_connue", Flag, "", false, nil, "une facture au moins dit son contrat, sa commande ou sa livraison", "oui"},
	{"taux.penalites", Percent, "", true, nil, "taux annuel en vigueur", "12,15 %"},
	{"taux.du_contrat", Flag, "", false, nil, "le taux vient des conditions générales", "non"},

	{"etape.libelle", Text, "", false, nil, "étape du plan", "Première relance"},
	{"etape.canal", Text, "", false, nil, "canal employé", "email"},
	{"etape.reclame_penalites", Flag, "", false, nil, "le document réclame pénalités ou indemnité", "non"},
	{"etape.ton", Count, "", false, nil, "ton, de 0 à 5", "2"},
	{"etape_suivante.libelle", Text, "", true, nil, "étape suivante du plan", "Lettre de relance"},
	{"plan.nom", Text, "", false, nil, "plan suivi", "Plan progressif"},
	{"suites", Many, "", true, []kit.Nature{kit.Formal, kit.FormalNotice}, "les suites prévues, d'après les étapes restantes", ""},
	{"relances_precedentes", Many, "relances_precedentes", true, nil, "les contacts précédents, du plus ancien au plus récent", ""},
	{"relances_precedentes.date", Day, "", false, nil, "date", "9 mars 2026"},
	{"relances_precedentes.canal", Text, "", false, nil, "canal", "courriel"},
	{"relances_precedentes.libelle", Text, "", false, nil, "étape ou événement", "Première relance"},
	{"relances_precedentes.interlocuteur", Text, "", true, nil, "interlocuteur", "Mme Durand"},
	{"relances_precedentes.contenu", Text, "", true, nil, "ce qui a été dit", "rappellera jeudi"},
	{"derniere_relance.date", Day, "", true, nil, "dernière relance écrite", "9 mars 2026"},
	{"derniere_relance.canal", Text, "", true, nil, "son canal", "courriel"},
	{"derniere_relance.libelle", Text, "", true, nil, "son étape", "Première relance"},

	{"geste.description", Text, "", true, nil, "geste commercial encore valable ce jour", "5 % de remise"},
	{"geste.valable_jusqu_au", Day, "", true, nil, "son dernier jour", "14 avril 2026"},

	{"promesse.date", Day, "", true, notBefore, "jour où la promesse a été faite", "26 mars 2026"},
	{"promesse.date_limite", Day, "", true, notBefore, "", "3 avril 2026"},
	{"promesse.montant", Sum, "", true, notBefore, "", "1 800,00 €"},
	{"promesse.reste", Sum, "", true, notBefore, "ce que la promesse ne couvre pas", "600,00 €"},
	{"promesse.interlocuteur", Text, "", true, notBefore, "", "M. Roumegoux"},
	{"promesse.est_rompue", Flag, "", false, notBefore, "la promesse n'a pas été tenue", "non"},
	{"promesse.est_refusee", Flag, "", false, notBefore, "le jour promis est plus lointain que ce qui est accordé", "non"},
	{"echeancier.accord_le", Day, "", true, notBefore, "", "2 février 2026"},
	{"echeancier.echeance", Day, "", true, notBefore, "l'échéance de l'accord qui n'est pas réglée", "16 mars 2026"},
	{"echeancier.montant", Sum, "", true, notBefore, "le montant prévu à cette échéance", "500,00 €"},
	{"echeancier.caducite", Flag, "", false, notBefore, "", "oui"},
	{"echeancier.sans_caducite", Flag, "", false, notBefore, "l'accord dit qu'il ne tombe pas", "non"},
	{"echeancier.jours_caducite", Count, "", true, notBefore, "jours après une échéance impayée avant que l'accord tombe", "8"},
	{"echeancier.nombre", Count, "", true, notBefore, "nombre d'échéances", "3"},
	{"echeancier.total", Sum, "", true, notBefore, "total des échéances", "2 900,00 €"},
	{"echeancier.premiere", Day, "", true, notBefore, "première échéance", "16 mars 2026"},
	{"echeancier.derniere", Day, "", true, notBefore, "dernière échéance", "18 mai 2026"},
	{"echeancier.prochaine", Day, "", true, notBefore, "prochaine échéance", "16 avril 2026"},
	{"echeancier.montant_prochaine", Sum, "", true, notBefore, "son montant", "1 000,00 €"},
	{"echeancier.penalites_suspendues", Flag, "", false, notBefore, "les pénalités sont suspendues pendant l'accord", "oui"},
	{"echeancier.penalites_abandonnees", Flag, "", false, notBefore, "les pénalités sont abandonnées si l'accord est tenu", "non"},
	{"echeancier.penalites_dues", Flag, "", false, notBefore, "les pénalités restent dues", "non"},
	{"echeancier.caduc_le", Day, "", true, notBefore, "jour où l'accord a pris fin", "24 mars 2026"},
	{"litige.date", Day, "", true, notBefore, "jour de la contestation", "27 mars 2026"},
	{"litige.motif", Text, "", true, notBefore, "", "finition"},
	{"litige.montant", Sum, "", true, notBefore, "part contestée", "600,00 €"},
	{"litige.clos_le", Day, "", true, notBefore, "jour de la réponse", "3 avril 2026"},
	{"litige.est_fonde", Flag, "", false, notBefore, "la contestation est admise", "non"},
	{"litige.est_partiel", Flag, "", false, notBefore, "la contestation est admise en partie", "oui"},
	{"litige.est_non_fonde", Flag, "", false, notBefore, "la contestation n'est pas admise", "non"},
	{"litige.avoir", Sum, "", true, notBefore, "avoirs faits depuis la contestation", "300,00 €"},
	{"litige.reponse_avant", Day, "", true, notBefore, "", "10 avril 2026"},
	{"paiement.montant", Sum, "", true, notBefore, "dernier règlement reçu", "400,00 €"},
	{"paiement.date", Day, "", true, notBefore, "sa date", "27 mars 2026"},
	{"paiement.mode", Text, "", true, notBefore, "son mode", "virement"},
	{"paiement.a_reverser", Flag, "", false, notBefore, "l'agence l'a reçu pour le créancier", "non"},
	{"recommande.numero", Text, "", true, notBefore, "numéro de recommandé", "1A 000 000 0000 0"},
	{"recommande.date_limite", Day, "", true, notBefore, "date limite de la mise en demeure", "30 mars 2026"},

	{"pieces_jointes", Many, "", true, nil, "les factures réellement jointes", ""},
	{"annexes", Many, "", true, nil, "la lettre et le relevé joints à un courriel", ""},
	{"verifications", Many, "verifications", true, nil, "les pièces du dossier, facture par facture", ""},
	{"verifications.libelle", Text, "", false, nil, "pièce", "TV-1163 : preuve de livraison"},
	{"verifications.presente", Flag, "", false, nil, "la pièce est au dossier", "oui"},
	{"dossier.destinataire", Text, "", true, inFile, "à qui le dossier est transmis", "Recouvrement Essai"},
	{"appel.telephone", Text, "", true, nil, "numéro à appeler", "04 65 71 88 01"},
	{"appel.horaires", Text, "", false, nil, "horaires d'appel", "9 h – 12 h et 14 h – 18 h"},
	{"secretariat.nom", Text, "", true, nil, "secrétariat qui écrit", "Secrétariat Plume"},
}
