package header

import (
	"slices"
	"strings"
	"unicode"

	"relance/generator/diag"
)

// A Field (champ) is what a column may hold.
type Field struct {
	Key      string
	Help     string
	synonyms string // titles it is known by, the surest first
}

// Fields lists every field, by the key that a saved mapping uses. The titles come
// from the public export formats of accounting and invoicing programs.
var Fields = []Field{
	{"code", "code du client", "code client|code tiers|compte tiers|compte client|compte auxiliaire|compauxnum|n client|numero client|ref client|reference client|id client|code"},
	{"nom", "nom du client", "nom client|nom du client|raison sociale|client|tiers|nom tiers|compauxlib|debiteur|denomination|denomination sociale|intitule tiers|intitule du tiers|libelle tiers|nom du tiers|societe|entreprise|customer|nom"},
	{"email", "adresse électronique", "e mail|email|mail|courriel|adresse e mail|adresse email|adresse mail|adresse electronique|e mail client|email client|e mail comptabilite|email comptabilite|email contact|e mail contact"},
	{"contact", "interlocuteur", "contact|interlocuteur|nom contact|nom du contact"},
	{"telephone", "téléphone", "telephone|tel|n telephone|numero de telephone|telephone fixe|tel client|telephone client|phone"},
	{"mobile", "téléphone mobile", "mobile|portable|telephone portable|telephone mobile|gsm"},
	{"siren", "SIREN", "siren|n siren|numero siren"},
	{"siret", "SIRET", "siret|n siret|numero siret"},
	{"type", "entreprise, public ou particulier", "type client|type de client|categorie client|nature client"},
	{"adresse", "adresse", "adresse|adresse client|adresse 1|adresse ligne 1|adresse de facturation|rue|voie"},
	{"adresse2", "complément d'adresse", "complement d adresse|complement adresse|complement|adresse 2|adresse ligne 2"},
	{"code_postal", "code postal", "code postal|cp"},
	{"ville", "ville", "ville|commune|localite"},
	{"conditions", "conditions de paiement", "conditions de paiement|conditions de reglement|conditions|delai de paiement|delai de reglement|delai|terme"},
	{"numero", "numéro de facture", "numero de facture|numero facture|n facture|n de facture|no facture|num facture|nfacture|facture n|facture|ref facture|reference facture|reference de facture|numero de piece|n de piece|n piece|numero piece|no piece|piece|pieceref|ref piece|reference piece|numero|n document|numero document|document|numero de document|n|no|num|reference|ref|invoice number|invoice"},
	{"date", "date de facture", "date de facture|date facture|date de la facture|date d emission|date emission|date facturation|date de facturation|facture du|emise le|date de piece|date piece|piecedate|date document|date du document|invoice date|date|date d ecriture|date ecriture|ecrituredate"},
	{"echeance", "date d'échéance", "date d echeance|date echeance|echeance|echeance le|date limite de reglement|date limite reglement|date limite de paiement|date limite|a payer avant|a payer avant le|date d exigibilite|due date|ech"},
	{"montant_ttc", "montant TTC", "montant ttc|total ttc|montant total ttc|ttc|montant de la facture|montant facture|montant total|net a payer|montant|total|amount"},
	{"montant_ht", "montant hors taxes", "montant ht|total ht|ht|montant hors taxes|montant total ht"},
	{"tva", "TVA", "tva|montant tva|total tva"},
	{"regle", "montant déjà réglé", "montant regle|montant paye|regle|paye|encaisse|montant encaisse|deja regle|deja paye|total regle|total paye|acompte verse|acomptes verses|acompte|acomptes|reglement|reglements|paiement|paiements"},
	{"date_reglement", "date du règlement", "date de reglement|date reglement|date du reglement|date de paiement|date paiement|date du paiement|date d encaissement|date encaissement|regle le|paye le"},
	{"mode", "mode de règlement", "mode de reglement|mode reglement|mode de paiement|mode paiement|moyen de paiement"},
	{"solde", "reste dû", "reste du|restant du|reste a payer|restant a payer|reste a regler|reste a encaisser|solde du|montant du|solde|solde restant|du|encours"},
	{"statut", "statut", "statut|etat|statut facture|statut de la facture|etat facture|situation|statut de paiement"},
	{"objet", "objet", "objet|designation|description|prestation|libelle|libelle ecriture|ecriturelib"},
	{"commande", "référence de commande", "n commande|n de commande|numero de commande|commande|bon de commande|n bon de commande|reference commande|reference de commande|ref commande|votre reference|engagement|n engagement"},
	{"devise", "devise", "devise|monnaie"},
	{"debit", "débit", "debit|montant debit"},
	{"credit", "crédit", "credit|montant credit"},
	{"lettrage", "lettrage", "lettrage|code lettrage|lettre|lett|let|ecriturelet"},
	{"compte", "compte général", "compte|n compte|numero de compte|compte general|comptenum"},
	{"journal", "journal", "journal|code journal|jal|jnl|journalcode"},
	{"relance_etape", "dernière relance faite", "etape de la derniere relance|etape derniere relance|derniere relance etape|derniere etape|etape de relance|derniere relance|niveau de relance|niveau relance|dernier niveau|nombre de relances|relance|relances|etape|niveau"},
	{"relance_date", "date de la dernière relance", "date de la derniere relance|date de derniere relance|date derniere relance|derniere relance date|derniere relance le|date de relance|date relance|relance le"},
}

// Ignored is the key of a column that is left aside.
const Ignored = "ignorer"

// Keys returns the keys of [Fields].
func Keys() []string {
	keys := make([]string, len(Fields))
	for i, f := range Fields {
		keys[i] = f.Key
	}
	return keys
}

// Help returns what a field is, in French.
func Help(key string) string {
	for _, f := range Fields {
		if f.Key == key {
			return f.Help
		}
	}
	return key
}

// guess is a field a title may stand for; the lower the rank, the surer.
type guess struct {
	key  string
	rank int
}

// titles gives the guess of each known title.
var titles = func() map[string]guess {
	known := map[string]guess{}
	for _, f := range Fields {
		for i, s := range strings.Split(f.synonyms, "|") {
			known[s] = guess{f.Key, i}
		}
	}
	return known
}()

// bare leaves of a title only its words: « N° de facture (€) » is « n de facture ».
func bare(title string) string {
	words := strings.FieldsFunc(strings.ReplaceAll(diag.Fold(title), "º", " "), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	for len(words) > 1 && slices.Contains([]string{"eur", "euros", "en"}, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}
