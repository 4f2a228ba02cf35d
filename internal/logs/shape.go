package logs

import (
	"bytes"
	"encoding/json"
	"slices"
)

// A shape is what the lines of a log have in common: an object's members, their
// order and the spaces between. A program writes nearly all its lines in one shape.
// What matches is the JSON that the shape was learnt from with other values in its
// places, so it needs no parser.
type shape struct {
	literals []string // what stands before each place, and behind the last one
	places   []place
	extras   []string // members that nothing is made of and nobody said to leave out
	usual    endings
}

// A place holds a value.
type place struct {
	column int // or noColumn
	quoted bool
}

// newShape learns the shape of a line that the standard library understood; nil
// where it has none: with escapes, or nested or repeated members.
func (s *schema) newShape(line []byte) *shape {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return nil
	}
	learnt := &shape{}
	var names []string
	done := 0
	for d.More() {
		name, err := d.Token()
		if err != nil || slices.Contains(names, name.(string)) {
			return nil
		}
		names = append(names, name.(string))
		value, err := d.Token()
		if err != nil {
			return nil
		}
		from, to, quoted, ok := extent(line, value, int(d.InputOffset()))
		if !ok {
			return nil
		}
		learnt.add(s, name.(string), string(line[done:from]), quoted)
		done = to
	}
	learnt.literals = append(learnt.literals, string(line[done:]))
	learnt.usual = endings{learnt.pattern(s, "\n"), learnt.pattern(s, "\r\n")}
	return learnt
}

// extent returns where a value stands, without its quotes.
func extent(line []byte, value json.Token, end int) (from, to int, quoted, ok bool) {
	switch text := value.(type) {
	case string:
		from, to = end-1-len(text), end-1
		return from, to, true, from > 0 && line[from-1] == '"' && string(line[from:to]) == text && stringEnd(line, from) == to
	case json.Number:
		from = end - len(text)
		return from, end, false, digitsEnd(line, from) == end
	}
	return 0, 0, false, false
}

func (s *shape) add(of *schema, name, literal string, quoted bool) {
	p := place{noColumn, quoted}
	c, known, told := of.column(name)
	if known {
		p.column = int(c)
	} else if !told {
		s.extras = append(s.extras, name)
	}
	s.literals = append(s.literals, literal)
	s.places = append(s.places, p)
}

// pattern returns what usual lines of the shape with such an end are made of; nil where
// they lack what records need, or names of the vocabulary would have to be escaped.
func (s *shape) pattern(of *schema, end string) *pattern {
	const escaped = "\"\\\x00\x01\x02\x03\x04\x05\x06\x07\b\t\n\v\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f"
	p := newPattern(of, escaped)
	for i, at := range s.places {
		stop := byte('"')
		if !at.quoted {
			stop = 0
		}
		p.add(s.literals[i], at.column, stop)
	}
	p.extras = s.extras
	return p.ends(s.literals[len(s.places)] + end)
}

// match takes a line that begins at a place of the text apart, and returns where its
// line feed is, or the text ends.
func (s *shape) match(text []byte, at int, v *values) (end int, ok bool) {
	for i, p := range s.places {
		if at, ok = skip(text, at, s.literals[i]); !ok {
			return 0, false
		}
		end := at
		if p.quoted {
			end = stringEnd(text, at)
		} else if end = digitsEnd(text, at); end == at {
			return 0, false
		}
		v[p.column] = span{uint32(at), uint32(end)}
		at = end
	}
	at, ok = skip(text, at, s.literals[len(s.places)])
	if at < len(text) && text[at] == '\r' {
		at++
	}
	return at, ok && (at >= len(text) || text[at] == '\n')
}

// skip passes over a literal.
func skip(text []byte, at int, literal string) (int, bool) {
	end := at + len(literal)
	return end, end <= len(text) && string(text[at:end]) == literal
}

// stringEnd returns where plain ASCII without quotes, escapes and control characters
// ends.
func stringEnd(text []byte, at int) int {
	for ; at+8 <= len(text); at += 8 {
		w := word(text[at:])
		if special := w&highs | below(w, ones*' ') | equal(w, ones*'"') | equal(w, ones*'\\'); special != 0 {
			return at + int(first(special))
		}
	}
	for at < len(text) && plainByte(text[at]) {
		at++
	}
	return at
}

func plainByte(b byte) bool { return b >= ' ' && b < 0x80 && b != '"' && b != '\\' }

// digitsEnd returns where a whole number ends that JSON allows: no zero before other
// digits, no sign, fraction or exponent.
func digitsEnd(text []byte, at int) int {
	end := digitRun(text, at)
	if end-at > 1 && text[at] == '0' {
		return at
	}
	return end
}

// digitRun returns where digits end.
func digitRun(text []byte, at int) int {
	for at < len(text) && text[at]-'0' <= 9 {
		at++
	}
	return at
}
