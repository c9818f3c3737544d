package decode

import (
	"encoding"
	"reflect"
	"strings"

	"relance/generator/diag"
)

// A Field (champ) is one key a user may write, as its struct tags declare it.
type Field struct {
	Key      string
	Help     string // from the tag « aide »
	Type     string // in French: texte, nombre entier, oui/non, date, montant, taux, table, bloc
	List     bool   // a list of values of that Type
	Required bool
	Alone    bool     // its value may stand for the whole block
	Choices  []string // from the tag « choix »; nil when the value is free
	Children []Field  // of a bloc
}

// Fields returns the keys that may be written where v, a struct or a pointer to
// one, is read. The type must not contain itself.
func Fields(v any) []Field {
	return fieldsOf(reflect.TypeOf(v))
}

func fieldsOf(t reflect.Type) []Field {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	var fields []Field
	for _, k := range shapeOf(t).keys {
		f := Field{Key: k.name, Help: k.help, Required: k.required, Alone: k.short, Choices: k.choices}
		item := k.typ
		for item.Kind() == reflect.Pointer || item.Kind() == reflect.Slice && !readsText(item) {
			f.List = f.List || item.Kind() == reflect.Slice
			item = item.Elem()
		}
		if f.Type = typeName(item); f.Type == "bloc" {
			f.Children = fieldsOf(item)
		}
		fields = append(fields, f)
	}
	return fields
}

// typeNames names the types of other rooms, which decode does not import.
var typeNames = map[string]string{"Amount": "montant", "Rate": "taux", "Date": "date", "YesNo": "oui/non"}

func typeName(t reflect.Type) string {
	if readsText(t) {
		if name, ok := typeNames[t.Name()]; ok {
			return name
		}
		return "texte"
	}
	switch t.Kind() {
	case reflect.Struct:
		return "bloc"
	case reflect.Map:
		return "table"
	case reflect.Bool:
		return "oui/non"
	case reflect.Int:
		return "nombre entier"
	}
	return "texte"
}

var textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()

func readsText(t reflect.Type) bool { return reflect.PointerTo(t).Implements(textUnmarshaler) }

// A shape is what the tags of a struct say.
type shape struct {
	keys  []key
	never map[string]string // refused key → why
	pos   []int             // index of the field Pos, nil when there is none
	at    []int             // of the field At
}

type key struct {
	name, help string
	required   bool
	short      bool // its value alone may stand for the whole block
	listed     bool // the value at hand is one item of the list
	choices    []string
	typ        reflect.Type
	index      []int
}

var (
	posType = reflect.TypeFor[diag.Pos]()
	atType  = reflect.TypeFor[map[string]diag.Pos]()
)

func shapeOf(t reflect.Type) shape {
	s := shape{never: map[string]string{}}
	s.read(t, nil)
	return s
}

func (s *shape) read(t reflect.Type, path []int) {
	for f := range t.Fields() {
		index := append(path[:len(path):len(path)], f.Index...)
		tag := f.Tag.Get("cle")
		switch {
		case f.Tag.Get("jamais") != "":
			for name := range strings.SplitSeq(f.Tag.Get("jamais"), ",") {
				s.never[name] = f.Tag.Get("aide")
			}
		case tag != "":
			s.keys = append(s.keys, keyOf(f, tag, index))
		case f.Type == posType && f.IsExported():
			s.pos = index
		case f.Type == atType && f.IsExported():
			s.at = index
		case f.Anonymous && f.Type.Kind() == reflect.Struct:
			s.read(f.Type, index)
		}
	}
}

func keyOf(f reflect.StructField, tag string, index []int) key {
	name, rest, _ := strings.Cut(tag, ",")
	k := key{name: name, help: f.Tag.Get("aide"), required: strings.HasPrefix(rest, "requis"), short: rest == "requis,seul", typ: f.Type, index: index}
	if choices := f.Tag.Get("choix"); choices != "" {
		k.choices = strings.Split(choices, "|")
	}
	return k
}

func (s shape) names() []string {
	var names []string
	for _, k := range s.keys {
		names = append(names, k.name)
	}
	return names
}

func (s shape) key(name string) (key, bool) {
	for _, k := range s.keys {
		if k.name == name {
			return k, true
		}
	}
	return key{}, false
}

// place writes where a block stands into its Pos, and returns the map to be
// filled with the places of its values, which is its At when it has one.
func (s shape) place(v reflect.Value, pos diag.Pos) map[string]diag.Pos {
	at := map[string]diag.Pos{}
	if s.pos != nil {
		v.FieldByIndex(s.pos).Set(reflect.ValueOf(pos))
	}
	if s.at != nil {
		v.FieldByIndex(s.at).Set(reflect.ValueOf(at))
	}
	return at
}

// Value returns what the struct v holds under a key, nil when it has no such key.
func Value(v any, key string) any {
	r := reflect.Indirect(reflect.ValueOf(v))
	for i := range r.NumField() {
		name, _, _ := strings.Cut(r.Type().Field(i).Tag.Get("cle"), ",")
		if name == key && key != "" {
			return r.Field(i).Interface()
		}
	}
	return nil
}
