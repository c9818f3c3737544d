package check

import (
	"fmt"
	"slices"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/kit/record"
	"relance/generator/money"
)

// Contradictions: two things that people wrote and that cannot both be true. Each is
// told at one of its places and names the other.

// clash is a fault at one place that names another.
func (c *checker) clash(at, other diag.Pos, code, hint, format string, args ...any) {
	c.fault(at, code, hint, "%s%s", fmt.Sprintf(format, args...), place(other))
}

// place is where something else stands, as the end of a sentence.
func place(p diag.Pos) string {
	switch {
	case p.Line > 0:
		return fmt.Sprintf(" (%s, ligne %d)", p.File, p.Line)
	case p.Cell != "":
		return fmt.Sprintf(" (%s, %s)", p.File, p.Cell)
	}
	return ""
}

const fixOne = "corrigez l'une des deux dates"

// order refuses a day that comes before another which it must follow. Days left empty
// contradict nothing.
func (c *checker) order(first calendar.Date, firstAt diag.Pos, second calendar.Date, secondAt diag.Pos, format string) {
	if !first.IsZero() && !second.IsZero() && second < first {
		c.clash(secondAt, firstAt, "F017", fixOne, format, second.Short(), first.Short())
	}
}

// settings looks at what the creditor says of itself.
func (c *checker) settings() {
	k := c.k
	for _, s := range k.Closures {
		c.order(s.From, k.At["fermetures"], s.To, k.At["fermetures"], "fermeture jusqu'au %s, avant son premier jour (%s)")
		if s.To.Sub(s.From) > longestClosure {
			c.fault(k.At["fermetures"], "F030", "vérifiez l'année", "une fermeture de plus d'un an : du %s au %s", s.From.Short(), s.To.Short())
		}
	}
	if s := k.Secretariat; k.Sender == "secretariat_en_nom" && s != nil && s.Email != "" && k.Creditor.Email == s.Email {
		// law.md §6: a letter of the creditor's own shows no trace of a third party (T105)
		c.problems.Addf(k.Creditor.At["email"], diag.Warning, "W304", "les réponses iraient au secrétariat : %s%s", s.Email, place(k.At["secretariat"])).Hint =
			"donnez une adresse du créancier, transférée au secrétariat"
	}
	if m := k.Mandate; k.Sender == "mandataire" && m != nil && m.Insurance == "" {
		c.problems.Addf(k.At["mandat"], diag.Warning, "W307", "mandat sans assurance de responsabilité professionnelle").Hint =
			"ajoutez assurance_rcp: à mandat (CPCE R124-2)"
	}
	if k.Creditor != nil {
		c.likely(k.Creditor.Terms.PenaltyRate, k.Creditor.Terms.At["taux_penalites"], highestAgreed)
	}
	c.bounds(k.Options)
}

// clientFacts looks at one client as a whole.
func (c *checker) clientFacts(cl *record.Client) {
	c.bounds(cl.Options)
	if want, odd := map[record.Kind][]string{record.Company: {"particulier", "public"}, record.Public: {"particulier"}, record.Consumer: {"grand_compte", "public", "tpe", "pme"}}[cl.Kind]; odd && slices.Contains(want, cl.Profile) {
		c.clash(cl.At["profil"], cl.At["type"], "F031", "le type décide la loi, le profil le plan : corrigez l'un des deux", "profil « %s » pour un client de type « %s »", cl.Profile, cl.Kind)
	}
	if p := cl.Insolvency; p != nil {
		c.order(p.Judged, p.At["date_jugement"], p.Published, p.At["date_publication"], "publication du %s, avant le jugement du %s")
	}
	if p := cl.Protocol; p != nil {
		c.order(p.Signed, p.At["signe_le"], p.Review, p.At["revue_le"], "revue du %s, avant la signature du protocole (%s)")
	}
	for i := range cl.Promises {
		c.promise(cl, &cl.Promises[i])
	}
	c.agreements(cl)
	c.creditNotes(cl)
}

