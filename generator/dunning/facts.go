// Package dunning looks at one invoice on one day: its state, its next stage,
// and why. It knows nothing of the other invoices of the client, except what the
// law or the client's own situation says of them all.
//
// Facts are those dated on or before the day; only the journal moves a plan.
package dunning

import (
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning/course"
	"relance/generator/dunning/past"
	"relance/generator/dunning/pause"
	"relance/generator/kit"
)

// Facts are what the kit and the journal say, as of one day.
type Facts struct{ *pause.Facts }

// A Step is a stage that was done, absorbed or skipped; a Contact, one message that
// reached, or tried to reach, a client.
type (
	Step    = past.Step
	Contact = past.Contact
)

// Stages and measures that no plan names.
const (
	CreditorNotice = past.CreditorNotice
	BlockOrders    = past.BlockOrders
	Acceleration   = past.Acceleration
	CashFirst      = past.CashFirst
	Suspension     = past.Suspension
)

// Measures are all the measures of deterrence, by the names the journal gives them.
var Measures = past.Measures

// NewFacts gathers the facts of a kit until a day.
func NewFacts(k *kit.Kit, book *claim.Book, day calendar.Date) *Facts {
	return &Facts{&pause.Facts{Facts: course.New(past.Of(k, book, day))}}
}
