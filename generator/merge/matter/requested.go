package matter

import (
	"maps"
	"strings"

	"relance/generator/agenda"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/merge/account"
	"relance/generator/merge/language"
	"relance/generator/merge/request"
)

// For says which request the document answers, nil for a communication of the
// agenda.
func (m *Matter) For(r *Request) *Matter {
	m.Request = r
	return m
}

// Lead is the invoice that drives the document, an empty one when it is about none.
func (m *Matter) Lead() agenda.Item {
	if len(m.Comm.Items) == 0 {
		return agenda.Item{Claim: claim.Claim{Client: m.Comm.Client, Invoice: &kit.Invoice{}, AsOf: m.Day()}}
	}
	return *m.Comm.Driver()
}

// steps are the stages that the lead invoice went through.
func (m *Matter) steps() []dunning.Step {
	if len(m.Comm.Items) == 0 {
		return nil
	}
	return m.Agenda.Facts.Steps(m.Lead().Claim.Invoice)
}

// requestedData is what only a document asked for by hand may say.
func (m *Matter) requestedData() map[string]any {
	d := m.Request.Fields()
	if i := m.Comm.Client.Invitation; i != nil && (m.Request == nil || m.Request.Meeting == nil) {
		d["reunion.creneaux"], d["reunion.lieu"], d["reunion.participants"] = eitherOf(i.Slots), i.Place, language.Enumeration(i.With, len(i.With))
	}
	if on := m.measure(); on != nil {
		maps.Copy(d, (&Request{Measure: m.decided(on)}).Fields())
	}
	if m.Request == nil || m.Comm.Client.Code == "" {
		return d
	}
	maps.Copy(d, account.Fields(m.Agenda.Facts, m.Comm.Client, m.Comm.Currency))
	if w := m.Request.Waiver; w != nil {
		d["derogation.cout"] = some(account.Waiting(m.Agenda.Facts, m.Comm.Client, w.Until))
	}
	if len(m.Comm.Items) > 0 {
		maps.Copy(d, m.history.Lessons(m.Agenda.Facts, m.Lead().Claim.Invoice))
	}
	return d
}

// eitherOf offers a choice; words that hold commas are parted by semicolons.
func eitherOf(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last, comma := len(words)-1, ", "
	if strings.Contains(strings.Join(words, ""), ",") {
		comma = " ; "
	}
	return strings.Join(words[:last], comma) + " ou " + words[last]
}

// measures are what each measure of the journal is for a template.
var measures = map[string]string{
	dunning.BlockOrders: request.BlockOrders, dunning.CashFirst: request.CashFirst,
	dunning.Acceleration: request.Acceleration, dunning.Suspension: request.Suspension,
}

// measure is the decision that the communication announces, or, in a document asked
// for by hand without saying which, the first one in force against the client.
func (m *Matter) measure() *journal.Entry {
	if m.Comm.Measure != nil || m.Request == nil || m.Request.Measure != nil || m.Comm.Client.Code == "" {
		return m.Comm.Measure
	}
	for _, name := range dunning.Measures {
		if on := m.Agenda.Facts.InForce(m.Comm.Client, name); on != nil {
			return on
		}
	}
	return nil
}

// decided is a measure as a template says it. Announced, it takes effect on the first
// business day after the deadline that its notice prints; noted for ourselves, on the
// day it was decided.
func (m *Matter) decided(on *journal.Entry) *request.Measure {
	terms := m.Agenda.Kit.Creditor.Terms
	out := &request.Measure{Kind: measures[on.Stage], From: on.Date}
	if !m.Comm.Deadline.IsZero() {
		out.From = m.Agenda.Kit.Business().Add(m.Comm.Deadline, 1)
	}
	name := "conditions générales"
	if terms.Reference != "" {
		name += " (" + terms.Reference + ")"
	}
	switch {
	case out.Kind == request.Acceleration && terms.Acceleration == kit.Yes:
		out.Clause = name + ", clause d’exigibilité immédiate"
	case (out.Kind == request.Suspension || out.Kind == request.BlockOrders) && terms.Suspension == kit.Yes:
		out.Clause = name + ", clause de suspension"
	}
	if out.Clause != "" && terms.Measures != "" {
		out.Clause += ", " + terms.Measures
	}
	return out
}
