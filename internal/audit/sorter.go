package audit

import (
	"bufio"
	"cmp"
	"container/heap"
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// An entry is a record on its way from the order of the log to the order of
// occurrence: by instant, sequence number and position.
type entry struct {
	record   logs.Record
	line     int64 // of the file
	seq      int64
	file     uint32
	delivery logs.Key
	id       []byte // empty unless identifiers are told
}

func (e *entry) compare(o *entry) int {
	return cmp.Or(cmp.Compare(e.record.At, o.record.At), cmp.Compare(e.seq, o.seq),
		cmp.Compare(e.file, o.file), cmp.Compare(e.line, o.line))
}

// runLength is how many entries are kept in memory, some 20 MB; more are written to a
// file as sorted runs of that length, and merged.
const runLength = 200_000

// A sorter sorts a log of any length in bounded memory.
type sorter struct {
	spill func() (SpillFile, error)
	ids   bool
	most  int     // how many entries are kept in memory
	run   []entry // not written yet
	file  SpillFile
	ends  []int64   // of each run in the file
	wait  []waiting // by file of the log
}

// waiting says which records of a file of the log were not handed on yet.
type waiting struct {
	first   int64 // the line of the first
	records int64
}

// entryOf returns a record of a batch.
func entryOf(b *logs.Batch, i int) entry {
	r := b.Records[i]
	return entry{record: r, line: b.First + int64(r.Line), seq: b.Seq(i), file: uint32(b.File), delivery: b.Delivery(i)}
}

// A SpillError says that records could not be sorted on disk.
type SpillError struct{ Err error }

func (e *SpillError) Error() string {
	return "records cannot be sorted on disk: " + e.Err.Error()
}

// Unwrap returns what the disk says.
func (e *SpillError) Unwrap() error { return e.Err }

// add adds the records of a batch.
func (s *sorter) add(b *logs.Batch) error {
	for len(s.wait) <= b.File {
		s.wait = append(s.wait, waiting{})
	}
	w := &s.wait[b.File]
	if w.records == 0 {
		w.first = b.First
	}
	w.records += int64(len(b.Records))
	for i := range b.Records {
		e := entryOf(b, i)
		if s.ids {
			e.id = slices.Clone(b.ID(i))
		}
		s.run = append(s.run, e)
		if len(s.run) >= s.most && s.spill != nil {
			if err := s.write(); err != nil {
				return &SpillError{err}
			}
		}
	}
	return nil
}

// write writes what is in memory as a sorted run.
func (s *sorter) write() (err error) {
	s.sort()
	if s.file == nil {
		if s.file, err = s.spill(); err != nil {
			return err
		}
	}
	end := int64(0)
	if len(s.ends) > 0 {
		end = s.ends[len(s.ends)-1]
	}
	to := bufio.NewWriterSize(s.file, 1<<20)
	for i := range s.run {
		n, err := to.Write(s.run[i].encode())
		if err != nil {
			return err
		}
		end += int64(n)
	}
	s.ends, s.run = append(s.ends, end), s.run[:0]
	return to.Flush()
}

func (s *sorter) sort() {
	slices.SortFunc(s.run, func(x, y entry) int { return x.compare(&y) })
}

// merge hands on all entries in their order, as batches of one file each, with the
// line of every record.
func (s *sorter) merge(apply func(*logs.Batch, []int64) error) error {
	s.sort()
	b, lines := &logs.Batch{}, []int64(nil)
	flush := func() error {
		err := apply(b, lines)
		if err == nil && len(b.Records) > 0 {
			s.wait[b.File].records -= int64(len(b.Records))
		}
		b.Reset()
		lines = lines[:0]
		return err
	}
	next := s.sources()
	for {
		e, err := next()
		if e == nil || err != nil {
			return cmp.Or(err, flush())
		}
		if len(b.Records) == 4096 || len(b.Records) > 0 && b.File != int(e.file) {
			if err := flush(); err != nil {
				return err
			}
		}
		b.File = int(e.file)
		e.record.Line = uint32(len(lines))
		lines = append(lines, e.line)
		b.Add(e.record, e.id, e.delivery)
	}
}

// sources returns what yields the entries one by one, nil at the end.
func (s *sorter) sources() func() (*entry, error) {
	if len(s.ends) == 0 {
		at := -1
		return func() (*entry, error) {
			if at++; at >= len(s.run) {
				return nil, nil
			}
			return &s.run[at], nil
		}
	}
	return (&merger{sorter: s}).next
}

func (s *sorter) close() {
	if s.file != nil {
		_ = s.file.Close()
	}
}

// A merger merges sorted runs.
type merger struct {
	*sorter
	sources []*source // a heap by their next entries; nil until the first is asked for
	last    *source   // whose entry was handed out
}

// A source is a run that is being read.
type source struct {
	from *bufio.Reader // nil for the run in memory
	left int64         // bytes of it
	rest []entry
	next entry
}

func (m *merger) Len() int           { return len(m.sources) }
func (m *merger) Less(i, j int) bool { return m.sources[i].next.compare(&m.sources[j].next) < 0 }
func (m *merger) Swap(i, j int)      { m.sources[i], m.sources[j] = m.sources[j], m.sources[i] }
func (m *merger) Push(x any)         { m.sources = append(m.sources, x.(*source)) }
func (m *merger) Pop() any {
	last := m.sources[len(m.sources)-1]
	m.sources = m.sources[:len(m.sources)-1]
	return last
}

// next returns the first of all entries that are left.
func (m *merger) next() (*entry, error) {
	if m.sources == nil {
		if err := m.open(); err != nil {
			return nil, err
		}
	} else {
		more, err := m.last.advance()
		switch {
		case err != nil:
			return nil, err
		case more:
			heap.Fix(m, 0)
		default:
			heap.Pop(m)
		}
	}
	if len(m.sources) == 0 {
		return nil, nil
	}
	m.last = m.sources[0]
	return &m.last.next, nil
}

// open begins to read every run.
func (m *merger) open() error {
	begin := int64(0)
	all := []*source{{rest: m.run}}
	for _, end := range m.ends {
		all = append(all, &source{from: bufio.NewReaderSize(io.NewSectionReader(m.file, begin, end-begin), 256<<10), left: end - begin})
		begin = end
	}
	m.sources = []*source{}
	for _, s := range all {
		more, err := s.advance()
		if err != nil {
			return err
		}
		if more {
			heap.Push(m, s)
		}
	}
	return nil
}

// advance goes on to the next entry; false at the end.
func (s *source) advance() (more bool, err error) {
	if s.from == nil {
		if len(s.rest) == 0 {
			return false, nil
		}
		s.next, s.rest = s.rest[0], s.rest[1:]
		return true, nil
	}
	if s.left == 0 {
		return false, nil
	}
	if err := s.next.decode(s.from); err != nil {
		return false, &SpillError{fmt.Errorf("what was written cannot be read back: %w", err)}
	}
	s.left -= entrySize + int64(len(s.next.id))
	return true, nil
}

// entrySize is how many bytes an entry has in a run, its identifier apart.
const entrySize = 8 + 8 + 8 + 4 + keySize + keySize + 1 + 2

// encode writes an entry for decode.
func (e *entry) encode() []byte {
	text := make([]byte, 0, entrySize+len(e.id))
	text = binary.LittleEndian.AppendUint64(text, uint64(e.record.At))
	text = binary.LittleEndian.AppendUint64(text, uint64(e.seq))
	text = binary.LittleEndian.AppendUint64(text, uint64(e.line))
	text = binary.LittleEndian.AppendUint32(text, e.file)
	text = appendKey(appendKey(text, e.record.Key()), e.delivery)
	text = append(text, byte(e.record.Symbol))
	text = binary.LittleEndian.AppendUint16(text, uint16(len(e.id)))
	return append(text, e.id...)
}

// decode reads an entry.
func (e *entry) decode(from *bufio.Reader) error {
	var text [entrySize]byte
	if _, err := io.ReadFull(from, text[:]); err != nil {
		return err
	}
	const key = 8 + 8 + 8 + 4
	word := binary.LittleEndian.Uint64
	e.record.At, e.seq, e.line = int64(word(text[:])), int64(word(text[8:])), int64(word(text[16:]))
	e.file = binary.LittleEndian.Uint32(text[24:])
	e.record.SetKey(keyIn(text[key:]))
	e.delivery = keyIn(text[key+keySize:])
	e.record.Symbol = history.Symbol(text[key+2*keySize])
	e.id = make([]byte, binary.LittleEndian.Uint16(text[key+2*keySize+1:]))
	_, err := io.ReadFull(from, e.id)
	return err
}
