package site

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var token = regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6});`)

// palettes are the colours of the light and of the dark theme.
func palettes(t *testing.T) [2]map[string]string {
	t.Helper()
	css, err := theme.ReadFile("theme/style.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, _ := strings.Cut(string(css), "@media (prefers-color-scheme: dark)")
	dark, _, _ = strings.Cut(dark, "*, *::before")
	var out [2]map[string]string
	for i, part := range []string{light, dark} {
		out[i] = map[string]string{}
		for _, m := range token.FindAllStringSubmatch(part, -1) {
			out[i][m[1]] = m[2]
		}
	}
	return out
}

func luminance(hex string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// WCAG 2.2, 1.4.3: 4.5 for text.
func TestTextIsReadableInBothThemes(t *testing.T) {
	for i, colours := range palettes(t) {
		for _, pair := range []string{
			"texte/fond", "texte/surface", "texte/creux", "texte/accent-creux", "discret/fond", "discret/surface", "discret/creux", "discret/accent-creux",
			"accent/fond", "accent/surface", "accent/creux", "accent/accent-creux", "sur-accent/accent",
			"texte/ok-creux", "ok/ok-creux", "accent/ok-creux", "texte/alerte-creux", "alerte/alerte-creux", "accent/alerte-creux",
			"texte/stop-creux", "stop/stop-creux", "accent/stop-creux", "texte/loi-creux", "loi/loi-creux", "accent/loi-creux",
		} {
			front, back, _ := strings.Cut(pair, "/")
			if colours[front] == "" || colours[back] == "" {
				t.Fatalf("theme %d lacks %s", i, pair)
			}
			if got := contrast(colours[front], colours[back]); got < 4.5 {
				t.Errorf("theme %d: %s is %.2f", i, pair, got)
			}
		}
	}
}
