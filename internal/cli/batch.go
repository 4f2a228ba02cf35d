package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/replay"
)

// A batch plays files on several cores and hands on what became of them in
// their order, a few files ahead at most.
type batch struct {
	files  []input
	filter *filter
	jobs   int
}

// A played is what became of one file, and whether it was played to its end.
type played struct {
	report.File
	whole bool
}

// run plays the files; take is called for each, in order, until it returns
// false or the context is done. It reports whether all of them were taken.
func (b *batch) run(ctx context.Context, take func(played) bool) bool {
	ctx, stop := context.WithCancel(ctx)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer stop()
	queue := make(chan task, b.jobs)        // to the workers
	order := make(chan chan played, b.jobs) // to the reader, in the order of the files
	for range b.jobs {
		workers.Go(func() { b.work(ctx, queue) })
	}
	workers.Go(func() { b.feed(ctx, queue, order) })
	for done := range order {
		select {
		case p := <-done:
			if !take(p) || !p.whole {
				return false
			}
		case <-ctx.Done():
			return false
		}
	}
	return ctx.Err() == nil
}

// A task is one file to play, and where to say what became of it.
type task struct {
	in   input
	done chan played
}

// feed hands the files out, until the context is done.
func (b *batch) feed(ctx context.Context, queue chan<- task, order chan<- chan played) {
	defer close(queue)
	defer close(order)
	for _, in := range b.files {
		t := task{in, make(chan played, 1)}
		select {
		case order <- t.done:
		case <-ctx.Done():
			return
		}
		select {
		case queue <- t:
		case <-ctx.Done():
			return
		}
	}
}

// work plays files until there are none left.
func (b *batch) work(ctx context.Context, queue <-chan task) {
	player := replay.NewPlayer()
	for t := range queue {
		t.done <- b.play(ctx, player, t.in)
	}
}

// play plays one file. Nothing of a file with a problem is played.
func (b *batch) play(ctx context.Context, player *replay.Player, in input) (p played) {
	p.Name = in.name
	all, err := in.scenarios(ctx)
	if err != nil {
		p.whole = ctx.Err() == nil
		p.refuse(err)
		return p
	}
	answers := 0
	for _, s := range all {
		if !b.filter.keeps(s) {
			continue
		}
		trace, err := player.Play(ctx, s)
		if ctx.Err() != nil {
			return p
		}
		if err != nil {
			if p.refuse(err); len(p.Problems) >= replay.MaxProblems {
				break
			}
			continue
		}
		if answers += len(trace.Answers); answers > replay.MaxFileAnswers {
			p.refuse(fmt.Errorf("the file's scenarios come to more than %d events and deadlines; split it", replay.MaxFileAnswers))
			break
		}
		p.Results = append(p.Results, report.Result{Scenario: s, Trace: trace, Failure: replay.Judge(s, trace)})
	}
	p.whole = true
	return p
}

// refuse keeps bad input; what is said of no line is said of the whole file.
func (p *played) refuse(err error) {
	p.Problems = append(p.Problems, problemsOf(p.Name, err)...)
}

// problemsOf returns the problems that an error holds; none where it is nil.
func problemsOf(file string, err error) diag.Problems {
	var problems diag.Problems
	if err != nil && !errors.As(err, &problems) {
		for line := range strings.Lines(err.Error()) {
			problems = append(problems, &diag.Problem{Source: &diag.Source{Name: file}, Message: strings.TrimSpace(line)})
		}
	}
	return problems
}
