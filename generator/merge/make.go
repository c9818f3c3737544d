package merge

import (
	"io/fs"
	"strings"

	"relance/generator/agenda"
	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/merge/history"
	"relance/generator/merge/matter"
	"relance/generator/merge/model"
	"relance/generator/merge/request"
	"relance/generator/output"
)

// What a user may ask for by hand.
type (
	Request    = request.Request
	Report     = request.Report
	Action     = request.Action
	Receipt    = request.Receipt
	Promise    = request.Promise
	Dispute    = request.Dispute
	Decision   = request.Decision
	Next       = request.Next
	File       = request.File
	Exhibit    = request.Exhibit
	Meeting    = request.Meeting
	Commitment = request.Commitment
	Measure    = request.Measure
	Waiver     = request.Waiver
	Registered = request.Registered
)

// Make writes one document asked for by hand: a statement of account, the cover of
// a case file, a report. The letter is nil when a datum is missing, as for [Models.Fill].
func (m *Models) Make(files fs.FS, a *agenda.Agenda, r *Request) (*Letter, diag.List) {
	client := r.Reader()
	md, problems := m.modelFor(&agenda.Communication{Client: client, Template: r.Template})
	if md == nil {
		return nil, problems
	}
	r = r.About(&md.Head)
	c, err := r.Communication(a, &md.Head)
	if err != nil {
		problems.Addf(diag.Pos{File: md.File}, diag.Missing, "E106", "%v", err).Client = client.Code
		return nil, problems
	}
	letter, problems := m.writer().write(md, matter.Of(files, a, c, &md.Head, history.ByClient(a)[client.Code]).For(r))
	if letter != nil {
		letter.Name = "documents/" + requestName(client, md)
	}
	return letter, problems
}

// requestName is a file name for a document asked for by hand.
func requestName(c *kit.Client, md *model.Model) string {
	name := model.BaseName(md.Name) + "." + folders[kit.Channel(md.Head.Channel)][1]
	if c.Code == "" {
		return name
	}
	return output.Word(c.Code) + "-" + name
}

// RegisteredOf are the registered letters of a batch, for the list that goes with
// them to the post office.
func RegisteredOf(letters []Letter) []Registered {
	var out []Registered
	for _, l := range letters {
		if c := l.Communication; c.Channel == kit.ByRegistered && !l.Companion {
			out = append(out, Registered{Client: c.Client.FullName(), Address: strings.Join(c.Client.PostalAddress(), ", "), Reference: l.reference})
		}
	}
	return out
}
