package conformance

import (
	"context"
	"errors"
	"io"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/learn"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// Check asks subjects whether they are the reference, level by level, and says
// what it found out. What is wrong with a subject, or with what stands between it
// and the kit, is in the report. An error is about the question: options that
// make no sense, or a context that is done; with the latter the report holds what
// was found out before.
func Check(ctx context.Context, d Driver, o Options) (*Report, error) {
	r := &run{ctx: ctx, asker: asker{driver: d}, options: o, report: &Report{Cells: map[Cell]CellResult{}}}
	caps, err := d.Hello(ctx)
	if err != nil {
		r.report.Guarantee.Profile = o.Profile
		return r.deaf(err)
	}
	r.asker, r.report.Subject = newAsker(d, caps), caps
	if err = r.options.complete(caps); err == nil {
		err = r.model(r.options.Profile)
	}
	if err != nil {
		r.end()
		return nil, err
	}
	r.symbols, r.tree = learn.NewSymbols(r.reference), learn.NewTree()
	err = r.levels()
	if err == nil {
		err = r.explain()
	}
	if err == nil {
		err = r.learn()
	}
	r.end()
	r.conclude(err)
	return r.report, err
}

// end closes a driver that can be closed. One that does not end well has failed,
// too.
func (r *run) end() {
	closer, closes := r.driver.(io.Closer)
	if !closes {
		return
	}
	err := closer.Close()
	if err == nil || r.ctx.Err() != nil {
		return
	}
	each := []error{err}
	if joined, several := err.(interface{ Unwrap() []error }); several {
		each = joined.Unwrap()
	}
	for _, err := range each {
		r.fault(r.options.Level, nil, err)
	}
}

// A run is one check as it goes on.
type run struct {
	ctx context.Context
	asker
	options   Options
	reference *suite.Model
	extra     int // states that the subject may have beyond k, where a profile merges some
	symbols   *learn.Symbols
	tree      *learn.Tree // all that was seen of subscriptions that had not started
	report    *Report
	broken    []broken
	faults    int    // of the adapter
	stopped   string // why nothing more is asked
}

// broken is a case that the subject answered otherwise.
type broken struct {
	level int
	word  []int // up to the answer that differs
}

// deaf reports a subject that did not even say hello.
func (r *run) deaf(err error) (*Report, error) {
	if r.ctx.Err() != nil {
		r.end()
		return r.report, r.ctx.Err()
	}
	if fault := new(FaultError); !errors.As(err, &fault) {
		return nil, err
	}
	r.fault(0, nil, err)
	r.end()
	r.conclude(nil)
	return r.report, nil
}

// model sets what the subject is measured against.
func (r *run) model(p fsm.Profile) error {
	m, err := suite.NewModel(fsm.NewTable(p), r.options.Events, r.caps.observation())
	r.reference = m
	return err
}

// thorough is the highest level that is played although something differed
// before, unless no level may be left: what lies beyond would find the same in many
// longer ways.
const thorough = 3

// levels plays one level after the other.
func (r *run) levels() error {
	r.report.Levels = nil
	for level := 0; level <= r.options.Level; level++ {
		if err := r.level(level); err != nil {
			return err
		}
		if r.stopped != "" || level >= thorough && len(r.broken) > 0 && r.options.MaxFindings > 0 {
			return nil
		}
	}
	return nil
}

// level plays one level.
func (r *run) level(level int) error {
	if level == 0 {
		return r.handshake()
	}
	for _, s := range r.reference.Level(level, r.extra, r.options.Seed) {
		if err := r.play(level, s); err != nil {
			return err
		}
	}
	switch level {
	case 1:
		return r.deadlines()
	case 2:
		return r.seeds()
	}
	return nil
}

// fault notes what is wrong between the kit and the subject.
func (r *run) fault(level int, word []int, err error) {
	finding := Finding{Kind: KindAdapter, Level: level, Message: err.Error()}
	if word != nil {
		finding.Events = r.reference.Word(word)
		finding.Shown = len(word) - 1
	}
	if fault := new(FaultError); errors.As(err, &fault) {
		finding.Fault, finding.Evidence = fault.Fault, fault.Evidence
	}
	r.add(finding)
	r.faults += finding.Fault.weight()
	if r.faults >= tolerance && r.stopped == "" {
		r.stopped = "the adapter failed too often"
	}
}

// tolerance is how many faults of the adapter end a run, each by its weight.
const tolerance = 10

// weight counts a hang more than once, as each costs a time limit.
func (f Fault) weight() int {
	if f == FaultHung {
		return 3
	}
	return 1
}
