package site

import (
	"regexp"
	"slices"
	"strings"

	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/site/page"
)

// A mention stands within a sentence: {{reglage promesse_delai_max jour}} is « 15 jours »
// as the kit has it, {{plan tpe}} the name of the plan of that profile. A page that
// wrote the figure itself would go on saying it once the kit says another.
var mention = regexp.MustCompile(`\{\{ *(reglage|plan) +([a-z_]+) *([^{}]*?) *\}\}`)

// quote fills the mentions of a page.
func (b *builder) quote(p *page.Page) {
	for _, s := range p.Body {
		document.EachSpan(s.Blocks, func(span *document.Span) {
			if span.Style != document.Code && strings.Contains(span.Text, "{{") {
				span.Text = mention.ReplaceAllStringFunc(span.Text, func(found string) string { return b.mentioned(p, found) })
			}
		})
	}
}

func (b *builder) mentioned(p *page.Page, found string) string {
	part := mention.FindStringSubmatch(found)
	value, known := b.setting(part[2])
	what := "réglage inconnu"
	if part[1] == "plan" {
		value, known = b.planOf(part[2])
		what = "profil inconnu"
	}
	if value == "" {
		problem := b.fault(p.At("{{"+part[1]+" "+part[2]), "P005", "%s « %s »", what, part[2])
		if problem.Hint = "choix : " + strings.Join(known, ", "); page.Nearest(part[2], known) != "" {
			problem.Hint = "vouliez-vous dire « " + page.Nearest(part[2], known) + " » ?"
		}
		return found
	}
	return typography.French(counted(value, part[3]))
}

// setting is the value of a setting of the kit, and the names there are.
func (b *builder) setting(key string) (value string, known []string) {
	for _, s := range b.in.Options.Settings {
		known = append(known, s.Help)
		if s.Help == key {
			value = strings.Replace(s.Value, ",00", "", 1)
		}
	}
	return value, known
}

// planOf is the name of the plan that a profile gives, and the profiles there are.
func (b *builder) planOf(profile string) (name string, known []string) {
	for _, c := range b.in.Options.ProfilePlans {
		known = append(known, c.Profile)
		if c.Profile == profile {
			name = c.Plan
		}
	}
	return name, known
}

// counted puts a noun, with its adjective, after a number: each word takes its plural.
func counted(value, noun string) string {
	if noun == "" {
		return value
	}
	words := strings.Fields(noun)
	if value != "0" && value != "1" {
		for i := range words {
			words[i] = strings.TrimSuffix(words[i], "s") + "s"
		}
	}
	return strings.Join(slices.Insert(words, 0, value), " ")
}
