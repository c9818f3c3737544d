package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/intake"
	"relance/generator/intake/einvoice"
	"relance/generator/intake/folder"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
	"relance/generator/kit"
)

// answers are what a user says beforehand of a file that could be read in two ways.
type answers struct {
	dates, decimals, terms, sheet string
	mapping                       string   // « imports/ventes.yaml »
	columns                       []string // « titre=champ »
}

func (w *answers) declare(fl *pflag.FlagSet) {
	fl.StringVar(&w.dates, "dates", "", "ordre des dates comme 03/04/2026 : jma (jour, mois, année) ou mja")
	fl.StringVar(&w.decimals, "decimales", "", "ce qui précède les centimes : virgule ou point")
	fl.StringVar(&w.sheet, "feuille", "", "feuille du classeur, quand plusieurs peuvent être la liste des factures")
	fl.StringVar(&w.mapping, "correspondance", "", "fichier du kit qui dit ce que contiennent les colonnes : imports/ventes.yaml")
	fl.StringArrayVar(&w.columns, "colonne", nil, "ce que contient une colonne : \"Encaissé net=regle\" ; à répéter")
	fl.StringVar(&w.terms, "conditions", "", "conditions de paiement, quand le fichier ne dit pas les échéances : « 30 jours »")
}

// over lays the answers over a saved mapping.
func (w *answers) over(m *header.Mapping) error {
	if w.mapping != "" && (path.Dir(w.mapping) != "imports" || path.Ext(w.mapping) != ".yaml") {
		return usage("--correspondance : « %s » n'est pas dans imports/, ou ne finit pas par .yaml\n   → par exemple --correspondance imports/ventes.yaml", w.mapping)
	}
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
	for _, said := range w.columns {
		at := strings.LastIndexByte(said, '=') // a title may hold some
		title, field := said[:max(at, 0)], said[at+1:]
		if title == "" || !slices.Contains(append(header.Keys(), header.Ignored), field) {
			return usage("--colonne : « %s » n'est pas « titre=champ »\n   → champs : %s, %s", said, strings.Join(header.Keys(), ", "), header.Ignored)
		}
		m.Say(title, field)
	}
	m.Sheet = cmp.Or(w.sheet, m.Sheet)
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

// importDay is the day of an import, before any kit is read: --date, else today.
// A payment after it is still to come.
func (a *app) importDay() (calendar.Date, error) {
	if a.date == "" {
		return a.today, nil
	}
	day, err := calendar.Parse(a.date)
	if err != nil {
		return 0, usage("--date : %s", explained(err))
	}
	return day, nil
}

// readSources reads files with their mappings among those of the kit, and tells
// the faults of all of them at once. A folder stands for the files it holds. Among
// several electronic invoices, one that cannot be read is a line rejected.
func readSources(names []string, w *answers, day calendar.Date, kitFS fs.FS) ([]source, error) {
	files, err := expanded(names)
	if err != nil {
		return nil, err
	}
	var sources []source
	var problems, unread diag.List
	for _, file := range files {
		imp, l, err := readSource(file, filepath.ToSlash(file), w, day, kitFS)
		if err != nil {
			return nil, err
		}
		if imp == nil && len(files) > 1 && isElectronic(file) {
			unread = append(unread, l...)
			imp, l = unreadInvoice(l), nil
		}
		problems = append(problems, l...)
		sources = append(sources, source{filepath.ToSlash(file), imp})
	}
	if problems.Faults() { // then they are all told, for they are all to be seen to
		return nil, append(unread, problems...).Err()
	}
	return sources, cmp.Or(oneLedger(sources), distinctMappings(sources))
}

// oneLedger refuses two FEC at once: what the older one leaves open is in the newer
// one too, under another number perhaps, and would be claimed twice.
func oneLedger(sources []source) error {
	var first string
	for _, s := range sources {
		switch is := strings.HasPrefix(s.imp.Source, found.Ledger); {
		case is && first != "":
			return usage("« %s » et « %s » sont deux FEC : les reports du plus récent disent déjà ce que l'autre laisse dû\n   → importez seulement le plus récent", first, s.name)
		case is:
			first = s.name
		}
	}
	return nil
}

func isElectronic(file string) bool {
	ext := strings.ToLower(filepath.Ext(file))
	return ext == ".pdf" || ext == ".xml"
}

// unreadInvoice is an import of nothing but the reasons why.
func unreadInvoice(l diag.List) *found.Import {
	imp := &found.Import{Source: found.Electronic}
	for _, p := range l {
		imp.Rejected = append(imp.Rejected, found.Line{Pos: p.Pos, Why: p.Text})
	}
	return imp
}

// distinctMappings refuses two tables that would save two mappings in one file.
func distinctMappings(sources []source) error {
	first := map[string]source{}
	for _, s := range sources {
		if s.imp.Mapping == nil {
			continue
		}
		name := s.imp.Mapping.File
		if other, twice := first[name]; twice && !bytes.Equal(other.imp.Mapping.YAML(), s.imp.Mapping.YAML()) {
			return usage("« %s » et « %s » auraient la même correspondance %s\n   → importez-les l'un après l'autre, ou renommez-en un", other.name, s.name, name)
		}
		first[name] = s
	}
	return nil
}

// readable are the extensions of what a folder may hold for an import.
var readable = []string{".pdf", ".xml", ".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".txt"}

// expanded replaces folders by their files, and patterns, which the shells of
// Windows leave as they are, by the files they match.
func expanded(names []string) (files []string, err error) {
	for _, name := range names {
		if _, err := os.Stat(name); err != nil && strings.ContainsAny(name, "*?") {
			if matches, bad := filepath.Glob(name); bad == nil && len(matches) > 0 {
				files = append(files, matches...)
				continue
			}
		}
		info, err := os.Stat(name)
		if err != nil {
			return nil, status{statusFault, fmt.Sprintf("« %s » : %s\n   → vérifiez le nom du fichier", filepath.ToSlash(name), diag.French(err))}
		}
		if !info.IsDir() {
			files = append(files, name)
			continue
		}
		inside, err := folderFiles(name)
		if err != nil {
			return nil, err
		}
		files = append(files, inside...)
	}
	return files, nil
}

// folderFiles lists what may be imported of a folder, but not of those inside it,
// nor what spreadsheets leave beside a file that is open.
func folderFiles(dir string) (files []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name := e.Name()
		hidden := strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
		if !e.IsDir() && !hidden && slices.Contains(readable, strings.ToLower(filepath.Ext(name))) {
			files = append(files, filepath.Join(dir, name))
		}
	}
	if len(files) == 0 {
		return nil, status{statusFault, fmt.Sprintf("« %s » est un dossier sans fichier à importer\n   → il faut des .xlsx, .ods, .csv, un FEC, ou des Factur-X", filepath.ToSlash(dir))}
	}
	return files, nil
}

func readSource(file, name string, w *answers, day calendar.Date, kitFS fs.FS) (*found.Import, diag.List, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	m, saved, l := mappings(name, w.mapping, kitFS)
	if l.Faults() {
		return nil, l, nil
	}
	if err := w.over(&m); err != nil {
		return nil, nil, err
	}
	m.Today = day
	imp, problems := intake.Read(name, data, m, saved...)
	if l = append(l, problems...); imp != nil && !l.Faults() {
		imp.Notes = append(l, imp.Notes...)
	}
	return imp, l, nil
}

// mappings returns the one of a file, by the name that the user gives, by its own name
// or by that of the same export of another day; failing that, all those of the kit.
func mappings(name, said string, kitFS fs.FS) (m header.Mapping, others []header.Mapping, l diag.List) {
	names := []string{found.MappingName(name), found.LastingName(name)}
	if said != "" {
		names = []string{said}
	}
	for _, file := range names {
		if src, err := fs.ReadFile(kitFS, file); err == nil {
			m, l = header.Parse(file, src)
			return m, nil, l
		}
	}
	m.File = names[len(names)-1]
	if said != "" {
		return m, nil, nil
	}
	files, _ := fs.Glob(kitFS, "imports/*.yaml")
	for _, file := range files {
		src, err := fs.ReadFile(kitFS, file)
		if err != nil {
			continue
		}
		if other, l := header.Parse(file, src); !l.Faults() {
			others = append(others, other)
		}
	}
	return m, others, nil
}

// joined makes one import of the files; creditor is who is owed, if that is known.
func joined(sources []source, creditor einvoice.Party) *found.Import {
	imports := make([]*found.Import, len(sources))
	for i, s := range sources {
		imports[i] = s.imp
	}
	return folder.Join(creditor, imports...)
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
			return status{statusFault, fmt.Sprintf("%s : ce fichier ne dit pas les échéances (%s) ; quelles sont vos conditions de paiement ?\n   → ajoutez-les à la commande : --conditions \"30 jours\"%s",
				s.name, count(undated, "facture", "factures"), dueAside(s.imp.DaysAside))}
		}
	}
	return nil
}

