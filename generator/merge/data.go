package merge

import (
	"slices"
	"strings"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/merge/model"
	"relance/generator/money"
)

// data is every field of the catalogue for this communication, by full name. A
// name that is left out is an absent value.
func (f *filler) data() map[string]any {
	flat := map[string]any{}
	for _, part := range []map[string]any{
		f.documentData(), f.creditorData(), f.senderData(), f.clientData(), f.contactData(),
		f.listData(), f.totalData(), f.planData(), f.eventData(),
	} {
		for name, v := range part {
			if !model.Known(name) {
				panic("merge: " + name + " is not in the catalogue")
			}
			flat[name] = v
		}
	}
	for name, v := range f.invoiceData(f.comm.Driver().Claim) {
		flat[name] = v
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

func (f *filler) day() calendar.Date { return f.agenda.Date }

func (f *filler) documentData() map[string]any {
	return map[string]any{
		"aujourdhui": f.day(), "arrete_au": f.settledOn(), "date_limite": f.comm.Deadline,
		"salutation": f.salutation(), "formule_politesse": f.closing(),
		"document.titre": f.model.Head.Title, "document.reference": f.reference(), "document.rang": f.rank(),
		"etape.libelle": f.comm.Stage.Title(), "etape.canal": string(f.comm.Channel), "etape.ton": f.comm.Stage.Tone,
		"appel.telephone": f.callNumber(), "appel.horaires": f.agenda.Kit.OptionsOf(f.comm.Client, f.comm.Plan).CallHours,
	}
}

// settledOn is the day until which payments are known, never later than today.
func (f *filler) settledOn() calendar.Date {
	if until := f.agenda.Kit.PaidUntil; until != 0 && until < f.day() {
		return until
	}
	return f.day()
}

func (f *filler) callNumber() string {
	if f.comm.Channel == kit.ByCall {
		return f.comm.Recipient
	}
	return ""
}

// reference names a document: the same communication always has the same.
func (f *filler) reference() string { return reference(f.day(), f.comm.Client.Code, f.comm.Stage.ID) }

func reference(day calendar.Date, client, stage string) string {
	iso := day.ISO()
	return strings.ToUpper("REL-" + iso[:4] + "-" + iso[5:7] + iso[8:] + "-" + client + "-" + strings.ReplaceAll(stage, "_", "-"))
}

// rank is the rank of this reminder for the invoice that drives it.
func (f *filler) rank() int {
	n := 1
	for _, s := range f.agenda.Facts.Steps(f.comm.Driver().Claim.Invoice) {
		if s.Status == journal.Done && s.Channel.IsWritten() && s.Date < f.day() && !f.isPreventive(s) {
			n++
		}
	}
	return n
}

func (f *filler) isPreventive(s dunning.Step) bool {
	stage := f.stage(s.Plan, s.Stage)
	return stage != nil && stage.Nature == kit.Preventive
}

// stage finds a stage of the journal, in its plan or among those outside plans.
func (f *filler) stage(plan, id string) *kit.Stage {
	if p := f.agenda.Kit.PlanByID(plan); p != nil {
		if s, _ := p.Stage(id); s != nil {
			return s
		}
	}
	for i := range agenda.Outside {
		if agenda.Outside[i].ID == id {
			return &agenda.Outside[i]
		}
	}
	return nil
}

func (f *filler) creditorData() map[string]any {
	c := f.agenda.Kit.Creditor
	d := map[string]any{
		"creancier.raison_sociale": c.Name, "creancier.forme": c.Form, "creancier.capital": some(c.Capital),
		"creancier.siren": c.SIREN.String(), "creancier.siret": string(c.SIRET), "creancier.rcs": c.RCS, "creancier.tva_intra": c.VAT,
		"creancier.adresse": strings.Join(c.Address, ", "), "creancier.ville": cityOf(c.City, c.Address),
		"creancier.telephone": c.Phone.String(), "creancier.email": string(c.Email), "creancier.site": c.Web, "creancier.horaires": c.Hours,
		"creancier.signataire.civilite": c.Signatory.Title, "creancier.signataire.nom": c.Signatory.Name, "creancier.signataire.fonction": c.Signatory.Role,
		"creancier.lien_paiement": c.PayLink,
		"creancier.cgv.reference": c.Terms.Reference, "creancier.cgv.date": c.Terms.Date,
		"creancier.cgv.article_penalites": c.Terms.Article, "creancier.cgv.escompte": c.Terms.Discount,
	}
	if b := f.account(); b != nil {
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

// cityOf is the city written before the date: as given, else that of the address.
func cityOf(city string, address []string) string {
	if city != "" || len(address) == 0 {
		return city
	}
	return strings.TrimSpace(strings.TrimLeft(address[len(address)-1], "0123456789 "))
}

// isAgent reports whether a mandataire writes.
func (f *filler) isAgent() bool {
	return f.agenda.Kit.Sender == "mandataire" && f.agenda.Kit.Secretariat != nil
}

func (f *filler) senderData() map[string]any {
	k, c := f.agenda.Kit, f.agenda.Kit.Creditor
	d := map[string]any{
		"expediteur.nom": c.Name, "expediteur.adresse": strings.Join(c.Address, ", "),
		"expediteur.telephone": c.Phone.String(), "expediteur.email": string(c.Email), "expediteur.est_mandataire": f.isAgent(),
	}
	if k.Secretariat != nil {
		d["secretariat.nom"] = k.Secretariat.Name
	}
	if !f.isAgent() {
		return d
	}
	s := k.Secretariat
	d["expediteur.nom"], d["expediteur.adresse"] = s.Name, strings.Join(s.Address, ", ")
	d["expediteur.telephone"], d["expediteur.email"] = s.Phone.String(), string(s.Email)
	if k.Mandate != nil {
		d["mandat.reference"], d["mandat.date"] = k.Mandate.Reference, k.Mandate.Date
	}
	if first, ok := f.firstLetter(); ok {
		d["mandat.premiere_lettre.reference"] = reference(first.Date, f.comm.Client.Code, firstStage(first))
		d["mandat.premiere_lettre.date"] = first.Date
	}
	return d
}

func (f *filler) clientData() map[string]any {
	c := f.comm.Client
	return map[string]any{
		"client.code": c.Code, "client.nom": c.FullName(), "client.adresse": strings.Join(c.PostalAddress(), ", "), "client.siren": c.SIREN.String(),
		"client.type": string(c.Kind), "client.profil": c.Profile,
		"client.est_particulier": c.Kind == kit.Consumer, "client.est_public": c.Kind == kit.Public,
		"client.est_grand_compte": c.Profile == "grand_compte", "client.est_nouveau": c.Profile == "nouveau_client",
		"client.circuit_validation": c.Circuit, "client.portail": c.Portal, "client.reference_chez_client": c.OurNumber,
		"client.horaires": c.Hours, "client.note": c.Note,
	}
}

func (f *filler) contactData() map[string]any {
	p := f.comm.Contact
	if p == nil {
		return nil
	}
	return map[string]any{
		"contact.civilite": p.Title, "contact.prenom": p.FirstName, "contact.nom": p.Name, "contact.nom_complet": fullName(p),
		"contact.fonction": p.Function, "contact.email": string(p.Email), "contact.telephone": p.Phone.String(), "contact.mobile": p.Mobile.String(),
	}
}

func fullName(p *kit.Contact) string {
	return strings.Join(strings.Fields(p.Title+" "+p.FirstName+" "+p.Name), " ")
}

// invoiceData is what a template may say of one invoice.
func (f *filler) invoiceData(cl claim.Claim) map[string]any {
	inv := cl.Invoice
	d := map[string]any{
		"facture.numero": inv.Number, "facture.date": inv.Issued, "facture.echeance": inv.Due, "facture.objet": inv.Object,
		"facture.montant_ttc": inv.Total, "facture.regle": some(cl.Paid), "facture.avoirs": some(cl.Credits),
		"facture.solde": cl.Claimable(), "facture.montant_conteste": some(cl.Disputed), "facture.jours_retard": cl.DaysLate(),
		"facture.penalites": some(cl.Interest), "facture.indemnite": some(cl.Compensation),
		"facture.reference_commande": inv.OrderRef, "facture.projet": inv.Project, "facture.est_recue": false,
	}
	if c := f.contract(inv); c != nil {
		d["facture.contrat.reference"], d["facture.contrat.date"] = c.Reference, c.Date
	}
	if inv.Delivery != nil {
		d["facture.livraison.date"], d["facture.livraison.preuve"] = inv.Delivery.Date, inv.Delivery.Proof
	}
	if inv.Sent != nil {
		d["facture.envoi.date"], d["facture.envoi.mode"] = inv.Sent.Date, inv.Sent.Mode
		d["facture.est_recue"] = inv.Sent.Receipt == kit.Yes
	}
	return d
}

func (f *filler) contract(inv *kit.Invoice) *kit.Contract {
	if inv.Contract != nil {
		return inv.Contract
	}
	return f.comm.Client.Contract
}

func (f *filler) listData() map[string]any {
	enclosed, _ := f.enclosures()
	return map[string]any{
		"factures": f.invoices(f.comm.Asked()), "autres_factures_echues": f.invoices(f.comm.With(agenda.Absorbed)),
		"factures_a_echoir": f.invoices(f.comm.With(agenda.NextDue)), "factures_en_litige": f.invoices(f.disputed()),
		"pieces_jointes": texts(enclosed), "suites": texts(f.consequences()),
		"relances_precedentes": f.contactItems(), "verifications": f.checkItems(),
	}
}

// byDue is how people read invoices: the oldest due date first.
func byDue(claims []claim.Claim) []claim.Claim {
	sorted := slices.Clone(claims)
	slices.SortStableFunc(sorted, func(a, b claim.Claim) int { return int(a.Invoice.Due) - int(b.Invoice.Due) })
	return sorted
}

func (f *filler) invoices(claims []claim.Claim) []any {
	var out []any
	for _, cl := range byDue(claims) {
		out = append(out, nest(f.invoiceData(cl), "facture."))
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

// disputed are the client's invoices under examination, in whole or in part.
func (f *filler) disputed() []claim.Claim {
	var out []claim.Claim
	for _, d := range f.agenda.Decisions {
		if d.Client != f.comm.Client || d.Invoice.Currency != f.comm.Currency || f.agenda.Facts.Book.OpenDispute(d.Invoice, f.day()) == nil {
			continue
		}
		if cl, err := f.agenda.Facts.Book.Of(d.Client, d.Invoice, f.day()); err == nil {
			out = append(out, cl)
		}
	}
	return out
}

func (f *filler) totalData() map[string]any {
	c := f.comm
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
		"total.nombre": len(c.Asked()), "total.solde": c.Principal - c.OnAccount, "total.echu": f.agenda.Facts.Overdue(c.Client),
		"total.a_echoir": some(next), "total.penalites": some(interest), "total.indemnites": some(compensation),
		"total.general": c.Amount, "total.non_affecte": some(c.OnAccount),
		"etape.reclame_penalites": askedInterest+askedCompensation > 0, "taux.du_contrat": false,
	}
	if lines := c.Driver().Claim.Lines; len(lines) > 0 {
		last := lines[len(lines)-1]
		d["taux.penalites"] = last.Rate
		d["taux.du_contrat"] = c.Client.Kind == kit.Company && f.agenda.Kit.Creditor.Terms.PenaltyRate != nil
	}
	return d
}

func (f *filler) planData() map[string]any {
	d := map[string]any{"plan.nom": ""}
	if f.comm.Plan != nil {
		d["plan.nom"] = f.comm.Plan.Name
	}
	if rest := f.remaining(); len(rest) > 0 {
		d["etape_suivante.libelle"] = rest[0].Title()
	}
	for _, e := range slices.Backward(f.contacts()) {
		if e.written {
			d["derniere_relance.date"], d["derniere_relance.canal"], d["derniere_relance.libelle"] = e.date, e.channel, e.label
			break
		}
	}
	return d
}

// remaining are the stages of the plan after this one.
func (f *filler) remaining() []kit.Stage {
	if f.comm.Plan == nil {
		return nil
	}
	_, i := f.comm.Plan.Stage(f.comm.Stage.ID)
	if i < 0 {
		return nil
	}
	return f.comm.Plan.Stages[i+1:]
}

// eventData is the promise, the dispute, the payment or the registered letter
// that the communication is about.
func (f *filler) eventData() map[string]any {
	d := map[string]any{"promesse.est_rompue": false}
	if p := f.comm.Promise; p != nil {
		d["promesse.date"], d["promesse.date_limite"], d["promesse.montant"] = p.Taken, p.Until, some(p.Amount)
		d["promesse.est_rompue"] = p.Until < f.day()
		if f.comm.Contact == nil || !strings.Contains(p.Person, f.comm.Contact.Name) {
			d["promesse.interlocuteur"] = p.Person // to whom we write, it would be « vous »
		}
	}
	inv := f.comm.Driver().Claim.Invoice
	dispute := f.comm.Dispute
	if dispute == nil {
		dispute = f.agenda.Facts.Book.OpenDispute(inv, f.day())
	}
	if dispute != nil {
		d["litige.date"], d["litige.motif"], d["litige.montant"], d["litige.reponse_avant"] = dispute.Opened, dispute.Reason, some(dispute.Amount), dispute.AnswerBy
	}
	if r := f.comm.Driver().Claim.LastPayment; r.Amount != 0 {
		d["paiement.montant"], d["paiement.date"], d["paiement.mode"] = some(r.Amount), r.Date, r.Mode
	}
	for _, s := range f.agenda.Facts.Steps(inv) {
		if stage := f.stage(s.Plan, s.Stage); stage != nil && stage.Nature == kit.FormalNotice && s.Status == journal.Done {
			d["recommande.date_limite"], d["recommande.numero"] = s.Deadline, f.registeredNumber(s.Stage)
		}
	}
	return d
}
