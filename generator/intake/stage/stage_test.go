package stage

import (
	"testing"

	"relance/generator/decode"
	"relance/generator/kit"
	"relance/templates"
)

// Whatever was done before relance, the client's own plan goes on from there, and
// never from further.
func TestAReminderDoneBeforeIsTheNearestStageOfThePlan(t *testing.T) {
	for _, c := range []struct{ plan, done, want string }{
		{"progressif", "recommandee", "recommandee"},
		{"progressif", "appel", "relance1"},
		{"particulier", "recommandee", "lettre"},
		{"particulier", "appel", "sms"},
		{"particulier", "transmission", "med"},
		{"public", "lettre", "appel"},
		{"public", "courtoisie", "verif_portail"},
		{"public", "recommandee", "lettre_ordonnateur"},
		{"grand_compte", "relance1", "relance_ap"},
		{"simple", "relance1", "courtoisie"},
		{"simple", "lettre", "lettre"},
		{"independant", "courtoisie", ""},
		{"independant", "recommandee", "mail2_lrar"},
		{"accelere", "lettre", "appel"},
		{"grand_compte", "invitation_reunion", "invitation_reunion"},
		{"progressif", "huissier", ""},
	} {
		src, err := templates.FS.ReadFile("plans/" + c.plan + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		var p kit.Plan
		if l := decode.YAML(c.plan+".yaml", src, &p); l.Faults() {
			t.Fatal(l)
		}
		if got := In(&p, c.done); got != c.want {
			t.Errorf("plan %s: %s done is %q, want %q", c.plan, c.done, got, c.want)
		}
	}
}
