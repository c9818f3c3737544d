package merging

import (
	"fmt"
	"strings"
	"testing"

	"relance/generator/intake/found"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

func town(code, name, line string, numbers ...string) kit.Client {
	c := kit.Client{Code: code, Name: name, Kind: kit.Company, Address: []string{"1 rue A", line}}
	for _, n := range numbers {
		c.Invoices = append(c.Invoices, kit.Invoice{Number: n, Issued: 46000, Due: 46030, Total: 100})
	}
	return c
}

// what a merge would do, in few words.
func told(k *kit.Kit, clients ...kit.Client) string {
	m := Compare(k, &found.Import{Clients: clients}, func(inv *kit.Invoice) money.Amount { return found.Left(inv) })
	var words []string
	for _, c := range m.Clients {
		words = append(words, fmt.Sprintf("client %s %d", c.Code, len(c.Invoices)))
	}
	for _, n := range m.Invoices {
		words = append(words, n.Client+" "+n.Invoice.Number)
	}
	for _, p := range m.Problems {
		words = append(words, p.Code)
	}
	return strings.Join(words, ", ")
}

// A code made of a name is that of the first row met: the order of an export must not
// give one firm the invoices of its namesake.
func TestANamesakeOfAnotherTownIsNeverTakenForAClient(t *testing.T) {
	k := &kit.Kit{Clients: []kit.Client{town("GARAGE", "Garage", "20000 Ajaccio", "F1"), town("GARAGE-2", "Garage", "75001 Paris", "F2")}}
	for name, c := range map[string]struct {
		clients []kit.Client
		want    string
	}{
		"in the other order": {[]kit.Client{town("GARAGE", "Garage", "75001 Paris", "F2", "F4"), town("GARAGE-2", "GARAGE", "20000 Ajaccio", "F1", "F3")}, "GARAGE-2 F4, GARAGE F3"},
		"by its town alone":  {[]kit.Client{town("GARAGE", "Garage", "75001 Paris", "F4")}, "GARAGE-2 F4"},
		"a third one":        {[]kit.Client{town("GARAGE", "Garage", "49000 Angers", "F5")}, "client GARAGE-3 1"},
		"one that moved":     {[]kit.Client{town("GARAGE", "Garage", "49000 Angers", "F1", "F5")}, "GARAGE F5"},
	} {
		if got := told(k, c.clients...); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestTwoLongNamesThatBeginAlikeAreTwoClients(t *testing.T) {
	k := &kit.Kit{Clients: []kit.Client{town("SOCIETE-D-AMENAGEMENT-DU", "Société d'aménagement du Val", "49000 Angers", "F1"), town("C7", "Forge", "49000 Angers")}}
	if got, want := told(k, town("SOCIETE-D-AMENAGEMENT-DU", "Société d'aménagement du Littoral", "49000 Angers", "F2")), "client SOCIETE-D-AMENAGEMENT-DU-2 1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := told(k, town("C7", "Forge et Fils", "44000 Nantes", "F3")), "C7 F3"; got != want {
		t.Errorf("a code of the source is believed: got %s, want %s", got, want)
	}
}

func TestAFirmIsKnownByItsSIREN(t *testing.T) {
	one, two := town("A", "Client SA", "49000 Angers", "F1"), town("B", "Client SA", "49000 Angers", "F2")
	one.SIREN, two.SIREN = "732829320", "356000000"
	k := &kit.Kit{Clients: []kit.Client{one}}
	other := town("CLIENT-SA", "Client SA", "49000 Angers", "F2")
	other.SIREN = "356000000"
	if got, want := told(k, other), "client CLIENT-SA 1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	k.Clients = append(k.Clients, two)
	other.Invoices[0].Number = "F9"
	if got, want := told(k, other), "B F9"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Two clients of one name: the letter of one must not go to the other.
func TestANameOfTwoClientsIsAskedAbout(t *testing.T) {
	k := &kit.Kit{Clients: []kit.Client{town("CLIENT-SA", "Client SA", "20000 Ajaccio"), town("CLIENT-SA-2", "Client SA", "75001 Paris")}}
	from := kit.Client{Code: "CLIENT-SA", Name: "Client SA", Invoices: []kit.Invoice{{Number: "F9", Total: 100}}}
	left := func(inv *kit.Invoice) money.Amount { return found.Left(inv) }
	if m := Compare(k, &found.Import{Clients: []kit.Client{from}}, left); len(m.Problems) != 1 || m.Problems[0].Code != "F076" {
		t.Errorf("got %v", m.Problems)
	}
	from.Address = []string{"2 rue B", "75001 Paris"}
	if m := Compare(k, &found.Import{Clients: []kit.Client{from}}, left); len(m.Problems) > 0 || len(m.Invoices) != 1 || m.Invoices[0].Client != "CLIENT-SA-2" {
		t.Errorf("got %v, %v", m.Problems, m.Invoices)
	}
}

// Nobody who has paid is chased: what the source says is paid is no debt that vanished.
func TestAnInvoiceThatTheSourceSaysIsPaidIsPaidInTheKit(t *testing.T) {
	k := &kit.Kit{Clients: []kit.Client{town("A", "Alpha", "49000 Angers", "F1", "F2", "F3")}}
	k.Clients[0].Invoices[0].Payments = []kit.Payment{{Date: 46010, Amount: 30}}
	imp := &found.Import{Settled: []found.Settled{
		{Number: "F1", Issued: 46000, Total: 100},
		{Number: "F2", Issued: 46000, Total: 200}, // another invoice: the amount is not the same
		{Number: "F9", Issued: 46000, Total: 100},
	}}
	m := Compare(k, imp, found.Left)
	if len(m.Payments) != 1 || m.Payments[0].Invoice != "F1" || m.Payments[0].Payment.Amount != 70 || m.Payments[0].Payment.Reference != found.UnknownDay {
		t.Errorf("%+v", m.Payments)
	}
	if len(m.Vanished) != 2 || m.Vanished[0].Invoice != "F2" || m.Vanished[1].Invoice != "F3" {
		t.Errorf("%+v", m.Vanished)
	}
}

// A payment noted by hand on an invoice is the one that the source has on the account.
func TestAPaymentOnAccountThatIsNotedAlreadyIsNotNew(t *testing.T) {
	k := &kit.Kit{Clients: []kit.Client{town("A", "Alpha", "49000 Angers", "F1")}}
	k.Clients[0].Invoices[0].Payments = []kit.Payment{{Date: 46010, Amount: 30}}
	k.Journal = &journal.Log{Entries: []journal.Entry{{Type: journal.Payment, Client: "A", Date: 46011, Amount: 20}}}
	from := town("A", "Alpha", "49000 Angers", "F1")
	from.Payments = []kit.Payment{{Date: 46010, Amount: 30}, {Date: 46011, Amount: 20}, {Date: 46012, Amount: 10}}
	m := Compare(k, &found.Import{Clients: []kit.Client{from}}, found.Left)
	if len(m.Payments) != 1 || m.Payments[0].Payment.Amount != 10 {
		t.Errorf("%+v", m.Payments)
	}
}
