package logs

import "github.com/Huzefaaa2/subsim/internal/history"

// A Record is one readable line of a log, as numbers: few bytes, since millions of them
// are moved about.
type Record struct {
	High   uint64 // of the key
	At     int64  // nanoseconds since 1970, or NoInstant
	Line   uint32 // lines behind the batch's first
	Low    uint16 // of the key
	Symbol history.Symbol
}

// An ID is where the identifier of a record stands in a text.
type ID struct{ from, to uint32 }

// In returns the identifier, as the log has it; the bytes are the text's.
func (id ID) In(text []byte) []byte { return text[id.from:id.to] }

// Key returns the fingerprint of the record's subscription.
func (r *Record) Key() Key { return Key{r.High, r.Low} }

// SetKey replaces it.
func (r *Record) SetKey(k Key) { r.High, r.Low = k.High, k.Low }

// A Batch is a stretch of a file: consecutive lines, and what was made of them. Each
// line is a record, is unjudged, blank, a header or left out, or goes on with the
// record of the line before it (Folded).
type Batch struct {
	File    int   // which file, counted by the caller
	First   int64 // the line that it begins at, from 1
	Lines   int64
	Read    int64 // how much of the file, as it is stored, was read before the batch's end
	Records []Record
	IDs     []ID // of the records, in Text
	// Deliveries and Seqs have an element for each record where the log has such a
	// column, and are empty otherwise. A record without a delivery id has the zero key.
	Deliveries []Key
	Seqs       []int64
	// Earliest and Latest are the bounds of the records' instants; NoInstant where
	// there are none.
	Earliest, Latest int64
	Columns          []Column // with the header of a table: the columns that it has
	Unjudged         []Unjudged
	Notices          []Notice
	Unmapped         []Unmapped
	Blank            int64
	LeftOut          int64
	Headers          int64
	Folded           int64 // lines behind a line break within quotes
	Prepared         any   // what [Scan.Prepare] left

	number int64  // among the batches of a file
	parsed bool   // nothing of its text is left to be parsed
	rows   claim  // of Parquet
	room   []byte // holds the text
	text   []byte // whole lines, and behind them what had to be unescaped
	end    int    // where the lines end
	crlf   bool   // a line that ends in CR and LF was noticed
	open   bool   // its last line has no line break
	lost   bool   // nobody knows how its last line went on
}

// Text returns what holds the identifiers, good until the batch is no longer the
// caller's.
func (b *Batch) Text() []byte { return b.text }

// ID returns the identifier of a record.
func (b *Batch) ID(i int) []byte { return b.IDs[i].In(b.text) }

// Add adds a record with its identifier and its delivery to a batch that is made by
// hand.
func (b *Batch) Add(r Record, id []byte, delivery Key) {
	from := len(b.text)
	b.text = append(b.text, id...)
	b.Records, b.IDs = append(b.Records, r), append(b.IDs, ID{uint32(from), uint32(len(b.text))})
	b.Deliveries = append(b.Deliveries, delivery)
}

// Delivery returns the fingerprint of a record's delivery id; the zero key where it
// has none.
func (b *Batch) Delivery(i int) Key {
	if i < len(b.Deliveries) {
		return b.Deliveries[i]
	}
	return Key{}
}

// Seq returns a record's sequence number; 0 where it has none.
func (b *Batch) Seq(i int) int64 {
	if i < len(b.Seqs) {
		return b.Seqs[i]
	}
	return 0
}

// Reset empties a batch for its next use.
func (b *Batch) Reset() {
	if cap(b.text) > cap(b.room) {
		b.room = b.text
	}
	*b = Batch{
		Earliest: NoInstant, Latest: NoInstant,
		Records: b.Records[:0], IDs: b.IDs[:0], Deliveries: b.Deliveries[:0], Seqs: b.Seqs[:0],
		Unjudged: b.Unjudged[:0], Notices: b.Notices[:0], Unmapped: b.Unmapped[:0], room: b.room, text: b.room[:0],
	}
}

// An Unjudged is a stretch of lines of which no record was made.
type Unjudged struct {
	Line  int64 // lines behind the batch's first
	Lines int64
	Fault Fault
	Text  string // what is wrong, in a sentence without identifiers
}

// A Notice is something remarkable about a line or a file.
type Notice struct {
	Line int64 // lines behind the batch's first
	Mark Mark
	Name string // of a column; empty for other marks
}

// An Unmapped is a line with a name that the vocabulary does not hold; it is among
// the unjudged lines too.
type Unmapped struct {
	Line   int64 // lines behind the batch's first
	Column Column
	Name   string
}

// fault lists a line.
func (b *Batch) fault(line int64, fault Fault, text string) {
	b.Unjudged = append(b.Unjudged, Unjudged{line, 1, fault, text})
}

func (b *Batch) notice(line int64, mark Mark, name string) {
	b.Notices = append(b.Notices, Notice{line, mark, name})
}
