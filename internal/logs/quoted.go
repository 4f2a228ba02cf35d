package logs

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
)

// maxQuoted is how many bytes the lines of one record may have; where a quote has no
// end within them, its line is listed, and reading goes on in the next one.
const maxQuoted = 1 << 20

// quoted reads lines of which some hold quotes, through the standard library, and
// returns how much of them it has read: the rest is the beginning of a record whose
// end is still to come. Nothing depends on where the text was cut.
func (r *csvReader) quoted(b *Batch, last bool) int {
	text := b.text[:b.end]
	at := 0
	for at < len(text) {
		size, closed := recordSize(text[at:])
		if !closed && !last && size < maxQuoted {
			return at
		}
		at += r.logical(b, at, at+size, closed)
	}
	return at
}

var (
	quote   = []byte{'"'}
	newline = []byte{'\n'}
)

// recordSize returns how many bytes the record at the beginning of a text has, its
// line break included, and whether its quotes are closed there.
func recordSize(text []byte) (size int, closed bool) {
	quotes := 0
	for size < len(text) && size < maxQuoted {
		line := lineSize(text[size:])
		quotes += bytes.Count(text[size:size+line], quote)
		size += line
		if quotes%2 == 0 {
			return size, true
		}
	}
	return size, false
}

// logical reads one record, which may span several lines, and returns how many bytes
// it took. Where the standard library refuses it, only its first line is listed, and
// reading goes on behind that.
func (r *csvReader) logical(b *Batch, from, to int, closed bool) int {
	text := b.text[from:to]
	if !bytes.Contains(text, quote) {
		next := r.line(b, from)
		return next - from
	}
	fields, err := r.parse(text)
	breaks := int64(bytes.Count(bytes.TrimSuffix(text, newline), newline))
	switch {
	case err != nil || !closed:
		b.fault(b.Lines, FaultUnreadable, complaint(err))
		text, breaks = text[:lineSize(text)], 0
	case bytes.IndexByte(text, 0) >= 0:
		b.fault(b.Lines, FaultUnreadable, "the record holds a NUL byte")
	default:
		r.unquoted(b, fields)
	}
	r.trim(b, from, from+len(bytes.TrimSuffix(text, newline))) // for its notice
	b.Folded += breaks
	b.Lines += 1 + breaks
	return len(text)
}

// parse reads one record by the standard library. The strings are good until the next
// call.
func (r *csvReader) parse(text []byte) ([]string, error) {
	r.feed.Reset(text)
	if r.parser == nil {
		r.parser = csv.NewReader(&r.feed)
		r.parser.FieldsPerRecord = -1
		r.parser.ReuseRecord = true
	}
	fields, err := r.parser.Read()
	if err != nil {
		r.parser = nil // it holds what is left of a record that it refused
	}
	return fields, err
}

// complaint says what is wrong with a record, in a sentence.
func complaint(err error) string {
	var problem *csv.ParseError
	if errors.As(err, &problem) && problem.Err != csv.ErrQuote {
		return problem.Err.Error()
	}
	return fmt.Sprintf("a quote has no end, or none within %d bytes", maxQuoted)
}

// unquoted makes a record of fields that are no stretches of the text.
func (r *csvReader) unquoted(b *Batch, fields []string) {
	if len(fields) != len(r.columns) {
		b.fault(b.Lines, FaultUnreadable, r.ragged(len(fields)))
		return
	}
	var v values
	for i, field := range fields {
		if c := r.columns[i]; c != noColumn {
			v[c] = b.keep(field)
		}
	}
	r.record(b, b.Lines, &v)
}

// keep writes a value behind the lines of the batch.
func (b *Batch) keep(value string) span {
	from := len(b.text)
	b.text = append(b.text, value...)
	return span{uint32(from), uint32(len(b.text))}
}
