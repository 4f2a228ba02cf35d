package subsim_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
	"github.com/Huzefaaa2/subsim/scenarios"
)

// A mutant is the standard table with one cell changed: its verdict, or where it
// leads.
type mutant struct {
	state  fsm.State
	event  fsm.Event
	effect fsm.Effect
	to     fsm.State
}

func (m mutant) String() string {
	text := fmt.Sprintf("%s in %s: %s", m.event, m.state, m.effect)
	if m.effect == fsm.EffectMove || m.effect == fsm.EffectResolve {
		text += " to " + m.to.String()
	}
	return text
}

// in takes the cell out of its row and gives it a row of its own.
func (m mutant) in(rows []fsm.Row) []fsm.Row {
	for i, row := range rows {
		if row.Event == m.event {
			rows[i].In = slices.DeleteFunc(row.In, func(s fsm.State) bool { return s == m.state })
		}
	}
	rows = slices.DeleteFunc(rows, func(r fsm.Row) bool { return len(r.In) == 0 })
	return append(rows, fsm.Row{Event: m.event, In: []fsm.State{m.state}, Effect: m.effect, To: m.to, Why: "mutant"})
}

// mutants lists every other thing that each of the 198 cells could say: to be
// ignored, to be rejected, to be kept, to set or clear the flag, to lead to any
// state. What cannot mean anything in a cell (a flag
// where none is carried, the way back to none) is left out, as Compile would refuse it.
func mutants() (all []mutant) {
	table := fsm.NewTable(fsm.Standard())
	for _, state := range fsm.Sources() {
		for _, event := range fsm.Events() {
			original := table.Row(state, event)
			for _, m := range variants(state, event) {
				if m.effect != original.Effect || m.to != original.To {
					all = append(all, m)
				}
			}
		}
	}
	return all
}

func variants(s fsm.State, e fsm.Event) []mutant {
	all := []mutant{{s, e, fsm.EffectIgnore, fsm.StateNone}, {s, e, fsm.EffectReject, fsm.StateNone}}
	if s != fsm.StateNone {
		all = append(all, mutant{s, e, fsm.EffectKeep, fsm.StateNone})
	}
	if s.Class() == fsm.ClassLive {
		all = append(all, mutant{s, e, fsm.EffectSchedule, fsm.StateNone}, mutant{s, e, fsm.EffectUnschedule, fsm.StateNone})
	}
	for _, to := range fsm.States() {
		all = append(all, mutant{s, e, fsm.EffectMove, to})
		if s == fsm.StateUnknown && to != fsm.StateUnknown {
			all = append(all, mutant{s, e, fsm.EffectResolve, to})
		}
	}
	return all
}

// equivalent reports whether the mutant decides every configuration that
// standard can reach as the original does: then nothing could tell them apart.
func equivalent(mutated *fsm.Table) bool {
	original := fsm.NewTable(fsm.Standard())
	for _, c := range original.Configurations() {
		for _, e := range fsm.Events() {
			want, err := original.Step(c, e)
			got, mutantErr := mutated.Step(c, e)
			if err != nil || mutantErr != nil || want.Verdict() != got.Verdict() || want.Reason() != got.Reason() || want.To() != got.To() {
				return false
			}
		}
	}
	return true
}

// subject is an instance on any answer function: what a scenario is played
// against when the reference is not meant.
type subject struct {
	answer func(fsm.Configuration, fsm.Event) (replay.Answer, error)
	at     fsm.Configuration
	seen   map[string]bool
}

func (s *subject) Restore(from fsm.Snapshot) error {
	s.at, s.seen = from.Configuration, map[string]bool{}
	for _, id := range from.Seen {
		s.seen[id] = true
	}
	return nil
}

func (s *subject) Deliver(_ context.Context, id string, e fsm.Event) (replay.Answer, error) {
	if id != "" && s.seen[id] {
		return replay.Answer{Event: e, From: s.at, To: s.at, Verdict: fsm.VerdictIgnored, Reason: fsm.ReasonDuplicate}, nil
	}
	s.seen[id] = true
	answer, err := s.answer(s.at, e)
	s.at = answer.To
	return answer, err
}

// on plays against a table.
func on(table *fsm.Table) *subject {
	return &subject{answer: func(c fsm.Configuration, e fsm.Event) (replay.Answer, error) {
		step, err := table.Step(c, e)
		return replay.AnswerOf(step), err
	}}
}

// A book is the corpus, and which of its scenarios deliver an event in a state
// or a configuration, whatever their profile: those a change there can touch
// first.
type book struct {
	all   []*replay.Scenario
	about map[string][]*replay.Scenario
}

