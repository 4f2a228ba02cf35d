package conformance_test

import (
	"context"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// A ledger is a subject that answers as a table does, but for its fault. All that
// it shows is its answers and its state.
type ledger struct {
	table *fsm.Table
	at    fsm.Configuration
	past  []fsm.Event // all that was applied
	seen  map[string]bool
	fault fault
}

// A fault answers in place of the table: with the verdict, and where it leads.
type fault func(l *ledger, right fsm.Step) (fsm.Verdict, fsm.Configuration)

var standard = fsm.NewTable(fsm.Standard())

// opens returns what opens ledgers with a fault; nil is none.
func opens(f fault) func() conformance.Subject { return opensAs(fsm.Standard(), f) }

func opensAs(p fsm.Profile, f fault) func() conformance.Subject {
	table := fsm.NewTable(p)
	return func() conformance.Subject { return &ledger{table: table, fault: f} }
}

func (l *ledger) Deliver(_ context.Context, e fsm.Event) (fsm.Verdict, error) {
	step, err := l.step(e)
	return step.Verdict, err
}

func (l *ledger) ReadState(context.Context) (string, error) { return l.at.State.String(), nil }

// step is an answer in the words of the player.
func (l *ledger) step(e fsm.Event) (replay.Answer, error) {
	right, err := l.table.Step(l.at, e)
	if err != nil {
		return replay.Answer{}, err
	}
	answer := replay.AnswerOf(right)
	if l.fault != nil {
		answer.Verdict, answer.To = l.fault(l, right)
	}
	if answer.Verdict == fsm.VerdictApplied {
		l.past = append(l.past, e)
	}
	l.at = answer.To
	return answer, nil
}

// count says how often an event was applied.
func (l *ledger) count(e fsm.Event) (times int) {
	for _, past := range l.past {
		if past == e {
			times++
		}
	}
	return times
}

// A book is a ledger for a [replay.Life]: it knows deliveries by their ids.
type book struct{ *ledger }

func (b book) Restore(s fsm.Snapshot) error {
	b.at, b.seen = s.Configuration, map[string]bool{}
	for _, id := range s.Seen {
		b.seen[id] = true
	}
	return nil
}

func (b book) Deliver(_ context.Context, id string, e fsm.Event) (replay.Answer, error) {
	if b.seen[id] {
		return replay.Answer{Event: e, ID: id, From: b.at, To: b.at, Verdict: fsm.VerdictIgnored, Reason: fsm.ReasonDuplicate}, nil
	}
	if id != "" {
		b.seen[id] = true
	}
	return b.step(e)
}

// A service is a subject with all that a subject can have: a state that can be
// read and seeded, a clock with deadlines, batches, delivery ids.
type service struct {
	book
	life *replay.Life
	lag  time.Duration // its deadlines fire so much too late
}

// terms are the deadlines of a service.
var terms = replay.Policy{
	fsm.StateTrial:       {After: 14 * 24 * time.Hour, Event: fsm.EventExpire},
	fsm.StatePastDue:     {After: 7 * 24 * time.Hour, Event: fsm.EventStartGrace},
	fsm.StateGracePeriod: {After: 90 * time.Minute, Event: fsm.EventSuspend},
	fsm.StateCancelled:   {After: 24 * time.Hour, Event: fsm.EventReactivate},
}

func newService(f fault, lag time.Duration) *service {
	s := &service{book: book{&ledger{table: standard, fault: f}}, lag: lag}
	s.begin(fsm.Configuration{})
	return s
}

func (s *service) begin(c fsm.Configuration) {
	policy := replay.Policy{}
	for state, rule := range terms {
		rule.After += s.lag
		policy[state] = rule
	}
	life, err := replay.NewLife(s.book, policy, c, replay.DefaultClock)
	if err != nil {
		panic(err)
	}
	s.life = life
}

func (s *service) Deliver(ctx context.Context, e fsm.Event) (fsm.Verdict, error) {
	return s.DeliverOnce(ctx, "", e)
}

func (s *service) DeliverOnce(ctx context.Context, id string, e fsm.Event) (fsm.Verdict, error) {
	answers, err := s.life.Deliver(ctx, replay.Delivery{ID: id, Event: e})
	if err != nil {
		return "", err
	}
	return answers[len(answers)-1].Verdict, nil
}

func (s *service) DeliverAll(ctx context.Context, events []fsm.Event) ([]conformance.Observed, error) {
	var seen []conformance.Observed
	for _, e := range events {
		verdict, err := s.Deliver(ctx, e)
		if err != nil {
			return seen, err
		}
		seen = append(seen, conformance.Observed{Verdict: verdict, State: s.at.State.String()})
	}
	return seen, nil
}

func (s *service) Seed(_ context.Context, c fsm.Configuration) error {
	s.begin(c)
	return nil
}

func (s *service) Advance(ctx context.Context, by time.Duration) error {
	_, err := s.life.MoveTo(ctx, s.life.Now().Add(by))
	return err
}
