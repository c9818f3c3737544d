// Package check looks for what no single value shows: values that contradict each
// other, the same thing said twice, what is missing for one client or invoice.
package check

import (
	"cmp"
	"regexp"
	"strings"

	"golang.org/x/text/currency"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/kit/record"
	"relance/generator/kit/scalar"
	"relance/generator/money"
)

// checker gathers the faults that no single value shows: those between values.
type checker struct {
	k        *record.Kit
	problems diag.List
	terms    map[calendar.Terms]bool // those whose reading was told
}

// Kit looks for all the faults of a kit, and completes its data: due dates computed
// from terms, totals from the net amount, default currency and type.
func Kit(k *record.Kit) diag.List {
	c := &checker{k: k, terms: map[calendar.Terms]bool{}}
	c.creditor()
	c.checkPlans()
	c.checkRates()
	c.uniqueCodes()
	for i := range k.Clients {
		c.client(&k.Clients[i])
	}
	c.exampleDate()
	c.journal()
	return c.problems
}

func (c *checker) fault(at diag.Pos, code, hint, format string, args ...any) {
	c.problems.Addf(at, diag.Fault, code, format, args...).Hint = hint
}

// missing blocks one client, or one of its invoices, and nobody else.
func (c *checker) missing(at diag.Pos, code string, cl *record.Client, inv *record.Invoice, hint, format string, args ...any) {
	p := c.problems.Addf(at, diag.Missing, code, format, args...)
	p.Hint, p.Client = hint, cl.Code
	if inv != nil {
		p.Invoice = inv.Number
		return
	}
	cl.Lacks = append(cl.Lacks, p.Text)
}

func (c *checker) creditor() {
	k := c.k
	if k.Pos.File == "" {
		return
	}
	if len(k.Kits) > 0 {
		if k.Creditor != nil || len(k.Clients) > 0 {
			c.fault(k.At["kits"], "F011", "déplacez-les dans le sous-dossier de chaque créancier", "« kits » ne va ni avec « creancier » ni avec « clients »")
		}
		return
	}
	if k.Creditor == nil {
		c.fault(k.Pos, "F004", "commencez par : creancier:", "clé obligatoire absente : creancier")
		return
	}
	if k.Creditor.Bank == nil {
		c.problems.Addf(k.Creditor.Pos, diag.Warning, "W303", "aucun compte bancaire : les lettres ne diront pas où payer").Hint = "ajoutez banque: avec titulaire, iban et bic"
	}
	c.settings()
	if k.Version > 1 {
		c.fault(k.At["version"], "F019", "installez une version plus récente de relance", "format de kit %d inconnu de cette version", k.Version)
	}
}

// exampleDate warns when a fixed date stands in a real kit: its letters would
// stay dated of that day for ever.
func (c *checker) exampleDate() {
	if c.k.Reference.IsZero() {
		return
	}
	for i := range c.k.Clients {
		for _, contact := range c.k.Clients[i].Contacts {
			if contact.Email != "" && !strings.HasSuffix(string(contact.Email), ".example") {
				c.problems.Addf(c.k.At["date_reference"], diag.Warning, "W301", "« date_reference » est réservée aux kits d'exemple").Hint =
					"supprimez cette ligne : la date du jour sera employée"
				return
			}
		}
	}
}

var halfYear = regexp.MustCompile(`^20[0-9]{2}-S[12]$`)

func (c *checker) checkRates() {
	seen := map[string]diag.Pos{}
	for i := range c.k.Rates {
		r := &c.k.Rates[i]
		if r.HalfYear != "" && !halfYear.MatchString(r.HalfYear) {
			c.fault(r.At["semestre"], "F002", "écrivez l'année et le semestre : 2027-S1", "« %s » n'est pas un semestre", r.HalfYear)
		}
		c.unique(seen, r.HalfYear, r.At["semestre"], "semestre")
		c.likely(r.ECB, r.At["bce"], highestPublic)
		c.likely(r.LegalPrivate, r.At["legal_particuliers"], highestPublic)
		c.likely(r.LegalOther, r.At["legal_autres"], highestPublic)
	}
}

func (c *checker) uniqueCodes() {
	codes, numbers := map[string]diag.Pos{}, map[string]diag.Pos{}
	for i := range c.k.Clients {
		cl := &c.k.Clients[i]
		c.unique(codes, cl.Code, cl.At["code"], "code de client")
		for j := range cl.Invoices {
			c.unique(numbers, cl.Invoices[j].Number, cl.Invoices[j].At["numero"], "numéro de facture")
		}
	}
}

