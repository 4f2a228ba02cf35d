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
	if a.sorter != nil {
		defer a.sorter.close()
	}
	for i, in := range inputs {
		if err := a.read(ctx, i, in, layout, workers); err != nil {
			r := a.Result()
			r.Partial = partial(err)
			return r, err
		}
	}
	if err := a.settleOrder(ctx); err != nil {
		r := a.Result()
		r.Partial = partial(err)
		return r, err
	}
	return a.Result(), nil
}

// settleOrder judges what was kept back until all of it was there.
func (a *Audit) settleOrder(ctx context.Context) error {
	if a.sorter == nil {
		return nil
	}
	return a.sorter.merge(func(b *logs.Batch) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return a.fold(b, 0, len(b.Records))
	})
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
	a.result.Files = append(a.result.Files, File{Name: in.Name})
	return scan(ctx, in, layout, workers, func(b *logs.Batch) error {
		b.File = i
		if a.watch != nil {
			a.watch(i, b.Read)
		}
		return a.Batch(b)
	}, func(f logs.Form) {
		a.result.Files[i].Format, a.result.Files[i].Compression = f.Format, f.Compression
	})
}

// scan reads one file, and closes it.
func scan(ctx context.Context, in Input, layout *logs.Layout, workers int, apply func(*logs.Batch) error, form func(logs.Form)) error {
	source, closer, err := in.Open()
	if err != nil {
		return err
	}
	defer closer.Close()
	s := logs.Scan{Source: source, Layout: layout, Workers: workers, Apply: apply}
	found, err := s.Run(ctx)
	form(found)
	return err
}
