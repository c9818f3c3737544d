// Package language is the one templates are written in: Go's text/template with
// names in place of dots, {{client.nom}}, {{longue date_limite}}, {{range $f :=
// factures}}, made safe.
//
// Every branch is checked, those that never run too. Each output is rewritten to
// end in [PrintFunc], with which the room above writes a token in place of a value.
package language

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"relance/generator/diag"
	"relance/generator/merge/catalogue"
	"relance/generator/merge/tags"
)

// A Source is a template's text once every branch of it has been read: its
// tree, rewritten to print through [PrintFunc], and what it names.
type Source struct {
	tags.Page
	Tree     *parse.Tree
	Outputs  []Output // what each output prints, by rank
	Names    []Use    // the fields named, in order
	Blocks   []string // tableau "factures", signature…
	Includes []Use    // the fragments included
	Words    string   // the text outside the tags
}

// An Output is one output of a template, for the message that says it is empty.
type Output struct {
	At   diag.Pos
	Name string
}

// A Use is a name at a place.
type Use struct {
	Name string
	At   diag.Pos
}

// Check parses a text and walks every branch of it, those that never run too.
// fragments are the known fragments' names.
func Check(s tags.Page, fragments []string) (*Source, diag.List) {
	c := &checker{Source: &Source{Page: s}, fragments: fragments}
	found, problems := s.Scan()
	if len(problems) > 0 {
		return c.Source, problems
	}
	if c.refuseKeywords(found); len(c.problems) > 0 {
		return c.Source, c.problems
	}
	c.tags = found
	tree := parse.New(s.File)
	tree.Mode = parse.SkipFuncCheck
	tree, err := tree.Parse(s.Text, "{{", "}}", map[string]*parse.Tree{})
	if err != nil {
		return c.Source, s.SyntaxError(err)
	}
	c.Tree = tree
	c.list(tree.Root, scope{})
	return c.Source, c.problems
}

type checker struct {
	*Source
	fragments []string
	tags      []tags.Tag
	depth     int // of the loops
	problems  diag.List
}

// A scope is what each $variable stands for.
type scope map[string]variable

// A variable is a value of a type; its fields are those named prefix.….
type variable struct {
	catalogue.Type
	prefix string
}

// forbidden are the words of Go's language that a template has no use for, or
// that would let data become text to run.
var forbidden = []string{
	"define", "template", "block", "break", "continue", "call", "printf", "print", "println",
	"html", "js", "urlquery", "index", "slice", "nil",
}

// refuseKeywords comes before the parser, which would speak of them in English.
func (c *checker) refuseKeywords(found []tags.Tag) {
	for _, t := range found {
		if word := t.Keyword(); slices.Contains(forbidden, word) {
			c.fault(parse.Pos(t.From+strings.Index(c.Text[t.From:], word)), "E102",
				"écrivez le nom d'un champ ou d'une fonction : relance champs les liste", "« %s » n'est pas permis dans un modèle", word)
		}
	}
}

func (c *checker) fault(at parse.Pos, code, hint, format string, args ...any) {
	c.problems.Addf(c.Pos(int(at)), diag.Fault, code, format, args...).Hint = hint
}

func (c *checker) list(l *parse.ListNode, s scope) {
	if l == nil {
		return
	}
	for i, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			c.Words += string(n.Text)
		case *parse.ActionNode:
			l.Nodes[i] = c.action(n, s)
		case *parse.IfNode:
			c.condition(n.Pipe, s)
			c.list(n.List, s)
			c.list(n.ElseList, s)
		case *parse.WithNode:
			c.list(n.List, c.with(n.Pipe, s))
			c.list(n.ElseList, s)
		case *parse.RangeNode:
			if c.depth++; c.depth > 2 {
				c.fault(n.Position(), "E104", "deux boucles l'une dans l'autre au plus", "boucles trop imbriquées")
			}
			c.list(n.List, c.loop(n.Pipe, s))
			c.depth--
			c.list(n.ElseList, s)
		case *parse.CommentNode:
		default:
			c.fault(n.Position(), "E102", "relance champs liste ce qu'un modèle peut écrire", "« %s » n'est pas permis dans un modèle", n)
		}
	}
}