func (c *checker) unique(seen map[string]diag.Pos, id string, at diag.Pos, what string) {
	if id == "" {
		return
	}
	key := strings.ToLower(id)
	if first, dup := seen[key]; dup {
		c.fault(at, "F013", "supprimez ou renommez l'un des deux", "%s « %s » déjà employé (%s, ligne %d)", what, id, first.File, first.Line)
		return
	}
	seen[key] = at
}

func (c *checker) client(cl *record.Client) {
	c.knownPlan(cl.Plan, cl.At["plan"])
	if cl.Profile == "" {
		cl.Profile = map[record.Kind]string{record.Public: "public", record.Consumer: "particulier"}[cl.Kind]
	}
	if cl.Kind == record.Consumer && c.k.Creditor != nil && c.k.Creditor.Mediator == nil {
		c.missing(cl.Pos, "F024", cl, nil, "ajoutez mediateur_consommation: à creancier (code de la consommation, L612-1)",
			"%s est un particulier : le médiateur de la consommation du créancier manque", cl.FullName())
	}
	for i := range cl.Invoices {
		c.invoice(cl, &cl.Invoices[i])
	}
	for i := range cl.Payments {
		c.shares(cl, &cl.Payments[i])
	}
	for i := range cl.Instalments {
		c.instalments(cl, &cl.Instalments[i])
	}
	c.clientFacts(cl)
}

func (c *checker) ownInvoices(cl *record.Client, numbers []string, at diag.Pos) {
	for _, n := range numbers {
		if cl.Invoice(n) == nil {
			var known []string
			for i := range cl.Invoices {
				known = append(known, cl.Invoices[i].Number)
			}
			hint := "les factures de ce client : " + strings.Join(known, ", ")
			c.fault(at, "F021", hint, "la facture « %s » n'est pas de ce client", n)
		}
	}
}

func (c *checker) invoice(cl *record.Client, inv *record.Invoice) {
	c.currency(inv)
	inv.Currency, inv.Type = cmp.Or(inv.Currency, "EUR"), cmp.Or(inv.Type, "facture")
	c.knownPlan(inv.Plan, inv.At["plan"])
	c.amount(inv)
	c.due(cl, inv)
	for i := range inv.Disputes {
		c.dispute(inv, &inv.Disputes[i])
	}
	for i := range inv.Payments {
		p := &inv.Payments[i]
		if len(p.Invoices) > 0 {
			c.fault(p.At["factures"], "F022", "placez ce règlement sous le client", "un règlement écrit sous une facture ne se répartit pas")
		}
		c.positive(p.Amount, p.At["montant"], "règlement")
	}
	for i := range inv.Credits {
		c.positive(inv.Credits[i].Amount, inv.Credits[i].At["montant"], "avoir")
	}
	c.invoiceFacts(cl, inv)
}

// currency refuses a code that ISO 4217 does not know.
func (c *checker) currency(inv *record.Invoice) {
	if inv.Currency == "" {
		return
	}
	inv.Currency = strings.ToUpper(inv.Currency)
	if _, err := currency.ParseISO(inv.Currency); err != nil {
		c.fault(inv.At["devise"], "F002", "écrivez le code de trois lettres : EUR, CHF, USD…", "« %s » n'est pas une devise", inv.Currency)
	}
}

func (c *checker) positive(a money.Amount, at diag.Pos, what string) {
	if a < 0 {
		c.fault(at, "F023", "écrivez un montant positif", "%s négatif", what)
	}
}

// amount completes the total: TTC as given, or HT and VAT; HT alone is refused,
// for a claim on it would be short by the tax.
func (c *checker) amount(inv *record.Invoice) {
	_, ttc := inv.At["montant_ttc"]
	netAt, net := inv.At["montant_ht"]
	switch {
	case ttc && inv.Total < 0:
		c.fault(inv.At["montant_ttc"], "F023", "un avoir se note sous avoirs: de la facture ou du client", "montant négatif")
	case !ttc && !net:
		c.fault(inv.Pos, "F004", "ajoutez montant_ttc:", "clé obligatoire absente : montant_ttc")
	case !ttc && inv.VAT == nil && c.k.Creditor != nil && c.k.Creditor.VATRegime == "franchise":
		inv.Total = inv.Net
	case !ttc && inv.VAT == nil:
		c.fault(netAt, "F025", "écrivez montant_ttc:, ou ajoutez tva: 20", "montant hors taxes sans taux de TVA : une relance réclame le montant TTC")
	case !ttc:
		inv.Total = inv.Net + inv.Net.MulDiv(int64(*inv.VAT), 100_00)
	case net && inv.VAT != nil:
		if want := inv.Net + inv.Net.MulDiv(int64(*inv.VAT), 100_00); want != inv.Total {
			c.fault(inv.At["montant_ttc"], "F026", "corrigez le montant HT, la TVA ou le TTC", "le TTC devrait être %s d'après le HT et la TVA", want.Format(inv.Currency))
		}
	}
}

