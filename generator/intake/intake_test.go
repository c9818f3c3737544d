package intake

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"relance/generator/calendar"
	"relance/generator/decode"
	"relance/generator/diag"
	"relance/generator/intake/einvoice"
	"relance/generator/intake/folder"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
	"relance/generator/intake/merging"
	"relance/generator/intake/script"
	"relance/generator/kit"
	"relance/generator/money"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is now\n%s", file, got)
	}
}

// report is all that an import says, as a person would be shown it.
func report(file string, src []byte, m header.Mapping) string {
	var b bytes.Buffer
	imp, l := Read(file, src, m)
	diag.Print(&b, l, nil)
	if imp == nil {
		return b.String()
	}
	c := imp.Control
	fmt.Fprintf(&b, "%s\n%d lignes, %d factures, %s, reste %s\n", imp.Source, c.Lines, c.Invoices, c.Total.Decimal(), c.Sum.Decimal())
	for _, cl := range c.Clients {
		fmt.Fprintf(&b, "  %s %s %s\n", cl.Code, cl.Name, cl.Sum.Decimal())
	}
	for _, r := range imp.Rejected {
		fmt.Fprintf(&b, "rejet ligne %d : %s [%s]\n", r.Pos.Line, r.Why, r.Text)
	}
	for _, r := range imp.Dropped {
		fmt.Fprintf(&b, "écartée ligne %d : %s [%s]\n", r.Pos.Line, r.Why, r.Text)
	}
	diag.Print(&b, imp.Notes, nil)
	return b.String()
}

const six = "Client;E-mail;N° facture;Date;Échéance;Montant TTC;Dernière relance;Date dernière relance\n" +
	"Plâtrerie Kerjean;contact@kerjean.example;FA26-056;19/02/2026;21/03/2026;2 400,00 €;R1;26/03/2026\n" +
	"Plâtrerie Kerjean;contact@kerjean.example;FA26-061;01/03/2026;31/03/2026;600;;\n" +
	"Mme Martin;claire@martin.example;FA26-057;01/03/2026;31/03/2026;1 250,5;mise en demeure du 28/03/2026;\n" +
	"Mairie de Bouchemaine;;FA26-058;02/03/2026;01/04/2026;300;;\n"

func TestSixColumnsMakeAKit(t *testing.T) {
	imp, l := Read("factures.csv", []byte(six), header.Mapping{})
	if len(l) > 0 || len(imp.Rejected) > 0 {
		t.Fatal(l, imp.Rejected)
	}
	var b strings.Builder
	for _, f := range NewKit(imp, "factures.csv", "Claire Roux", list(imp)) {
		fmt.Fprintf(&b, "-- %s --\n%s", f.Name, f.Data)
	}
	golden(t, "kit.txt", b.String())
}

// What init writes, the kit must read, and say the same sums.
func TestAKitMadeFromATableReadsBackTheSame(t *testing.T) {
	imp, _ := Read("factures.csv", []byte(six), header.Mapping{})
	k := load(t, files(imp))
	for _, p := range k.problems {
		if p.Code != "F004" && p.Code != "F024" && p.Kind == diag.Fault || p.Code == "W302" { // the creditor is still to be filled in
			t.Errorf("%+v", p)
		}
	}
	if len(k.Clients) != 3 || len(k.Journal.Entries) != 2 {
		t.Fatalf("%d clients, %d journal lines", len(k.Clients), len(k.Journal.Entries))
	}
	m := merging.Compare(k.Kit, imp, found.Left)
	if !m.Empty() || m.Same != 4 || len(m.Vanished) > 0 || len(m.Problems) > 0 {
		t.Errorf("importing the same file again would change %+v", m)
	}
}

func list(imp *found.Import) (text []byte) {
	for p := range Pieces(imp) {
		text = append(text, p.List()...)
	}
	return text
}

