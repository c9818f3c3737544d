package site

import (
	"testing"

	"relance/site/page"
)

func TestAPageSaysTheDaysOfItsStagesInThePlansOfTheKit(t *testing.T) {
	stage := func(id string, day int) Stage { return Stage{ID: id, Day: day} }
	b := &builder{in: Input{Plans: []Plan{
		{ID: "a", Stages: []Stage{stage("mot", -3), stage("appel", 7), stage("med", 30), {ID: "fin", Day: 30, AfterDeadline: true}}},
		{ID: "b", Stages: []Stage{stage("mot", -5), stage("appel", 0), stage("med", 30)}},
		{ID: "c", FromFirstAction: true, Stages: []Stage{stage("appel", 90), stage("double", 10)}},
	}}}
	for _, c := range []struct {
		written string
		stages  []string
		want    string
	}{
		{"", []string{"mot"}, "De J-5 à J-3, selon le plan"},
		{"", []string{"appel"}, "De J à J+7, selon le plan"},
		{"", []string{"med"}, "J+30"},
		{"", []string{"double"}, "J+10"},
		{"", []string{"fin"}, ""},
		{"Le lendemain", []string{"med"}, "Le lendemain"},
	} {
		p := &page.Page{Meta: page.Meta{Day: c.written, Stages: c.stages}}
		if b.when(p); p.Day != c.want {
			t.Errorf("%v: %q, want %q", c.stages, p.Day, c.want)
		}
	}
}
