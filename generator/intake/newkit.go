package intake

import (
	"fmt"
	"strings"

	"relance/generator/intake/einvoice"
	"relance/generator/intake/found"
	"relance/generator/intake/script"
	"relance/generator/journal"
	"relance/generator/kit"
)

// A File is one of a new kit, its name with slashes.
type File struct {
	Name string
	Data []byte
}

// NewKit writes a kit from an import: relance.yaml with what is known of the
// creditor, clients.yaml, the mapping of the source, and a journal when some
// reminders were made before. author signs the lines of the journal.
func NewKit(imp *found.Import, source, author string) []File {
	files := []File{
		{"relance.yaml", settings(source, imp.Seller)},
		{"clients.yaml", clientsFile(source, imp.Clients)},
	}
	if imp.Mapping != nil {
		files = append(files, File{found.MappingName(source), imp.Mapping.YAML()})
	}
	if lines := takeoverLines(imp.Takeovers, author); len(lines) > 0 {
		files = append(files, File{"journal.jsonl", lines})
	}
	return files
}

func takeoverLines(entries []journal.Entry, author string) []byte {
	log, _ := journal.Read("journal.jsonl", nil)
	sorted := append([]journal.Entry(nil), entries...)
	byDay(sorted)
	for i := range sorted {
		sorted[i].Author = author
	}
	return log.Append(sorted...)
}

func clientsFile(source string, clients []kit.Client) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `# Clients et factures, repris de %s.
#
# Ce fichier s'écrit à la main comme les autres : corrigez, ajoutez, supprimez.
# « type » décide la loi qui s'applique : entreprise, public ou particulier.

clients:

`, strings.ReplaceAll(found.OneLine(source), "\n", " "))
	b.WriteString(script.Clients(clients, 2))
	if len(clients) == 0 {
		return []byte(strings.TrimSuffix(b.String(), "\n\n") + " []\n")
	}
	return []byte(b.String())
}

// settings leaves empty what the import does not know: relance then asks for it,
// with the line, and sends nothing in a wrong name.
func settings(source string, seller einvoice.Party) []byte {
	var b strings.Builder
	line := func(key, value, comment string) {
		text := "  " + key + ":"
		if value != "" {
			text += " " + script.Scalar(value)
		}
		if comment != "" {
			text += strings.Repeat(" ", max(1, 34-len([]rune(text)))) + "# " + comment
		}
		b.WriteString(text + "\n")
	}
	fmt.Fprintf(&b, "# Qui est payé, et comment. Repris de %s ; complétez les lignes vides.\n\nversion: 1\n\ncreancier:\n", found.OneLine(source))
	line("raison_sociale", seller.Name, "à compléter : votre raison sociale, ou prénom et nom")
	line("forme", "", "SARL, SAS, EI…")
	line("siren", seller.SIREN, "9 chiffres, entre guillemets")
	if len(seller.Address) > 0 {
		b.WriteString("  adresse:\n")
		for _, l := range seller.Address {
			b.WriteString("    - " + script.Scalar(l) + "\n")
		}
	} else {
		line("adresse", "", "à compléter : [4 rue de l'Essai, 49000 Angers]")
	}
	line("telephone", seller.Phone, "")
	line("email", seller.Email, "")
	b.WriteString("  # Qui signe les lettres :\n  # signataire: {civilite: Mme, nom: Claire Roux, fonction: Gérante}\n")
	b.WriteString("  # Où payer ; sans ces lignes, les lettres ne le diront pas :\n  # banque: {titulaire: …, iban: …, bic: …}\n")
	b.WriteString("\nplan_par_defaut: progressif\n\n# Dernier jour dont tous les encaissements sont saisis :\npaiements_a_jour_au:\n")
	return []byte(b.String())
}