func files(imp *found.Import) fstest.MapFS {
	fs := fstest.MapFS{}
	for _, f := range NewKit(imp, "factures.csv", "Claire Roux", list(imp)) {
		fs[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fs
}

type loaded struct {
	*kit.Kit
	problems diag.List
}

func load(t *testing.T, fs fstest.MapFS) loaded {
	t.Helper()
	plan := "id: progressif\nnom: Progressif\netapes:\n  - {id: relance1, libelle: Relance, jours: 5, nature: douce, canal: email, modele: relance-1}\n"
	k, l := kit.Load(fs, fstest.MapFS{"plans/progressif.yaml": &fstest.MapFile{Data: []byte(plan)}}, Readers())
	return loaded{k, l}
}

func TestEveryShapeIsReadWithItsReport(t *testing.T) {
	sources, err := filepath.Glob("testdata/*.csv")
	if err != nil || len(sources) == 0 {
		t.Fatal("no samples", err)
	}
	for _, file := range sources {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		golden(t, strings.TrimSuffix(name, ".csv")+".rapport.txt", report(name, src, header.Mapping{}))
	}
}

// The row accounting: what is read is imported or listed.
func TestEveryRowIsImportedOrListed(t *testing.T) {
	cell := rapid.SampledFrom([]string{"", "", "A", "B", "F1", "F2", "F3", "01/03/2026", "31/02/2026", "12,50", "-3", "Total", "payée", "1,980"})
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 5, 5), 0, 12).Draw(t, "rows")
		text := "Client;Facture;Date;Montant;Statut\nTémoin;F0;31/03/2026;1,50;\n"
		filled := 1
		for _, r := range rows {
			line := strings.Join(r, ";")
			text += line + "\n"
			if strings.Trim(line, ";") != "" {
				filled++
			}
		}
		imp, l := Read("f.csv", []byte(text), header.Mapping{})
		if imp == nil {
			if !l.Faults() {
				t.Fatal("refused without a reason")
			}
			return
		}
		if got := imp.Control.Lines + len(imp.Rejected) + len(imp.Dropped); got != filled {
			t.Fatalf("%d rows, %d read, %d rejected, %d dropped\n%s", filled, imp.Control.Lines, len(imp.Rejected), len(imp.Dropped), text)
		}
		var sum money.Amount
		for _, c := range imp.Control.Clients {
			sum += c.Sum
		}
		if sum != imp.Control.Sum {
			t.Fatalf("clients make %s, the control %s", sum, imp.Control.Sum)
		}
	})
}

func TestTheSpreadsheetMayStayTheSource(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{
		{"Client", "Numéro", "Date", "Échéance", "Montant"},
		{"Plâtrerie Kerjean", "FA26-056", calendarTime(46072), calendarTime(46102), 1234.56},
		{"Garage du Val", "FA26-057", calendarTime(46072), nil, 99},
	} {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		f.SetSheetRow("Sheet1", at, &row)
	}
	book, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	settings := "creancier: {raison_sociale: A, adresse: [b]}\ndonnees: factures.xlsx\n"
	k := load(t, fstest.MapFS{"relance.yaml": {Data: []byte(settings)}, "factures.xlsx": {Data: book.Bytes()}})
	if k.problems.Faults() || len(k.Clients) != 2 || k.Clients[0].Invoices[0].Total != 1234_56 || k.Clients[0].Invoices[0].Due.ISO() != "2026-03-21" {
		t.Fatalf("%+v %v", k.Clients, k.problems)
	}
	for _, p := range k.problems {
		if p.Code == "F012" && (p.Sheet != "Sheet1" || p.Cell != "B3" || p.Invoice != "FA26-057") {
			t.Errorf("the missing due date is placed at %+v", p.Pos)
		}
	}
	if !k.problems.Blocked() {
		t.Error("an invoice without due date is not blocked")
	}
	bad := strings.Replace(six, "1 250,5;", "bientôt;", 1)
	_, l := Readers()[".csv"]("factures.csv", []byte(bad), "", nil)
	if !l.Faults() || l[0].Line != 4 || l[0].Code != "F065" {
		t.Errorf("a row that cannot be read is no fault: %+v", l)
	}
}

func calendarTime(d calendar.Date) any {
	return fmt.Sprintf("%02d/%02d/%d", d.Day(), d.Month(), d.Year())
}