func (c *checker) promise(cl *record.Client, p *record.Promise) {
	c.ownInvoices(cl, p.Invoices, p.At["factures"])
	c.order(p.Taken, p.At["prise_le"], p.Until, p.At["date_limite"], "promesse pour le %s, antérieure au jour où elle a été prise (%s)")
	if _, written := p.At["montant"]; written && p.Amount <= 0 {
		c.fault(p.At["montant"], "F023", "écrivez le montant promis", "une promesse porte une date et un montant positif")
	}
	c.promisedTooMuch(cl, p)
	for i := range cl.Promises {
		other := &cl.Promises[i]
		if other == p {
			return
		}
		if other.Until == p.Until && other.Amount != p.Amount && slices.ContainsFunc(p.Invoices, func(n string) bool { return slices.Contains(other.Invoices, n) }) {
			c.clash(p.At["montant"], other.At["montant"], "F032", "gardez une seule des deux", "deux promesses pour le même jour et la même facture, de %s et %s", p.Amount.Format("EUR"), other.Amount.Format("EUR"))
		}
	}
}

// promisedTooMuch refuses a promise of more than its invoices with their late interest
// and 40 EUR: nobody could keep it.
func (c *checker) promisedTooMuch(cl *record.Client, p *record.Promise) {
	var most money.Amount
	for _, n := range p.Invoices {
		inv := cl.Invoice(n)
		if inv == nil || inv.Total <= 0 {
			return // that was said
		}
		most += inv.Total + inv.Excess()
	}
	if most > 0 && p.Amount > most {
		inv := cl.Invoice(p.Invoices[0])
		c.clash(p.At["montant"], inv.Pos, "F033", "corrigez le montant, ou nommez toutes les factures promises", "promesse de %s pour des factures qui n'en font pas autant", p.Amount.Format(inv.Currency))
	}
}

// agreements: an invoice is under one agreement at a time, whose instalments follow
// each other.
func (c *checker) agreements(cl *record.Client) {
	under := map[string]*record.InstalmentPlan{}
	for i := range cl.Instalments {
		p := &cl.Instalments[i]
		c.order(p.Agreed, p.At["accord_le"], p.Signed, p.At["signe_le"], "accord signé le %s, avant d'être conclu (%s)")
		for j, one := range p.Instalments {
			before, at := p.Agreed, p.At["accord_le"]
			if j > 0 {
				before, at = p.Instalments[j-1].Date, p.Instalments[j-1].Pos
			}
			c.order(before, at, one.Date, one.Pos, "échéance du %s, avant celle qui la précède ou l'accord (%s)")
			if one.Amount <= 0 && !one.Date.IsZero() {
				c.fault(one.Pos, "F023", "écrivez un montant positif", "échéance sans montant")
			}
		}
		for _, n := range p.Invoices {
			if first := under[n]; first != nil && first.Agreed == p.Agreed {
				c.clash(p.Pos, first.Pos, "F032", "gardez un seul des deux", "deux échéanciers du même jour pour la facture « %s »", n)
			}
			under[n] = p
		}
	}
}

// creditNotes: a credit note is written once, under its invoice or under the client.
func (c *checker) creditNotes(cl *record.Client) {
	seen := map[string]diag.Pos{}
	all := slices.Clone(cl.Credits)
	for i := range cl.Invoices {
		all = append(all, cl.Invoices[i].Credits...)
	}
	for _, n := range all {
		c.unique(seen, n.Number, n.At["numero"], "numéro d'avoir")
	}
}

