package check

import (
	"slices"
	"strings"

	"relance/generator/decode"
	"relance/generator/diag"
	"relance/generator/kit/record"
)

func (c *checker) checkPlans() {
	seen := map[string]diag.Pos{}
	for i := range c.k.Plans {
		p := &c.k.Plans[i]
		if first, dup := seen[p.ID]; dup {
			c.fault(p.Pos, "F013", "changez l'un des deux noms", "plan « %s » déjà décrit dans %s", p.ID, first.File)
		}
		seen[p.ID] = p.Pos
		c.bounds(p.Options)
		c.stages(p)
	}
	if c.k.Pos.File == "" || len(c.k.Kits) > 0 {
		return
	}
	c.knownPlan(c.k.DefaultPlan, c.k.At["plan_par_defaut"])
	if pp := c.k.ProfilePlans; pp != nil {
		for _, f := range decode.Fields(*pp) {
			if at, written := pp.At[f.Key]; written {
				c.knownPlan(pp.For(f.Key), at)
			}
		}
	}
}

func (c *checker) knownPlan(id string, at diag.Pos) {
	if id == "" || c.k.PlanByID(id) != nil {
		return
	}
	var known []string
	for i := range c.k.Plans {
		known = append(known, c.k.Plans[i].ID)
	}
	hint := "choix : " + strings.Join(known, ", ")
	if near := diag.Closest(id, known); len(near) > 0 {
		hint = "vouliez-vous dire « " + near[0] + " » ?"
	}
	c.fault(at, "F016", hint, "plan « %s » inconnu", id)
}

func (c *checker) stages(p *record.Plan) {
	seen := map[string]diag.Pos{}
	for i := range p.Stages {
		s := &p.Stages[i]
		if first, dup := seen[s.ID]; dup {
			c.fault(s.Pos, "F013", "une étape ne figure qu'une fois", "étape « %s » déjà décrite ligne %d", s.ID, first.Line)
		}
		seen[s.ID] = s.Pos
		c.stageChannels(s)
		if i == 0 && s.After != "" {
			c.clash(s.At["apres"], s.Pos, "F018", "supprimez « apres » ou changez l'ordre", "la première étape « %s » ne peut dépendre d'une étape précédente", s.ID)
		} else if _, before := seen[s.After]; s.After != "" && (!before || s.After == s.ID) {
			c.clash(s.At["apres"], s.Pos, "F018", "citez une étape qui précède", "l'étape « %s » doit suivre « %s », qui ne la précède pas", s.ID, s.After)
		}
		c.stageDay(p, i)
		c.stageNeeds(p, i)
		if s.Tone < 0 || s.Tone > 5 {
			c.fault(s.At["ton"], "F030", "de 0, amical, à 5, mise en demeure", "le ton %d n'existe pas", s.Tone)
		}
		if _, written := s.At["delai_jours"]; written && (s.Deadline < 1 || s.Deadline > longestPlan) {
			c.fault(s.At["delai_jours"], "F030", "écrivez un nombre de 1 à 730", "une mise en demeure laisse au moins un jour")
		}
	}
}

// reserved are the names of the journal for what no plan schedules: messages that an
// event calls for, measures, and what somebody approves besides stages.
var reserved = []string{
	"confirmation_promesse", "promesse_refusee", "promesse_rompue", "accuse_litige", "remerciement", "relance_echeance", "constat_caducite",
	"avis_mandant", "levee_mesure", "bienvenue", "blocage_commandes", "exigibilite_immediate", "comptant_a_la_commande", "suspension_livraisons",
	"promesse", "echeancier", "report", "adresse", "litige",
}

