package model

import (
	"maps"
	"slices"

	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/merge/catalogue"
)

// Check reads the plans against the models: every model they name exists, and no
// plan grows milder as it goes (W204).
func (m *Set) Check(plans []kit.Plan) diag.List {
	var problems diag.List
	for _, p := range plans {
		tone := 0
		for i := range p.Stages {
			s := &p.Stages[i]
			for _, name := range TemplatesOf(s) {
				if !m.has(name) {
					problems.Addf(s.Pos, diag.Fault, "E114", "étape « %s » : modèle « %s » introuvable", s.ID, name).Hint =
						catalogue.DidYouMean(name, m.Names(), "les modèles sont dans templates/")
				}
			}
			if s.Tone < tone && s.Nature != kit.Meeting {
				problems.Addf(s.Pos, diag.Warning, "W204", "étape « %s » : ton %d après un ton %d", s.ID, s.Tone, tone).Hint =
					"un plan va du plus doux au plus ferme"
			}
			tone = max(tone, s.Tone)
		}
	}
	return problems
}

// TemplatesOf are the models a stage names, on its channels and their fallbacks.
func TemplatesOf(s *kit.Stage) []string {
	var names []string
	for _, c := range append(s.AllChannels(), channelsOf(s.Fallback)...) {
		if t := s.TemplateFor(c); t != "" && !slices.Contains(names, t) {
			names = append(names, t)
		}
	}
	return names
}

func channelsOf(words []string) []kit.Channel {
	var out []kit.Channel
	for _, w := range words {
		out = append(out, kit.Channel(w))
	}
	return out
}

// has reports whether a model exists, be it only as a variant.
func (m *Set) has(name string) bool {
	return slices.ContainsFunc(m.Names(), func(n string) bool { return n == name || BaseName(n) == name })
}

// Names are the models' names, sorted, variants included.
func (m *Set) Names() []string { return slices.Sorted(maps.Keys(m.models)) }
