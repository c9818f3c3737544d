package site

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A search is led from the keyboard: the arrows walk through the answers, leaving them
// puts them away, Enter opens the first.
func answersTheKeyboard(t *testing.T, ctx context.Context, at func(string) string) {
	const focused = `document.activeElement.tagName + (document.activeElement.closest("#resultats") ? " of the answers" : "")`
	if got := ask[string](t, ctx, focused, chromedp.Navigate(at("index.html")),
		chromedp.SendKeys(`#recherche`, "promesse"), chromedp.WaitVisible(`#resultats li`), chromedp.SendKeys(`#recherche`, kb.ArrowDown)); got != "A of the answers" {
		t.Errorf("the arrow leads to %q", got)
	}
	if got := ask[string](t, ctx, focused, chromedp.KeyEvent(kb.ArrowUp)); got != "INPUT" {
		t.Errorf("the arrow back leads to %q", got)
	}
	if hidden := ask[bool](t, ctx, `document.getElementById("resultats").hidden`, chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(8))); !hidden {
		t.Error("the answers stay over the page once they are left")
	}
	first := ask[string](t, ctx, `document.querySelector("#resultats a").getAttribute("href")`,
		chromedp.Navigate(at("index.html")), chromedp.SendKeys(`#recherche`, "mise en demeure"), chromedp.WaitVisible(`#resultats li`))
	page, _, _ := strings.Cut(first, ".html")
	if got := ask[string](t, ctx, `location.href`, chromedp.SendKeys(`#recherche`, kb.Enter), chromedp.WaitVisible(`body.page-`+page)); !strings.HasSuffix(got, first) {
		t.Errorf("Enter opens %s, the first answer is %s", got, first)
	}
}

// The pages are typeset, people type: an apostrophe is one, and a space.
func filtersAsPeopleType(t *testing.T, ctx context.Context, at func(string) string) {
	for typed, want := range map[string]string{"n'ai jamais recu": "1 sur 15", "J'ALLAIS": "1 sur 15"} {
		got := ask[string](t, ctx, `document.querySelector(".filtre [role=status]").textContent`,
			chromedp.Navigate(at("objections.html")), chromedp.SendKeys(`#filtre`, typed))
		if got != want {
			t.Errorf("%q: %s, want %s", typed, got, want)
		}
	}
}

// A page in plain http has no clipboard, another may be refused: the old way serves.
func copiesWithoutAClipboard(t *testing.T, ctx context.Context, at func(string) string) {
	for name, clipboard := range map[string]string{"absent": `undefined`, "refused": `{ writeText: function () { return Promise.reject(); } }`} {
		ask[bool](t, ctx, `(Object.defineProperty(navigator, "clipboard", { value: `+clipboard+`, configurable: true }), true)`, chromedp.Navigate(at("guide-appel.html")))
		const label = `document.querySelector(".note.dire .copier").textContent`
		was := ask[string](t, ctx, label)
		said := ask[string](t, ctx, label, chromedp.Click(`.note.dire .copier`))
		for said == was { // until the browser's own deadline
			said = ask[string](t, ctx, label)
		}
		if said != "Copié" {
			t.Errorf("clipboard %s: the button says %q", name, said)
		}
	}
}
