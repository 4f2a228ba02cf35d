package logs

import (
	"bytes"
	"slices"

	"github.com/Huzefaaa2/subsim/internal/history"
)

// Nearly all lines of a log are alike: an identifier, an instant as programs write it,
// names of the vocabulary, and the same between them. Such lines are read here, some
// at a time: they are cut into fields, and then one column after the other is made
// into numbers. Whatever is unusual about a line leaves it to the readers that decide;
// so does a log with columns that are rare.

const (
	// maxUnusual is how many lines of a batch may be unusual before the rest of it is
	// not tried.
	maxUnusual = 64
	// windowSize is how many bytes of a batch can hold usual lines; more than it mostly
	// has.
	windowSize = 2 * chunk
	// behind is how many bytes there are behind them at least, so that words can be read
	// across their end.
	behind = 64
)

// A window is the text of a batch. It is an array, and its size a power of two, so that
// places in it need no check: masked, they cannot lie outside.
type window [windowSize + behind]byte

// An ahead is what stands at a place of a window and behind it.
type ahead [behind]byte

func (w *window) at(place uint32) *ahead { return (*ahead)(w[place&(windowSize-1):]) }

// window returns the text of a batch, and where the last line break in it ends: a line
// that begins before that place ends there or earlier, so no search for its end goes
// beyond.
func (b *Batch) window() (text *window, end int) {
	if cap(b.text) < len(text) {
		return nil, 0
	}
	end = bytes.LastIndexByte(b.text[:min(b.end, windowSize)], '\n') + 1
	return (*window)(b.text[:len(text)]), end
}

// A pattern is what usual lines are made of.
type pattern struct {
	*schema
	fields []field
	last   stamp // how they end, the line break included
	lacks  [columnCount + 1]bool
	extras []string // columns that nothing is made of and nobody said to leave out
	rare   bool     // there are no such lines after all
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
	return &pattern{
		schema: s, rare: s.events.holds(special) || s.states.holds(special),
		lacks: [columnCount + 1]bool{ColumnAt: true, ColumnEvent: true, ColumnState: true},
	}
}

// add adds a field that stands behind a literal, and before the byte that ends it: 0
// for a number. Its column is noColumn where nothing is made of it.
func (p *pattern) add(before string, column int, stop byte) {
	f := field{before: newStamp(before), column: Column(column), stop: stop, end: fieldEnd}
	switch stop {
	case '"':
		f.strict, f.end = true, stringEnd
	case 0:
		f.end = digitsEnd
	}
	p.lacks[column] = false
	p.rare = p.rare || !f.before.fits() || stop == 0 && column != noColumn || column == int(ColumnDelivery) || column == int(ColumnSeq)
	p.fields = append(p.fields, f)
}

// ends says what stands behind the last field. It returns nil where no lines can be
// usual.
func (p *pattern) ends(with string) *pattern {
	p.last = newStamp(with)
	if p.rare || len(p.fields) == 0 || !p.last.fits() {
		return nil
	}
	if last := &p.fields[len(p.fields)-1]; last.column == ColumnEvent || last.column == ColumnState {
		last.after = p.last.size
	}
	return p
}

// A strip is some lines that follow each other, and what was made of them. They are read
// column by column.
type strip struct {
	text    *window
	lines   int
	begins  [stripLines + 1]uint32 // where each line begins, and the one behind them
	at      [stripLines]uint32     // how far each was read
	unusual [stripLines]bool
	bad     bool // one of them is
	events  [stripLines]uint8
	states  [stripLines]uint8
	records [stripLines]Record
	ids     [stripLines]ID
}

// stripLines is how many lines a strip has at most: as many as stay in a processor's
// nearest cache.
const stripLines = 128

// spoil notes that a line is unusual.
func (s *strip) spoil(i int) { s.unusual[i], s.bad = true, true }

// cut cuts the text into lines, from one place to another.
func (s *strip) cut(from, to int) {
	text, lines := s.text[:to], 0
	for at := from; lines < stripLines && at < len(text); lines++ {
		s.begins[lines], s.at[lines] = uint32(at), uint32(at)
		at += bytes.IndexByte(text[at:], '\n') + 1
		s.begins[lines+1] = uint32(at)
	}
	s.lines, s.bad = lines, false
	clear(s.unusual[:lines])
}

// A reader decides what a line is: it reads any, and returns where the next one begins.
type reader interface {
	line(b *Batch, at int) (next int)
	// pattern returns what usual lines are made of; nil where there are none.
	pattern() *pattern
}

// lines reads the lines of a batch: usual ones here, others by the reader that decides.
func (m *maker) lines(b *Batch, by reader) {
	s := &m.strip
	var end int
	s.text, end = b.window()
	left := maxUnusual
	for at := 0; at < b.end; {
		p := by.pattern()
		if p == nil || left <= 0 || at >= end {
			at = by.line(b, at)
			continue
		}
		s.cut(at, end)
		m.fill(s, p, uint32(b.Lines))
		for i := 0; i < s.lines; {
			n := s.usual(i)
			if n == 0 {
				at, n, left = by.line(b, at), 1, left-1
			} else {
				m.extra(b, p.extras)
				b.add(s.records[i:i+n], s.ids[i:i+n])
				at = int(s.begins[i+n])
			}
			i += n
		}
	}
}

