package logs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"github.com/Huzefaaa2/subsim/internal/history"
)

// stride is how many rows a batch has at most.
const stride = 16 << 10

// parquet reads a Parquet file: a goroutine decodes each column, one puts their pages
// together as rows, and one applies them. Rows are numbered from 1.
func (s *Scan) parquet(ctx context.Context) (err error) {
	if s.Source.At == nil {
		return errors.New("a Parquet file cannot be read as a stream, since what it holds stands at its end: name the file")
	}
	p := newPipe(s, FormatParquet, nil, &counter{})
	head := p.take()
	rows, err := s.open(p.schema, head)
	if err != nil {
		return err
	}
	p.send(head)
	return p.run(ctx, func() { rows.run(p) })
}

// open reads what a Parquet file says of itself.
func (s *Scan) open(schema *schema, head *Batch) (rows *rows, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("the file is no Parquet, or damaged: %v", broken)
		}
	}()
	file, err := parquet.OpenFile(s.Source.At, s.Source.Size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true), parquet.ReadBufferSize(1<<20))
	if err != nil {
		return nil, fmt.Errorf("the file is no Parquet, or damaged: %w", err)
	}
	if inGroups := rowsOf(file.RowGroups()); inGroups != file.NumRows() {
		return nil, fmt.Errorf("the file is damaged: it says that it has %d rows, and that its groups have %d", file.NumRows(), inGroups)
	}
	var names []string
	for _, c := range file.Root().Columns() {
		names = append(names, c.Name())
	}
	h, err := schema.newHeader(head, names)
	if err != nil {
		return nil, err
	}
	rows = newRows(file, schema)
	for i, c := range file.Root().Columns() {
		if known := h.columns[i]; known != noColumn {
			if problem := cmp.Or(unfit(Column(known), c), undecodable(file, c)); problem != "" {
				return nil, &LayoutError{names, fmt.Sprintf("the column %q %s", c.Name(), problem)}
			}
			rows.add(Column(known), c)
		}
	}
	return rows, nil
}

func rowsOf(groups []parquet.RowGroup) (n int64) {
	for _, g := range groups {
		n += g.NumRows()
	}
	return n
}

// unfit says why nothing can be made of a column; nothing where something can.
func unfit(c Column, from *parquet.Column) string {
	if !from.Leaf() || from.Repeated() {
		return "is nested"
	}
	switch kind := from.Type().Kind(); kind {
	case parquet.ByteArray, parquet.FixedLenByteArray, parquet.Int64, parquet.Int32:
		return ""
	case parquet.Int96: // what instants were kept in before there were timestamps
		if c == ColumnAt {
			return ""
		}
		return "holds INT96, which are instants"
	default:
		return fmt.Sprintf("holds %s, which are neither texts nor whole numbers", kind)
	}
}

// undecodable says why a column is not even tried. The library's decoder of LZ4 takes
// damage for a buffer that is too small, and doubles it until no memory is left.
func undecodable(file *parquet.File, c *parquet.Column) string {
	if !c.Leaf() {
		return ""
	}
	for _, group := range file.Metadata().RowGroups {
		if codec := group.Columns[c.Index()].MetaData.Codec; codec == format.Lz4Raw {
			return fmt.Sprintf("is compressed by %s, which is not read: Snappy, Gzip, Zstd and Brotli are", codec)
		}
	}
	return ""
}

// rows puts the pages of columns together.
type rows struct {
	maker
	file    *parquet.File
	columns [columnCount]*rowColumn // nil where the file has none
	left    int64                   // rows
}

// A rowColumn is a column on its way.
type rowColumn struct {
	index int           // among the leaves of the file
	unit  time.Duration // of its numbers as instants; 0 where they are mere numbers
	pages chan *stretch
	page  *stretch
	row   int // of page
}

func newRows(file *parquet.File, s *schema) *rows {
	return &rows{maker: newMaker(s), file: file, left: file.NumRows()}
}

