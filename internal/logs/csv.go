package logs

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
)

// A LayoutError says that a file has not the columns that a log needs.
type LayoutError struct {
	Header  []string // what it has
	Problem string
}

func (e *LayoutError) Error() string {
	return fmt.Sprintf("%s (columns: %s)", e.Problem, strings.Join(e.Header, ", "))
}

// A header says which field of a CSV record stands for what; fields beyond the known
// ones are left out.
type header struct {
	columns []int // by field; -1 for one that nothing is made of
}

// noColumn stands for a field that nothing is made of.
const noColumn = -1

// newHeader reads the first record of a CSV file. Columns that nobody said to leave
// out are noticed.
func (s *schema) newHeader(b *Batch, names []string) (*header, error) {
	h := &header{columns: make([]int, len(names))}
	var seen [columnCount]bool
	for i, name := range names {
		h.columns[i] = noColumn
		c, known, told := s.column(name)
		switch {
		case known && seen[c]:
			return nil, &LayoutError{names, fmt.Sprintf("two columns are called %q", name)}
		case known:
			h.columns[i], seen[c] = int(c), true
			b.Columns = append(b.Columns, c)
		case !told:
			b.notice(0, MarkColumn, name)
		}
	}
	return h, s.complete(names, seen)
}

// complete refuses a file without what a log needs.
func (s *schema) complete(names []string, seen [columnCount]bool) error {
	switch {
	case !seen[ColumnID]:
		return &LayoutError{names, "there is no column " + s.called(ColumnID)}
	case s.timed && !seen[ColumnAt]:
		return &LayoutError{names, "there is no column " + s.called(ColumnAt)}
	case !seen[ColumnEvent] && !seen[ColumnState]:
		return &LayoutError{names, fmt.Sprintf("there is neither a column %s nor %s", s.called(ColumnEvent), s.called(ColumnState))}
	}
	return nil
}

// called quotes what a column is called in the log.
func (s *schema) called(c Column) string {
	name, _ := s.Name(c)
	return fmt.Sprintf("%q", name)
}

// A csvReader makes records of CSV.
type csvReader struct {
	maker
	*header
	parser *csv.Reader
	feed   bytes.Reader
}

// batch reads whole lines without quotes, the usual case.
func (r *csvReader) batch(b *Batch) {
	text := b.text[:b.end]
	for at := 0; at < len(text); b.Lines++ {
		end := len(text)
		if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		r.line(b, at, b.trim(at, end))
		at = end + 1
	}
}

// trim takes a carriage return from the end of a line; the first of the batch is
// noticed.
func (b *Batch) trim(from, to int) int {
	if to == from || b.text[to-1] != '\r' {
		return to
	}
	if !b.crlf {
		b.crlf = true
		b.notice(b.Lines, MarkCRLF, "")
	}
	return to - 1
}

// line reads a line without quotes.
func (r *csvReader) line(b *Batch, from, to int) {
	switch {
	case from == to:
		b.Blank++
		b.notice(b.Lines, MarkBlank, "")
		return
	case b.nul && bytes.IndexByte(b.text[from:to], 0) >= 0:
		b.fault(b.Lines, FaultUnreadable, "the line holds a NUL byte")
		return
	}
	var v values
	field := 0
	for at := from; ; field++ {
		end := to
		n := bytes.IndexByte(b.text[at:to], ',')
		if n >= 0 {
			end = at + n
		}
		if field < len(r.columns) && r.columns[field] >= 0 {
			v[r.columns[field]] = span{at, end}
		}
		if n < 0 {
			break
		}
		at = end + 1
	}
	if field+1 != len(r.columns) {
		b.fault(b.Lines, FaultUnreadable, r.ragged(field+1))
		return
	}
	r.record(b, b.Lines, &v)
}

// ragged says that a record is no row of its table.
func (h *header) ragged(fields int) string {
	return fmt.Sprintf("the record has %d fields, the header has %d", fields, len(h.columns))
}
