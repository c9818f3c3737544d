// Package graft puts the sheets of a tracker just made into the workbook that people
// use, which holds sheets of their own: theirs stay byte for byte, with their
// charts, pictures and pivot tables, and what relance wrote last time goes.
//
// Both are zips of parts that name each other. The sheets of relance are replaced
// with all that hangs from them, and their styles are added to those there are.
package graft

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"relance/generator/tracker/pack"
	"relance/generator/tracker/parts"
)

// Into returns the workbook theirs, with the sheets of ours instead of those of the
// same names; owned tells the defined names that relance writes. The same arguments
// give the same bytes. The error is that of a workbook built otherwise than Excel
// and LibreOffice do: then ours is to be written beside it.
func Into(theirs, ours []byte, owned func(name string) bool) ([]byte, error) {
	host, err := open(theirs)
	if err != nil {
		return nil, err
	}
	guest, err := open(ours)
	if err != nil {
		return nil, err
	}
	g := &grafting{host: host, guest: guest, owned: owned, moved: map[string]string{}}
	for _, step := range []func() error{g.clear, g.styles, g.move, g.names, g.properties, g.forget, g.choose, g.sweep} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return pack.Zip(host.parts)
}

// A grafting is one run: guest goes into host.
type grafting struct {
	host, guest *side
	owned       func(string) bool
	moved       map[string]string // parts of the guest: what they are called in the host
}

// A side is one of the two workbooks: its parts are taken out and put in.
type side struct {
	*parts.File
	parts map[string][]byte
}

func open(src []byte) (*side, error) {
	f, err := parts.Open(src)
	if err != nil {
		return nil, err
	}
	s := &side{f, map[string][]byte{}}
	for _, name := range f.Names() {
		if s.parts[name] = f.Part(name); s.parts[name] == nil {
			return nil, fmt.Errorf("%s ne se lit pas", name)
		}
	}
	return s, nil
}

// clear takes out of the host the sheets that the guest has too, with what hangs
// only from them.
func (g *grafting) clear() error {
	gone, kept := map[string]bool{}, map[string]bool{}
	for _, s := range g.host.Sheets {
		if g.guest.Sheet(s.Name) != nil {
			g.host.Reach(s.Part, gone)
		} else {
			g.host.Reach(s.Part, kept)
		}
	}
	for part := range gone {
		if !kept[part] {
			g.drop(part)
		}
	}
	return nil
}

// sweep drops the parts that hang from nothing: programs that delete a sheet leave
// its tables behind, whose names would be taken twice.
func (g *grafting) sweep() error {
	src, err := pack.Zip(g.host.parts)
	if err != nil {
		return err
	}
	now, err := parts.Open(src)
	if err != nil {
		return err
	}
	alive := map[string]bool{parts.Types: true, "_rels/.rels": true}
	for _, target := range now.Targets("") {
		now.Reach(target, alive)
	}
	for _, part := range now.Names() {
		if !alive[part] {
			g.drop(part)
		}
	}
	return nil
}

// drop takes a part out of the host, and out of the list of its types.
func (g *grafting) drop(part string) {
	delete(g.host.parts, part)
	g.edit(parts.Types, func(s string) string {
		return regexp.MustCompile(`<Override [^>]*PartName="/`+regexp.QuoteMeta(part)+`"[^>]*?/?>(?:</Override>)?`).ReplaceAllLiteralString(s, "")
	})
}

func (g *grafting) edit(part string, change func(string) string) {
	g.host.parts[part] = []byte(change(string(g.host.parts[part])))
}

// move brings the sheets of the guest, under names that are free.
func (g *grafting) move() error {
	coming := map[string]bool{}
	for _, s := range g.guest.Sheets {
		g.guest.Reach(s.Part, coming)
	}
	names := slices.Sorted(maps.Keys(coming))
	for _, part := range names {
		if path.Base(path.Dir(part)) != "_rels" {
			g.moved[part] = g.free(part)
		}
	}
	ids := g.tableIDs()
	for _, part := range names {
		if to := g.moved[part]; to != "" {
			data := g.guest.parts[part]
			if strings.HasPrefix(part, "xl/tables/") {
				data = tableID.ReplaceAll(data, fmt.Appendf(nil, `${1} id="%d"`, ids))
				ids++
			}
			g.host.parts[to] = data
			g.hang(part, to)
			g.declare(part, to)
		}
	}
	return g.enter()
}

var tableID = regexp.MustCompile(`(<table [^>]*?) id="\d+"`)

// tableIDs is the first number that no table of the host has.
func (g *grafting) tableIDs() int {
	next := 1
	for name, part := range g.host.parts {
		if strings.HasPrefix(name, "xl/tables/") {
			n := 0
			if m := tableNumber.FindSubmatch(part); m != nil {
				fmt.Sscan(string(m[1]), &n)
			}
			next = max(next, n+1)
		}
	}
	return next
}

var tableNumber = regexp.MustCompile(`<table [^>]*? id="(\d+)"`)

// free is a name that no part of the host has, nor one that has moved.
func (g *grafting) free(part string) string {
	extension := path.Ext(part)
	stem := strings.TrimRight(strings.TrimSuffix(part, extension), "0123456789")
	taken := map[string]bool{}
	for _, to := range g.moved {
		taken[to] = true
	}
	for n, name := 1, part; ; n++ {
		if g.host.parts[name] == nil && !taken[name] {
			return name
		}
		name = fmt.Sprintf("%s%d%s", stem, n, extension)
	}
}

// hang gives a part that moved what it hangs on, under its new names.
func (g *grafting) hang(part, to string) {
	rels := g.guest.parts[parts.Rels(part)]
	if rels == nil {
		return
	}
	targets := g.guest.Targets(part)
	g.host.parts[parts.Rels(to)] = parts.Relation.ReplaceAllFunc(rels, func(tag []byte) []byte {
		target, inside := targets[parts.Attribute(string(tag), "Id")]
		if !inside {
			return tag
		}
		return []byte(parts.With(string(tag), "Target", "/"+g.moved[target]))
	})
}

// declare says of what type a part that moved is.
func (g *grafting) declare(part, to string) {
	types := string(g.guest.parts[parts.Types])
	kind := ""
	if m := regexp.MustCompile(`<Override [^>]*PartName="/` + regexp.QuoteMeta(part) + `"[^>]*>`).FindString(types); m != "" {
		kind = parts.Attribute(m, "ContentType")
	}
	fallback := regexp.MustCompile(`<Default [^>]*Extension="` + regexp.QuoteMeta(strings.TrimPrefix(path.Ext(part), ".")) + `"[^>]*?/?>(?:</Default>)?`)
	g.edit(parts.Types, func(s string) string {
		more := ""
		if fallback.FindString(s) == "" {
			more = fallback.FindString(types)
		}
		if kind != "" {
			more += `<Override PartName="/` + to + `" ContentType="` + kind + `"/>`
		}
		return strings.Replace(s, "</Types>", more+"</Types>", 1)
	})
}
