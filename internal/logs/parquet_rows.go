package logs

import (
	"errors"
	"fmt"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/Huzefaaa2/subsim/internal/history"
)

// stride is how many rows a batch has at most.
const stride = 4 << 10

// rows is a feed: it puts the pages of columns together.
type rows struct {
	schema  *schema
	file    *parquet.File
	size    int64                   // of the file, in bytes
	columns [columnCount]*rowColumn // nil where the file has none
	left    int64                   // rows
	ended   bool
}

// A rowColumn is a column on its way.
type rowColumn struct {
	index int           // among the leaves of the file
	unit  time.Duration // of its numbers as instants; 0 where they are mere numbers
	pages chan *stretch
	cells // what of its page nobody has claimed
}

// A claim is the next rows of every column, for a batch.
type claim struct {
	rows    int
	columns [columnCount]cells
}

// cells are the values of a column from one row on. They have no page where the file
// has no such column.
type cells struct {
	page *stretch
	row  int
}

func newRows(s *schema, file *parquet.File, size int64) *rows {
	return &rows{schema: s, file: file, size: size, left: file.NumRows()}
}

func (r *rows) add(c Column, from *parquet.Column) {
	r.columns[c] = &rowColumn{index: from.Index(), unit: unitOf(from.Type(), r.schema.Epoch), pages: make(chan *stretch, 2)}
}

// next claims rows for a batch.
func (r *rows) next(b *Batch) (read int64, more bool) {
	if r.ended || r.left == 0 && !r.more() {
		return r.size, false
	}
	if n, err := r.ready(); err != nil {
		r.damage(b, err)
	} else {
		r.claim(b, n)
	}
	total := r.file.NumRows()
	return r.size * (total - r.left) / max(total, 1), true
}

// more reports that a column has more than all rows.
func (r *rows) more() bool {
	for _, c := range r.columns {
		if c == nil {
			continue
		}
		if _, more := <-c.pages; more || c.page != nil && c.row < c.page.rows {
			return true
		}
	}
	return false
}

// damage lists the rows that are lost; it is the end.
func (r *rows) damage(b *Batch, err error) {
	if r.left > 0 {
		b.Unjudged = append(b.Unjudged, Unjudged{0, r.left, FaultCutOff, "the file is damaged from this row on"})
	}
	b.Lines, b.parsed, r.ended = r.left, true, true
	b.notice(0, MarkArchive, err.Error())
}

// ready returns how many rows have all their columns at hand.
func (r *rows) ready() (int, error) {
	if r.left == 0 {
		return 0, errors.New("a column goes on behind the last row")
	}
	n := int(min(r.left, stride))
	for _, c := range r.columns {
		if c == nil {
			continue
		}
		for c.page == nil || c.row == c.page.rows {
			page, more := <-c.pages
			if !more {
				return 0, errors.New("a column ends before the others")
			}
			if page.err != nil {
				return 0, page.err
			}
			c.page, c.row = page, 0
		}
		n = min(n, c.page.rows-c.row)
	}
	return n, nil
}

// claim gives a batch the next rows.
func (r *rows) claim(b *Batch, n int) {
	b.rows = claim{rows: n}
	for c, from := range r.columns {
		if from != nil {
			b.rows.columns[c] = from.cells
			from.row += n
		}
	}
	r.left -= int64(n)
}

func (r *rows) parser() parser {
	p := &rowReader{maker: newMaker(r.schema)}
	for c, from := range r.columns {
		if from != nil {
			p.units[c] = from.unit
		}
	}
	return p
}

// A rowReader makes records of rows.
type rowReader struct {
	maker
	units [columnCount]time.Duration // of each column's numbers, as instants
}

// batch makes records of the rows that a batch has claimed. What a damaged page sends
// us to places that do not exist for is damage like any other.
func (r *rowReader) batch(b *Batch) {
	n := b.rows.rows
	defer func() {
		if broken := recover(); broken != nil {
			number, read := b.number, b.Read
			b.Reset()
			b.number, b.Read = number, read
			b.Unjudged = append(b.Unjudged, Unjudged{0, int64(n), FaultUnreadable, "the rows' pages are damaged"})
			b.notice(0, MarkArchive, fmt.Sprint(broken))
		}
		b.Lines = int64(n)
	}()
	for i := range n {
		r.row(b, i)
	}
}

// row makes a record of a row.
func (r *rowReader) row(b *Batch, row int) {
	line := int64(row)
	var v values
	v[ColumnID] = b.copied(ColumnID, row)
	record := b.begin(v[ColumnID])
	if !r.identify(b, line, v[ColumnID], record) || r.timed && !r.when(b, row, record) {
		b.drop()
		return
	}
	v[ColumnDelivery], v[ColumnSeq] = b.copied(ColumnDelivery, row), b.copied(ColumnSeq, row)
	event := r.named(b, ColumnEvent, row, r.events, &v, uint8(history.NoEvent))
	state := r.named(b, ColumnState, row, r.states, &v, uint8(history.NoState))
	r.tell(b, line, &v, record, event, state)
}

// copied writes what a row says in a column into the batch.
func (b *Batch) copied(c Column, row int) span {
	from := len(b.text)
	if in := &b.rows.columns[c]; in.page != nil {
		b.text = in.page.appendText(b.text, in.row+row)
	}
	return span{uint32(from), uint32(len(b.text))}
}

// named finds the code of a name.
func (r *rowReader) named(b *Batch, c Column, row int, names *lookup, v *values, none uint8) uint8 {
	in := &b.rows.columns[c]
	if in.page != nil && in.page.numbers == nil { // the usual case needs no copy
		if name := in.page.text(in.row + row); len(name) > 0 {
			if code := names.code(name); code != unmapped {
				return code
			}
		}
	}
	v[c] = b.copied(c, row)
	return r.code(b, names, v[c], none)
}

// when reads the instant of a row.
func (r *rowReader) when(b *Batch, row int, record *Record) (ok bool) {
	in := &b.rows.columns[ColumnAt]
	at, unit := in.row+row, r.units[ColumnAt]
	if in.page.numbers == nil || in.page.absent != nil && in.page.absent[at] != 0 || unit == 0 {
		return r.instant(b, int64(row), b.copied(ColumnAt, row), record)
	}
	if record.At, ok = counted(in.page.numbers[at], unit); !ok {
		b.fault(int64(row), FaultInstant, noInstant)
	}
	return ok
}
