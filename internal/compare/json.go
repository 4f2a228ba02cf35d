package compare

import (
	"encoding/json"
	"io"
)

// The name and the version of the json format.
const (
	jsonFormat  = "subsim-learned"
	jsonVersion = 1
)

// JSON writes the machine as one object. Configurations and events are named as
// in the model; rows are counted from 0, the beginning.
func JSON(w io.Writer, l *Learned) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false) // configurations hold angle brackets
	out.SetIndent("", "  ")
	return out.Encode(struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
		*Learned
	}{jsonFormat, jsonVersion, l})
}
