package aged

import (
	"fmt"
	"strings"
	"testing"

	"relance/generator/grid"
	"relance/generator/grid/csv"
)

func book(t *testing.T, text string) *grid.Book {
	t.Helper()
	b, l := csv.Open("balance.csv", []byte(text))
	if len(l) > 0 {
		t.Fatal(l)
	}
	return b
}

func TestTitlesOfAgedBalancesAreKnown(t *testing.T) {
	for _, titles := range []string{
		"Code;Client;Non échu;1-30 jours;31-60 jours;61-90 jours;+ de 90 jours;Total",
		"Compte;Intitulé;Solde;Non échu;De 0 à 30 jours;De 31 à 60 jours;Plus de 60 jours",
		"Client;Total dû;À échoir;0-30 j;> 30 j",
		"Tiers;Solde;30 jours;60 jours;90 jours et plus",
		"Customer;Current;1 - 30;31 - 60;90+;Total",
	} {
		if imp, l := Read(book(t, titles+"\n")); imp == nil || len(l) > 0 || !imp.Aged {
			t.Errorf("%s is not taken for an aged balance", titles)
		}
	}
	for _, titles := range []string{
		"Client;Facture;Date;Échéance;Montant",
		"Client;N° facture;Non échu;1-30 jours;31-60 jours",
		"Client;30;60;90",
		"Client;Montant;Non échu",
	} {
		if imp, _ := Read(book(t, titles+"\n")); imp != nil {
			t.Errorf("%s is taken for an aged balance", titles)
		}
	}
}

func TestBucketsMustMakeTheTotalAndTotalsTheSum(t *testing.T) {
	imp, l := Read(book(t, "Code;Client;Solde;Non échu;De 1 à 30 jours;Plus de 30 jours\n"+
		"C1;Kerjean;300,50;100,00;200,50;\nC2;Garage;60,00;;50,00;\nC3;Forge;-20,00;;-20,00;\nTotal;;999,00;;;\n"))
	if len(l) > 0 {
		t.Fatal(l)
	}
	var got []string
	for _, c := range imp.Control.Clients {
		got = append(got, fmt.Sprintf("%s %s", c.Code, c.Sum.Decimal()))
	}
	if want := "C1 300.50, C3 -20.00"; strings.Join(got, ", ") != want || imp.Control.Sum != 280_50 {
		t.Errorf("got %v", got)
	}
	if len(imp.Rejected) != 1 || !strings.Contains(imp.Rejected[0].Why, "les tranches font 50,00") || imp.Rejected[0].Pos.Line != 3 {
		t.Errorf("rejected %+v", imp.Rejected)
	}
	if len(imp.Dropped) != 1 || len(imp.Notes) != 1 || imp.Notes[0].Code != "W353" {
		t.Errorf("dropped %+v, notes %+v", imp.Dropped, imp.Notes)
	}
}
