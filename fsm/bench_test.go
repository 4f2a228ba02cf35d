package fsm_test

import (
	"context"
	"math/rand/v2"
	"testing"

	looplab "github.com/looplab/fsm"
	"github.com/qmuntal/stateless"

	"github.com/Huzefaaa2/subsim/fsm"
)

// The benchmarks send one walk of events, legal and illegal ones as they come,
// through the table, the machine and their peers. bench.sh runs them together
// and prints the ratios. The lookups answer the recorded walk, configuration and
// event given, as an audit of a log does; the folds and the machines carry the
// state along.

// walk is a fixed random walk in which three events of four are legal where
// they come, as in a log of something that works; the fourth is any event. The
// peers hold the 9 × 22 step table without the flag and the gap rule, which they
// cannot say.
var walk = func() (w struct {
	from    []fsm.Configuration
	events  []fsm.Event
	names   []string
	indices []fsm.EventIndex
	at      []fsm.ConfigurationIndex
}) {
	random, table, at := rand.New(rand.NewPCG(1, 2)), fsm.NewTable(fsm.Standard()), fsm.Configuration{}
	for range 4096 {
		choice := fsm.Events()
		if random.IntN(4) > 0 {
			choice = table.Legal(at)
		}
		event := choice[random.IntN(len(choice))]
		step, err := table.Step(at, event)
		if err != nil {
			panic(err)
		}
		index, _ := event.Index()
		here, _ := at.Index()
		w.from, w.events, w.names = append(w.from, at), append(w.events, event), append(w.names, string(event))
		w.indices, w.at = append(w.indices, index), append(w.at, here)
		at = step.To()
	}
	return w
}()

// edges lists the cells of the step table that the peers can say.
func edges() (all [][3]string) {
	for _, row := range fsm.Rows() {
		for _, from := range row.In {
			switch row.Effect {
			case fsm.EffectMove, fsm.EffectResolve:
				all = append(all, [3]string{from.String(), string(row.Event), row.To.String()})
			case fsm.EffectReject:
			default:
				all = append(all, [3]string{from.String(), string(row.Event), from.String()})
			}
		}
	}
	return all
}

// The loops that take nanoseconds stand in functions of their own, since what
// stands in the body of b.Loop is kept from being inlined, or in registers.

func BenchmarkArrayLookup(b *testing.B) {
	next := compiledArray()
	for b.Loop() {
		sink += lookUpArray(next)
	}
	perEvent(b)
}

func lookUpArray(next *[32][32]uint8) (sum int) {
	for i, event := range walk.indices {
		sum += int(next[walk.at[i]%32][event%32])
	}
	return sum
}

func BenchmarkTableCell(b *testing.B) {
	table := fsm.NewTable(fsm.Standard())
	for b.Loop() {
		sink += lookUpCells(table)
	}
	perEvent(b)
}

func lookUpCells(table *fsm.Table) (sum int) {
	for i, event := range walk.indices {
		sum += int(table.Cell(walk.at[i], event).Next)
	}
	return sum
}

func BenchmarkArrayFold(b *testing.B) {
	next := compiledArray()
	for b.Loop() {
		sink += int(foldArray(next))
	}
	perEvent(b)
}

func foldArray(next *[32][32]uint8) (at uint8) {
	for _, event := range walk.indices {
		at = next[at%32][event%32]
	}
	return at
}

func BenchmarkTableCellFold(b *testing.B) {
	table := fsm.NewTable(fsm.Standard())
	for b.Loop() {
		sink += int(foldCells(table))
	}
	perEvent(b)
}

func foldCells(table *fsm.Table) (at fsm.ConfigurationIndex) {
	for _, event := range walk.indices {
		at = table.Cell(at, event).Next
	}
	return at
}

func BenchmarkTableStep(b *testing.B) {
	table := fsm.NewTable(fsm.Standard())
	for b.Loop() {
		sink += lookUpSteps(b, table)
	}
	perEvent(b)
}

