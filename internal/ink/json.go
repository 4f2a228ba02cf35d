package ink

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// JSON writes a document, indented. Configurations hold angle brackets, which need
// no escape outside HTML.
func JSON(w io.Writer, document any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
}

// Visible escapes in the text of a JSON document what could move a terminal's cursor or
// turn its letters round, which a reader of JSON does not notice: outside of strings JSON
// has nothing of that kind but line breaks. The text may be returned itself.
func Visible(text []byte) []byte {
	var seen []byte
	for {
		at := bytes.IndexFunc(text, hidden)
		if at < 0 {
			break
		}
		r, size := utf8.DecodeRune(text[at:])
		seen = append(seen, text[:at]...)
		for _, unit := range utf16.AppendRune(nil, r) {
			seen = fmt.Appendf(seen, `\u%04x`, unit)
		}
		text = text[at+size:]
	}
	if seen == nil {
		return text
	}
	return append(seen, text...)
}

func hidden(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }

// Each makes a fact of each; an empty list where there is none.
func Each[T, F any](all []T, of func(T) F) []F {
	list := make([]F, len(all))
	for i, one := range all {
		list[i] = of(one)
	}
	return list
}