// invoiceFacts looks at one invoice and what happened to it.
func (c *checker) invoiceFacts(cl *record.Client, inv *record.Invoice) {
	issued, due := inv.At["date"], inv.At["echeance"]
	terms := inv.Terms
	if !terms.IsZero() && due.File != "" && !inv.Issued.IsZero() && !inv.Due.IsZero() {
		if want := terms.Due(inv.Issued); want != inv.Due {
			c.clash(due, inv.At["conditions"], "F017", "gardez une seule des deux lignes", "échéance du %s, alors que les conditions donnent le %s", inv.Due.Short(), want.Short())
		}
	}
	if x := inv.Cancelled; x != nil {
		c.order(inv.Issued, issued, x.On, inv.At["annulee"], "facture annulée le %s, avant d'être émise (%s)")
	}
	if x := inv.Assigned; x != nil {
		if k := c.k.Creditor; k != nil && k.Bank != nil && x.IBAN != "" && x.IBAN == k.Bank.IBAN {
			c.clash(inv.At["cedee"], k.Bank.At["iban"], "F032", "écrivez l'IBAN de l'affactureur", "l'IBAN de l'affactureur est celui du créancier")
		}
	}
	for _, d := range inv.Deferrals {
		c.order(d.Granted, d.At["le"], d.Until, d.At["au"], "report au %s, avant d'être accordé (%s)")
		if d.Granted.IsZero() || d.Granted <= d.Until {
			c.order(inv.Due, due, d.Until, d.At["au"], "report au %s, avant l'échéance (%s)")
		}
	}
	c.disputes(inv)
	c.tooMuch(inv)
}

func (c *checker) disputes(inv *record.Invoice) {
	for i := range inv.Disputes {
		d := &inv.Disputes[i]
		c.order(d.Opened, d.At["ouvert_le"], d.Closed, d.At["clos_le"], "litige clos le %s, avant son ouverture (%s)")
		c.order(d.Opened, d.At["ouvert_le"], d.Acknowledged, d.At["accuse_le"], "litige accusé le %s, avant son ouverture (%s)")
		c.order(d.Opened, d.At["ouvert_le"], d.AnswerBy, d.At["reponse_avant"], "réponse à donner avant le %s, avant l'ouverture du litige (%s)")
		if d.Outcome != "" && d.Closed.IsZero() {
			c.clash(d.At["issue"], d.At["ouvert_le"], "F017", "ajoutez clos_le:, ou supprimez issue:", "un litige sans clos_le est ouvert, il n'a pas d'issue")
		}
		for j := range i {
			if other := &inv.Disputes[j]; other.Opened == d.Opened && !d.Opened.IsZero() {
				c.clash(d.At["ouvert_le"], other.At["ouvert_le"], "F032", "réunissez les deux", "deux litiges ouverts le même jour sur la facture « %s »", inv.Number)
			}
		}
	}
}

// tooMuch refuses a receipt that one invoice cannot explain: a payment may hold its
// late interest and 40 EUR besides, hence a tenth more and 40 EUR; a credit note, no
// more than the invoice. What is only a little too much is an overpayment.
func (c *checker) tooMuch(inv *record.Invoice) {
	if inv.Total <= 0 {
		return
	}
	total := inv.At["montant_ttc"]
	if total.Line == 0 && total.Cell == "" {
		total = inv.At["montant_ht"]
	}
	for _, p := range inv.Payments {
		c.over(inv, p.Amount, p.At["montant"], total)
	}
	for _, n := range inv.Credits {
		if n.Amount > inv.Total {
			c.clash(n.At["montant"], total, "F033", "corrigez l'un des deux montants", "avoir de %s pour une facture de %s", n.Amount.Format(inv.Currency), inv.Total.Format(inv.Currency))
		}
	}
}

func (c *checker) over(inv *record.Invoice, paid money.Amount, at, total diag.Pos) {
	if paid > inv.Total+inv.Excess() {
		c.clash(at, total, "F033", "corrigez l'un des deux montants, ou répartissez le règlement sous le client", "règlement de %s pour la facture « %s » de %s", paid.Format(inv.Currency), inv.Number, inv.Total.Format(inv.Currency))
	}
}