func lookUpSteps(b *testing.B, table *fsm.Table) (applied int) {
	for i, event := range walk.events {
		step, err := table.Step(walk.from[i], event)
		if err != nil {
			b.Fatal(err)
		}
		if step.Verdict() == fsm.VerdictApplied {
			applied++
		}
	}
	return applied
}

func BenchmarkTableStepFold(b *testing.B) {
	table := fsm.NewTable(fsm.Standard())
	for b.Loop() {
		sink += foldSteps(b, table).Generation
	}
	perEvent(b)
}

func BenchmarkStepThenFold(b *testing.B) {
	table := fsm.NewTable(fsm.Standard())
	b.ReportAllocs()
	for b.Loop() {
		sink += foldThen(b, table).Generation
	}
	perEvent(b)
}

func foldThen(b *testing.B, table *fsm.Table) fsm.Configuration {
	step, err := table.Step(fsm.Configuration{}, walk.events[0])
	for _, event := range walk.events[1:] {
		if err != nil {
			b.Fatal(err)
		}
		step, err = step.Then(event)
	}
	return step.To()
}

func foldSteps(b *testing.B, table *fsm.Table) (at fsm.Configuration) {
	for _, event := range walk.events {
		step, err := table.Step(at, event)
		if err != nil {
			b.Fatal(err)
		}
		at = step.To()
	}
	return at
}

func BenchmarkMachineFire(b *testing.B) {
	machine, err := fsm.NewMachine(fsm.NewTable(fsm.Standard()))
	if err != nil {
		b.Fatal(err)
	}
	ctx := context.Background()
	for b.Loop() {
		for _, event := range walk.events {
			if _, err := machine.Fire(ctx, event); err != nil {
				b.Fatal(err)
			}
		}
	}
	perEvent(b)
}

func BenchmarkNewMachine(b *testing.B) {
	table := fsm.NewTable(fsm.Standard())
	for b.Loop() {
		if _, err := fsm.NewMachine(table); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLooplabEvent(b *testing.B) {
	var events []looplab.EventDesc
	for _, edge := range edges() {
		events = append(events, looplab.EventDesc{Name: edge[1], Src: []string{edge[0]}, Dst: edge[2]})
	}
	machine := looplab.NewFSM("none", events, nil)
	ctx := context.Background()
	for b.Loop() {
		for _, name := range walk.names {
			_ = machine.Event(ctx, name)
		}
	}
	perEvent(b)
}

func BenchmarkStatelessFire(b *testing.B) {
	machine := stateless.NewStateMachine("none")
	for _, edge := range edges() {
		if edge[0] == edge[2] {
			machine.Configure(edge[0]).PermitReentry(edge[1])
		} else {
			machine.Configure(edge[0]).Permit(edge[1], edge[2])
		}
	}
	triggers := make([]any, len(walk.names))
	for i, name := range walk.names {
		triggers[i] = name
	}
	for b.Loop() {
		for _, trigger := range triggers {
			_ = machine.Fire(trigger)
		}
	}
	perEvent(b)
}

func BenchmarkMapFold(b *testing.B) {
	next := map[[2]string]string{}
	for _, edge := range edges() {
		next[[2]string{edge[0], edge[1]}] = edge[2]
	}
	for b.Loop() {
		sink += len(foldMap(next))
	}
	perEvent(b)
}

func foldMap(next map[[2]string]string) string {
	at := "none"
	for _, name := range walk.names {
		if to, legal := next[[2]string{at, name}]; legal {
			at = to
		}
	}
	return at
}

// perEvent reports the time of one event where an operation is a whole walk.
func perEvent(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(walk.events)), "ns/event")
}

// sink keeps results alive.
var sink int

// compiledArray is the compiled table as nothing but an array of next states.
func compiledArray() *[32][32]uint8 {
	table, next := fsm.NewTable(fsm.Standard()), new([32][32]uint8)
	for c := range next {
		for e := range next[c] {
			next[c][e] = uint8(table.Cell(fsm.ConfigurationIndex(c), fsm.EventIndex(e)).Next)
		}
	}
	return next
}
