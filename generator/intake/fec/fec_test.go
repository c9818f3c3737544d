package fec

import (
	stdcsv "encoding/csv"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const head = "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\n"

// posting is a line of a FEC.
func posting(journal, day, account, aux, name, piece, label, debit, credit, letter string) string {
	return strings.Join([]string{journal, journal, "1", day, account, "Clients", aux, name, piece, day, label, debit, credit, letter, "", day, "", ""}, "\t") + "\n"
}

var sample = head +
	posting("VE", "20260110", "411000", "C1", "Plâtrerie Kerjean", "FA1", "Facture", "1200,00", "0,00", "A") +
	posting("VE", "20260110", "706000", "", "", "FA1", "Facture", "0,00", "1000,00", "") +
	posting("VE", "20260110", "445710", "", "", "FA1", "Facture", "0,00", "200,00", "") +
	posting("BQ", "20260115", "411000", "C1", "Plâtrerie Kerjean", "VIR1", "Virement", "0,00", "1200,00", "A") +
	posting("BQ", "20260115", "512000", "", "", "VIR1", "Virement", "1200,00", "0,00", "") +
	posting("VE", "20260201", "411000", "C1", "Plâtrerie Kerjean", "FA2", "Facture", "500,00", "0,00", "B") +
	posting("VE", "20260201", "706000", "", "", "FA2", "Facture", "0,00", "500,00", "") +
	posting("BQ", "20260210", "411000", "C1", "Plâtrerie Kerjean", "VIR2", "Acompte", "0,00", "200,00", "B") +
	posting("BQ", "20260210", "512000", "", "", "VIR2", "Acompte", "200,00", "0,00", "") +
	posting("AN", "20260101", "411000", "C2", "Forêt Électricité", "RAN", "A nouveau", "80,50", "0,00", "") +
	posting("AN", "20260101", "110000", "", "", "RAN", "A nouveau", "0,00", "80,50", "") +
	posting("VE", "20260301", "411000", "C2", "Forêt Électricité", "AV1", "Avoir", "0,00", "10,00", "") +
	posting("VE", "20260301", "706000", "", "", "AV1", "Avoir", "10,00", "0,00", "") +
	posting("BQ", "20260302", "411000", "C3", "Trop payé", "VIR3", "Virement", "0,00", "33,33", "") +
	posting("BQ", "20260302", "512000", "", "", "VIR3", "Virement", "33,33", "0,00", "")

// owed tells what each client owes, one line each.
func owed(f *File) string {
	var b strings.Builder
	for _, a := range f.Clients {
		fmt.Fprintf(&b, "%s %s %s :", a.Code, a.Name, a.Balance.Decimal())
		for _, i := range a.Items {
			fmt.Fprintf(&b, " %s du %s %s", i.Number, i.Issued.ISO(), i.Total.Decimal())
			for _, c := range i.Credits {
				fmt.Fprintf(&b, " -%s(%s)", c.Amount.Decimal(), c.Number)
			}
		}
		for _, c := range a.OnAccount {
			fmt.Fprintf(&b, " [%s %s %v]", c.Number, c.Amount.Decimal(), c.Note)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

const want = "C1 Plâtrerie Kerjean 300.00 : FA2 du 2026-02-01 500.00 -200.00(VIR2)\n" +
	"C2 Forêt Électricité 70.50 : C2-2026-01-01 du 2026-01-01 80.50 -10.00(AV1)\n" +
	"C3 Trop payé -33.33 : [VIR3 33.33 false]\n"

func TestOpenItemsOfAFECAddUpToItsBalance(t *testing.T) {
	f, l := Read("123456782FEC20261231.txt", []byte(sample))
	if len(l) > 0 {
		t.Fatal(l)
	}
	if got := owed(f); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if f.Balance != 337_17 || f.SIREN != "123456782" || f.Lines != 7 {
		t.Errorf("balance %s, SIREN %s, lines %d", f.Balance, f.SIREN, f.Lines)
	}
}

func TestAFECSaysTheSameInEveryVariant(t *testing.T) {
	bars := strings.ReplaceAll(sample, "\t", "|")
	latin := func(s string) string { out, _ := charmap.Windows1252.NewEncoder().String(s); return out }
	padded := strings.NewReplacer("1200,00", "00000001200,00", "500,00", "500.00", "C1\t", " C1  \t").Replace(sample)
	variants := map[string]string{
		"BOM": "\ufeff" + sample, "bars": bars, "cp1252": latin(sample), "trailing bar": strings.ReplaceAll(bars, "\n", "|\n"),
		"CR CR LF": strings.ReplaceAll(latin(bars), "\n", "\r\r\n"), "CRLF": strings.ReplaceAll(sample, "\n", "\r\n"), "padded": padded,
		"label with a bar": strings.ReplaceAll(bars, "|Virement|", "|Virement | SEPA|"),
		"blank zeros":      strings.ReplaceAll(sample, "\t0,00\t", "\t\t"),
		"lower titles":     strings.Replace(sample, head, strings.ToLower(head), 1),
		"21 columns":       wider(sample, "DateRglt\tModeRglt\tNatOp", "20260131\tCHQ\tVente"),
		"22 columns":       wider(sample, "DateRglt\tModeRglt\tNatOp\tIdClient", "\t\t\t"),
		"UTF-16":           utf16(sample),
		"quoted":           quoted(sample),
		"as Odoo writes":   strings.NewReplacer("\tRAN\t", "\t-\t", "1200,00", " 000000000001200,00", "\t200,00", "\t 000000000000200,00").Replace(sample),
		"lettered by day":  strings.NewReplacer("\tA\t\t", "\tA\t20260131\t", "\tB\t\t", "\tB\t20260210\t").Replace(sample),
		"longer titles":    strings.NewReplacer("CompAux", "CompteAux", "EcritureLet", "EcritureLettrage", "DateLet", "DateLettrage").Replace(sample),
		"semicolons":       strings.ReplaceAll(sample, "\t", ";"),
	}
	for name, text := range variants {
		if !Is([]byte(text)) {
			t.Errorf("%s is not taken for a FEC", name)
		}
		f, l := Read("f.txt", []byte(text))
		if len(l) > 0 {
			t.Errorf("%s: %v", name, l)
		} else if got := owed(f); got != want {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

// wider adds the columns of the accounts kept on a cash basis.
func wider(s, titles, values string) string {
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	for i := range lines {
		lines[i] += "\t" + values
	}
	lines[0] = strings.TrimSuffix(head, "\n") + "\t" + titles
	return strings.Join(lines, "\n") + "\n"
}

func utf16(s string) string {
	out, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	return out
}

// quoted puts every field between quotes, as spreadsheets do.
func quoted(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString("\"" + strings.ReplaceAll(strings.TrimSuffix(line, "\n"), "\t", "\"\t\"") + "\"\n")
	}
	return b.String()
}

func TestTheVariantWithAmountAndSideIsRead(t *testing.T) {
	text := strings.NewReplacer("Debit\tCredit", "Montant\tSens").Replace(head)
	text += posting("VE", "20260110", "411000", "C1", "Kerjean", "FA1", "Facture", "12,00", "D", "")
	text += posting("VE", "20260110", "706000", "", "", "FA1", "Facture", "12,00", "C", "")
	f, l := Read("f.txt", []byte(text))
	if len(l) > 0 || f.Balance != 12_00 {
		t.Errorf("%+v %v", f, l)
	}
}

func TestADamagedFECIsRefusedWithItsLine(t *testing.T) {
	for change, want := range map[string]string{
		"20260115\t411000=2026O115\t411000": "date illisible",
		"1200,00\t0,00\tA=12OO,00\t0,00\tA": "montant illisible",
		"Avoir\t0,00=Avoir":                 "17 champs au lieu de 18",
		"CompteNum=Compte":                  "CompteNum",
		"Debit=Debiteur":                    "Debit et Credit",
	} {
		from, to, _ := strings.Cut(change, "=")
		_, l := Read("f.txt", []byte(strings.Replace(sample, from, to, 1)))
		if !l.Faults() || !strings.Contains(l[0].Text, want) || l[0].Line == 0 || l[0].Hint == "" {
			t.Errorf("%s: %+v does not say %q", change, l, want)
		}
	}
}

func BenchmarkFEC(b *testing.B) {
	src := hundredThousand()
	for b.Loop() {
		if f, l := Read("f.txt", src); len(l) > 0 || f.Lines != 50_000 {
			b.Fatal(f, l)
		}
	}
}

// BenchmarkFECPeer only cuts the same lines into fields.
func BenchmarkFECPeer(b *testing.B) {
	src := hundredThousand()
	for b.Loop() {
		r := stdcsv.NewReader(strings.NewReader(string(src)))
		r.Comma = '\t'
		if rows, err := r.ReadAll(); err != nil || len(rows) != 100_001 {
			b.Fatal(len(rows), err)
		}
	}
}

// hundredThousand is a FEC of as many lines.
func hundredThousand() []byte {
	var text strings.Builder
	text.WriteString(head)
	for i := range 25_000 {
		write := func(line string) { // an entry has a number of its own
			text.WriteString(strings.Replace(line, "\t1\t", fmt.Sprintf("\t%d\t", i), 1))
		}
		day := fmt.Sprintf("2026%02d%02d", i%12+1, i%28+1)
		client := fmt.Sprintf("C%04d", i%800)
		number, amount := fmt.Sprintf("FA%06d", i), fmt.Sprintf("%d,50", i)
		write(posting("VE", day, "411000", client, "Client "+client, number, "Facture", amount, "0,00", ""))
		write(posting("VE", day, "706000", "", "", number, "Facture", "0,00", amount, ""))
		write(posting("BQ", day, "512000", "", "", "VIR"+number, "Virement", amount, "0,00", ""))
		write(posting("BQ", day, "411000", client, "Client "+client, number, "Virement", "0,00", amount, ""))
	}
	return []byte(text.String())
}
