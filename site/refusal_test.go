package site

import (
	"strings"
	"testing"
)

// A fault is told once, of the page that has it, with what to do.
func TestAFaultIsToldOnceOfItsOwnPage(t *testing.T) {
	const head = "---\ntitre: T\nsection: outils\n---\n"
	for name, c := range map[string]struct {
		pages  map[string]string
		want   string
		faults int
	}{
		"an image": {map[string]string{"a.md": head + "![plan](x.png)\n"},
			"content/a.md:5:1 E113 une image ne peut pas être placée dans le texte (retirez-la : dites en mots ce qu'elle montre, ou mettez un lien)\n", 1},
		"bytes of another age":                 {map[string]string{"a.md": head + "D\xe9but\n"}, "content/a.md:5:2 F007 ", 1},
		"a link to a page that cannot be read": {map[string]string{"a.md": head + "D\xe9but\n", "b.md": head + "[a](a.md#debut)\n"}, "content/a.md:5:2 F007 ", 1},
		"two pages at one address": {map[string]string{"Promesse.md": head, "b.md": head + "[p](promesse.md#rompue)\n", "promesse.md": head + "## Rompue\n"},
			"content/promesse.md:0:0 P002 même adresse que content/Promesse.md : promesse.html (renommez l'un des deux fichiers)\n", 1},
		"a link, the other page being wrong too": {map[string]string{"a.md": head + "[x](zzz.md)\n", "b.md": "---\ntitr: T\nsection: outils\n---\n"},
			"content/a.md:5:3 P004 lien vers une page qui n'existe pas : zzz.md (existent : accueil.md, a.md)\n", 2},
		"an insert within a sentence": {map[string]string{"a.md": head + "Dites : {{creancier.raison_sociale}}, bonjour.\n"},
			"content/a.md:5:9 P005 « {{creancier.raison_sociale}} » ne se remplit pas dans le texte d'une page (seuls", 1},
		"an insert never closed": {map[string]string{"a.md": head + "- le {{reglage \n"}, "content/a.md:5:6 P005 « {{reglage » ne se remplit pas", 1},
	} {
		t.Run(name, func(t *testing.T) {
			files, problems := made(Input{Pages: pages(c.pages)})
			got := said(problems)
			if !strings.Contains(got, c.want) || files != nil {
				t.Errorf("got\n%swant %s", got, c.want)
			}
			if n := strings.Count(got, "\n"); n != c.faults {
				t.Errorf("%d faults:\n%s", n, got)
			}
		})
	}
}

// A page may show how an insert is written.
func TestBracesBetweenBackticksAreText(t *testing.T) {
	files, problems := made(Input{Pages: pages(map[string]string{"a.md": "---\ntitre: T\nsection: outils\n---\nÉcrivez `{{facture.numero}}`, **`{{plans}}`**.\n"})})
	if problems.Faults() || files == nil {
		t.Error(said(problems))
	}
}
