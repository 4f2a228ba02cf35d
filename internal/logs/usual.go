package logs

import (
	"bytes"

	"github.com/Huzefaaa2/subsim/internal/history"
)

// Nearly all lines of a log are alike: an identifier, an instant as programs write it,
// names of the vocabulary. Such a line is read here, in one pass and field by field.
// Whatever is unusual about it, be it only that it is the last one, leaves it to the
// readers that decide; so does a log with columns that are rare.

// maxUnusual is how many lines of a batch may be unusual before the rest of it is not
// tried.
const maxUnusual = 64

// A sketch is a record of a usual line in the making.
type sketch struct {
	*Record
	event, state uint8
}

// sketch begins a record at the end of the batch.
func (b *Batch) sketch() sketch {
	r := b.begin()
	r.At, r.length = NoInstant, 0
	return sketch{r, uint8(history.NoEvent), uint8(history.NoState)}
}

// take takes a field of the batch's text, unless it is the instant.
func (m *maker) take(b *Batch, k *sketch, c int, s span) {
	switch Column(c) {
	case ColumnID:
		if k.id = s.from; s.to-s.from <= maxID {
			k.length = uint16(s.to - s.from)
		}
	case ColumnEvent:
		k.event = m.code(b, m.events, s, k.event)
	case ColumnState:
		k.state = m.code(b, m.states, s, k.state)
	}
}

// settle ends a record; one that is not usual after all is taken back.
func (m *maker) settle(b *Batch, k *sketch) bool {
	k.Symbol = history.SymbolOf(history.EventCode(k.event), history.StateCode(k.state))
	if k.length == 0 || k.event >= leftOut || k.state >= leftOut || k.Symbol == nothing || m.timed && k.At == NoInstant {
		b.drop()
		return false
	}
	k.Line = uint32(b.Lines)
	k.SetKey(KeyOf(b.ID(k.Record)))
	b.stretch(k.At)
	return true
}

// plain reports that a table's lines can be usual.
func (h *header) plain(s *schema) bool {
	for _, c := range h.columns {
		if c == int(ColumnDelivery) || c == int(ColumnSeq) {
			return false
		}
	}
	return !s.events.holds(',') && !s.states.holds(',')
}

// usual reads a usual line that begins at a place of the text, and returns where the
// next one begins.
func (r *csvReader) usual(b *Batch, from int) (next int, ok bool) {
	n := bytes.IndexByte(b.text[from:b.end], '\n')
	if n < 0 {
		return 0, false
	}
	line, k := b.text[from:from+n], b.sketch()
	at, end := 0, -1
	for i, c := range r.columns {
		last := i == len(r.columns)-1
		switch {
		case c == int(ColumnAt):
			if k.At, end = r.instants.usual(line, at); last != (end == len(line)) {
				end = -1
			}
		case last:
			end = r.tail(c, line, at)
		default:
			end = at + bytes.IndexByte(line[at:], ',')
		}
		if end < at || !last && line[end] != ',' {
			b.drop()
			return 0, false
		}
		r.take(b, &k, c, span{uint32(from + at), uint32(from + end)})
		at = end + 1
	}
	return from + at, r.settle(b, &k)
}

// tail returns where the last field of a line ends; -1 where it is unusual. What is no
// name will not be found to be one.
func (r *csvReader) tail(c int, line []byte, at int) int {
	named := c == int(ColumnEvent) || c == int(ColumnState)
	if !named && (bytes.IndexByte(line[at:], ',') >= 0 || bytes.HasSuffix(line, []byte{'\r'})) {
		return -1
	}
	return len(line)
}

// plain reports that lines of the shape can be usual.
func (s *shape) plain() bool {
	for _, p := range s.places {
		if c := p.column; c == int(ColumnDelivery) || c == int(ColumnSeq) || c != noColumn && !p.quoted {
			return false
		}
	}
	return true
}

// usual reads a usual line of the shape that begins at a place of the text, and returns
// where the next one begins.
func (r *jsonReader) usual(b *Batch, s *shape, at int) (next int, ok bool) {
	text, k := b.text[:b.end], b.sketch()
	for i, p := range s.places {
		end := -1
		if at, ok = skip(text, at, s.literals[i]); ok {
			end = r.member(&k, p, text, at)
		}
		if end < at {
			b.drop()
			return 0, false
		}
		r.take(b, &k, p.column, span{uint32(at), uint32(end)})
		at = end
	}
	at, ok = skip(text, at, s.literals[len(s.places)])
	if !ok || at == len(text) || text[at] != '\n' {
		b.drop()
		return 0, false
	}
	return at + 1, r.settle(b, &k)
}

// member returns where a value ends that begins at a place of the text; -1 where it is
// unusual. An instant it reads at once.
func (r *jsonReader) member(k *sketch, p place, text []byte, at int) (end int) {
	switch {
	case p.column == int(ColumnAt):
		k.At, end = r.instants.usual(text, at)
		return end
	case p.quoted:
		return stringEnd(text, at)
	}
	if end = digitsEnd(text, at); end == at {
		return -1
	}
	return end
}
