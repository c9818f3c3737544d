package output

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
)

// A Stage (lot en préparation) holds files that do not stand in their place yet.
type Stage struct {
	folder *Folder
	lot    string
	dir    string
	trees  []string
	names  nameSet
	sums   map[string]string // of what was written, by path in the kit
}

// Begin starts a lot. Each of trees, such as "sortie", is a folder that the lot
// replaces as a whole; other files are replaced one by one. A folder has one
// Stage at a time.
func (f *Folder) Begin(lot string, trees ...string) (*Stage, error) {
	if err := f.recover(); err != nil {
		return nil, err
	}
	s := &Stage{
		folder: f, lot: lot, dir: stagePrefix + Slug(lot), trees: trees,
		names: nameSet{}, sums: map[string]string{},
	}
	for _, tree := range trees {
		if err := checkPlace(tree); err != nil {
			return nil, err
		}
		if err := f.mkdir(s.dir + "/" + tree); err != nil {
			s.Drop()
			return nil, err
		}
	}
	return s, nil
}

// Write lays a file aside, by its path in the kit with forward slashes. It
// refuses a path that some system could not hold, or would take for another
// one already written.
func (s *Stage) Write(name string, data []byte) error {
	if err := checkPlace(name); err != nil {
		return err
	}
	if err := s.names.add(name); err != nil {
		return err
	}
	s.sums[name] = sum(data)
	return s.folder.createFrom(s.dir+"/"+name, written(data))
}

// WriteFrom is [Stage.Write] for a file too large to stand in memory: fill writes it,
// and may fail. It returns the SHA-256 of what was written, in hexadecimal.
func (s *Stage) WriteFrom(name string, fill func(w io.Writer) error) (string, error) {
	if err := checkPlace(name); err != nil {
		return "", err
	}
	if err := s.names.add(name); err != nil {
		return "", err
	}
	digest := sha256.New()
	err := s.folder.createFrom(s.dir+"/"+name, func(w io.Writer) error { return fill(io.MultiWriter(w, digest)) })
	s.sums[name] = hex.EncodeToString(digest.Sum(nil))
	return s.sums[name], err
}

// Drop forgets the lot; nothing was changed. After Commit it does nothing.
func (s *Stage) Drop() { _ = s.folder.remove(s.dir) } // what is left, the next Lock sweeps

// checkPlace also protects what this package keeps in .relance.
func checkPlace(name string) error {
	for _, ours := range []string{stagePrefix, recordFile, recordDraft, setAside, home + "/verrou"} {
		if strings.HasPrefix(fold(name), fold(ours)) || name == home {
			return fmt.Errorf("nom de fichier refusé : %q est réservé", name)
		}
	}
	return checkPath(name)
}

// A Change is what a commit does besides putting the staged files in place.
type Change struct {
	Lot     string // the lot that the present files are of; names the folders they are archived in
	Archive bool   // keep the trees replaced, in archives/lots/Lot

	// Known is the SHA-256, in hex, of the present files as the program wrote or
	// read them, by path in the kit. A file to be replaced that is not as known
	// is someone's work, and moves to archives/modifies/Lot.
	Known map[string]string

	Moves   []Move // done last; nothing may stand at To
	Appends []Append
}

// A Move renames a file or a folder of the kit.
type Move struct{ From, To string }

// A Report says what a commit did.
type Report struct {
	Unchanged bool   // all was there already, byte for byte: nothing was written
	Archived  string // where the trees replaced went, or empty
	Kept      []Move // the files of someone's own that were moved, with where they went
}

// Commit puts everything in place, or returns an error and leaves the kit as it
// was. A tree or a file that is already there, byte for byte, is not touched.
// The Stage is used up.
func (s *Stage) Commit(change Change) (Report, error) {
	defer s.Drop()
	p := planner{Stage: s, change: change, taken: map[string]bool{}}
	p.record = record{Version: 1, Lot: s.lot}
	if err := p.plan(); err != nil {
		return Report{}, err
	}
	if p.record.isEmpty() {
		return Report{Unchanged: true}, nil
	}
	if err := s.sync(); err != nil {
		return Report{}, err
	}
	if err := s.folder.commit(p.record); err != nil {
		return Report{}, err
	}
	return p.report, nil
}

// sync makes the staged files and their names durable.
func (s *Stage) sync() error {
	var files []string
	for _, name := range sortedKeys(s.sums) {
		files = append(files, s.dir+"/"+name)
	}
	if err := s.folder.syncFiles(files); err != nil {
		return err
	}
	folders := map[string]bool{home: true}
	for _, name := range append(sortedKeys(s.sums), s.trees...) {
		for at := s.dir + "/" + name; at != home; at = path.Dir(at) {
			folders[path.Dir(at)] = true
		}
	}
	for _, tree := range s.trees {
		folders[s.dir+"/"+tree] = true
	}
	for _, folder := range sortedKeys(folders) {
		if err := s.folder.syncDir(folder); err != nil {
			return err
		}
	}
	return nil
}

// A planner works out the steps of a commit. It only reads.
type planner struct {
	*Stage
	change Change
	taken  map[string]bool // destinations already given away
	record record
	report Report
}

