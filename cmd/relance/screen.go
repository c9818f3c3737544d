package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"relance/generator/diag"
)

// isTerminal reports whether somebody reads w as it is written, rather than a file
// or another program.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// colours reports whether w may be sent escape sequences: a terminal that knows
// them, whose user did not ask for none (no-color.org). The old Windows console
// would print them.
func colours(w io.Writer) bool {
	if os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" || !isTerminal(w) {
		return false
	}
	return runtime.GOOS != "windows" || os.Getenv("WT_SESSION") != ""
}

const (
	bold  = "\x1b[1m"
	green = "\x1b[32m"
	plain = "\x1b[0m"
)

// title prints a heading of the results.
func (a *app) title(s string) {
	if colours(a.out) {
		s = bold + s + plain
	}
	fmt.Fprintf(a.out, "\n%s\n", s)
}

// printProblems shows what is to correct, what is blocked and the warnings; it
// comes after the results.
func (a *app) printProblems(l diag.List) {
	if !colours(a.err) {
		diag.Print(a.err, l, a.source)
		return
	}
	var text bytes.Buffer
	diag.Print(&text, l, a.source)
	for line := range strings.Lines(text.String()) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "   → "):
			line = green + line + plain
		case !strings.HasPrefix(line, " "):
			line = bold + line + plain
		}
		fmt.Fprintln(a.err, line)
	}
}

// A progress line says how far a long work is: done, rate, time left. It shows on
// a terminal only, once the work has lasted a second.
type progress struct {
	to    io.Writer // nil: nobody watches
	clock func() time.Duration
	start time.Duration
	last  time.Duration
	width int
}

func (a *app) progress() *progress {
	p := &progress{clock: a.elapsed}
	if a.elapsed != nil && isTerminal(a.err) {
		p.to, p.start = a.err, a.elapsed()
	}
	return p
}

// step tells that done of total are done.
func (p *progress) step(done, total int, what string) {
	if p.to == nil {
		return
	}
	now := p.clock()
	spent := now - p.start
	if spent < time.Second || now-p.last < 100*time.Millisecond {
		return
	}
	p.last = now
	rate := int64(done) * int64(time.Second) / int64(spent)
	left := spent * time.Duration(total-done) / time.Duration(max(done, 1))
	p.show(fmt.Sprintf("%d %s sur %d, %d par seconde, encore %d s", done, what, total, rate, int64(left.Round(time.Second)/time.Second)))
}

// end wipes the line, so that results start on a clean one.
func (p *progress) end() {
	if p.width > 0 {
		fmt.Fprintf(p.to, "\r%s\r", strings.Repeat(" ", p.width))
		p.width = 0
	}
}

func (p *progress) show(line string) {
	shown := diag.Width(line)
	fmt.Fprintf(p.to, "\r%s%s", line, strings.Repeat(" ", max(0, p.width-shown)))
	p.width = max(shown, p.width)
}

// count writes a number with its noun, both in the number they are in.
func count(n int, one, many string) string {
	if n < 2 {
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %s", n, many)
}
