//go:build unix

package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestCtrlCLeavesTheKitAsItWas interrupts generer while it lays its files aside:
// nothing of them may show, and the next run must do all the work.
func TestCtrlCLeavesTheKitAsItWas(t *testing.T) {
	dir := t.TempDir()
	largeKit(t, dir)
	command := exec.Command("relance", "generer", "--kit", dir, "--date", "2026-03-31")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	// Once files are laid aside the handler of signals is in place, and there is much
	// left to do.
	for staged := false; !staged; {
		select {
		case err := <-ended:
			t.Fatalf("generer ended before anything was laid aside: %v", err)
		case <-time.After(time.Millisecond):
		}
		lots, _ := filepath.Glob(filepath.Join(dir, ".relance", "lot-*", "sortie", "*"))
		staged = len(lots) > 0
	}
	if err := command.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	var failed *exec.ExitError
	if err := <-ended; !errors.As(err, &failed) || failed.ExitCode() != statusInterrupted {
		t.Fatalf("generer ended with %v, want exit status %d", err, statusInterrupted)
	}
	for _, name := range []string{"sortie", "suivi.xlsx", "journal.jsonl", ".relance/commit.json"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s is there", name)
		}
	}
	a := quiet("2026-03-31")
	if code := run([]string{"valider", "--kit", dir}, a); code != statusUsage {
		t.Errorf("valider: exit status %d", code)
	}
	if lots, _ := filepath.Glob(filepath.Join(dir, ".relance", "lot-*")); len(lots) > 0 {
		t.Errorf("the next command left %v", lots)
	}
}
