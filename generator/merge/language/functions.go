package language

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"relance/generator/merge/catalogue"
)

// A function is one word that takes values. params are the types it takes, the
// value first; the optional ones come last. literal asks that the text be
// written between quotes, from known words when there are some.
type function struct {
	result  catalogue.Type
	params  []catalogue.Type
	least   int // how many params are required
	literal map[int][]string
	help    string
	example string
}

// anything is a param that takes a value of any type.
const anything catalogue.Type = 255

// functions is the whole language beside Go's own if, range and with.
var functions = map[string]function{
	"courte":       {catalogue.Text, []catalogue.Type{catalogue.Day}, 1, nil, "date en chiffres", "02/03/2026"},
	"longue":       {catalogue.Text, []catalogue.Type{catalogue.Day}, 1, nil, "date avec le jour de la semaine", "lundi 2 mars 2026"},
	"en_lettres":   {catalogue.Text, []catalogue.Type{catalogue.Sum}, 1, nil, "montant en toutes lettres", "mille deux cents euros"},
	"majuscules":   {catalogue.Text, []catalogue.Type{catalogue.Text}, 1, nil, "texte en capitales", "ANGERS"},
	"defaut":       {catalogue.Text, []catalogue.Type{anything, catalogue.Text}, 2, nil, "la valeur ou, si elle est vide, le texte donné", ""},
	"pluriel":      {catalogue.Text, []catalogue.Type{catalogue.Count, catalogue.Text, catalogue.Text}, 2, nil, "nombre suivi du mot accordé", "3 factures"},
	"numeros":      {catalogue.Text, []catalogue.Type{catalogue.Many}, 1, nil, "numéros des factures d'une liste", "FA26-056 et FA26-061"},
	"iban":         {catalogue.Text, []catalogue.Type{catalogue.Text}, 1, nil, "IBAN par groupes de quatre", ""},
	"telephone":    {catalogue.Text, []catalogue.Type{catalogue.Text}, 1, nil, "téléphone par groupes de deux", "02 61 91 00 17"},
	"inclure":      {catalogue.Text, []catalogue.Type{catalogue.Text}, 1, map[int][]string{0: nil}, "un fragment du dossier templates/fragments", ""},
	"tableau":      {catalogue.Block, []catalogue.Type{catalogue.Text}, 1, map[int][]string{0: tables}, "un tableau : " + strings.Join(tables, ", "), ""},
	"case":         {catalogue.Block, []catalogue.Type{catalogue.Text, anything, anything, anything, anything}, 1, nil, "case à cocher suivie d'un texte, puis d'une réponse faite de textes et de champs", ""},
	"zone":         {catalogue.Block, []catalogue.Type{catalogue.Text, catalogue.Count}, 1, map[int][]string{1: nil}, "lignes à remplir à la main", ""},
	"signature":    {catalogue.Block, nil, 0, nil, "formule de politesse et signature", ""},
	"mentions":     {catalogue.Block, nil, 0, nil, "mentions obligatoires d'un mandataire", ""},
	"bloc_totaux":  {catalogue.Block, nil, 0, nil, "décompte : principal, pénalités, indemnité, total", ""},
	"saut_de_page": {catalogue.Block, nil, 0, nil, "nouvelle page", ""},
	BankDetails:    {catalogue.Block, nil, 0, nil, "coordonnées bancaires et référence à rappeler", ""},
}

// BankDetails is the function that says how to pay.
const BankDetails = "coordonnees_bancaires"

// tables are the words that {{tableau "…"}} takes.
var tables = []string{"factures", "autres_factures_echues", "a_echoir", "en_litige", "penalites", "decompte", "chronologie", "echeancier", "pieces", "compte",
	"mouvements", "journal", "fiche", "engagements", "pieces_dossier", "recommandes",
	"rapport_actions", "rapport_encaissements", "rapport_promesses", "rapport_litiges", "rapport_decisions", "rapport_suites"}

func functionNames() []string { return slices.Sorted(maps.Keys(functions)) }

// A Function is a word of the language that takes values.
type Function struct{ Name, Help, Written, Example string }

// Functions lists the functions by name, for the help pages. Written is how one
// is called: {{longue date_limite}}.
func Functions() []Function {
	var out []Function
	for _, name := range functionNames() {
		f := functions[name]
		out = append(out, Function{name, f.help, sample(name, f), f.example})
	}
	return out
}

