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

// write simulates, and writes the log, the truth and the charts: all of the files, or
// none.
func (o *simulateOptions) write(ctx context.Context) (err error) {
	var files togetherFiles
	defer func() { err = errors.Join(err, files.finish(err == nil)) }()
	log, unwritten := files.create(o.log.file.String(), o.streams.Out)
	truth, untold := files.create(o.truth.String(), io.Discard)
	picture, undrawn := files.create(o.svg.String(), io.Discard)
	if err := errors.Join(unwritten, untold, undrawn); err != nil {
		return err
	}
	result, err := o.simulate(ctx, log, truth)
	if err != nil {
		return err
	}
	if err := o.draw(result, picture); err != nil {
		return err
	}
	o.account(result)
	return nil
}

// draw draws the charts that were asked for.
func (o *simulateOptions) draw(r *simulate.Result, picture io.Writer) error {
	var shown, drawn error
	if o.chart {
		shown = occupancy.Text(o.streams.Out, r.Occupancy)
	}
	if o.svg != "" {
		drawn = occupancy.SVG(picture, r.Occupancy)
	}
	return errors.Join(shown, drawn)
}

// togetherFiles take their places when all of them are whole.
type togetherFiles []*reportFile

// create opens a file, or returns what stands for it where it has no name.
func (f *togetherFiles) create(name string, otherwise io.Writer) (io.Writer, error) {
	if name == "" {
		return otherwise, nil
	}
	file, err := create(name)
	if err == nil {
		*f = append(*f, file)
	}
	return file, err
}

func (f togetherFiles) finish(whole bool) error {
	var problems []error
	for _, file := range f {
		problems = append(problems, file.finish(whole))
	}
	return errors.Join(problems...)
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
