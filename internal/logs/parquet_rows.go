package logs

import (
	"errors"
	"fmt"

	"github.com/parquet-go/parquet-go"
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
	index int     // among the leaves of the file
	scale scale   // of its numbers as instants
	names *lookup // of its texts, where they are names
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
	r.columns[c] = &rowColumn{
		index: from.Index(), scale: scaleOf(unitOf(from.Type(), r.schema.Epoch)), pages: make(chan *stretch, 2),
		names: map[Column]*lookup{ColumnEvent: r.schema.events, ColumnState: r.schema.states}[c],
	}
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
	for c, column := range r.columns {
		p.usual.has[c] = column != nil
	}
	p.usual.settle()
	if at := r.columns[ColumnAt]; at != nil {
		p.scale = at.scale
	}
	return p
}

// A rowReader makes records of rows.
type rowReader struct {
	maker
	scale scale   // of numbers as instants
	usual pattern // says which columns there are
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
	for from := 0; from < n; from += stripLines {
		r.some(b, from, min(stripLines, n-from))
	}
	for _, c := range b.rows.columns {
		if c.page != nil {
			c.page.done(n)
		}
	}
}

// some makes records of some rows: column by column where they are usual, and row by
// row where they are not.
func (r *rowReader) some(b *Batch, from, n int) {
	s, in := &r.strip, &b.rows.columns
	s.lines, s.bad = n, false
	clear(s.unusual[:n])
	s.begin(uint32(from), r.usual.none)
	r.identify(b, s, from)
	r.when(b, s, from)
	in[ColumnEvent].named(s, from, r.events)
	in[ColumnState].named(s, from, r.states)
	in[ColumnDelivery].deliver(s, from)
	in[ColumnSeq].number(s, from)
	for i := 0; i < n; {
		k := s.usual(i)
		if b.add(s, &r.usual, i, k); k == 0 {
			r.row(b, from+i)
			k = 1
		}
		i += k
	}
}

// identify copies the identifiers of some rows into the batch, and makes keys of them.
func (r *rowReader) identify(b *Batch, s *strip, from int) {
	in := &b.rows.columns[ColumnID]
	for i := range s.lines {
		at := len(b.text)
		if in.page.numbers == nil {
			b.text = append(b.text, in.page.text(in.row+from+i)...)
		}
		id := b.text[at:]
		if len(id) == 0 || len(id) > maxID {
			s.spoil(i)
		}
		s.ids[i] = ID{uint32(at), uint32(len(b.text))}
		s.records[i].SetKey(KeyOf(id))
	}
}

// when reads the instants of some rows, where they are numbers.
func (r *rowReader) when(b *Batch, s *strip, from int) {
	in := &b.rows.columns[ColumnAt]
	for i := range s.lines {
		at, ok := int64(NoInstant), in.page == nil
		if !ok && in.page.numbers != nil {
			row := in.row + from + i
			at, ok = r.scale.instant(in.page.numbers[row])
			ok = ok && !in.page.lacks(row)
		}
		if s.records[i].At = at; !ok {
			s.spoil(i)
		}
	}
}

// named finds the names of some rows, and has their records tell them.
func (c *cells) named(s *strip, from int, names *lookup) {
	if c.page == nil {
		return
	}
	for i := range s.lines {
		share, row := unmapped, c.row+from+i
		switch {
		case c.page.numbers != nil || c.page.lacks(row):
		case c.page.shares != nil:
			share = c.page.shares[c.page.picks[row]]
		default:
			share = names.share(c.page.text(row))
		}
		if share >= leftOut {
			s.spoil(i)
		}
		s.records[i].Symbol += share
	}
}

// deliver makes keys of the delivery ids of some rows.
func (c *cells) deliver(s *strip, from int) {
	if c.page == nil {
		return
	}
	for i := range s.lines {
		s.deliveries[i] = Key{}
		if c.page.numbers != nil {
			s.spoil(i)
		} else if id := c.page.text(c.row + from + i); len(id) > 0 {
			s.deliveries[i] = KeyOf(id)
		}
	}
}

// number takes over the sequence numbers of some rows.
func (c *cells) number(s *strip, from int) {
	if c.page == nil {
		return
	}
	for i := range s.lines {
		if c.page.numbers == nil {
			s.spoil(i)
		} else {
			s.seqs[i] = c.page.numbers[c.row+from+i] // 0 where there is none
		}
	}
}

// row makes a record of a row, whatever it is.
func (r *rowReader) row(b *Batch, row int) {
	line := int64(row)
	var v values
	for c := range b.rows.columns {
		v[c] = b.copied(Column(c), row)
	}
	in := &b.rows.columns[ColumnAt]
	if in.page == nil || in.page.numbers == nil || r.scale.unit == 0 || in.page.lacks(in.row+row) {
		r.record(b, line, &v)
		return
	}
	if !b.identified(line, v[ColumnID]) {
		return
	}
	at, ok := r.scale.instant(in.page.numbers[in.row+row])
	if !ok {
		b.fault(line, FaultInstant, noInstant)
		return
	}
	r.tell(b, line, at, &v)
}

// copied writes what a row says in a column into the batch.
func (b *Batch) copied(c Column, row int) span {
	from := len(b.text)
	if in := &b.rows.columns[c]; in.page != nil {
		b.text = in.page.appendText(b.text, in.row+row)
	}
	return span{uint32(from), uint32(len(b.text))}
}
