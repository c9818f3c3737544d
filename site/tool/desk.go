package tool

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// caseFields are what the person who calls may type, and what a call script may
// quote by the names that the templates use. Nothing of it is kept.
var caseFields = []struct{ name, label, kind string }{
	{"client.nom", "Société appelée", "text"},
	{"client.code", "Code client", "text"},
	{"contact.nom_complet", "Interlocuteur", "text"},
	{"contact.email", "Son courriel", "email"},
	{"facture.numero", "Numéro de la facture", "text"},
	{"facture.solde", "Reste dû TTC, en euros", "money"},
	{"facture.echeance", "Échéance", "date"},
	{"creancier.raison_sociale", "Votre société", "text"},
	{"creancier.telephone", "Votre téléphone", "tel"},
	{"signataire.nom", "Votre nom", "text"},
}

// afterCall are the names filled at the end of the call.
var afterCall = map[string]string{"promesse.montant": "montant promis", "promesse.date": "date promise"}

// Quoted finds a datum of the case in a script.
var Quoted = regexp.MustCompile(`\{\{ *([\pL_.]+) *\}\}`)

// Names are the data that a call script may quote.
func Names() []string {
	var known []string
	for _, f := range caseFields {
		known = append(known, f.name)
	}
	for name := range afterCall {
		known = append(known, name)
	}
	slices.Sort(known)
	return known
}

// Marked shows where each datum goes; the browser writes it there.
func Marked(page string) string {
	return Quoted.ReplaceAllStringFunc(page, func(s string) string {
		name := Quoted.FindStringSubmatch(s)[1]
		label := afterCall[name]
		for _, f := range caseFields {
			if f.name == name {
				label = uncapital(strings.TrimSuffix(f.label, ", en euros"))
			}
		}
		return `<span class="variable" data-champ="` + name + `">[` + html.EscapeString(label) + `]</span>`
	})
}

func uncapital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[size:]
}

// Case is the form of the case in hand, and the way through the call. A promise for a
// day further than so many, in digits, has to be agreed to.
func Case(rates []Rate, furthest string) string {
	var w strings.Builder
	w.WriteString(`<details class="outil dossier" data-promesse="` + html.EscapeString(furthest) + `"><summary>Le dossier en cours <span class="minuteur" aria-hidden="true"></span></summary>
<div class="grille"` + rateData(rates) + ">\n")
	for _, f := range caseFields {
		w.WriteString(field("champ-"+strings.ReplaceAll(f.name, ".", "-"), f.label, f.kind, ""))
	}
	w.WriteString(`</div>
<p class="resultat" role="status"></p>
<p class="discret">Rien n'est enregistré ni envoyé : fermer la page efface tout.</p>
</details>
<nav class="outil parcours" aria-label="Parcours de l'appel"><ol></ol><p><button type="button" class="bouton retour">Revenir <kbd>Alt 0</kbd></button> <button type="button" class="bouton debut">Recommencer</button> <button type="button" class="bouton grand" aria-pressed="false">Grands caractères</button></p></nav>
`)
	return w.String()
}

// End is what remains of a call: the line of the tracker, the e-mail, the reminder.
const End = `<section class="outil conclusion" aria-labelledby="conclure" hidden>
<h2 id="conclure">Avant de refermer le dossier</h2>
<div class="grille">
<p><label for="fin-montant">Montant promis, en euros</label><input id="fin-montant" type="text" inputmode="decimal" autocomplete="off"></p>
<p><label for="fin-date">Date promise</label><input id="fin-date" type="date"></p>
<p class="large"><label for="fin-contenu">Ce qui a été dit, avec ses mots</label><textarea id="fin-contenu" rows="2"></textarea></p>
</div>
<p role="status" class="avis"></p>
<p><label for="fin-ligne">La ligne à coller dans la feuille « Journal » du suivi, première cellule vide de la colonne Date</label><textarea id="fin-ligne" rows="2" readonly></textarea></p>
<p class="actions"><button type="button" class="bouton copier-ligne">Copier la ligne</button> <a class="bouton courriel" href="mailto:">Écrire la confirmation</a> <button type="button" class="bouton brouillon">Brouillon .eml</button> <button type="button" class="bouton rappel">Rappel d'agenda .ics</button></p>
</section>
`
