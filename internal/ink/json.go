package ink

import (
	"encoding/json"
	"io"
)

// JSON writes a document, indented. Configurations hold angle brackets, which need
// no escape outside HTML.
func JSON(w io.Writer, document any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
}

// Each makes a fact of each; an empty list where there is none.
func Each[T, F any](all []T, of func(T) F) []F {
	list := make([]F, len(all))
	for i, one := range all {
		list[i] = of(one)
	}
	return list
}
