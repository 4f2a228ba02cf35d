package logs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// A jsonReader makes records of JSON Lines.
type jsonReader struct {
	maker
	shapes [4]*shape // those that matched last, the latest first
	learnt int
}

// maxLearnt bounds how many lines are looked at to learn their shape: a log in which
// every line looks otherwise has none.
const maxLearnt = 1000

// batch reads whole lines.
func (r *jsonReader) batch(b *Batch) {
	r.seen = r.seen[:0]
	r.lines(b, r)
}

func (r *jsonReader) pattern() *pattern {
	if r.shapes[0] == nil {
		return nil
	}
	return r.shapes[0].usual.of(r.crlf)
}

// line reads a line that looks like one before, or leaves it to the standard library.
func (r *jsonReader) line(b *Batch, at int) (next int) {
	text := b.text[:b.end]
	var v values
	end, by := r.match(text, at, &v)
	if by == nil {
		end = at + len(bytes.TrimSuffix(text[at:at+lineSize(text[at:])], newline))
	}
	object := r.trim(b, at, end)
	if by != nil {
		r.extra(b, by.extras)
		r.record(b, b.Lines, &v)
	} else {
		r.decode(b, at, object)
	}
	b.Lines++
	return min(end+1, len(text))
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

// decode reads a line by the standard library.
func (r *jsonReader) decode(b *Batch, from, to int) {
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
	r.extra(b, r.unknown(members))
	if name := r.repeated(line, members); name != "" {
		b.fault(b.Lines, FaultUnreadable, fmt.Sprintf("the object has two members for %s", name))
		return
	}
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

// repeated returns the column that an object has two members for; none where that is so
// of no column. Which of them counts is for nobody to guess.
func (r *jsonReader) repeated(line []byte, members map[string]json.RawMessage) string {
	if memberCount(line) == len(members) {
		return ""
	}
	d := json.NewDecoder(bytes.NewReader(line))
	_, _ = d.Token() // the object is one, and was read before
	seen := map[string]bool{}
	for d.More() {
		name, _ := d.Token()
		var value json.RawMessage
		_ = d.Decode(&value)
		c, known, _ := r.column(name.(string))
		if known && seen[name.(string)] {
			return c.String()
		}
		seen[name.(string)] = true
	}
	return ""
}

// memberCount counts the members of an object that is one: its colons outside of strings
// and of what it holds.
func memberCount(object []byte) (n int) {
	depth, quoted := 0, false
	for i := 0; i < len(object); i++ {
		switch c := object[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		case c == ':' && depth == 1:
			n++
		}
	}
	return n
}

// fill takes the columns from an object.
func (r *jsonReader) fill(b *Batch, members map[string]json.RawMessage, v *values) bool {
	for _, c := range Columns() { // the same one is at fault every time
		name, _ := r.Name(c)
		raw, has := members[name]
		if !has || string(raw) == "null" || r.columns[name] != c {
			continue
		}
		value, problem := plain(raw)
		if problem != "" {
			b.fault(b.Lines, FaultUnreadable, fmt.Sprintf("the member for %s %s", c, problem))
			return false
		}
		v[c] = b.keep(value)
	}
	return true
}

// plain returns the text of a JSON string or number, or says why it has none.
func plain(raw json.RawMessage) (text, problem string) {
	switch {
	case raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9':
		return string(raw), ""
	case raw[0] != '"' || json.Unmarshal(raw, &text) != nil:
		return "", "is neither a string nor a number"
	case halved(raw):
		return "", "holds half a surrogate pair, which is no character"
	}
	return text, ""
}

// halved reports that a JSON string escapes half of a surrogate pair. The standard
// library reads every half as the same character, so two texts would become one.
func halved(raw []byte) bool {
	for len(raw) > 1 {
		n := bytes.IndexByte(raw, '\\')
		if n < 0 {
			return false
		}
		raw = raw[n:]
		if first := escaped(raw); !utf16.IsSurrogate(first) {
			raw = raw[2:]
		} else if utf16.DecodeRune(first, escaped(raw[6:])) == utf8.RuneError {
			return true
		} else {
			raw = raw[12:]
		}
	}
	return false
}

// escaped returns the number that a text begins with an escape of; -1 for any other
// beginning.
func escaped(raw []byte) rune {
	if len(raw) < 6 || raw[0] != '\\' || raw[1] != 'u' {
		return -1
	}
	n, _ := strconv.ParseUint(string(raw[2:6]), 16, 16)
	return rune(n)
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
