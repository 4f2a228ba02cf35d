package audit

import (
	"cmp"
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
// also with an error: then the result is partial. workers is how many goroutines read
// and judge; what is found out does not depend on it.
func (a *Audit) Run(ctx context.Context, inputs []Input, layout *logs.Layout, workers int) (*Result, error) {
	if a.sorter != nil {
		defer a.sorter.close()
	}
	a.workers = max(1, workers)
	a.employ()
	err := a.readAll(ctx, inputs, layout)
	r := a.Result()
	if err != nil {
		r.Partial = partial(err)
	}
	return r, err
}

// readAll reads the files, and judges all that was read, also where that was not all.
func (a *Audit) readAll(ctx context.Context, inputs []Input, layout *logs.Layout) (err error) {
	for i := 0; i < len(inputs) && err == nil; i++ {
		err = a.read(ctx, i, inputs[i], layout)
	}
	if err == nil && a.sorter != nil {
		err = a.sorter.merge(func(b *logs.Batch, lines []int64) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return a.gather(b, lines, nil)
		})
	}
	if err = cmp.Or(err, a.fold()); err != nil && a.sorter != nil {
		err = cmp.Or(a.unsorted(), err)
	}
	return err
}

// unsorted lists what was to be put in order and was not. It cannot be judged: what
// occurred before it may be in what was not read.
func (a *Audit) unsorted() error {
	for file, w := range a.sorter.wait {
		if w.records == 0 {
			continue
		}
		if err := a.unjudged(Unjudged{a.place(file, w.first), w.records, logs.FaultUnsorted, "read, but not put in order"}); err != nil {
			return err
		}
	}
	return nil
}

// partial says why an audit came to no end.
func partial(err error) string {
	if errors.Is(err, context.Canceled) {
		return "interrupted"
	}
	return err.Error()
}

// read audits one file.
func (a *Audit) read(ctx context.Context, i int, in Input, layout *logs.Layout) (err error) {
	a.result.Files = append(a.result.Files, File{Name: in.Name})
	s := logs.Scan{Layout: layout, Workers: a.workers, Idle: a.fold, Ticks: a.ticks, Apply: func(b *logs.Batch) error {
		b.File = i
		if a.watch != nil {
			a.watch(i, b.Read)
		}
		return a.Batch(b)
	}}
	if a.sorter == nil && !a.options.Exact {
		s.Prepare = func(b *logs.Batch) { b.Prepared = a.bind(b) }
	}
	form, err := scan(ctx, in, s)
	a.result.Files[i].Format, a.result.Files[i].Compression = form.Format, form.Compression
	return err
}

// scan reads one file, and closes it.
func scan(ctx context.Context, in Input, s logs.Scan) (form logs.Form, err error) {
	source, closer, err := in.Open()
	if err != nil {
		return form, err
	}
	defer closer.Close()
	s.Source = source
	return s.Run(ctx)
}
