package main

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// A said is what a program has written so far.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// running is the program that « serves » started, for « fetched » and « stopped ».
type running struct {
	command *exec.Cmd
	said    *said
	address string
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)

// serves starts relance with arguments and waits for the address it tells: serves
// servir --kit kit --port 0.
func serves(ts *testscript.TestScript, _ bool, args []string) {
	bin, _, _ := strings.Cut(ts.Getenv("PATH"), string(os.PathListSeparator))
	s := &running{command: exec.Command(filepath.Join(bin, "relance"), args...), said: &said{}}
	s.command.Dir, s.command.Stdout, s.command.Stderr = ts.MkAbs("."), s.said, s.said
	ts.Check(s.command.Start())
	ts.Defer(func() { s.command.Process.Kill() })
	for s.address == "" { // until the test's own deadline
		time.Sleep(10 * time.Millisecond)
		s.address = address.FindString(s.said.String())
	}
	serving = s
}

var serving *running

// fetched waits until a page of the program that serves shows a pattern: fetched
// PAGE REGEXP. With !, the page must not show it now.
func fetched(ts *testscript.TestScript, neg bool, args []string) {
	pattern := regexp.MustCompile(args[1])
	for {
		answer, err := http.Get(serving.address + args[0])
		ts.Check(err)
		body, err := io.ReadAll(answer.Body)
		ts.Check(err)
		answer.Body.Close()
		found := pattern.Match(body)
		switch {
		case found && neg:
			ts.Fatalf("%s shows %s", args[0], args[1])
		case found != neg:
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// stopped interrupts the program that serves, as Ctrl-C does, and checks its status
// and the last thing it says: stopped 130 TEXT.
func stopped(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(serving.command.Process.Signal(os.Interrupt))
	serving.command.Wait()
	code := serving.command.ProcessState.ExitCode()
	if strconv.Itoa(code) != args[0] || !strings.HasSuffix(serving.said.String(), "\n"+args[1]+"\n") {
		ts.Fatalf("exit status %d, %s expected\n%s", code, args[0], serving.said)
	}
}

// large makes a page of five megabytes: large FILE.
func large(ts *testscript.TestScript, _ bool, args []string) {
	text := "---\ntitre: Chez nous\nsection: equipe\n---\n" + strings.Repeat("Nous relançons tous nos clients le même jour.\n\n", 5<<20/48)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}
