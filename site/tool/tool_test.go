package tool

import (
	"strings"
	"testing"

	"relance/generator/calendar"
	"relance/site/plan"
)

func TestRatesReachTheBrowserAsDaysAndHundredths(t *testing.T) {
	got := Interest([]Rate{{calendar.Of(2026, 7, 1), 1240}, {calendar.Of(2026, 1, 1), 1215}})
	if !strings.Contains(got, `data-taux="2026-07-01=1240 2026-01-01=1215"`) {
		t.Error(got)
	}
}

func TestAPlanReachesTheBrowserWithItsPace(t *testing.T) {
	got := Calendar([]plan.Plan{{Name: "<P>", Pace: plan.Pace{Gap: 3, Steps: []plan.Step{{Name: "A", Day: -3, Before: true}}}}}, calendar.Business{})
	if !strings.Contains(got, `&#34;intervalle&#34;:3,`) || !strings.Contains(got, `{&#34;nom&#34;:&#34;A&#34;,&#34;jour&#34;:-3,&#34;avant&#34;:true}`) || !strings.Contains(got, "&lt;P&gt;") {
		t.Error(got)
	}
}

// 1 January 2020 is 18262 days after 1970; Easter Monday, 103 later.
func TestClosedDaysReachTheBrowserAsSteps(t *testing.T) {
	if got := Instalments("3", calendar.Business{}); !strings.Contains(got, ` data-fermes="18262 103 18 7 13 11 `) {
		t.Error(got[:400])
	}
}

func TestAScriptShowsWhereEachDatumGoes(t *testing.T) {
	got := Marked("de {{facture.solde}}, le {{ promesse.date }}")
	want := `de <span class="variable" data-champ="facture.solde">[reste dû TTC]</span>, le <span class="variable" data-champ="promesse.date">[date promise]</span>`
	if got != want {
		t.Errorf("got %s", got)
	}
	for _, name := range Names() {
		if strings.Contains(Marked("{{"+name+"}}"), "[]") {
			t.Errorf("%s has no label", name)
		}
	}
}
