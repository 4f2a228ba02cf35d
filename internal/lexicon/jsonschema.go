package lexicon

import (
	"encoding/json"
	"io"
)

// JSONSchema writes a JSON Schema, draft-07, with a definition for each kind, to refer
// to: {"$ref": "vocabulary.schema.json#/definitions/state"}. The schema as a whole
// describes no document and refuses every one, so that nobody takes it for a check of
// something.
func JSONSchema(w io.Writer) error {
	schema := document{
		Schema:      draft07,
		Title:       "The vocabulary of subsim",
		Description: notice + " Refer to the definitions: the schema as a whole refuses everything.",
		Not:         struct{}{},
		Definitions: map[string]definition{},
	}
	for _, l := range lists() {
		d := definition{Description: l.about}
		for _, e := range l.entries {
			d.Enum = append(d.Enum, e.name)
			if e.meaning != "" {
				d.Meanings = append(d.Meanings, e.meaning)
			}
		}
		schema.Definitions[snake(l.kind)] = d
	}
	text, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

const draft07 = "http://json-schema.org/draft-07/schema#"

type document struct {
	Schema      string                `json:"$schema"`
	Title       string                `json:"title"`
	Description string                `json:"description"`
	Not         struct{}              `json:"not"`
	Definitions map[string]definition `json:"definitions"`
}

type definition struct {
	Description string   `json:"description"`
	Enum        []string `json:"enum"`
	Meanings    []string `json:"enumDescriptions,omitempty"` // for editors
}
