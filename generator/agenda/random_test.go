package agenda_test

import (
	"fmt"

	"pgregory.net/rapid"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// drawKit makes a kit of a few clients whose invoices fall due in the spring of
// 2026, with whatever may happen to them when eventful.
func drawKit(t *rapid.T, base *kit.Kit, eventful bool, most int) *kit.Kit {
	k := *base
	k.Journal, _ = journal.Read("journal.jsonl", nil)
	k.Options.CatchUp = rapid.SampledFrom([]string{"progressif", "compresser", "direct"}).Draw(t, "rattrapage")
	k.Options.Grouping = rapid.SampledFrom([]string{"client", "etape", "facture"}).Draw(t, "regroupement")
	k.Options.BrokenPromise = rapid.SampledFrom([]string{"reprendre", "escalader"}).Draw(t, "promesse_rompue")
	k.Options.SeparateFormal = rapid.SampledFrom([]kit.YesNo{kit.Yes, kit.No}).Draw(t, "etapes_formelles_separees")
	k.Options.AbsorbSoft = rapid.SampledFrom([]kit.YesNo{kit.Yes, kit.No}).Draw(t, "absorber_douces")
	k.Options.MinInterval = rapid.SampledFrom([]int{3, 3, 5}).Draw(t, "intervalle_minimal")
	k.Clients = nil
	for i := range rapid.IntRange(1, 2).Draw(t, "clients") {
		c := kit.Client{
			Code: fmt.Sprintf("C%d", i), Name: fmt.Sprintf("Client %d", i), Kind: kit.Company,
			Plan:     rapid.SampledFrom([]string{"progressif", "independant", "simple", "nouveau_client", "grand_compte", "accelere"}).Draw(t, "plan"),
			Address:  []string{"1 rue de l'Essai", "49000 Angers"},
			Contacts: []kit.Contact{{Name: "Essai", Email: "a@essai.example", Phone: "0261910001", Mobile: "0639980001"}},
		}
		for j := range rapid.IntRange(1, most).Draw(t, "invoices") {
			c.Invoices = append(c.Invoices, drawInvoice(t, fmt.Sprintf("F%d%d", i, j), eventful))
		}
		if eventful {
			drawClient(t, &c)
		}
		k.Clients = append(k.Clients, c)
	}
	return &k
}

// drawClient draws what may happen to a client as a whole.
func drawClient(t *rapid.T, c *kit.Client) {
	c.Kind = rapid.SampledFrom([]kit.Kind{kit.Company, kit.Company, kit.Company, kit.Public, kit.Consumer}).Draw(t, "kind")
	inv := &c.Invoices[0]
	day := func(name string, from, to int) calendar.Date {
		return inv.Due.AddDays(rapid.IntRange(from, to).Draw(t, name))
	}
	switch rapid.IntRange(0, 9).Draw(t, "client event") {
	case 0, 1, 2:
		taken := day("taken", 1, 40)
		c.Promises = []kit.Promise{{Taken: taken, Until: taken.AddDays(rapid.IntRange(0, 15).Draw(t, "until")), Amount: inv.Total, Invoices: []string{inv.Number}}}
	case 3:
		first := day("taken", 1, 20)
		c.Promises = []kit.Promise{
			{Taken: first, Until: first.AddDays(4), Amount: inv.Total, Invoices: []string{inv.Number}},
			{Taken: first.AddDays(rapid.IntRange(5, 20).Draw(t, "again")), Until: first.AddDays(30), Amount: inv.Total / 2, Invoices: []string{inv.Number}},
		}
	case 4:
		agreed := day("agreed", -3, 40)
		c.Instalments = []kit.InstalmentPlan{{Agreed: agreed, Invoices: []string{inv.Number}, Penalties: "dues", Instalments: []kit.Instalment{
			{Date: agreed.AddDays(10), Amount: inv.Total - inv.Total/2}, {Date: agreed.AddDays(40), Amount: inv.Total / 2}}}}
		if rapid.Bool().Draw(t, "first instalment paid") {
			inv.Payments = append(inv.Payments, kit.Payment{Date: agreed.AddDays(10), Amount: inv.Total - inv.Total/2})
		}
	case 5:
		c.DoNotContact = &kit.DoNotContact{Reason: "accord", By: "Direction", Until: day("silence", -10, 40)}
	case 6:
		c.Insolvency = &kit.Insolvency{Type: "sauvegarde", Judged: day("judged", -40, 60)}
	case 7:
		c.Payments = []kit.Payment{{Date: day("account", -10, 60), Amount: money.Amount(rapid.Int64Range(1_00, 12_000_00).Draw(t, "on account"))}}
	}
}

func drawInvoice(t *rapid.T, number string, eventful bool) kit.Invoice {
	due := calendar.Of(2026, 2, 20).AddDays(rapid.IntRange(0, 40).Draw(t, "due"))
	inv := kit.Invoice{
		Number: number, Type: "facture", Currency: "EUR", Issued: due.AddDays(-30), Due: due,
		Total:  money.Amount(rapid.Int64Range(200_00, 9_000_00).Draw(t, "total")),
		Checks: kit.Checks{Sent: kit.Yes, Contract: kit.Yes, Delivered: kit.Yes},
	}
	if !eventful {
		return inv
	}
	after := func(name string) calendar.Date { return due.AddDays(rapid.IntRange(-5, 60).Draw(t, name)) }
	switch rapid.IntRange(0, 9).Draw(t, "event") {
	case 0:
		inv.Payments = []kit.Payment{{Date: after("paid"), Amount: inv.Total}}
	case 1:
		inv.Payments = []kit.Payment{{Date: after("part"), Amount: inv.Total / 3}}
	case 2:
		opened := after("opened")
		inv.Disputes = []kit.Dispute{{Opened: opened, Reason: "teinte", Closed: opened.AddDays(rapid.IntRange(1, 60).Draw(t, "closed")), Outcome: "non_fonde"}}
	case 3:
		granted := after("granted")
		inv.Deferrals = []kit.Deferral{{Granted: granted, Until: granted.AddDays(rapid.IntRange(1, 20).Draw(t, "postponed")), Reason: "accord", By: "Direction"}}
	case 4:
		inv.Cancelled = &kit.Cancellation{On: after("cancelled"), Reason: "erreur"}
	case 5:
		inv.Credits = []kit.CreditNote{{Number: "AV" + number, Date: after("credited"), Amount: inv.Total - money.Amount(rapid.Int64Range(0, 100_00).Draw(t, "left"))}}
	case 6:
		opened := after("opened")
		inv.Disputes = []kit.Dispute{{Opened: opened, Reason: "teinte", Amount: inv.Total / 4}} // never closed
	}
	return inv
}

// A life is what people do between two runs: they refuse a stage, hear a promise on
// the telephone, receive a letter back. Every draw is made before the first day, for a
// shrunken case to stay the same.
type life struct {
	day   calendar.Date
	entry journal.Entry
}

// drawLife draws some lines of the journal for the clients of a kit.
func drawLife(t *rapid.T, k *kit.Kit) []life {
	var out []life
	for range rapid.IntRange(0, 4).Draw(t, "lines") {
		c := &k.Clients[rapid.IntRange(0, len(k.Clients)-1).Draw(t, "whose")]
		inv := c.Invoices[rapid.IntRange(0, len(c.Invoices)-1).Draw(t, "which")]
		day := firstDay.AddDays(rapid.IntRange(0, 100).Draw(t, "on"))
		ref := []journal.Invoice{{Number: inv.Number}}
		e := journal.Entry{Date: day, Client: c.Code, Author: "Claire"}
		switch rapid.IntRange(0, 5).Draw(t, "what") {
		case 0:
			e.Type, e.Invoices, e.Amount, e.Deadline, e.Channel = journal.Promise, ref, inv.Total, day.AddDays(rapid.IntRange(0, 30).Draw(t, "for")), journal.ByPhone
		case 1:
			e.Type, e.Invoices, e.Reason = journal.Dispute, ref, "livraison"
		case 2:
			e.Type, e.Stage, e.Decision, e.Reason = journal.Approval, rapid.SampledFrom([]string{"recommandee", "med", "transmission", "relance1"}).Draw(t, "stage"), journal.Denied, "attendre"
		case 3:
			e.Type, e.Channel, e.Outcome, e.Invoices = journal.Call, journal.ByPhone, journal.NoAnswer, ref
		case 4:
			e.Type, e.Stage, e.Returned = journal.Registered, "recommandee", "npai"
		case 5:
			e.Type, e.Invoices, e.Amount = journal.Payment, ref, inv.Total/2
		}
		out = append(out, life{day, e})
	}
	return out
}

// until gives the lines of the days before one, in order, and what is left.
func until(lines []life, day calendar.Date) (now, later []life) {
	for _, l := range lines {
		if l.day < day {
			now = append(now, l)
		} else {
			later = append(later, l)
		}
	}
	return now, later
}
