package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"relance/generator/output"
)

// trackerNewSum holds the digests of suivi.nouveau.xlsx as it was written, and of the
// suivi.xlsx that it stands beside.
const trackerNewSum = ".relance/suivi.nouveau"

// A seat is the workbook that people type into; beside it, those that it will replace.
type seat struct {
	file    string // suivi.xlsx, but when they typed elsewhere
	present []byte // nil when there is none
	ours    []byte // suivi.xlsx, which the new one replaces; nil when there is none
	aside   []string
}

// inUse finds the workbook that people typed into: suivi.xlsx, unless it is as it was
// left and another is not. When two were typed into, nobody but them can tell.
func (a *app) inUse() (seat, error) {
	in := seat{file: trackerFile}
	var typed []string
	for _, name := range []string{trackerFile, trackerNew, trackerODS} {
		src, err := fs.ReadFile(os.DirFS(a.dir), name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return in, err
		case name == trackerFile:
			in.ours, in.present = src, src
		default:
			in.aside = append(in.aside, name)
		}
		if !a.anew && !a.left(name, src) {
			typed = append(typed, name)
			in.file, in.present = name, src
		}
	}
	if len(typed) > 1 {
		return in, status{statusFault, fmt.Sprintf("%s ont été remplis l'un et l'autre : lequel est le bon ?\n   → recopiez dans l'un ce que vous avez tapé dans l'autre, sortez cet autre du dossier, puis recommencez ; rien n'a été écrit", strings.Join(typed, " et "))}
	}
	return in, nil
}

// left reports whether a workbook is as this program wrote it, or as it found it when
// it wrote another beside.
func (a *app) left(name string, src []byte) bool {
	if name == trackerODS {
		return false
	}
	sums, _ := fs.ReadFile(os.DirFS(a.dir), trackerNewSum)
	beside := strings.Fields(string(sums))
	if len(beside) == 2 && hash(src) == beside[map[string]int{trackerNew: 0, trackerFile: 1}[name]] {
		return true
	}
	return name == trackerFile && a.wrote(src)
}

// wrote reports whether a workbook is the last one that this program wrote here.
func (a *app) wrote(src []byte) bool {
	sum, err := fs.ReadFile(os.DirFS(a.dir), trackerSum)
	return err == nil && strings.TrimSpace(string(sum)) == hash(src)
}

// keepTyped stages a copy of a suivi.xlsx that people changed, before it is replaced.
func (b *batch) keepTyped(before *lot, made []byte) error {
	ours := b.desk.ours
	if ours == nil || before != nil && before.Tracker == hash(ours) || hash(made) == hash(ours) || b.app.wrote(ours) {
		return nil
	}
	return b.stage.Write(b.backup(ours), ours)
}

// backup is a free name in archives for a workbook, or that of the very same.
func (b *batch) backup(src []byte) string {
	name := "suivi.xlsx"
	if bytes.Contains(src[:min(len(src), 200)], []byte("opendocument.spreadsheet")) {
		name = trackerODS // whatever name it had: Excel would not open it under another
	}
	return b.archived(name, func(old []byte) bool { return hash(old) == hash(src) })
}

// setAside are the moves to archives of the workbooks that suivi.xlsx replaces.
func (b *batch) setAside() (moves []output.Move) {
	if b.desk.name != trackerFile {
		return nil
	}
	for _, name := range b.desk.aside {
		moves = append(moves, output.Move{From: name, To: b.archived(name, func([]byte) bool { return false })})
	}
	return moves
}

// archived is the name in archives of a workbook of the day: a free one, or that of a
// file that is the same.
func (b *batch) archived(name string, same func([]byte) bool) string {
	ending := path.Ext(name)
	stem := fmt.Sprintf("archives/%s-%s-g%04d", strings.TrimSuffix(name, ending), b.agenda.Date.ISO(), b.desk.generation())
	to := stem + ending
	for n := 2; ; n++ {
		old, err := fs.ReadFile(os.DirFS(b.app.dir), to)
		if err != nil || same(old) {
			return to
		}
		to = fmt.Sprintf("%s-%d%s", stem, n, ending)
	}
}
