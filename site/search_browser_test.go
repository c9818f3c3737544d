package site

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// What people type, and the pages one of which must be among the ten answers.
func findsWhatPeopleType(t *testing.T, ctx context.Context, at func(string) string) {
	data, err := os.ReadFile("testdata/recherche.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var queries []string
	wanted := map[string][]string{}
	for line := range strings.Lines(string(data)) {
		query, pages, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Fatalf("not a query and its pages: %q", line)
		}
		queries = append(queries, query)
		wanted[query] = strings.Split(pages, "|")
	}
	if len(queries) < 120 {
		t.Fatalf("%d queries", len(queries))
	}
	list, _ := json.Marshal(queries)
	answers := ask[[][]string](t, ctx, `(`+string(list)+`).map(function (q) { return self.relance.find(q).map(function (n) { return self.relanceIndex.e[n][2]; }); })`,
		chromedp.Navigate(at("index.html")), chromedp.SendKeys(`#recherche`, "facture"), chromedp.WaitVisible(`#resultats li`))
	for most, least := range map[int]float64{10: .95, 5: .93} { // few look further than the first five
		missed := 0
		for i, query := range queries {
			if first := answers[i][:min(len(answers[i]), most)]; !answered(first, wanted[query]) {
				missed++
				t.Logf("« %s » finds %v, not %v", query, first, wanted[query])
			}
		}
		if recall := 1 - float64(missed)/float64(len(queries)); recall < least {
			t.Errorf("among %d answers the recall is %.3f", most, recall)
		}
	}
}

func answered(links, pages []string) bool {
	for _, link := range links {
		name, _, _ := strings.Cut(link, ".html")
		for _, p := range pages {
			if name == p || name == "index" && p == "accueil" {
				return true
			}
		}
	}
	return false
}
