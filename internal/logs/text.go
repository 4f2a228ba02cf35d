package logs

import (
	"bufio"
	"bytes"
	"io"
)

// A text is a feed of CSV or JSON Lines.
type text struct {
	schema *schema
	format string
	lines  *lines
	stored *counter
	header *header    // of CSV
	quotes *csvReader // parses all from the first batch with a quote on
	quoted bool
	ended  bool
}

func newText(l *Layout, format string, from *bufio.Reader, stored *counter) *text {
	return &text{schema: newSchema(l), format: format, lines: &lines{from: from}, stored: stored}
}

// begin reads what stands before the first record: the byte order mark, and the
// header of CSV. They are a batch of their own.
func (t *text) begin(from *bufio.Reader, head *Batch) (err error) {
	if begun, _ := from.Peek(len(bom)); bytes.Equal(begun, bom) {
		_, _ = from.Discard(len(bom))
		head.notice(0, MarkBOM, "")
	}
	if t.format == FormatCSV {
		err = t.head(head)
		t.quotes = t.csv()
	}
	head.Read = t.stored.n
	return err
}

// head reads the header of CSV, which may span lines.
func (t *text) head(b *Batch) error {
	for t.lines.next(b) && len(b.text) > 0 {
		b.end = len(b.text)
		size, closed := recordSize(b.text)
		if err := t.lines.damaged(); err != nil && t.lines.finished() && !(closed && bytes.HasSuffix(b.text[:size], newline)) {
			return &damage{err, b.text[:size]}
		}
		if closed || size >= maxQuoted || t.lines.finished() || t.lines.wall {
			t.lines.back(b, size)
			t.lines.held, b.text = true, b.text[:size]
			return t.columns(b)
		}
		t.lines.back(b, 0)
		b.text = b.text[:0]
	}
	return &LayoutError{Problem: "the file begins with a line that is no header"}
}

// columns reads the header that a batch holds.
func (t *text) columns(b *Batch) error {
	names, err := (&csvReader{}).parse(b.text)
	switch {
	case err == io.EOF:
		return &LayoutError{Problem: "the file begins with a blank line, and not with a header"}
	case err != nil:
		return &LayoutError{Problem: "the header is no CSV: " + complaint(err)}
	}
	t.header, err = t.schema.newHeader(b, names)
	b.Headers, b.Folded = 1, int64(bytes.Count(bytes.TrimSuffix(b.text, newline), newline))
	b.Lines = b.Headers + b.Folded
	return err
}

func (t *text) csv() *csvReader { return &csvReader{maker: newMaker(t.schema), header: t.header} }

func (t *text) parser() parser {
	if t.format == FormatJSONL {
		return &jsonReader{maker: newMaker(t.schema)}
	}
	return t.csv()
}

// next cuts a batch. One that holds quotes is parsed here and now, and so are all
// behind it, since only the parser knows where a line break ends a record.
func (t *text) next(b *Batch) (read int64, more bool) {
	if !t.lines.next(b) {
		return t.stored.n, t.damage(b)
	}
	b.end = len(b.text)
	t.quoted = t.quoted || t.format == FormatCSV && bytes.IndexByte(b.text, '"') >= 0
	last := t.lines.finished() || t.lines.wall
	t.ending(b)
	if t.quoted {
		b.parsed = true
		t.lines.back(b, t.quotes.quoted(b, last))
	}
	return t.stored.n, true
}

// damage tells once, behind the end, that the text is damaged.
func (t *text) damage(b *Batch) bool {
	err := t.lines.damaged()
	if err == nil || t.ended {
		return false
	}
	t.ended, b.parsed = true, true
	b.notice(0, MarkArchive, err.Error())
	return true
}

// shatter makes a batch of what is left of a file of which no record is.
func (b *Batch) shatter(by *damage, read int64) {
	b.Read = read
	for lost := by.header; len(lost) > 0; lost = lost[lineSize(lost):] {
		b.lose()
	}
	b.notice(b.Lines, MarkArchive, by.Error())
}

// An empty feed has ended.
type empty struct{}

func (empty) next(*Batch) (int64, bool) { return 0, false }

func (empty) parser() parser { return nil }

// ending looks at the last line of the text. Where the text is damaged, nobody knows
// how the line went on, so it is listed; where it only has no line break, CSV cannot
// say whether its last field is whole.
func (t *text) ending(b *Batch) {
	if !t.lines.finished() || b.end == 0 || b.text[b.end-1] == '\n' {
		return
	}
	switch {
	case t.lines.damaged() != nil:
		b.end = bytes.LastIndexByte(b.text[:b.end], '\n') + 1
		b.lost = true
	case t.format == FormatCSV:
		b.open = true
	}
}

// lose lists a line of which nobody knows how it went on.
func (b *Batch) lose() {
	b.fault(b.Lines, FaultCutOff, "what follows in the line is lost")
	b.Lines++
}

// finish lists what is remarkable about the text's last line.
func (b *Batch) finish() {
	if b.lost {
		b.lose()
	}
	if b.open {
		b.notice(b.Lines-1, MarkNewline, "")
	}
}
