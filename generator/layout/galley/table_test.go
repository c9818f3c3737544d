package galley

import (
	"math"
	"testing"
)

func TestShortColumnsKeepTheirWidthWhenALongOneMustGive(t *testing.T) {
	for _, c := range []struct {
		name                 string
		natural, least, want []float64
	}{
		{"room for all: the rest in equal parts", []float64{20, 40}, []float64{5, 5}, []float64{40, 60}},
		{"the widest gives way", []float64{10, 200, 20}, []float64{8, 12, 15}, []float64{10, 70, 20}},
		{"two wide ones are levelled", []float64{10, 200, 90}, []float64{8, 12, 15}, []float64{10, 45, 45}},
		{"a longest word is whole", []float64{10, 200, 90}, []float64{8, 12, 60}, []float64{10, 30, 60}},
		{"nothing fits: the longest words give way", []float64{150, 150}, []float64{150, 50}, []float64{50, 50}},
		{"a word as wide as the page", []float64{900, 20, 60}, []float64{900, 20, 30}, []float64{50, 20, 30}},
	} {
		got := share(c.natural, c.least, 100)
		for i, w := range c.want {
			if math.Abs(got[i]-w) > 0.001 {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
				break
			}
		}
	}
}
