package agenda

import (
	"relance/generator/agenda/desk"
	"relance/generator/kit"
)

// Example is the communication a stage would be for an invoice, whatever its day:
// the playbook shows every template with it, on invented data.
func (a *Agenda) Example(c *kit.Client, inv *kit.Invoice, p *kit.Plan, s *kit.Stage, channel kit.Channel) (Communication, error) {
	return desk.Example(a.Facts, c, inv, p, s, channel)
}
