package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"relance/generator/kit"
	"relance/generator/money"
	"relance/templates"
)

// done runs a command that must succeed, but for what is blocked, and returns what
// it printed.
func done(t *testing.T, args ...string) string {
	t.Helper()
	var out, said bytes.Buffer
	if code := run(args, newApp(&out, &said)); code != statusDone && code != statusBlocked {
		t.Fatalf("%v: status %d\n%s", args, code, said.String())
	}
	return out.String()
}

// rowsOf are the rows of the tables of a page, cell by cell, by their first cell.
func rowsOf(t *testing.T, name string) map[string][][]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][][]string{}
	for n := range root.Descendants() {
		if n.Data != "tr" {
			continue
		}
		var row []string
		for cell := range n.ChildNodes() {
			var text strings.Builder
			for d := range cell.Descendants() {
				if d.Type == html.TextNode {
					text.WriteString(d.Data)
				}
			}
			if cell.Type == html.ElementNode {
				row = append(row, text.String())
			}
		}
		rows[row[0]] = append(rows[row[0]], row)
	}
	return rows
}

func TestTheInternalGuideSaysTheFiguresOfTheTrackerAndOfTheLetters(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kit")
	done(t, "init", "--exemple", "pme", dir)
	made := done(t, "generer", "--json", "--kit", dir)
	done(t, "site", "--avec-donnees", "--kit", dir)
	guide := filepath.Join(dir, filepath.FromSlash(internalGuide))
	sameAsTracker(t, dir, guide)
	sameAsLetters(t, made, rowsOf(t, filepath.Join(guide, "tableau-du-jour.html")))
	noDebtorIn(t, dir, filepath.Join(dir, filepath.FromSlash(publicGuide)))
}

// sameAsTracker compares the sheets of the clients with the workbook's invoices.
func sameAsTracker(t *testing.T, dir, guide string) {
	f, err := excelize.OpenFile(filepath.Join(dir, "suivi.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Factures", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, header := range rows[0] {
		column[header] = i
	}
	compared := 0
	for _, row := range rows[1:] {
		if len(row) <= column["Total exigible"] || row[0] == "" {
			continue
		}
		sheet := rowsOf(t, filepath.Join(guide, "client-"+strings.ToLower(row[column["Code client"]])+".html"))
		var line []string
		for _, candidate := range sheet[row[column["Numéro"]]] {
			if len(candidate) == 8 {
				line = candidate
			}
		}
		if line == nil {
			t.Errorf("%s is not on the sheet of its client", row[column["Numéro"]])
			continue
		}
		for cell, header := range map[int]string{3: "Reste dû", 7: "Total exigible"} {
			want, err := money.Parse(row[column[header]])
			if err != nil {
				t.Fatalf("%s: %v", row[0], err)
			}
			if got := line[cell]; got != want.Format("EUR") && !(want == 0 && got == "") && row[column["Devise"]] == "EUR" {
				t.Errorf("%s: %s is %s in the guide, %s in the tracker", row[0], header, got, want.Format("EUR"))
			}
			compared++
		}
	}
	if compared < 60 {
		t.Errorf("%d figures were compared", compared)
	}
}

// sameAsLetters compares the day's table with the files of the batch.
func sameAsLetters(t *testing.T, made string, table map[string][][]string) {
	var batch struct {
		Fichiers []struct {
			Client, Montant string
			Factures        []string
		}
	}
	if err := json.Unmarshal([]byte(made), &batch); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, rows := range table {
		for _, row := range rows {
			lines = append(lines, strings.Join(row, "\n"))
		}
	}
	all := strings.Join(lines, "\n\n")
	for _, f := range batch.Fichiers {
		amount, err := money.Parse(f.Montant)
		if err == nil && f.Client != "" && !strings.Contains(all, strings.Join(f.Factures, ", ")+"\n"+amount.Format("EUR")) {
			t.Errorf("%s %v: the table of the day lacks %s", f.Client, f.Factures, amount.Format("EUR"))
		}
	}
}

// noDebtorIn looks for what identifies anybody of the kit in every byte of a folder.
func noDebtorIn(t *testing.T, dir, folder string) {
	k, problems := kit.Load(os.DirFS(dir), templates.FS, nil)
	if problems.Faults() {
		t.Fatal(problems)
	}
	canaries := []string{k.Creditor.Name, string(k.Creditor.SIREN), string(k.Creditor.Email), string(k.Creditor.Bank.IBAN), k.Creditor.Bank.IBAN.String(), k.Creditor.Phone.String()}
	for i := range k.Clients {
		c := &k.Clients[i]
		canaries = append(canaries, c.FullName(), c.Name)
		for _, p := range c.Contacts {
			canaries = append(canaries, string(p.Email), p.Phone.String(), p.Mobile.String(), p.FirstName+" "+p.Name)
		}
		for _, inv := range c.Invoices {
			canaries = append(canaries, inv.Number)
		}
	}
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(os.DirFS(folder), name)
		for _, canary := range canaries {
			if len(canary) > 4 && bytes.Contains(data, []byte(canary)) {
				t.Errorf("%s holds « %s »", name, canary)
			}
		}
		return err
	})
	if err != nil || len(canaries) < 100 {
		t.Errorf("%d canaries, %v", len(canaries), err)
	}
}
