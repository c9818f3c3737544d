package decode

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"relance/generator/decode/slip"
	"relance/generator/decode/syntax"
	"relance/generator/diag"
)

// A decoder fills one struct from one document.
type decoder struct {
	text      syntax.Text
	shapes    map[reflect.Type]shape
	problems  diag.List
	swallowed int  // texts that took in the lines after them, and the keys there
	slashed   bool // a date written 31/01/2026 was told
}

func (d *decoder) addf(line, col int, code, format string, args ...any) *diag.Problem {
	return d.problems.Addf(d.text.At(line, col), diag.Fault, code, format, args...)
}

func (d *decoder) shape(t reflect.Type) shape {
	s, known := d.shapes[t]
	if !known {
		s = shapeOf(t)
		d.shapes[t] = s
	}
	return s
}

// value reads n into v, which key k declares. Aliases were reported by check.
func (d *decoder) value(n *yaml.Node, v reflect.Value, k key) {
	if n.Kind == yaml.AliasNode {
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), k)
		return
	}
	if reader, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		d.scalar(n, k, reader.UnmarshalText)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for _, only := range d.shape(v.Type()).keys {
			if only.short && n.Kind == yaml.ScalarNode {
				d.value(n, v.FieldByIndex(only.index), only)
				return
			}
		}
		d.block(n, v, "« "+k.name+" »")
	case reflect.Slice:
		d.list(n, v, k)
	case reflect.Map:
		d.table(n, v, k)
	case reflect.Bool:
		d.scalar(n, k, func(text []byte) (err error) {
			b, err := yesNo(string(text))
			v.SetBool(b)
			return err
		})
	case reflect.Int:
		d.scalar(n, k, func(text []byte) error {
			i, err := strconv.Atoi(string(text))
			if err != nil {
				return advice{fmt.Sprintf("« %s » n'est pas un nombre entier", text), "écrivez un nombre sans espace ni virgule, par exemple 30"}
			}
			v.SetInt(int64(i))
			return nil
		})
	case reflect.String:
		d.scalar(n, k, func(text []byte) error { v.SetString(string(text)); return nil })
		d.checkComment(n, k)
	default:
		panic("decode: key " + k.name + " has unknown type " + v.Type().String())
	}
}

// advice is an error that says what to do.
type advice struct{ text, hint string }

func (a advice) Error() string { return a.text }
func (a advice) Hint() string  { return a.hint }

func yesNo(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "oui":
		return true, nil
	case "non":
		return false, nil
	}
	return false, advice{fmt.Sprintf("« %s » n'est ni oui ni non", text), "écrivez oui ou non"}
}

// scalar checks that n is a single value among the choices of k, and has it read.
func (d *decoder) scalar(n *yaml.Node, k key, read func([]byte) error) {
	if n.Kind != yaml.ScalarNode {
		d.notScalar(n, k)
		return
	}
	if k.choices != nil && !slices.Contains(k.choices, n.Value) {
		p := d.addf(n.Line, n.Column, "F006", "« %s » n'est pas un choix possible pour « %s »", n.Value, k.name)
		p.Hint = suggestion(n.Value, k.choices, "choix possibles")
		return
	}
	if d.escaped(n) {
		return
	}
	if err := read([]byte(n.Value)); err != nil {
		p := d.addf(n.Line, n.Column, "F002", "%s", err)
		var hinter interface{ Hint() string }
		if errors.As(err, &hinter) {
			p.Hint = hinter.Hint()
		}
		return
	}
	d.noticeSlashes(n, k)
	quoted := n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0
	if p := d.text.Swallowed(n.Line, n.Column, n.Value, quoted); p != nil && (quoted || n.Style == 0) {
		d.problems = append(d.problems, *p)
		d.swallowed++
	}
}

// escaped refuses a character that "\x07" hides: the file itself shows none.
func (d *decoder) escaped(n *yaml.Node) bool {
	if n.Style&yaml.DoubleQuotedStyle == 0 {
		return false
	}
	for _, r := range n.Value {
		if what, _ := forbidden(r); what != "" && !strings.ContainsRune(d.text.From(n.Line, n.Column), r) {
			d.addf(n.Line, n.Column, "F007", "%s (U+%04X)", what, r).Hint = "supprimez-le, ou retapez le mot qui le contient"
			return true
		}
	}
	return false
}

// noticeSlashes says once how 03/04/2026 is read.
func (d *decoder) noticeSlashes(n *yaml.Node, k key) {
	if d.slashed || k.typ == nil || typeName(k.typ) != "date" || !strings.Contains(n.Value, "/") {
		return
	}
	d.slashed = true
	d.problems.Addf(d.text.At(n.Line, n.Column), diag.Warning, "W305", "« %s » est lu jour, mois, année ; les autres dates de ce fichier aussi", n.Value).
		Hint = "écrivez l'année d'abord, 2026-01-31, pour qu'aucun doute ne soit possible"
}

