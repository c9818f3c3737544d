// Command relance turns a folder of clients and invoices into everything a French
// business needs to chase unpaid invoices. It sends nothing by itself.
//
// The rules of the screen: results go to the standard output, messages to the
// error output; French, plain words; a fault is shown with its line and a remedy,
// all faults at once; the exit status says what happened.
//
//	0 done · 1 the kit must be corrected, nothing written · 2 wrong use
//	3 done, but clients or invoices are blocked · 4 the machine, state unchanged
//	5 locked, or the batch is stale · 70 internal error, nothing written
//	130 interrupted
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/output"
)

func main() {
	app := newApp(os.Stdout, os.Stderr)
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	go func() {
		<-interrupted
		app.committing.Lock() // what is being put in place is put whole
		fmt.Fprintln(os.Stderr, app.farewell)
		os.Exit(statusInterrupted)
	}()
	os.Exit(run(os.Args[1:], app))
}

// newApp reads the clock, the only place that does.
func newApp(stdout, stderr io.Writer) *app {
	start := time.Now()
	return &app{out: stdout, err: stderr, committing: &sync.Mutex{}, farewell: "interrompu : rien n'est perdu, relancez la commande quand vous voudrez",
		today: calendar.Today(start), now: clock(start),
		elapsed: func() time.Duration { return time.Since(start) }}
}

// clock is the wall clock in Paris: what the journal calls « heure ».
func clock(t time.Time) string {
	if paris, err := time.LoadLocation("Europe/Paris"); err == nil {
		t = t.In(paris)
	}
	return t.Format("15:04")
}

// memory is where the collector starts to work harder rather than let the program
// grow: 5,000 letters then fit in 140 MB, on the machine of a small firm.
const memory = 105 << 20

const (
	statusDone        = 0
	statusFault       = 1
	statusUsage       = 2
	statusBlocked     = 3
	statusMachine     = 4
	statusStale       = 5
	statusInternal    = 70
	statusInterrupted = 130
)

// A status is an error that carries its exit status. An empty text prints nothing:
// everything was said already.
type status struct {
	code int
	text string
}

func (s status) Error() string { return s.text }

func usage(format string, args ...any) error {
	return status{statusUsage, fmt.Sprintf(format, args...)}
}

// run is the whole program: one command, one exit status. A panic is ours, never
// the user's: it says so, and nothing has been written, since files are staged.
func run(args []string, app *app) (code int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(app.err, "erreur interne : %v\nRien n'a été écrit. Signalez-la avec ce qui suit :\n%s", r, debug.Stack())
			code = statusInternal
		}
	}()
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memory)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200) // most commands end before they need to collect anything
	}
	root := app.root()
	root.SetArgs(args)
	root.SetOut(app.out)
	root.SetErr(app.err)
	return app.exit(root.Execute())
}

// exit turns an error into its message and its status.
func (a *app) exit(err error) int {
	var s status
	var refusal *diag.Refusal
	var many *several
	switch {
	case err == nil:
		return statusDone
	case errors.As(err, &s):
		if s.text != "" {
			fmt.Fprintln(a.err, s.text)
		}
		return s.code
	case errors.As(err, &refusal):
		a.printProblems(refusal.List)
		return statusFault
	case errors.As(err, &many):
		fmt.Fprintf(a.err, "%v\n   → lancez la commande dans l'un d'eux : --kit %s\n", many, filepath.ToSlash(filepath.Join(a.dir, many.root.Kits[0])))
		return statusUsage
	case errors.Is(err, output.ErrLocked):
		fmt.Fprintln(a.err, err)
		return statusStale
	}
	fmt.Fprintln(a.err, diag.French(err))
	return statusMachine
}
