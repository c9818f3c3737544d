package agenda
import ("testing";"os";"fmt";"relance/generator/kit";"relance/generator/calendar";"relance/templates")
func TestSimDump(t *testing.T) {
	k, _ := kit.Load(os.DirFS("../../content/exemples/pme"), templates.FS, nil)
	out, err := Simulate(k, k.Reference, calendar.Of(2026,6,30))
	for _, p := range out { fmt.Println(p.Date.ISO(), p.Client.Code, p.Stage.ID, p.Channel, p.Status, p.Amount, p.Missing, p.Driver().Claim.Invoice.Number) }
	fmt.Println(err, len(out))
}
