package intake

import (
	"fmt"
	"iter"
	"slices"
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
// creditor, clients.yaml with the list that [Pieces] make, the mapping of the source,
// and a journal when some reminders were made before. author signs the lines of the
// journal.
func NewKit(imp *found.Import, source, author string, clients []byte) []File {
	files := []File{
		{"relance.yaml", settings(source, imp.Seller)},
		{"clients.yaml", append([]byte(clientHead(source)), clients...)},
	}
	if imp.Mapping != nil {
		files = append(files, File{imp.Mapping.File, imp.Mapping.YAML()})
	}
	if lines := takeoverLines(imp.Takeovers, author); len(lines) > 0 {
		files = append(files, File{"journal.jsonl", lines})
	}
	return files
}

func takeoverLines(list []found.Takeover, author string) []byte {
	log, _ := journal.Read("journal.jsonl", nil)
	sorted := slices.Clone(list)
	found.ByDay(sorted)
	var entries []journal.Entry
	for _, t := range sorted {
		t.Author = author
		entries = append(entries, t.Entry)
	}
	return log.Append(entries...)
}

// clientHead begins the file of the clients.
func clientHead(source string) string {
	return fmt.Sprintf(`# Clients et factures, repris de %s.
#
# Ce fichier s'écrit à la main comme les autres : corrigez, ajoutez, supprimez.
# « type » décide la loi qui s'applique : entreprise, public ou particulier.

clients:

`, found.OneLine(source))
}

// A Piece (morceau) is a part of the clients of an import: short enough for the file
// they make to be read in no time.
type Piece struct {
	First   int // rank of the first of them in the import
	Clients []kit.Client
}

// longestPiece is how many invoices a piece has before another one begins.
const longestPiece = 1000

// Pieces cuts the clients of an import into pieces.
func Pieces(imp *found.Import) iter.Seq[Piece] {
	return func(yield func(Piece) bool) {
		for first := 0; first < len(imp.Clients); {
			end, invoices := first, 0
			for ; end < len(imp.Clients) && (end == first || invoices+len(imp.Clients[end].Invoices) <= longestPiece); end++ {
				invoices += len(imp.Clients[end].Invoices) + 1
			}
			if !yield(Piece{first, imp.Clients[first:end]}) {
				return
			}
			first = end
		}
	}
}

// List writes the clients of a piece as they stand under « clients: ».
func (p Piece) List() []byte {
	list := script.AppendClients(nil, p.Clients, 2)
	if p.First > 0 {
		list = append([]byte("\n"), list...)
	}
	return list
}

// Settings is the file relance.yaml of a kit made from an import.
func Settings(imp *found.Import, source string) []byte { return settings(source, imp.Seller) }

// settings leaves empty what the import does not know: relance then asks for it,
// with the line, and sends nothing in a wrong name. Comments stand above their
// line: after an empty value they would look like the value.
func settings(source string, seller einvoice.Party) []byte {
	var b strings.Builder
	line := func(comment, key, value string) {
		if comment != "" {
			b.WriteString("  # " + comment + "\n")
		}
		b.WriteString(strings.TrimRight("  "+key+": "+value, " ") + "\n")
	}
	quoted := func(s string) string {
		if s == "" {
			return ""
		}
		return script.Scalar(s)
	}
	fmt.Fprintf(&b, "# Qui est payé, et comment. Repris de %s ; complétez les lignes vides.\n\nversion: 1\n\ncreancier:\n", found.OneLine(source))
	line("Votre raison sociale, ou vos prénom et nom :", "raison_sociale", quoted(seller.Name))
	line("SARL, SAS, EI… :", "forme", "")
	line("9 chiffres, entre guillemets :", "siren", quoted(seller.SIREN))
	line("Une ligne par élément, entre crochets, comme [4 rue de l'Essai, 49000 Angers] :", "adresse", "")
	for _, l := range seller.Address {
		b.WriteString("    - " + script.Scalar(l) + "\n")
	}
	line("", "telephone", quoted(seller.Phone))
	line("Celle d'où partent vos courriels :", "email", quoted(seller.Email))
	b.WriteString(settingsEnd)
	return []byte(b.String())
}

const settingsEnd = `  # Qui signe les lettres ; enlevez le dièse et complétez :
  # signataire: {civilite: Mme, nom: Claire Roux, fonction: Gérante}
  # Où payer ; sans cette ligne, les lettres ne le diront pas :
  # banque: {titulaire: …, iban: …, bic: …}

plan_par_defaut: progressif

# Dernier jour dont tous les encaissements sont saisis, comme 2026-03-31 :
paiements_a_jour_au:
`