// stageChannels: a stage says by which way it leaves, once; only what stays in house
// may leave it out.
func (c *checker) stageChannels(s *record.Stage) {
	if slices.Contains(reserved, s.ID) {
		c.fault(s.Pos, "F013", "changez le nom de l'étape", "« %s » est le nom d'un événement, pas d'une étape", s.ID)
	}
	_, several := s.At["canaux"]
	switch {
	case s.Channel != "" && several:
		c.clash(s.At["canaux"], s.At["canal"], "F032", "gardez l'une des deux lignes", "l'étape « %s » a un canal et des canaux", s.ID)
	case s.Channel != "" || len(s.Channels) > 0:
	case s.Nature == record.Internal || s.Nature == record.Handover:
		s.Channel = record.InHouse
	default:
		c.fault(s.Pos, "F004", "ajoutez canal: email, courrier, recommande, appel ou sms", "l'étape « %s » n'a pas de canal", s.ID)
	}
	for i, ch := range s.Channels {
		if slices.Contains(s.Channels[:i], ch) {
			c.fault(s.At["canaux"], "F013", "citez chaque canal une fois", "l'étape « %s » a deux fois le canal « %s »", s.ID, ch)
		}
	}
	if s.Day < -longestPlan || s.Day > longestPlan {
		c.fault(s.At["jours"], "F030", "écrivez un nombre de -730 à 730", "l'étape « %s » tombe à %d jours de l'échéance", s.ID, s.Day)
	}
}

// stageDay: the stages follow each other, each on its own day but a hand-over, which a
// deadline dates; nothing but a preventive stage leaves before the invoice is late.
func (c *checker) stageDay(p *record.Plan, i int) {
	s := &p.Stages[i]
	day := s.Day
	if p.Anchor == "premiere_action" {
		day += p.Trigger
	}
	switch {
	case s.Nature == record.Preventive && s.Day > 0:
		c.clash(s.At["jours"], s.At["nature"], "F018", "écrivez un nombre négatif : avant l'échéance", "l'étape préventive « %s » tombe après l'échéance", s.ID)
	case s.Nature != record.Preventive && s.Nature != record.Internal && day < 0:
		c.clash(s.At["jours"], s.At["nature"], "F018", "avant l'échéance, une étape est preventive ; les autres viennent à partir de 0", "l'étape « %s » relancerait une facture qui n'est pas en retard", s.ID)
	}
	if i == 0 {
		return
	}
	before := &p.Stages[i-1]
	switch {
	case s.Day < before.Day:
		c.clash(s.At["jours"], before.At["jours"], "F018", "changez l'ordre ou l'un des deux jours", "l'étape « %s » (%+d) vient après « %s » (%+d)", s.ID, s.Day, before.ID, before.Day)
	case s.Day == before.Day && s.Nature != record.Handover && s.Nature != record.Internal && before.Nature != record.Internal:
		c.clash(s.At["jours"], before.At["jours"], "F013", "un jour par étape ; une étape de deux canaux s'écrit canaux:", "deux étapes au même jour %+d : « %s » et « %s »", s.Day, before.ID, s.ID)
	}
}

// stageNeeds: what a stage requires must be possible when it comes. A formal notice
// needs a written reminder, a hand-over needs a formal notice.
func (c *checker) stageNeeds(p *record.Plan, i int) {
	s := &p.Stages[i]
	written := slices.ContainsFunc(p.Stages[:i], func(o record.Stage) bool { return o.Nature != record.Preventive && o.IsWritten() })
	noticed := slices.ContainsFunc(p.Stages[:i], func(o record.Stage) bool { return o.Nature == record.FormalNotice })
	at := s.At["nature"]
	if slices.Contains(s.Needs, "relance_ecrite") {
		at = s.At["prerequis"]
	}
	switch {
	case !written && (s.Nature == record.FormalNotice || slices.Contains(s.Needs, "relance_ecrite")):
		c.clash(at, p.Pos, "F018", "placez une relance écrite avant elle", "l'étape « %s » exige une relance écrite, et aucune ne la précède", s.ID)
	case !noticed && s.Nature == record.Handover:
		c.clash(at, p.Pos, "F018", "placez une mise en demeure avant elle", "l'étape « %s » suit une mise en demeure, et aucune ne la précède", s.ID)
	}
}
