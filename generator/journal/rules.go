package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
)

const version = 1

// origin is what the first line names as the line before it.
const origin = "0000000000000000000000000000000000000000000000000000000000000000"

// common are the keys of every line; needs are those that a type cannot do
// without; a|b is one or the other.
var (
	common = []string{"v", "id", "date", "type", "precedent"}
	needs  = map[Type][]string{
		Reminder:     {"client", "canal", "factures"},
		Call:         {"client"},
		Reply:        {"client"},
		Promise:      {"client", "montant", "date_limite"},
		Payment:      {"montant", "client|factures"},
		Dispute:      {"factures", "motif|clos"},
		Approval:     {"client", "etape", "decision"},
		Registered:   {"client", "etape"},
		Postponement: {"factures", "au", "motif"},
		Handover:     {"client"},
		Takeover:     {"factures", "etape"},
		Typed:        {"feuille", "generation"},
		Note:         {"contenu"},
		Correction:   {"corrige"},
		Purge:        {},
	}
	invoiceNeeds = map[Type][]string{Reminder: {"numero", "etape", "statut"}}
)

// closed are the lists of words by key; type is one of the keys of needs.
var closed = map[string][]string{
	"canal": words(ByEmail, BySMS, ByPhone, ByPost, ByRegistered, ByERegistered, ByHand, ByPortal, Internal),
	"sens":  words(Sent, Received),
	"resultat": words(Answered, NoAnswer, Voicemail, Dodged, Promised, Disputing, Paid, AskedDelay,
		WrongContact, Undelivered, Refused),
	"cause": words(Forgotten, NotReceived, InvoiceError, InDispute, PurchaseOrder, InternalSteps,
		CashShortage, BadFaith, PriceDisagreed, MonthEnd, Unknown),
	"issue":    words(Founded, Partly, Unfounded),
	"decision": words(Granted, Denied),
	"statut":   words(Done, Absorbed, Skipped),
	"retour":   {"npai"},
}

func words[T ~string](list ...T) []string {
	texts := make([]string, len(list))
	for i, word := range list {
		texts[i] = string(word)
	}
	return texts
}

const restore = "reprenez le journal dans votre sauvegarde ; il ne se corrige pas à la main, mais par « relance noter correction »"

func fault(code, text, hint string) *diag.Problem {
	return &diag.Problem{Code: code, Text: text, Hint: hint}
}

// decode reads a line that is valid JSON, or says what is wrong with it.
func decode(text []byte) (e Entry, p *diag.Problem) {
	given := object(text)
	if given == nil {
		return e, fault("J401", "ce n'est pas une ligne de journal", restore)
	}
	if p := tooNew(given["v"]); p != nil {
		return e, p
	}
	strict := json.NewDecoder(bytes.NewReader(text))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&e); err != nil {
		return e, unreadable(err)
	}
	if p := same(given, object(encode(e))); p != nil {
		return e, p
	}
	return e, complete(e, given)
}

// object returns the keys of a line, numbers as text, nil if it is something
// else.
func object(text []byte) (fields map[string]any) {
	exact := json.NewDecoder(bytes.NewReader(text))
	exact.UseNumber()
	if exact.Decode(&fields) != nil {
		return nil
	}
	return fields
}

func tooNew(v any) *diag.Problem {
	number, _ := v.(json.Number)
	if format, err := number.Int64(); err == nil && format > version {
		return fault("J407", fmt.Sprintf("cette ligne vient d'une version plus récente de relance (format %d, connu ici : %d)", format, version),
			"installez la dernière version de relance sur ce poste")
	}
	return nil
}

// unreadable says in French what the JSON decoder refused.
func unreadable(err error) *diag.Problem {
	var mistyped *json.UnmarshalTypeError
	if errors.As(err, &mistyped) && mistyped.Field != "" {
		return badValue(mistyped.Field)
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return unknownKey(strings.Trim(name, `"`))
	}
	return fault("J406", "une valeur de cette ligne est illisible : "+err.Error(), restore)
}

func unknownKey(name string) *diag.Problem {
	return fault("J405", fmt.Sprintf("la clé « %s » n'existe pas dans le journal", name), restore)
}

func badValue(name string) *diag.Problem {
	return fault("J406", fmt.Sprintf("la valeur de « %s » n'est pas de celles que relance écrit", name), restore)
}

