package merge

import (
	"regexp"
	"strings"
	"testing"

	"relance/generator/agenda"
	"relance/generator/document"
	"relance/generator/kit"
	"relance/generator/mail"
	"relance/generator/merge/model"
)

// A reader is one kind of client, written to by one kind of sender.
type reader struct {
	client, profile string // profile "": the client's own
	sender          string
	later           bool // the agent's first letter was sent already
}

var readers = []reader{
	{"P1", "", "creancier", false}, {"P1", "grand_compte", "creancier", false}, {"P1", "nouveau_client", "creancier", false},
	{"T1", "", "creancier", false}, {"U1", "", "creancier", false}, {"K1", "", "creancier", false},
	{"P1", "", "secretariat_en_nom", false},
	{"P1", "", "mandataire", false}, {"U1", "", "mandataire", false}, {"K1", "", "mandataire", false},
	{"P1", "", "mandataire", true}, {"U1", "", "mandataire", true}, {"K1", "", "mandataire", true}, {"T1", "", "mandataire", true},
}

func (r reader) kit(t *testing.T) *kit.Kit {
	k := testKit(t)
	k.Sender = r.sender
	if r.sender != "creancier" {
		k.Secretariat = &kit.Secretariat{Name: "Secrétariat Essai", Address: []string{"2 rue de l'Essai", "44000 Nantes"}, Phone: "0261910092", Email: "bonjour@secretariat.example"}
		k.Mandate = &kit.Mandate{Reference: "MAN-1", Date: day - 30}
	}
	if !r.later {
		k.Journal.Entries = nil
	}
	if r.profile != "" {
		k.ClientByCode(r.client).Profile = r.profile
	}
	return k
}

// leaves reports whether a document is for somebody else than the firm itself.
func leaves(md *model.Model) bool {
	return md.Head.Channel != string(kit.InHouse) && md.Head.Channel != string(kit.ByCall) && md.Head.To != model.Trustee && md.Name != "avis-paiement-mandant"
}

var (
	untidy      = regexp.MustCompile(`\{\{|<no value>|  | [,.)]|\( | [;:!?»]|«[^\x{a0}\x{202f}]|\.\.`)
	consumerLaw = regexp.MustCompile(`forfaitaire|pénalité|441-10|441-5|\b40 €|\b40,00 €|\bbce\b|banque centrale|frais de recouvrement`)
	firstItems  = []string{"Secrétariat Essai, 2 rue de l'Essai, 44000 Nantes, exerce une activité de recouvrement amiable", "Créancier : Atelier Témoin, 4 rue de l'Essai",
		"Fondement de la créance :", "Principal :", "intérêts :", "accessoires :", "Le paiement de", "restent à la charge du créancier", "débiteur de mauvaise foi"}
)

func TestEveryTemplateIsFitForEveryReader(t *testing.T) {
	m := shipped(t)
	for _, r := range readers {
		k := r.kit(t)
		client := k.ClientByCode(r.client)
		public := publicOf(client.Kind)
		for _, name := range m.Names() {
			md := m.Model(name)
			if !md.Suits(public) || len(md.Head.Senders) > 0 && md.Head.Senders[0] != r.sender {
				continue
			}
			if chosen, _ := m.modelFor(&agenda.Communication{Client: client, Template: model.BaseName(name)}); chosen != md {
				continue // another variant is for this reader
			}
			l, problems := written(t, m, k, r.client, md)
			if l == nil {
				t.Errorf("%s for %v: %v", name, r, problems)
				continue
			}
			r.check(t, md, client.Kind, l)
		}
	}
}

func (r reader) check(t *testing.T, md *model.Model, kind kit.Kind, l *Letter) {
	text := textOf(t, l)
	plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)
	low := strings.ToLower(plain)
	fail := func(what, found string) {
		t.Helper()
		t.Errorf("%s for %v: %s: %q", md.Name, r, what, found)
	}
	if l.Document.Kind == document.SMS {
		if parts, offending := mail.GSM7(l.Text); parts > 2 || len(offending) > 0 || r.sender == "creancier" && parts > 1 {
			fail("too long", l.Text)
		}
	} else { // the spaces of an SMS are all ordinary
		document.EachSpan(l.Document.Body, func(s *document.Span) {
			if w := untidy.FindString(s.Text); w != "" {
				fail("untidy", s.Text)
			}
		})
	}
	if w := threats.FindString(low); w != "" {
		fail("a threat", w)
	}
	switch w := consumerLaw.FindString(low); {
	case kind == kit.Consumer && w != "" && !strings.Contains(low, "les frais de recouvrement entrepris sans titre"):
		fail("the law of businesses", w)
	case kind == kit.Public && (strings.Contains(low, "441-10") || strings.Contains(low, "441-5")):
		fail("the code de commerce", w)
	case kind == kit.Public && (md.Head.Nature == kit.Formal || md.Head.Nature == kit.FormalNotice) && !strings.Contains(plain, "L2192-13"):
		fail("nothing founds the interest", "L2192-13")
	}
	if r.sender == "mandataire" && leaves(md) {
		r.agent(md, plain, fail)
	}
	if r.sender == "secretariat_en_nom" && leaves(md) && strings.Contains(plain, "recouvrement amiable") {
		fail("a secretariat that writes in the creditor's name is no agent", "recouvrement amiable")
	}
}

// agent checks CPCE R124-4: the first contact bears its items, the later ones recall
// the reference and the date of that letter. An SMS has room for the latter only.
func (r reader) agent(md *model.Model, plain string, fail func(what, found string)) {
	if r.later {
		if !strings.Contains(plain, "REL-2026-0302-"+r.client+"-LETTRE") {
			fail("the first letter is not recalled", plain)
		}
		return
	}
	for _, item := range firstItems {
		if md.Head.Channel != string(kit.BySMS) && !strings.Contains(plain, item) {
			fail("R124-4: missing", item)
		}
	}
}
