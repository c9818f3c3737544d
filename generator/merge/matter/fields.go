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
	"relance/generator/merge/catalogue"
	"relance/generator/merge/history"
	"relance/generator/merge/request"
	"relance/generator/money"
)

// Fields is every field of the catalogue for this communication, by full name. A
// name that is left out is an absent value.
func (m *Matter) Fields() map[string]any {
	flat := map[string]any{}
	for _, part := range []map[string]any{
		m.documentData(), m.creditorData(), m.senderData(), m.clientData(), m.contactData(),
		m.listData(), m.totalData(), m.planData(), m.eventData(), m.agreementData(), m.requestedData(),
	} {
		for name, v := range part {
			if _, ok := catalogue.Lookup(name); !ok {
				panic("merge: " + name + " is not in the catalogue")
			}
			flat[name] = v
		}
	}
	if len(m.Comm.Items) > 0 {
		for name, v := range m.invoiceData(m.Lead().Claim) {
			flat[name] = v
		}
	}
	return flat
}

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
	return strings.ToUpper("REL-" + iso[:4] + "-" + iso[5:7] + iso[8:] + "-" + client + "-" + strings.ReplaceAll(stage, "_", "-"))
}

// rank is the rank of this reminder for the invoice that drives it.
func (m *Matter) rank() int {
	n := 1
	for _, s := range m.steps() {
		if s.Status == journal.Done && s.Channel.IsWritten() && s.Date < m.Day() && !m.isPreventive(s) {
			n++
		}
	}
	return n
}

func (m *Matter) isPreventive(s dunning.Step) bool {
	stage := m.history.Stage(s.Plan, s.Stage)
	return stage != nil && stage.Nature == kit.Preventive
}

