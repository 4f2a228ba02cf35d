package logs

import (
	"context"
	"sync"
)

// A pipe has workers cut a file into batches, parse them, and apply them in the order
// of the file. Whoever cuts a batch parses it too, while its text is still at hand in
// the processor's cache.
type pipe struct {
	order
	scan *Scan
	from feed
	head *Batch // what stands before the first record, parsed already

	cutting sync.Mutex
	cut     int64 // how many batches were cut
	ended   bool  // there are no more
}

// A feed cuts a file into batches.
type feed interface {
	// next fills a batch, and says how much of the file was read; false behind the end.
	next(*Batch) (read int64, more bool)
	// parser returns a parser for one worker.
	parser() parser
}

// A parser makes records of what a batch holds.
type parser interface{ batch(*Batch) }

func newPipe(s *Scan, from feed, head *Batch) *pipe {
	p := &pipe{scan: s, from: from, head: head}
	p.order.begin(2*max(1, s.Workers) + 2)
	return p
}

// run has everybody work until the file ends, or nothing is applied any more.
func (p *pipe) run(ctx context.Context) error {
	p.apply = func(b *Batch) error { // which need not wait for the loop below to see it
		if err := ctx.Err(); err != nil {
			return err
		}
		return p.scan.Apply(b)
	}
	p.hand(p.head)
	var workers sync.WaitGroup
	for range max(1, p.scan.Workers) {
		workers.Go(p.labour)
	}
	finished := make(chan struct{})
	go func() {
		workers.Wait()
		close(finished)
	}()
	for {
		select {
		case <-ctx.Done():
			return p.stop(ctx.Err())
		case <-finished:
			return p.stop(nil)
		case <-p.scan.Ticks:
			p.rest(p.scan.Idle)
		}
	}
}

// labour cuts, parses and applies batches.
func (p *pipe) labour() {
	with := p.from.parser()
	for b := p.take(); b != nil && p.fill(b); b = p.take() {
		if !b.parsed {
			with.batch(b)
		}
		b.finish()
		if p.scan.Prepare != nil {
			p.scan.Prepare(b)
		}
		p.hand(b)
	}
}

// fill cuts the next batch.
func (p *pipe) fill(b *Batch) bool {
	p.cutting.Lock()
	defer p.cutting.Unlock()
	if p.ended {
		return false
	}
	read, more := p.from.next(b)
	if p.ended = !more; more {
		p.cut++
		b.number, b.Read = p.cut, read
	}
	return more
}

// An order has batches applied one at a time, in the order of their numbers, and lends
// them out.
type order struct {
	apply func(*Batch) error

	sync.Mutex
	freed sync.Cond
	spare []*Batch         // the one that was used last is the last
	early map[int64]*Batch // those whose turn has not come
	next  int64            // the number whose turn it is
	line  int64            // at which it begins
	busy  bool             // something was applied since the last rest
	over  bool             // nothing is applied any more
	err   error            // why
	done  chan struct{}    // closed when it is over
}

func (o *order) begin(batches int) {
	o.early, o.line, o.done = map[int64]*Batch{}, 1, make(chan struct{})
	o.freed.L = &o.Mutex
	for range batches {
		o.spare = append(o.spare, &Batch{})
	}
}

// take waits for a batch to fill; nil when nothing is applied any more.
func (o *order) take() *Batch {
	o.Lock()
	defer o.Unlock()
	for len(o.spare) == 0 && !o.over {
		o.freed.Wait()
	}
	if o.over {
		return nil
	}
	last := len(o.spare) - 1
	b := o.spare[last]
	o.spare = o.spare[:last]
	b.Reset()
	return b
}

// hand takes a batch back, and applies all whose turn has come.
func (o *order) hand(b *Batch) {
	o.Lock()
	defer o.Unlock()
	for o.early[b.number] = b; ; o.next++ {
		b, ready := o.early[o.next]
		if !ready || o.over {
			break
		}
		delete(o.early, o.next)
		b.First = o.line
		o.line += b.Lines
		o.busy = true
		if err := o.apply(b); err != nil {
			o.end(err)
		}
		o.spare = append(o.spare, b)
	}
	o.freed.Broadcast()
}

// rest does something if nothing was applied since the last time.
func (o *order) rest(idle func() error) {
	o.Lock()
	defer o.Unlock()
	if !o.busy && !o.over && idle != nil {
		if err := idle(); err != nil {
			o.end(err)
		}
	}
	o.busy = false
}

// stop has nothing applied any more, and returns why.
func (o *order) stop(err error) error {
	o.Lock()
	defer o.Unlock()
	o.end(err)
	return o.err
}

func (o *order) end(err error) {
	if !o.over {
		o.over, o.err = true, err
		close(o.done)
		o.freed.Broadcast()
	}
}
