package logs

import (
	"context"
	"errors"
	"fmt"

	"github.com/parquet-go/parquet-go"

	"github.com/Huzefaaa2/subsim/internal/history"
)

// stride is how many rows a batch has at most.
const stride = 16 << 10

// parquet reads a Parquet file: a goroutine decodes each column, one puts their pages
// together as rows, and one applies them. Rows are numbered from 1.
func (s *Scan) parquet(ctx context.Context) (err error) {
	if s.Source.At == nil {
		return errors.New("a Parquet log is read from a file, not from a stream: its contents stand at its end")
	}
	rows, head, err := s.open()
	if err != nil {
		return err
	}
	p := newPipe(s, FormatParquet, nil, &counter{n: 0})
	<-p.free // head takes the place of a batch: there must not be more than free has room for
	p.send(head)
	defer close(p.stop)
	go rows.run(p)
	return p.apply(ctx)
}

// open reads what a Parquet file says of itself.
func (s *Scan) open() (rows *rows, head *Batch, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("the file is no Parquet, or damaged: %v", broken)
		}
	}()
	file, err := parquet.OpenFile(s.Source.At, s.Source.Size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true), parquet.ReadBufferSize(1<<20))
	if err != nil {
		return nil, nil, fmt.Errorf("the file is no Parquet, or damaged: %w", err)
	}
	schema := newSchema(s.Layout)
	head = &Batch{}
	head.Reset()
	var names []string
	for _, c := range file.Root().Columns() {
		names = append(names, c.Name())
	}
	h, err := schema.newHeader(head, names)
	if err != nil {
		return nil, nil, err
	}
	rows = newRows(file, schema)
	for i, c := range file.Root().Columns() {
		if known := h.columns[i]; known != noColumn {
			if !c.Leaf() || c.Repeated() {
				return nil, nil, &LayoutError{names, fmt.Sprintf("the column %q is nested", c.Name())}
			}
			rows.add(Column(known), c)
		}
	}
	return rows, head, nil
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
	index   int // among the leaves of the file
	numeral numeral
	pages   chan *stretch
	page    *stretch
	row     int // of page
}

func newRows(file *parquet.File, s *schema) *rows {
	return &rows{maker: newMaker(s), file: file, left: file.NumRows()}
}

func (r *rows) add(c Column, from *parquet.Column) {
	r.columns[c] = &rowColumn{index: from.Index(), numeral: numeralOf(from.Type(), r.Epoch), pages: make(chan *stretch, 2)}
}

// run makes batches of all rows.
func (r *rows) run(p *pipe) {
	defer close(p.ordered)
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
		n, err := r.ready()
		if err != nil {
			r.damage(b, err)
			p.send(b)
			return
		}
		b.end = 0
		r.fill(b, n)
		r.left -= int64(n)
		p.read.n = p.scan.Source.Size * (total - r.left) / total
		p.send(b)
	}
}

// damage lists the rows that are lost.
func (r *rows) damage(b *Batch, err error) {
	b.Unjudged = append(b.Unjudged, Unjudged{0, r.left, FaultCutOff, "the file is damaged from this row on"})
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
	if in.page.numbers == nil || in.page.absent != nil && in.page.absent[in.row] != 0 || in.numeral.unit == 0 {
		return r.instant(b, line, r.keep(b, ColumnAt), record)
	}
	if record.At, ok = in.numeral.instant(in.page.numbers[in.row]); !ok {
		b.fault(line, FaultInstant, "the instant is none: RFC 3339, 1678 to 2261")
	}
	return ok
}
