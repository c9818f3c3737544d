package site

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"relance/site/page"
)

// subjects are what a playbook for those who chase must speak of: each stands in
// a part of a page, under an anchor, with a word that shows it is really there.
// The ids are those of the inventory and of the list of pages of the specification.
var subjects = []struct{ id, at, word string }{
	{"S1-03", "dependance#les-avantages-et-leur-envers", "référence"},
	{"S1-04", "dependance#les-signaux", "clauses"},
	{"S1-05", "dependance#les-signaux", "inertie"},
	{"S1-06", "grand-compte#d-ou-vient-l-hesitation", "commercial"},
	{"S1-09", "cout-du-retard#la-formule", "365"},
	{"S1-11", "culture#decloisonner-chaque-lundi", "commercial"},
	{"S1-14", "grand-compte#la-reunion-a-froid-en-six-temps", "inviter"},
	{"S1-20", "checklists#preparer-la-reunion-grand-compte", "valide"},
	{"S1-21", "grand-compte#les-solutions-a-mettre-sur-la-table", "signature"},
	{"S1-25", "grand-compte#les-solutions-a-mettre-sur-la-table", "conditions"},
	{"S1-26", "grand-compte#si-rien-ne-change", "calmement"},
	{"S1-27", "culture#les-objections-de-l-equipe", "agressif"},
	{"S1-28", "culture#dedramatiser-en-une-reunion", "engagement"},
	{"S1-29", "fiche-commercial#pourquoi-cela-vous-concerne", "caissier"},
	{"S1-29", "checklists#formation-par-role", "commerce"},
	{"S1-30", "qui-fait-quoi#le-tableau", "mise en demeure"},
	{"S1-34", "dependance#ne-pas-ceder-ne-pas-casser", "trésorerie"},
	{"S1-36", "fiche-direction#quand-demander-de-l-aide", "spécialiste"},
	{"S2-01", "politique#cinq-principes", "respect"},
	{"S2-03", "checklists#ouvrir-le-compte-d-un-nouveau-client", "conditions"},
	{"S2-05", "relation#l-equilibre", "concédé"},
	{"S2-06", "multicanal#la-cadence", "rassure"},
	{"S2-09", "relation#deux-objectifs-une-meme-politesse", "salaires"},
	{"S2-10", "cout-du-retard#quelques-chiffres-avec-leur-source", "sénat"},
	{"S2-11", "politique#qui-decide-quoi", "direction"},
	{"S3-01", "cas-consultante#la-frise", "recommandée"},
	{"S3-03", "cas-consultante#ce-qu-elle-ressent-ce-qu-elle-fait", "à froid"},
	{"S3-04", "checklists#avant-toute-relance", "litige"},
	{"S3-24", "externaliser#choisir", "lettres"},
	{"S3-24", "checklists#choisir-un-cabinet", "médiation"},
	{"S3-28", "checklists#nos-conditions-generales", "délai"},
	{"S3-29", "checklists#acomptes-et-jalons", "jalon"},
	{"S3-31", "externaliser#les-signes-qu-il-faut-deleguer", "dernier recours"},
	{"S3-32", "retour-experience#six-choses-a-retenir-d-un-dossier", "mécanisme"},
	{"S3-33", "retour-experience#six-choses-a-retenir-d-un-dossier", "repérer"},
	{"S3-34", "pourquoi-relancer#trois-freins-trois-reponses", "temps"},
	{"S3-35", "pourquoi-relancer#le-silence-enseigne", "les autres"},
	{"S3-37", "checklists#choisir-un-cabinet", "assurance"},
	{"S4-01", "pourquoi-relancer#un-outil-pas-une-corvee", "outil"},
	{"S4-03", "pourquoi-relancer#une-facture-est-un-engagement-a-deux-sens", "engagé"},
	{"S4-22", "checklists#donnees-completes", "adresse"},
	{"S4-23", "multicanal#pourquoi-une-echeance-a-pu-passer", "traitement"},
	{"S4-32", "relation#deux-objectifs-une-meme-politesse", "relation"},
	{"S4-34", "profils#le-nouveau-client", "conditions"},
	{"S4-35", "modeles-courriels#courriels", ""},
	{"S4-36", "externaliser#ce-qu-on-y-gagne-ce-qu-on-y-perd", "temps"},
	{"S5-04", "prevenir#avant-la-vente", "solvabilité"},
	{"S5-14", "guide-appel#la-trame-en-sept-temps", "reformuler"},

	{"P01", "accueil#ou-en-etes-vous", "appeler"},
	{"P02", "politique#nos-reglages", "minimal"},
	{"P03", "pourquoi-relancer#le-silence-enseigne", "retard"},
	{"P04", "cout-du-retard#faites-le-calcul-pour-vous", ""},
	{"P05", "relation#dire-eviter", "dire"},
	{"P06", "plans#les-rythmes-cote-a-cote", "rouge"},
	{"P07", "etape-preventive#et-ensuite", "paie"},
	{"P08", "etape-premiere-relance#et-ensuite", "paie"},
	{"P09", "etape-appel#et-ensuite", ""},
	{"P10", "etape-recommandee", "recommandé"},
	{"P11", "etape-mise-en-demeure#ce-qui-doit-s-y-trouver", "décompte"},
	{"P12", "guide-appel#s-entrainer-a-deux", "silence"},
	{"P13", "promesse#confirmer-dans-l-heure", "rib"},
	{"P14", "echeancier#les-regles-du-bon-calendrier", "ouvré"},
	{"P15", "litige#clore", "avoir"},
	{"P16", "multicanal#alterner", "deux messages"},
	{"P17", "ton-et-lexique#a-aucun-degre", "sommation"},
	{"P18", "profils#l-acheteur-public", "portail"},
	{"P19", "grand-compte#le-protocole", "indicateur"},
	{"P20", "dependance#le-plan-de-diversification", "plafond"},
	{"P21", "culture#douze-semaines", "former"},
	{"P22", "fiche-commercial#cinq-questions", "devis"},
	{"P22", "fiche-adv#trois-phrases", "commande"},
	{"P22", "fiche-finance#mon-engagement", "pointé"},
	{"P22", "fiche-direction#trois-gestes", "signer"},
	{"P22", "quiz", "attestation"},
	{"P23", "qui-fait-quoi#quand-quelqu-un-est-absent", "remplaçant"},
	{"P24", "preparer#les-quatre-preuves", "livraison"},
	{"P25", "tracer#la-chronologie", "pièces"},
	{"P26", "dissuasion#les-quatre-mesures", "comptant"},
	{"P27", "etape-mise-en-demeure#avant-de-signer", "accord"},
	{"P28", "externaliser#ce-que-vous-gardez", "remise"},
	{"P29", "voies-judiciaires#l-injonction-de-payer", "trois mois"},
	{"P30", "prevenir#au-contrat", "acompte"},
	{"P31", "cas-consultante#ce-qui-a-compte", "étape"},
	{"P32", "cas-grand-compte#la-reunion-le-mardi-16-juin", ""},
	{"P33", "retour-experience#la-fiche-a-remplir", "cause"},
	{"P34", "indicateurs#ce-qui-est-dehors", "dso"},
	{"P35", "tableau-de-bord#les-encaissements-attendus-sur-treize-semaines", "semaine"},
	{"P36", "modeles-lettres#lettres", ""},
	{"P37", "glossaire#echeance", "jour"},
	{"P38", "guide-outil#envoyer-puis-le-dire", "valider"},
	{"P39", "champs#les-fautes-les-plus-frequentes", "accolades"},
	{"P40", "cadre-legal#comment-cette-page-est-tenue", "2026"},
	{"P41", "checklists", "imprimer"},
	{"P42", "confidentialite#les-donnees-que-vous-tenez", "personnelles"},
	{"P43", "plan-du-site#outils", "checklists"},

	{"C01", "checklists#avant-toute-relance", "ttc"},
	{"C02", "checklists#avant-un-appel", "marge"},
	{"C03", "checklists#apres-un-appel", "confirmation"},
	{"C04", "checklists#avant-une-mise-en-demeure", "décompte"},
	{"C05", "checklists#transmission", "mandat"},
	{"C06", "checklists#choisir-un-cabinet", "compte dédié"},
	{"C07", "checklists#preparer-la-reunion-grand-compte", "constaté"},
	{"C08", "checklists#signaux-de-dependance", "quart"},
	{"C09", "checklists#signaux-d-alerte-chez-un-debiteur", "joindre"},
	{"C10", "checklists#nos-conditions-generales", "réserve de propriété"},
	{"C11", "checklists#acomptes-et-jalons", "retenue"},
	{"C12", "checklists#ouvrir-le-compte-d-un-nouveau-client", "siren"},
	{"C13", "checklists#donnees-completes", "courriel"},
	{"C14", "checklists#mesures-de-dissuasion", "clause"},
	{"C15", "checklists#accorder-un-echeancier", "signatures"},
	{"C16", "checklists#traiter-un-litige", "non contestée"},
	{"C17", "checklists#revue-hebdomadaire", "promesses"},
	{"C18", "checklists#cloture-et-retour-d-experience", "étape"},
	{"C19", "checklists#preparer-une-injonction-de-payer", "prescription"},
	{"C20", "checklists#formation-par-role", "quiz"},
}

func TestTheGuideSpeaksOfEverythingItMust(t *testing.T) {
	parts := map[string]string{}
	for _, d := range documents(t, built(t)) {
		name := strings.TrimSuffix(d.name, ".html")
		if name == "index" {
			name = page.Home
		}
		read(d, name, parts)
	}
	for _, s := range subjects {
		text, ok := parts[s.at]
		if !ok {
			t.Errorf("%s: no part %s", s.id, s.at)
		} else if !strings.Contains(text, s.word) {
			t.Errorf("%s: %s does not say « %s »: %s", s.id, s.at, s.word, text)
		}
	}
}

// read notes the text of a page, and of each part under its title.
func read(d doc, name string, parts map[string]string) {
	body := d.all("main")[0]
	at := name
	for n := range body.Descendants() {
		if n.Type == html.ElementNode && n.Data == "h2" && attr(n, "id") != "" {
			at = name + "#" + attr(n, "id")
			parts[at] = ""
		}
		if n.Type == html.TextNode {
			text := strings.ToLower(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(n.Data))
			parts[at] += text
			if at != name {
				parts[name] += text
			}
		}
	}
}