func (p *planner) plan() error {
	for _, a := range p.change.Appends {
		if err := p.addition(a); err != nil {
			return err
		}
	}
	loose := maps.Clone(p.sums)
	for _, tree := range p.trees {
		staged := within(p.sums, tree)
		for name := range staged {
			delete(loose, tree+"/"+name)
		}
		if err := p.replace(tree, staged); err != nil {
			return err
		}
	}
	for _, file := range sortedKeys(loose) {
		if err := p.replace(file, map[string]string{".": loose[file]}); err != nil {
			return err
		}
	}
	for _, m := range p.change.Moves {
		if err := p.move(m); err != nil {
			return err
		}
	}
	return nil
}

// within returns the sums of the files of a tree by their path below it.
func within(sums map[string]string, tree string) map[string]string {
	below := map[string]string{}
	for name, digest := range sums {
		if rest, ok := strings.CutPrefix(name, tree+"/"); ok {
			below[rest] = digest
		}
	}
	return below
}

func (p *planner) addition(a Append) error {
	if err := checkPlace(a.File); err != nil {
		return err
	}
	if len(a.Torn) == 0 && len(a.Data) == 0 {
		return nil
	}
	present, err := p.folder.content(a.File)
	if err != nil {
		return err
	}
	sound, ok := strings.CutSuffix(string(present), string(a.Torn))
	if !ok {
		return fmt.Errorf("%s a changé pendant le travail : recommencez", a.File)
	}
	p.record.Additions = append(p.record.Additions, addition{
		File: a.File, New: present == nil, Size: int64(len(sound)), Torn: a.Torn, Data: a.Data,
	})
	return nil
}

// replace puts a staged tree, or one file under the name ".", in the place of
// what stands there.
func (p *planner) replace(place string, staged map[string]string) error {
	present, err := p.folder.sums(place)
	if err != nil {
		return err
	}
	if p.isThere(place, staged, present) {
		return nil
	}
	s := step{From: p.dir + "/" + place, To: place, Sum: total(staged)}
	if !p.folder.exists(place) {
		p.record.Steps = append(p.record.Steps, s)
		return nil
	}
	s.OldSum = total(present)
	s.Aside = fmt.Sprintf("%s/%d", setAside, len(p.record.Steps))
	mine := p.foreign(place, present)
	if p.change.Archive && slices.Contains(p.trees, place) {
		if to := p.vacant(archives+"/"+p.former(), without(present, mine)); to != "" {
			s.Aside, p.report.Archived = to, to
		}
	}
	p.record.Steps = append(p.record.Steps, s)
	return p.keep(place, s.Aside, mine, present)
}

// isThere reports whether a place already holds what is staged. In a tree, files
// that the program never wrote do not count: they stay where they are.
func (p *planner) isThere(place string, staged, present map[string]string) bool {
	for name, digest := range staged {
		if present[name] != digest {
			return false
		}
	}
	for name := range present {
		_, known := p.change.Known[path.Join(place, name)]
		if _, ok := staged[name]; !ok && known {
			return false
		}
	}
	return p.folder.exists(place)
}

// foreign lists the present files that are not as the program left them. What
// .relance holds is the program's own.
func (p *planner) foreign(place string, present map[string]string) []string {
	if strings.HasPrefix(place, home+"/") {
		return nil
	}
	var mine []string
	for _, name := range sortedKeys(present) {
		if digest := present[name]; digest == "" || digest != p.change.Known[path.Join(place, name)] {
			mine = append(mine, name)
		}
	}
	return mine
}

func without(sums map[string]string, names []string) map[string]string {
	rest := maps.Clone(sums)
	for _, name := range names {
		delete(rest, name)
	}
	return rest
}

// keep moves someone's own files out of what was set aside. One that was kept
// before, the very same, is not kept twice.
func (p *planner) keep(place, aside string, names []string, present map[string]string) error {
	for _, name := range names {
		to := edited + "/" + p.former() + "/" + name
		if name == "." {
			to = edited + "/" + p.former() + "/" + place
		}
		if to = p.vacant(to, map[string]string{".": present[name]}); to == "" {
			continue
		}
		p.record.Steps = append(p.record.Steps, step{From: path.Join(aside, name), To: to})
		p.report.Kept = append(p.report.Kept, Move{From: path.Join(place, name), To: to})
	}
	return nil
}

// vacant returns a free name for an archive, or nothing when the archive holds
// that very content already.
func (p *planner) vacant(to string, content map[string]string) string {
	if former, err := p.folder.sums(to); err == nil && len(former) > 0 && total(former) == total(content) {
		return ""
	}
	for to = p.folder.free(to); p.taken[fold(to)]; {
		to += "-2"
	}
	p.taken[fold(to)] = true
	return to
}

func (p *planner) former() string {
	if p.change.Lot == "" {
		return "sans-lot"
	}
	return Slug(p.change.Lot)
}

func (p *planner) move(m Move) error {
	if err := errors.Join(checkPlace(m.From), checkPlace(m.To)); err != nil {
		return err
	}
	if !p.folder.exists(m.From) {
		return fmt.Errorf("%s : introuvable", m.From)
	}
	if p.folder.exists(m.To) {
		return fmt.Errorf("%s : existe déjà", m.To)
	}
	p.record.Steps = append(p.record.Steps, step{From: m.From, To: m.To})
	return nil
}