// call checks the values given to a function.
func (c *checker) call(id *parse.IdentifierNode, f function, args []parse.Node, s scope) catalogue.Type {
	types := c.operands(args, s)
	if len(args) < f.least || len(args) > len(f.params) {
		c.fault(id.Position(), "E104", "écrivez par exemple "+sample(id.Ident, f), "« %s » attend %s", id.Ident, counted(f))
		return f.result
	}
	for i, typ := range types {
		c.argument(id, f, i, typ)
		known, literal := f.literal[i]
		text, isText := args[i].(*parse.StringNode)
		_, isNumber := args[i].(*parse.NumberNode)
		switch {
		case literal && !isText && !isNumber:
			c.fault(args[i].Position(), "E104", "écrivez par exemple "+sample(id.Ident, f), "« %s » attend un texte ou un nombre écrit tel quel", id.Ident)
		case literal && isText && known != nil && !slices.Contains(known, text.Text):
			c.fault(text.Position(), "E102", catalogue.DidYouMean(text.Text, known, "choix : "+strings.Join(known, ", ")), "tableau inconnu « %s »", text.Text)
		}
	}
	return f.result
}

// argument checks the type of one value.
func (c *checker) argument(id *parse.IdentifierNode, f function, i int, typ catalogue.Type) {
	if i >= len(f.params) {
		c.fault(id.Position(), "E104", "supprimez-la", "« %s » n'attend pas de valeur", id.Ident)
		return
	}
	want := f.params[i]
	if typ == 0 || want == typ || want == anything && typ != catalogue.Many && typ != catalogue.Block && typ != catalogue.Group {
		return
	}
	if want == anything {
		want = catalogue.Text
	}
	c.fault(id.Position(), "E104", "écrivez par exemple "+sample(id.Ident, f), "« %s » attend %s, pas %s", id.Ident, want.Phrase(), typ.Phrase())
}

func counted(f function) string {
	switch n := len(f.params); {
	case n == 0:
		return "aucune valeur"
	case n == 1:
		return "une valeur"
	default:
		return fmt.Sprintf("%d valeurs", n)
	}
}

// sample is how a function is written.
func sample(name string, f function) string {
	words := []string{name}
	for i, p := range f.params {
		known, literal := f.literal[i]
		switch {
		case i >= f.least:
		case literal && len(known) > 0:
			words = append(words, `"`+known[0]+`"`)
		case p == catalogue.Day:
			words = append(words, "date_limite")
		case p == catalogue.Sum:
			words = append(words, "total.solde")
		case p == catalogue.Count:
			words = append(words, "total.nombre")
		case p == catalogue.Many:
			words = append(words, "factures")
		case p == anything:
			words = append(words, "contact.prenom")
		default:
			words = append(words, `"…"`)
		}
	}
	return "{{" + strings.Join(words, " ") + "}}"
}

// builtins are Go's own functions that a template may call.
var builtins = map[string]func(*checker, *parse.IdentifierNode, []catalogue.Type) catalogue.Type{
	"and": anyOf, "or": anyOf, "not": anyOf, "len": length,
	"eq": compared, "ne": compared, "lt": compared, "le": compared, "gt": compared, "ge": compared,
}

func anyOf(c *checker, id *parse.IdentifierNode, types []catalogue.Type) catalogue.Type {
	if len(types) == 0 {
		c.fault(id.Position(), "E104", "écrivez par exemple {{if "+id.Ident+" contact.prenom}}", "« %s » attend une valeur", id.Ident)
	}
	return catalogue.Flag
}

func length(c *checker, id *parse.IdentifierNode, types []catalogue.Type) catalogue.Type {
	if len(types) != 1 || types[0] != catalogue.Many && types[0] != catalogue.Text && types[0] != 0 {
		c.fault(id.Position(), "E104", "écrivez par exemple {{len factures}}", "« len » attend une liste")
	}
	return catalogue.Count
}

// compared refuses amounts: a letter has no threshold to decide by itself.
func compared(c *checker, id *parse.IdentifierNode, types []catalogue.Type) catalogue.Type {
	hint := "écrivez par exemple {{if " + id.Ident + " total.nombre 1}}"
	if len(types) != 2 {
		c.fault(id.Position(), "E104", hint, "« %s » compare deux valeurs", id.Ident)
		return catalogue.Flag
	}
	for _, t := range types {
		if t == catalogue.Sum || t == catalogue.Percent {
			c.fault(id.Position(), "E104", "testez seulement sa présence : {{if total.penalites}}", "« %s » ne compare pas les montants", id.Ident)
			return catalogue.Flag
		}
	}
	if a, b := types[0], types[1]; a != 0 && b != 0 && a != b {
		c.fault(id.Position(), "E104", hint, "« %s » compare deux valeurs de même nature, pas %s et %s", id.Ident, a.Phrase(), b.Phrase())
	}
	return catalogue.Flag
}
