package decode

import (
	"bytes"
	"errors"
	"io"

	"gopkg.in/yaml.v3"

	"relance/generator/decode/slip"
)

// maxDepth is how many blocks may stand inside one another; a kit needs six.
const maxDepth = 32

var emptyMapping = &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}

// parse returns the root of the only document of text, nil when it is empty,
// and the line of a second document, zero when there is none.
func parse(text []byte) (root *yaml.Node, second int, err error) {
	in := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var doc yaml.Node
		err := in.Decode(&doc)
		switch {
		case errors.Is(err, io.EOF):
			return root, second, nil
		case err != nil:
			return nil, 0, err
		case slip.IsEmpty(doc.Content[0]):
		case root == nil:
			root = doc.Content[0]
		case second == 0:
			second = doc.Line
		}
	}
}

// refuse returns what yaml.v3 says against text, nil when it accepts it.
func refuse(text []byte) error {
	_, _, err := parse(text)
	return err
}

// check refuses what YAML allows and hides what a file says: anchors, aliases,
// merges, tags, keys that are not words, excessive depth. An alias is never
// followed, so that a small file cannot stand for a huge one.
func (d *decoder) check(n *yaml.Node, depth int) {
	const quote = "si le signe fait partie d'un texte, mettez le texte entre guillemets ; sinon écrivez la valeur en entier"
	switch {
	case depth > maxDepth:
		d.addf(n.Line, n.Column, "F003", "trop de niveaux : %d au plus", maxDepth).Hint = "vérifiez les retraits et les crochets"
		return
	case n.Kind == yaml.AliasNode:
		d.addf(n.Line, n.Column, "F008", "renvoi « *%s » refusé", n.Value).Hint = quote
	case n.Anchor != "":
		d.addf(n.Line, n.Column, "F008", "ancre « &%s » refusée", n.Anchor).Hint = quote
	case n.Style&yaml.TaggedStyle != 0:
		d.addf(n.Line, n.Column, "F008", "étiquette « %s » refusée", n.Tag).Hint = quote
	}
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && child.Tag == "!!merge" {
			d.addf(child.Line, child.Column, "F008", "fusion « << » refusée").Hint = "écrivez chaque clé à sa place"
			continue
		}
		d.check(child, depth+1)
	}
}
