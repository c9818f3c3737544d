package catalogue

import "relance/generator/kit"

// inFile are the natures of the documents that speak of a case as a whole: sheets,
// notes, files to hand over.
var inFile = []kit.Nature{kit.Internal, kit.Handover, kit.Meeting}

// requested are the fields of documents asked for by hand: the report to a
// creditor, the case file, the coordination meeting, the measures.
var requested = []Field{
	{"rapport.debut", Day, "", true, inFile, "premier jour de la période", "1er mars 2026"},
	{"rapport.fin", Day, "", true, inFile, "dernier jour de la période", "31 mars 2026"},
	{"rapport.factures_suivies", Count, "", true, inFile, "factures suivies", "12"},
	{"rapport.factures_soldees", Count, "", true, inFile, "factures soldées dans la période", "5"},
	{"rapport.encours", Sum, "", true, inFile, "tout ce qui reste dû en fin de période", "12 400,00 €"},
	{"rapport.echu", Sum, "", true, inFile, "ce qui en est échu", "8 900,00 €"},
	{"rapport.encaisse", Sum, "", true, inFile, "règlements de la période", "4 200,00 €"},
	{"rapport.a_reverser", Sum, "", true, inFile, "sommes reçues par le mandataire et à reverser", "1 500,00 €"},
	{"rapport.nombre_actions", Count, "", true, inFile, "actions de la période", "9"},
	{"rapport.nombre_encaissements", Count, "", true, inFile, "règlements de la période", "5"},
	{"rapport.nombre_promesses", Count, "", true, inFile, "promesses de la période", "2"},
	{"rapport.nombre_litiges", Count, "", true, inFile, "contestations ouvertes", "1"},
	{"rapport.nombre_decisions", Count, "", true, inFile, "décisions attendues du créancier", "2"},
	{"rapport.nombre_suites", Count, "", true, inFile, "actions à venir", "4"},

	{"dossier.reference", Text, "", true, inFile, "référence du dossier", "DOS-C17-2026-03-31"},
	{"dossier.nombre_pieces", Count, "", true, inFile, "pièces réunies", "8"},
	{"dossier.nombre_manquantes", Count, "", true, inFile, "pièces qui manquent", "1"},
	{"dossier.empreinte_journal", Text, "", true, inFile, "empreinte de la dernière ligne du journal", "4f2c…"},
	{"dossier.anciennete", Count, "", true, inFile, "jours de retard de la facture la plus ancienne", "64"},
	{"dossier.prescription", Day, "", true, inFile, "date prudente de prescription de la facture la plus ancienne", "15 janvier 2031"},

	{"reunion.date_proposee", Day, "", true, inFile, "jour de la réunion", "14 avril 2026"},
	{"reunion.lieu", Text, "", true, inFile, "lieu de la réunion", "dans vos bureaux"},
	{"reunion.creneaux", Text, "", true, inFile, "créneaux proposés au client", "mardi 14 avril à 10 h ou jeudi 16 avril à 14 h"},
	{"reunion.participants", Text, "", true, inFile, "participants", "Mme Durand et M. Petit"},
	{"protocole.nombre_engagements", Count, "", true, inFile, "engagements pris", "3"},
	{"protocole.revue", Day, "", true, inFile, "date du prochain point", "15 juin 2026"},
	{"fiche.nombre", Count, "", true, inFile, "factures payées sur douze mois", "9"},
	{"fiche.montant", Sum, "", true, inFile, "leur montant", "42 000,00 €"},
	{"fiche.delai_contractuel", Text, "", true, inFile, "délai convenu moyen, depuis la facture", "45,0 jours"},
	{"fiche.delai_constate", Text, "", true, inFile, "délai constaté moyen, depuis la facture", "82,0 jours"},
	{"fiche.delai_pondere", Text, "", true, inFile, "délai constaté, pondéré par les montants", "81,9 jours"},
	{"fiche.delai_minimal", Count, "", true, inFile, "plus court délai constaté, en jours", "61"},
	{"fiche.delai_maximal", Count, "", true, inFile, "plus long délai constaté, en jours", "99"},
	{"fiche.tendance", Text, "", true, inFile, "évolution du délai, des plus anciennes aux plus récentes", "en hausse de 12,0 jours"},
	{"fiche.cout", Sum, "", true, []kit.Nature{kit.Internal}, "ce que coûte l'attente à ce jour, selon cout_financement", "57,21 €"},

	{"sanction.libelle", Text, "", true, notBefore, "la mesure prise sur les commandes", "la suspension des nouvelles commandes"},
	{"sanction.date_effet", Day, "", true, notBefore, "jour où elle prend effet", "7 avril 2026"},
	{"sanction.clause", Text, "", true, notBefore, "clause qui la prévoit", "article 9 des CGV 2025"},
	{"sanction.condition_levee", Text, "", true, notBefore, "ce qui la lève", "le règlement de toutes les factures échues"},
	{"sanction.maintenu", Text, "", true, notBefore, "ce qui reste livré", "les commandes déjà confirmées"},
	{"sanction.est_blocage", Flag, "", false, notBefore, "les commandes sont bloquées", "oui"},
	{"sanction.est_comptant", Flag, "", false, notBefore, "le paiement se fait à la commande", "non"},
	{"sanction.est_exigibilite", Flag, "", false, notBefore, "tout devient exigible", "non"},
	{"sanction.est_suspension", Flag, "", false, notBefore, "les prestations sont suspendues", "non"},

	{"derogation.motif", Text, "", true, inFile, "motif de la dérogation", "gros chantier en cours"},
	{"derogation.demandeur", Text, "", true, inFile, "qui la demande", "M. Petit"},
	{"derogation.valideur", Text, "", true, inFile, "qui la valide", "Mme Roux"},
	{"derogation.jusqu_au", Day, "", true, inFile, "dernier jour de la dérogation", "30 avril 2026"},
	{"derogation.cout", Sum, "", true, inFile, "ce que coûte l'attente jusque-là, selon cout_financement", "16,44 €"},

	{"retour.paye_le", Day, "", true, inFile, "jour où la dernière facture a été soldée", "24 mars 2026"},
	{"retour.jours", Count, "", true, inFile, "jours entre l'échéance et ce paiement", "36"},
	{"retour.contacts", Count, "", true, inFile, "contacts pris jusque-là", "4"},
	{"retour.etape", Text, "", true, inFile, "dernière étape avant le paiement", "Mise en demeure"},
	{"retour.cause", Text, "", true, inFile, "cause notée au journal", "trésorerie"},

	{"procedure.type", Text, "", true, inFile, "nature de la procédure collective", "redressement"},
	{"procedure.ouverte_le", Day, "", true, inFile, "jour où la procédure a été ouverte", "12 mars 2026"},
	{"procedure.publication", Day, "", true, inFile, "jour de la publication au BODACC", "20 mars 2026"},
	{"procedure.mandataire", Text, "", true, inFile, "à qui déclarer la créance", "Me Essai, mandataire judiciaire"},
	{"procedure.declarer_avant", Day, "", true, inFile, "deux mois après la publication", "20 mai 2026"},
}
