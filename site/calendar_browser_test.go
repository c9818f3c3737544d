package site

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/templates"
)

// The calendar of the page must give the days on which the program would act, for
// every plan and whatever the kit changes of their pace.
func datesPlansAsTheProgram(t *testing.T, ctx context.Context) {
	for name, change := range map[string]func(*kit.Kit){
		"as shipped": func(*kit.Kit) {},
		"Alsace, closed in August": func(k *kit.Kit) {
			k.Options.HolidayZone = calendar.AlsaceMoselle
			k.Closures = []kit.Closure{{From: calendar.Of(2026, 8, 3), To: calendar.Of(2026, 8, 23)}, {From: calendar.Of(2026, 12, 24), To: calendar.Of(2027, 1, 3)}}
		},
		"a week between contacts, the post slow": func(k *kit.Kit) {
			k.Options.MinInterval, k.Options.PostalDays, k.Options.HandoverMargin, k.Options.NoticeDays = 7, 6, 3, 15
		},
		"catching up": func(k *kit.Kit) {
			k.Options.CatchUp, k.Options.LateTolerance, k.Options.CatchUpGap = "compresser", 1, 4
			k.Closures = []kit.Closure{{From: calendar.Of(2026, 5, 4), To: calendar.Of(2026, 5, 29)}}
		},
		"each from the one before": func(k *kit.Kit) { k.Options.Anchor = "etape_precedente" },
	} {
		k, problems := kit.Load(os.DirFS("../content/exemples/pme"), templates.FS, nil)
		if problems.Faults() {
			t.Fatal(problems)
		}
		change(k)
		t.Run(name, func(t *testing.T) { samePlanDays(t, ctx, k) })
	}
}

func samePlanDays(t *testing.T, ctx context.Context, k *kit.Kit) {
	in := Input{Pages: fstest.MapFS{"accueil.md": {Data: []byte("---\ntitre: Accueil\nsection: commencer\n---\n\n{{calendrier}}\n")}}, Open: k.Business()}
	for i := range k.Plans {
		in.Plans = append(in.Plans, PlanOf(k, &k.Plans[i]))
	}
	files, problems := Build(in)
	if problems.Faults() {
		t.Fatal(problems)
	}
	at := written(t, slices.Collect(files))
	var dues []string
	var want [][][]string
	for i := range 60 {
		due := calendar.Of(2026, 1, 30).AddDays(5 * i)
		dues = append(dues, due.ISO())
		var plans [][]string
		for j := range k.Plans {
			var days []string
			for _, s := range dunning.Schedule(k, &k.Plans[j], due) {
				days = append(days, s.Date.ISO())
			}
			plans = append(plans, days)
		}
		want = append(want, plans)
	}
	got := ask[[][][]string](t, ctx, fmt.Sprintf(`(function () {
		var s = self.relance.sums, plans = Array.from(document.querySelectorAll("#cal-plan option"), function (o) { return JSON.parse(o.dataset.rythme); });
		return %s.map(function (due) { return plans.map(function (p) { return s.schedule(p, s.day(due)).map(function (e) { return s.iso(e.day); }); }); });
	})()`, asJSON(dues)), chromedp.Navigate(at("index.html")))
	for i := range want {
		for j := range want[i] {
			if fmt.Sprint(got[i][j]) != fmt.Sprint(want[i][j]) {
				t.Errorf("%s, due %s: the browser finds %v, the program %v", k.Plans[j].ID, dues[i], got[i][j], want[i][j])
			}
		}
	}
	sameOpenDays(t, ctx, k.Business())
}

func sameOpenDays(t *testing.T, ctx context.Context, open calendar.Business) {
	closed := ask[[]string](t, ctx, `(function () { var s = self.relance.sums, out = []; for (var n = s.day("2020-01-01"); n <= s.day("2045-12-31"); n++) if (!s.isOpen(n)) out.push(s.iso(n)); return out; })()`)
	var want []string
	for d := calendar.Of(2020, 1, 1); d <= calendar.Of(2045, 12, 31); d++ {
		if !open.IsOpen(d) {
			want = append(want, d.ISO())
		}
	}
	if fmt.Sprint(closed) != fmt.Sprint(want) {
		t.Errorf("the browser closes on %d days, the program on %d", len(closed), len(want))
	}
}
