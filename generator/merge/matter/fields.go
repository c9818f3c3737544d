package matter

import (
	"slices"
	"strings"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/merge/account"
	"relance/generator/merge/history"
	"relance/generator/merge/language"
	"relance/generator/merge/request"
	"relance/generator/money"
)

// some is an amount, absent when it is nothing.
func some(a money.Amount) any {
	if a == 0 {
		return nil
	}
	return a
}

func (m *Matter) Day() calendar.Date { return m.Agenda.Date }

func (m *Matter) documentData() map[string]any {
	return map[string]any{
		"aujourdhui": m.Day(), "arrete_au": m.settledOn(), "date_limite": m.Comm.Deadline,
		"salutation": m.salutation(), "formule_politesse": m.Closing(),
		"document.titre": m.Head.Title, "document.reference": m.Reference(), "document.rang": m.rank(),
		"etape.libelle": m.Comm.Stage.Title(), "etape.canal": string(m.Comm.Channel), "etape.ton": m.Comm.Stage.Tone,
		"appel.telephone": m.callNumber(), "appel.horaires": m.Agenda.Kit.OptionsOf(m.Comm.Client, m.Comm.Plan).CallHours,
	}
}

// settledOn is the day until which payments are known, never later than today.
func (m *Matter) settledOn() calendar.Date {
	if until := m.Agenda.Kit.PaidUntil; until != 0 && until < m.Day() {
		return until
	}
	return m.Day()
}

func (m *Matter) callNumber() string {
	if m.Comm.Channel == kit.ByCall {
		return m.Comm.Recipient
	}
	return ""
}

// Reference names a document: the same communication always has the same.
func (m *Matter) Reference() string {
	r := reference(m.Day(), m.Comm.Client.Code, m.Comm.Stage.ID)
	if m.Comm.Currency != "EUR" && m.Comm.Currency != "" {
		r += "-" + m.Comm.Currency // a second letter of the day, in another currency
	}
	return r
}

func reference(day calendar.Date, client, stage string) string {
	iso := day.ISO()
	if client != "" {
		client = "-" + client
	}
	return strings.ToUpper("REL-" + iso[:4] + "-" + iso[5:7] + iso[8:] + client + "-" + strings.ReplaceAll(stage, "_", "-"))
}

// rank is the rank of this reminder for the invoice that drives it.
func (m *Matter) rank() int {
	n := 1
	for _, s := range m.steps() {
		if s.Status == journal.Done && s.Channel.IsWritten() && s.Date < m.Day() && history.IsReminder(m.history.Stage(s.Plan, s.Stage)) {
			n++
		}
	}
	return n
}

func (m *Matter) creditorData() map[string]any {
	c := m.Agenda.Kit.Creditor
	d := map[string]any{
		"creancier.raison_sociale": c.Name, "creancier.forme": c.Form, "creancier.capital": some(c.Capital),
		"creancier.siren": c.SIREN.String(), "creancier.siret": string(c.SIRET), "creancier.rcs": c.RCS, "creancier.tva_intra": c.VAT,
		"creancier.adresse": request.OneLine(c.Address), "creancier.ville": CityOf(c.City, c.Address),
		"creancier.telephone": c.Phone.String(), "creancier.email": string(c.Email), "creancier.site": c.Web, "creancier.horaires": c.Hours,
		"creancier.signataire.civilite": c.Signatory.Title, "creancier.signataire.nom": c.Signatory.Name, "creancier.signataire.fonction": c.Signatory.Role,
		"creancier.lien_paiement": c.PayLink,
		"creancier.cgv.reference": c.Terms.Reference, "creancier.cgv.date": c.Terms.Date,
		"creancier.cgv.article_penalites": c.Terms.Article, "creancier.cgv.escompte": c.Terms.Discount, "creancier.cgv.article_mesures": c.Terms.Measures,
	}
	if b := m.Account(); b != nil {
		d["creancier.banque.titulaire"], d["creancier.banque.iban"] = b.Holder, b.IBAN.String()
		d["creancier.banque.bic"], d["creancier.banque.etablissement"] = b.BIC, b.Name
	}
	if m := c.Mediator; m != nil {
		d["creancier.mediateur.nom"], d["creancier.mediateur.adresse"], d["creancier.mediateur.site"] = m.Name, request.OneLine(m.Address), m.Web
	}
	if c.Partner != nil {
		d["creancier.partenaire"], d["dossier.destinataire"] = c.Partner.Name, c.Partner.Name
	}
	return d
}

