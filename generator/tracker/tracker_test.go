package tracker

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/board"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/compare"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/record"
	"relance/generator/tracker/workbook"
	"relance/templates"
)

// boreal is the PME example kit.
func boreal(t testing.TB) *kit.Kit {
	t.Helper()
	k, problems := kit.Load(os.DirFS("../../content/exemples/pme"), templates.FS, nil)
	if problems.Faults() {
		t.Fatal(problems)
	}
	return k
}

// hostile is the same kit, its clients named by somebody who wishes us ill, with
// codes that SUMIFS misreads and an invoice in dollars.
func hostile(t testing.TB) *kit.Kit {
	k := boreal(t)
	k.Creditor.Name = "Müller & Fils &P <b>"
	for i, name := range hostileNames {
		k.Clients[i].Name, k.Clients[i].Title, k.Clients[i].FirstName = name, "", ""
	}
	for i, code := range []string{"001", "1", "C*", "MAI25", ">5", "c?a"} {
		k.Clients[i+len(hostileNames)].Code = code
	}
	k.Clients[3].Invoices[0].Currency = "USD"
	return k
}

var hostileNames = []string{
	"=cmd|'/c calc'!A1", "+33 2", "-1+1", "@SUM(A1)", "<b>&amp;</b>", "_x000D_ et _x0041_", "  espaces  ", "été \U0001F600 \u202eתירבע", "deux\nlignes", "\"guillemets\"",
}

// tableNames are the sheets of lines.
var tableNames = []string{"À relancer", "À valider", "Factures", "Clients", "Encaissements", "Promesses et échéanciers", "Litiges", "Journal", "Envois"}

func agendaOf(t testing.TB, k *kit.Kit) *agenda.Agenda {
	t.Helper()
	a, err := agenda.Of(k, calendar.Of(2026, 3, 31))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func written(t testing.TB, a *agenda.Agenda) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, a, 12); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t testing.TB, src []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(src), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// linesOf reads a sheet as lines by header.
func linesOf(t testing.TB, f *excelize.File, sheet string) []map[string]string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		line := map[string]string{}
		for i, v := range row {
			line[rows[0][i]] = v
		}
		out = append(out, line)
	}
	return out
}

// cents reads an amount back; a blank is nothing.
func cents(t testing.TB, s string) money.Amount {
	t.Helper()
	if s == "" {
		return 0
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatalf("%q n'est pas un nombre", s)
	}
	return money.Amount(math.Round(v * 100))
}

func serial(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(int(d))
}

func TestEachInvoiceIsTheAgendas(t *testing.T) {
	for name, k := range map[string]*kit.Kit{"boreal": boreal(t), "hostile": hostile(t)} {
		a := agendaOf(t, k)
		lines := linesOf(t, opened(t, written(t, a)), "Factures")
		if len(lines) != len(a.Decisions) {
			t.Fatalf("%s: %d lines for %d invoices", name, len(lines), len(a.Decisions))
		}
		for i := range a.Decisions {
			compareInvoice(t, a, &a.Decisions[i], lines[i])
		}
	}
}

func compareInvoice(t *testing.T, a *agenda.Agenda, d *dunning.Decision, line map[string]string) {
	t.Helper()
	c, err := a.Claim(d)
	if err != nil {
		t.Fatal(err)
	}
	rest, late, due := d.Balance, d.DaysLate, c.Due()
	if d.State == dunning.Cancelled {
		rest = 0
	}
	if rest <= 0 {
		late = 0
	}
	if late == 0 {
		due = 0
	}
	for header, want := range map[string]money.Amount{
		"Montant TTC": d.Invoice.Total, "Avoirs": c.Credits, "Encaissé": c.Paid, "Reste dû": rest, "Total exigible": due,
	} {
		if got := cents(t, line[header]); got != want {
			t.Errorf("%s, %s: %s, want %s", d.Invoice.Number, header, got, want)
		}
	}
	for header, want := range map[string]string{
		"Numéro": d.Invoice.Number, "Identifiant": d.Invoice.Number, "Code client": d.Client.Code, "Jours de retard": strconv.Itoa(late),
		"Date": serial(d.Invoice.Issued), "Échéance": serial(d.Invoice.Due), "Prochaine date": serial(d.Date), "Plan": d.Plan.ID, "Motif": cell.Capital(d.Reason),
	} {
		if line[header] != want {
			t.Errorf("%s, %s: %q, want %q", d.Invoice.Number, header, line[header], want)
		}
	}
}

