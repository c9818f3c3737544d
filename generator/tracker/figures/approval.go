package figures

import (
	"slices"
	"strings"

	"relance/generator/agenda"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// An ApprovalLine waits for the word of somebody: a stage, whatever the channels it
// goes by, or a question that no message of the day carries: a measure, a dispute that
// lasts, a distant promise.
type ApprovalLine struct {
	Client   *kit.Client
	StageID  string // what the journal's « approbation » is about
	Title    string // of the stage; "" for a question
	Channels []journal.Channel
	Numbers  string       // of the invoices it asks for
	Amount   money.Amount // asked for; 0: none
	Currency string
	Late     int // days
	Reason   string
	Document string // by its path in the kit
	ID       string
}

// approvals are the stages of the morning list that wait for somebody's word, one line
// for all the channels of each, then the other questions.
func (p *Picture) approvals() {
	p.Approvals = nil
	for i := range p.Todo {
		if l := &p.Todo[i]; l.Communication.Status == dunning.ToApprove {
			p.approve(l)
		}
	}
	for i := range p.Agenda.Tasks {
		if t := &p.Agenda.Tasks[i]; t.Approves != "" && t.Client != nil {
			p.ask(t)
		}
	}
}

// approve adds a message to the line of its stage. A decision is about the stage and its
// invoices: to accept the e-mail and refuse the registered letter would leave it half
// done.
func (p *Picture) approve(l *TodoLine) {
	c := l.Communication
	channel := journal.Channel(c.Channel)
	at := slices.IndexFunc(p.Approvals, func(o ApprovalLine) bool {
		return o.Client == c.Client && o.StageID == c.Stage.ID && o.Numbers == l.Numbers
	})
	if at < 0 {
		p.Approvals = append(p.Approvals, ApprovalLine{
			Client: c.Client, StageID: c.Stage.ID, Title: c.Stage.Title(), Channels: []journal.Channel{channel}, Numbers: l.Numbers,
			Amount: c.Amount, Currency: c.Currency, Late: l.Late, Reason: l.Reason, Document: l.Document, ID: l.ID,
		})
		return
	}
	o := &p.Approvals[at]
	o.Channels, o.Amount = append(o.Channels, channel), max(o.Amount, c.Amount)
	if c.Channel.IsPostal() && l.Document != "" {
		o.Document = l.Document // the weightiest of the two is the one to read first
	}
}

// ask adds a question to the line of those that the same answer settles.
func (p *Picture) ask(t *agenda.Task) {
	why := Plain(t.Label)
	at := slices.IndexFunc(p.Approvals, func(o ApprovalLine) bool { return o.Client == t.Client && o.StageID == t.Approves && o.Title == "" })
	if at >= 0 {
		p.Approvals[at].Reason += "\n" + why
		return
	}
	p.Approvals = append(p.Approvals, ApprovalLine{Client: t.Client, StageID: t.Approves, Late: p.oldest(t.Client), Reason: why, ID: t.Client.Code + "/" + t.Approves + "/question"})
}

func (p *Picture) oldest(c *kit.Client) int {
	for i := range p.Clients {
		if p.Clients[i].Client == c {
			return p.Clients[i].Oldest
		}
	}
	return 0
}

// Plain is a question without the key that the command line answers it with.
func Plain(label string) string {
	before, rest, keyed := strings.Cut(label, " (approbation «")
	if !keyed {
		return label
	}
	_, after, _ := strings.Cut(rest, ")")
	_, meaning, explained := strings.Cut(strings.TrimSuffix(rest, after), " : ")
	if explained {
		return before + " (" + meaning + after
	}
	return before + after
}
