package fec

import (
	"strings"
	"testing"
)

// numbered gives lines their numbers of entry, in order.
func numbered(numbers string, lines ...string) string {
	for i, n := range strings.Fields(numbers) {
		f := strings.Split(lines[i], "\t")
		f[2] = n
		lines[i] = strings.Join(f, "\t")
	}
	return head + strings.Join(lines, "")
}

func TestAFECThatDoesNotBalanceIsRefusedWithTheEntry(t *testing.T) {
	sale := func(client, other string) []string {
		return []string{
			posting("VE", "20260110", "411000", "C1", "Kerjean", "FA1", "Facture", client, "0,00", ""),
			posting("VE", "20260110", "706000", "", "", "FA1", "Facture", "0,00", other, ""),
		}
	}
	three := func(a, b, c []string) []string { return append(append(a, b...), c...) }
	for name, c := range map[string]struct {
		text string
		want string // "" is a file that is read
		line int
	}{
		"sound": {numbered("1 1 2 2 3 3", three(sale("10,00", "10,00"), sale("20,00", "20,00"), sale("30,00", "30,00"))...), "", 0},
		"an amount changed": {numbered("1 1 2 2 3 3", three(sale("10,00", "10,00"), sale("25,00", "20,00"), sale("30,00", "30,00"))...),
			"débits et crédits du FEC diffèrent de 5,00\u00a0€ ; l'écriture n° 2 du journal VE n'est pas équilibrée (écart de 5,00\u00a0€)", 4},
		"two that make up for each other": {numbered("1 1 2 2 3 3", three(sale("10,00", "10,00"), sale("25,00", "20,00"), sale("30,00", "35,00"))...),
			"l'écriture n° 2 du journal VE n'est pas équilibrée (écart de 5,00\u00a0€), et 1 de plus", 4},
		"cut": {numbered("1 1 2 2 3", three(sale("10,00", "10,00"), sale("20,00", "20,00"), sale("30,00", "30,00")[:1])...),
			"débits et crédits du FEC diffèrent de 30,00\u00a0€ ; l'écriture n° 3 du journal VE n'est pas équilibrée (écart de 30,00\u00a0€)", 6},
		"a number a line": {numbered("1 2 3 4", append(sale("10,00", "10,00"), sale("20,00", "20,00")...)...), "", 0},
		"a number a line, cut": {numbered("1 2 3", append(sale("10,00", "10,00"), sale("20,00", "20,00")[:1]...)...),
			"débits et crédits du FEC diffèrent de 20,00\u00a0€ ; le journal VE n'est pas équilibré (écart de 20,00\u00a0€)", 2},
		"a debit and a credit on one line": {numbered("1 1", strings.Replace(sale("10,00", "10,00")[0], "10,00\t0,00", "10,00\t10,00", 1), sale("10,00", "10,00")[1]),
			"débits et crédits du FEC diffèrent de -10,00\u00a0€ ; l'écriture n° 1 du journal VE n'est pas équilibrée (écart de -10,00\u00a0€)", 2},
	} {
		f, l := Read("f.txt", []byte(c.text))
		if c.want == "" {
			if f == nil || len(l) > 0 {
				t.Errorf("%s: %v", name, l)
			}
			continue
		}
		if f != nil || len(l) != 1 || l[0].Code != "F075" || l[0].Text != c.want || l[0].Line != c.line || l[0].Hint == "" {
			t.Errorf("%s: got %q, line %d; want %q, line %d", name, l[0].Text, l[0].Line, c.want, c.line)
		}
	}
}

func TestThePlaceOfAnAmountThatCannotBeReadIsNamed(t *testing.T) {
	for amount, readable := range map[string]bool{
		"1 0O0,00": false, "1,980": false, "12,345": false, "1.234,56": false, "0,500": true, "1200,0000": true, "000-12,00": true, "12,00-": true, "1 200,00": true,
	} {
		_, l := Read("f.txt", []byte(head+posting("VE", "20260110", "411000", "C1", "Kerjean", "FA1", "Facture", amount, "0,00", "")))
		named := len(l) == 1 && l[0].Text == "montant illisible, colonne Debit : « "+amount+" »"
		if named == readable {
			t.Errorf("%s: %v", amount, l)
		}
	}
}

