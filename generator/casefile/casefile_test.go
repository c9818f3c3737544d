package casefile

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

var day = calendar.Of(2026, 3, 10)

// sample is a client with a copy of one invoice out of two, a letter still as it was
// sent, another that somebody changed, an e-mail sent before the program was there.
func sample() (fstest.MapFS, *kit.Kit, *kit.Client, []*kit.Invoice) {
	letter := Exhibit{Data: []byte("%PDF lettre")}
	files := fstest.MapFS{
		"factures/FA-1.pdf":                   {Data: []byte("%PDF facture")},
		"archives/lots/L1/lettres/K1-med.pdf": {Data: letter.Data},
		"sortie/lettres/K1-lettre.pdf":        {Data: []byte("%PDF autre chose")},
	}
	c := &kit.Client{Code: "K1", Name: "Zéphyrin", Invoices: []kit.Invoice{
		{Number: "FA-1", PDF: "factures/FA-1.pdf", Delivery: &kit.Delivery{Proof: "bon signé"}}, {Number: "FA-2", PDF: "factures/absente.pdf"},
	}}
	ref := func(n, stage string) []journal.Invoice {
		return []journal.Invoice{{Number: n, Plan: "p", Stage: stage, Status: journal.Done}}
	}
	k := &kit.Kit{Settings: kit.Settings{Creditor: &kit.Creditor{}}, Clients: []kit.Client{*c},
		Plans: []kit.Plan{{ID: "p", Stages: []kit.Stage{{ID: "lettre", Label: "Lettre de relance"}, {ID: "med", Label: "Mise en demeure"}}}},
		Journal: &journal.Log{Entries: []journal.Entry{
			{Date: day - 20, Client: "K1", Type: journal.Reminder, Channel: journal.ByEmail, Invoices: ref("FA-1", "autre")},
			{Date: day - 15, Client: "K1", Type: journal.Reminder, Channel: journal.ByPost, Invoices: ref("FA-1", "lettre"), Lot: "L0", Documents: []journal.Document{{File: "lettres/K1-lettre.pdf", Sum: letter.Sum()}}},
			{Date: day - 9, Client: "K1", Type: journal.Reminder, Channel: journal.ByRegistered, Invoices: ref("FA-1", "med"), Lot: "L1", Documents: []journal.Document{{File: "lettres/K1-med.pdf", Sum: letter.Sum()}}},
			{Date: day - 8, Client: "K1", Type: journal.Reminder, Channel: journal.ByEmail, Invoices: ref("FA-9", "lettre")},
			{Date: day - 7, Client: "K2", Type: journal.Reminder, Channel: journal.ByEmail},
		}}}
	return files, k, c, []*kit.Invoice{&c.Invoices[0], &c.Invoices[1]}
}

func TestExhibitsAreThoseOfTheClaimAndWhatIsMissingIsNamed(t *testing.T) {
	files, k, c, invoices := sample()
	var got []string
	for _, x := range Number(append(Invoices(files, k, invoices), Sent(files, k, c, invoices)...)) {
		got = append(got, strings.TrimPrefix(x.Name+" | "+x.Label, " | "))
	}
	nb := "\u00a0"
	want := []string{
		"01-facture-fa-1.pdf | Copie de la facture FA-1",
		"02-2026-03-01-mise-en-demeure.pdf | Mise en demeure du 1er" + nb + "mars 2026",
		"Copie de la facture FA-2",
		"Commande, devis ou contrat signé, facture FA-1", "Preuve de livraison ou d’exécution, facture FA-1 (bon signé)",
		"Commande, devis ou contrat signé, facture FA-2", "Preuve de livraison ou d’exécution, facture FA-2",
		"Courriel du 18" + nb + "février 2026", "Lettre de relance du 23" + nb + "février 2026",
		"Avis de réception : Mise en demeure du 1er" + nb + "mars 2026",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTheArchiveHoldsEveryFileAndAlwaysTheSameBytes(t *testing.T) {
	list := []File{{"00.pdf", []byte("a")}, {"01-é.pdf", []byte("b")}}
	data := Zip("K1-2026-03-10", list, day)
	if !bytes.Equal(data, Zip("K1-2026-03-10", list, day)) {
		t.Error("twice the same files give other bytes")
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range r.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		got, _ := io.ReadAll(part)
		if f.Name != "K1-2026-03-10/"+list[i].Name || !bytes.Equal(got, list[i].Data) {
			t.Errorf("%s: %q", f.Name, got)
		}
	}
	if len(r.File) != len(list) {
		t.Errorf("%d files", len(r.File))
	}
}

func TestChecksumsAreReadBack(t *testing.T) {
	list := []File{{"00.pdf", []byte("a")}, {"avec espace.pdf", []byte("b")}}
	sums := Read(Sums(list))
	for _, f := range list {
		if sums[f.Name] != (Exhibit{Data: f.Data}).Sum() {
			t.Errorf("%s: %q", f.Name, sums[f.Name])
		}
	}
}