// action checks an output, then makes it print through the filler; an inclure
// becomes the template it names.
func (c *checker) action(n *parse.ActionNode, s scope) parse.Node {
	if len(n.Pipe.Decl) > 0 {
		c.fault(n.Pipe.Decl[0].Position(), "E102", "écrivez le champ à l'endroit où il sert", "un modèle ne garde pas de valeur de côté")
		return n
	}
	if name, at, ok := c.included(n.Pipe); ok {
		c.Includes = append(c.Includes, Use{name, c.Pos(int(at))})
		return &parse.TemplateNode{NodeType: parse.NodeTemplate, Pos: n.Pos, Line: n.Line, Name: FragmentFile(name)}
	}
	shown := c.shown(n.Pipe)
	switch typ := c.pipe(n.Pipe, s); typ {
	case catalogue.Flag:
		c.fault(shown.pos, "E104", fmt.Sprintf("écrivez {{if %s}}…{{end}}", shown.name), "« %s » est un oui/non : il se teste, il ne s'imprime pas", shown.name)
	case catalogue.Many:
		c.fault(shown.pos, "E104", fmt.Sprintf(`écrivez {{range $f := %s}}…{{end}} ou {{tableau "factures"}}`, shown.name), "« %s » est une liste", shown.name)
	case catalogue.Group:
		c.fault(shown.pos, "E104", "choisissez un champ : "+strings.Join(catalogue.Members(shown.name), ", "), "« %s » regroupe plusieurs champs", shown.name)
	case catalogue.Block:
		c.Blocks = append(c.Blocks, blockName(n.Pipe))
		c.alone(n)
	}
	c.Outputs = append(c.Outputs, Output{c.Pos(int(shown.pos)), shown.name})
	n.Pipe.Cmds = append(n.Pipe.Cmds, c.printCommand(n.Pos, len(c.Outputs)-1))
	return n
}

// printCommand is the end of every output: | imprimer "file" rank.
func (c *checker) printCommand(at parse.Pos, rank int) *parse.CommandNode {
	return &parse.CommandNode{NodeType: parse.NodeCommand, Pos: at, Args: []parse.Node{
		parse.NewIdentifier(PrintFunc).SetPos(at).SetTree(c.Tree),
		&parse.StringNode{NodeType: parse.NodeString, Pos: at, Quoted: fmt.Sprintf("%q", c.File), Text: c.File},
		&parse.NumberNode{NodeType: parse.NodeNumber, Pos: at, IsInt: true, Int64: int64(rank), Text: fmt.Sprint(rank)},
	}}
}

// PrintFunc cannot be written by a user: the checker knows no such function.
const PrintFunc = "imprimer"

type place struct {
	name string
	pos  parse.Pos
}

// shown is the field an output prints, for messages: the one its function takes.
func (c *checker) shown(p *parse.PipeNode) place {
	first := p.Cmds[0].Args
	n := first[0]
	if id, ok := n.(*parse.IdentifierNode); ok && functions[id.Ident].result != 0 && len(first) > 1 {
		n = first[1]
	}
	return place{n.String(), start(n)}
}

// start is where a name begins: the parser's own position of a chain is that of
// its second word.
func start(n parse.Node) parse.Pos {
	switch n := n.(type) {
	case *parse.ChainNode:
		return n.Node.Position()
	case *parse.VariableNode:
		if len(n.Ident) > 1 {
			return n.Pos - parse.Pos(len(n.Ident[0]))
		}
	case *parse.FieldNode:
		if len(n.Ident) > 1 {
			return n.Pos - parse.Pos(len(n.Ident[0])+1)
		}
	}
	return n.Position()
}

func blockName(p *parse.PipeNode) string {
	var words []string
	for _, a := range p.Cmds[0].Args {
		words = append(words, strings.Trim(a.String(), `"`))
	}
	return strings.Join(words, " ")
}

// alone requires that a block be the only thing on its line.
func (c *checker) alone(n *parse.ActionNode) {
	from := strings.LastIndex(c.Text[:int(n.Pos)], "\n") + 1
	to := len(c.Text)
	if end := strings.Index(c.Text[n.Pos:], "\n"); end >= 0 {
		to = int(n.Pos) + end
	}
	rest := c.Text[from:to]
	for _, t := range slices.Backward(c.tags) {
		if t.From >= from && t.To <= to && (t.IsControl() || t.From <= int(n.Pos) && int(n.Pos) < t.To) {
			rest = rest[:t.From-from] + rest[t.To-from:]
		}
	}
	if strings.TrimSpace(rest) != "" {
		c.fault(n.Pos, "E104", "placez cette balise seule sur sa ligne", "« %s » est un bloc, pas un mot", blockName(n.Pipe))
	}
}

