package kit

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// Overlay lays the user's folder over a built-in one, file by file. Listings are
// merged too: one file of the user's must not hide all the built-in ones.
func Overlay(user, builtin fs.FS) fs.FS { return overlay{user, builtin} }

type overlay struct{ user, builtin fs.FS }

// Open opens the user's file, else the built-in one.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.user.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.builtin.Open(name)
	}
	return f, err
}

// ReadDir lists both folders, the user's entry winning.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	mine, err := fs.ReadDir(o.user, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	theirs, err2 := fs.ReadDir(o.builtin, name)
	if err != nil && err2 != nil {
		return nil, err2
	}
	all := append(slices.Clone(mine), theirs...)
	slices.SortStableFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(all, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}

// Sub keeps the overlay inside a folder; a folder the user does not have is empty.
func (o overlay) Sub(dir string) (fs.FS, error) {
	user, err := fs.Sub(o.user, dir)
	if err != nil {
		return nil, err
	}
	builtin, err := fs.Sub(o.builtin, dir)
	if err != nil {
		return nil, err
	}
	return overlay{user, builtin}, nil
}
