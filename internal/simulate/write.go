package simulate

import (
	"context"
	"math"

	"github.com/Huzefaaa2/subsim/internal/logs"
	"github.com/Huzefaaa2/subsim/internal/occupancy"
)

// A Result counts what was simulated.
type Result struct {
	Subscriptions int64 // that began
	Records       int64 // of the log, what was delivered twice counted twice
	Planted       int64 // faults
	Occupancy     occupancy.Series
}

// stretchRecords is how many records a stretch of time should have: so many are in
// memory.
const stretchRecords = 1 << 17

// Write simulates a population and writes its log; a nil writer writes none. What the
// writer was given is whole only where there is no error. The writer is not closed.
func (p *Population) Write(ctx context.Context, to logs.Writer) (*Result, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	s := newSimulation(p)
	var workers []*worker
	for range max(1, p.Workers) {
		workers = append(workers, s.newWorker())
	}
	l := &log{simulation: s, to: to, result: &Result{}, chunks: max(1, p.Workers)}
	if to != nil {
		l.line = to.First()
	}
	length, begins := s.firstStretch(), true
	var all []record
	for from := int64(0); from < s.end; begins = false {
		until := min(s.end, from+length)
		s.live(workers, until, begins)
		all = merge(all, workers)
		if err := l.write(ctx, all); err != nil {
			return nil, err
		}
		from, length = until, stretch(length, len(all))
		if p.Progress != nil {
			p.Progress(from, s.end)
		}
	}
	s.live(workers, math.MaxInt64, false) // what is delivered after the end
	if err := l.write(ctx, merge(all, workers)); err != nil {
		return nil, err
	}
	l.result.Subscriptions = s.began()
	l.result.Occupancy = s.series(workers)
	return l.result, nil
}

// firstStretch is short enough for a population whose fastest clocks all run.
func (s *simulation) firstStretch() int64 {
	fastest := 1.0
	for i := range s.chain.open {
		fastest = max(fastest, s.chain.open[i].total)
	}
	return stretch(msOfDay, int(min(fastest*float64(s.Subscriptions), 1e15)))
}

// stretch is how long the next stretch of time should be after one with so many
// records. The log does not depend on it.
func stretch(length int64, records int) int64 {
	wanted := float64(length) * stretchRecords / float64(max(1, records))
	return int64(min(max(wanted, 1), 2*float64(length), 100*msOfDay))
}

// began counts who began.
func (s *simulation) began() (n int64) {
	for i := range s.subs {
		if s.subs[i].seen != 0 {
			n++
		}
	}
	return n
}