func (d *decoder) notScalar(n *yaml.Node, k key) {
	switch {
	case n.Kind == yaml.MappingNode:
		d.addf(n.Line, n.Column, "F002", "« %s » attend une seule valeur, pas un bloc « clé: valeur »", k.name).
			Hint = "si le texte contient « : » ou commence par une accolade, mettez-le entre guillemets"
	case k.listed:
		d.addf(n.Line, n.Column, "F002", "chaque élément de « %s » est une seule valeur, pas une liste", k.name).
			Hint = "supprimez le second tiret, ou les crochets"
	default:
		d.addf(n.Line, n.Column, "F002", "« %s » attend une seule valeur, pas une liste", k.name).
			Hint = "écrivez la valeur sur la même ligne : « " + k.name + ": … »"
	}
}

func (d *decoder) list(n *yaml.Node, v reflect.Value, k key) {
	if n.Kind != yaml.SequenceNode {
		d.addf(n.Line, n.Column, "F002", "« %s » attend une liste", k.name).
			Hint = "écrivez une ligne par élément, chacune commençant par « - »"
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, len(n.Content)))
	k.listed = true
	for _, child := range n.Content {
		if slip.IsEmpty(child) {
			d.addf(child.Line, child.Column, "F002", "élément vide dans la liste « %s »", k.name).
				Hint = "supprimez le tiret ou la virgule en trop, ou écrivez l'élément"
			continue
		}
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(child, item, k)
		v.Set(reflect.Append(v, item))
	}
}

// table reads a block whose keys are free, such as plans by profile.
func (d *decoder) table(n *yaml.Node, v reflect.Value, k key) {
	if n.Kind != yaml.MappingNode {
		d.notBlock(n, nil, "« "+k.name+" »")
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for name, child := range d.entries(n) {
		if slip.IsEmpty(child) {
			continue
		}
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(child, item, key{name: name.Value, choices: k.choices})
		v.SetMapIndex(reflect.ValueOf(name.Value).Convert(v.Type().Key()), item)
	}
}

// block reads a mapping into a struct. what names the block for the user.
func (d *decoder) block(n *yaml.Node, v reflect.Value, what string) {
	s := d.shape(v.Type())
	if n.Kind != yaml.MappingNode {
		d.notBlock(n, s.names(), what)
		return
	}
	at := s.place(v, d.text.At(n.Line, n.Column))
	swallowed := d.swallowed
	said := map[string]bool{} // keys that are there, or about which something was said
	var before *yaml.Node
	for name, child := range d.entries(n) {
		k, known := s.key(name.Value)
		said[k.name] = true
		switch {
		case !known:
			for _, meant := range d.unknown(n, before, name, child, s) {
				said[meant] = true
				if _, there := at[meant]; !there {
					at[meant] = d.text.At(child.Line, child.Column) // it was written, however badly
				}
			}
		case slip.IsEmpty(child) || k.required && child.Kind == yaml.SequenceNode && len(child.Content) == 0:
			d.empty(name, child, k)
		default:
			at[k.name] = d.text.At(child.Line, child.Column)
			d.value(child, v.FieldByIndex(k.index), k)
		}
		before = child
	}
	if d.swallowed == swallowed { // otherwise the missing keys are in the swallowed text
		d.required(n, s, said)
	}
}

func (d *decoder) required(n *yaml.Node, s shape, said map[string]bool) {
	for _, k := range s.keys {
		if k.required && !said[k.name] {
			d.addf(n.Line, n.Column, "F004", "il manque « %s »%s", k.name, inBrackets(k.help)).
				Hint = "ajoutez une ligne « " + k.name + ": … »"
		}
	}
}

// entries yields each key of a mapping with its value, once: a key written
// twice is reported and its second value skipped.
func (d *decoder) entries(n *yaml.Node) func(yield func(name, value *yaml.Node) bool) {
	return func(yield func(name, value *yaml.Node) bool) {
		first := make(map[string]int, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			name, value := n.Content[i], n.Content[i+1]
			line, twice := first[name.Value]
			switch {
			case name.Kind == yaml.AliasNode || name.Tag == "!!merge":
			case name.Kind != yaml.ScalarNode:
				d.addf(name.Line, name.Column, "F002", "un nom de clé est attendu").
					Hint = "si cette accolade ou ce crochet fait partie d'un texte, mettez le texte entre guillemets"
			case twice:
				d.addf(name.Line, name.Column, "F005", "clé « %s » écrite deux fois, déjà ligne %d", name.Value, line).
					Hint = "gardez une seule des deux"
			default:
				first[name.Value] = name.Line
				if !yield(name, value) {
					return
				}
			}
		}
	}
}

// empty handles a key without value: absent, unless it is required. A comment
// where a text was expected may be that text: « reference_commande: #77 ».
func (d *decoder) empty(name, value *yaml.Node, k key) {
	if k.required {
		d.addf(name.Line, name.Column, "F004", "« %s » est vide%s", k.name, inBrackets(k.help)).
			Hint = "écrivez une valeur après « " + k.name + ": »"
		return
	}
	if k.typ.Kind() == reflect.String && value.Style == 0 {
		before, rest, _ := strings.Cut(d.text.From(name.Line, name.Column), ":")
		d.warnComment(name.Line, name.Column+utf8.RuneCountInString(before)+1, rest)
	}
}

func inBrackets(help string) string {
	if help == "" {
		return ""
	}
	return " (" + help + ")"
}
