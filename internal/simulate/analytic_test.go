package simulate_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/occupancy"
	"github.com/Huzefaaa2/subsim/internal/simulate"
	"github.com/Huzefaaa2/subsim/replay"
)

// A pair is a state of the chain: what a log tells, and what is really the case.
type pair struct{ seen, real fsm.Configuration }

// moves reads the chain from the rules once more, by names: where a pair goes, and how
// often a day.
func moves(t *fsm.Table, r *replay.Rates, at pair) map[pair]float64 {
	to := map[pair]float64{}
	step := func(c fsm.Configuration, e fsm.Event) (fsm.Configuration, bool) {
		s, err := t.Step(c, e)
		if err != nil || s.Verdict() != fsm.VerdictApplied {
			return c, false
		}
		next := s.To()
		next.Generation = min(next.Generation, 1)
		return next, true
	}
	for _, e := range fsm.Events() {
		observed, observes := e.Observes()
		switch gap := at.seen.State == fsm.StateUnknown; {
		case gap && observes && observed == at.real.State:
			if next, applied := step(at.seen, e); applied {
				to[pair{next, next}] += r.Of(fsm.Configuration{State: fsm.StateUnknown}, e)
			}
		case gap && !observes && e != fsm.EventReactivate && e != fsm.EventLoseContact:
			if next, applied := step(at.real, e); applied {
				to[pair{at.seen, next}] += r.Of(at.real, e)
			}
		case !gap:
			if next, applied := step(at.seen, e); applied && e == fsm.EventLoseContact {
				to[pair{next, at.real}] += r.Of(at.seen, e)
			} else if applied {
				to[pair{next, next}] += r.Of(at.seen, e)
			}
		}
	}
	return to
}

// occupied solves the chain: the share of each state, in the order of fsm.Sources, at
// the beginning and after each of some steps of so many days. What a step does to the
// shares is the exponential of the generator.
func occupied(t *fsm.Table, r *replay.Rates, days float64, steps int) (shares [][9]float64) {
	pairs := []pair{{}}
	for i := 0; i < len(pairs); i++ {
		for next := range moves(t, r, pairs[i]) {
			if !slices.Contains(pairs, next) {
				pairs = append(pairs, next)
			}
		}
	}
	generator := mat.NewDense(len(pairs), len(pairs), nil)
	for i, from := range pairs {
		for next, rate := range moves(t, r, from) {
			j := slices.Index(pairs, next)
			generator.Set(i, j, generator.At(i, j)+rate*days)
			generator.Set(i, i, generator.At(i, i)-rate*days)
		}
	}
	var after mat.Dense
	after.Exp(generator)
	now := mat.NewDense(1, len(pairs), nil)
	now.Set(0, 0, 1)
	for range steps + 1 {
		var share [9]float64
		for j, p := range pairs {
			share[slices.Index(fsm.Sources(), p.seen.State)] += now.At(0, j)
		}
		shares = append(shares, share)
		var next mat.Dense
		next.Mul(now, &after)
		now = &next
	}
	return shares
}

// sigmas is how far counts are from the shares they should have, at worst, in standard
// deviations of the binomial distribution; where fewer than one is expected, in units
// of one subscription.
func sigmas(c occupancy.Count, share [9]float64) (worst float64) {
	n := float64(c.Total())
	for i, p := range share {
		deviation := math.Sqrt(n * p * (1 - p))
		worst = max(worst, math.Abs(float64(c[i])-n*p)/max(deviation, 1))
	}
	return worst
}

// bound is what no count may be beyond: with some 300 of them looked at, one that is
// right fails once in 6,000 seeds, and the seed is fixed.
const bound = 5

// TestOccupancyIsThatOfTheChain holds the simulated occupancy against the solution of
// the same chain, and wants the test to notice rates that are a little different.
func TestOccupancyIsThatOfTheChain(t *testing.T) {
	for _, test := range []struct {
		why     string
		profile fsm.Profile
		gaps    float64 // below 0: as the rates have it
		change  fsm.Event
	}{
		{"the standard profile", fsm.Standard(), -1, fsm.EventRecover},
		{"gaps all over, with a life behind them", fsm.Standard(), 0.05, fsm.EventLoseContact},
		{"no gaps", fsm.Strict(), 0, fsm.EventExpire},
		{"few states", fsm.Marketplace(), 0.02, fsm.EventCancel},
		{"a profile of one's own", own(), 0.02, fsm.EventCancel},
	} {
		p := population(test.profile)
		p.Subscriptions, p.Instants = 100_000, 6
		if raced {
			p.Subscriptions = 10_000
		}
		if test.gaps >= 0 {
			p.Rates = simulate.WithGaps(p.Rates, p.Table, test.gaps)
		}
		result, err := p.Write(context.Background(), nil)
		if err != nil {
			t.Fatal(err)
		}
		changed := &replay.Rates{All: slices.Clone(p.Rates.All)}
		for i := range changed.All {
			if changed.All[i].Event == test.change {
				changed.All[i].PerDay *= 1.1
			}
		}
		noticed, days := 0.0, float64(p.Days)/float64(p.Instants)
		right, wrong := occupied(p.Table, p.Rates, days, p.Instants), occupied(p.Table, changed, days, p.Instants)
		for i, counts := range result.Occupancy.Counts {
			if got := sigmas(counts, right[i]); got > bound {
				t.Errorf("%s: at instant %d a state is %.1f standard deviations off: %v", test.why, i, got, counts)
			}
			noticed = max(noticed, sigmas(counts, wrong[i]))
		}
		if noticed <= bound && !raced {
			t.Errorf("%s: nobody notices that the rate of %s is a tenth higher: %.1f", test.why, test.change, noticed)
		}
	}
}
