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

func TestAnUnknownDayOfAStageIsNull(t *testing.T) {
	got := Calendar([]plan.Plan{{Name: "<P>", FromFirstAction: true, Stages: []plan.Stage{{Name: "A", Day: -3}, {Name: "B", Day: 30, AfterDeadline: true}}}})
	if !strings.Contains(got, `[[-3,&#34;A&#34;],[null,&#34;B&#34;]]`) || !strings.Contains(got, `data-depart="relance"`) || !strings.Contains(got, "&lt;P&gt;") {
		t.Error(got)
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
