package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"relance/generator/output"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect")

// TestMain makes « exec relance … » of a script run this program.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"relance": main})
}

// TestScripts runs the sessions: a title, commands, the user's files, and what the
// screen shows. Those named erreur-… are the gallery of bad inputs.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               setup,
		Condition: func(cond string) (bool, error) {
			if cond != "root" {
				return false, fmt.Errorf("unknown condition %q", cond)
			}
			return os.Geteuid() == 0, nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits, "refused": refused, "edit": edit, "treehash": treehash, "sametree": sametree, "field": field, "pause": pause, "raw": raw, "cut": cut, "append": appendTo, "present": present, "lock": lock, "unlock": unlock, "interrupted": interrupted, "copied": copied, "types": types, "serves": serves, "fetched": fetched, "stopped": stopped, "large": large, "workbook": workbook, "opendocument": opendocument, "facturx": facturx, "swollen": swollen, "spoilt": spoilt, "book": book,
		},
	})
}

// setup gives each script the small kit of testdata/kit, as the folder kit, and an
// environment without an author.
func setup(e *testscript.Env) error {
	home := filepath.Join(e.WorkDir, ".home")
	e.Setenv("HOME", home)
	e.Setenv("USERPROFILE", home)
	e.Setenv("RELANCE_AUTEUR", "")
	e.Values["trees"] = map[string]string{}
	return errors.Join(os.MkdirAll(home, 0o700), os.CopyFS(filepath.Join(e.WorkDir, "kit"), os.DirFS("testdata/kit")))
}

// exits runs a command and checks its status: exits 3 relance generer --kit kit.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var failed *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &failed) {
		got = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, %d expected\n%s", got, want, ts.ReadFile("stderr"))
	}
}

// refused checks that verifier and generer both refuse the kit with status 1, the
// same words, nothing on the standard output and not one file touched.
func refused(ts *testscript.TestScript, _ bool, args []string) {
	before := sum(ts, "kit")
	exits(ts, false, append([]string{"1", "relance", "verifier", "--kit", "kit"}, args...))
	said := ts.ReadFile("stderr")
	exits(ts, false, append([]string{"1", "relance", "generer", "--kit", "kit"}, args...))
	switch {
	case ts.ReadFile("stderr") != said:
		ts.Fatalf("verifier said:\n%s\ngenerer said:\n%s", said, ts.ReadFile("stderr"))
	case ts.ReadFile("stdout") != "":
		ts.Fatalf("results of a refused kit:\n%s", ts.ReadFile("stdout"))
	case sum(ts, "kit") != before:
		ts.Fatalf("a refused kit was written to")
	}
}

// edit replaces a text, which must be there, in a file: edit FILE OLD NEW.
func edit(ts *testscript.TestScript, _ bool, args []string) {
	name, old, text := ts.MkAbs(args[0]), unescaped(args[1]), ts.ReadFile(args[0])
	if !strings.Contains(text, old) {
		ts.Fatalf("%q is not in %s", old, args[0])
	}
	ts.Check(os.WriteFile(name, []byte(strings.Replace(text, old, unescaped(args[2]), 1)), 0o600))
}

// raw writes bytes that a script cannot hold: raw FILE TEXT, with Go's escapes.
func raw(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(unescaped(args[1])), 0o600))
}

// cut removes bytes from the end of a file: cut FILE 30.
func cut(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text[:len(text)-n]), 0o600))
}

// present looks for a pattern in every file of a folder: [!] present DIR REGEXP.
func present(ts *testscript.TestScript, neg bool, args []string) {
	pattern := regexp.MustCompile(args[1])
	root := os.DirFS(ts.MkAbs(args[0]))
	found := ""
	ts.Check(fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		if pattern.Match(data) {
			found = name
		}
		return err
	}))
	if (found != "") == neg {
		ts.Fatalf("%s in %s: %q", args[1], args[0], found)
	}
}

// types types a value in a workbook, in the line of an identifier, or, with "", in
// the first blank one: types FILE SHEET ID HEADER VALUE HEADER VALUE… A number is
// typed as a number. Without a line, it adds the sheet.
func types(ts *testscript.TestScript, _ bool, args []string) {
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	if len(args) == 2 {
		_, err := f.NewSheet(args[1])
		ts.Check(errors.Join(err, f.Save()))
		return
	}
	rows, err := f.GetRows(args[1])
	ts.Check(err)
	id := slices.Index(rows[0], "Identifiant")
	line := slices.IndexFunc(rows, func(row []string) bool {
		return args[2] == "" && strings.Join(row, "") == "" || args[2] != "" && len(row) > id && row[id] == args[2]
	})
	if line < 0 && args[2] == "" {
		line = len(rows)
	}
	for i := 3; i+1 < len(args); i += 2 {
		column := slices.Index(rows[0], args[i])
		if column < 0 || line < 0 {
			ts.Fatalf("%s has no line %q or no column %q\n%q", args[1], args[2], args[i], rows)
		}
		cell, err := excelize.CoordinatesToCellName(column+1, line+1)
		ts.Check(err)
		var value any = args[i+1]
		if n, err := strconv.ParseFloat(args[i+1], 64); err == nil {
			value = n
		}
		ts.Check(f.SetCellValue(args[1], cell, value))
	}
	ts.Check(f.Save())
}