// usual returns how many usual lines follow each other.
func (s *strip) usual(from int) int {
	if !s.bad {
		return s.lines - from
	}
	n := slices.Index(s.unusual[from:s.lines], true)
	if n < 0 {
		return s.lines - from
	}
	return n
}

// add adds records of usual lines that follow each other.
func (b *Batch) add(records []Record, ids []ID) {
	for i := range records {
		b.stretch(records[i].At)
	}
	b.Records, b.IDs = append(b.Records, records...), append(b.IDs, ids...)
	b.Lines += int64(len(records))
}

// fill makes records of a strip, column by column, and notes which of its lines are
// unusual. line is that of the first.
func (m *maker) fill(s *strip, p *pattern, line uint32) {
	if p.lacks[ColumnAt] {
		for i := range s.records {
			s.records[i].At = NoInstant
		}
	}
	if p.lacks[ColumnEvent] {
		fill(s.events[:s.lines], uint8(history.NoEvent))
	}
	if p.lacks[ColumnState] {
		fill(s.states[:s.lines], uint8(history.NoState))
	}
	for i := range p.fields {
		switch f := &p.fields[i]; f.column {
		case ColumnID:
			f.identify(s)
		case ColumnAt:
			m.instants.column(s, f)
		case ColumnEvent:
			m.events.column(s, f, &s.events)
		case ColumnState:
			m.states.column(s, f, &s.states)
		default:
			f.pass(s)
		}
	}
	if p.last.size > 1 || p.fields[len(p.fields)-1].after == 0 { // else they end with their names
		p.end(s)
	}
	s.finish(line)
}

// end sees to it that lines end where their last field does.
func (p *pattern) end(s *strip) {
	for i, at := range s.at[:s.lines] {
		if !p.last.on(s.text.at(at)) { // with a line break, of which a line has one
			s.spoil(i)
		}
	}
}

// finish gives the records their lines, of which it is told the first, and what they
// tell.
func (s *strip) finish(line uint32) {
	records := s.records[:s.lines]
	events, states := s.events[:len(records)], s.states[:len(records)]
	for i := range records {
		r := &records[i]
		r.Line = line + uint32(i)
		r.Symbol = history.SymbolOf(history.EventCode(events[i]), history.StateCode(states[i]))
		if r.Symbol == nothing {
			s.spoil(i)
		}
	}
}

func fill[T any](list []T, with T) {
	for i := range list {
		list[i] = with
	}
}

// identify finds the identifiers, and makes keys of them.
func (f *field) identify(s *strip) {
	text, at := s.text, s.at[:s.lines]
	ids := s.ids[:len(at)]
	for i, from := range at {
		if !f.before.on(text.at(from)) {
			s.spoil(i)
			continue
		}
		from += f.before.size
		var to uint32
		if f.strict {
			to = text.odd(from)
		} else {
			to = text.low(from)
		}
		if text.at(to)[0] != f.stop {
			to = f.until(text, to)
		}
		if to-from-1 >= maxID {
			s.spoil(i)
			continue
		}
		ids[i], at[i] = ID{from, to}, to
	}
	records := s.records[:len(ids)]
	for i, id := range ids { // what an unusual line had before is an identifier too
		records[i].SetKey(KeyOf(id.In(text[:])))
	}
}

// What is looked for in words. They are variables: a constant of eight bytes would be
// made anew for each word.
var seek = struct{ ones, highs, bound, escape uint64 }{ones, highs, ones * '-', ones * '\\'}

// low returns where the next byte below '-' is, which ends most identifiers.
func (w *window) low(at uint32) uint32 {
	highs, bound := seek.highs, seek.bound
	for ; ; at += 8 {
		word := word(w.at(at)[:])
		if found := (word - bound) &^ word & highs; found != 0 {
			return at + first(found)
		}
	}
}

// odd returns where the next byte is that is below '-', or an escape, or no ASCII.
func (w *window) odd(at uint32) uint32 {
	ones, highs, bound, escape := seek.ones, seek.highs, seek.bound, seek.escape
	for ; ; at += 8 {
		word := word(w.at(at)[:])
		other := word ^ escape
		if found := ((word-bound)&^word | (other-ones)&^other | word) & highs; found != 0 {
			return at + first(found)
		}
	}
}

// pass passes over what nothing is made of.
func (f *field) pass(s *strip) {
	for i := range s.lines {
		from := s.at[i] + f.before.size
		to := f.until(s.text, from)
		if !f.before.on(s.text.at(s.at[i])) || f.stop == 0 && to == from {
			s.spoil(i)
			continue
		}
		s.at[i] = to
	}
}

// until returns where a field ends that begins at a place.
func (f *field) until(text *window, at uint32) uint32 { return uint32(f.end(text[:], int(at))) }

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
