package diag

// A Code (code d'anomalie) is what « expliquer » tells of one kind of problem,
// in French. Example is a short extract of a file that raises it.
type Code struct{ Code, Title, Meaning, Example, Remedy string }

// Explain returns what is known of a code, typed in any case.
func Explain(code string) (Code, bool) {
	for _, c := range Codes {
		if Fold(c.Code) == Fold(code) {
			return c, true
		}
	}
	return Code{}, false
}

// Codes lists every code the program uses, by family: F0xx kit and data, E1xx
// templates, W2xx style of templates, W3xx warnings, J4xx journal. A code, once
// published, keeps its meaning.
var Codes = []Code{
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
	{"F012", "Échéance absente",
		"La facture n'a ni date d'échéance ni conditions de paiement : on ne peut pas savoir si elle est en retard. Elle seule est bloquée, les autres suivent leur cours.",
		"- numero: FA26-056\n  date: 2026-02-19\n  montant_ttc: 2400.00",
		"Ajoutez « echeance: 2026-03-21 », ou « conditions: 30 jours »."},
	{"W301", "Date de référence dans un dossier réel",
		"« date_reference » remplace la date du jour. Elle sert aux exemples ; dans un dossier réel, les relances resteraient figées à cette date.",
		"date_reference: 2026-03-31",
		"Supprimez la ligne, ou donnez la date par « --date » quand vous en avez besoin."},
	{"W302", "Fin de ligne prise pour un commentaire",
		"Dans un texte sans guillemets, tout ce qui suit un dièse précédé d'une espace est un commentaire, et n'est pas lu.",
		"nom: Dupont #1",
		"Si le dièse fait partie du texte, mettez le texte entre guillemets : nom: \"Dupont #1\". Si c'est un commentaire, écrivez-le seul sur la ligne au-dessus."},
}
