package einvoice

// A role is what a document does to what its buyer owes.
type role int

const (
	unknown  role = iota
	claims        // owed
	corrects      // owed in place of another
	lowers        // a credit note
	assigned      // owed to a factor
	gives         // a credit note of a factor
	nothing       // no debt
)

// A kind (type de document) is one code of a CII document.
type kind struct {
	code   string
	role   role
	what   string // in French, for those that are not plainly invoices
	source string
}

// Sources of the codes.
const (
	en  = "EN 16931-1:2017, BT-3, list UNTDID 1001"
	add = "EN 16931 code lists of 2024: added to UNTDID 1001 for the French reform"
)

// kinds are the codes of invoices (UNTDID 1001) that EN 16931 allows, with what a
// reminder must make of them. A code that is not here is refused, never guessed.
var kinds = []kind{
	{"71", nothing, "demande de paiement, sans facture", en},
	{"80", claims, "", en},
	{"81", lowers, "", en},
	{"82", claims, "", en},
	{"83", lowers, "", en},
	{"84", claims, "", en},
	{"102", nothing, "avis d'imposition", en},
	{"130", nothing, "feuille de données de facturation", en},
	{"202", nothing, "décompte de paiement direct", en},
	{"203", nothing, "décompte provisoire", en},
	{"204", nothing, "décompte", en},
	{"211", nothing, "demande d'acompte sur travaux", en},
	{"218", nothing, "demande de paiement pour solde de travaux", en},
	{"219", nothing, "demande de paiement d'unités achevées", en},
	{"261", lowers, "", en},
	{"262", lowers, "", en},
	{"295", claims, "", en},
	{"296", lowers, "", en},
	{"308", lowers, "", en},
	{"325", nothing, "facture pro forma", en},
	{"326", claims, "", en},
	{"331", claims, "", en},
	{"380", claims, "", en},
	{"381", lowers, "", en},
	{"382", claims, "", en},
	{"383", claims, "", en},
	{"384", corrects, "", en},
	{"385", claims, "", en},
	{"386", claims, "", en},
	{"387", claims, "", en},
	{"388", claims, "", en},
	{"389", claims, "", en},
	{"390", claims, "", en},
	{"393", assigned, "", en},
	{"394", claims, "", en},
	{"395", claims, "", en},
	{"396", gives, "", en},
	{"420", lowers, "", en},
	{"456", claims, "", en},
	{"457", nothing, "contre-passation d'un débit", en},
	{"458", lowers, "", en},
	{"471", corrects, "", add},
	{"472", assigned, "", add},
	{"473", assigned, "", add},
	{"500", claims, "", add},
	{"501", assigned, "", add},
	{"502", gives, "", add},
	{"503", lowers, "", add},
	{"527", claims, "", en},
	{"532", lowers, "", en},
	{"553", nothing, "rapport d'écart de transitaire", en},
	{"575", claims, "", en},
	{"623", claims, "", en},
	{"633", claims, "", en},
	{"751", nothing, "facture pour information comptable seulement", en},
	{"780", claims, "", en},
	{"817", nothing, "déclaration de sinistre", en},
	{"870", nothing, "facture consulaire", en},
	{"875", claims, "", en},
	{"876", claims, "", en},
	{"877", claims, "", en},
	{"935", nothing, "facture pour la douane", en},
}

// kindOf returns the kind of a code; its role is unknown when no list has it.
func kindOf(code string) kind {
	for _, k := range kinds {
		if k.code == code {
			return k
		}
	}
	return kind{code: code}
}
