package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path/filepath"

	"relance/generator/kit"
	"relance/generator/output"
)

// several says that the folder holds one kit for each of several creditors: each is
// run alone, under the options of the folder (contracts.md §8).
type several struct{ root *kit.Kit }

func (s *several) Error() string { return "ce dossier réunit plusieurs créanciers" }

// perCreditor runs a command on the kit or, in a secretariat's folder, on each of
// its kits in the order of the list. One that fails does not stop the others; the
// highest status wins. after, if any, ends the work at the root.
func (a *app) perCreditor(run func(*app) error, after func(names []string) error) error {
	err := run(a)
	var s *several
	if !errors.As(err, &s) {
		return err
	}
	highest, results := 0, []json.RawMessage{}
	for _, name := range s.root.Kits {
		sub := *a
		sub.dir, sub.base = filepath.Join(a.dir, name), &s.root.Options
		var out bytes.Buffer
		if a.json {
			sub.out = &out
		} else {
			fmt.Fprintf(a.out, "\n== %s\n", name)
		}
		highest = max(highest, sub.exit(run(&sub)))
		if json.Valid(out.Bytes()) {
			results = append(results, out.Bytes())
		}
	}
	if after != nil {
		if err := after(s.root.Kits); err != nil {
			return err
		}
	}
	if a.json {
		if err := a.printJSON(map[string]any{"kits": results}); err != nil {
			return err
		}
	}
	if highest != statusDone {
		return status{code: highest}
	}
	return nil
}

var severalPage = template.Must(template.New("several").Parse(`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>Relances par créancier</title>
<link rel="stylesheet" href="lot.css">
</head>
<body>
<header><h1>Relances par créancier</h1><p class="lot">Chaque créancier a son dossier, son journal et son lot.</p></header>
<main><nav aria-label="Créanciers"><ul>
{{range .}}<li><a href="../{{.}}/sortie/index.html">{{.}}</a></li>
{{end}}</ul></nav></main>
</body>
</html>
`))

// writeSeveral writes the page of links at the root of a secretariat's folder. It
// names folders only: no creditor's data leaves its own kit.
func (a *app) writeSeveral(names []string) error {
	folder, err := a.lockKit()
	if err != nil {
		return err
	}
	defer folder.Close()
	stage, err := folder.Begin("index")
	if err != nil {
		return err
	}
	defer stage.Drop()
	var page bytes.Buffer
	if err := severalPage.Execute(&page, names); err != nil {
		panic(err) // the template and its data are ours
	}
	known := map[string]string{}
	for name, data := range map[string][]byte{"sortie/index.html": page.Bytes(), "sortie/lot.css": indexStyle} {
		if err := stage.Write(name, data); err != nil {
			return err
		}
		if old, err := fs.ReadFile(folder.FS(), name); err == nil {
			known[name] = hash(old) // made anew at each run; nobody edits a page of links
		}
	}
	_, err = a.commit(stage, output.Change{Known: known})
	return err
}