// swollen makes a file larger than what may be joined to a message.
func swollen(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.Truncate(ts.MkAbs(args[0]), 9<<20))
}

// spoilt changes a byte of every file of that name: spoilt DIR NAME.
func spoilt(ts *testscript.TestScript, _ bool, args []string) {
	found := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(name string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Base(name) != args[1] {
			return err
		}
		found++
		data, err := os.ReadFile(name)
		if err == nil {
			data[len(data)/2] ^= 1
			err = os.WriteFile(name, data, 0o600)
		}
		return err
	}))
	if found == 0 {
		ts.Fatalf("no %s in %s", args[1], args[0])
	}
}

// lock holds a kit as another command would, until unlock.
func lock(ts *testscript.TestScript, _ bool, args []string) {
	folder, err := output.Lock(ts.MkAbs(args[0]))
	ts.Check(err)
	held = folder
	ts.Defer(func() { folder.Close() })
}

func unlock(ts *testscript.TestScript, _ bool, _ []string) { ts.Check(held.Close()) }

var held *output.Folder

// interrupted leaves a kit as a command killed between its record and its moves
// does: one file staged, commit.json written.
func interrupted(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Join(dir, ".relance/lot-essai"), 0o700))
	ts.Check(os.WriteFile(filepath.Join(dir, ".relance/lot-essai/rapport.txt"), []byte("fini"), 0o600))
	ts.Check(os.WriteFile(filepath.Join(dir, ".relance/commit.json"), []byte(`{"v":1,"lot":"essai","deplacements":[{"de":".relance/lot-essai/rapport.txt","vers":"rapport.txt"}]}`), 0o600))
}

// appendTo adds a text, without an end of line, to a file.
func appendTo(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(ts.ReadFile(args[0])+unescaped(args[1])), 0o600))
}

// copied checks that a folder holds a file of that name: copied DIR REGEXP.
func copied(ts *testscript.TestScript, neg bool, args []string) {
	found := false
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(name string, _ fs.DirEntry, err error) error {
		ok, bad := regexp.MatchString("^(?:"+args[1]+")$", filepath.Base(name))
		found = found || ok
		return errors.Join(err, bad)
	}))
	if found == neg {
		ts.Fatalf("%s in %s: %v", args[1], args[0], found)
	}
}

func unescaped(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	if text, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`); err == nil {
		return text
	}
	return s
}

// treehash records what a folder holds: treehash NAME DIR.
func treehash(ts *testscript.TestScript, _ bool, args []string) {
	trees(ts)[args[0]] = sum(ts, args[1])
}

// sametree compares a folder with what treehash recorded: [!] sametree NAME DIR.
func sametree(ts *testscript.TestScript, neg bool, args []string) {
	before, ok := trees(ts)[args[0]]
	if same := before == sum(ts, args[1]); !ok || same == neg {
		ts.Fatalf("%s: same tree as %s: %v", args[1], args[0], same)
	}
}

func trees(ts *testscript.TestScript) map[string]string { return ts.Value("trees").(map[string]string) }

// sum is the hash of a folder: names, modes and bytes.
func sum(ts *testscript.TestScript, dir string) string {
	h := sha256.New()
	root := os.DirFS(ts.MkAbs(dir))
	ts.Check(fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		fmt.Fprintln(h, name, info.Mode())
		if e.Type().IsRegular() {
			data, err := fs.ReadFile(root, name)
			fmt.Fprintf(h, "%x\n", sha256.Sum256(data))
			return err
		}
		return nil
	}))
	return fmt.Sprintf("%x", h.Sum(nil))
}

// field keeps a word of the standard output: field VARIABLE 'text before'.
func field(ts *testscript.TestScript, _ bool, args []string) {
	_, rest, ok := strings.Cut(ts.ReadFile("stdout"), args[1])
	if !ok {
		ts.Fatalf("%q is not on the screen", args[1])
	}
	ts.Setenv(args[0], strings.Trim(strings.Fields(rest)[0], `",:`))
}

// pause lets the wall clock pass to another second.
func pause(*testscript.TestScript, bool, []string) { time.Sleep(1100 * time.Millisecond) }