const userFile = `# Mes clients
clients:
  # le plus gros
  - code: K1
    nom: Plâtrerie Kerjean        # voir avec Paul
    type: entreprise
    factures:
      - numero: FA26-056
        date: 2026-02-19
        echeance: 2026-03-21
        montant_ttc: 2400.00   # devis signé
      # la dernière
      - numero: FA26-050
        date: 2026-01-10
        echeance: 2026-02-10
        montant_ttc: 80.00
        paiements:
          - {date: 2026-02-12, montant: 10.00}
        # avoirs:
        #   - {numero: AV-1, date: 2026-02-13, montant: 5.00}

  - code: V1
    nom: Garage du Val
    type: entreprise
`

func TestMergingKeepsTheWordsOfTheUser(t *testing.T) {
	source := "Client;N° facture;Date;Échéance;Montant TTC;Réglé;Date de règlement;E-mail\n" +
		"Platrerie KERJEAN;FA26-056;19/02/2026;25/03/2026;2500,00;;;compta@kerjean.example\n" +
		"Platrerie KERJEAN;FA26-070;31/03/2026;30/04/2026;70,00;20,00;01/04/2026;\n" +
		"Garage du Val;FA26-071;31/03/2026;30/04/2026;71,00;;;\n" +
		"Garage du Val;FA26-072;31/03/2026;30/04/2026;72,00;;;\n" +
		"Nouveau: client #1;FA26-073;31/03/2026;30/04/2026;73,00;;;nouveau@client.example\n"
	imp, l := Read("export.csv", []byte(source), header.Mapping{})
	if len(l) > 0 || len(imp.Rejected) > 0 {
		t.Fatal(l, imp.Rejected)
	}
	fs := fstest.MapFS{"relance.yaml": {Data: []byte("creancier: {raison_sociale: A, adresse: [b]}\n")}, "clients.yaml": {Data: []byte(userFile)}}
	k := load(t, fs)
	if k.problems.Faults() {
		t.Fatal(k.problems)
	}
	m := merging.Compare(k.Kit, imp, found.Left)
	var b strings.Builder
	for _, c := range m.Changes {
		fmt.Fprintf(&b, "change %s %s %s : %s -> %s\n", c.Client, c.Invoice, c.Key, c.Before, c.After)
	}
	for _, v := range m.Vanished {
		fmt.Fprintf(&b, "disparue %s %s %s\n", v.Client, v.Invoice, v.Left.Decimal())
	}
	out, l := m.Apply("clients.yaml", []byte(userFile))
	diag.Print(&b, l, nil)
	golden(t, "merge.txt", b.String()+"--\n"+string(out))
	fs["clients.yaml"] = &fstest.MapFile{Data: out}
	again := merging.Compare(load(t, fs).Kit, imp, found.Left)
	if len(again.Clients)+len(again.Invoices)+len(again.Payments) > 0 {
		t.Errorf("once written, there is still to add: %+v", again)
	}
}

func TestTheInvoicesOfSomebodyElseAreStopped(t *testing.T) {
	imp := &found.Import{Source: found.Electronic}
	imp.Seller.SIREN = "000000091"
	k := &kit.Kit{Settings: kit.Settings{Creditor: &kit.Creditor{SIREN: "000000034"}}}
	if m := merging.Compare(k, imp, found.Left); !m.Problems.Faults() || m.Problems[0].Code != "F073" {
		t.Errorf("got %v", m.Problems)
	}
	k.Clients = []kit.Client{{Code: "C1", Name: "A", Invoices: []kit.Invoice{{Number: "F1", Total: 1}}}}
	imp = &found.Import{Clients: []kit.Client{{Code: "C2", Name: "B", Invoices: []kit.Invoice{{Number: "F1", Total: 1}}}}}
	if m := merging.Compare(k, imp, found.Left); !m.Problems.Faults() || m.Problems[0].Code != "F072" || len(m.Clients) > 0 {
		t.Errorf("got %+v", m)
	}
}

