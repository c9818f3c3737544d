package envelope

import "testing"

// By hand, for a sheet folded in three in a DL: 10 mm of play across, 11 mm down.
func TestAWindowShowsLessThanItsSizeOnceTheSheetSlides(t *testing.T) {
	for _, c := range []struct {
		name           string
		shown, exposed Rect
	}{
		{"dl-35x100", Rect{100, 55, 190, 79}, Rect{90, 44, 200, 90}},
		{"dl-45x100", Rect{100, 45, 190, 79}, Rect{90, 34, 200, 90}},
		{"c5", Rect{109, 57, 190, 88.5}, Rect{90, 43.5, 209, 102}},
		{"c4", Rect{99, 55, 190, 78}, Rect{80, 28, 209, 105}},
	} {
		e := Named(c.name)
		if !e.HasWindow() || e.Shown() != c.shown || e.Exposed() != c.exposed {
			t.Errorf("%s shows %v, exposes %v", c.name, e.Shown(), e.Exposed())
		}
	}
	if Named("aucune").HasWindow() {
		t.Error("« aucune » has a window")
	}
	if Named("").Name != "dl-35x100" {
		t.Error("the usual envelope is not the DL with a window of 35 × 100 mm")
	}
}