func (r *rows) add(c Column, from *parquet.Column) {
	r.columns[c] = &rowColumn{index: from.Index(), unit: unitOf(from.Type(), r.Epoch), pages: make(chan *stretch, 2)}
}

// run makes batches of all rows.
func (r *rows) run(p *pipe) {
	defer close(p.work)
	for _, c := range r.columns {
		if c != nil {
			go readColumn(r.file, c.index, c.pages, p.stop)
		}
	}
	total := r.left
	for r.left > 0 {
		b := p.take()
		if b == nil {
			return
		}
		n, err := r.next(b)
		if err != nil {
			r.damage(b, err)
			p.send(b)
			return
		}
		r.left -= int64(n)
		p.read.n = p.scan.Source.Size * (total - r.left) / total
		p.send(b)
	}
	if b := p.take(); b != nil && r.more() {
		r.damage(b, errors.New("a column goes on behind the last row"))
		p.send(b)
	}
}

// next makes records of some rows. What a damaged file has the library, or us, do to
// places that do not exist is damage like any other.
func (r *rows) next(b *Batch) (n int, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			b.Reset()
			err = fmt.Errorf("%v", broken)
		}
	}()
	if n, err = r.ready(); err == nil {
		r.fill(b, n)
	}
	return n, err
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

// damage lists the rows that are lost.
func (r *rows) damage(b *Batch, err error) {
	if r.left > 0 {
		b.Unjudged = append(b.Unjudged, Unjudged{0, r.left, FaultCutOff, "the file is damaged from this row on"})
	}
	b.Lines = r.left
	b.notice(0, MarkArchive, err.Error())
}

// ready returns how many rows have all their columns at hand.
func (r *rows) ready() (int, error) {
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

// fill makes records of the next rows.
func (r *rows) fill(b *Batch, n int) {
	for i := range n {
		r.row(b, int64(i))
	}
	b.Lines = int64(n)
}

// row makes a record of the next row.
func (r *rows) row(b *Batch, line int64) {
	var v values
	v[ColumnID] = r.keep(b, ColumnID)
	record := b.begin()
	if !r.identify(b, line, v[ColumnID], record) || r.timed && !r.when(b, line, record) {
		b.drop()
	} else {
		v[ColumnDelivery], v[ColumnSeq] = r.keep(b, ColumnDelivery), r.keep(b, ColumnSeq)
		event := r.named(b, ColumnEvent, r.events, &v, uint8(history.NoEvent))
		state := r.named(b, ColumnState, r.states, &v, uint8(history.NoState))
		r.tell(b, line, &v, record, event, state)
	}
	for _, c := range r.columns {
		if c != nil {
			c.row++
		}
	}
}

// keep writes what a row says in a column into the batch.
func (r *rows) keep(b *Batch, c Column) span {
	from := len(b.text)
	if in := r.columns[c]; in != nil {
		b.text = in.page.appendText(b.text, in.row)
	}
	return span{uint32(from), uint32(len(b.text))}
}

// named finds the code of a name.
func (r *rows) named(b *Batch, c Column, names *lookup, v *values, none uint8) uint8 {
	in := r.columns[c]
	if in != nil && in.page.numbers == nil { // the usual case needs no copy
		if name := in.page.text(in.row); len(name) > 0 {
			if code := names.code(name); code != unmapped {
				return code
			}
		}
	}
	v[c] = r.keep(b, c)
	return r.code(b, names, v[c], none)
}

// when reads the instant of a row.
func (r *rows) when(b *Batch, line int64, record *Record) (ok bool) {
	in := r.columns[ColumnAt]
	if in.page.numbers == nil || in.page.absent != nil && in.page.absent[in.row] != 0 || in.unit == 0 {
		return r.instant(b, line, r.keep(b, ColumnAt), record)
	}
	if record.At, ok = counted(in.page.numbers[in.row], in.unit); !ok {
		b.fault(line, FaultInstant, noInstant)
	}
	return ok
}
