package audit

import (
	"context"
	"errors"
	"io"

	"github.com/Huzefaaa2/subsim/internal/logs"
)

// An Input is one file of a log, still closed. Close may be nil in what Open returns.
type Input struct {
	Name string
	Open func() (logs.Source, io.Closer, error)
}

// Run audits the files as one history, in this order. It returns what it found out,
// also with an error: then the result is partial. workers is how many parse lines.
func (a *Audit) Run(ctx context.Context, inputs []Input, layout *logs.Layout, workers int) (*Result, error) {
	for i, in := range inputs {
		if err := a.read(ctx, i, in, layout, workers); err != nil {
			r := a.Result()
			r.Partial = partial(err)
			return r, err
		}
	}
	return a.Result(), nil
}

// partial says why an audit came to no end.
func partial(err error) string {
	if errors.Is(err, context.Canceled) {
		return "interrupted"
	}
	return err.Error()
}

// read audits one file.
func (a *Audit) read(ctx context.Context, i int, in Input, layout *logs.Layout, workers int) error {
	source, closer, err := in.Open()
	if err != nil {
		return err
	}
	defer closer.Close()
	a.File(in.Name)
	scan := logs.Scan{Source: source, Layout: layout, Workers: workers, Apply: func(b *logs.Batch) error {
		b.File = i
		return a.Batch(b)
	}}
	form, err := scan.Run(ctx)
	a.Form(form)
	return err
}