func (m *Matter) creditorData() map[string]any {
	c := m.Agenda.Kit.Creditor
	d := map[string]any{
		"creancier.raison_sociale": c.Name, "creancier.forme": c.Form, "creancier.capital": some(c.Capital),
		"creancier.siren": c.SIREN.String(), "creancier.siret": string(c.SIRET), "creancier.rcs": c.RCS, "creancier.tva_intra": c.VAT,
		"creancier.adresse": strings.Join(c.Address, ", "), "creancier.ville": CityOf(c.City, c.Address),
		"creancier.telephone": c.Phone.String(), "creancier.email": string(c.Email), "creancier.site": c.Web, "creancier.horaires": c.Hours,
		"creancier.signataire.civilite": c.Signatory.Title, "creancier.signataire.nom": c.Signatory.Name, "creancier.signataire.fonction": c.Signatory.Role,
		"creancier.lien_paiement": c.PayLink,
		"creancier.cgv.reference": c.Terms.Reference, "creancier.cgv.date": c.Terms.Date,
		"creancier.cgv.article_penalites": c.Terms.Article, "creancier.cgv.escompte": c.Terms.Discount,
	}
	if b := m.Account(); b != nil {
		d["creancier.banque.titulaire"], d["creancier.banque.iban"] = b.Holder, b.IBAN.String()
		d["creancier.banque.bic"], d["creancier.banque.etablissement"] = b.BIC, b.Name
	}
	if m := c.Mediator; m != nil {
		d["creancier.mediateur.nom"], d["creancier.mediateur.adresse"], d["creancier.mediateur.site"] = m.Name, strings.Join(m.Address, ", "), m.Web
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
		"expediteur.nom": c.Name, "expediteur.adresse": strings.Join(c.Address, ", "),
		"expediteur.telephone": c.Phone.String(), "expediteur.email": string(c.Email), "expediteur.est_mandataire": m.IsAgent(),
	}
	if k.Secretariat != nil {
		d["secretariat.nom"] = k.Secretariat.Name
	}
	if !m.IsAgent() {
		return d
	}
	s := k.Secretariat
	d["expediteur.nom"], d["expediteur.adresse"] = s.Name, strings.Join(s.Address, ", ")
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
		"client.code": c.Code, "client.nom": c.FullName(), "client.adresse": strings.Join(c.PostalAddress(), ", "), "client.siren": c.SIREN.String(),
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

// invoiceData is what a template may say of one invoice.
func (m *Matter) invoiceData(cl claim.Claim) map[string]any {
	inv := cl.Invoice
	d := map[string]any{
		"facture.numero": inv.Number, "facture.date": inv.Issued, "facture.echeance": inv.Due, "facture.objet": inv.Object,
		"facture.montant_ttc": inv.Total, "facture.regle": some(cl.Paid), "facture.avoirs": some(cl.Credits),
		"facture.solde": cl.Claimable(), "facture.montant_conteste": some(cl.Disputed), "facture.jours_retard": cl.DaysLate(),
		"facture.penalites": some(cl.Interest), "facture.indemnite": some(cl.Compensation),
		"facture.reference_commande": inv.OrderRef, "facture.projet": inv.Project, "facture.est_recue": false,
	}
	if c := m.contract(inv); c != nil {
		d["facture.contrat.reference"], d["facture.contrat.date"] = c.Reference, c.Date
	}
	if inv.Delivery != nil {
		d["facture.livraison.date"], d["facture.livraison.preuve"] = inv.Delivery.Date, inv.Delivery.Proof
	}
	if inv.Sent != nil {
		d["facture.envoi.date"], d["facture.envoi.mode"] = inv.Sent.Date, inv.Sent.Mode
		d["facture.est_recue"] = inv.Sent.Receipt == kit.Yes
	}
	if on, ok := m.Agenda.Facts.Book.PaidOn(inv, m.Day()); ok {
		d["facture.payee_le"] = on
	}
	return d
}

func (m *Matter) contract(inv *kit.Invoice) *kit.Contract {
	if inv.Contract != nil {
		return inv.Contract
	}
	return m.Comm.Client.Contract
}

func (m *Matter) listData() map[string]any {
	enclosed, _ := m.Enclosures()
	return map[string]any{
		"factures": m.invoices(m.Comm.Asked()), "autres_factures_echues": m.invoices(m.Comm.With(agenda.Absorbed)),
		"factures_a_echoir": m.invoices(m.Comm.With(agenda.NextDue)), "factures_en_litige": m.invoices(m.Disputed()),
		"pieces_jointes": texts(enclosed), "annexes": texts(m.Annexes()), "suites": texts(m.consequences()),
		"relances_precedentes": m.contactItems(), "verifications": m.checkItems(),
	}
}

func (m *Matter) invoices(claims []claim.Claim) []any {
	var out []any
	for _, cl := range request.ByDue(claims) {
		out = append(out, Nest(m.invoiceData(cl), "facture."))
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
	for _, cl := range c.Asked() {
		interest += cl.Interest
		compensation += cl.Compensation
	}
	for _, cl := range c.With(agenda.NextDue) {
		next += cl.Claimable()
	}
	_, askedInterest, askedCompensation := c.Total()
	d := map[string]any{
		"total.nombre": len(c.Asked()), "total.solde": c.Principal - c.OnAccount, "total.echu": m.overdue(),
		"total.a_echoir": some(next), "total.penalites": some(interest), "total.indemnites": some(compensation),
		"total.general": c.Amount, "total.non_affecte": some(c.OnAccount),
		"etape.reclame_penalites": askedInterest+askedCompensation > 0, "taux.du_contrat": false,
	}
	if lines := m.Lead().Claim.Lines; len(lines) > 0 {
		last := lines[len(lines)-1]
		d["taux.penalites"] = last.Rate
		d["taux.du_contrat"] = c.Client.Kind == kit.Company && m.Agenda.Kit.Creditor.Terms.PenaltyRate != nil
	}
	return d
}

// overdue is all that the client owes and is due, in the currency of the document.
func (m *Matter) overdue() money.Amount {
	if m.Comm.Client.Code == "" {
		return 0
	}
	return m.Agenda.Facts.OverdueIn(m.Comm.Client, m.Comm.Currency)
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
		if e.Written {
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
	d := map[string]any{"promesse.est_rompue": false, "promesse.est_refusee": false}
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
	m.disputeData(d)
	if r := m.Lead().Claim.LastPayment; r.Amount != 0 {
		d["paiement.montant"], d["paiement.date"], d["paiement.mode"] = some(r.Amount), r.Date, r.Mode
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

// Nest turns full names into maps of maps, so that client.nom is a field of
// client. Every name of the catalogue is there, absent values being nil.
func Nest(flat map[string]any, prefix string) map[string]any {
	root := map[string]any{}
	for _, field := range catalogue.Fields() {
		name, ok := strings.CutPrefix(field.Name, prefix)
		if !ok || catalogue.ListOf(field.Name) != "" && prefix == "" {
			continue
		}
		at := root
		words := strings.Split(name, ".")
		for _, w := range words[:len(words)-1] {
			if _, ok := at[w].(map[string]any); !ok {
				at[w] = map[string]any{}
			}
			at = at[w].(map[string]any)
		}
		at[words[len(words)-1]] = flat[field.Name]
	}
	return root
}
