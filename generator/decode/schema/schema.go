// Package schema writes the JSON Schema of a YAML file, so that an editor completes
// and checks what people type. It says what the decoder says: nothing is written
// twice.
package schema

import (
	"bytes"
	"encoding/json"

	"relance/generator/decode"
)

// Draft is the version of JSON Schema that editors of YAML read.
const Draft = "http://json-schema.org/draft-07/schema#"

// Of is the schema of a file with these fields, under a title.
func Of(title string, fields []decode.Field) []byte {
	n := block(fields)
	n.Schema, n.Title = Draft, title
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(n); err != nil {
		panic(err) // texts and lists always encode
	}
	return b.Bytes()
}

// A node is one schema; its keys in the order in which they are written.
type node struct {
	Schema      string           `json:"$schema,omitempty"`
	Title       string           `json:"title,omitempty"`
	Description string           `json:"description,omitempty"`
	Type        any              `json:"type,omitempty"`
	Enum        []string         `json:"enum,omitempty"`
	Pattern     string           `json:"pattern,omitempty"`
	AnyOf       []*node          `json:"anyOf,omitempty"`
	Items       *node            `json:"items,omitempty"`
	MinItems    int              `json:"minItems,omitempty"`
	Properties  *orderedNodes    `json:"properties,omitempty"`
	Required    []string         `json:"required,omitempty"`
	Additional  *json.RawMessage `json:"additionalProperties,omitempty"`
}

// orderedNodes are properties in the order of the struct: a map would sort them.
type orderedNodes struct {
	names []string
	nodes []*node
}

func (o *orderedNodes) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, name := range o.names {
		if i > 0 {
			b.WriteByte(',')
		}
		key, _ := json.Marshal(name)
		var value bytes.Buffer
		enc := json.NewEncoder(&value)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(o.nodes[i]); err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(bytes.TrimSpace(value.Bytes()))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

var nothingElse = json.RawMessage("false")

func block(fields []decode.Field) *node {
	n := &node{Type: "object", Properties: &orderedNodes{}, Additional: &nothingElse}
	for i := range fields {
		f := &fields[i]
		n.Properties.names = append(n.Properties.names, f.Key)
		n.Properties.nodes = append(n.Properties.nodes, property(f))
		if f.Required {
			n.Required = append(n.Required, f.Key)
		}
	}
	return n
}

// property is what may follow a key: an empty value counts as absent, so it is
// allowed where nothing is required.
func property(f *decode.Field) *node {
	n := value(f)
	if f.List {
		n = &node{Type: "array", Items: n}
		if f.Required {
			n.MinItems = 1
		}
	}
	if !f.Required {
		n = &node{AnyOf: []*node{n, {Type: "null"}}}
	}
	n.Description = f.Help
	return n
}

func value(f *decode.Field) *node {
	if f.Choices != nil {
		return &node{Enum: f.Choices}
	}
	switch f.Type {
	case "bloc":
		return orAlone(block(f.Children), f.Children)
	case "table":
		anything, _ := json.Marshal(scalar())
		raw := json.RawMessage(anything)
		return &node{Type: "object", Additional: &raw}
	case "oui/non":
		return &node{Type: "string", Pattern: "^([Oo][Uu][Ii]|[Nn][Oo][Nn])$"}
	case "nombre entier":
		return &node{Type: "integer"}
	}
	// Dates, amounts, rates, numbers of all kinds are read from the text as it was
	// typed, and the program tells better than a pattern what is wrong with them.
	return scalar()
}

// scalar is a text, which YAML may take for a number or for true: a postcode, a name.
func scalar() *node { return &node{Type: []string{"string", "number", "boolean"}} }

// orAlone allows the one value that may stand for the whole block.
func orAlone(n *node, children []decode.Field) *node {
	for i := range children {
		if children[i].Alone {
			return &node{AnyOf: []*node{value(&children[i]), n}}
		}
	}
	return n
}
