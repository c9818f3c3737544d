package script

import (
	"fmt"
	"reflect"
	"strings"

	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/money"
)

// Clients writes the list that stands under « clients: », each line after indent
// spaces.
func Clients(clients []kit.Client, indent int) string {
	var b strings.Builder
	for i := range clients {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(Item(&clients[i], indent))
	}
	return b.String()
}

// Item writes a block of the kit as one item of a list, its dash after indent
// spaces. Keys and their order are those of the type; what is zero is left out.
func Item(v any, indent int) string {
	margin := strings.Repeat(" ", indent+2)
	block := lines(reflect.Indirect(reflect.ValueOf(v)), margin)
	return strings.Repeat(" ", indent) + "- " + strings.TrimPrefix(block, margin)
}

// lines writes the keys of a block, one a line.
func lines(v reflect.Value, margin string) string {
	var b strings.Builder
	for i := range v.NumField() {
		key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("cle"), ",")
		if field := v.Field(i); key != "" && !field.IsZero() {
			b.WriteString(entry(key, field, margin))
		}
	}
	return b.String()
}

func entry(key string, v reflect.Value, margin string) string {
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if text, ok := scalar(v); ok {
		return margin + key + ": " + text + "\n"
	}
	if v.Kind() == reflect.Struct {
		if inner := lines(v, margin+"  "); inner != "" {
			return margin + key + ":\n" + inner
		}
		return ""
	}
	var b strings.Builder
	b.WriteString(margin + key + ":\n")
	for i := range v.Len() {
		item := v.Index(i)
		if text, ok := scalar(item); ok {
			b.WriteString(margin + "  - " + text + "\n")
		} else if text, ok := flow(item); ok {
			b.WriteString(margin + "  - " + text + "\n")
		} else {
			b.WriteString(Item(item.Interface(), len(margin)+2))
		}
	}
	return b.String()
}

// scalar writes what fits after a colon: figures are never quoted, texts when
// they have to be.
func scalar(v reflect.Value) (string, bool) {
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
		return fmt.Sprint(v.Int()), true
	}
	return "", false
}

// flow writes a small block of plain values on one line: a payment, a credit
// note. Invoices stay open for what will be added to them.
func flow(v reflect.Value) (string, bool) {
	if v.Type() == reflect.TypeFor[kit.Invoice]() {
		return "", false
	}
	var parts []string
	for i := range v.NumField() {
		key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("cle"), ",")
		field := v.Field(i)
		if key == "" || field.IsZero() {
			continue
		}
		text, ok := scalar(field)
		if !ok || len(parts) == 5 {
			return "", false
		}
		if field.Kind() == reflect.String {
			text = Flow(strings.ReplaceAll(field.String(), "\u00a0", " "))
		}
		parts = append(parts, key+": "+text)
	}
	text := "{" + strings.Join(parts, ", ") + "}"
	return text, len(text) <= 110
}
