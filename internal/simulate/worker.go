package simulate

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/occupancy"
)

// A simulation is a population on its way.
type simulation struct {
	*Population
	noise  noise
	chain  *chain
	bed    *bed
	places [configurations]uint8 // the state of each configuration, by its place in [fsm.Sources]
	subs   []subscription
	end    int64
	until  int64 // the end of the stretch of time that is lived
	next   atomic.Int64
}

// A worker lives the lives of some subscriptions, and keeps what they leave.
type worker struct {
	*simulation
	source source
	rng    *rand.Rand
	out    []record // of the stretch that is lived
	later  []record
	moves  []occupancy.Count // who came and went before each instant of the series
}

// A source has the generator of a worker draw from that of a subscription.
type source struct{ *rand.PCG }

// block is how many subscriptions a worker takes at once.
const block = 1 << 12

var placeOfUnknown = placeOf(fsm.StateUnknown)

func newSimulation(p *Population) *simulation {
	s := &simulation{
		Population: p, noise: noise(p.Seed), chain: newChain(p.Table, p.Rates), bed: newBed(p.Table, p.States),
		subs: make([]subscription, p.Subscriptions), end: int64(p.Days) * msOfDay,
	}
	for i := range s.places {
		if c, possible := fsm.ConfigurationIndex(i).Configuration(); possible {
			s.places[i] = placeOf(c.State)
		}
	}
	return s
}

func (s *simulation) newWorker() *worker {
	w := &worker{simulation: s, moves: make([]occupancy.Count, s.Instants+1)}
	w.rng = rand.New(&w.source)
	return w
}

// live lives a stretch of time, and leaves its records in order.
func (w *worker) live(begins bool) {
	w.out = w.out[:0]
	w.later = slices.DeleteFunc(w.later, func(r record) bool {
		due := r.when < w.until
		if due {
			w.out = append(w.out, r)
		}
		return due
	})
	for {
		to := w.next.Add(block)
		from := to - block
		if from >= int64(len(w.subs)) {
			break
		}
		for i := from; i < min(to, int64(len(w.subs))); i++ {
			if begins {
				w.begin(uint32(i))
			}
			if min(w.subs[i].next, w.subs[i].fault) < min(w.until, w.end) {
				w.advance(uint32(i), min(w.until, w.end))
			}
		}
	}
	slices.SortFunc(w.out, byDelivery)
}

// byDelivery is the order of the log. No two records are equal in it.
func byDelivery(a, b record) int {
	if a.when != b.when {
		return cmp.Compare(a.when, b.when)
	}
	if a.index != b.index {
		return cmp.Compare(a.index, b.index)
	}
	return cmp.Compare(a.number, b.number)
}

// moved counts a change of state, from the first instant of the series on that is not
// before it.
func (w *worker) moved(now int64, from, to uint8) {
	if w.Instants > 0 {
		i := (now*int64(w.Instants) + w.end - 1) / w.end
		w.moves[i][from]--
		w.moves[i][to]++
	}
}

// live has all workers live until an instant.
func (s *simulation) live(workers []*worker, until int64, begins bool) {
	s.until = until
	s.next.Store(0)
	var busy sync.WaitGroup
	for _, w := range workers {
		busy.Go(func() { w.live(begins) })
	}
	busy.Wait()
}

// merge puts what workers left into one order.
func merge(to []record, workers []*worker) []record {
	to = to[:0]
	heads := make([][]record, 0, len(workers))
	for _, w := range workers {
		if len(w.out) > 0 {
			heads = append(heads, w.out)
		}
	}
	for len(heads) > 0 {
		first := 0
		for i := range heads {
			if byDelivery(heads[i][0], heads[first][0]) < 0 {
				first = i
			}
		}
		to = append(to, heads[first][0])
		if heads[first] = heads[first][1:]; len(heads[first]) == 0 {
			heads = slices.Delete(heads, first, first+1)
		}
	}
	return to
}

// series adds up who was where.
func (s *simulation) series(workers []*worker) occupancy.Series {
	series := occupancy.Series{Begin: s.Start, End: s.Start.AddDate(0, 0, s.Days)}
	var now occupancy.Count
	now[0] = int64(s.Subscriptions)
	for i := 0; i <= s.Instants && s.Instants > 0; i++ {
		for _, w := range workers {
			for state, moves := range w.moves[i] {
				now[state] += moves
			}
		}
		series.Counts = append(series.Counts, now)
	}
	return series
}
