// Package codes explains every code that a problem may bear: what it means, an
// example, the remedy. It is what « expliquer » and the playbook show.
package codes

import (
	"slices"

	"relance/generator/diag"
)

// A Code (code d'anomalie) is what « expliquer » tells of one kind of problem,
// in French. Example is a short extract of a file that raises it.
type Code struct{ Code, Title, Meaning, Example, Remedy string }

// Explain returns what is known of a code, typed in any case.
func Explain(code string) (Code, bool) {
	for _, c := range All {
		if diag.Fold(c.Code) == diag.Fold(code) {
			return c, true
		}
	}
	return Code{}, false
}

// All lists every code the program uses, by family: F0xx kit and data, E1xx
// templates, W2xx style of templates, W3xx warnings, J4xx journal, P0xx pages of
// the playbook, S5xx tracker. A code, once published,
// keeps its meaning.
var All = slices.Concat(kitCodes, importCodes, templateCodes, styleCodes, warningCodes, journalCodes, pageCodes, trackerCodes)

var kitCodes = []Code{
	{"F001", "Clé inconnue",
		"Le nom écrit avant les deux-points n'est pas de ceux que relance connaît à cet endroit. Les noms s'écrivent sans accent, en minuscules.",
		"factures:\n  - numero: FA26-056\n    échéance: 2026-03-21",
		"Reprenez le nom proposé sous le message. La commande « relance champs » les donne tous."},
	{"F002", "Valeur illisible",
		"La valeur n'est pas de la forme attendue : une date, un montant, oui ou non, un texte, une liste ou un bloc.",
		"date: 2026-02-30",
		"Corrigez la valeur comme le message l'indique : dates en 2026-03-21, montants en 2400.00, oui ou non en toutes lettres."},
	{"F003", "Écriture YAML",
		"Le fichier ne suit pas les règles d'écriture : un retrait irrégulier, des deux-points, un guillemet ou un crochet oubliés. Rien ne peut être lu au-delà de ce point.",
		"clients:\n  - code: C17\n    nom Plâtrerie Kerjean",
		"Corrigez la ligne montrée, ou celle qui la précède, puis relancez « relance verifier »."},
	{"F004", "Donnée obligatoire absente",
		"Une donnée sans laquelle on ne peut rien calculer n'est pas écrite, ou sa valeur est vide.",
		"factures:\n  - numero: FA26-056\n    date:",
		"Ajoutez la ligne que nomme le message."},
	{"F005", "Clé écrite deux fois",
		"Le même nom figure deux fois dans le même bloc : impossible de savoir quelle valeur est la bonne.",
		"nom: Plâtrerie Kerjean\ntype: entreprise\nnom: Kerjean SARL",
		"Gardez une seule des deux lignes."},
	{"F006", "Valeur hors des choix possibles",
		"Cette donnée ne peut prendre que quelques valeurs, et celle-ci n'en est pas.",
		"type: societe",
		"Choisissez l'une des valeurs que donne le message."},
	{"F007", "Caractères ou taille du fichier",
		"Le fichier n'est pas enregistré en UTF-8, contient des caractères invisibles ou réservés, ou dépasse 16 Mio.",
		"nom: Soci\\xe9t\\xe9 Martin",
		"Enregistrez le fichier en UTF-8 et supprimez les caractères signalés. Pour de gros volumes, tenez les factures dans un tableur (clé « donnees »)."},
	{"F008", "Écriture YAML avancée",
		"Les renvois (*), les ancres (&), les étiquettes (!) et les fichiers en plusieurs documents (---) sont refusés : ils cachent ce que dit le fichier.",
		"note: *important*",
		"Si le signe fait partie d'un texte, mettez le texte entre guillemets. Sinon, écrivez la valeur en entier à sa place."},
	{"F009", "Fichier absent ou illisible",
		"Un fichier dont le kit a besoin n'existe pas, ou le système refuse de le lire.",
		"relance generer --kit mon-dossier   (sans relance.yaml dedans)",
		"Vérifiez le nom du dossier et les droits du fichier. « relance init » crée un kit."},
	{"F010", "Tableur inconnu",
		"Le fichier nommé par « donnees » n'est pas d'un format que relance lit.",
		"donnees:\n  fichier: factures.doc",
		"Enregistrez-le en .xlsx ou en .csv."},
	{"F011", "Données écrites à deux endroits",
		"Les mêmes données figurent à deux endroits : impossible de savoir lequel fait foi.",
		"clients:            # dans relance.yaml\n  - code: C17       # et clients.yaml existe aussi",
		"Gardez un seul des deux."},
	{"F012", "Échéance absente",
		"La facture n'a ni date d'échéance ni conditions de paiement : on ne peut pas savoir si elle est en retard. Elle seule est bloquée, les autres suivent leur cours.",
		"- numero: FA26-056\n  date: 2026-02-19\n  montant_ttc: 2400.00",
		"Ajoutez « echeance: 2026-03-21 », ou « conditions: 30 jours »."},
	{"F013", "Identifiant en double",
		"Un numéro de facture, un code de client, un plan ou une étape sert deux fois. Les majuscules ne distinguent pas.",
		"- numero: FA26-056\n- numero: fa26-056",
		"Supprimez ou renommez l'un des deux ; le message donne la place de l'autre."},
	{"F014", "Étape en attente d'une condition",
		"L'étape est due, mais une condition qu'elle exige n'est pas remplie : une vérification, un règlement à affecter, une adresse. Elle seule attend, les autres suivent leur cours.",
		"Mise en demeure bloquée : règlement non affecté",
		"Remplissez la condition que nomme le message, puis relancez « relance generer »."},
	{"F016", "Plan inconnu",
		"Aucun plan de ce nom n'existe parmi ceux fournis ni dans templates/plans.",
		"plan: progresif",
		"Reprenez un des noms proposés. « relance verifier » dessine tous les plans."},
	{"F017", "Dates contradictoires",
		"Deux dates ne peuvent être vraies ensemble.",
		"date: 2026-03-21\necheance: 2026-02-19",
		"Corrigez l'une des deux."},
	{"F018", "Ordre des étapes",
		"Une étape dépend d'une autre qui ne la précède pas.",
		"etapes:\n  - id: transmission\n    apres: med",
		"Déplacez l'étape ou corrigez « apres »."},
	{"F019", "Format plus récent",
		"Ce kit a été écrit par une version plus récente de relance.",
		"version: 2",
		"Installez la dernière version."},
	{"F020", "Montant contesté trop grand",
		"Un litige ne peut porter sur plus que ce qui reste dû.",
		"montant_ttc: 2400.00\nlitiges:\n  - ouvert_le: 2026-03-27\n    montant_conteste: 2600.00",
		"Corrigez l'un des deux montants ; sans montant_conteste, tout le solde est contesté."},
	{"F021", "Facture d'un autre client",
		"Une promesse, un accord ou un règlement cite une facture que ce client n'a pas.",
		"promesses:\n  - factures: [FA26-999]",
		"Reprenez un des numéros proposés."},
	{"F022", "Répartition d'un règlement",
		"Les parts d'un règlement dépassent son montant, ou le règlement est écrit sous une seule facture.",
		"paiements:\n  - montant: 500.00\n    factures:\n      - numero: FA26-056\n        montant: 600.00",
		"Corrigez les parts ; un règlement partagé se place sous le client."},
	{"F023", "Montant négatif",
		"Un montant saisi est toujours positif : un avoir se note sous « avoirs ».",
		"montant_ttc: -120.00",
		"Notez l'avoir sous avoirs: de la facture ou du client."},
	{"F024", "Médiateur absent",
		"Un particulier doit connaître le médiateur de la consommation (code de la consommation, L612-1).",
		"type: particulier",
		"Ajoutez mediateur_consommation: à creancier. Ce client seul est bloqué en attendant."},
	{"F025", "Montant hors taxes seul",
		"Une relance réclame le montant TTC ; sans taux de TVA il ne peut être calculé.",
		"montant_ht: 12500.00",
		"Écrivez montant_ttc:, ou ajoutez tva: 20."},
	{"F026", "HT, TVA et TTC ne s'accordent pas",
		"Le TTC écrit n'est pas celui que donnent le HT et la TVA.",
		"montant_ht: 100.00\ntva: 20\nmontant_ttc: 110.00",
		"Corrigez l'un des trois."},
	{"F027", "Échéancier inexact",
		"La somme des échéances n'est pas le solde des factures au jour de l'accord.",
		"echeances:\n  - date: 2026-04-30\n    montant: 2900.00",
		"Corrigez une échéance ; le message donne l'écart."},
	{"F028", "Texte impossible à imprimer",
		"Un caractère manque aux polices des lettres, ou une adresse dépasse la fenêtre de l'enveloppe.",
		"nom: Café 🍰 Marie",
		"Remplacez le caractère, ou abrégez la ligne d'adresse (38 caractères, 6 lignes)."},
}

var warningCodes = []Code{
	{"W301", "Date de référence dans un dossier réel",
		"« date_reference » remplace la date du jour. Elle sert aux exemples ; dans un dossier réel, les relances resteraient figées à cette date.",
		"date_reference: 2026-03-31",
		"Supprimez la ligne, ou donnez la date par « --date » quand vous en avez besoin."},
	{"W302", "Fin de ligne prise pour un commentaire",
		"Dans un texte sans guillemets, tout ce qui suit un dièse précédé d'une espace est un commentaire, et n'est pas lu.",
		"nom: Dupont #1",
		"Si le dièse fait partie du texte, mettez le texte entre guillemets : nom: \"Dupont #1\". Si c'est un commentaire, écrivez-le seul sur la ligne au-dessus."},
	{"W303", "Aucun compte bancaire",
		"Les lettres ne diront pas où payer.",
		"creancier: sans banque:",
		"Ajoutez banque: avec titulaire, iban et bic."},
}