// Whatever a client is called, YAML gives the name back.
func TestWrittenClientsReadBackTheSame(t *testing.T) {
	texts := rapid.OneOf(rapid.StringMatching(`[ -~]{1,20}`), rapid.StringMatching(`[a-zéèÀ€«» '#:,&*!?-]{1,15}`),
		rapid.SampledFrom([]string{"oui", "null", "~", "0012", "1e3", "2026-03-01", "- a", "a: b", "a #b", "#", "'", `"`, "{", "[x]", "@a", "%", "non", "12:30", "0x1F", "a\tb", ".5", "=1"}))
	rapid.Check(t, func(t *rapid.T) {
		name := strings.TrimSpace(texts.Draw(t, "name"))
		if name == "" || name == "~" {
			return
		}
		want := []kit.Client{{Code: "C1", Name: name, Kind: kit.Company, Address: []string{name, "49000 Angers"},
			Invoices: []kit.Invoice{{Number: name, Issued: 46000, Due: 46030, Total: money.Amount(rapid.Int64Range(1, 1e9).Draw(t, "cents")), Object: name,
				Payments: []kit.Payment{{Date: 46010, Amount: 1, Reference: name}}}}}}
		var got struct {
			Clients []kit.Client `cle:"clients" aide:"x"`
		}
		text := string(script.AppendClients([]byte("clients:\n"), want, 2))
		if l := decode.YAML("clients.yaml", []byte(text), &got); l.Faults() {
			t.Fatalf("%v\n%s", l, text)
		}
		c, w := got.Clients[0], want[0]
		if c.Name != w.Name || c.Address[0] != w.Name || c.Invoices[0].Number != w.Name || c.Invoices[0].Total != w.Invoices[0].Total ||
			c.Invoices[0].Due != w.Invoices[0].Due || c.Invoices[0].Payments[0].Reference != w.Name {
			t.Fatalf("read back %+v\n%s", c, text)
		}
	})
}

const entries = "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise\n" +
	"VE|Ventes|1|20260110|411000|Clients|C1|PLATRERIE KERJEAN|FA1|20260110|Facture|1200,00|0,00||||| \n" +
	"VE|Ventes|1|20260110|706000|Prestations|||FA1|20260110|Facture|0,00|1200,00||||| \n" +
	"VE|Ventes|2|20260111|411000|Clients|C2|MME MARTIN|FA2|20260111|Facture|80,00|0,00|A|||| \n" +
	"VE|Ventes|2|20260111|706000|Prestations|||FA2|20260111|Facture|0,00|80,00||||| \n" +
	"BQ|Banque|3|20260112|411000|Clients|C2|MME MARTIN|VIR|20260112|Virement|0,00|30,00|A|||| \n" +
	"BQ|Banque|3|20260112|512000|Banque|||VIR|20260112|Virement|30,00|0,00||||| \n"

func TestAFECBecomesClientsWithTermsInsteadOfDueDates(t *testing.T) {
	golden(t, "fec.rapport.txt", report("000000034FEC20261231.txt", []byte(entries), header.Mapping{}))
	var m header.Mapping
	if err := m.Terms.UnmarshalText([]byte("30 jours")); err != nil {
		t.Fatal(err)
	}
	imp, l := Read("000000034FEC20261231.txt", []byte(entries), m)
	if len(l) > 0 {
		t.Fatal(l)
	}
	k := load(t, files(imp))
	for _, p := range k.problems {
		if p.Kind == diag.Fault && p.Code != "F004" || p.Code == "W302" {
			t.Errorf("%+v", p)
		}
	}
	if due := k.Clients[0].Invoices[0].Due.ISO(); due != "2026-02-09" || k.Clients[1].Kind != kit.Consumer {
		t.Errorf("due %s, %+v", due, k.Clients[1].Kind)
	}
	if imp.Seller.SIREN != "000000034" {
		t.Errorf("the creditor is %q", imp.Seller.SIREN)
	}
}