// dueAside names the columns of days that may be the due dates after all.
func dueAside(titles []string) string {
	hint := ""
	for _, t := range titles {
		hint += fmt.Sprintf("\n   → si la colonne « %s » les dit : --colonne \"%s=echeance\"", diag.Visible(t), diag.Visible(t))
	}
	return hint
}

// unreadable refuses an import that gave nothing but rejected lines, or nothing at
// all; a list of invoices that are all paid is one that says something.
func unreadable(imp *found.Import) error {
	switch {
	case len(imp.Clients) > 0:
		return nil
	case len(imp.Rejected) > 0:
		return status{statusFault, "Aucune ligne ne donne une facture :\n" + listed(imp.Rejected) + "   → corrigez le fichier, ou la correspondance des colonnes"}
	case len(imp.Dropped) == 0:
		return nothingDue(imp)
	}
	return nil
}

// rejectedStatus is how an import ends that had to reject lines: it is done, but some
// invoices are in no kit.
func rejectedStatus(imp *found.Import) error {
	if len(imp.Rejected) == 0 {
		return nil
	}
	return status{code: statusBlocked}
}

// nothingDue refuses to make a kit of nothing.
func nothingDue(imp *found.Import) error {
	if len(imp.Clients) > 0 {
		return nil
	}
	return status{statusFault, "Aucune facture due dans ce fichier.\n" + listed(imp.Dropped) + "   → vérifiez que c'est le bon fichier, et la bonne feuille"}
}

// listed writes the first of some lines with their reasons.
func listed(lines []found.Line) string {
	var b strings.Builder
	for _, r := range lines[:min(len(lines), shownLines)] {
		fmt.Fprintf(&b, "  %s\n", rejection(r))
	}
	return b.String()
}