func openBook(t *testing.T) *book {
	t.Helper()
	b := &book{about: map[string][]*replay.Scenario{}}
	var err error
	if b.all, err = replay.ParseFS(scenarios.Corpus); err != nil {
		t.Fatal(err)
	}
	player := replay.NewPlayer()
	for _, s := range b.all {
		trace, err := player.Play(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		for _, answer := range trace.Answers {
			for _, key := range []string{answer.From.State.String() + " " + string(answer.Event), answer.From.String() + " " + string(answer.Event)} {
				if list := b.about[key]; len(list) == 0 || list[len(list)-1] != s {
					b.about[key] = append(list, s)
				}
			}
		}
	}
	return b
}

// red returns the first scenario that breaks against instances of another
// making. An instance that gives no answer breaks it too.
func (b *book) red(ctx context.Context, about string, build func(fsm.Profile) (replay.Instance, error)) *replay.Scenario {
	player := replay.NewPlayerAgainst(build)
	for _, s := range slices.Concat(b.about[about], b.all) {
		trace, err := player.Play(ctx, s)
		if err != nil || replay.Judge(s, trace) != nil {
			return s
		}
	}
	return nil
}

// TestMutantsOfTheTable changes each of the 198 cells in every way and wants a
// law or a scenario to turn red. Equivalent mutants are found by comparing all
// answers, not listed.
func TestMutantsOfTheTable(t *testing.T) {
	b := openBook(t)
	if s := b.red(t.Context(), "", func(p fsm.Profile) (replay.Instance, error) { return on(fsm.NewTable(p)), nil }); s != nil {
		t.Fatalf("%s is red on the table itself", s.Place())
	}
	if law, err := breaks(fsm.Rows(), fsm.Standard()); err != nil {
		t.Fatalf("law %d is red on the table itself: %v", law.number, err)
	}
	var mu sync.Mutex
	var equivalents, byCorpus, byLaw, both int
	each(mutants(), func(m mutant) {
		rows := m.in(fsm.Rows())
		table, err := fsm.Compile(rows, fsm.Standard())
		if err != nil {
			t.Errorf("%s: %v", m, err)
			return
		}
		same := equivalent(table)
		scenario := b.red(t.Context(), m.state.String()+" "+string(m.event), func(p fsm.Profile) (replay.Instance, error) {
			table, err := fsm.Compile(rows, p)
			return on(table), err
		})
		_, broken := breaks(rows, fsm.Standard())
		mu.Lock()
		defer mu.Unlock()
		switch {
		case same:
			equivalents++
		case scenario != nil && broken != nil:
			both++
		case scenario != nil:
			byCorpus++
		case broken != nil:
			byLaw++
		default:
			t.Errorf("nobody notices the mutant %s", m)
		}
	})
	t.Logf("%d mutants of the table: %d equivalent; of the others %d are killed by scenarios and laws, %d by scenarios alone, %d by laws alone",
		len(mutants()), equivalents, both, byCorpus, byLaw)
	if byLaw+both == 0 || byCorpus+both == 0 {
		t.Error("laws or scenarios kill nothing at all")
	}
}

// A lie is a wrong answer to one event in one configuration, whatever its
// generation; newer says how many generations it adds.
type lie struct {
	replay.Answer
	newer int
}

// lies lists the wrong answers to an honest one: another verdict, another
// configuration, another generation.
func lies(table *fsm.Table, honest replay.Answer) (all []lie) {
	same := func(v fsm.Verdict, r fsm.Reason) lie {
		return lie{replay.Answer{Event: honest.Event, From: honest.From, To: honest.From, Verdict: v, Reason: r}, 0}
	}
	if honest.Verdict != fsm.VerdictIgnored {
		all = append(all, same(fsm.VerdictIgnored, fsm.ReasonAlready))
	}
	if honest.Verdict != fsm.VerdictRejected {
		all = append(all, same(fsm.VerdictRejected, fsm.ReasonNotAllowed))
	}
	grown := honest.To.Generation - honest.From.Generation
	for _, to := range table.Configurations() {
		if honest.Verdict == fsm.VerdictApplied && to.String() == honest.To.String() {
			all = append(all, lie{honest, 1 - grown})
			continue
		}
		l := same(fsm.VerdictApplied, fsm.ReasonNone)
		l.To, l.newer = to, grown
		all = append(all, l)
	}
	return all
}

// told is the lie in the generation at hand.
func (l lie) told(c fsm.Configuration) replay.Answer {
	answer := l.Answer
	answer.From, answer.To.Generation = c, c.Generation+l.newer
	return answer
}

// TestMutantsOfTheCells goes below the table: in each of the 26 × 22 compiled
// cells it changes the verdict, or leads to each of the other configurations, or
// miscounts the generation, and wants the corpus to notice.
func TestMutantsOfTheCells(t *testing.T) {
	b, table := openBook(t), fsm.NewTable(fsm.Standard())
	var all []lie
	for _, c := range table.Configurations() {
		for _, e := range fsm.Events() {
			step, err := table.Step(c, e)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, lies(table, replay.AnswerOf(step))...)
		}
	}
	each(all, func(l lie) {
		if b.red(t.Context(), l.From.String()+" "+string(l.Event), lying(l)) == nil {
			t.Errorf("no scenario notices that %s in %s is %s -> %s, %d generations on", l.Event, l.From, l.Verdict, l.To, l.newer)
		}
	})
	t.Logf("%d mutants of the %d cells, all killed by scenarios alone", len(all), 26*22)
}

// lying builds instances that tell one lie under standard.
func lying(l lie) func(fsm.Profile) (replay.Instance, error) {
	return func(p fsm.Profile) (replay.Instance, error) {
		honest := on(fsm.NewTable(p))
		if p != fsm.Standard() {
			return honest, nil
		}
		return &subject{answer: func(c fsm.Configuration, e fsm.Event) (replay.Answer, error) {
			if e == l.Event && c.State == l.From.State && c.String() == l.From.String() {
				return l.told(c), nil
			}
			return honest.answer(c, e)
		}}, nil
	}
}

// each works through a list on all processors.
func each[T any](list []T, work func(T)) {
	var wait sync.WaitGroup
	queue := make(chan T)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for item := range queue {
				work(item)
			}
		})
	}
	for _, item := range list {
		queue <- item
	}
	close(queue)
	wait.Wait()
}
