package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/Huzefaaa2/subsim/internal/logs"
	"github.com/Huzefaaa2/subsim/internal/occupancy"
	"github.com/Huzefaaa2/subsim/internal/simulate"
)

// write simulates, and writes the log, the truth and the charts: all of them, or none
// of the files.
func (o *simulateOptions) write(ctx context.Context) (err error) {
	var files []*reportFile
	defer func() {
		for _, f := range files {
			err = errors.Join(err, f.finish(err == nil))
		}
	}()
	open := func(name string, standard io.Writer) (io.Writer, error) {
		if name == "" {
			return standard, nil
		}
		file, err := create(name)
		if err == nil {
			files = append(files, file)
		}
		return file, err
	}
	log, problem := open(o.log.file.String(), o.streams.Out)
	truth, untold := open(o.truth.String(), io.Discard)
	picture, unseen := open(o.svg.String(), nil)
	if err := errors.Join(problem, untold, unseen); err != nil {
		return err
	}
	result, err := o.simulate(ctx, log, truth)
	if err != nil {
		return err
	}
	if o.svg != "" {
		err = occupancy.SVG(picture, result.Occupancy)
	}
	if o.chart && err == nil {
		err = occupancy.Text(o.streams.Out, result.Occupancy)
	}
	if err == nil {
		o.account(result)
	}
	return err
}

// simulate writes the log and the truth.
func (o *simulateOptions) simulate(ctx context.Context, log, truth io.Writer) (*simulate.Result, error) {
	p := &o.population
	var err error
	if p.Planted, err = simulate.NewTruth(truth, o.formatOfTruth()); err != nil {
		return nil, err
	}
	bar := &bar{}
	if o.log.none || o.log.file != "" || !isTerminal(o.streams.Out) {
		bar = newBar(o.streams.Err)
	}
	p.Progress = func(done, of int64) { bar.advance("simulating", int(done*100/of), 100) }
	defer bar.clear()
	var to logs.Writer
	if !o.log.none {
		if to, err = logs.NewWriter(log, o.log.form, p.Columns(), p.Workers); err != nil {
			return nil, err
		}
	}
	result, err := p.Write(ctx, to)
	if errors.Is(err, context.Canceled) {
		return nil, errInterrupted
	}
	if err == nil && to != nil {
		err = to.Close()
	}
	return result, err
}

// account tells on standard error what was written to files.
func (o *simulateOptions) account(r *simulate.Result) {
	if o.log.file == "" {
		return
	}
	fmt.Fprintf(o.streams.Err, "%d records of %d subscriptions", r.Records, r.Subscriptions)
	if o.truth != "" {
		fmt.Fprintf(o.streams.Err, ", %d of them impossible", r.Planted)
	}
	fmt.Fprintln(o.streams.Err)
}
