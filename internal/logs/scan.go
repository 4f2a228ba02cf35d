package logs

import (
	"bufio"
	"context"
	"errors"
	"time"
)

// A Scan reads one file.
type Scan struct {
	Source  Source
	Layout  *Layout
	Workers int // how many goroutines parse and apply; at least 1
	// Prepare, if it is not nil, sees every batch before Apply does, in any order and
	// several at a time; what it makes of one it may leave in [Batch.Prepared].
	Prepare func(*Batch)
	// Apply is told of every batch, in order, one at a time, on any goroutine, and not
	// after [Scan.Run] has returned. The batch is its own until it returns.
	Apply func(*Batch) error
	// Idle, if it is not nil, is called when nothing was applied between two ticks, as of
	// a stream that has nothing more for now; never while Apply is.
	Idle  func() error
	Ticks <-chan time.Time
}

// Run reads the file to its end, and returns what it turned out to be. A
// [*LayoutError] says that the file's columns are not the layout's; any other error
// is Apply's, the context's, or says why the file cannot be read at all. Damage
// behind the beginning is no error, but a notice ([MarkArchive]).
func (s *Scan) Run(ctx context.Context) (Form, error) {
	begun := make(chan beginning, 1)
	go func() { begun <- s.begin() }() // a stream that says nothing must not block the return
	select {
	case <-ctx.Done():
		return Form{}, ctx.Err()
	case b := <-begun:
		if b.err != nil {
			return b.form, b.err
		}
		return b.form, b.pipe.run(ctx)
	}
}

// A beginning is what stands at the beginning of a file.
type beginning struct {
	form Form
	pipe *pipe
	err  error
}

// begin reads as far as the first record.
func (s *Scan) begin() (b beginning) {
	var from *bufio.Reader
	var stored *counter
	head := &Batch{}
	head.Reset()
	if b.form, from, stored, b.err = s.Source.text(); b.err == nil {
		if b.form.Format == FormatParquet {
			b.pipe, b.err = s.parquet(head)
			return b
		}
		cut := newText(s.Layout, b.form.Format, from, stored)
		b.err = cut.begin(from, head)
		b.pipe = newPipe(s, cut, head)
	}
	if broken := (*damage)(nil); errors.As(b.err, &broken) {
		head.shatter(broken, stored.n)
		b.pipe, b.err = newPipe(s, empty{}, head), nil
	}
	return b
}
