package output

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

var errDead = errors.New("the process is dead")

// A failpoint lets n-1 writes pass. The n-th fails; dead, all those after it too,
// so that the disk stays as a killed process leaves it.
type failpoint struct {
	n    int
	dead bool
	err  error
	hit  string
}

func (p *failpoint) before(op, name string) error {
	if p.n--; p.n == 0 {
		p.hit = op + " " + name
	}
	if p.n == 0 || p.n < 0 && p.dead {
		return p.err
	}
	return nil
}

// dieAt is a failpoint at the first call of op on name.
func dieAt(op, name string) func(op, name string) error {
	dead := false
	return func(o, n string) error {
		if dead = dead || o == op && n == name; dead {
			return errDead
		}
		return nil
	}
}

// The world of the sweeps: an old kit, with someone's work in it, and the new
// one. A commit between them has every kind of step.
var (
	oldKit = files{
		"clients.yaml": "clients", "journal.jsonl": "{1}\n{to", "suivi.xlsx": "v1", ".relance/base": "g1",
		"sortie/lot.json": "1", "sortie/lettres/C01.pdf": "retouchée", "sortie/notes.txt": "à moi", "sortie/site/a.html": "a",
	}
	asMade = Change{
		Lot: "lot-1", Archive: true,
		Known: files{"suivi.xlsx": "v1", "sortie/lot.json": "1", "sortie/lettres/C01.pdf": "lettre", "sortie/site/a.html": "a"}.known(),
		Appends: []Append{
			{File: "journal.jsonl", Torn: []byte("{to"), Data: []byte("{2}\n{3}\n")},
			{File: "autre.jsonl", Data: []byte("{1}\n")},
		},
	}
	newFiles = files{
		"sortie/lot.json": "2", "sortie/lettres/C02.pdf": "neuve", "sortie/site/a.html": "a",
		"suivi.xlsx": "v2", ".relance/base": "g2", "archives/journal-tronque-2026-03-31": "{to", "dossiers/C01/note.pdf": "n",
	}
	newKit = func() files {
		kit := files{
			"clients.yaml": "clients", "journal.jsonl": "{1}\n{2}\n{3}\n", "autre.jsonl": "{1}\n",
			"archives/lots/lot-1/lot.json": "1", "archives/lots/lot-1/site/a.html": "a",
			"archives/modifies/lot-1/lettres/C01.pdf": "retouchée", "archives/modifies/lot-1/notes.txt": "à moi",
		}
		maps.Copy(kit, newFiles)
		return kit
	}()
)

// attempt runs the whole command, with or without a failpoint.
func attempt(dir string, p *failpoint) (recovered, err error) {
	var before func(op, name string) error
	if p != nil {
		before = p.before
	}
	f, err := open(dir, before)
	if err != nil {
		return err, err
	}
	defer f.Close()
	_, err = produce(f, "lot-2", newFiles, asMade)
	return nil, err
}

// state tells old from new, and refuses anything else.
func state(t *testing.T, dir, when string) string {
	t.Helper()
	now := read(t, dir)
	fromOld, fromNew := now.diff(oldKit), now.diff(newKit)
	switch {
	case fromOld == "":
		return "old"
	case fromNew == "":
		return "new"
	}
	t.Fatalf("%s: neither old nor new:\nsince old:\n%s\nto new:\n%s", when, fromOld, fromNew)
	return ""
}

func TestKilledAnywhereTheKitIsOldOrNewAtTheNextLock(t *testing.T) {
	t.Parallel() // it waits for the disk most of the time
	seen := map[string]int{}
	for n := 1; ; n++ {
		dir := t.TempDir()
		oldKit.write(t, dir)
		p := &failpoint{n: n, dead: true, err: errDead}
		if _, err := attempt(dir, p); err == nil && p.hit == "" {
			break
		}
		f, err := Lock(dir)
		if err != nil {
			t.Fatalf("killed at %d (%s): %v", n, p.hit, err)
		}
		now := state(t, dir, "killed at "+p.hit)
		f.Close()
		seen[now]++
		if now == "old" && n%8 == 0 {
			if _, err := attempt(dir, nil); err != nil || state(t, dir, "again") != "new" {
				t.Fatalf("again after %s: %v", p.hit, err)
			}
		}
	}
	if seen["old"] < 20 || seen["new"] < 20 {
		t.Errorf("the sweep saw %v", seen)
	}
}

func TestKilledWhileRecoveringTooTheKitIsOldOrNew(t *testing.T) {
	t.Parallel()
	for n := 1; ; n += 3 {
		dir := t.TempDir()
		oldKit.write(t, dir)
		first := &failpoint{n: n, dead: true, err: errDead}
		if _, err := attempt(dir, first); err == nil && first.hit == "" {
			return
		}
		for m := 1; ; m += 2 { // each recovery starts where the one before it was killed
			p := &failpoint{n: m, dead: true, err: errDead}
			f, err := open(dir, p.before)
			if err == nil {
				f.Close()
				break
			}
		}
		state(t, dir, "killed at "+first.hit+", then while recovering")
	}
}

