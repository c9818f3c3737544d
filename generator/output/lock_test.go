package output

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The test binary runs itself again with one of these set to a kit folder.
const (
	holderEnv = "OUTPUT_TEST_HOLD"
	writerEnv = "OUTPUT_TEST_WRITE"
)

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(holderEnv) != "":
		hold(os.Getenv(holderEnv))
	case os.Getenv(writerEnv) != "":
		keepWriting(os.Getenv(writerEnv))
	default:
		os.Exit(m.Run())
	}
}

// hold takes the lock, says so, and waits to be killed.
func hold(dir string) {
	f, err := Lock(dir)
	fmt.Println("held", err)
	time.Sleep(time.Minute)
	f.Close()
}

// keepWriting appends ten lines, one lock each, and prints those it could not.
func keepWriting(dir string) {
	for done := 0; done < 10; {
		f, err := Lock(dir)
		if errors.Is(err, ErrLocked) {
			time.Sleep(time.Millisecond)
			continue
		}
		if err == nil {
			err = f.Append(Append{File: "journal.jsonl", Data: fmt.Appendf(nil, "{%d %d}\n", os.Getpid(), done)})
		}
		if err != nil {
			fmt.Println(err)
		}
		f.Close()
		done++
	}
}

func again(t *testing.T, env, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), env+"="+dir)
	return cmd
}

func TestAFolderHasOneWriterAndAKilledOneFreesIt(t *testing.T) {
	dir := t.TempDir()
	holder := again(t, holderEnv, dir)
	out, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "held <nil>\n" {
		t.Fatal(line, err)
	}
	if _, err := Lock(dir); !errors.Is(err, ErrLocked) {
		t.Errorf("a second writer: %v", err)
	}
	if err := holder.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = holder.Wait()
	lock(t, dir)
}

func TestTwoFirstCommandsMayMakeTheFolderOfTheLockTogether(t *testing.T) {
	dir := t.TempDir()
	f, err := open(dir, func(op, name string) error {
		if op == "mkdir" && name == home {
			return os.Mkdir(filepath.Join(dir, home), 0o700) // the other command comes first
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
}

func TestSeveralProcessesWriteInTurn(t *testing.T) {
	dir := t.TempDir()
	writers := make([]*exec.Cmd, 4)
	said := make([]strings.Builder, len(writers))
	for i := range writers {
		writers[i] = again(t, writerEnv, dir)
		writers[i].Stdout = &said[i]
		if err := writers[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	for i, writer := range writers {
		if err := writer.Wait(); err != nil || said[i].Len() > 0 {
			t.Errorf("%v: %s", err, said[i].String())
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "journal.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		lines[line] = true
	}
	if len(lines) != 10*len(writers) || strings.Count(string(text), "\n") != 10*len(writers) {
		t.Errorf("%d different lines among:\n%s", len(lines), text)
	}
}
