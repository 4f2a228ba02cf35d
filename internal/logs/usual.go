package logs

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/Huzefaaa2/subsim/internal/history"
)

// Nearly all lines of a log are alike: an identifier, an instant as programs write it,
// names of the vocabulary. Such a line is read here, in one pass and field by field.
// Whatever is unusual about it, be it only that it is the last one, leaves it to the
// readers that decide; so does a log with columns that are rare.

const (
	// maxUnusual is how many lines of a batch may be unusual before the rest of it is
	// not tried.
	maxUnusual = 64
	// behind is how many bytes there are behind the lines of a batch at least, so that
	// words can be read across their end.
	behind = 64
)

// lined returns the lines of a batch with something behind them at which every search
// stops, and where the last line break of the lines ends: no line that begins before
// that place is usual unless it ends there, or earlier.
func (b *Batch) lined() (text []byte, end int) {
	const stops = "\",\n"
	if cap(b.text) < len(b.text)+behind {
		return nil, 0
	}
	end = bytes.LastIndexByte(b.text[:b.end], '\n') + 1
	text = b.text[:len(b.text)+behind]
	b.text = append(b.text, stops...) // what is kept will stand behind them
	return text, end
}

// A sketch is a record of a usual line in the making, at the end of its batch.
type sketch struct {
	*Record
	event, state uint8
}

func (b *Batch) sketch() sketch {
	r := b.begin()
	r.At, r.length = NoInstant, 0
	return sketch{r, uint8(history.NoEvent), uint8(history.NoState)}
}

// identify takes the identifier, unless it is too long.
func (k *sketch) identify(text []byte, from, to int) {
	if n := to - from; n <= maxID {
		k.id, k.length = uint32(from), uint16(n)
		k.SetKey(KeyOf(text[from:to]))
	}
}

// settle ends a record; one that is not usual after all is taken back.
func (b *Batch) settle(k *sketch) bool {
	k.Symbol = history.SymbolOf(history.EventCode(k.event), history.StateCode(k.state))
	if k.length == 0 || k.event >= leftOut || k.state >= leftOut || k.Symbol == nothing {
		b.drop()
		return false
	}
	k.Line = uint32(b.Lines)
	b.stretch(k.At)
	return true
}

// plain reports that a table's lines can be usual.
func (h *header) plain(s *schema) bool {
	rare := slices.Contains(h.columns, int(ColumnDelivery)) || slices.Contains(h.columns, int(ColumnSeq))
	return !rare && !s.events.holds(",\r\n") && !s.states.holds(",\r\n")
}

// usual reads a usual line that begins at a place of the text, and returns where the
// next one begins.
func (r *csvReader) usual(b *Batch, text []byte, at int) (next int, ok bool) {
	k := b.sketch()
	for i, c := range r.columns {
		end, stop := -1, byte(',')
		if i == len(r.columns)-1 {
			stop = '\n'
		}
		switch {
		case c == int(ColumnAt):
			k.At, end = r.instants.usual(text, at)
		case c == int(ColumnEvent):
			k.event, end = r.events.read(text, at, stop)
		case c == int(ColumnState):
			k.state, end = r.states.read(text, at, stop)
		case c == int(ColumnID):
			end = delimiter(text, at)
			k.identify(text, at, end)
		default:
			end = delimiter(text, at)
		}
		if end < 0 || text[end] != stop || stop == '\n' && text[end-1] == '\r' {
			b.drop()
			return 0, false
		}
		at = end + 1
	}
	return at, b.settle(&k)
}

// plain reports that lines of the shape can be usual.
func (s *shape) plain(of *schema) bool {
	for _, p := range s.places {
		if c := p.column; c == int(ColumnDelivery) || c == int(ColumnSeq) || c != noColumn && !p.quoted {
			return false
		}
	}
	const escaped = "\"\\\x00\x01\x02\x03\x04\x05\x06\x07\b\t\n\v\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f"
	return !of.events.holds(escaped) && !of.states.holds(escaped)
}

// usual reads a usual line of the shape that begins at a place of the text, and returns
// where the next one begins.
func (r *jsonReader) usual(b *Batch, text []byte, s *shape, at int) (next int, ok bool) {
	k := b.sketch()
	for i, p := range s.places {
		end := -1
		if s.stamps[i].on(text, at) {
			at += s.stamps[i].size
			switch {
			case p.column == int(ColumnAt):
				k.At, end = r.instants.usual(text, at)
			case p.column == int(ColumnEvent):
				k.event, end = r.events.read(text, at, '"')
			case p.column == int(ColumnState):
				k.state, end = r.states.read(text, at, '"')
			case p.column == int(ColumnID):
				end = stringEnd(text, at)
				k.identify(text, at, end)
			case p.quoted:
				end = stringEnd(text, at)
			default:
				if end = digitsEnd(text, at); end == at {
					end = -1
				}
			}
		}
		if end < 0 {
			b.drop()
			return 0, false
		}
		at = end
	}
	last := &s.stamps[len(s.places)]
	if !last.on(text, at) {
		b.drop()
		return 0, false
	}
	return at + last.size, b.settle(&k)
}

// A stamp is a literal as its first sixteen bytes in two words, each with a mask of
// those that it has, and the rest.
type stamp struct {
	first, second, firstMask, secondMask uint64
	rest                                 string
	size                                 int
}

func newStamp(literal string) stamp {
	var ends, masks [16]byte
	n := copy(ends[:], literal)
	copy(masks[:n], bytes.Repeat([]byte{0xff}, n))
	word := binary.LittleEndian.Uint64
	return stamp{word(ends[:]), word(ends[8:]), word(masks[:]), word(masks[8:]), literal[n:], len(literal)}
}

// on reports that a literal stands at a place of a text that goes on behind it.
func (s *stamp) on(text []byte, at int) bool {
	first, second := binary.LittleEndian.Uint64(text[at:]), binary.LittleEndian.Uint64(text[at+8:])
	if (first^s.first)&s.firstMask|(second^s.second)&s.secondMask != 0 {
		return false
	}
	return len(s.rest) == 0 || bytes.HasPrefix(text[at+16:], []byte(s.rest))
}