func TestAnErrorOfTheDiskLeavesTheKitAsItWas(t *testing.T) {
	t.Parallel()
	for _, cause := range []error{syscall.ENOSPC, syscall.EIO} {
		for n := 1; ; n++ {
			dir := t.TempDir()
			oldKit.write(t, dir)
			p := &failpoint{n: n, err: cause}
			recovered, err := attempt(dir, p)
			if p.hit == "" {
				break
			}
			if err != nil && !errors.Is(err, cause) {
				t.Errorf("%v at %s was reported as %v", cause, p.hit, err)
			}
			want := "new"
			if err != nil {
				want = "old"
			}
			if recovered == nil {
				now := read(t, dir) // at once, before any recovery
				for name := range now {
					if strings.HasPrefix(name, ".relance/") && name != ".relance/base" {
						delete(now, name)
					}
				}
				if d := now.diff(map[string]files{"old": oldKit, "new": newKit}[want]); d != "" {
					t.Fatalf("%v at %s (%v): not %s:\n%s", cause, p.hit, err, want, d)
				}
			}
			f, err := Lock(dir)
			if err != nil {
				t.Fatal(err)
			}
			f.Close()
			if now := state(t, dir, p.hit); now != want {
				t.Fatalf("%v at %s: %s after the next lock, want %s", cause, p.hit, now, want)
			}
		}
	}
}

func TestAJournalLineCutAnywhereIsWrittenOnce(t *testing.T) {
	const former, torn, added = "{1}\n", "{to", "{2}\n{3}\n"
	for cut := 0; cut <= len(added); cut++ {
		dir := t.TempDir()
		files{"journal.jsonl": former + torn}.write(t, dir)
		f, err := open(dir, dieAt("truncate", "journal.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Append(Append{File: "journal.jsonl", Torn: []byte(torn), Data: []byte(added)}); !errors.Is(err, errDead) {
			t.Fatal(err)
		}
		f.Close()
		files{"journal.jsonl": former + added[:cut]}.write(t, dir)
		lock(t, dir).Close()
		if d := read(t, dir).diff(files{"journal.jsonl": former + added}); d != "" {
			t.Errorf("cut after %d bytes: %s", cut, d)
		}
	}
}

// interrupted leaves a commit that was stopped at the first call of op on name.
func interrupted(t *testing.T, op, name string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	oldKit.write(t, dir)
	f, err := open(dir, dieAt(op, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := produce(f, "lot-2", newFiles, asMade); err == nil {
		t.Fatalf("%s of %s never happened", op, name)
	}
	return dir
}

func TestWorkDoneBetweenTheCrashAndTheRecoveryIsKept(t *testing.T) {
	dir := interrupted(t, "rename", "suivi.xlsx")
	files{"suivi.xlsx": "saisi entre-temps"}.write(t, dir)
	if f := lock(t, dir); f.Finished != "lot-2" {
		t.Errorf("finished %q", f.Finished)
	}
	want := maps.Clone(newKit)
	want["archives/modifies/lot-2/suivi.xlsx"] = "saisi entre-temps"
	if d := read(t, dir).diff(want); d != "" {
		t.Error(d)
	}
}

func TestAStageThatTheDiskLostIsForgotten(t *testing.T) {
	dir := interrupted(t, "rename", "suivi.xlsx")
	files{".relance/lot-lot-2/suivi.xlsx": "\x00\x00"}.write(t, dir)
	lock(t, dir).Close()
	if now := state(t, dir, "after the loss"); now != "old" {
		t.Error(now)
	}
}

func TestAJournalChangedAfterTheCrashStopsTheRecovery(t *testing.T) {
	dir := interrupted(t, "rename", "sortie")
	files{"journal.jsonl": "{1}\n{autre}\n"}.write(t, dir)
	if _, err := Lock(dir); err == nil || !strings.Contains(err.Error(), "journal.jsonl a été modifié") {
		t.Errorf("Lock: %v", err)
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "journal.jsonl")); string(text) != "{1}\n{autre}\n" {
		t.Errorf("the journal became %q", text)
	}
}

func TestAnUnreadableRecordStopsTheRecovery(t *testing.T) {
	dir := t.TempDir()
	for _, text := range []string{"", "{", `{"v":2}`} {
		files{".relance/commit.json": text}.write(t, dir)
		if _, err := Lock(dir); err == nil || !strings.Contains(err.Error(), recordFile) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