// The sums below are added up again from the decisions, in another order than the
// program's own.
func TestClientsAndTilesAddUp(t *testing.T) {
	a := agendaOf(t, hostile(t))
	f := opened(t, written(t, a))
	var open, overdue, disputed money.Amount
	byClient := map[string][2]money.Amount{}
	for i := range a.Decisions {
		d := &a.Decisions[i]
		if d.State == dunning.Cancelled || d.Balance <= 0 || d.Invoice.Currency != "EUR" || d.Invoice.Issued > a.Date {
			continue
		}
		c, _ := a.Claim(d)
		v := byClient[d.Client.Code]
		open, disputed, v[0] = open+d.Balance, disputed+c.Disputed, v[0]+d.Balance
		if d.DaysLate > 0 {
			overdue, v[1] = overdue+d.Balance, v[1]+d.Balance
		}
		byClient[d.Client.Code] = v
	}
	for _, line := range linesOf(t, f, "Clients") {
		want := byClient[line["Code"]]
		if got := [2]money.Amount{cents(t, line["Encours"]), cents(t, line["Échu"])}; got != want {
			t.Errorf("%s: %s, want %s", line["Code"], got, want)
		}
	}
	tiles := map[string]money.Amount{"A5": open, "B5": overdue, "G5": disputed}
	for cell, want := range tiles {
		v, _ := f.GetCellValue(board.DashboardName, cell)
		if got := cents(t, v); got != want || want == 0 {
			t.Errorf("%s: %s, want %s", cell, got, want)
		}
	}
	if v, _ := f.GetCellValue(board.DashboardName, "C5"); v != decimal(cell.Ratio(overdue.MulDiv(10_000, int64(open)))) {
		t.Errorf("part échue : %s", v)
	}
}

func decimal(r cell.Ratio) string { return strconv.FormatFloat(float64(r)/10_000, 'f', -1, 64) }

func TestTheMorningListHasEveryCommunicationOnce(t *testing.T) {
	a := agendaOf(t, boreal(t))
	lines := linesOf(t, opened(t, written(t, a)), "À relancer")
	if len(lines) != len(a.Communications) {
		t.Fatalf("%d lines for %d communications", len(lines), len(a.Communications))
	}
	var demanded, want money.Amount
	for i, line := range lines {
		if line["Priorité"] != strconv.Itoa(i+1) {
			t.Errorf("line %d has priority %s", i+1, line["Priorité"])
		}
		demanded += cents(t, line["Montant demandé"])
		want += a.Communications[i].Amount
	}
	if demanded != want {
		t.Errorf("montants demandés : %s, want %s", demanded, want)
	}
	if first := lines[0]["Étape proposée"]; first != "Transmission du dossier" {
		t.Errorf("first comes %s", first)
	}
}

func TestIdentifiersAreUniqueAndHidden(t *testing.T) {
	f := opened(t, written(t, agendaOf(t, boreal(t))))
	for _, sheet := range tableNames {
		rows, _ := f.GetRows(sheet)
		last, _ := excelize.ColumnNumberToName(len(rows[0]))
		if visible, _ := f.GetColVisible(sheet, last); visible || rows[0][len(rows[0])-1] != "Identifiant" {
			t.Errorf("%s: column %s is not the hidden Identifiant", sheet, last)
		}
		seen := map[string]bool{}
		for _, line := range linesOf(t, f, sheet) {
			if id := line["Identifiant"]; id != "" && seen[id] {
				t.Errorf("%s: %s twice", sheet, id)
			}
			seen[line["Identifiant"]] = true
		}
	}
}

func TestNoFormulaButOurs(t *testing.T) {
	a := agendaOf(t, hostile(t))
	f := opened(t, written(t, a))
	p, err := figures.New(a)
	if err != nil {
		t.Fatal(err)
	}
	ours := map[string][]string{}
	for _, table := range columns.Tables(p) {
		ours[table.Name] = computedHeaders(table.Columns)
	}
	found := 0
	for sheet, headers := range ours {
		rows, _ := f.GetRows(sheet)
		for r := range rows {
			for c := range rows[0] {
				formula, _ := f.GetCellFormula(sheet, workbook.Place(c+1, r+1))
				if formula == "" {
					continue
				}
				found++
				if r == 0 || !slices.Contains(headers, rows[0][c]) || strings.Contains(formula, "cmd") {
					t.Errorf("%s!%s: =%s", sheet, workbook.Place(c+1, r+1), formula)
				}
			}
		}
	}
	if found < 300 {
		t.Errorf("only %d formulas", found)
	}
}

