package language

import (
	"fmt"
	"strings"

	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/money"
)

// Formats are the functions that need nothing but their values. A value that is
// absent stays so, for the output to report it.
var Formats = map[string]any{
	"courte": func(v any) any { return ofDay(v, calendar.Date.Short) },
	"longue": func(v any) any { return ofDay(v, calendar.Date.Long) },
	"en_lettres": func(v any) any {
		if a, ok := v.(money.Amount); ok {
			return money.Words(a)
		}
		return nil
	},
	"majuscules": func(v any) any { return ofText(v, strings.ToUpper) },
	"iban":       func(v any) any { return ofText(v, func(s string) string { return kit.IBAN(noSpaces(s)).String() }) },
	"telephone":  func(v any) any { return ofText(v, func(s string) string { return kit.Phone(noSpaces(s)).String() }) },
	"numeros":    numbers,
	"pluriel":    Plural,
}

func ofDay(v any, format func(calendar.Date) string) any {
	if d, ok := v.(calendar.Date); ok && d != 0 {
		return format(d)
	}
	return nil
}

func ofText(v any, change func(string) string) any {
	if s, ok := v.(string); ok && s != "" {
		return change(s)
	}
	return nil
}

// Plural agrees as French does: zero and one are singular.
func Plural(n any, one string, many ...string) any {
	count, ok := n.(int)
	if !ok {
		return nil
	}
	word := one
	switch {
	case count > -2 && count < 2:
	case len(many) > 0:
		word = many[0]
	default:
		word = one + "s"
	}
	return fmt.Sprintf("%d\u00a0%s", count, word)
}

// numbers names the invoices of a list, the first five when they are many.
func numbers(v any) any {
	items, _ := v.([]any)
	var names []string
	for _, it := range items {
		if f, ok := it.(map[string]any); ok {
			names = append(names, fmt.Sprint(f["numero"]))
		}
	}
	return Enumeration(names, 5)
}

// Enumeration joins words as a sentence does, and counts those it leaves out.
func Enumeration(words []string, most int) string {
	if extra := len(words) - most; extra > 1 {
		return fmt.Sprintf("%s et %d autres", strings.Join(words[:most], ", "), extra)
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " et " + words[last]
}

func noSpaces(s string) string { return strings.Join(strings.Fields(s), "") }
