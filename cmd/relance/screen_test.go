package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
)

func TestOnlyATerminalIsColoured(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if colours(file) || colours(&bytes.Buffer{}) {
		t.Error("a file is not a terminal")
	}
	terminal, err := os.OpenFile("/dev/tty", os.O_WRONLY, 0)
	if err != nil {
		terminal, err = os.OpenFile(os.DevNull, os.O_WRONLY, 0) // a character device too
	}
	if err != nil || !isTerminal(terminal) {
		t.Skip("no character device here")
	}
	defer terminal.Close()
	t.Setenv("TERM", "xterm")
	t.Setenv("WT_SESSION", "1")
	t.Setenv("NO_COLOR", "")
	if !colours(terminal) {
		t.Error("a terminal without colours")
	}
	t.Setenv("NO_COLOR", "1")
	if colours(terminal) {
		t.Error("colours in spite of NO_COLOR")
	}
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "dumb")
	if colours(terminal) {
		t.Error("colours on a terminal that has none")
	}
}

func TestTheProgressLineWaitsASecondAndLeavesNothing(t *testing.T) {
	var screen bytes.Buffer
	now := time.Duration(0)
	p := &progress{to: &screen, clock: func() time.Duration { return now }}
	now = 900 * time.Millisecond
	p.step(10, 1000, "documents")
	if screen.Len() > 0 {
		t.Errorf("shown too early: %q", &screen)
	}
	now = 2 * time.Second
	p.step(100, 1000, "documents")
	if got, want := screen.String(), "\r100 documents sur 1000, 50 par seconde, encore 18 s"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	now += 50 * time.Millisecond
	p.step(101, 1000, "documents")
	if strings.Count(screen.String(), "\r") != 1 {
		t.Errorf("shown too often: %q", &screen)
	}
	p.end()
	if last := strings.Split(screen.String(), "\r"); strings.TrimSpace(last[len(last)-2]) != "" || last[len(last)-1] != "" {
		t.Errorf("something is left on the line: %q", &screen)
	}
}

func TestNobodyWatchesAProgressLineThatGoesToAFile(t *testing.T) {
	var screen bytes.Buffer
	a := &app{err: &screen, elapsed: func() time.Duration { return time.Hour }}
	p := a.progress()
	p.step(1, 2, "documents")
	p.end()
	if screen.Len() > 0 {
		t.Errorf("got %q", &screen)
	}
}

func TestANumberAgreesWithItsNoun(t *testing.T) {
	for n, want := range map[int]string{0: "0 lettre", 1: "1 lettre", 2: "2 lettres", 21: "21 lettres"} {
		if got := count(n, "lettre", "lettres"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
