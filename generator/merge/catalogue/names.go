package catalogue

import (
	"slices"
	"strings"

	"relance/generator/diag"
)

var byName = index()

func index() map[string]Field {
	m := map[string]Field{}
	for _, f := range fields {
		m[f.Name] = f
	}
	return m
}

// IsGroup reports whether fields are named name.…: client, creancier.banque.
func IsGroup(name string) bool {
	return slices.ContainsFunc(fields, func(f Field) bool { return strings.HasPrefix(f.Name, name+".") })
}

// ListOf is the list whose items alone have a field of that name, or "".
func ListOf(name string) string {
	parent, _, ok := strings.Cut(name, ".")
	if f, isField := byName[parent]; ok && isField && f.Type == Many {
		return parent
	}
	return ""
}

func fieldNames() []string {
	var names []string
	for _, f := range fields {
		names = append(names, f.Name)
	}
	return names
}

// Lists are the names a range may go through.
func Lists() []string {
	var names []string
	for _, f := range fields {
		if f.Type == Many {
			names = append(names, f.Name)
		}
	}
	return names
}

// Members are the first fields of a group.
func Members(name string) []string {
	var names []string
	for _, f := range fields {
		if strings.HasPrefix(f.Name, name+".") && len(names) < 4 {
			names = append(names, f.Name)
		}
	}
	return names
}

// lastNames are what may follow parent. ; the first words when parent is "".
func lastNames(parent string) []string {
	var names []string
	for _, f := range fields {
		rest, ok := f.Name, true
		if parent != "" {
			rest, ok = strings.CutPrefix(f.Name, parent+".")
		}
		if ok && !slices.Contains(names, rest) {
			names = append(names, rest)
		}
	}
	return names
}

// sameLastName are the fields of other groups that end like that.
func sameLastName(last string) []string {
	var names []string
	for _, f := range fields {
		if strings.HasSuffix(f.Name, "."+last) && len(names) < 3 {
			names = append(names, f.Name)
		}
	}
	return names
}

// DidYouMean is the hint of an unknown word, or other when nothing is close.
func DidYouMean(word string, known []string, other string) string {
	near := diag.Closest(word, known)
	if len(near) == 0 {
		return other
	}
	return "vouliez-vous dire « " + strings.Join(near, " » ou « ") + " » ?"
}

// DidYouMeanField looks for an unknown name among its own group first, then
// among the fields of the same last name. A loop's variable, when given, takes
// the place of the prefix in what is proposed.
func DidYouMeanField(name, variable, prefix string) string {
	parent, last := "", name
	if i := strings.LastIndex(name, "."); i >= 0 {
		parent, last = name[:i], name[i+1:]
	}
	var near []string
	for _, m := range diag.Closest(last, lastNames(parent)) {
		near = append(near, strings.TrimPrefix(parent+"."+m, "."))
	}
	if len(near) == 0 && variable == "" {
		near = diag.Closest(name, fieldNames())
	}
	if len(near) == 0 && variable == "" {
		near = sameLastName(last)
	}
	for i := range near {
		if variable != "" {
			near[i] = variable + strings.TrimPrefix(near[i], prefix)
		}
	}
	if len(near) == 0 {
		return "relance champs liste les champs d'un modèle"
	}
	return "vouliez-vous dire « " + strings.Join(near, " » ou « ") + " » ?"
}
