package logs

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// A span is a stretch of a batch's text.
type span struct{ from, to uint32 }

// values are what a line says, column by column, and at last in what nothing is made
// of; an empty span where it says nothing.
type values [columnCount + 1]span

// A maker makes records of values. Each worker has its own.
type maker struct {
	*schema
	instants instants
	strip    strip
	seen     []string // columns noticed in this batch
	crlf     bool     // the last line that is no usual one ends in CR and LF
}

func newMaker(s *schema) maker { return maker{schema: s, instants: newInstants(s.Epoch)} }

// extra notices columns, each once a batch.
func (m *maker) extra(b *Batch, names []string) {
	for _, name := range names {
		if !slices.Contains(m.seen, name) {
			m.seen = append(m.seen, name)
			b.notice(b.Lines, MarkColumn, name)
		}
	}
}

// record makes a record of a line, or lists the line with what is wrong with it.
func (m *maker) record(b *Batch, line int64, v *values) {
	at, ok := int64(NoInstant), b.identified(line, v[ColumnID])
	if ok && m.timed {
		at, ok = m.instant(b, line, v[ColumnAt])
	}
	if ok {
		m.tell(b, line, at, v)
	}
}

// maxID is how many bytes an identifier may have.
const maxID = math.MaxUint16

// identified reports that an identifier is one; otherwise the line is listed.
func (b *Batch) identified(line int64, id span) bool {
	switch length := id.to - id.from; {
	case length == 0:
		b.fault(line, FaultIncomplete, "the record names no subscription")
		return false
	case length > maxID:
		b.fault(line, FaultUnreadable, fmt.Sprintf("the identifier has %d bytes, more than %d", length, maxID))
		return false
	}
	return true
}

// tell makes a record of what a line with an identifier and an instant tells.
func (m *maker) tell(b *Batch, line, at int64, v *values) {
	event := b.share(m.events, v[ColumnEvent], noEvent)
	state := b.share(m.states, v[ColumnState], noState)
	if event >= leftOut || state >= leftOut {
		m.unnamed(b, line, v, event, state)
		return
	}
	symbol := event + state
	if symbol == nothing {
		b.fault(line, FaultIncomplete, "the record tells neither an event nor a state")
		return
	}
	if !b.extras(line, v) {
		return
	}
	id := ID(v[ColumnID])
	r := Record{At: at, Line: uint32(line), Symbol: symbol}
	r.SetKey(KeyOf(id.In(b.text)))
	b.Records, b.IDs = append(b.Records, r), append(b.IDs, id)
	b.stretch(at)
}

// stretch widens the bounds of the batch's instants.
func (b *Batch) stretch(at int64) {
	if at > b.Latest {
		b.Latest = at
	}
	if at < b.Earliest || b.Earliest == NoInstant {
		b.Earliest = at
	}
}

// share finds the share of a name; that of none where there is no name.
func (b *Batch) share(names *lookup, s span, none share) share {
	if s.from == s.to {
		return none
	}
	return names.share(b.text[s.from:s.to])
}

// noInstant says that what stands for an instant is none.
const noInstant = "the instant is none: RFC 3339, 1678 to 2261"

// instant reads when it happened, or lists the line.
func (m *maker) instant(b *Batch, line int64, s span) (at int64, ok bool) {
	text := b.text[s.from:s.to]
	if at, ok = m.instants.read(text); ok {
		return at, true
	}
	switch _, err := strconv.ParseInt(string(text), 10, 64); {
	case len(text) == 0:
		b.fault(line, FaultIncomplete, "the record has no instant")
	case err == nil && m.Epoch == 0:
		b.fault(line, FaultInstant, "the instant is a whole number, and nobody said what it counts")
	default:
		b.fault(line, FaultInstant, noInstant)
	}
	return 0, false
}

// unnamed counts a line whose event or state is left out, or lists it where one has
// no such name.
func (m *maker) unnamed(b *Batch, line int64, v *values, event, state share) {
	if event != unmapped && state != unmapped {
		b.LeftOut++
		return
	}
	b.fault(line, FaultUnmapped, "the name is not in the vocabulary")
	for c, share := range [columnCount]share{ColumnEvent: event, ColumnState: state} {
		if share == unmapped {
			b.Unmapped = append(b.Unmapped, Unmapped{line, Column(c), string(b.text[v[c].from:v[c].to])})
		}
	}
}

// extras reads the delivery id and the sequence number of the next record, where the
// log has them; false where the line is listed.
func (b *Batch) extras(line int64, v *values) bool {
	if s := v[ColumnSeq]; s.from < s.to {
		seq, err := strconv.ParseInt(string(b.text[s.from:s.to]), 10, 64)
		if err != nil {
			b.fault(line, FaultUnreadable, "the sequence number is no whole number")
			return false
		}
		b.Seqs = append(pad(b.Seqs, len(b.Records)), seq)
	}
	if s := v[ColumnDelivery]; s.from < s.to {
		b.Deliveries = append(pad(b.Deliveries, len(b.Records)), KeyOf(b.text[s.from:s.to]))
	}
	return true
}

// pad fills a list up for the records that have no such value.
func pad[T any](list []T, to int) []T {
	for len(list) < to {
		var none T
		list = append(list, none)
	}
	return list
}
