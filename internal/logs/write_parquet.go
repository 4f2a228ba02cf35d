package logs

import (
	"fmt"
	"io"
	"sync"

	"github.com/parquet-go/parquet-go"

	"github.com/Huzefaaa2/subsim/fsm"
)

// groupRows is how many rows a row group has: the writer holds one in memory.
const groupRows = 1 << 18

// A parquetWriter writes Parquet, a goroutine a column. Names are kept in
// dictionaries, identifiers as they are, and instants by their differences.
type parquetWriter struct {
	to      *parquet.GenericWriter[any]
	columns []parquetColumn
	rows    int // of the row group under way
}

type parquetColumn struct {
	Column
	place  int // in the schema
	to     *parquet.ColumnWriter
	values []parquet.Value
	err    error
}

func newParquetWriter(to io.Writer, compression string, columns []Column) (*parquetWriter, error) {
	codecs := map[string]parquet.WriterOption{
		"": parquet.Compression(&parquet.Snappy), Gzip: parquet.Compression(&parquet.Gzip), Zstd: parquet.Compression(&parquet.Zstd),
	}
	if codecs[compression] == nil {
		return nil, fmt.Errorf("there is no compression %q", compression)
	}
	schema := parquet.NewSchema("log", nodeOf(columns))
	w := &parquetWriter{to: parquet.NewGenericWriter[any](to, schema, codecs[compression], parquet.CreatedBy("subsim", "", ""))}
	writers := w.to.ColumnWriters()
	for place, path := range schema.Columns() {
		for _, c := range columns {
			if c.String() == path[0] {
				w.columns = append(w.columns, parquetColumn{Column: c, place: place, to: writers[place]})
			}
		}
	}
	return w, nil
}

// nodeOf is the schema. The library orders columns by name.
func nodeOf(columns []Column) parquet.Group {
	group := parquet.Group{}
	for _, c := range columns {
		switch c {
		case ColumnID, ColumnDelivery:
			group[c.String()] = parquet.String()
		case ColumnAt:
			group[c.String()] = parquet.Encoded(parquet.Timestamp(parquet.Millisecond), &parquet.DeltaBinaryPacked)
		case ColumnEvent, ColumnState:
			group[c.String()] = parquet.Optional(parquet.Encoded(parquet.String(), &parquet.RLEDictionary))
		case ColumnSeq:
			group[c.String()] = parquet.Int(64)
		}
	}
	return group
}

func (w *parquetWriter) First() int64 { return 1 }

func (w *parquetWriter) Write(entries []Entry) error {
	for len(entries) > 0 {
		n := min(len(entries), groupRows-w.rows)
		if err := w.group(entries[:n]); err != nil {
			return err
		}
		entries = entries[n:]
	}
	return nil
}

// group writes rows of one row group.
func (w *parquetWriter) group(entries []Entry) error {
	var busy sync.WaitGroup
	for i := range w.columns {
		c := &w.columns[i]
		busy.Go(func() { c.write(entries) })
	}
	busy.Wait()
	for _, c := range w.columns {
		if c.err != nil {
			return c.err
		}
	}
	if w.rows += len(entries); w.rows < groupRows {
		return nil
	}
	w.rows = 0
	return w.to.Flush()
}

// pageRows is how many values are handed to the library at once: pages end there.
const pageRows = 1 << 12

func (c *parquetColumn) write(entries []Entry) {
	for len(entries) > 0 && c.err == nil {
		n := min(len(entries), pageRows)
		c.values = c.values[:0]
		for i := range entries[:n] {
			c.values = append(c.values, c.value(&entries[i]))
		}
		_, c.err = c.to.WriteRowValues(c.values)
		entries = entries[n:]
	}
}

func (c *parquetColumn) value(e *Entry) parquet.Value {
	switch c.Column {
	case ColumnID:
		return parquet.ByteArrayValue(e.ID).Level(0, 0, c.place)
	case ColumnDelivery:
		return parquet.ByteArrayValue(e.Delivery).Level(0, 0, c.place)
	case ColumnAt:
		return parquet.Int64Value(e.At/1e6).Level(0, 0, c.place)
	case ColumnSeq:
		return parquet.Int64Value(e.Seq).Level(0, 0, c.place)
	case ColumnEvent:
		return c.name(string(e.Event))
	}
	return c.name(string(e.State))
}

// name is a name, or nothing.
func (c *parquetColumn) name(name string) parquet.Value {
	if name == "" {
		return parquet.NullValue().Level(0, 0, c.place)
	}
	return parquet.ByteArrayValue(spelled[name]).Level(0, 1, c.place)
}

// spelled holds every name of the vocabulary as bytes.
var spelled = func() map[string][]byte {
	all := map[string][]byte{}
	for _, e := range fsm.Events() {
		all[string(e)] = []byte(e)
	}
	for _, s := range fsm.States() {
		all[string(s)] = []byte(s)
	}
	return all
}()

func (w *parquetWriter) Close() error { return w.to.Close() }
