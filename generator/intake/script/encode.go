package script

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/money"
)

// AppendClients adds to text the list that stands under « clients: », each line after
// indent spaces.
func AppendClients(text []byte, clients []kit.Client, indent int) []byte {
	for i := range clients {
		if i > 0 {
			text = append(text, '\n')
		}
		text = appendItem(text, reflect.ValueOf(&clients[i]).Elem(), indent)
	}
	return text
}

// Item writes a block of the kit as one item of a list, its dash after indent
// spaces. Keys and their order are those of the type; what is zero is left out.
func Item(v any, indent int) string {
	return string(appendItem(nil, reflect.Indirect(reflect.ValueOf(v)), indent))
}

func appendItem(text []byte, v reflect.Value, indent int) []byte {
	start := len(text)
	text = appendLines(text, v, indent+2)
	if len(text) > start {
		text[start+indent] = '-' // in the margin of the first line
	}
	return text
}

func appendMargin(text []byte, width int) []byte {
	for range width {
		text = append(text, ' ')
	}
	return text
}

// appendLines writes the keys of a block, one a line.
func appendLines(text []byte, v reflect.Value, margin int) []byte {
	for _, k := range keys(v.Type()) {
		if field := v.Field(k.index); !field.IsZero() {
			text = appendEntry(text, k.name, field, margin)
		}
	}
	return text
}

// A key is the name of a field in YAML.
type key struct {
	index int
	name  string
}

// keys lists those of a type.
func keys(t reflect.Type) []key {
	list := make([]key, 0, t.NumField())
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("cle"), ","); name != "" {
			list = append(list, key{i, name})
		}
	}
	return list
}

func appendEntry(text []byte, name string, v reflect.Value, margin int) []byte {
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	start := len(text)
	text = append(append(appendMargin(text, margin), name...), ':')
	if s, ok := scalar(v); ok {
		return append(append(append(text, ' '), s...), '\n')
	}
	text = append(text, '\n')
	head := len(text)
	if v.Kind() == reflect.Struct {
		if text = appendLines(text, v, margin+2); len(text) == head {
			return text[:start]
		}
		return text
	}
	for i := range v.Len() {
		item := v.Index(i)
		s, ok := scalar(item)
		if !ok {
			s, ok = flow(item)
		}
		if !ok {
			text = appendItem(text, item, margin+2)
			continue
		}
		text = append(append(append(appendMargin(text, margin), "  - "...), s...), '\n')
	}
	return text
}

// scalar writes what fits after a colon: figures are never quoted, texts when
// they have to be.
func scalar(v reflect.Value) (string, bool) {
	if k := v.Kind(); k == reflect.Slice || k == reflect.Map {
		return "", false
	}
	switch x := v.Interface().(type) {
	case money.Amount:
		return x.Decimal(), true
	case money.Rate:
		return x.Decimal(), true
	case calendar.Date:
		return x.ISO(), true
	case calendar.Terms:
		return Scalar(strings.ReplaceAll(x.String(), "\u00a0", " ")), true
	case kit.YesNo:
		return x.String(), true
	case kit.Phone:
		return Scalar(strings.ReplaceAll(x.String(), "\u00a0", " ")), true
	}
	switch v.Kind() {
	case reflect.String:
		return Scalar(v.String()), true
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10), true
	}
	return "", false
}

// open are the blocks that stay open for what will be added to them.
var open = []reflect.Type{reflect.TypeFor[kit.Invoice]()}

// flow writes a small block of plain values on one line: a payment, a credit
// note.
func flow(v reflect.Value) (string, bool) {
	if slices.Contains(open, v.Type()) {
		return "", false
	}
	var parts []string
	for _, k := range keys(v.Type()) {
		field := v.Field(k.index)
		if field.IsZero() {
			continue
		}
		text, ok := scalar(field)
		if !ok || len(parts) == 5 {
			return "", false
		}
		if field.Kind() == reflect.String {
			text = Flow(strings.ReplaceAll(field.String(), "\u00a0", " "))
		}
		parts = append(parts, k.name+": "+text)
	}
	text := "{" + strings.Join(parts, ", ") + "}"
	return text, len(text) <= 110
}
