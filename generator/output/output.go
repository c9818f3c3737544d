// Package output writes into the kit folder all at once or not at all.
//
// A command takes the lock ([Lock]), lays its files aside in a [Stage], and
// commits: files, folders and journal lines then appear together. Whatever
// stops the program in between, the folder holds the old state or the new one,
// and the next Lock finishes or forgets what was begun:
//
//	.relance/lot-…         the files being made
//	.relance/commit.json   what is left to do; written last, when all is on the disk
//	.relance/ancien        what was replaced, until commit.json is removed
//
// Nothing that a person made or changed is ever deleted: it moves to archives/.
package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ErrLocked says that another command is at work in the folder: exit status 5.
var ErrLocked = errors.New("une autre commande relance travaille dans ce dossier : attendez qu'elle ait fini, puis recommencez")

const (
	home        = ".relance"
	stagePrefix = home + "/lot-"
	recordFile  = home + "/commit.json"
	recordDraft = home + "/commit.nouveau"
	setAside    = home + "/ancien"
	archives    = "archives/lots"
	edited      = "archives/modifies"
)

// A Folder is a kit folder that this process alone may write to. It is not safe
// for use by several goroutines.
type Folder struct {
	// Finished names the lot of a former command that was stopped halfway, and
	// that Lock has just finished; empty when there was nothing to finish.
	Finished string

	disk
	lock *flock.Flock
}

// Lock opens the kit folder dir, which must exist, for writing. It first
// finishes or forgets what an interrupted command left. It returns ErrLocked
// when another process holds the folder; the system frees the lock of a process
// that dies.
func Lock(dir string) (*Folder, error) { return open(dir, nil) }

func open(dir string, before func(op, name string) error) (*Folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, blame(dir, err)
	}
	f := &Folder{
		disk: disk{root: root, before: before},
		lock: flock.New(filepath.Join(dir, home, "verrou")),
	}
	if err := f.acquire(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func (f *Folder) acquire() error {
	if err := f.mkdir(home); err != nil {
		return err
	}
	if info, err := f.root.Lstat(home); err != nil || !info.IsDir() {
		return fmt.Errorf("%s : ce n'est pas un dossier", home)
	}
	held, err := f.lock.TryLock()
	if err != nil {
		return blame(home+"/verrou", err)
	}
	if !held {
		return ErrLocked
	}
	return f.recover()
}

// Close frees the lock.
func (f *Folder) Close() error {
	return errors.Join(f.lock.Close(), f.root.Close())
}

// FS returns the kit folder for reading.
func (f *Folder) FS() fs.FS { return f.root.FS() }

// OpenElsewhere returns an error when an office program holds the file: it left
// its own lock beside it, or the system refuses to open it for writing.
func (f *Folder) OpenElsewhere(file string) error {
	folder, base := path.Split(file)
	for _, mark := range []string{folder + "~$" + base, folder + ".~lock." + base + "#"} {
		if f.exists(mark) {
			return fmt.Errorf("%s est ouvert dans un autre programme : fermez-le, puis recommencez (s'il ne l'est plus, supprimez %s)", file, mark)
		}
	}
	held, err := f.root.OpenFile(file, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return blame(file, err)
	}
	return held.Close()
}

// An Append (ajout) adds Data, whole lines, to the end of a file, which is made
// if it does not exist.
type Append struct {
	File string
	Torn []byte // the end of the file as it was read, a line cut short, which Data replaces; usually nil
	Data []byte
}

// Append does a, wholly or not at all, on its own.
func (f *Folder) Append(a Append) error {
	stage, err := f.Begin("ajout")
	if err != nil {
		return err
	}
	_, err = stage.Commit(Change{Appends: []Append{a}})
	return err
}
