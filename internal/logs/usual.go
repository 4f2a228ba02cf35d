package logs

import (
	"bytes"
	"slices"
)

// Nearly all lines of a log are alike: an identifier, an instant as programs write it,
// names of the vocabulary, and the same between them. Such lines are read here, some
// at a time, one column after the other. Whatever is unusual about a line leaves it to
// the readers that decide.

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

// A strip is some lines that follow each other, and what was made of them. They are read
// column by column.
type strip struct {
	text       *window
	lines      int
	begins     [stripLines + 1]uint32 // where each line begins, and the one behind them
	at         [stripLines]uint32     // how far each was read
	unusual    [stripLines]bool
	bad        bool // one of them is
	places     [stripLines]ID
	records    [stripLines]Record
	ids        [stripLines]ID
	deliveries [stripLines]Key
	seqs       [stripLines]int64
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

// dear is how many unusual lines one costs behind which others are usual: those of the
// strip are cut again.
const dear = 8

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
			if n := s.usual(i); n > 0 {
				m.extra(b, p.extras)
				b.add(s, p, i, n)
				at, i = int(s.begins[i+n]), i+n
				continue
			}
			at, i, left = by.line(b, at), i+1, left-1
			if by.pattern() != p {
				left -= dear
				break
			}
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

// add adds the records of n usual lines that follow each other.
func (b *Batch) add(s *strip, p *pattern, from, n int) {
	to := from + n
	for i := from; i < to; i++ {
		b.stretch(s.records[i].At)
	}
	if p.has[ColumnDelivery] {
		b.Deliveries = append(pad(b.Deliveries, len(b.Records)), s.deliveries[from:to]...)
	}
	if p.has[ColumnSeq] {
		b.Seqs = append(pad(b.Seqs, len(b.Records)), s.seqs[from:to]...)
	}
	b.Records, b.IDs = append(b.Records, s.records[from:to]...), append(b.IDs, s.ids[from:to]...)
	b.Lines += int64(n)
}

// fill makes records of a strip, column by column, and notes which of its lines are
// unusual. line is that of the first.
func (m *maker) fill(s *strip, p *pattern, line uint32) {
	s.begin(line, p.none)
	for i := range p.fields {
		switch f := &p.fields[i]; f.column {
		case ColumnID:
			f.identify(s)
		case ColumnAt:
			m.instants.column(s, f)
		case ColumnEvent:
			m.events.column(s, f)
		case ColumnState:
			m.states.column(s, f)
		case ColumnDelivery:
			f.deliver(s)
		case ColumnSeq:
			f.number(s)
		default:
			f.find(s, &s.places)
		}
	}
	if p.last.size > 0 {
		p.end(s)
	}
}

// begin begins records of the lines, of which it is told the first, and what they tell
// so far.
func (s *strip) begin(line uint32, none share) {
	records := s.records[:s.lines]
	for i := range records {
		r := &records[i]
		r.At, r.Line, r.Symbol = NoInstant, line+uint32(i), none
	}
}

// end sees to it that lines end where their last field does.
func (p *pattern) end(s *strip) {
	for i, at := range s.at[:s.lines] {
		if !p.last.on(s.text.at(at)) { // with a line break, of which a line has one
			s.spoil(i)
		}
	}
}

// open sees to it that the field's literal stands where it belongs, and passes over it.
func (f *field) open(s *strip) {
	if f.before.size == 0 {
		return
	}
	text, at := s.text, s.at[:s.lines]
	for i, from := range at {
		if (word(text.at(from)[:])^f.before.first)&f.before.firstMask != 0 {
			s.spoil(i)
		}
		at[i] = from + f.before.size
	}
	if f.before.size <= 8 {
		return
	}
	for i, to := range at {
		if !f.before.ends(text.at(to - f.before.size)) {
			s.spoil(i)
		}
	}
}

// find finds where the field is in each line; in one that is unusual, anywhere.
func (f *field) find(s *strip, places *[stripLines]ID) {
	f.open(s)
	switch {
	case f.after > 0:
		f.back(s, places)
	case f.stop == 0:
		f.digits(s, places)
	case f.strict && s.odd(f.stop, places), !f.strict && s.low(f.stop, places):
		f.search(s, places)
	}
}

// back finds the field from the end of the line. What stands there begins behind its
// end where the line is unusual.
func (f *field) back(s *strip, places *[stripLines]ID) {
	at := s.at[:s.lines]
	next, found := s.begins[1:][:len(at)], places[:len(at)]
	for i, from := range at {
		to := next[i] - f.after
		found[i], at[i] = ID{from, to}, to
	}
}

// search finds the field where something other than its end was found.
func (f *field) search(s *strip, places *[stripLines]ID) {
	for i, id := range places[:s.lines] {
		to := id.to
		if s.text.at(to)[0] == f.stop {
			continue
		}
		if to = f.until(s.text, to); s.text.at(to)[0] != f.stop {
			s.spoil(i)
			continue
		}
		places[i].to, s.at[i] = to, to+1
	}
}

// digits is find for numbers.
func (f *field) digits(s *strip, places *[stripLines]ID) {
	for i, from := range s.at[:s.lines] {
		to := f.until(s.text, from)
		if to <= from {
			s.spoil(i)
			continue
		}
		places[i], s.at[i] = ID{from, to}, to
	}
}

// in returns what stands at a place; nothing where a line is so unusual that it ends
// before it begins, or beyond the text.
func (s *strip) in(id ID) []byte {
	if id.from > id.to || id.to > windowSize {
		return nil
	}
	return s.text[id.from:id.to]
}

// until returns where a field ends that begins at a place; one beyond the text, anywhere.
func (f *field) until(text *window, at uint32) uint32 {
	return uint32(f.end(text[:], int(min(at, windowSize))))
}

// identify finds the identifiers, and makes keys of them.
func (f *field) identify(s *strip) {
	f.find(s, &s.ids)
	for i := s.keys(0); i < s.lines; i = s.keys(i + 1) {
		id := s.ids[i]
		if id.to-id.from-1 >= maxID {
			s.spoil(i)
			continue
		}
		s.records[i].SetKey(KeyOf(s.in(id)))
	}
}

// deliver finds the delivery ids, and makes keys of them.
func (f *field) deliver(s *strip) {
	f.find(s, &s.places)
	for i, id := range s.places[:s.lines] {
		s.deliveries[i] = Key{}
		if id.from < id.to {
			s.deliveries[i] = KeyOf(s.in(id))
		}
	}
}

// number reads the sequence numbers.
func (f *field) number(s *strip) {
	f.find(s, &s.places)
	for i, id := range s.places[:s.lines] {
		n, ok := number(s.in(id))
		if s.seqs[i] = n; !ok {
			s.spoil(i)
		}
	}
}

// number reads a number of so few digits that it has no limits to go beyond. It is 0
// where there are none.
func number(text []byte) (n int64, ok bool) {
	for _, c := range text {
		if c -= '0'; c > 9 {
			return 0, false
		}
		n = n*10 + int64(c)
	}
	return n, len(text) <= 18
}

// What is looked for in words. They are variables: a constant of eight bytes would be
// made anew for each word.
var seek = struct{ ones, highs, bound, escape uint64 }{ones, highs, ones * '-', ones * '\\'}

// low finds where the next byte below '-' is, which ends most identifiers and names, and
// reports that one is not the stop.
func (s *strip) low(stop byte, places *[stripLines]ID) (other bool) {
	text, at, highs, bound := s.text, s.at[:s.lines], seek.highs, seek.bound
	found, differ := places[:len(at)], byte(0)
	for i, from := range at {
		to := from
		for {
			word := word(text.at(to)[:])
			if low := (word - bound) &^ word & highs; low != 0 {
				to += first(low)
				break
			}
			to += 8
		}
		differ |= text.at(to)[0] ^ stop
		found[i], at[i] = ID{from, to}, to+1
	}
	return differ != 0
}

// odd finds where the next byte is that is below '-', or an escape, or no ASCII, and
// reports that one is not the stop. A byte that is no ASCII need not be kept from the
// differences, as it is found anyway.
func (s *strip) odd(stop byte, places *[stripLines]ID) (other bool) {
	text, at, ones, highs, bound, escape := s.text, s.at[:s.lines], seek.ones, seek.highs, seek.bound, seek.escape
	found, differ := places[:len(at)], byte(0)
	for i, from := range at {
		to := from
		for {
			word := word(text.at(to)[:])
			if odd := ((word - bound) | ((word ^ escape) - ones) | word) & highs; odd != 0 {
				to += first(odd)
				break
			}
			to += 8
		}
		differ |= text.at(to)[0] ^ stop
		found[i], at[i] = ID{from, to}, to+1
	}
	return differ != 0
}
