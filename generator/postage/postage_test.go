package postage

import (
	"encoding/csv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"relance/generator/decode"
	"relance/generator/kit"
)

func item(code, town string, pages int, registered bool, copies ...int) *Item {
	it := &Item{Client: &kit.Client{Code: code, Name: "Client " + code, Kind: kit.Company, Address: []string{"1 rue de l'Essai", town}},
		Stage: "Lettre", Pages: pages, Registered: registered, File: "lettres/" + code + ".pdf", Reference: "REL-" + code}
	for _, n := range copies {
		it.Copies = append(it.Copies, Copy{"factures/" + code + ".pdf", n})
	}
	return it
}

func TestALetterWeighsItsSheetsAndItsEnvelope(t *testing.T) {
	for _, tt := range []struct {
		window string
		pages  int
		copies []int
		sheets int
		grams  int
	}{
		{"dl-35x100", 1, nil, 1, 10},
		{"dl-35x100", 2, nil, 1, 10},
		{"dl-35x100", 3, nil, 2, 15},
		{"dl-45x100", 1, []int{1, 1}, 3, 20}, // a copy never stands on the back of a letter
		{"c5", 2, []int{3}, 3, 23},
		{"c4", 1, nil, 1, 22},
		{"", 1, nil, 1, 10},
	} {
		it := item("C1", "49100 Angers", tt.pages, false, tt.copies...)
		if it.Sheets() != tt.sheets || it.Grams(tt.window) != tt.grams {
			t.Errorf("%s, %d pages, %v: %d sheets, %d g", tt.window, tt.pages, tt.copies, it.Sheets(), it.Grams(tt.window))
		}
	}
}

func TestThePileIsInTheOrderOfThePost(t *testing.T) {
	items := []*Item{
		item("far", "75001 Paris", 1, false), item("thick", "49100 Angers", 3, false), item("near", "49100 Angers", 2, false),
		item("lrar", "75001 Paris", 1, true, 2), item("thin-lrar", "75001 Paris", 1, true),
	}
	Sort(items)
	var got []string
	for _, it := range items {
		got = append(got, it.Client.Code)
	}
	if want := "thin-lrar lrar near far thick"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
	for i, want := range []int{1, 3, 7, 9, 11} {
		if items[i].Place != want {
			t.Errorf("%s starts on page %d, want %d", items[i].Client.Code, items[i].Place, want)
		}
	}
}

func TestTheDestinationIsTheZoneThatIsPaid(t *testing.T) {
	for town, want := range map[string]string{
		"49100 Angers": "France", "20000 Ajaccio": "France", "97400 Saint-Denis": "Outre-mer", "98800 Nouméa": "Outre-mer", "98000 Monaco": "Monaco", "Angers": "France",
	} {
		if got := item("C1", town, 1, false).Destination(); got != want {
			t.Errorf("%s: %s, want %s", town, got, want)
		}
	}
	abroad := item("C1", "1000 Bruxelles", 1, false)
	abroad.Client.Country = "Belgique"
	if got := abroad.Destination(); got != "Belgique" {
		t.Errorf("Bruxelles: %s", got)
	}
}

// read is a table as a program of French habits reads it.
func read(t interface{ Fatal(...any) }, data []byte) [][]string {
	text, ok := strings.CutPrefix(string(data), "\uFEFF")
	if !ok {
		t.Fatal("without its mark Excel takes UTF-8 for something else")
	}
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Fatal("a line does not end as Windows expects")
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestAddressesOfRegisteredLettersStandInColumns(t *testing.T) {
	firm := item("C9", "01000 Bourg-en-Bresse", 2, true, 1)
	firm.Client.Address = []string{"Bâtiment B", "ZA des Essais", "12 rue de l'Essai", "Hameau", "Lieu-dit", "01000 Bourg-en-Bresse"}
	firm.Contact = &kit.Contact{Title: "Mme", FirstName: "Ève", Name: "Leroy"}
	person := item("C3", "49000 Angers", 1, true)
	person.Client.Kind, person.Client.Title, person.Client.FirstName, person.Client.Name = kit.Consumer, "Mme", "Anne", "Vauquelin"
	rows := read(t, Registered([]*Item{firm, item("C1", "49000 Angers", 1, false), person}))
	want := [][]string{
		{"Référence", "Société", "Civilité", "Prénom", "Nom", "Adresse 1", "Adresse 2", "Adresse 3", "Adresse 4", "Code postal", "Ville", "Pays", "Avis de réception", "Pages", "Fichier", "Pièces jointes"},
		{"REL-C9", "Client C9", "Mme", "Ève", "Leroy", "Bâtiment B", "ZA des Essais", "12 rue de l'Essai", "Hameau, Lieu-dit", "01000", "Bourg-en-Bresse", "France", "oui", "2", "lettres/C9.pdf", "factures/C9.pdf"},
		{"REL-C3", "", "Mme", "Anne", "Vauquelin", "1 rue de l'Essai", "", "", "", "49000", "Angers", "France", "oui", "1", "lettres/C3.pdf", ""},
	}
	for i := range max(len(rows), len(want)) {
		if i >= len(rows) || i >= len(want) || strings.Join(rows[i], "|") != strings.Join(want[i], "|") {
			t.Fatalf("row %d of\n%v\nwant\n%v", i, rows, want)
		}
	}
	if Registered([]*Item{item("C1", "49000 Angers", 1, false)}) != nil {
		t.Error("a file without a letter in it")
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[=+\-@\t\r\n"; ]{1,3}[A-Z(]{0,4}`))
		it := item(text.Draw(t, "code"), text.Draw(t, "town"), 1, true)
		it.Client.Name, it.Stage, it.File = text.Draw(t, "name"), text.Draw(t, "stage"), text.Draw(t, "file")
		for _, data := range [][]byte{Slip([]*Item{it}, "c5"), Registered([]*Item{it})} {
			rows := read(t, data)
			if len(rows) != 2 {
				t.Fatalf("%d rows", len(rows))
			}
			for _, cell := range rows[1] {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Fatalf("%q", cell)
				}
			}
		}
	})
}

func TestEveryEnvelopeOfTheKitIsWeighed(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range Envelopes {
		seen[e.Window] = true
		if e.Grams <= 0 || e.Source == "" || e.Checked.IsZero() {
			t.Errorf("%+v", e)
		}
	}
	known := windows()
	if len(known) == 0 {
		t.Fatal("the kit names no envelope")
	}
	for _, f := range known {
		if !seen[f] {
			t.Errorf("nobody weighed %q", f)
		}
	}
}

// windows are the envelopes that a kit may name.
func windows() []string {
	for _, f := range decode.Fields(kit.Options{}) {
		if f.Key == "enveloppe" {
			return f.Choices
		}
	}
	return nil
}
