package logs

import (
	"bytes"
	"strings"
)

// A pattern is what usual lines are made of.
type pattern struct {
	*schema
	fields []field
	passed string // how the literal before the next field begins that was looked at already
	last   stamp  // what stands behind the last field, and what ends that
	has    [columnCount + 1]bool
	none   share    // of a line that tells nothing in the columns that there are
	extras []string // columns that nothing is made of and nobody said to leave out
	rare   bool     // there are no such lines after all
}

// endings are what usual lines that end in LF, and in CR and LF, are made of; nil where
// there are none.
type endings struct{ lf, crlf *pattern }

func (e *endings) of(crlf bool) *pattern {
	if crlf {
		return e.crlf
	}
	return e.lf
}

// A field is one value of a line.
type field struct {
	before stamp
	column Column // or noColumn
	stop   byte   // what ends it; 0 for a number
	strict bool   // it may hold plain ASCII only, without escapes
	after  uint32 // how many bytes of the line stand behind a name; 0 where that differs
	end    func(text []byte, at int) int
}

// newPattern begins a pattern. There are no such lines where a name of the vocabulary
// holds one of some characters, with which it cannot stand in a line as it is.
func newPattern(s *schema, special string) *pattern {
	return &pattern{schema: s, rare: s.events.holds(special) || s.states.holds(special)}
}

// add adds a field that stands behind a literal, and before the byte that ends it: 0
// for a number. Its column is noColumn where nothing is made of it.
func (p *pattern) add(before string, column int, stop byte) {
	f := field{before: p.stamp(before), column: Column(column), stop: stop, end: fieldEnd}
	switch stop {
	case '"':
		f.strict, f.end = true, stringEnd
	case 0:
		f.end = digitsEnd
	}
	if p.passed = string(stop); stop == 0 || f.column == ColumnAt { // which ends by itself
		p.passed = ""
	}
	p.rare = p.rare || stop == 0 && f.named()
	p.has[column] = true
	p.fields = append(p.fields, f)
}

// named reports that the field holds a name of the vocabulary.
func (f *field) named() bool { return f.column == ColumnEvent || f.column == ColumnState }

// stamp makes a stamp of a literal without what was looked at with the field before it.
func (p *pattern) stamp(literal string) stamp {
	s := newStamp(strings.TrimPrefix(literal, p.passed))
	p.rare = p.rare || !s.fits()
	return s
}

// ends says what stands behind the last field, the line break included. It returns nil
// where no lines can be usual.
func (p *pattern) ends(with string) *pattern {
	p.settle()
	if p.rare || p.none == nothing || !p.has[ColumnID] || p.timed && !p.has[ColumnAt] {
		return nil
	}
	if last := &p.fields[len(p.fields)-1]; last.named() { // they are found from the end of the line
		last.after = uint32(len(with))
		if p.passed = ""; with == "\n" {
			p.passed = with
		}
	}
	if p.last = p.stamp(with); p.rare {
		return nil
	}
	return p
}

// settle finds out what a line tells before its columns do.
func (p *pattern) settle() {
	if !p.has[ColumnEvent] {
		p.none += noEvent
	}
	if !p.has[ColumnState] {
		p.none += noState
	}
}

// A stamp is a literal as its first sixteen bytes in two words, each with a mask of
// those that it has, and the rest.
type stamp struct {
	first, firstMask, second, secondMask uint64
	size                                 uint32
	rest                                 string
}

func newStamp(literal string) stamp {
	var begin, masks [16]byte
	n := copy(begin[:], literal)
	copy(masks[:n], bytes.Repeat([]byte{0xff}, n))
	return stamp{word(begin[:]), word(masks[:]), word(begin[8:]), word(masks[8:]), uint32(len(literal)), literal[n:]}
}

// fits reports that no literal goes beyond what is ahead.
func (s *stamp) fits() bool { return s.size <= behind }

// on reports that a literal stands at the beginning of a text.
func (s *stamp) on(text *ahead) bool {
	return (word(text[:])^s.first)&s.firstMask == 0 && (s.size <= 8 || s.ends(text))
}

// ends reports that the rest of the literal stands where it belongs.
func (s *stamp) ends(text *ahead) bool {
	return (word(text[8:])^s.second)&s.secondMask == 0 && (s.size <= 16 || string(text[16:s.size]) == s.rest)
}
