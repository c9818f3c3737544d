package kit

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"relance/generator/decode"
	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/kit/check"
	"relance/generator/output"
)

// A Reader turns a spreadsheet into clients; intake, which stands above this
// room, provides them by extension (".xlsx", ".csv"). The mapping is what the file
// called name holds, nil when there is none.
type Reader func(file string, src []byte, name string, mapping []byte) ([]Client, diag.List)

// Load reads the kit in user, with the plans found under plans/ in templates (the
// user's templates/ laid over the built-in ones). It returns every problem at
// once; the kit is sound only if the list holds no fault.
func Load(user, templates fs.FS, readers map[string]Reader) (*Kit, diag.List) {
	return LoadUnder(DefaultOptions(), user, templates, readers)
}

// LoadUnder is Load for one creditor of a secretariat, whose options lie over those
// of the folder that holds them all.
func LoadUnder(base Options, user, templates fs.FS, readers map[string]Reader) (*Kit, diag.List) {
	l := &loader{user: user, readers: readers, base: base, kit: &Kit{}}
	l.settings()
	if len(l.kit.Kits) == 0 {
		l.clients()
	}
	l.plans(templates)
	l.rates()
	l.journal()
	slices.SortFunc(l.kit.Sources, func(a, b Source) int { return strings.Compare(a.Name, b.Name) })
	l.problems = append(l.problems, check.Kit(l.kit)...)
	l.problems.Sort()
	return l.kit, l.problems
}

type loader struct {
	user     fs.FS
	readers  map[string]Reader
	base     Options
	kit      *Kit
	problems diag.List
}

// read returns a file's bytes and records its digest; ok is false when the file
// cannot be had. An absent optional file is no problem.
func (l *loader) read(name string, optional bool) (src []byte, ok bool) {
	src, err := fs.ReadFile(l.user, name)
	switch {
	case err == nil:
		sum := sha256.Sum256(src)
		l.kit.Sources = append(l.kit.Sources, Source{Name: name, SHA256: hex.EncodeToString(sum[:])})
		return src, true
	case optional && errors.Is(err, fs.ErrNotExist):
	case errors.Is(err, fs.ErrNotExist):
		l.problems.Addf(diag.Pos{File: name}, diag.Fault, "F009", "fichier absent").Hint =
			"placez-vous dans le dossier du kit, ou créez-en un : relance init --exemple pme MON-DOSSIER"
	default:
		l.problems.Addf(diag.Pos{File: name}, diag.Fault, "F009", "fichier illisible : %s", diag.French(err)).Hint =
			"vérifiez les droits du fichier"
	}
	return nil, false
}

func (l *loader) settings() {
	src, ok := l.read("relance.yaml", false)
	if !ok {
		return
	}
	s := &l.kit.Settings
	l.problems = append(l.problems, decode.YAML("relance.yaml", norm.NFC.Bytes(src), s)...)
	s.Options = s.Options.Over(l.base)
	s.Sender = cmp.Or(s.Sender, "creancier")
	s.DefaultPlan = cmp.Or(s.DefaultPlan, "progressif")
	l.kit.Clients, s.Inline = s.Inline, nil
}

func (l *loader) clients() {
	inline := len(l.kit.Clients) > 0
	_, written := l.kit.At["clients"]
	switch {
	case l.kit.Data != nil:
		l.spreadsheet(l.kit.Data)
	case inline || written:
		if _, err := fs.Stat(l.user, "clients.yaml"); err == nil {
			l.problems.Addf(l.kit.At["clients"], diag.Fault, "F011", "des clients sont écrits à la fois ici et dans clients.yaml").Hint =
				"gardez un seul des deux"
		}
	case l.kit.Pos.File == "" && len(l.problems) > 0:
		// relance.yaml could not be read: do not pile a false fault on a true one
	default:
		var f clientsFile
		if src, ok := l.read("clients.yaml", false); ok {
			l.problems = append(l.problems, decode.YAML("clients.yaml", norm.NFC.Bytes(src), &f)...)
			l.kit.Clients = f.Clients
		}
	}
}

func (l *loader) spreadsheet(d *Data) {
	at := l.kit.At["donnees"]
	read := l.readers[strings.ToLower(path.Ext(d.File))]
	if read == nil {
		l.problems.Addf(at, diag.Fault, "F010", "« %s » n'est pas un tableur connu", d.File).Hint =
			"choix : " + strings.Join(slices.Sorted(maps.Keys(l.readers)), ", ")
		return
	}
	src, ok := l.read(d.File, false)
	if !ok {
		l.problems[len(l.problems)-1].Hint = "mettez ce fichier dans le dossier du kit, ou corrigez donnees: dans relance.yaml"
		return
	}
	name := cmp.Or(d.Mapping, "imports/"+output.Slug(strings.TrimSuffix(path.Base(d.File), path.Ext(d.File)))+".yaml")
	mapping, _ := l.read(name, d.Mapping == "")
	clients, problems := read(d.File, src, name, mapping)
	l.kit.Clients = clients
	l.problems = append(l.problems, problems...)
}

func (l *loader) plans(templates fs.FS) {
	entries, err := fs.ReadDir(templates, "plans")
	if err != nil {
		l.problems.Addf(diag.Pos{File: "templates/plans"}, diag.Fault, "F009", "dossier illisible : %s", diag.French(err))
		return
	}
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".yaml" {
			continue
		}
		file := path.Join("templates/plans", e.Name())
		src, err := fs.ReadFile(templates, path.Join("plans", e.Name()))
		if err != nil {
			l.problems.Addf(diag.Pos{File: file}, diag.Fault, "F009", "fichier illisible : %s", diag.French(err))
			continue
		}
		var p Plan
		l.problems = append(l.problems, decode.YAML(file, src, &p)...)
		p.Anchor = cmp.Or(p.Anchor, "echeance")
		l.kit.Plans = append(l.kit.Plans, p)
		sum := sha256.Sum256(src)
		l.kit.Sources = append(l.kit.Sources, Source{Name: file, SHA256: hex.EncodeToString(sum[:])})
	}
}

// rates reads taux.yaml, where a user writes the public rates of a half-year that
// began after this version of the program.
func (l *loader) rates() {
	src, ok := l.read("taux.yaml", true)
	if !ok {
		return
	}
	var f ratesFile
	l.problems = append(l.problems, decode.YAML("taux.yaml", norm.NFC.Bytes(src), &f)...)
	l.kit.Rates = f.Rates
}

func (l *loader) journal() {
	src, _ := l.read("journal.jsonl", true)
	log, problems := journal.Read("journal.jsonl", src)
	l.kit.Journal = log
	l.problems = append(l.problems, problems...)
	if seal, err := fs.ReadFile(l.user, journal.SealFile); err == nil && log != nil {
		l.problems = append(l.problems, log.Check(string(seal))...)
	}
}