func cii(number, kind, total string) string {
	return `<CrossIndustryInvoice><ExchangedDocument><ID>` + number + `</ID><TypeCode>` + kind + `</TypeCode><IssueDateTime><DateTimeString format="102">20260219</DateTimeString></IssueDateTime></ExchangedDocument>` +
		`<SupplyChainTradeTransaction><ApplicableHeaderTradeAgreement><SellerTradeParty><Name>Boréal</Name><SpecifiedLegalOrganization><ID schemeID="0002">000000034</ID></SpecifiedLegalOrganization></SellerTradeParty>` +
		`<BuyerTradeParty><Name>Plâtrerie Kerjean</Name><SpecifiedLegalOrganization><ID schemeID="0002">000000083</ID></SpecifiedLegalOrganization></BuyerTradeParty></ApplicableHeaderTradeAgreement>` +
		`<ApplicableHeaderTradeSettlement><InvoiceCurrencyCode>EUR</InvoiceCurrencyCode><SpecifiedTradeSettlementHeaderMonetarySummation><GrandTotalAmount>` + total + `</GrandTotalAmount></SpecifiedTradeSettlementHeaderMonetarySummation></ApplicableHeaderTradeSettlement></SupplyChainTradeTransaction></CrossIndustryInvoice>`
}

func TestAFolderOfElectronicInvoicesIsOneImport(t *testing.T) {
	var imports []*found.Import
	for i, text := range []string{cii("F1", "380", "100.00"), cii("F2", "380", "50.00"), cii("A1", "381", "30.00"), cii("F1", "380", "100.00")} {
		imp, l := Read(fmt.Sprintf("f%d.xml", i), []byte("<?xml version=\"1.0\"?>"+text), header.Mapping{})
		if len(l) > 0 {
			t.Fatal(l)
		}
		imports = append(imports, imp)
	}
	imp := folder.Join(einvoice.Party{}, imports...)
	if len(imp.Clients) != 1 || imp.Control.Sum != 120_00 || imp.Control.Total != 150_00 || len(imp.Dropped) != 1 || imp.Source != found.Electronic {
		t.Errorf("%+v", imp)
	}
	k := &kit.Kit{Clients: []kit.Client{{Code: "X", Name: "Autre", Invoices: []kit.Invoice{{Number: "F9", Total: 5}}}}}
	if m := merging.Compare(k, imp, found.Left); len(m.Vanished) > 0 {
		t.Errorf("a few invoices say nothing of the others, yet %v vanished", m.Vanished)
	}
}

// Whatever the bytes, a refusal or an import: never a panic, never a refusal
// without a file and a remedy.
func TestNoBytesBreakTheReader(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	book.SetSheetRow("Sheet1", "A1", &[]any{"Client", "Numéro", "Date", "Montant"})
	book.SetSheetRow("Sheet1", "A2", &[]any{"A", "F1", "31/03/2026", 12.5})
	buf, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	samples := [][]byte{[]byte(six), []byte(entries), []byte("<?xml version=\"1.0\"?>" + cii("F1", "380", "1.00")), buf.Bytes(), []byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n")}
	rapid.Check(t, func(t *rapid.T) {
		src := bytes.Clone(rapid.SampledFrom(samples).Draw(t, "sample"))
		for range rapid.IntRange(1, 6).Draw(t, "changes") {
			at := rapid.IntRange(0, len(src)-1).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "how") {
			case 0:
				src[at] = rapid.Byte().Draw(t, "byte")
			case 1:
				src = append(src[:at:at], src[min(len(src), at+rapid.IntRange(1, 9).Draw(t, "cut")):]...)
			case 2:
				src = append(src[:at:at], append([]byte(rapid.SampledFrom([]string{";", "\n", "\"", "-", "9", "Total", "\t", "|", "<a>", "\x00"}).Draw(t, "put")), src[at:]...)...)
			}
			if len(src) == 0 {
				return
			}
		}
		imp, l := Read("f.bin", src, header.Mapping{})
		if imp == nil && !l.Faults() {
			t.Fatalf("neither import nor fault for %q", src)
		}
		for _, p := range l {
			if p.File == "" || p.Text == "" || p.Code == "" || p.Kind == diag.Fault && p.Hint == "" {
				t.Fatalf("%+v", p)
			}
		}
	})
}