// CityOf is the city written before the date: as given, else that of the address.
func CityOf(city string, address []string) string {
	if city != "" || len(address) == 0 {
		return city
	}
	return strings.TrimSpace(strings.TrimLeft(address[len(address)-1], "0123456789 "))
}

// IsAgent reports whether a mandataire writes.
func (m *Matter) IsAgent() bool {
	return m.Agenda.Kit.Sender == "mandataire" && m.Agenda.Kit.Secretariat != nil
}

func (m *Matter) senderData() map[string]any {
	k, c := m.Agenda.Kit, m.Agenda.Kit.Creditor
	d := map[string]any{
		"expediteur.nom": c.Name, "expediteur.adresse": request.OneLine(c.Address),
		"expediteur.telephone": c.Phone.String(), "expediteur.email": string(c.Email), "expediteur.est_mandataire": m.IsAgent(),
	}
	if k.Secretariat != nil {
		d["secretariat.nom"] = k.Secretariat.Name
	}
	if !m.IsAgent() {
		return d
	}
	s := k.Secretariat
	d["expediteur.nom"], d["expediteur.adresse"] = s.Name, request.OneLine(s.Address)
	d["expediteur.telephone"], d["expediteur.email"] = s.Phone.String(), string(s.Email)
	if k.Mandate != nil {
		d["mandat.reference"], d["mandat.date"] = k.Mandate.Reference, k.Mandate.Date
	}
	if first, ok := m.history.FirstLetter(); ok {
		d["mandat.premiere_lettre.reference"] = reference(first.Date, m.Comm.Client.Code, history.FirstStage(first))
		d["mandat.premiere_lettre.date"] = first.Date
	}
	return d
}

func (m *Matter) clientData() map[string]any {
	c := m.Comm.Client
	return map[string]any{
		"client.code": c.Code, "client.nom": c.FullName(), "client.adresse": request.OneLine(c.PostalAddress()), "client.siren": c.SIREN.String(),
		"client.type": string(c.Kind), "client.profil": c.Profile,
		"client.est_particulier": c.Kind == kit.Consumer, "client.est_public": c.Kind == kit.Public,
		"client.est_grand_compte": c.Profile == "grand_compte", "client.est_nouveau": c.Profile == "nouveau_client",
		"client.circuit_validation": c.Circuit, "client.portail": c.Portal, "client.reference_chez_client": c.OurNumber,
		"client.commercial": c.Sales, "client.responsable": c.Owner, "client.horaires": c.Hours, "client.note": c.Note,
	}
}

func (m *Matter) contactData() map[string]any {
	p := m.Comm.Contact
	if p == nil {
		return nil
	}
	return map[string]any{
		"contact.civilite": p.Title, "contact.prenom": p.FirstName, "contact.nom": p.Name, "contact.nom_complet": FullName(p),
		"contact.fonction": p.Function, "contact.email": string(p.Email), "contact.telephone": p.Phone.String(), "contact.mobile": p.Mobile.String(),
	}
}

// FullName is how a person is named in an address.
func FullName(p *kit.Contact) string {
	return strings.Join(strings.Fields(p.Title+" "+p.FirstName+" "+p.Name), " ")
}

// lead is the invoice that drives the document, without a field when it is about none.
func (m *Matter) lead() any {
	if len(m.Comm.Items) == 0 {
		return map[string]any{"contrat": map[string]any{}, "livraison": map[string]any{}, "envoi": map[string]any{}}
	}
	return m.invoice(m.Lead().Claim)
}

