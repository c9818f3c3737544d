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
	{"code", "code du client", "code client|code tiers|compte tiers|compte client|compte auxiliaire|compauxnum|n client|numero client|ref client|reference client|id client|code|code auxiliaire|auxiliaire|n auxiliaire|numero auxiliaire|aux|compte aux|n compte tiers|n tiers|customer code|customer id|customer number|account number"},
	{"nom", "nom du client", "nom client|nom du client|raison sociale|client|tiers|nom tiers|compauxlib|debiteur|denomination|denomination sociale|intitule tiers|intitule du tiers|libelle tiers|nom du tiers|societe|entreprise|customer|nom|nom d affichage du partenaire de la facture|partenaire|nom du debiteur|nom ou raison sociale|invoice partner display name|customer name|company name|company|bill to|partner|intitule du compte|intitule compte|libelle du compte|libelle compte|libelle auxiliaire|intitule|nom raison sociale|destinataire|clients|client facture|facture a|nom complet|nom du partenaire|acheteur|client name|bill to name|nom de l entreprise|nom de la societe|name"},
	{"email", "adresse électronique", "e mail|email|mail|courriel|adresse e mail|adresse email|adresse mail|adresse electronique|e mail client|email client|e mail comptabilite|email comptabilite|email contact|e mail contact|customer email|email address|contact email|email facturation|e mail facturation|email de facturation|mail facturation|mail comptabilite|mail compta|mail client|mail contact|courriel facturation|courriel client|adresse e mail client|adresse email client|billing email"},
	{"contact", "interlocuteur", "contact|interlocuteur|nom contact|nom du contact|contact name"},
	{"telephone", "téléphone", "telephone|tel|n telephone|numero de telephone|telephone fixe|tel client|telephone client|phone|phone number|numero telephone"},
	{"mobile", "téléphone mobile", "mobile|portable|telephone portable|telephone mobile|gsm|cell phone"},
	{"siren", "SIREN", "siren|n siren|numero siren"},
	{"siret", "SIRET", "siret|n siret|numero siret"},
	{"type", "entreprise, public ou particulier", "type client|type de client|categorie client|nature client|customer type"},
	{"adresse", "adresse", "adresse|adresse client|adresse 1|adresse ligne 1|adresse de facturation|rue|voie|address|street|billing address"},
	{"adresse2", "complément d'adresse", "complement d adresse|complement adresse|complement|adresse 2|adresse ligne 2|address 2"},
	{"code_postal", "code postal", "code postal|cp|zip|zip code|postal code|postcode"},
	{"ville", "ville", "ville|commune|localite|city|town"},
	{"pays", "pays", "pays|pays client|pays de facturation|pays facturation|code pays|country|country code|billing country"},
	{"conditions", "conditions de paiement", "conditions de paiement|conditions de reglement|conditions|delai de paiement|delai de reglement|delai|terme|payment terms|terms|condition de paiement|condition de reglement|modalites de paiement|modalites de reglement|conditions paiement|conditions reglement|echeancier"},
	{"numero", "numéro de facture", "numero de facture|numero facture|n facture|n de facture|no facture|num facture|nfacture|facture n|facture|ref facture|reference facture|reference de facture|numero de piece|n de piece|n piece|numero piece|no piece|piece|pieceref|ref piece|reference piece|numero|n document|numero document|document|numero de document|n|no|num|reference|ref|invoice number|invoice|numero du document|n du document|numero de la facture|n facture client|ref piece comptable|reference interne|number|invoice no|invoice n|invoice id|inv no|document number|bill number|num piece|num de facture|n fact|num fact|facture no|num doc|numero doc|n de la facture|n de document|numero de document client|no de facture|no document|no de piece|nr facture"},
	{"date", "date de facture", "date de facture|date facture|date de la facture|date d emission|date emission|date facturation|date de facturation|facture du|emise le|date de piece|date piece|piecedate|date document|date du document|invoice date|date|date d ecriture|date ecriture|ecrituredate|date comptable|invoice bill date|date of invoice|issue date|issued on|issued|date issued|date utc|facture le|facturee le|date fact|date de fact|date fac|emise en date du|date d emission de la facture|date de la piece|date emission facture|date d edition|created|created utc"},
	{"echeance", "date d'échéance", "date d echeance|date echeance|echeance|echeance le|date limite de reglement|date limite reglement|date limite de paiement|date limite|a payer avant|a payer avant le|date d exigibilite|due date|ech|echeance de reglement|date d echeance de paiement|payment due date|due on|due date utc|date due|echue le|exigible le|date exigibilite|date ech|date d ech|echeance facture|date echeance facture|payable le|payable avant le|a regler avant|a regler avant le|a payer le|date limite paiement|date de fin d echeance|echeances|date d echeance facture|date limite de paiement facture|reglement attendu le|paiement attendu le|date echeance reglement"},
	{"montant_ttc", "montant TTC", "montant ttc|total ttc|montant total ttc|ttc|montant de la facture|montant facture|montant total|net a payer|montant|total|amount|total signe|total en devise signe|somme due ttc|total signed|total amount|invoice amount|grand total|gross amount|gross|amount incl vat|total incl vat|amount incl tax|total incl tax|amount total|mt ttc|mtt ttc|mnt ttc|montant facture ttc|facture ttc|total facture|montant de la facture ttc|montant brut|montant net ttc|invoice total|total including tax"},
	{"montant_ht", "montant hors taxes", "montant ht|total ht|ht|montant hors taxes|montant total ht|total hors taxe|montant hors taxe|total hors taxes|montant hors taxe signe|total hors taxe signe|net amount|amount excl vat|total excl vat|amount excl tax|total excl tax|tax excluded signed|subtotal"},
	{"tva", "TVA", "tva|montant tva|total tva|montant de la tva|total taxes|taxe|vat|tax|vat amount|tax amount"},
	{"regle", "montant déjà réglé", "montant regle|montant paye|regle|paye|encaisse|montant encaisse|deja regle|deja paye|total regle|total paye|acompte verse|acomptes verses|acompte|acomptes|reglement|reglements|paiement|paiements|montant encaisse ttc|montant deja paye|montant deja regle|montant reglement|montant du reglement|montant des reglements|montant reglement ventile sur facture|montant ventile|montant paiement|montant du paiement|montant des paiements|montant encaissement|montant verse|montant recu|montant percu|montant deja encaisse|deja encaisse|deja verse|montant deja verse|montant regle ttc|montant paye ttc|regle ttc|paye ttc|total encaisse|total reglements|total des reglements|total paiements|somme reglee|somme payee|reglement recu|reglements recus|paiement recu|paiements recus|encaissement|encaissements|versement|versements|avance|avances|paid|amount paid|paid amount|payments|payment amount|amount received|received|montant ttc regle|montant ttc paye|montant ttc deja regle|montant total regle|montant total paye|total deja regle"},
	{"date_reglement", "date du règlement", "date de reglement|date reglement|date du reglement|date de paiement|date paiement|date du paiement|date d encaissement|date encaissement|regle le|paye le|payee le|reglee le|paye en date du|date de paiement effectif|date de dernier reglement|payment date|paid on|paid date|date paid"},
	{"mode", "mode de règlement", "mode de reglement|mode reglement|mode de paiement|mode paiement|moyen de paiement|mode|payment method"},
	{"solde", "reste dû", "reste du|restant du|reste a payer|restant a payer|reste a regler|reste a encaisser|solde du|montant du|solde|solde restant|du|encours|montant restant du|montant restant|restant|reste|restant du ttc|reste du ttc|montant du signe|montant encore du|total du|a encaisser|non regle|impaye|impayes|solde ouvert|solde impaye|solde en cours|solde facture|solde de la facture|solde ttc|solde a payer|solde a regler|montant ouvert|montant impaye|montant a regler|montant a payer|a payer|a regler|du ttc|reste a payer ttc|reste a regler ttc|reste a percevoir|reste a recouvrer|reste impaye|net restant du|solde du ttc|solde debiteur|amount remaining|remaining amount|remaining balance|amount open|unpaid|unpaid amount|unpaid balance|remaining|balance due|open balance|outstanding|outstanding amount|amount outstanding|open amount|balance|amount due signed|amount due|ouvert|montant ttc restant du|montant ttc restant|montant ttc du|solde restant du|reste du a ce jour|montant restant a payer|montant restant a regler|solde du client"},
	{"statut", "statut", "statut|etat|statut facture|statut de la facture|etat facture|situation|status|invoice status"},
	{"piece", "nature de la pièce : facture, avoir, devis…", "type de piece|type piece|type de document|type document|nature de la piece|nature piece|nature du document|nature de document|type de facture|type facture|type de la facture|type d operation|type operation|type de transaction|document type|transaction type|invoice type|type|nature"},
	{"payee", "payée, oui ou non", "payee|reglee|soldee|acquittee|encaissee|facture payee|facture reglee|facture soldee|facture acquittee|paye o n|payee o n|regle o n|reglee o n|solde o n|soldee o n|paye oui non|payee oui non|regle oui non|reglee oui non|is paid"},
	{"statut_paiement", "état du paiement", "statut de paiement|statut du paiement|etat de paiement|etat du paiement|statut paiement|etat paiement|payment status|payment state"},
	{"objet", "objet", "objet|designation|description|prestation|libelle|libelle ecriture|ecriturelib|memo|objet de la facture|intitule de la facture|subject"},
	{"commande", "référence de commande", "n commande|n de commande|numero de commande|commande|bon de commande|n bon de commande|reference commande|reference de commande|ref commande|votre reference|engagement|n engagement|po number|purchase order|order number|order reference"},
	{"devise", "devise", "devise|monnaie|currency"},
	{"debit", "débit", "debit|montant debit"},
	{"credit", "crédit", "credit|montant credit"},
	{"lettrage", "lettrage", "lettrage|code lettrage|lettre|lett|let|ecriturelet|code de lettrage|lettre de lettrage|let lettrage"},
	{"compte", "compte général", "compte|n compte|numero de compte|compte general|comptenum|no compte|num compte"},
	{"journal", "journal", "journal|code journal|jal|jnl|journalcode"},
	{"relance_etape", "dernière relance faite", "etape de la derniere relance|etape derniere relance|derniere relance etape|derniere etape|etape de relance|derniere relance|niveau de relance|niveau relance|dernier niveau|nombre de relances|relance|relances|etape|niveau"},
	{"relance_date", "date de la dernière relance", "date de la derniere relance|date de derniere relance|date derniere relance|derniere relance date|derniere relance le|date de relance|date relance|relance le|"},
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

// known returns the field that a title may stand for; a share, « % réglé », is none.
func known(title string) string {
	if g, is := titles[bare(title)]; is && !strings.Contains(title, "%") {
		return g.key
	}
	return Ignored
}

// acronyms are those that some write with dots: « Montant T.T.C. ».
var acronyms = strings.NewReplacer(" t t c ", " ttc ", " h t ", " ht ", " t v a ", " tva ")

// bare leaves of a title only its words: « N° de facture (€) » is « n de facture ».
func bare(title string) string {
	words := strings.FieldsFunc(strings.ReplaceAll(diag.Fold(title), "º", " "), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	words = strings.Fields(acronyms.Replace(strings.Join(words, " ") + " "))
	for len(words) > 1 && slices.Contains([]string{"eur", "euros", "en"}, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}