// included recognizes {{inclure "nom"}}.
func (c *checker) included(p *parse.PipeNode) (name string, at parse.Pos, ok bool) {
	args := p.Cmds[0].Args
	id, is := args[0].(*parse.IdentifierNode)
	if !is || id.Ident != "inclure" {
		return "", 0, false
	}
	text, is := args[min(1, len(args)-1)].(*parse.StringNode)
	if !is || len(args) != 2 || len(p.Cmds) > 1 {
		c.fault(id.Position(), "E102", `écrivez {{inclure "offre-echeancier"}}`, "« inclure » attend le nom d'un fragment entre guillemets")
		return "", 0, false
	}
	if !slices.Contains(c.fragments, text.Text) {
		c.fault(text.Position(), "E102", catalogue.DidYouMean(text.Text, c.fragments, "les fragments sont dans templates/fragments/"), "fragment inconnu « %s »", text.Text)
	}
	return text.Text, text.Position(), true
}

func (c *checker) condition(p *parse.PipeNode, s scope) {
	if len(p.Decl) > 0 {
		c.fault(p.Decl[0].Position(), "E102", "écrivez {{if contact.prenom}}", "« if » ne garde pas de valeur de côté")
	}
	if c.pipe(p, s) == catalogue.Block {
		c.fault(p.Position(), "E104", "testez un champ : {{if contact.prenom}}", "un bloc ne se teste pas")
	}
}

func (c *checker) with(p *parse.PipeNode, s scope) scope {
	typ := c.pipe(p, s)
	return s.bind(p, variable{typ, c.prefix(p, s)})
}

// loop checks {{range $f := factures}} and binds its variable.
func (c *checker) loop(p *parse.PipeNode, s scope) scope {
	shown := c.shown(p)
	typ, prefix := c.pipe(p, s), c.prefix(p, s)
	if typ != catalogue.Many && typ != 0 {
		c.fault(shown.pos, "E104", "les listes : "+strings.Join(catalogue.Lists(), ", "), "« %s » n'est pas une liste", shown.name)
	}
	if len(p.Decl) != 1 {
		c.fault(p.Position(), "E104", fmt.Sprintf("écrivez {{range $f := %s}}", shown.name), "la boucle doit nommer l'élément courant")
	}
	item := variable{catalogue.Text, ""}
	list, _ := catalogue.Lookup(prefix)
	switch prefix = list.Item; {
	case typ == 0:
		item = variable{}
	case prefix != "":
		item = variable{catalogue.Group, prefix}
	}
	return s.bind(p, item)
}

// bind adds the variables a {{range}} or {{with}} declares.
func (s scope) bind(p *parse.PipeNode, v variable) scope {
	inner := maps.Clone(s)
	for _, d := range p.Decl {
		inner[d.Ident[0]] = v
	}
	return inner
}

// prefix is the full name of the field a pipe is made of, "" for an expression.
func (c *checker) prefix(p *parse.PipeNode, s scope) string {
	if len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 1 {
		return ""
	}
	switch n := p.Cmds[0].Args[0].(type) {
	case *parse.IdentifierNode:
		return n.Ident
	case *parse.ChainNode:
		return strings.Join(append([]string{n.Node.String()}, n.Field...), ".")
	case *parse.VariableNode:
		return strings.Join(append([]string{s[n.Ident[0]].prefix}, n.Ident[1:]...), ".")
	}
	return ""
}

func (c *checker) pipe(p *parse.PipeNode, s scope) catalogue.Type {
	typ := c.command(p.Cmds[0], s)
	for _, cmd := range p.Cmds[1:] {
		typ = c.piped(cmd, typ)
	}
	return typ
}

// piped checks a | fonction, which takes the value and nothing else.
func (c *checker) piped(cmd *parse.CommandNode, typ catalogue.Type) catalogue.Type {
	id, ok := cmd.Args[0].(*parse.IdentifierNode)
	if !ok || len(cmd.Args) > 1 {
		c.fault(cmd.Position(), "E102", "écrivez la fonction devant, la valeur ensuite : {{longue date_limite}}", "après « | » il faut une fonction seule")
		return 0
	}
	f, known := functions[id.Ident]
	if !known {
		c.unknownFunction(id)
		return 0
	}
	c.argument(id, f, 0, typ)
	return f.result
}

