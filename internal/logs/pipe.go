package logs

import (
	"bufio"
	"bytes"
	"context"
	"io"
)

// A pipe is one reader that cuts a text into batches, workers that parse them, and
// one that applies them in their order.
type pipe struct {
	scan   *Scan
	schema *schema
	format string
	lines  *lines
	read   *counter
	header *header // of CSV

	free    chan *Batch   // for the reader to fill
	ordered chan *job     // for the applier, in order
	work    chan *job     // for the workers, in any order
	stop    chan struct{} // closed when nobody applies any more
	next    int64         // the line at which the next batch begins
}

// A job is a batch on its way; done is closed when it is parsed.
type job struct {
	*Batch
	done chan struct{}
}

// A parser makes records of the lines of a batch.
type parser interface{ batch(*Batch) }

func newPipe(s *Scan, format string, text *bufio.Reader, read *counter) *pipe {
	batches := 2*max(1, s.Workers) + 2
	p := &pipe{
		scan: s, schema: newSchema(s.Layout), format: format, lines: &lines{from: text}, read: read, next: 1,
		free: make(chan *Batch, batches), ordered: make(chan *job, batches), work: make(chan *job, batches),
		stop: make(chan struct{}),
	}
	for range batches {
		p.free <- &Batch{}
	}
	return p
}

// begin reads what stands before the first record: the byte order mark, and the
// header of CSV. They are a batch of their own.
func (p *pipe) begin(text *bufio.Reader) (err error) {
	b := <-p.free
	if begun, _ := text.Peek(len(bom)); bytes.Equal(begun, bom) {
		_, _ = text.Discard(len(bom))
		b.notice(0, MarkBOM, "")
	}
	if p.format == FormatCSV {
		err = p.head(b)
	}
	p.send(b)
	return err
}

// head reads the header of CSV, which may span lines.
func (p *pipe) head(b *Batch) error {
	for p.lines.next(b) && len(b.text) > 0 {
		b.end = len(b.text)
		size, closed := recordSize(b.text)
		if closed || size >= maxQuoted || p.lines.finished() || p.lines.wall {
			p.lines.back(b, size)
			p.lines.held, b.text = true, b.text[:size]
			return p.columns(b)
		}
		p.lines.back(b, 0)
		b.text = b.text[:0]
	}
	return &LayoutError{Problem: "the file begins with a line that is no header"}
}

// columns reads the header that a batch holds.
func (p *pipe) columns(b *Batch) error {
	names, err := (&csvReader{}).parse(b.text)
	switch {
	case err == io.EOF:
		return &LayoutError{Problem: "the file begins with a blank line, and not with a header"}
	case err != nil:
		return &LayoutError{Problem: "the header is no CSV: " + complaint(err)}
	}
	p.header, err = p.schema.newHeader(b, names)
	b.Headers, b.Folded = 1, int64(bytes.Count(bytes.TrimSuffix(b.text, newline), newline))
	b.Lines = b.Headers + b.Folded
	return err
}

// run has everybody work until the text ends, or nobody applies any more.
func (p *pipe) run(ctx context.Context) error {
	defer close(p.stop)
	for range max(1, p.scan.Workers) {
		go p.parse()
	}
	go p.cut()
	return p.apply(ctx)
}

func (p *pipe) parse() {
	var with parser = &csvReader{maker: newMaker(p.schema), header: p.header}
	if p.format == FormatJSONL {
		with = &jsonReader{maker: newMaker(p.schema)}
	}
	for j := range p.work {
		with.batch(j.Batch)
		j.finish()
		close(j.done)
	}
}

// cut reads the text. What holds quotes is parsed here and now, since only the parser
// knows where a line break ends a record.
func (p *pipe) cut() {
	defer close(p.ordered)
	defer close(p.work)
	quotes := &csvReader{maker: newMaker(p.schema), header: p.header}
	quoted := false
	for b := p.take(); b != nil && p.lines.next(b); b = p.take() {
		b.end = len(b.text)
		quoted = quoted || p.format == FormatCSV && bytes.IndexByte(b.text, '"') >= 0
		b.nul = p.format == FormatCSV && bytes.IndexByte(b.text, 0) >= 0
		last := p.lines.finished() || p.lines.wall
		p.ending(b)
		if !quoted {
			p.queue(b)
			continue
		}
		p.lines.back(b, quotes.quoted(b, last))
		p.send(b)
	}
	if err := p.lines.damaged(); err != nil {
		if b := p.take(); b != nil {
			b.notice(0, MarkArchive, err.Error())
			p.send(b)
		}
	}
}

// take waits for a batch to fill; nil when nobody applies any more.
func (p *pipe) take() *Batch {
	select {
	case b := <-p.free:
		b.Reset()
		return b
	case <-p.stop:
		return nil
	}
}

// queue hands a batch to the workers.
func (p *pipe) queue(b *Batch) {
	b.Read = p.read.n
	j := &job{b, make(chan struct{})}
	p.ordered <- j // there is room for all batches
	p.work <- j
}

// send hands on a batch that is parsed already.
func (p *pipe) send(b *Batch) {
	b.Read = p.read.n
	b.finish()
	j := &job{b, make(chan struct{})}
	close(j.done)
	p.ordered <- j
}

// ending looks at the last line of the text. Where the text is damaged, nobody knows
// how the line went on, so it is listed; where it only has no line break, CSV cannot
// say whether its last field is whole.
func (p *pipe) ending(b *Batch) {
	if !p.lines.finished() || b.end == 0 || b.text[b.end-1] == '\n' {
		return
	}
	switch {
	case p.lines.damaged() != nil:
		b.end = bytes.LastIndexByte(b.text[:b.end], '\n') + 1
		b.lost = FaultCutOff
	case p.format == FormatCSV:
		b.open = true
	}
}

// finish lists what is remarkable about the text's last line.
func (b *Batch) finish() {
	if b.lost != "" {
		b.fault(b.Lines, b.lost, "what follows in the line is lost")
		b.Lines++
	}
	if b.open {
		b.notice(b.Lines-1, MarkNewline, "")
	}
}

// apply applies the batches in their order, as soon as they are parsed.
func (p *pipe) apply(ctx context.Context) error {
	for {
		j, err := p.parsed(ctx)
		if err != nil || j == nil {
			return err
		}
		j.First = p.next
		p.next += j.Lines
		if err := p.scan.Apply(j.Batch); err != nil {
			return err
		}
		p.free <- j.Batch
	}
}

// parsed waits for the next batch; nil behind the last one.
func (p *pipe) parsed(ctx context.Context) (*job, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case j, more := <-p.ordered:
		if !more {
			return nil, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-j.done:
			return j, nil
		}
	}
}
