package record

import (
	"cmp"
	"unicode"

	"relance/generator/diag"
	"relance/generator/kit/scalar"
)

// A Plan (plan de relance) is an ordered list of stages. It is data:
// templates/plans/*.yaml.
type Plan struct {
	Pos           diag.Pos
	At            map[string]diag.Pos
	ID            string  `cle:"id,requis" aide:"nom du plan, employé dans les fichiers"`
	Name          string  `cle:"nom,requis" aide:"nom lisible"`
	Summary       string  `cle:"description" aide:"à qui il convient"`
	Anchor        string  `cle:"ancre" choix:"echeance|premiere_action|etape_precedente" aide:"d'où se comptent les jours"`
	Trigger       int     `cle:"declenchement" aide:"jours après l'échéance avant la première action (ancre premiere_action)"`
	Stages        []Stage `cle:"etapes,requis" aide:"les étapes, dans l'ordre"`
	BrokenPromise string  `cle:"promesse_rompue" choix:"reprendre|escalader" aide:"après une promesse rompue"`
	Options       Options `cle:"options" aide:"réglages propres à ce plan"`
}

// A Nature says how serious a stage is; formal natures are approved, grouped and
// counted apart.
type Nature string

const (
	Preventive   Nature = "preventive"
	Soft         Nature = "douce"
	Meeting      Nature = "reunion"
	Internal     Nature = "interne"
	Formal       Nature = "formelle"
	FormalNotice Nature = "mise_en_demeure"
	Handover     Nature = "transmission"
)

// IsFormal reports whether the nature is a registered letter, a formal notice or a
// hand-over.
func (n Nature) IsFormal() bool { return n == Formal || n == FormalNotice || n == Handover }

// A Channel (canal) is how a stage reaches the client.
type Channel string

const (
	ByEmail      Channel = "email"
	BySMS        Channel = "sms"
	ByCall       Channel = "appel"
	ByLetter     Channel = "courrier"
	ByRegistered Channel = "recommande"
	ByPortal     Channel = "portail"
	InHouse      Channel = "interne"
)

// IsWritten reports whether the channel leaves a text with the client.
func (c Channel) IsWritten() bool {
	return c == ByEmail || c == BySMS || c == ByLetter || c == ByRegistered || c == ByPortal
}

// IsPostal reports whether the channel needs an address and a window envelope.
func (c Channel) IsPostal() bool { return c == ByLetter || c == ByRegistered }

// A Stage (étape) is one step of a plan. Day counts from the plan's anchor,
// negative before the due date.
type Stage struct {
	Pos       diag.Pos
	At        map[string]diag.Pos
	ID        string            `cle:"id,requis" aide:"nom de l'étape, employé dans les fichiers et le journal"`
	Label     string            `cle:"libelle" aide:"nom lisible"`
	Day       int               `cle:"jours,requis" aide:"jours après l'ancre ; négatif : avant"`
	Nature    Nature            `cle:"nature,requis" choix:"preventive|douce|reunion|interne|formelle|mise_en_demeure|transmission" aide:"nature de l'étape"`
	Channel   Channel           `cle:"canal" choix:"email|sms|appel|courrier|recommande|portail|interne" aide:"canal"`
	Channels  []string          `cle:"canaux" choix:"email|sms|appel|courrier|recommande|portail|interne" aide:"plusieurs canaux à la fois"`
	Fallback  []string          `cle:"secours" choix:"email|sms|appel|courrier" aide:"canaux de secours, dans l'ordre"`
	Template  string            `cle:"modele" aide:"modèle, sans .md"`
	Templates map[string]string `cle:"modeles" aide:"modèle de chaque canal"`
	Tone      int               `cle:"ton" aide:"0 amical … 5 mise en demeure"`
	Approval  string            `cle:"validation" choix:"auto|requise" aide:"validation d'un responsable"`
	Deadline  int               `cle:"delai_jours" aide:"jours laissés par une mise en demeure"`
	Needs     []string          `cle:"prerequis" choix:"relance_ecrite|verifications|reglements_a_jour|rien_a_affecter|adresse_postale" aide:"conditions : relance_ecrite, verifications, reglements_a_jour, rien_a_affecter, adresse_postale"`
	After     string            `cle:"apres" aide:"étape qui doit avoir été faite"`
	Skippable scalar.YesNo      `cle:"sautable" aide:"l'étape peut être sautée"`
	Penalties scalar.YesNo      `cle:"penalites" aide:"le document réclame aussi pénalités et indemnité ; oui pour une étape formelle"`
}

// AllChannels are the channels of the stage, in order.
func (s *Stage) AllChannels() []Channel {
	if len(s.Channels) == 0 {
		return []Channel{s.Channel}
	}
	out := make([]Channel, len(s.Channels))
	for i, c := range s.Channels {
		out[i] = Channel(c)
	}
	return out
}

// TemplateFor is the template of the stage on a channel.
func (s *Stage) TemplateFor(c Channel) string {
	if t := s.Templates[string(c)]; t != "" {
		return t
	}
	return s.Template
}

// Title is the stage's readable name.
func (s *Stage) Title() string { return cmp.Or(s.Label, s.ID) }

// InSentence is its title as it stands inside a sentence: « première relance ».
func (s *Stage) InSentence() string {
	r := []rune(s.Title())
	if len(r) > 1 && unicode.IsUpper(r[1]) {
		return string(r) // an acronym: SMS
	}
	r[0] = unicode.ToLower(r[0])
	return string(r)
}

// IsWritten reports whether the stage sends a text to the client.
func (s *Stage) IsWritten() bool {
	for _, c := range s.AllChannels() {
		if c.IsWritten() {
			return true
		}
	}
	return false
}

// Stage returns the stage of that id and its rank, or nil and -1.
func (p *Plan) Stage(id string) (*Stage, int) {
	for i := range p.Stages {
		if p.Stages[i].ID == id {
			return &p.Stages[i], i
		}
	}
	return nil, -1
}
