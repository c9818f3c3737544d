package site

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A whole call, by keyboard where it matters: a promise, and what it leaves.
func followsACall(t *testing.T, ctx context.Context, at func(string) string) {
	on := `document.querySelector(".noeud:not(.cache) h2").id`
	set := func(id, value string) string {
		return `(function () { var e = document.getElementById("` + id + `"); e.value = "` + value + `"; e.dispatchEvent(new Event("input", { bubbles: true })); return ` + on + `; })()`
	}
	key := func(digit string) string {
		return `document.body.dispatchEvent(new KeyboardEvent("keydown", { code: "Digit` + digit + `", key: "&", altKey: true, bubbles: true }))`
	}
	if got := ask[string](t, ctx, on, chromedp.Navigate(at("poste-appel.html"))); got != "ouvrir" {
		t.Fatalf("the call opens on %q", got)
	}
	ask[string](t, ctx, set("champ-facture-numero", "ZX-1"))
	ask[string](t, ctx, set("champ-facture-solde", "1 000"))
	ask[string](t, ctx, set("champ-facture-echeance", "2026-01-05"))
	ask[bool](t, ctx, key("1"))
	ask[bool](t, ctx, key("1"), chromedp.WaitVisible(`h2#fait`))
	if got := ask[string](t, ctx, on, chromedp.WaitVisible(`h2#dater`)); got != "dater" {
		t.Errorf("Alt+1 twice leads to %q", got)
	}
	ask[bool](t, ctx, key("0"))
	if got := ask[string](t, ctx, `document.querySelector(".noeud:not(.cache)").innerText`, chromedp.WaitVisible(`h2#fait`)); !strings.Contains(got, "ZX-1") || !strings.Contains(got, "1\u202f000,00\u00a0€") || !strings.Contains(got, "5 janvier 2026") {
		t.Errorf("what to say is not filled: %q", got)
	}
	ask[bool](t, ctx, `(location.hash = "reformuler", true)`, chromedp.WaitVisible(`h2#fait`))
	ask[string](t, ctx, on, chromedp.WaitVisible(`.conclusion`))
	if got := ask[string](t, ctx, `document.querySelector(".avis").textContent`); got == "" {
		t.Error("a promise without sum nor day is taken")
	}
	warns(t, ctx, set)
	ask[string](t, ctx, set("fin-montant", "1000,00"))
	ask[string](t, ctx, set("fin-date", "2026-12-18"))
	ask[string](t, ctx, set("fin-contenu", "=le tout"))
	cells := strings.Split(ask[string](t, ctx, `document.getElementById("fin-ligne").value`), "\t")
	if len(cells) != 14 || cells[4] != "Promesse" || cells[7] != "ZX-1" || cells[8] != "1000,00" || cells[9] != "18/12/2026" || cells[3]+cells[10] != "" || cells[12] != " =le tout" {
		t.Errorf("the line of the tracker is %q", cells)
	}
	if got := ask[string](t, ctx, `document.querySelector(".courriel").href`); !strings.Contains(got, "ZX-1") || !strings.Contains(got, "%0D%0A") {
		t.Errorf("the e-mail is %q", got)
	}
	concludes(t, ctx, set)
	if got := ask[string](t, ctx, `self.relance.sums.calendar([{ day: 20000, name: "Vérifier, le compte" }])`); !strings.Contains(got, "DTSTART;VALUE=DATE:20241004\r\n") || !strings.Contains(got, `\,`) {
		t.Errorf("the calendar entry is %q", got)
	}
	if got := ask[int](t, ctx, `Object.keys(localStorage).filter(function (k) { return k.indexOf("poste-appel") >= 0; }).length`); got != 0 {
		t.Error("something of the call is kept")
	}
	if got := ask[string](t, ctx, `document.querySelector(".score").textContent`,
		chromedp.Navigate(at("quiz.html")), chromedp.Click(`.question [data-juste]`)); !strings.HasPrefix(got, "1 bonne") {
		t.Errorf("the quiz says %q", got)
	}
}

// What the tracker would refuse of a promise, or have somebody agree to, is said while
// the client is still on the line. The balance is 1 000,00.
func warns(t *testing.T, ctx context.Context, set func(id, value string) string) {
	soon := `new Date(Date.now() + 3 * 864e5).toISOString().slice(0, 10)`
	for _, c := range []struct{ sum, day, want string }{
		{"abc", soon, "écrivez la somme"}, {"1.000,00", soon, "écrivez la somme"}, {"50 000", soon, "plus que le reste dû"},
		{"900", `"2020-01-01"`, "passée"}, {"900", `"2099-01-01"`, "Au-delà de 15 jours"}, {"900", `""`, "écrivez les deux"}, {"900", soon, "code du client"},
	} {
		day := ask[string](t, ctx, c.day)
		ask[string](t, ctx, set("fin-montant", c.sum))
		ask[string](t, ctx, set("champ-facture-numero", "ZX-1"))
		if c.want == "code du client" { // nothing else is missing
			ask[string](t, ctx, set("champ-facture-numero", ""))
		}
		ask[string](t, ctx, set("fin-date", day))
		if got := ask[string](t, ctx, `document.querySelector(".avis").textContent`); !strings.Contains(got, c.want) {
			t.Errorf("%v: the desk says %q", c, got)
		}
	}
	ask[string](t, ctx, set("champ-facture-numero", "ZX-1"))
	ask[string](t, ctx, set("champ-facture-solde", "1.234,56"))
	if got := ask[string](t, ctx, `document.querySelector(".dossier .resultat").textContent`); !strings.Contains(got, "écrivez la somme") {
		t.Errorf("of a balance that cannot be read the desk says %q", got)
	}
	ask[string](t, ctx, set("champ-facture-solde", "1 000"))
}

// Each end of a call leaves a line that the tracker takes (cmd/relance reads the same
// file back), and the e-mail that suits it, or none.
func concludes(t *testing.T, ctx context.Context, set func(id, value string) string) {
	want, err := os.ReadFile("testdata/fins.tsv")
	if err != nil {
		t.Fatal(err)
	}
	ask[string](t, ctx, set("champ-client-code", "C05"))
	ask[string](t, ctx, set("champ-creancier-raison_sociale", "Ateliers Boréal"))
	ask[string](t, ctx, set("fin-montant", "100"))
	ask[string](t, ctx, set("fin-date", "2099-12-18"))
	ask[string](t, ctx, set("fin-contenu", "ses mots"))
	for line := range strings.Lines(string(want)) {
		fate, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		mail, cells, _ := strings.Cut(rest, "\t")
		ask[string](t, ctx, `(location.hash = document.querySelector("[data-fin=`+fate+`] h2").id)`)
		ask[bool](t, ctx, `true`, chromedp.WaitVisible(`[data-fin=`+fate+`]`), chromedp.WaitVisible(`.conclusion`))
		if got := ask[string](t, ctx, `document.getElementById("fin-ligne").value.split("\t").slice(2).join("\t")`); got != cells {
			t.Errorf("%s leaves %q, want %q", fate, got, cells)
		}
		if got := ask[string](t, ctx, `document.querySelector(".brouillon").hidden ? "" : decodeURIComponent(document.querySelector(".courriel").href)`); (got == "") != (mail == "") || !strings.Contains(got, mail) {
			t.Errorf("after %s the e-mail says %q, want %q", fate, got, mail)
		}
	}
	if got := ask[string](t, ctx, `document.querySelector("#ouvrir").parentNode.textContent`); strings.Contains(got, "de Ateliers") || !strings.Contains(got, "d’Ateliers") {
		t.Errorf("no elision: %q", got)
	}
}