// invoice is what a template may say of one invoice: facture, or the item of a list.
func (m *Matter) invoice(cl claim.Claim) map[string]any {
	inv := cl.Invoice
	contract, delivery, sent := map[string]any{}, map[string]any{}, map[string]any{}
	d := map[string]any{
		"numero": inv.Number, "date": inv.Issued, "echeance": inv.Due, "objet": inv.Object,
		"montant_ttc": inv.Total, "regle": some(cl.Paid), "avoirs": some(cl.Credits),
		"solde": cl.Claimable(), "montant_conteste": some(cl.Disputed), "jours_retard": cl.DaysLate(),
		"penalites": some(cl.Interest), "indemnite": some(cl.Compensation),
		"reference_commande": inv.OrderRef, "projet": inv.Project, "est_recue": false,
		"contrat": contract, "livraison": delivery, "envoi": sent,
	}
	if c := m.contract(inv); c != nil {
		contract["reference"], contract["date"] = c.Reference, c.Date
	}
	if inv.Delivery != nil {
		delivery["date"], delivery["preuve"] = inv.Delivery.Date, inv.Delivery.Proof
	}
	if inv.Sent != nil {
		sent["date"], sent["mode"] = inv.Sent.Date, inv.Sent.Mode
		d["est_recue"] = inv.Sent.Receipt == kit.Yes
	}
	if on, ok := m.Agenda.Facts.Book.PaidOn(inv, m.Day()); ok {
		d["payee_le"] = on
	}
	return d
}

func (m *Matter) contract(inv *kit.Invoice) *kit.Contract {
	if inv.Contract != nil {
		return inv.Contract
	}
	return m.Comm.Client.Contract
}

// hasOrigin reports whether the kit says what an invoice comes from.
func (m *Matter) hasOrigin(cl claim.Claim) bool {
	inv := cl.Invoice
	c := m.contract(inv)
	return c != nil && c.Reference != "" || inv.OrderRef != "" || inv.Delivery != nil && !inv.Delivery.Date.IsZero()
}

func (m *Matter) invoices(claims []claim.Claim) []any {
	var out []any
	for _, cl := range request.ByDue(claims) {
		out = append(out, m.invoice(cl))
	}
	return out
}

func texts(list []string) []any {
	var out []any
	for _, s := range list {
		out = append(out, s)
	}
	return out
}

// Disputed are the client's invoices under examination, in whole or in part.
func (m *Matter) Disputed() []claim.Claim {
	return m.claims(func(d *dunning.Decision) bool { return m.Agenda.Facts.Book.OpenDispute(d.Invoice, m.Day()) != nil })
}

// Open are all the client's invoices that are not settled: its account.
func (m *Matter) Open() []claim.Claim {
	return m.claims(func(d *dunning.Decision) bool { return d.Balance > 0 && d.State != dunning.Cancelled })
}

// Ledger are the invoices that a statement shows, and the day from which it shows those
// that are settled: a year ago, or the day of the oldest that is still open.
func (m *Matter) Ledger() (shown []claim.Claim, since calendar.Date) {
	since = m.Day().AddMonths(-12)
	for _, cl := range m.Open() {
		since = min(since, cl.Invoice.Issued)
	}
	return m.claims(func(d *dunning.Decision) bool {
		on, paid := m.Agenda.Facts.Book.PaidOn(d.Invoice, m.Day())
		return d.State != dunning.Cancelled && d.Invoice.Issued <= m.Day() && (d.Balance > 0 || paid && on >= since)
	}), since
}

// claims are the client's invoices in the currency of the document that keep keeps.
func (m *Matter) claims(keep func(*dunning.Decision) bool) []claim.Claim {
	var out []claim.Claim
	for i := range m.Agenda.Decisions {
		d := &m.Agenda.Decisions[i]
		if d.Client != m.Comm.Client || d.Invoice.Currency != m.Comm.Currency || !keep(d) {
			continue
		}
		if cl, err := m.Agenda.Facts.Book.Of(d.Client, d.Invoice, m.Day()); err == nil {
			out = append(out, cl)
		}
	}
	return out
}

