package logs

import (
	"context"
)

// A Scan reads one file.
type Scan struct {
	Source  Source
	Layout  *Layout
	Workers int // how many parse; at least 1
	// Apply is told of every batch, in order, on the goroutine of [Scan.Run]. The
	// batch is its own until it returns.
	Apply func(*Batch) error
}

// Run reads the file to its end, and returns what it turned out to be. A
// [*LayoutError] says that the file's columns are not the layout's; any other error
// is Apply's, the context's, or says why the file cannot be read at all. Damage
// behind the beginning is no error, but a notice ([MarkArchive]).
func (s *Scan) Run(ctx context.Context) (Form, error) {
	form, text, read, err := s.Source.text()
	switch {
	case err != nil:
		return form, err
	case form.Format == FormatParquet:
		return form, s.parquet(ctx)
	}
	p := newPipe(s, form.Format, text, read)
	if err := p.begin(text); err != nil {
		return form, err
	}
	return form, p.run(ctx)
}
