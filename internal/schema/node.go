package schema

import (
	"bytes"
	"encoding/json"
)

// A node is one schema. Its fields are keywords, in the order in which they are
// written. EnumDescriptions, DoNotSuggest and the messages are read by editors and
// passed over by validators.
type node struct {
	Schema               string     `json:"$schema,omitempty"`
	Ref                  string     `json:"$ref,omitempty"`
	Title                string     `json:"title,omitempty"`
	Description          string     `json:"description,omitempty"`
	Type                 any        `json:"type,omitempty"` // a name, or several
	Const                any        `json:"const,omitempty"`
	Enum                 []string   `json:"enum,omitempty"`
	EnumDescriptions     []string   `json:"enumDescriptions,omitempty"`
	Default              string     `json:"default,omitempty"`
	Pattern              string     `json:"pattern,omitempty"`
	PatternErrorMessage  string     `json:"patternErrorMessage,omitempty"`
	MinLength            int        `json:"minLength,omitempty"`
	Minimum              *int       `json:"minimum,omitempty"`
	Maximum              int        `json:"maximum,omitempty"`
	Required             []string   `json:"required,omitempty"`
	MinProperties        int        `json:"minProperties,omitempty"`
	Properties           properties `json:"properties,omitempty"`
	AdditionalProperties *bool      `json:"additionalProperties,omitempty"`
	MinItems             int        `json:"minItems,omitempty"`
	MaxItems             int        `json:"maxItems,omitempty"`
	UniqueItems          bool       `json:"uniqueItems,omitempty"`
	Items                *node      `json:"items,omitempty"`
	AnyOf                []*node    `json:"anyOf,omitempty"`
	AllOf                []*node    `json:"allOf,omitempty"`
	If                   *node      `json:"if,omitempty"`
	Then                 *node      `json:"then,omitempty"`
	Else                 *node      `json:"else,omitempty"`
	Definitions          properties `json:"definitions,omitempty"`
	DoNotSuggest         bool       `json:"doNotSuggest,omitempty"`
	ErrorMessage         string     `json:"errorMessage,omitempty"`
}

// properties are schemas by name, in the order in which they are written.
type properties []property

// A property is a key and what stands there. A nil node is the schema false: the
// key must not stand here.
type property struct {
	name string
	node *node
}

// MarshalJSON writes an object whose members keep their order.
func (p properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, member := range p {
		if i > 0 {
			b.WriteByte(',')
		}
		var value any = member.node
		if member.node == nil {
			value = false
		}
		name, _ := json.Marshal(member.name)
		text, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// object is a mapping that holds these keys and no others.
func object(description string, keys ...property) *node {
	strict := false
	return &node{Description: description, Type: "object", Properties: keys, AdditionalProperties: &strict}
}

// needs makes keys of a mapping required.
func (n *node) needs(keys ...string) *node {
	n.Required = keys
	return n
}

// filled makes a mapping hold something.
func (n *node) filled() *node {
	n.MinProperties = 1
	return n
}

// list is a list of at least so many items.
func list(description string, least int, items *node) *node {
	return &node{Description: description, Type: "array", MinItems: least, Items: items}
}

// ref stands for a definition.
func ref(name string) *node { return &node{Ref: "#/definitions/" + name} }

// mappingOr is a choice between a mapping and a short form. A mapping that was
// begun is judged as one; the anyOf is what editors complete the short form from.
func mappingOr(description string, mapping, short *node) *node {
	begun := &node{Type: "object"}
	return &node{Description: description, AnyOf: []*node{short, begun}, If: begun, Then: mapping}
}

// holding matches mappings that hold a key.
func holding(key string) *node { return &node{Type: "object", Required: []string{key}} }

// saying matches mappings that say a value under a key.
func saying(key string, value any) *node {
	n := holding(key)
	n.Properties = properties{{key, &node{Const: value}}}
	return n
}

// never refuses a key that the shape around it knows, and says why.
func never(key, why string) *node {
	return &node{Properties: properties{{key, nil}}, ErrorMessage: why}
}
