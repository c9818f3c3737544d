package merge

import (
	"io/fs"

	"relance/generator/agenda"
	"relance/generator/agenda/report"
	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/kit"
	"relance/generator/merge/address"
	"relance/generator/merge/matter"
	"relance/generator/merge/model"
	"relance/generator/merge/monthly"
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

// ReportOf puts what the agenda knows of a period into the words of a document.
func ReportOf(r *report.Report) *Report { return monthly.Report(r) }

// Make writes one document; see [Scribe.Make].
func (m *Models) Make(files fs.FS, a *agenda.Agenda, r *Request) (*Letter, diag.List) {
	return m.Scribe(files, a).Make(r)
}

// Make writes one document asked for by hand: a statement of account, the cover of
// a case file, a report. The letter is nil when a datum is missing, as for [Scribe.Fill].
func (s *Scribe) Make(r *Request) (*Letter, diag.List) {
	client := r.Reader()
	md, problems := s.writer.models.modelFor(&agenda.Communication{Client: client, Template: r.Template})
	if md == nil {
		return nil, problems
	}
	r = r.About(&md.Head)
	c, err := r.Communication(s.Agenda, &md.Head)
	if err != nil {
		problems.Addf(diag.Pos{File: md.File}, diag.Missing, "E106", "%v", err).Client = client.Code
		return nil, problems
	}
	about := matter.Of(s.files, s.Agenda, c, &md.Head, s.histories[client.Code]).For(r)
	unfit := unfit(md, about)
	if unfit.Blocked() {
		return nil, unfit
	}
	letter, problems := s.writer.write(md, about)
	if letter == nil {
		return nil, problems
	}
	letter.Name = "documents/" + requestName(client, md)
	return letter, append(append(problems, unfit...), letter.widen()...)
}

// noWindow is the option of an envelope without a window.
const noWindow = "aucune"

// widen lays out for an envelope without a window a letter asked for by hand whose
// address no window can show: it may well leave by e-mail.
func (l *Letter) widen() diag.List {
	d := l.Document
	if d.Kind != document.Letter || d.Envelope == noWindow || address.Fits(d.To) {
		return nil
	}
	d.Envelope = noWindow
	c := l.Communication.Client
	var problems diag.List
	p := problems.Addf(c.At["adresse"], diag.Warning, "W309", "client %s : l'adresse ne tient pas dans la fenêtre de l'enveloppe", c.Code)
	p.Hint, p.Client = "postez ce document dans une enveloppe sans fenêtre, ou abrégez le nom ou l'adresse : six lignes, 38 caractères chacune", c.Code
	return problems
}

// requestName is a file name for a document asked for by hand.
func requestName(c *kit.Client, md *model.Model) string {
	name := model.BaseName(md.Name) + "." + folders[kit.Channel(md.Head.Channel)][1]
	if c.Code == "" {
		return name
	}
	return output.Word(c.Code) + "-" + name
}

// RegisteredTo is the line of a registered letter to a client on that list.
func RegisteredTo(c *kit.Client, reference string) Registered {
	return Registered{Client: c.FullName(), Address: address.Place(c), Reference: reference}
}

// RegisteredOf are the registered letters of a batch, for the list that goes with
// them to the post office.
func RegisteredOf(letters []Letter) []Registered {
	var out []Registered
	for _, l := range letters {
		if c := l.Communication; c.Channel == kit.ByRegistered && !l.Companion {
			out = append(out, RegisteredTo(c.Client, l.reference))
		}
	}
	return out
}