// same compares what a line gives with what was understood of it: it finds the
// keys that Go takes for others (it ignores case), null, and amounts and days
// that are not in their one spelling.
func same(given, again map[string]any) *diag.Problem {
	for _, key := range sortedKeys(given) {
		value, understood := given[key], again[key]
		list, isList := value.([]any)
		switch {
		case value == nil:
			return badValue(key)
		case understood == nil && keys[key]:
			continue // a zero, that relance would not have written
		case understood == nil:
			return unknownKey(key)
		case !isList && !reflect.DeepEqual(value, understood):
			return badValue(key)
		}
		if !isList {
			continue
		}
		read, _ := understood.([]any) // one element for each of list
		for i, element := range list {
			object, ok := element.(map[string]any)
			if !ok {
				return badValue(key)
			}
			if p := same(object, read[i].(map[string]any)); p != nil {
				return p
			}
		}
	}
	return nil
}

// keys are all the names that a line may use, at any level.
var keys = func() map[string]bool {
	names := map[string]bool{}
	for _, t := range []reflect.Type{reflect.TypeFor[Entry](), reflect.TypeFor[Invoice](), reflect.TypeFor[Document]()} {
		for i := range t.NumField() {
			name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			names[name] = true
		}
	}
	return names
}()

// complete looks for missing keys and for words out of their list.
func complete(e Entry, given map[string]any) *diag.Problem {
	if p := missing(given, common); p != nil {
		return p
	}
	own, known := needs[e.Type]
	if !known {
		return badValue("type")
	}
	if p := missing(given, own); p != nil {
		return p
	}
	if p := inLists(given); p != nil {
		return p
	}
	if _, _, ok := parseID(e.ID); !ok {
		return fault("J403", fmt.Sprintf("l'identifiant « %s » n'est pas de la forme AAAA-MM-JJ-001", e.ID), restore)
	}
	if e.Time != "" && !isTime(e.Time) {
		return badValue("heure")
	}
	if e.Amount < 0 { // a payment that would add to the debt
		return badValue("montant")
	}
	if e.Disputed < 0 {
		return badValue("montant_conteste")
	}
	list, _ := given["factures"].([]any)
	for _, invoice := range list {
		object := invoice.(map[string]any) // decoded as such before
		if p := missing(object, append([]string{"numero"}, invoiceNeeds[e.Type]...)); p != nil {
			return p
		}
		if p := inLists(object); p != nil {
			return p
		}
	}
	return nil
}

func missing(given map[string]any, names []string) *diag.Problem {
	for _, name := range names {
		one, other, either := strings.Cut(name, "|")
		if isGiven(given[one]) || either && isGiven(given[other]) {
			continue
		}
		return fault("J404", fmt.Sprintf("il manque « %s » à cette ligne", strings.Replace(name, "|", " » ou « ", 1)), restore)
	}
	return nil
}

func isGiven(value any) bool {
	switch value := value.(type) {
	case string:
		return value != "" && value != "0.00"
	case json.Number:
		return value != "0"
	case bool:
		return value
	case []any:
		return len(value) > 0
	}
	return false
}

func inLists(given map[string]any) *diag.Problem {
	for _, key := range sortedKeys(closed) {
		if word, _ := given[key].(string); word != "" && !slices.Contains(closed[key], word) {
			p := badValue(key)
			p.Text = fmt.Sprintf("« %s » n'est pas une valeur de « %s »", word, key)
			return p
		}
	}
	return nil
}

func isTime(s string) bool {
	hour, minute, ok := strings.Cut(s, ":")
	h, err1 := strconv.Atoi(hour)
	m, err2 := strconv.Atoi(minute)
	return ok && len(s) == 5 && err1 == nil && err2 == nil && h < 24 && m < 60 && fmt.Sprintf("%02d:%02d", h, m) == s
}

// parseID cuts an ID into the day it was written and its rank that day.
func parseID(id string) (day calendar.Date, rank int, ok bool) {
	const length = len("2026-03-26")
	if len(id) < length+len("-001") || id[length] != '-' {
		return 0, 0, false
	}
	day, err := calendar.Parse(id[:length])
	if err != nil {
		return 0, 0, false
	}
	rank, err = strconv.Atoi(id[length+1:])
	return day, rank, err == nil && rank > 0 && id == makeID(day, rank)
}

func makeID(day calendar.Date, rank int) string { return fmt.Sprintf("%s-%03d", day.ISO(), rank) }

func sortedKeys[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
