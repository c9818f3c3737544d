package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// publicSite is the only part that holds no personal data.
const publicSite = "sortie/site"

// A disk is the kit folder seen through an os.Root, so that neither a path nor a
// symbolic link leads out of it. Every write goes through a method below.
type disk struct {
	root   *os.Root
	before func(op, name string) error // called before each write; tests fail there, or die
}

func (d *disk) about(op, name string) error {
	if d.before == nil {
		return nil
	}
	return d.before(op, name)
}

// blame names the file once, in front of the system's bare reason.
func blame(name string, err error) error {
	if err == nil {
		return nil
	}
	var inPath *fs.PathError
	var inLink *os.LinkError
	switch {
	case errors.As(err, &inPath):
		err = inPath.Err
	case errors.As(err, &inLink):
		err = inLink.Err
	}
	return fmt.Errorf("%s : %w", name, err)
}

// perm returns the permissions of a name: ours alone, but for the public site.
// A staged file has those of the place it will be moved to.
func perm(name string, folder bool) fs.FileMode {
	if staged, ok := strings.CutPrefix(name, stagePrefix); ok {
		_, name, _ = strings.Cut(staged, "/")
	}
	public := name == publicSite || strings.HasPrefix(name, publicSite+"/")
	switch {
	case public && folder:
		return 0o755
	case public:
		return 0o644
	case folder:
		return 0o700
	}
	return 0o600
}

// chmod undoes what the umask took away. File systems without permissions
// refuse it, and lose nothing.
func (d *disk) chmod(name string, mode fs.FileMode) error {
	if err := d.about("chmod", name); err != nil {
		return blame(name, err)
	}
	err := d.root.Chmod(name, mode)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, errors.ErrUnsupported) {
		return nil
	}
	return blame(name, err)
}

// mkdir makes a folder and those above it. Another process may make it first:
// the home of the lock is made before the lock is held.
func (d *disk) mkdir(name string) error {
	if name == "." || d.exists(name) {
		return nil
	}
	if err := d.mkdir(path.Dir(name)); err != nil {
		return err
	}
	if err := d.about("mkdir", name); err != nil {
		return blame(name, err)
	}
	mode := perm(name, true)
	if err := d.root.Mkdir(name, mode); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		return blame(name, err)
	}
	return d.chmod(name, mode)
}

// create writes a new file, and the folders above it, down to the disk itself.
func (d *disk) create(name string, data []byte) error {
	if err := d.createFrom(name, written(data)); err != nil {
		return err
	}
	return d.syncFiles([]string{name})
}

// written writes bytes that are there already.
func written(data []byte) func(w io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// createFrom writes a new file, which the disk itself may not hold yet.
func (d *disk) createFrom(name string, write func(w io.Writer) error) error {
	if err := d.mkdir(path.Dir(name)); err != nil {
		return err
	}
	if err := d.about("create", name); err != nil {
		return blame(name, err)
	}
	mode := perm(name, false)
	file, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return blame(name, err)
	}
	if err := d.fill(file, name, write); err != nil {
		return err
	}
	return d.chmod(name, mode)
}

// fill writes at the file's current place, and closes it.
func (d *disk) fill(file *os.File, name string, write func(w io.Writer) error) error {
	err := d.about("write", name)
	if err == nil {
		err = write(file)
	}
	return blame(name, errors.Join(err, file.Close()))
}

// atOnce is how many files are synced at once: a disk that is asked for several
// writes them together, ten times faster.
const atOnce = 8

// syncFiles brings files down to the disk itself.
func (d *disk) syncFiles(names []string) error {
	var work sync.WaitGroup
	var mu sync.Mutex
	var failed error
	free := make(chan struct{}, atOnce)
	for _, name := range names {
		if err := d.about("sync", name); err != nil {
			work.Wait()
			return blame(name, err)
		}
		free <- struct{}{}
		work.Go(func() {
			err := d.syncFile(name)
			mu.Lock()
			failed = errors.Join(failed, blame(name, err))
			mu.Unlock()
			<-free
		})
	}
	work.Wait()
	return failed
}

func (d *disk) syncFile(name string) error {
	file, err := d.root.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// splice replaces all that follows the first size bytes of a file by data. It
// makes the file if there is none.
func (d *disk) splice(name string, size int64, data []byte) error {
	if err := d.about("truncate", name); err != nil {
		return blame(name, err)
	}
	file, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE, perm(name, false))
	if err != nil {
		return blame(name, err)
	}
	err = file.Truncate(size)
	if err == nil {
		_, err = file.Seek(size, io.SeekStart)
	}
	if err != nil {
		return blame(name, errors.Join(err, file.Close()))
	}
	if err := d.fill(file, name, written(data)); err != nil {
		return err
	}
	return d.syncFiles([]string{name})
}

func (d *disk) rename(from, to string) error {
	if err := d.mkdir(path.Dir(to)); err != nil {
		return err
	}
	if err := d.about("rename", from); err != nil {
		return blame(to, err)
	}
	if err := d.root.Rename(from, to); err != nil {
		return blame(to, err)
	}
	return errors.Join(d.syncDir(path.Dir(from)), d.syncDir(path.Dir(to)))
}

func (d *disk) remove(name string) error {
	if err := d.about("remove", name); err != nil {
		return blame(name, err)
	}
	err := d.root.RemoveAll(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return blame(name, err)
}

// prune removes the folders above name that hold nothing any more.
func (d *disk) prune(name string) {
	for at := path.Dir(name); at != "." && d.about("prune", at) == nil; at = path.Dir(at) {
		if d.root.Remove(at) != nil {
			return
		}
	}
}

// syncDir makes the names in a folder as durable as the files. Windows has no
// such call, some network folders refuse it.
func (d *disk) syncDir(name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	if err := d.about("sync", name); err != nil {
		return blame(name, err)
	}
	folder, err := d.root.Open(name)
	if err != nil {
		return blame(name, err)
	}
	err = folder.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) {
		err = nil
	}
	return blame(name, errors.Join(err, folder.Close()))
}

func (d *disk) exists(name string) bool {
	_, err := d.root.Lstat(name)
	return err == nil
}

// free returns name, or name with the first of -2, -3… before its extension that
// nothing bears yet.
func (d *disk) free(name string) string {
	ext := path.Ext(path.Base(name))
	for n, try := 2, name; ; n++ {
		if !d.exists(try) {
			return try
		}
		try = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), n, ext)
	}
}

func sum(data []byte) string {
	digest := sha256.Sum256(data)
	return hex.EncodeToString(digest[:])
}

// sums returns the SHA-256 of each file of a folder by its path below it, or of
// a lone file under the name ".". What is neither a file nor a folder has an
// empty one. Nothing there: nothing returned.
func (d *disk) sums(name string) (map[string]string, error) {
	found := map[string]string{}
	info, err := d.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return found, nil
	}
	if err == nil && info.Mode().Type() == fs.ModeSymlink {
		return map[string]string{".": ""}, nil // WalkDir would follow it
	}
	err = fs.WalkDir(d.root.FS(), name, func(at string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		below := "."
		if at != name {
			below = at[len(name)+1:]
		}
		found[below] = ""
		if !entry.Type().IsRegular() {
			return nil
		}
		data, err := d.root.ReadFile(at)
		found[below] = sum(data)
		return err
	})
	return found, blame(name, err)
}

// total sums up a folder or a file in one value.
func total(sums map[string]string) string {
	var list bytes.Buffer
	for _, name := range sortedKeys(sums) {
		fmt.Fprintf(&list, "%s  %s\n", sums[name], name)
	}
	return sum(list.Bytes())
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