// A debit is an invoice, a payment undone or a balance carried over by what its own
// entry moves, whatever the journals are called.
func TestTheAccountsOfAnEntryTellWhatItIs(t *testing.T) {
	text := head
	number := 0
	add := func(journal, day, piece, label, letter, client, other, amount string) {
		number++
		debit, credit := amount, ""
		if amount[0] == '-' {
			debit, credit = "", amount[1:]
		}
		lines := posting(journal, day, "411000", "C1", "Kerjean", piece, label, debit, credit, letter) + posting(journal, day, other, "", "", piece, label, credit, debit, "")
		text += strings.ReplaceAll(lines, "\t1\t"+day, "\t"+string(rune('0'+number))+"\t"+day)
	}
	add("J1", "20260101", "FA25-9", "Solde", "", "C1", "120000", "80,00")
	add("J1", "20260110", "FA1", "Facture", "A", "C1", "706000", "100,00")
	add("J1", "20260115", "PRL", "Prélèvement", "A", "C1", "512000", "-100,00")
	add("J1", "20260120", "REJ", "Rejet", "", "C1", "512000", "100,00")
	add("J1", "20260201", "AV1", "Avoir", "", "C1", "709000", "-30,00")
	add("J1", "20260301", "OD1", "Régularisation", "", "C1", "758000", "5,00")
	f, l := Read("f.txt", []byte(text))
	if len(l) > 0 {
		t.Fatal(l)
	}
	want := "C1 Kerjean 155.00 : FA25-9 du 2026-01-01 80.00 FA1 du 2026-01-10 100.00 OD1 du 2026-03-01 5.00 [AV1 30.00 true]\n"
	c := f.Clients[0]
	if got := owed(f); got != want || c.Items[2].Sale || len(c.Returned) != 1 || c.Returned[0].Piece != "REJ" || c.Returned[0].Opens[0] != "FA1" {
		t.Errorf("got %q, want %q, returned %v", got, want, c.Returned)
	}
}

// A bank that is balanced by one line a month has no entries to speak of.
func TestAJournalThatBalancesAsAWholeIsRead(t *testing.T) {
	bank := func(last string) string {
		var b strings.Builder
		b.WriteString(head)
		for i := range 12 {
			number := string(rune('A' + i))
			for range 2 {
				b.WriteString(strings.Replace(posting("BQ", "20260110", "411000", "C1", "Kerjean", "V", "Virement", "0,00", "10,00", ""), "\t1\t", "\t"+number+"\t", 1))
			}
		}
		b.WriteString(posting("BQ", "20260131", "512000", "", "", "JANV", "Janvier", last, "0,00", ""))
		return b.String()
	}
	if f, l := Read("f.txt", []byte(bank("240,00"))); len(l) > 0 || f.Balance != -240_00 {
		t.Errorf("%v", l)
	}
	if _, l := Read("f.txt", []byte(bank("230,00"))); !l.Faults() || l[0].Text != "débits et crédits du FEC diffèrent de -10,00\u00a0€ ; le journal BQ n'est pas équilibré (écart de -10,00\u00a0€)" {
		t.Errorf("%v", l)
	}
}

// Without numbers, clients are told apart by their names: one account for all of them
// would claim from one what another owes.
func TestClientsWithANameAloneAreKeptApart(t *testing.T) {
	text := head + posting("VE", "20260110", "411000", "", "Alpha SARL", "F1", "Facture", "10,00", "0,00", "") + posting("VE", "20260110", "411000", "", "Bêta", "F2", "Facture", "20,00", "0,00", "") +
		posting("VE", "20260110", "706000", "", "Bêta", "F2", "Facture", "0,00", "30,00", "")
	f, l := Read("f.txt", []byte(text))
	if len(l) > 0 || len(f.Clients) != 2 || f.Clients[0].Code != "ALPHA-SARL" || f.Clients[1].Code != "BETA" || f.Clients[1].Balance != 20_00 || f.Clients[0].Collective {
		t.Errorf("%+v %v", f, l)
	}
}

func TestAPaymentInTheEntryOfItsSaleIsNoCreditNote(t *testing.T) {
	text := head + posting("CA", "20260110", "411000", "C1", "Kerjean", "F1", "Vente", "100,00", "0,00", "A") + posting("CA", "20260110", "707000", "", "", "F1", "Vente", "0,00", "100,00", "") +
		posting("CA", "20260110", "530000", "", "", "F1", "Espèces", "40,00", "0,00", "") + posting("CA", "20260110", "411000", "C1", "Kerjean", "F1", "Espèces", "0,00", "40,00", "A")
	f, l := Read("f.txt", []byte(text))
	if len(l) > 0 || len(f.Clients[0].Items) != 1 || len(f.Clients[0].Items[0].Credits) != 1 || f.Clients[0].Items[0].Credits[0].Note {
		t.Errorf("%+v %v", f, l)
	}
}
