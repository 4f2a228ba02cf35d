package paper

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// A value is a JSON value with its place.
type value struct {
	kind    kind
	text    string // of a text; of a number or a literal, as it is written
	members []member
	items   []*value
	span    diag.Span
}

type kind string

const (
	kindObject kind = "an object"
	kindArray  kind = "a list"
	kindText   kind = "a text"
	kindOther  kind = "a number, true or false"
	kindNull   kind = "null"
)

// A member is one of an object's.
type member struct {
	name string
	at   diag.Span
	*value
}

// get returns a member's value; nil where there is none.
func (v *value) get(name string) *value {
	if v == nil {
		return nil
	}
	for _, m := range v.members {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// isText reports a value that is a certain text.
func (v *value) isText(text string) bool { return v != nil && v.kind == kindText && v.text == text }

// parseJSON reads the drawing as JSON; nil where it is none.
func (r *reading) parseJSON() *value {
	text := strings.TrimPrefix(r.Source.Text, bom)
	j := &jsonReader{reading: r, text: text, shift: len(r.Source.Text) - len(text)}
	var whole json.RawMessage
	if err := json.Unmarshal([]byte(text), &whole); err != nil {
		j.broken(err)
		return nil
	}
	j.decoder = json.NewDecoder(strings.NewReader(text))
	j.decoder.UseNumber()
	return j.value(0)
}

// A jsonReader reads tokens and keeps their places.
type jsonReader struct {
	*reading
	text    string
	shift   int // bytes before the text
	decoder *json.Decoder
}

// broken reports what is no JSON.
func (j *jsonReader) broken(err error) {
	at := j.span(len(j.text)+j.shift, 0)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && syntax.Offset > 0 && int(syntax.Offset) <= len(j.text) {
		at = j.span(int(syntax.Offset)-1+j.shift, 0)
	}
	j.problem(at, "this is no JSON: %s", strings.TrimPrefix(err.Error(), "json: "))
}

// token reads a token and its place.
func (j *jsonReader) token() (json.Token, diag.Span) {
	from := int(j.decoder.InputOffset())
	for from < len(j.text) && strings.IndexByte(" \t\r\n,:", j.text[from]) >= 0 {
		from++
	}
	token, err := j.decoder.Token()
	if err != nil && !errors.Is(err, io.EOF) {
		j.broken(err)
	}
	return token, j.span(from+j.shift, int(j.decoder.InputOffset())+j.shift)
}

// value reads a value; what is nested too deep is reported and is null.
func (j *jsonReader) value(depth int) *value {
	token, at := j.token()
	v := &value{span: at}
	switch t := token.(type) {
	case json.Delim:
		if depth > 2*MaxNested {
			j.problem(at, "this is nested too deep to be read")
			j.skip()
			v.kind = kindNull
			return v
		}
		if t == '{' {
			j.object(v, depth)
		} else {
			j.array(v, depth)
		}
	case string:
		v.kind, v.text = kindText, t
	case nil:
		v.kind = kindNull
	default:
		v.kind, v.text = kindOther, j.text[max(0, int(j.decoder.InputOffset())-at.Width):j.decoder.InputOffset()]
	}
	return v
}

func (j *jsonReader) object(v *value, depth int) {
	v.kind = kindObject
	seen := map[string]bool{}
	for j.decoder.More() {
		token, at := j.token()
		name, isName := token.(string)
		if !isName { // the text was found to be JSON
			return
		}
		if seen[name] {
			j.problem(at, "%q stands here twice", name)
		}
		seen[name] = true
		v.members = append(v.members, member{name, at, j.value(depth + 1)})
	}
	j.token()
}

func (j *jsonReader) array(v *value, depth int) {
	v.kind = kindArray
	for j.decoder.More() {
		v.items = append(v.items, j.value(depth+1))
	}
	j.token()
}

// skip passes over the rest of an object or a list.
func (j *jsonReader) skip() {
	for open := 1; open > 0; {
		token, err := j.decoder.Token()
		if err != nil {
			return
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			open++
		case json.Delim('}'), json.Delim(']'):
			open--
		}
	}
}
