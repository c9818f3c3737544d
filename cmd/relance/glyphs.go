package main

import (
	"fmt"
	"reflect"
	"strings"

	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/layout/lines"
)

// printable refuses a kit whose texts hold a character that no font of the letters
// has: it would print as an empty box. Each is shown at its own place.
func printable(k *kit.Kit) diag.List {
	g := glyphs{known: map[reflect.Type]form{}}
	g.walk(reflect.ValueOf(k.Creditor), diag.Pos{})
	g.walk(reflect.ValueOf(k.Secretariat), k.At["secretariat"])
	g.walk(reflect.ValueOf(k.Mandate), k.At["mandat"])
	for i := range k.Clients {
		g.of = "client " + k.Clients[i].Code + " : "
		g.walk(reflect.ValueOf(&k.Clients[i]), diag.Pos{})
	}
	return g.faults
}

// A glyphs is the search under way; of names whose text it is in.
type glyphs struct {
	of     string
	faults diag.List
	known  map[reflect.Type]form // the structs seen so far
}

// A form is what matters of a struct: its fields with a key, and At.
type form struct {
	fields []keyed
	at     []int // index of At, nil when there is none
}

type keyed struct {
	index int
	key   string
}

func (g *glyphs) form(t reflect.Type) form {
	f, known := g.known[t]
	if known {
		return f
	}
	for i := range t.NumField() {
		key, _, _ := strings.Cut(t.Field(i).Tag.Get("cle"), ",")
		if key != "" && key != "note" && t.Field(i).IsExported() {
			f.fields = append(f.fields, keyed{i, key})
		}
	}
	if at, ok := t.FieldByName("At"); ok {
		f.at = at.Index
	}
	g.known[t] = f
	return f
}

// walk goes through a struct by its key tags; At gives the place of each value, or
// else all of them stand at one place.
func (g *glyphs) walk(v reflect.Value, at diag.Pos) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return
	}
	form := g.form(v.Type())
	var places map[string]diag.Pos
	if form.at != nil {
		places, _ = v.FieldByIndex(form.at).Interface().(map[string]diag.Pos)
	}
	for _, k := range form.fields {
		place, ok := places[k.key]
		if !ok {
			place = at
		}
		g.field(v.Field(k.index), place, k.key)
	}
}

func (g *glyphs) field(f reflect.Value, at diag.Pos, key string) {
	switch f.Kind() {
	case reflect.String:
		g.text(f.String(), at, key)
	case reflect.Slice:
		for j := range f.Len() {
			g.field(f.Index(j), at, key)
		}
	case reflect.Pointer, reflect.Struct:
		g.walk(f, at)
	}
}

func (g *glyphs) text(text string, at diag.Pos, key string) {
	for _, r := range lines.Missing(text) {
		g.faults.Addf(at, diag.Fault, "F028", "%sle caractère « %c » (U+%04X) de « %s » ne peut pas être imprimé", g.of, r, r, key).Hint =
			fmt.Sprintf("remplacez-le dans « %s »", text)
	}
}
