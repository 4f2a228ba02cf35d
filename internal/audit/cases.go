package audit

import (
	"context"
	"slices"

	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A Case is all that a log tells of a subscription with a finding, in the order in
// which it was judged.
type Case struct {
	Finding Finding     // its first
	Begin   history.Set // what it may have been in before its first record
	Records []history.Record
	Places  []Place // of each record
}

// A first is a finding that is its subscription's first, kept for [Audit.Cases].
type first struct {
	key     logs.Key
	finding Finding
}

// together is how many cases are gathered in one reading of the log.
const together = 10_000

// Cases reads the log again, and yields the cases of the first findings, as many as
// [Options.Cases] allows, in their order. Before is what [Audit.Load] went on from,
// loaded into an audit of its own; nil where nothing was loaded.
func (a *Audit) Cases(ctx context.Context, inputs []Input, layout *logs.Layout, workers int, before *Audit, yield func(Case) error) error {
	for group := range slices.Chunk(a.firsts, together) {
		g := &gathering{audit: a, told: map[logs.Key][]entry{}, seen: map[logs.Key]bool{}}
		for _, f := range group {
			g.told[f.key] = nil
		}
		for i, in := range inputs {
			if err := g.read(ctx, i, in, layout, workers); err != nil {
				return err
			}
		}
		for _, f := range group {
			if err := yield(g.build(f, before)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Rules returns the rules by which the log was judged; nil before its first record.
func (a *Audit) Rules() *history.Rules {
	if a.automaton == nil {
		return nil
	}
	return a.automaton.Rules
}

// A gathering is what is read again of some subscriptions.
type gathering struct {
	audit *Audit
	told  map[logs.Key][]entry
	seen  map[logs.Key]bool // deliveries
}

func (g *gathering) read(ctx context.Context, i int, in Input, layout *logs.Layout, workers int) error {
	s := logs.Scan{Layout: layout, Workers: workers, Apply: func(b *logs.Batch) error {
		b.File = i
		if g.audit.options.Exact {
			g.audit.intern(b)
		}
		for j := range b.Records {
			g.add(b, j)
		}
		return nil
	}}
	_, err := scan(ctx, in, s)
	return err
}

func (g *gathering) add(b *logs.Batch, i int) {
	r := &b.Records[i]
	entries, wanted := g.told[r.Key()]
	if !wanted || !g.audit.automaton.Edge(0, r.Symbol).Known() {
		return
	}
	g.told[r.Key()] = append(entries, entryOf(b, i))
}

// build puts a case together.
func (g *gathering) build(f first, before *Audit) Case {
	c := Case{Finding: f.finding, Begin: g.audit.automaton.Set(0)}
	if before != nil {
		if s := before.subs.find(f.key); s != nil {
			c.Begin = before.automaton.Set(s.node())
		}
	}
	entries := g.told[f.key]
	if g.audit.options.Order == OrderOccurred {
		slices.SortFunc(entries, func(x, y entry) int { return x.compare(&y) })
	}
	for _, e := range entries {
		if e.delivery != (logs.Key{}) {
			key := deliveryKey(e.record.Key(), e.delivery)
			if g.seen[key] || before != nil && before.seen.find(key) != nil {
				continue
			}
			g.seen[key] = true
		}
		c.Records = append(c.Records, e.record.Symbol.Record())
		c.Places = append(c.Places, Place{g.audit.result.Files[e.file].Name, e.line})
	}
	return c
}
