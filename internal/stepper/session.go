// Package stepper is the machine played by hand. A [Session] takes one line at a
// time and answers with a text; [Session.Complete] serves a line editor. It reads
// no stream and touches no file: what a command wants of the outside, a file to
// be written for one, stands in its [Reply]. Call [New], then [Session.Do].
package stepper

import (
	"context"
	"fmt"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// A Setup is where a session begins and what it may use.
type Setup struct {
	Profile fsm.Profile
	Start   fsm.Configuration
	Clock   time.Time
	// Careful asks before unsaved steps are left behind; it is for people.
	Careful bool
	// Paint colours a word as befits a verdict; nil leaves it plain.
	Paint func(fsm.Verdict, string) string
	// Files lists the files whose names begin with a prefix; nil lists none.
	Files func(prefix string) []string
}

// A Session is one subscription, what happened to it so far, and the way back.
// It is not safe for concurrent use.
type Session struct {
	setup Setup

	told  []story // every story there was, each made of the one before it
	at    int     // the present one
	saved int     // the one that was saved last; -1 for none
	life  *replay.Life

	asked bool // whether the last command was a quit that was held back
}

// A Reply is what came of one line.
type Reply struct {
	Text string   // for people; ends in a newline, or is empty
	Save *File    // to be written; tell [Session.Saved] when it is
	Load string   // names a scenario to be read; hand it to [Session.Load]
	Show []string // names a page about the model; nil for none
	Quit bool     // the session is over
}

// A File is a scenario file that a session wants written.
type File struct {
	Name    string
	Content []byte
	Replace bool // whether it may take the place of another
}

// New begins a session. The error is that of [fsm.Table.Check].
func New(setup Setup) (*Session, error) {
	if setup.Paint == nil {
		setup.Paint = func(_ fsm.Verdict, word string) string { return word }
	}
	if setup.Files == nil {
		setup.Files = func(string) []string { return nil }
	}
	first := story{profile: setup.Profile, start: setup.Start, clock: setup.Clock.UTC()}
	life, err := first.begin()
	return &Session{setup: setup, told: []story{first}, saved: -1, life: life}, err
}

// Do does what one line says. An error means that nothing happened, and that the
// line should not have been written; a refused event is no error.
func (s *Session) Do(ctx context.Context, line string) (Reply, error) {
	action, err := parse(line)
	if err != nil || action == nil {
		return Reply{}, err
	}
	asked := s.asked
	reply, err := action(ctx, s)
	s.asked = s.asked && !asked // whoever was asked has answered
	return reply, err
}

// Check says what is wrong with a line as it stands, whatever came before it.
func Check(line string) error {
	_, err := parse(line)
	return err
}

// Prompt says where the session is: "2026-01-01 00:00 active> ".
func (s *Session) Prompt() string {
	return fmt.Sprintf("%s %s> ", replay.Stamp(s.life.Now()), s.life.Configuration())
}

// Unsaved counts the steps that no file holds.
func (s *Session) Unsaved() int {
	if s.at == s.saved {
		return 0
	}
	return len(s.now().acts)
}

// Farewell says what is lost when the session ends here.
func (s *Session) Farewell() string {
	if n := s.Unsaved(); n > 0 {
		return steps(n) + " not saved"
	}
	return "nothing is lost"
}

// now is the story so far.
func (s *Session) now() story { return s.told[s.at] }

// Table returns the table of the profile in force.
func (s *Session) Table() *fsm.Table { return fsm.NewTable(s.now().profile) }

// tell makes a story the present one. What was undone before is gone.
func (s *Session) tell(next story, life *replay.Life) {
	if s.saved > s.at {
		s.saved = -1
	}
	s.told = append(s.told[:s.at+1], next)
	s.at++
	s.life = life
}

// back takes up a story that was told before.
func (s *Session) back(ctx context.Context, to int) error {
	_, life, err := s.told[to].again(ctx)
	if err == nil {
		s.at, s.life = to, life
	}
	return err
}

// perform does one step and goes on from there. Where it cannot be done to its
// end, the session stays where it was.
func (s *Session) perform(ctx context.Context, step replay.Step) (act, error) {
	a, err := perform(ctx, s.life, step)
	if err != nil {
		_ = s.back(ctx, s.at)
		return act{}, err
	}
	next := s.now()
	next.acts, next.by = append(next.acts, a), a.verb()
	s.tell(next, s.life)
	return a, nil
}
