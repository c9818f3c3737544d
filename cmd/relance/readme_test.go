package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestTheCommandsOfTheReadmeRunAsPrinted runs every « bin/relance » line of the
// README, in order, in an empty folder.
func TestTheCommandsOfTheReadmeRunAsPrinted(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	t.Setenv("RELANCE_AUTEUR", "")
	ran := 0
	for line := range strings.Lines(string(text)) {
		words, ok := strings.CutPrefix(strings.TrimSpace(line), "bin/relance ")
		if !ok {
			continue
		}
		ran++
		var messages bytes.Buffer
		a := quiet("2026-04-02")
		a.err = &messages
		if code := run(shellWords(words), a); code != statusDone && code != statusBlocked {
			t.Errorf("%s: exit status %d\n%s", words, code, &messages)
		}
	}
	if ran < 5 {
		t.Errorf("%d commands were found in the README", ran)
	}
}

// shellWords cuts a command line at its spaces, double quotes apart.
func shellWords(line string) []string {
	var words []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			words = append(words, part)
			continue
		}
		words = append(words, strings.Fields(part)...)
	}
	return words
}
