package output

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A record is commit.json: all that is needed to finish the commit, or to undo
// it, whatever part of it was done. Additions come first, then the steps in
// their order.
type record struct {
	Version   int        `json:"v"`
	Lot       string     `json:"lot"`
	Additions []addition `json:"ajouts,omitempty"`
	Steps     []step     `json:"deplacements,omitempty"`
}

// An addition replaces Torn, which follows the first Size bytes of File, by Data.
type addition struct {
	File string `json:"fichier"`
	New  bool   `json:"nouveau,omitempty"` // there was no such file
	Size int64  `json:"taille"`
	Torn []byte `json:"tronque,omitempty"`
	Data []byte `json:"ajout"`
}

// A step renames From, once what stands at To went Aside. With no Aside, nothing
// stands at To.
type step struct {
	From   string `json:"de"`
	To     string `json:"vers"`
	Sum    string `json:"sha256,omitempty"` // of a staged file or tree
	Aside  string `json:"ancien,omitempty"`
	OldSum string `json:"sha256_ancien,omitempty"` // of what goes Aside
}

func (r record) isEmpty() bool { return len(r.Additions) == 0 && len(r.Steps) == 0 }

// commit does what r says, or undoes it and returns why. Once all is in place it
// succeeds, even if commit.json cannot be removed: the next command will find
// that nothing is left to do.
func (f *Folder) commit(r record) error {
	err := f.writeRecord(r)
	if err == nil {
		err = f.apply(r)
	}
	if err == nil {
		_ = f.finish()
		return nil
	}
	if undone := f.revert(r); undone != nil {
		return fmt.Errorf("%w ; la prochaine commande terminera ce qui a été commencé (%w)", err, undone)
	}
	return err
}

func (f *Folder) writeRecord(r record) error {
	text, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		panic(err) // nothing in a record can fail
	}
	if err := f.remove(recordDraft); err != nil {
		return err
	}
	if err := f.create(recordDraft, append(text, '\n')); err != nil {
		return err
	}
	return f.rename(recordDraft, recordFile)
}

func (f *Folder) readRecord() (r record, found bool, err error) {
	text, err := f.content(recordFile)
	if err != nil || text == nil {
		return record{}, false, err
	}
	if err := json.Unmarshal(text, &r); err != nil || r.Version != 1 {
		return record{}, false, fmt.Errorf("%s : illisible, ou écrit par une version plus récente de relance ; "+
			"vérifiez que sortie et suivi.xlsx sont complets, sinon reprenez-les dans %s, puis supprimez ce fichier", recordFile, setAside)
	}
	return r, true, nil
}

// recover finishes an interrupted commit when all it needs is sound, else
// forgets it, and sweeps what is left.
func (f *Folder) recover() error {
	r, found, err := f.readRecord()
	if err != nil {
		return err
	}
	if !found {
		return f.sweep()
	}
	if !f.isSound(r) {
		if err := f.revert(r); err != nil {
			return err
		}
		return f.sweep()
	}
	if err := f.spare(r); err != nil {
		return err
	}
	if err := f.apply(r); err != nil {
		return err
	}
	f.Finished = r.Lot
	return f.finish()
}

// isSound reports whether every staged file still to be moved is what it was: a
// disk may have lost it in a power cut in spite of the sync.
func (f *Folder) isSound(r record) bool {
	for _, s := range r.Steps {
		if s.Sum == "" || !f.exists(s.From) {
			continue
		}
		if staged, err := f.sums(s.From); err != nil || total(staged) != s.Sum {
			return false
		}
	}
	return true
}

// spare looks for what someone changed since the interruption, and has it kept
// instead of set aside.
func (f *Folder) spare(r record) error {
	for i, s := range r.Steps {
		if s.Aside == "" || !f.exists(s.From) || !f.exists(s.To) {
			continue
		}
		present, err := f.sums(s.To)
		if err != nil {
			return err
		}
		if total(present) != s.OldSum || f.exists(s.Aside) {
			r.Steps[i].Aside = f.free(edited + "/" + Slug(r.Lot) + "/" + s.To)
		}
	}
	return nil
}

