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
	var l diag.List
	if k.Creditor != nil {
		glyphs(reflect.ValueOf(k.Creditor), &l)
	}
	for i := range k.Clients {
		glyphs(reflect.ValueOf(&k.Clients[i]), &l)
	}
	return l
}

// glyphs walks a struct by its key tags; At gives the place of each value.
func glyphs(v reflect.Value, l *diag.List) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return
	}
	at := places(v)
	for i := range v.NumField() {
		key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("cle"), ",")
		if key == "" || key == "note" || !v.Type().Field(i).IsExported() {
			continue
		}
		switch f := v.Field(i); f.Kind() {
		case reflect.String:
			missingGlyphs(l, at[key], key, f.String())
		case reflect.Slice:
			for j := range f.Len() {
				if e := f.Index(j); e.Kind() == reflect.String {
					missingGlyphs(l, at[key], key, e.String())
				} else {
					glyphs(e, l)
				}
			}
		case reflect.Pointer, reflect.Struct:
			if hasPlaces(f) {
				glyphs(f, l)
			}
		}
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

func hasPlaces(v reflect.Value) bool {
	t := v.Type()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return false
	}
	_, ok := t.FieldByName("At")
	return ok
}

func missingGlyphs(l *diag.List, at diag.Pos, key, text string) {
	for _, r := range lines.Missing(text) {
		l.Addf(at, diag.Fault, "F028", "le caractère « %c » (U+%04X) de « %s » ne peut pas être imprimé", r, r, key).Hint =
			fmt.Sprintf("remplacez-le dans « %s »", text)
	}
}
