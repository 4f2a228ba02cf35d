package stepper

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

func historyCommands() []command {
	return []command{
		{"undo", "[N]", "take back the last command, or the last N; rules and starts too", counted(undo), nil},
		{"redo", "[N]", "do again what was undone", counted(redo), nil},
	}
}

func undo(ctx context.Context, s *Session, n int) (Reply, error) {
	switch {
	case s.at == 0:
		return Reply{}, errors.New("there is nothing to undo")
	case n > s.at:
		return Reply{}, fmt.Errorf("only %d can be undone", s.at)
	}
	return s.travel(ctx, s.at-n, "took back: ", s.told[s.at-n+1:s.at+1])
}

func redo(ctx context.Context, s *Session, n int) (Reply, error) {
	left := len(s.told) - 1 - s.at
	switch {
	case left == 0:
		return Reply{}, errors.New("there is nothing to redo")
	case n > left:
		return Reply{}, fmt.Errorf("only %d can be redone", left)
	}
	return s.travel(ctx, s.at+n, "did again: ", s.told[s.at+1:s.at+n+1])
}

// mostNamed is how many commands a way there or back names.
const mostNamed = 5

// travel goes to another story that was told, by way of some others, and says
// where that is.
func (s *Session) travel(ctx context.Context, to int, done string, by []story) (Reply, error) {
	if err := s.back(ctx, to); err != nil {
		return Reply{}, err
	}
	var commands []string
	for _, one := range by[:min(len(by), mostNamed)] {
		commands = append(commands, diag.Harmless(one.by))
	}
	if more := len(by) - mostNamed; more > 0 {
		commands = append(commands, fmt.Sprintf("and %d more", more))
	}
	return Reply{Text: diag.Wrap(done, strings.Join(commands, "; ")) + s.whereabouts()}, nil
}

// whereabouts says where the session is, after how much.
func (s *Session) whereabouts() string {
	at := s.life.Configuration()
	text := fmt.Sprintf("in %s after %d steps", at, len(s.now().acts))
	if len(s.now().acts) == 1 {
		text = fmt.Sprintf("in %s after 1 step", at)
	}
	if at.Generation > 1 {
		text += fmt.Sprintf(", generation %d", at.Generation)
	}
	return text + "\n" + s.status()
}
