package logs

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"sync"
)

// A pipe is one reader that cuts a text into batches, and workers. Each worker parses a
// batch, waits for its turn and applies it, while what it parsed is still at hand in its
// processor's cache.
type pipe struct {
	scan   *Scan
	schema *schema
	format string
	lines  *lines
	read   *counter
	header *header // of CSV

	free chan *Batch   // for the reader to fill
	work chan *job     // for the workers
	last chan struct{} // the done of the job that was handed out last
	stop chan struct{} // closed when nothing is applied any more

	applying sync.Mutex
	ended    sync.Once // closes stop
	err      error     // why nothing is applied any more
	next     int64     // the line at which the next batch begins
}

// A job is a batch on its way.
type job struct {
	*Batch
	parsed bool
	before <-chan struct{} // closed when it is its turn
	done   chan struct{}   // closed when it has been applied
}

// A parser makes records of the lines of a batch.
type parser interface{ batch(*Batch) }

func newPipe(s *Scan, format string, text *bufio.Reader, read *counter) *pipe {
	batches := 2*max(1, s.Workers) + 2
	p := &pipe{
		scan: s, schema: newSchema(s.Layout), format: format, lines: &lines{from: text}, read: read, next: 1,
		free: make(chan *Batch, batches), work: make(chan *job, batches),
		last: make(chan struct{}), stop: make(chan struct{}),
	}
	close(p.last)
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

// run has everybody work until the text ends, or nothing is applied any more. The feeder
// hands on all batches and closes work.
func (p *pipe) run(ctx context.Context, feed func()) error {
	go feed()
	var workers sync.WaitGroup
	for range max(1, p.scan.Workers) {
		workers.Go(p.labour)
	}
	finished := make(chan struct{})
	go func() {
		workers.Wait()
		close(finished)
	}()
	var interrupted error
	select {
	case <-ctx.Done():
		interrupted = ctx.Err()
	case <-finished:
	}
	p.applying.Lock() // nothing is being applied
	defer p.applying.Unlock()
	p.fail(interrupted)
	p.ended.Do(func() { close(p.stop) })
	return p.err
}

// fail has nothing applied any more, where there is an error.
func (p *pipe) fail(err error) {
	if p.err == nil && err != nil {
		p.err = err
		p.ended.Do(func() { close(p.stop) })
	}
}

// labour parses and applies batches.
func (p *pipe) labour() {
	var with parser = &csvReader{maker: newMaker(p.schema), header: p.header}
	if p.format == FormatJSONL {
		with = &jsonReader{maker: newMaker(p.schema)}
	}
	for j := range p.work {
		if !j.parsed {
			with.batch(j.Batch)
			j.finish()
		}
		<-j.before
		p.apply(j.Batch)
		close(j.done)
		p.free <- j.Batch // there is room for all batches
	}
}

// apply applies a batch, whose turn it is.
func (p *pipe) apply(b *Batch) {
	p.applying.Lock()
	defer p.applying.Unlock()
	if p.err == nil {
		b.First = p.next
		p.next += b.Lines
		p.fail(p.scan.Apply(b))
	}
}

// cut reads the text. What holds quotes is parsed here and now, since only the parser
// knows where a line break ends a record.
func (p *pipe) cut() {
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
			p.hand(b, false)
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

// send hands on a batch that is parsed already.
func (p *pipe) send(b *Batch) {
	b.finish()
	p.hand(b, true)
}

// hand hands a batch to the workers, whose turn comes after that of the one before.
func (p *pipe) hand(b *Batch, parsed bool) {
	b.Read = p.read.n
	j := &job{b, parsed, p.last, make(chan struct{})}
	p.last = j.done
	p.work <- j // there is room for all batches
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