// due completes the due date from the terms. Without either, this invoice is
// blocked, never guessed: "45 jours fin de mois" has two accepted readings.
func (c *checker) due(cl *record.Client, inv *record.Invoice) {
	if inv.Issued.IsZero() {
		return
	}
	if _, written := inv.At["echeance"]; written && inv.Due.IsZero() {
		return // unreadable: that was said
	}
	if inv.Due.IsZero() {
		terms, at := inv.Terms, inv.At["conditions"]
		if terms.IsZero() {
			terms, at = cl.Terms, cl.At["conditions"]
		}
		if terms.IsZero() {
			c.missing(inv.Pos, "F012", cl, inv, "ajoutez echeance: AAAA-MM-JJ, ou conditions: 30 jours", "échéance absente")
			return
		}
		inv.Due = terms.Due(inv.Issued)
		c.noticeTerms(terms, at, inv)
	}
	if inv.Due < inv.Issued {
		c.clash(inv.At["echeance"], inv.At["date"], "F017", fixOne, "échéance du %s antérieure à la facture du %s", inv.Due.Short(), inv.Issued.Short())
	}
	if o := c.k.OptionsOf(cl, nil); o.ShiftDue == scalar.Yes {
		b := calendar.Business{Zone: o.HolidayZone}
		inv.Due = b.Next(inv.Due)
	}
}

// noticeTerms says once how terms that people count in two ways are read.
func (c *checker) noticeTerms(t calendar.Terms, at diag.Pos, inv *record.Invoice) {
	if !t.HasTwoReadings() || c.terms[t] {
		return
	}
	c.terms[t] = true
	c.problems.Addf(at, diag.Warning, "W306", "« %s » : une facture du %s est à échéance du %s", t, inv.Issued, inv.Due).Hint =
		"si vous comptez autrement, écrivez echeance: sur la facture, ou changez l'ordre des mots : « 45 jours fin de mois », « fin de mois + 45 jours »"
}

func (c *checker) dispute(inv *record.Invoice, d *record.Dispute) {
	balance := inv.Total
	for _, p := range inv.Payments {
		if p.Date <= d.Opened {
			balance -= p.Amount
		}
	}
	for _, n := range inv.Credits {
		if n.Date <= d.Opened {
			balance -= n.Amount
		}
	}
	if !d.Closed.IsZero() && d.Outcome == "" {
		c.fault(d.At["clos_le"], "F004", "ajoutez issue: fonde, partiel ou non_fonde", "litige clos sans issue")
	}
	if d.Amount > balance {
		c.clash(d.At["montant_conteste"], inv.At["montant_ttc"], "F020", "corrigez l'un des deux montants", "montant contesté %s supérieur au solde %s", d.Amount.Format(inv.Currency), balance.Format(inv.Currency))
	}
}

func (c *checker) shares(cl *record.Client, p *record.Payment) {
	c.positive(p.Amount, p.At["montant"], "règlement")
	var sum money.Amount
	for _, s := range p.Invoices {
		sum += s.Amount
		c.ownInvoices(cl, []string{s.Invoice}, s.Pos)
		if inv := cl.Invoice(s.Invoice); inv != nil && inv.Total > 0 {
			c.over(inv, s.Amount, s.Pos, inv.At["montant_ttc"])
		}
	}
	if sum > p.Amount {
		c.clash(p.At["factures"], p.At["montant"], "F022", "la répartition ne peut dépasser le règlement", "%s répartis pour un règlement de %s", sum.Format("EUR"), p.Amount.Format("EUR"))
	}
}

// instalments checks that the agreed sums add up to what was owed that day. What was
// paid on the very day may be the first instalment, or may have come before: both fit.
func (c *checker) instalments(cl *record.Client, p *record.InstalmentPlan) {
	c.ownInvoices(cl, p.Invoices, p.At["factures"])
	var sum, owed, owedAfter money.Amount
	var at diag.Pos
	for _, i := range p.Instalments {
		sum += i.Amount
	}
	for _, n := range p.Invoices {
		inv := cl.Invoice(n)
		if inv == nil {
			return
		}
		owed, owedAfter, at = owed+c.balance(cl, inv, p.Agreed-1), owedAfter+c.balance(cl, inv, p.Agreed), inv.Pos
	}
	if len(p.Instalments) > 0 && sum != owed && sum != owedAfter {
		c.clash(p.At["echeances"], at, "F027", "corrigez une échéance", "l'échéancier fait %s pour un solde de %s : écart de %s", sum.Format("EUR"), owed.Format("EUR"), max(owed-sum, sum-owed).Format("EUR"))
	}
}
