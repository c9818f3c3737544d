package report_test

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"relance/generator/agenda/report"
	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/templates"
)

func creditor(t *testing.T, name string) *kit.Kit {
	t.Helper()
	all := os.DirFS("../../../content/exemples/secretariat")
	root, problems := kit.Load(all, templates.FS, nil)
	if problems.Faults() {
		t.Fatal(problems)
	}
	folder, err := fs.Sub(all, name)
	if err != nil {
		t.Fatal(err)
	}
	k, problems := kit.LoadUnder(root.Options, folder, templates.FS, nil)
	if problems.Faults() {
		t.Fatal(problems)
	}
	return k
}

func of(t *testing.T, k *kit.Kit) *report.Report {
	t.Helper()
	r, err := report.Of(k, calendar.Of(2026, 3, 14), calendar.Of(2026, 4, 13))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// T104, T106: what the agent tells Lingua Ouest Traductions of the month.
func TestAReportTellsTheMonthOfOneCreditor(t *testing.T) {
	r := of(t, creditor(t, "lingua"))
	var cash []string
	for _, c := range r.Cash {
		cash = append(cash, fmt.Sprintf("%s %s %s agent:%t", c.Date.ISO(), c.Client.Code, c.Amount, c.ByAgent))
	}
	if got := strings.Join(cash, ", "); !strings.Contains(got, "C4 500") || !strings.Contains(got, "agent:true") {
		t.Errorf("cash %s", got)
	}
	var waiting []string
	for _, d := range r.Decisions {
		waiting = append(waiting, d.Client.Code+" "+d.Stage)
	}
	if len(waiting) == 0 {
		t.Error("the refused approval of C5 is asked again")
	}
	if len(r.Files) == 0 || len(r.Totals) != 2 || r.Totals[0].Currency != "EUR" || r.Totals[1].Currency != "CHF" {
		t.Errorf("%d files, totals %+v", len(r.Files), r.Totals)
	}
	sum := r.Totals[0]
	for _, f := range r.Files {
		if f.Currency == "EUR" {
			sum.Open, sum.Overdue, sum.Received = sum.Open-f.Open, sum.Overdue-f.Overdue, sum.Received-f.Received
		}
	}
	if sum.Open != 0 || sum.Overdue != 0 || sum.Received != 0 {
		t.Errorf("the files do not add up to the totals: %+v", sum)
	}
}

func TestEveryLineOfAReportIsOfItsPeriodAndItsCreditor(t *testing.T) {
	names := map[string]bool{}
	for _, name := range []string{"garnier", "sources", "lingua"} {
		k := creditor(t, name)
		r := of(t, k)
		within := func(what string, d calendar.Date) {
			if d < r.From || d > r.To {
				t.Errorf("%s: %s of %s", name, what, d)
			}
		}
		for _, a := range r.Actions {
			within("action", a.Date)
			if a.Client != k.ClientByCode(a.Client.Code) || a.Stage == "" && a.Type == "relance" {
				t.Errorf("%s: %+v", name, a)
			}
		}
		for _, c := range r.Cash {
			within("cash", c.Date)
		}
		for i := 1; i < len(r.Actions); i++ {
			if r.Actions[i].Date < r.Actions[i-1].Date {
				t.Errorf("%s: actions out of order", name)
			}
		}
		for _, n := range r.Next {
			if n.Date <= r.To || n.Date.Sub(r.To) > 30 {
				t.Errorf("%s: next on %s", name, n.Date)
			}
		}
		for _, f := range r.Files {
			names[f.Client.FullName()+" of "+name] = true
		}
	}
	if !names["Brasserie du Quai of garnier"] || !names["Brasserie du Quai of lingua"] || names["Brasserie du Quai of sources"] {
		t.Errorf("files %v", names)
	}
}

func TestAPromiseIsKeptBrokenRunningOrUnknown(t *testing.T) {
	for _, test := range []struct {
		until, known string
		paid         money.Amount
		want         string
	}{
		{"2026-04-10", "2026-04-13", 1000_00, report.Kept},
		{"2026-04-10", "2026-04-13", 400_00, report.Partial},
		{"2026-04-10", "2026-04-13", 0, report.Broken},
		{"2026-04-10", "2026-04-09", 0, report.Unknown},
		{"2026-04-13", "2026-04-13", 0, report.Running},
	} {
		k := creditor(t, "garnier")
		c := &k.Clients[0]
		day := func(s string) calendar.Date {
			d, err := calendar.Parse(s)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		inv := &c.Invoices[0]
		inv.Payments = nil
		if test.paid > 0 {
			inv.Payments = []kit.Payment{{Date: day("2026-04-09"), Amount: test.paid}}
		}
		k.PaidUntil = day(test.known)
		c.Promises = []kit.Promise{{Taken: day("2026-04-08"), Until: day(test.until), Amount: 1000_00, Invoices: []string{inv.Number}}}
		r := of(t, k)
		if len(r.Promises) != 1 || r.Promises[0].Status != test.want {
			t.Errorf("%+v: %+v", test, r.Promises)
		}
	}
}
