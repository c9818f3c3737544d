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
	var g glyphs
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
	known := places(v)
	for i := range v.NumField() {
		key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("cle"), ",")
		if key == "" || key == "note" || !v.Type().Field(i).IsExported() {
			continue
		}
		place, ok := known[key]
		if !ok {
			place = at
		}
		g.field(v.Field(i), place, key)
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

func places(v reflect.Value) map[string]diag.Pos {
	f := v.FieldByName("At")
	if !f.IsValid() {
		return nil
	}
	at, _ := f.Interface().(map[string]diag.Pos)
	return at
}

func (g *glyphs) text(text string, at diag.Pos, key string) {
	for _, r := range lines.Missing(text) {
		g.faults.Addf(at, diag.Fault, "F028", "%sle caractère « %c » (U+%04X) de « %s » ne peut pas être imprimé", g.of, r, r, key).Hint =
			fmt.Sprintf("remplacez-le dans « %s »", text)
	}
}