// apply does what is not done yet. Each step tells by what stands where whether
// it was done, so that apply may be begun again at any point.
func (f *Folder) apply(r record) error {
	for _, a := range r.Additions {
		if err := f.add(a); err != nil {
			return err
		}
	}
	for _, s := range r.Steps {
		if err := f.advance(s); err != nil {
			return err
		}
	}
	return nil
}

func (f *Folder) advance(s step) error {
	if !f.exists(s.From) || s.Aside == "" && f.exists(s.To) {
		return nil
	}
	if s.Aside != "" && f.exists(s.To) {
		if err := f.rename(s.To, s.Aside); err != nil {
			return err
		}
	}
	return f.rename(s.From, s.To)
}

// revert undoes what was done, last step first, and then forgets the commit.
func (f *Folder) revert(r record) error {
	for _, s := range slices.Backward(r.Steps) {
		if err := f.retreat(s); err != nil {
			return err
		}
	}
	for _, a := range r.Additions {
		if err := f.takeBack(a); err != nil {
			return err
		}
	}
	return f.forget()
}

// retreat undoes a step. Where something stood, and did not go aside, nothing
// was done, whatever became of the staged files.
func (f *Folder) retreat(s step) error {
	if s.Aside != "" && !f.exists(s.Aside) {
		return nil
	}
	if !f.exists(s.From) && f.exists(s.To) {
		if err := f.rename(s.To, s.From); err != nil {
			return err
		}
	}
	if s.Aside != "" && !f.exists(s.To) {
		if err := f.rename(s.Aside, s.To); err != nil {
			return err
		}
		f.prune(s.Aside)
	}
	f.prune(s.To)
	return nil
}

// finish forgets a commit that is done.
func (f *Folder) finish() error {
	if err := f.forget(); err != nil {
		return err
	}
	return f.sweep()
}

func (f *Folder) forget() error {
	if err := f.remove(recordFile); err != nil {
		return err
	}
	return f.syncDir(home)
}

// sweep removes what no commit needs any more.
func (f *Folder) sweep() error {
	entries, err := fs.ReadDir(f.FS(), home)
	if err != nil {
		return blame(home, err)
	}
	for _, entry := range entries {
		name := home + "/" + entry.Name()
		if name != setAside && name != recordDraft && !strings.HasPrefix(name, stagePrefix) {
			continue
		}
		if err := f.remove(name); err != nil {
			return err
		}
	}
	return nil
}

// content returns a file's bytes, nil when there is none.
func (d *disk) content(name string) ([]byte, error) {
	text, err := d.root.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return text, blame(name, err)
}

// tail returns what follows the sound part of the file. ok tells that it is what
// it was before a, what it is after, or a write of a cut short.
func (f *Folder) tail(a addition) (tail []byte, ok bool, err error) {
	present, err := f.content(a.File)
	if err != nil || int64(len(present)) < a.Size {
		return nil, false, err
	}
	tail = present[a.Size:]
	return tail, bytes.HasPrefix(a.Data, tail) || bytes.HasPrefix(a.Torn, tail), nil
}

func changedSince(file string) error {
	return fmt.Errorf("%s a été modifié après l'interruption d'une commande : remettez la version précédente de ce fichier, "+
		"ou supprimez %s pour abandonner ce que la commande avait commencé", file, recordFile)
}

func (f *Folder) add(a addition) error {
	tail, ok, err := f.tail(a)
	switch {
	case err != nil:
		return err
	case tail != nil && bytes.HasPrefix(tail, a.Data) && !bytes.Equal(tail, a.Torn):
		return nil // done, even if more was added since
	case !ok:
		return changedSince(a.File)
	}
	if err := f.mkdir(path.Dir(a.File)); err != nil {
		return err
	}
	if err := f.splice(a.File, a.Size, a.Data); err != nil {
		return err
	}
	return f.syncDir(path.Dir(a.File))
}

func (f *Folder) takeBack(a addition) error {
	tail, ok, err := f.tail(a)
	switch {
	case err != nil:
		return err
	case !ok:
		return changedSince(a.File)
	case a.New:
		return f.remove(a.File)
	case bytes.Equal(tail, a.Torn):
		return nil
	}
	return f.splice(a.File, a.Size, a.Torn)
}