func (c *checker) command(cmd *parse.CommandNode, s scope) catalogue.Type {
	id, ok := cmd.Args[0].(*parse.IdentifierNode)
	if !ok {
		return c.operand(cmd.Args[0], s)
	}
	if check, ok := builtins[id.Ident]; ok {
		return check(c, id, c.operands(cmd.Args[1:], s))
	}
	f, known := functions[id.Ident]
	switch _, isField := catalogue.Lookup(id.Ident); {
	case known:
		return c.call(id, f, cmd.Args[1:], s)
	case len(cmd.Args) == 1:
		return c.operand(id, s)
	case slices.Contains(forbidden, id.Ident):
		c.fault(id.Position(), "E102", "relance champs liste les fonctions", "« %s » n'est pas permis dans un modèle", id.Ident)
	case isField || catalogue.IsGroup(id.Ident):
		c.fault(cmd.Args[1].Position(), "E104", "fermez la balise juste après le nom", "« %s » est un champ : rien ne le suit", id.Ident)
	default:
		c.unknownFunction(id)
	}
	return 0
}

func (c *checker) operands(nodes []parse.Node, s scope) []catalogue.Type {
	types := make([]catalogue.Type, len(nodes))
	for i, n := range nodes {
		types[i] = c.operand(n, s)
	}
	return types
}

// operand is the type of one word of a tag; 0 once a fault has been reported.
func (c *checker) operand(n parse.Node, s scope) catalogue.Type {
	switch n := n.(type) {
	case *parse.StringNode:
		return catalogue.Text
	case *parse.NumberNode:
		if !n.IsInt || n.Text[0] == '\'' {
			c.fault(n.Position(), "E104", `écrivez un nombre entier, ou un texte entre guillemets droits : "…"`, "« %s » n'est pas un nombre entier", n.Text)
			return 0
		}
		return catalogue.Count
	case *parse.BoolNode:
		return catalogue.Flag
	case *parse.PipeNode:
		return c.pipe(n, s)
	case *parse.IdentifierNode:
		if f, ok := functions[n.Ident]; ok {
			return c.call(n, f, nil, s)
		}
		return c.field(n.Ident, n.Position())
	case *parse.ChainNode:
		if root, ok := n.Node.(*parse.IdentifierNode); ok {
			return c.field(strings.Join(append([]string{root.Ident}, n.Field...), "."), root.Position())
		}
	case *parse.VariableNode:
		return c.variable(n, s)
	case *parse.FieldNode:
		name := strings.Join(n.Ident, ".")
		c.fault(start(n), "E101", fmt.Sprintf("écrivez {{%s}}, sans point devant", name), "« .%s » commence par un point", name)
		return 0
	}
	c.fault(n.Position(), "E101", "écrivez le nom d'un champ : relance champs les liste", "« %s » n'a pas de sens ici", n)
	return 0
}

func (c *checker) variable(n *parse.VariableNode, s scope) catalogue.Type {
	v, known := s[n.Ident[0]]
	switch {
	case !known:
		c.fault(start(n), "E101", "une boucle s'écrit {{range $f := factures}}…{{end}}", "variable inconnue « %s »", n)
		return 0
	case len(n.Ident) == 1 || v.Type == 0:
		return v.Type
	case v.prefix == "":
		c.fault(start(n), "E101", fmt.Sprintf("écrivez {{%s}}", n.Ident[0]), "« %s » n'a pas de champs", n.Ident[0])
		return 0
	}
	full := v.prefix + "." + strings.Join(n.Ident[1:], ".")
	f, ok := catalogue.Lookup(full)
	if !ok {
		c.fault(start(n), "E101", catalogue.DidYouMeanField(full, n.Ident[0], v.prefix), "variable inconnue « %s »", n)
		return 0
	}
	c.Names = append(c.Names, Use{full, c.Pos(int(start(n)))})
	return f.Type
}

// field is the type of a name such as client.nom.
func (c *checker) field(name string, at parse.Pos) catalogue.Type {
	if list := catalogue.ListOf(name); list != "" {
		c.fault(at, "E104", fmt.Sprintf("écrivez {{range $e := %s}}…{{end}}", list), "« %s » est une liste", list)
		return 0
	}
	if f, ok := catalogue.Lookup(name); ok {
		c.Names = append(c.Names, Use{name, c.Pos(int(at))})
		return f.Type
	}
	if catalogue.IsGroup(name) {
		c.Names = append(c.Names, Use{name, c.Pos(int(at))})
		return catalogue.Group
	}
	c.fault(at, "E101", catalogue.DidYouMeanField(name, "", ""), "variable inconnue « %s »", name)
	return 0
}

func (c *checker) unknownFunction(id *parse.IdentifierNode) {
	hint := catalogue.DidYouMean(id.Ident, functionNames(), "relance champs liste les fonctions")
	c.fault(id.Position(), "E102", hint, "fonction inconnue « %s »", id.Ident)
}
