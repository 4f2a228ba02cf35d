package adapter

import "time"

// Limits bound what an adapter can cost. A zero field takes its default.
type Limits struct {
	Request  time.Duration // until an answer is whole: 5 s
	Start    time.Duration // until the hello is answered, the start of the program included: 10 s, or Request where that is more
	Grace    time.Duration // from the end of its input until the program has ended: 2 s
	Line     int           // bytes of an answer: 1 MiB
	Stderr   int           // bytes of standard error that are kept, the last ones: 8 KiB
	Restarts int           // how often one that was at fault is begun anew: 10
}

// withDefaults fills in what is zero.
func (l Limits) withDefaults() Limits {
	return Limits{
		Request:  positive(l.Request, 5*time.Second),
		Start:    positive(l.Start, max(10*time.Second, l.Request)),
		Grace:    positive(l.Grace, 2*time.Second),
		Line:     positive(l.Line, 1<<20),
		Stderr:   positive(l.Stderr, 8<<10),
		Restarts: positive(l.Restarts, 10),
	}
}

func positive[N int | time.Duration](n, otherwise N) N {
	if n > 0 {
		return n
	}
	return otherwise
}

// settling is how long a process that was killed, or has ended, may take until its
// streams are at their end; after that they are closed. It is no part of a verdict.
const settling = time.Second
