package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"relance/generator/diag"
	"relance/generator/intake"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
	"relance/generator/kit"
)

// answers are what a user says beforehand of a file that could be read in two ways.
type answers struct{ dates, decimals, terms string }

func (w *answers) declare(fl *pflag.FlagSet) {
	fl.StringVar(&w.dates, "dates", "", "ordre des dates comme 03/04/2026 : jma (jour, mois, année) ou mja")
	fl.StringVar(&w.decimals, "decimales", "", "ce qui précède les centimes : virgule ou point")
	fl.StringVar(&w.terms, "conditions", "", "conditions de paiement, quand le fichier ne dit pas les échéances : « 30 jours »")
}

// over lays the answers over a saved mapping.
func (w *answers) over(m *header.Mapping) error {
	choose := func(flag, said string, choices map[string]string, into *string) error {
		value, known := choices[said]
		switch {
		case said == "":
		case !known:
			return usage("--%s : « %s » n'est pas un choix", flag, said)
		default:
			*into = value
		}
		return nil
	}
	if err := choose("dates", w.dates, map[string]string{"jma": "jour_mois", "mja": "mois_jour"}, &m.Dates); err != nil {
		return err
	}
	if err := choose("decimales", w.decimals, map[string]string{"virgule": "virgule", "point": "point"}, &m.Decimal); err != nil {
		return err
	}
	if w.terms == "" {
		return nil
	}
	if err := m.Terms.UnmarshalText([]byte(w.terms)); err != nil {
		return usage("--conditions : %s", explained(err))
	}
	return nil
}

// A source is one file of an import, as it was read.
type source struct {
	name string // with slashes, as messages show it
	imp  *found.Import
}

// readSources reads files with their mappings among those of the kit, and tells
// the faults of all of them at once.
func readSources(names []string, w *answers, kitFS fs.FS) ([]source, error) {
	var sources []source
	var problems diag.List
	seen := map[string]string{} // mapping → file
	for _, file := range names {
		name := filepath.ToSlash(file)
		if other, twice := seen[found.MappingName(name)]; twice && filepath.Ext(name) != ".pdf" && filepath.Ext(name) != ".xml" {
			return nil, usage("« %s » et « %s » auraient la même correspondance %s\n   → importez-les l'un après l'autre, ou renommez-en un", other, name, found.MappingName(name))
		}
		seen[found.MappingName(name)] = name
		imp, l, err := readSource(file, name, w, kitFS)
		if err != nil {
			return nil, err
		}
		problems = append(problems, l...)
		sources = append(sources, source{name, imp})
	}
	if problems.Faults() {
		return nil, problems.Err()
	}
	return sources, nil
}

func readSource(file, name string, w *answers, kitFS fs.FS) (*found.Import, diag.List, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return nil, nil, status{statusFault, fmt.Sprintf("« %s » : %s\n   → vérifiez le nom du fichier", name, diag.French(err))}
	case info.IsDir():
		return nil, nil, status{statusFault, fmt.Sprintf("« %s » est un dossier\n   → donnez le fichier, ou tous ceux du dossier : %s/*", name, name)}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	mapping, _ := fs.ReadFile(kitFS, found.MappingName(name)) // the first import has none
	m, l := header.Parse(found.MappingName(name), mapping)
	if l.Faults() {
		return nil, l, nil
	}
	if len(mapping) == 0 {
		m.File = ""
	}
	if err := w.over(&m); err != nil {
		return nil, nil, err
	}
	imp, problems := intake.Read(name, data, m)
	if l = append(l, problems...); imp != nil && !l.Faults() {
		imp.Notes = append(l, imp.Notes...)
	}
	return imp, l, nil
}

// joined makes one import of the files.
func joined(sources []source) *found.Import {
	imports := make([]*found.Import, len(sources))
	for i, s := range sources {
		imports[i] = s.imp
	}
	return found.Join(imports...)
}

// asked is the question that a file leaves open: when its invoices fall due, if it
// tells that of none of them. known gives the client of the kit, or nil.
func asked(sources []source, known func(*kit.Client) *kit.Client) error {
	for _, s := range sources {
		dated, undated := 0, 0
		for i := range s.imp.Clients {
			c := &s.imp.Clients[i]
			there := known(c)
			agreed := !c.Terms.IsZero() || there != nil && !there.Terms.IsZero()
			for _, inv := range c.Invoices {
				switch {
				case !inv.Due.IsZero() || !inv.Terms.IsZero():
					dated++
				case !agreed:
					undated++
				}
			}
		}
		if undated > 0 && dated == 0 {
			return status{statusFault, fmt.Sprintf("%s : ce fichier ne dit pas les échéances (%s) ; quelles sont vos conditions de paiement ?\n   → ajoutez-les à la commande : --conditions \"30 jours\"",
				s.name, count(undated, "facture", "factures"))}
		}
	}
	return nil
}

// unreadable refuses an import that gave nothing but rejected lines.
func unreadable(imp *found.Import) error {
	if len(imp.Clients) > 0 || len(imp.Rejected) == 0 {
		return nil
	}
	var lines strings.Builder
	for _, r := range imp.Rejected[:min(len(imp.Rejected), shownLines)] {
		fmt.Fprintf(&lines, "  %s\n", rejection(r))
	}
	return status{statusFault, "Aucune ligne ne donne une facture :\n" + lines.String() + "   → corrigez le fichier, ou la correspondance des colonnes"}
}
