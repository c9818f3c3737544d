package agenda

import (
	"fmt"
	"io/fs"
	"os"
	"testing"

	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/templates"
)

func TestDump(t *testing.T) {
	k, problems := kit.Load(os.DirFS("../../content/exemples/"+os.Getenv("KIT")), templates.FS, nil)
	for _, p := range problems {
		fmt.Println(p)
	}
	day := k.Reference
	if s := os.Getenv("DAY"); s != "" {
		day, _ = calendar.Parse(s)
	}
	_ = fs.ValidPath
	a, err := Of(k, day)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range a.Decisions {
		st := ""
		if d.Stage != nil {
			st = d.Stage.ID
		}
		fmt.Printf("%-5s %-9s %-14s %-12s %s | %s\n", d.Client.Code, d.Invoice.Number, d.State, st, d.Date.ISO(), d.Reason)
	}
	for _, c := range a.Communications {
		fmt.Printf("%s %s %s %s %s %s %s dl=%s\n    ", c.Client.Code, c.Stage.ID, c.Channel, c.Template, c.Status, c.Amount, c.Reason, c.Deadline.ISO())
		for _, it := range c.Items {
			fmt.Printf("%s/%d/%s ", it.Claim.Invoice.Number, it.Role, it.Status)
		}
		fmt.Println(c.Missing)
	}
	for _, x := range a.Tasks {
		fmt.Println("T", x.Date.ISO(), code(x.Client), x.Label)
	}
	for _, x := range a.Alerts {
		fmt.Println("A", x.Code, code(x.Client), x.Label)
	}
}
