package simulate

import (
	"context"
	"sync"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A log is on its way out.
type log struct {
	*simulation
	to      logs.Writer
	result  *Result
	line    int64
	chunks  int
	entries []logs.Entry
	text    []byte // identifiers of the entries
}

// write writes records, in their order.
func (l *log) write(ctx context.Context, records []record) error {
	for len(records) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		some := records[:min(len(records), stretchRecords/2)]
		records = records[len(some):]
		if l.to != nil {
			l.fill(some)
			if err := l.to.Write(l.entries); err != nil {
				return err
			}
		}
		if err := l.tell(some); err != nil {
			return err
		}
		l.line += int64(len(some))
		l.result.Records += int64(len(some))
	}
	return ctx.Err()
}

// tell tells of what is planted among records.
func (l *log) tell(records []record) error {
	for i := range records {
		r := &records[i]
		if r.fault == 0 || r.again {
			continue
		}
		l.result.Planted++
		if l.Planted == nil {
			continue
		}
		if err := l.Planted(l.planted(r, l.line+int64(i))); err != nil {
			return err
		}
	}
	return nil
}

func (l *log) planted(r *record, line int64) Planted {
	met, _ := r.met.Configuration()
	fault := &catalogue(l.States)[r.fault-1]
	p := Planted{ID: string(l.appendID(nil, r.index)), Line: line, At: l.instant(r.at), Met: met, Fault: fault.Name, Reason: fault.Reason}
	if l.States != StatesOnly {
		p.Event = eventAt[r.event]
	}
	if l.States == StatesOnly || l.States == StatesBoth {
		p.State = stateAt[r.state]
	}
	return p
}

// The vocabulary, by place.
var (
	eventAt = fsm.Events()
	stateAt = fsm.Sources()
)

func (l *log) instant(ms int64) time.Time { return l.Start.Add(time.Duration(ms) * time.Millisecond) }

// idSize is how long an identifier is.
const idSize = len("sub-0123456789abcdef")

// fill makes entries of records.
func (l *log) fill(records []record) {
	if cap(l.entries) < len(records) {
		l.entries, l.text = make([]logs.Entry, len(records)), make([]byte, 2*idSize*len(records))
	}
	l.entries = l.entries[:len(records)]
	size := (len(records) + l.chunks - 1) / l.chunks
	var busy sync.WaitGroup
	for from := 0; from < len(records); from += size {
		to := min(len(records), from+size)
		busy.Go(func() {
			text := l.text[2*idSize*from : 2*idSize*from : 2*idSize*to]
			for i := from; i < to; i++ {
				text = l.entry(&l.entries[i], &records[i], text)
			}
		})
	}
	busy.Wait()
}

// entry makes an entry of a record; its identifiers go behind a text.
func (l *log) entry(e *logs.Entry, r *record, text []byte) []byte {
	at := len(text)
	text = l.appendID(text, r.index)
	*e = logs.Entry{ID: text[at:], At: l.Start.UnixNano() + r.at*int64(time.Millisecond), Seq: int64(r.number)}
	if l.States != StatesOnly {
		e.Event = eventAt[r.event]
	}
	if l.States == StatesOnly || l.States == StatesBoth {
		e.State = stateAt[r.state]
	}
	if l.Duplicates > 0 {
		at = len(text)
		text = appendHex(append(text, "del-"...), l.noise.delivery(r.index, r.number))
		e.Delivery = text[at:]
	}
	return text
}

func (l *log) appendID(to []byte, index uint32) []byte {
	return appendHex(append(to, "sub-"...), l.noise.id(index))
}

// appendHex appends sixteen digits.
func appendHex(to []byte, n uint64) []byte {
	const digits = "0123456789abcdef"
	for shift := 60; shift >= 0; shift -= 4 {
		to = append(to, digits[n>>shift&15])
	}
	return to
}
