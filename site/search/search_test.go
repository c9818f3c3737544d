package search

import (
	"fmt"
	"strings"
	"testing"
)

func TestWordsAreCutAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string]string{
		"L'échéance d’aujourd'hui": "[échéance aujourd hui]",
		"J+5, J\u00a0-\u00a03":     "[jplus5 jmoins3]",
		"art. L.\u00a0441-10":      "[art l441x10 441 10]",
		"40\u00a0€ n°\u00a07":      "[40]",
		"l. 111\u20118, D123":      "[111 d123]",
		"R123-237, R 123":          "[r123x237 123 237 123]",
		"jour+5 j+a":               "[jour]",
		"rendez-vous à 10 h":       "[rendez vous 10]",
	} {
		if got := fmt.Sprint(Words(text)); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

func TestASynonymLeadsToAWordOfTheTexts(t *testing.T) {
	index := script(Entry{Title: "La lettre recommandée", Link: "a.html", Text: "pour prouver une date"})
	if !strings.Contains(index, " lrar") || strings.Contains(index, "huissier") {
		t.Error(index)
	}
}

func TestAStopWordIsNotAFamily(t *testing.T) {
	index := script(Entry{Title: "Une lettre dans la main", Link: "a.html"})
	if !strings.Contains(index, `"s":"dans une"`) {
		t.Error(index)
	}
}

func script(entries ...Entry) string {
	index := New()
	index.Add(entries)
	return string(index.Script())
}
