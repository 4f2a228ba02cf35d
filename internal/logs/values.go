package logs

import (
	"fmt"
	"math"
	"strconv"

	"github.com/Huzefaaa2/subsim/internal/history"
)

// A span is a stretch of a batch's text.
type span struct{ from, to int }

// values are what a line says, column by column; an empty span where it says
// nothing.
type values [columnCount]span

// A maker makes records of values. Each worker has its own.
type maker struct {
	*schema
	instants instants
}

func newMaker(s *schema) maker { return maker{s, instants{epoch: s.Epoch}} }

// record makes a record of a line, or lists the line with what is wrong with it.
func (m *maker) record(b *Batch, line int64, v *values) {
	id := b.text[v[ColumnID].from:v[ColumnID].to]
	if len(id) == 0 || len(id) > math.MaxUint16 {
		m.unidentified(b, line, len(id))
		return
	}
	r := Record{At: NoInstant, Line: uint32(line), id: uint32(v[ColumnID].from), length: uint16(len(id))}
	if m.timed && !m.instant(b, line, v[ColumnAt], &r) {
		return
	}
	event := m.code(b, m.events, v[ColumnEvent], uint8(history.NoEvent))
	state := m.code(b, m.states, v[ColumnState], uint8(history.NoState))
	if event >= leftOut || state >= leftOut {
		m.unnamed(b, line, v, event, state)
		return
	}
	r.Symbol = history.SymbolOf(history.EventCode(event), history.StateCode(state))
	if r.Symbol == nothing {
		b.fault(line, FaultIncomplete, "the record tells neither an event nor a state")
		return
	}
	if m.extras(b, line, v) {
		r.Key = KeyOf(id)
		b.add(r)
	}
}

// add adds a record to the batch.
func (b *Batch) add(r Record) {
	b.Records = append(b.Records, r)
	if r.At > b.Latest {
		b.Latest = r.At
	}
	if r.At < b.Earliest || b.Earliest == NoInstant {
		b.Earliest = r.At
	}
}

// nothing is the symbol of a record that tells nothing.
var nothing = history.SymbolOf(history.NoEvent, history.NoState)

// code finds the code of a name; that of none where there is no name.
func (m *maker) code(b *Batch, names *lookup, s span, none uint8) uint8 {
	if s.from == s.to {
		return none
	}
	return names.code(b.text[s.from:s.to])
}

// instant reads when it happened.
func (m *maker) instant(b *Batch, line int64, s span, r *Record) (ok bool) {
	if r.At, ok = m.instants.read(b.text[s.from:s.to]); ok {
		return true
	}
	text := b.text[s.from:s.to]
	switch _, err := strconv.ParseInt(string(text), 10, 64); {
	case len(text) == 0:
		b.fault(line, FaultIncomplete, "the record has no instant")
	case err == nil && m.Epoch == 0:
		b.fault(line, FaultInstant, "the instant is a whole number, and nobody said what it counts")
	default:
		b.fault(line, FaultInstant, "the instant is none: RFC 3339, 1678 to 2261")
	}
	return false
}

func (m *maker) unidentified(b *Batch, line int64, length int) {
	if length == 0 {
		b.fault(line, FaultIncomplete, "the record names no subscription")
		return
	}
	b.fault(line, FaultUnreadable, fmt.Sprintf("the identifier has %d bytes, more than %d", length, math.MaxUint16))
}

// unnamed counts a line whose event or state is left out, or lists it where one has
// no such name.
func (m *maker) unnamed(b *Batch, line int64, v *values, event, state uint8) {
	if event != unmapped && state != unmapped {
		b.LeftOut++
		return
	}
	b.fault(line, FaultUnmapped, "the name is not in the vocabulary")
	for c, code := range [columnCount]uint8{ColumnEvent: event, ColumnState: state} {
		if code == unmapped {
			b.Unmapped = append(b.Unmapped, Unmapped{line, Column(c), string(b.text[v[c].from:v[c].to])})
		}
	}
}

// extras reads the delivery id and the sequence number, where the log has them.
func (m *maker) extras(b *Batch, line int64, v *values) bool {
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
