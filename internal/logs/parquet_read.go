package logs

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// parquet opens a Parquet file: a goroutine decodes each column, and whoever takes the
// next rows makes records of them. Rows are numbered from 1.
func (s *Scan) parquet(head *Batch) (*pipe, error) {
	if s.Source.At == nil {
		return nil, errors.New("a Parquet file cannot be read as a stream, since what it holds stands at its end: name the file")
	}
	rows, err := s.open(newSchema(s.Layout), head)
	if err != nil {
		return nil, err
	}
	p := newPipe(s, rows, head)
	for _, c := range rows.columns {
		if c != nil {
			go c.read(rows.file, p.done)
		}
	}
	return p, nil
}

// leastParquet is how many bytes the marks at both ends of a file and the size of what it
// says of itself have.
const leastParquet = 12

// open reads what a Parquet file says of itself.
func (s *Scan) open(schema *schema, head *Batch) (found *rows, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("the file is no Parquet, or damaged: %v", broken)
		}
	}()
	if s.Source.Size < leastParquet {
		return nil, fmt.Errorf("the file is no Parquet, or cut off: it has %d bytes", s.Source.Size)
	}
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
	found = newRows(schema, file, s.Source.Size)
	for i, c := range file.Root().Columns() {
		if known := h.columns[i]; known != noColumn {
			if problem := cmp.Or(unfit(Column(known), c), undecodable(file, c)); problem != "" {
				return nil, &LayoutError{names, fmt.Sprintf("the column %q %s", c.Name(), problem)}
			}
			found.add(Column(known), c)
		}
	}
	return found, nil
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
