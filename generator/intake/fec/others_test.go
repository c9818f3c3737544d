package fec

import (
	"strings"
	"testing"
)

func TestOtherAccountsOfClientsAreNamedWithTheirBalances(t *testing.T) {
	text := sample + posting("VE", "20260105", "416000", "C9", "Douteux", "F0", "Facture", "70,00", "0,00", "") + posting("VE", "20260105", "706000", "", "", "F0", "Facture", "0,00", "70,00", "") +
		posting("BQ", "20260105", "419100", "", "", "AC", "Acompte", "0,00", "30,00", "") + posting("BQ", "20260105", "512000", "", "", "AC", "Acompte", "30,00", "0,00", "")
	f, l := Read("f.txt", []byte(text))
	if len(l) > 0 {
		t.Fatal(l)
	}
	if got := strings.Join(f.Others.Beside(), " | "); !strings.Contains(got, "416000 : 70,00") || !strings.Contains(got, "419100 : -30,00") || f.Balance != 337_17 {
		t.Errorf("got %q, balance %s", got, f.Balance)
	}
}
