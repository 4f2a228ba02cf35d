package logs

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math/bits"
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
	usual    bool     // its lines can be usual
	stamps   []stamp  // the literals, the last one with its line break, for usual lines
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
	learnt.usual = learnt.plain(s)
	for i, literal := range learnt.literals {
		if i == len(learnt.places) {
			literal += "\n"
		}
		learnt.stamps = append(learnt.stamps, newStamp(literal))
	}
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

// match takes a line that begins at a place of the text apart, and returns where the
// next one begins.
func (s *shape) match(text []byte, at int, v *values) (next int, ok bool) {
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
	if !ok || at < len(text) && text[at] != '\n' {
		return 0, false
	}
	return at + 1, true
}

// skip passes over a literal.
func skip(text []byte, at int, literal string) (int, bool) {
	end := at + len(literal)
	return end, end <= len(text) && string(text[at:end]) == literal
}

// stringEnd returns where plain ASCII without quotes, escapes and control characters
// ends.
func stringEnd(text []byte, at int) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	for ; at+8 <= len(text); at += 8 {
		word := binary.LittleEndian.Uint64(text[at:])
		quotes := word ^ ones*'"'
		escapes := word ^ ones*'\\'
		// The lowest bit that is set belongs to the first such byte; borrows may have
		// set others above it.
		if special := (word | (word - ones*' ') | (quotes - ones) | (escapes - ones)) & highs; special != 0 {
			return at + bits.TrailingZeros64(special)/8
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
	end := at
	for end < len(text) && text[end]-'0' <= 9 {
		end++
	}
	if end-at > 1 && text[at] == '0' {
		return at
	}
	return end
}