func (m *Matter) totalData() map[string]any {
	c := m.Comm
	var interest, compensation, next money.Amount
	var first, last calendar.Date
	for _, cl := range c.Asked() {
		interest += cl.Interest
		compensation += cl.Compensation
	}
	for _, cl := range c.With(agenda.NextDue) {
		next += cl.Claimable()
		last = max(last, cl.Invoice.Due)
		if first == 0 || cl.Invoice.Due < first {
			first = cl.Invoice.Due
		}
	}
	_, askedInterest, askedCompensation := c.Total()
	d := map[string]any{
		"total.nombre": len(c.Asked()), "total.solde": c.Principal - c.OnAccount, "total.echu": m.overdue(),
		"total.a_echoir": some(next), "total.penalites": some(interest), "total.indemnites": some(compensation),
		"total.encours": some(m.outstanding()), "total.general": c.Amount, "total.non_affecte": some(c.OnAccount), "total.non_affecte_origine": m.onAccount(),
		"total.premiere_a_echoir": first, "total.derniere_a_echoir": last,
		"total.origine_connue":    slices.ContainsFunc(c.Asked(), m.hasOrigin),
		"etape.reclame_penalites": askedInterest+askedCompensation > 0, "taux.du_contrat": false,
	}
	if lines := m.Lead().Claim.Lines; len(lines) > 0 {
		last := lines[len(lines)-1]
		d["taux.penalites"] = last.Rate
		d["taux.du_contrat"] = c.Client.Kind == kit.Company && m.Agenda.Kit.Creditor.Terms.PenaltyRate != nil
	}
	return d
}

// onAccount names the payments and credit notes that no invoice has received yet.
func (m *Matter) onAccount() string {
	if m.Comm.OnAccount == 0 {
		return ""
	}
	names := account.Received(m.Agenda.Facts.Book.OnAccount(m.Comm.Client, m.Day()))
	return language.Enumeration(names, 5)
}

// overdue is all that the client owes and is due, in the currency of the document.
func (m *Matter) overdue() money.Amount {
	if m.Comm.Client.Code == "" {
		return 0
	}
	return m.Agenda.Facts.OverdueIn(m.Comm.Client, m.Comm.Currency)
}

// outstanding is all that the client owes, due or not, in the currency of the document.
func (m *Matter) outstanding() money.Amount {
	var sum money.Amount
	for _, cl := range m.Open() {
		sum += cl.Balance
	}
	return sum
}

func (m *Matter) planData() map[string]any {
	d := map[string]any{"plan.nom": ""}
	if m.Comm.Plan != nil {
		d["plan.nom"] = m.Comm.Plan.Name
	}
	if rest := m.remaining(); len(rest) > 0 {
		d["etape_suivante.libelle"] = rest[0].Title()
	}
	for _, e := range slices.Backward(m.Contacts()) {
		if e.Demand {
			d["derniere_relance.date"], d["derniere_relance.canal"], d["derniere_relance.libelle"] = e.Date, e.Channel, e.Label
			break
		}
	}
	return d
}

// remaining are the stages of the plan after this one.
func (m *Matter) remaining() []kit.Stage {
	if m.Comm.Plan == nil {
		return nil
	}
	_, i := m.Comm.Plan.Stage(m.Comm.Stage.ID)
	if i < 0 {
		return nil
	}
	return m.Comm.Plan.Stages[i+1:]
}

// eventData is the promise, the dispute, the payment or the registered letter
// that the communication is about.
func (m *Matter) eventData() map[string]any {
	d := map[string]any{"promesse.est_rompue": false, "promesse.est_refusee": false, "paiement.a_reverser": false}
	if p := m.Comm.Promise; p != nil {
		d["promesse.date"], d["promesse.date_limite"], d["promesse.montant"] = p.Taken, p.Until, some(p.Amount)
		d["promesse.est_rompue"] = p.Until < m.Day()
		if decided := m.Lead().Decision; decided != nil {
			d["promesse.est_refusee"] = p == decided.Declined
		}
		if left := m.Comm.Principal - m.Comm.OnAccount - p.Amount; p.Amount > 0 && left > 0 {
			d["promesse.reste"] = left
		}
		if m.Comm.Contact == nil || !strings.Contains(p.Person, m.Comm.Contact.Name) {
			d["promesse.interlocuteur"] = p.Person // to whom we write, it would be « vous »
		}
	}
	if g := m.Comm.Client.Gesture; g != nil && g.Until >= m.Day() {
		d["geste.description"], d["geste.valable_jusqu_au"] = strings.TrimRight(g.What, " ."), g.Until
	}
	m.disputeData(d)
	if r := m.Lead().Claim.LastPayment; r.Amount != 0 {
		d["paiement.montant"], d["paiement.date"], d["paiement.mode"] = some(r.Amount), r.Date, r.Mode
		d["paiement.a_reverser"] = m.Agenda.Facts.Book.ByAgent(r)
	}
	for _, s := range m.steps() {
		if stage := m.history.Stage(s.Plan, s.Stage); stage != nil && stage.Nature == kit.FormalNotice && s.Status == journal.Done {
			d["recommande.date_limite"], d["recommande.numero"] = s.Deadline, m.history.RegisteredNumber(s.Stage)
		}
	}
	return d
}

