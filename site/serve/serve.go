// Package serve shows a site on this machine while it is being written: a page
// reloads itself when a file changes. What it adds to the pages never reaches the
// files of the site.
package serve

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"hash/fnv"
	"html"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"relance/generator/diag"
	"relance/site"
	"relance/site/hosting"
)

// pause is the time between two looks at the files. Looking, rather than being
// told, works on network drives too.
const pause = 300 * time.Millisecond

// patience is how long a page waits for a change before it asks again.
const patience = 20 * time.Second

//go:embed reload.js
var reload []byte

// Serve answers on the listener, which should be on the loopback, until ctx ends.
// It builds the site, then again each time a file of watched changes; while the
// pages hold a fault, it shows the faults. The folders of what the program makes
// (sortie, archives, hidden ones) are not watched. The error is the network's.
func Serve(ctx context.Context, listener net.Listener, watched fs.FS, build func() ([]site.File, diag.List)) error {
	s := &shown{changed: make(chan struct{})}
	s.show(stamp(watched), build)
	server := &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second}
	var watching sync.WaitGroup
	watching.Go(func() {
		for ctx.Err() == nil {
			select {
			case <-ctx.Done():
			case <-time.After(pause):
				if now := stamp(watched); now != s.stampNow() {
					s.show(now, build)
				}
			}
		}
		server.Close()
	})
	err := server.Serve(listener)
	watching.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// shown is the site as it stands now.
type shown struct {
	mu    sync.RWMutex
	stamp string
	files map[string][]byte
	wrong []byte // the page of the faults, nil when there is none

	changed chan struct{} // closed when the site is shown anew
}

func (s *shown) show(stamp string, build func() ([]site.File, diag.List)) {
	files, problems := build()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stamp, s.wrong = stamp, nil
	close(s.changed)
	s.changed = make(chan struct{})
	if problems.Faults() {
		s.wrong = faultPage(problems)
		return
	}
	s.files = map[string][]byte{}
	for _, f := range files {
		s.files[f.Name] = f.Data
	}
}

// newer waits until the site is no longer the one of a stamp, and returns its own.
func (s *shown) newer(ctx context.Context, known string) string {
	s.mu.RLock()
	now, changed := s.stamp, s.changed
	s.mu.RUnlock()
	if now == known {
		select {
		case <-changed:
		case <-ctx.Done():
		case <-time.After(patience):
		}
	}
	return s.stampNow()
}

func (s *shown) stampNow() string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.stamp
}

// ServeHTTP answers only requests for this machine by its own name: another site
// could have its name resolved to the loopback to read the pages.
func (s *shown) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !local(r.Host) {
		http.Error(w, "adresse inconnue", http.StatusForbidden)
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if name == "" {
		name = "index.html"
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if name == "_/version" {
		fmt.Fprint(w, s.newer(r.Context(), r.URL.Query().Get("v")))
		return
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	switch data, known := s.files[name]; {
	case name == "_/direct.js":
		write(w, name, reload)
	case s.wrong != nil && path.Ext(name) == ".html":
		write(w, name, live(s.wrong, s.stamp))
	case known && path.Ext(name) == ".html":
		write(w, name, live(data, s.stamp))
	case known:
		write(w, name, data)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		w.Write(live(s.files["404.html"], s.stamp))
	}
}

func local(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	return name == "localhost" || name == "127.0.0.1" || name == "::1"
}

func write(w http.ResponseWriter, name string, data []byte) {
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	w.Write(data)
}

// live adds the script that reloads, and lets it ask this server: the pages forbid
// every connection.
func live(page []byte, stamp string) []byte {
	strict := html.EscapeString(hosting.Policy)
	page = bytes.Replace(page, []byte(strict), []byte(strict+"; "+html.EscapeString("connect-src 'self'")), 1)
	return bytes.Replace(page, []byte("</body>"), []byte("<script src=\"/_/direct.js?v="+stamp+"\"></script>\n</body>"), 1)
}

func faultPage(problems diag.List) []byte {
	var w bytes.Buffer
	w.WriteString("<!doctype html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>À corriger</title></head><body>\n<h1>Le guide attend une correction</h1>\n<ul>\n")
	for _, p := range problems {
		fmt.Fprintf(&w, "<li><code>%s</code> %s", html.EscapeString(place(p.Pos)), html.EscapeString(p.Text))
		if p.Hint != "" {
			fmt.Fprintf(&w, "<br>→ %s", html.EscapeString(p.Hint))
		}
		w.WriteString("</li>\n")
	}
	w.WriteString("</ul>\n<p>La page revient toute seule dès que le fichier est enregistré.</p>\n</body></html>\n")
	return w.Bytes()
}

// place is where a fault is, as editors write it; a line or a column of 0 is not known.
func place(at diag.Pos) string {
	out := at.File
	for _, n := range []int{at.Line, at.Col} {
		if n == 0 {
			break
		}
		out += fmt.Sprintf(":%d", n)
	}
	return out
}

// stamp changes when a file does: its name, size or time.
func stamp(watched fs.FS) string {
	h := fnv.New64a()
	fs.WalkDir(watched, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil // a file that vanished while we look: the next look sees it
		}
		if e.IsDir() {
			if name != "." && (strings.HasPrefix(e.Name(), ".") || name == "sortie" || name == "archives") {
				return fs.SkipDir
			}
			return nil
		}
		if info, err := e.Info(); err == nil {
			fmt.Fprintln(h, name, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	return fmt.Sprintf("%016x", h.Sum64())
}
