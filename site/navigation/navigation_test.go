package navigation

import (
	"fmt"
	"strings"
	"testing"
)

func pages(n int, of string) []Link {
	var out []Link
	for i := range n {
		out = append(out, Link{fmt.Sprintf("%s-%d.html", of, i), fmt.Sprintf("<%s %d>", of, i)})
	}
	return out
}

func TestASmallGuideShowsAllItsPagesOnEachOfThem(t *testing.T) {
	menus := Menus([]Section{{"a", "L'un", pages(2, "a")}, {"b", "Deux", pages(3, "b")}, {"c", "Vide", nil}})
	for key, menu := range menus {
		if strings.Count(menu, "<li>") != 5 || strings.Contains(menu, "Vide") || !strings.Contains(menu, "&lt;a 0&gt;") {
			t.Errorf("%s: %s", key, menu)
		}
	}
	if got := Mark(menus["a"], "b-1.html"); strings.Count(got, "aria-current") != 1 || !strings.Contains(got, `href="b-1.html" aria-current="page"`) {
		t.Error(got)
	}
}

func TestALargeGuideShowsTheSectionOneIsIn(t *testing.T) {
	menus := Menus([]Section{{"a", "Un", pages(120, "a")}, {"b", "Deux", pages(90, "b")}})
	if in := menus["a"]; strings.Count(in, "<li>") != longestSection+1 || !strings.Contains(in, `<h2><a href="plan-du-site.html#b">Deux</a></h2>`) {
		t.Error(in)
	}
	if in := menus["b"]; strings.Count(in, "<li>") != 90 {
		t.Error(in)
	}
	if in := menus[""]; strings.Contains(in, "<li>") {
		t.Error(in)
	}
}