// disputeData is the dispute that the communication is about: the one it names, the
// one still open, else, in a document asked for by hand, the last one answered.
func (m *Matter) disputeData(d map[string]any) {
	inv, book := m.Lead().Claim.Invoice, m.Agenda.Facts.Book
	dispute := m.Comm.Dispute
	if dispute == nil {
		dispute = book.OpenDispute(inv, m.Day())
	}
	if all := book.Disputes(inv, m.Day()); m.Request != nil && dispute == nil && len(all) > 0 {
		dispute = &all[len(all)-1]
	}
	d["litige.est_fonde"], d["litige.est_partiel"], d["litige.est_non_fonde"] = false, false, false
	if dispute == nil {
		return
	}
	d["litige.date"], d["litige.motif"], d["litige.montant"], d["litige.reponse_avant"] = dispute.Opened, dispute.Reason, some(dispute.Amount), dispute.AnswerBy
	d["litige.clos_le"] = dispute.Closed
	if dispute.Outcome != "" {
		d["litige.est_"+dispute.Outcome] = true
	}
	var credit money.Amount
	for _, r := range book.Receipts(inv, m.Day()) {
		if r.Credit && r.Date >= dispute.Opened {
			credit += r.Amount
		}
	}
	d["litige.avoir"] = some(credit)
}

// Agreement is the instalment plan that covers the invoice, or did; nil when there
// is none.
func (m *Matter) Agreement() *kit.InstalmentPlan {
	if m.Request != nil && m.Request.Agreement != nil {
		return m.Request.Agreement
	}
	driver := m.Lead()
	if driver.Decision != nil && driver.Decision.Agreement != nil {
		return driver.Decision.Agreement
	}
	for i := range slices.Backward(m.Comm.Client.Instalments) {
		p := &m.Comm.Client.Instalments[i]
		if slices.Contains(p.Invoices, driver.Claim.Invoice.Number) {
			return p
		}
	}
	return nil
}

func (m *Matter) agreementData() map[string]any {
	d := map[string]any{"echeancier.caducite": false}
	if p := m.Agreement(); p != nil {
		m.scheduleData(p, d)
	}
	if i := m.Comm.Instalment; i != nil {
		d["echeancier.echeance"], d["echeancier.montant"] = i.Date, i.Amount
	}
	if decision := m.Lead().Decision; decision != nil {
		d["echeancier.caduc_le"] = decision.Lapsed
	}
	return d
}

// scheduleData is what an agreement foresees.
func (m *Matter) scheduleData(p *kit.InstalmentPlan, d map[string]any) {
	d["echeancier.accord_le"], d["echeancier.caducite"], d["echeancier.sans_caducite"] = p.Agreed, p.Lapse == kit.Yes, p.Lapse == kit.No
	for _, fate := range []string{"suspendues", "abandonnees", "dues"} {
		d["echeancier.penalites_"+fate] = p.Penalties == fate
	}
	if len(p.Instalments) == 0 {
		return
	}
	var total money.Amount
	for _, i := range p.Instalments {
		total += i.Amount
		if i.Date >= m.Day() && d["echeancier.prochaine"] == nil {
			d["echeancier.prochaine"], d["echeancier.montant_prochaine"] = i.Date, i.Amount
		}
	}
	d["echeancier.jours_caducite"] = m.Agenda.Kit.OptionsOf(m.Comm.Client, m.Comm.Plan).InstalmentLapse
	d["echeancier.nombre"], d["echeancier.total"] = len(p.Instalments), total
	d["echeancier.premiere"], d["echeancier.derniere"] = p.Instalments[0].Date, p.Instalments[len(p.Instalments)-1].Date
}