func computedHeaders(list []compare.Column) (out []string) {
	for _, c := range list {
		if c.Use == cell.Computed {
			out = append(out, c.Header)
		}
	}
	return out
}

func TestHostileNamesStayText(t *testing.T) {
	f := opened(t, written(t, agendaOf(t, hostile(t))))
	for i, name := range hostileNames {
		cell := workbook.Place(2, i+2)
		got, _ := f.GetCellValue("Clients", cell)
		kind, _ := f.GetCellType("Clients", cell)
		want := strings.Join(strings.Fields(name), " ") // as FullName writes it
		if got != want || kind != excelize.CellTypeInlineString {
			t.Errorf("%q became %q (type %v)", name, got, kind)
		}
	}
}

func TestSameAgendaSameBytes(t *testing.T) {
	first := written(t, agendaOf(t, hostile(t)))
	for range 5 {
		if !bytes.Equal(first, written(t, agendaOf(t, hostile(t)))) {
			t.Fatal("the bytes differ from one run to the next")
		}
	}
}

func TestTheArchiveIsSoundAndSorted(t *testing.T) {
	src := written(t, agendaOf(t, hostile(t)))
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, part := range z.File {
		names = append(names, part.Name)
		if !part.Modified.Equal(time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s is dated %s", part.Name, part.Modified)
		}
		r, _ := part.Open()
		for d := xml.NewDecoder(r); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", part.Name, err)
			}
		}
	}
	if !slices.IsSorted(names) || names[0] != "[Content_Types].xml" {
		t.Errorf("parts out of order: %s", names)
	}
}

func TestTheWorkbookSaysWhichItIs(t *testing.T) {
	a := agendaOf(t, boreal(t))
	f := opened(t, written(t, a))
	made, err := Make(a, 12, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	props, err := f.GetCustomProps()
	if err != nil {
		t.Fatal(err)
	}
	want := []excelize.CustomProperty{
		{Name: propertyKind, Value: "suivi"}, {Name: propertyKit, Value: "000000034"},
		{Name: propertyGeneration, Value: int32(12)}, {Name: propertyJournal, Value: a.Kit.Journal.Head},
		{Name: propertyBase, Value: record.Sum(made.Base)},
	}
	if fmt.Sprint(props) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", props, want)
	}
	if day, _ := f.GetCellValue(board.DashboardName, "B2"); day != serial(a.Date) {
		t.Errorf("Arrete_au is %s", day)
	}
	doc, _ := f.GetDocProps()
	if doc.Creator != "relance" || doc.Language != "fr-FR" || doc.Created != "2026-03-31T00:00:00Z" {
		t.Errorf("%+v", doc)
	}
	order := []string{board.DashboardName, "À relancer", "À valider", "Factures", "Clients", "Encaissements", "Promesses et échéanciers", "Litiges", "Journal", "Envois", board.SettingsName, board.HelpName, "Listes", "Courbes", "_base"}
	if !slices.Equal(f.GetSheetList(), order) {
		t.Errorf("%s", f.GetSheetList())
	}
}

func TestNoCellAsksTheMachineForTheDay(t *testing.T) {
	src := written(t, agendaOf(t, boreal(t)))
	z, _ := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	for _, part := range z.File {
		r, _ := part.Open()
		text, _ := io.ReadAll(r)
		for _, volatile := range []string{"TODAY(", "NOW(", "INDIRECT(", "OFFSET("} {
			if bytes.Contains(text, []byte(volatile)) {
				t.Errorf("%s holds %s", part.Name, volatile)
			}
		}
	}
}

func TestAnEmptyKitStillMakesAWorkbook(t *testing.T) {
	k := boreal(t)
	k.Clients, k.Journal, k.Creditor = nil, nil, nil
	f := opened(t, written(t, agendaOf(t, k)))
	if v, _ := f.GetCellValue(board.DashboardName, "A5"); v != "0" {
		t.Errorf("encours %s", v)
	}
	for _, sheet := range tableNames {
		if tables, _ := f.GetTables(sheet); len(tables) != 1 {
			t.Errorf("%s has %d tables", sheet, len(tables))
		}
	}
}

func TestAHalfYearWithoutARateIsAnError(t *testing.T) {
	a := agendaOf(t, boreal(t))
	a.Date = calendar.Of(2199, 1, 1)
	if err := Write(io.Discard, a, 1); err == nil || !strings.Contains(err.Error(), "taux") {
		t.Errorf("got %v", err)
	}
}
