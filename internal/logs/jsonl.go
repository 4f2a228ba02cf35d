package logs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"
)

// A jsonReader makes records of JSON Lines.
type jsonReader struct {
	maker
	shapes [4]*shape // those that matched last, the latest first
	learnt int
	told   []string // columns noticed in this batch
}

// maxLearnt bounds how many lines are looked at to learn their shape: a log in which
// every line looks otherwise has none.
const maxLearnt = 1000

// batch reads whole lines.
func (r *jsonReader) batch(b *Batch) {
	r.told = r.told[:0]
	text := b.text[:b.end]
	for at := 0; at < len(text); b.Lines++ {
		var v values
		if end, by := r.match(text, at, &v); by != nil {
			r.tell(b, by.extras)
			r.record(b, b.Lines, &v)
			at = end
			continue
		}
		end := len(text)
		if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		r.line(b, at, b.trim(at, end))
		at = end + 1
	}
}

// match tries the shapes on a line, and moves the one that fits to the front.
func (r *jsonReader) match(text []byte, at int, v *values) (end int, by *shape) {
	for i, s := range r.shapes {
		if s == nil {
			return 0, nil
		}
		if end, ok := s.match(text, at, v); ok {
			if i > 0 {
				copy(r.shapes[1:], r.shapes[:i])
				r.shapes[0] = s
			}
			return end, s
		}
	}
	return 0, nil
}

// line reads a line by the standard library.
func (r *jsonReader) line(b *Batch, from, to int) {
	line := b.text[from:to]
	if len(bytes.TrimSpace(line)) == 0 {
		b.Blank++
		b.notice(b.Lines, MarkBlank, "")
		return
	}
	members, problem := parseObject(line)
	if problem != "" {
		b.fault(b.Lines, FaultUnreadable, problem)
		return
	}
	r.tell(b, r.unknown(members))
	var v values
	if r.fill(b, members, &v) {
		r.record(b, b.Lines, &v)
		r.learn(line)
	}
}

// parseObject takes a line apart, or says why it cannot be.
func parseObject(line []byte) (members map[string]json.RawMessage, problem string) {
	if !utf8.Valid(line) {
		return nil, "the line is no UTF-8"
	}
	err := json.Unmarshal(line, &members)
	switch {
	case err != nil && json.Valid(line):
		return nil, "the line holds no object, but another JSON value"
	case err != nil:
		return nil, "the line is no JSON: " + err.Error()
	case members == nil:
		return nil, "the line holds no object, but null"
	}
	return members, ""
}

// fill takes the columns from an object.
func (r *jsonReader) fill(b *Batch, members map[string]json.RawMessage, v *values) bool {
	for name, c := range r.columns {
		raw, has := members[name]
		if !has || string(raw) == "null" {
			continue
		}
		value, ok := plain(raw)
		if !ok {
			b.fault(b.Lines, FaultUnreadable, fmt.Sprintf("the member for %s is neither a string nor a number", c))
			return false
		}
		v[c] = b.keep(value)
	}
	return true
}

// plain returns the text of a JSON string or number.
func plain(raw json.RawMessage) (text string, ok bool) {
	if raw[0] == '"' {
		err := json.Unmarshal(raw, &text)
		return text, err == nil
	}
	return string(raw), raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9'
}

// unknown lists the members that nothing is made of and nobody said to leave out.
func (r *jsonReader) unknown(members map[string]json.RawMessage) []string {
	var names []string
	for name := range members {
		if _, _, told := r.column(name); !told {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// tell notices columns, each once a batch.
func (r *jsonReader) tell(b *Batch, names []string) {
	for _, name := range names {
		if !slices.Contains(r.told, name) {
			r.told = append(r.told, name)
			b.notice(b.Lines, MarkColumn, name)
		}
	}
}

// learn remembers how a line looks.
func (r *jsonReader) learn(line []byte) {
	if r.learnt == maxLearnt {
		return
	}
	r.learnt++
	if s := r.newShape(line); s != nil {
		copy(r.shapes[1:], r.shapes[:])
		r.shapes[0] = s
	}
}
