package schema

import (
	"bytes"
	"encoding/json"
	"io"
)

// Write writes the schema of one scenario document; its error is the writer's.
// The bytes depend on the vocabulary alone and end in a newline.
func Write(w io.Writer) error {
	root := scenario()
	root.Definitions = definitions()
	return root.write(w)
}

// write writes a whole schema.
func (n *node) write(w io.Writer) error {
	n.Schema = "http://json-schema.org/draft-07/schema#"
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(n); err != nil {
		panic("schema: the language cannot be written as JSON: " + err.Error())
	}
	_, err := w.Write(b.Bytes())
	return err
}

// definitions are the shapes that stand in several places.
func definitions() properties {
	return properties{
		{"event", choice("What happens to the subscription.", events())},
		{"state", choice("A state, or none before the start.", sources())},
		{"known_state", choice("The state before a gap, or none where nothing was known.", known())},
		{"answer", answer()},
		{"check", check()},
		{"step", step()},
	}
}
