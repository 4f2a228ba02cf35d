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
	if len(e.Header) == 0 {
		return e.Problem
	}
	return fmt.Sprintf("%s (columns: %s)", e.Problem, strings.Join(e.Header, ", "))
}

// A header says which field of a CSV record stands for what; fields beyond the known
// ones are left out.
type header struct {
	columns []int // by field
	usual   endings
}

// noColumn stands for a field that nothing is made of.
const noColumn = int(columnCount)

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
	h.usual = endings{h.pattern(s, "\n"), h.pattern(s, "\r\n")}
	return h, s.complete(names, seen)
}

// pattern returns what usual lines of the table with such an end are made of; nil where
// names of the vocabulary would have to be quoted.
func (h *header) pattern(s *schema, end string) *pattern {
	p, before := newPattern(s, ",\r\n"), ""
	for i, c := range h.columns {
		stop := byte(',')
		if i == len(h.columns)-1 {
			stop = end[0]
		}
		p.add(before, c, stop)
		before = string(stop)
	}
	return p.ends(end)
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
func (r *csvReader) batch(b *Batch) { r.lines(b, r) }

func (r *csvReader) pattern() *pattern { return r.usual.of(r.crlf) }

// trim takes a carriage return from the end of a line; the first of the batch is
// noticed, and with it the first of the file, which is no usual line yet.
func (m *maker) trim(b *Batch, from, to int) int {
	if m.crlf = to > from && b.text[to-1] == '\r'; !m.crlf {
		return to
	}
	if !b.crlf {
		b.crlf = true
		b.notice(b.Lines, MarkCRLF, "")
	}
	return to - 1
}

// line reads a line without quotes, and returns where the next one begins.
func (r *csvReader) line(b *Batch, from int) (next int) {
	text := b.text[:b.end]
	var v values
	fields := 0
	for at := from; ; at = next {
		end := delimiter(text, at)
		next = end + 1
		column := noColumn
		if fields < len(r.columns) {
			column = r.columns[fields]
		}
		fields++
		v[column] = span{uint32(at), uint32(end)}
		if end == len(text) || text[end] == '\n' {
			v[column].to = uint32(r.trim(b, at, end))
			break
		}
	}
	next = min(next, len(text))
	if line := text[from:next]; fields != len(r.columns) || bytes.IndexByte(line, 0) >= 0 {
		r.odd(b, line, fields)
	} else {
		r.record(b, b.Lines, &v)
	}
	b.Lines++
	return next
}

// odd lists a line that has not the header's fields, or holds a NUL byte.
func (r *csvReader) odd(b *Batch, line []byte, fields int) {
	switch {
	case len(bytes.TrimSuffix(bytes.TrimSuffix(line, newline), []byte{'\r'})) == 0:
		b.Blank++
		b.notice(b.Lines, MarkBlank, "")
	case bytes.IndexByte(line, 0) >= 0:
		b.fault(b.Lines, FaultUnreadable, "the line holds a NUL byte")
	default:
		b.fault(b.Lines, FaultUnreadable, r.ragged(fields))
	}
}

// delimiter returns where the next comma or line break is; the end of the text where
// there is none.
func delimiter(text []byte, at int) int {
	for ; at+8 <= len(text); at += 8 {
		w := word(text[at:])
		if found := equal(w, ones*',') | equal(w, ones*'\n'); found != 0 {
			return at + int(first(found))
		}
	}
	for at < len(text) && text[at] != ',' && text[at] != '\n' {
		at++
	}
	return at
}

// fieldEnd returns where a field of a usual line ends: where what does not belong into
// one begins, be it a NUL byte or the carriage return before a line break.
func fieldEnd(text []byte, at int) int {
	end := delimiter(text, at)
	if n := bytes.IndexByte(text[at:end], 0); n >= 0 {
		return at + n
	}
	if end > at && end < len(text) && text[end] == '\n' && text[end-1] == '\r' {
		end--
	}
	return end
}

// ragged says that a record is no row of its table.
func (h *header) ragged(fields int) string {
	return fmt.Sprintf("the record has %d fields, the header has %d", fields, len(h.columns))
}
