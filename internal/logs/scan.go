package logs

import (
	"context"
)

// A Scan reads one file.
type Scan struct {
	Source  Source
	Layout  *Layout
	Workers int // how many goroutines parse and apply; at least 1
	// Apply is told of every batch, in order, one at a time, on any goroutine, and not
	// after [Scan.Run] has returned. The batch is its own until it returns.
	Apply func(*Batch) error
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
		switch {
		case b.err != nil:
			return b.form, b.err
		case b.pipe == nil:
			return b.form, s.parquet(ctx)
		}
		return b.form, b.pipe.run(ctx, b.pipe.cut)
	}
}

// A beginning is what stands at the beginning of a file.
type beginning struct {
	form Form
	pipe *pipe // nil for Parquet
	err  error
}

// begin reads as far as the first record.
func (s *Scan) begin() beginning {
	form, text, read, err := s.Source.text()
	if err != nil || form.Format == FormatParquet {
		return beginning{form, nil, err}
	}
	p := newPipe(s, form.Format, text, read)
	return beginning{form, p, p.begin(text)}
}
