package stepper

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/Huzefaaa2/subsim/replay"
)

func clockCommands() []command {
	return []command{
		{"advance", "DURATION", "move the clock by 14d, 1h30m, in w d h m s", parseAdvance, nil},
		{"until", "INSTANT", "move the clock to 2026-03-01, or to 2026-03-01 12:00", parseUntil, nil},
		{"next", "", "move the clock to the next deadline", alone(next), nil},
		{"check", "", "let what is due now fire, and have the file expect what is there", alone(check), nil},
	}
}

// lastYear is where the clock of scenarios ends.
const lastYear = 9999

func parseAdvance(words []string) (action, error) {
	if len(words) != 1 {
		return nil, errors.New("advance takes one duration: advance 14d")
	}
	by, err := replay.ParseDuration(words[0])
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w; write whole w, d, h, m, s: 14d, 1h30m", err)
	case by == 0:
		return nil, errors.New("advance moves the clock by more than nothing; check lets what is due now fire")
	}
	return func(ctx context.Context, s *Session) (Reply, error) {
		if s.life.Now().Add(by).Year() > lastYear {
			return Reply{}, fmt.Errorf("the clock would pass the year %d", lastYear)
		}
		return s.step(ctx, replay.Step{Advance: by})
	}, nil
}

func parseUntil(words []string) (action, error) {
	if len(words) == 0 {
		return nil, errors.New("until takes an instant: until 2026-03-01")
	}
	to, rest, err := instant(words)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("nothing goes behind the instant: %s", strings.Join(rest, " "))
	}
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, s *Session) (Reply, error) {
		if to.Before(s.life.Now()) {
			return Reply{}, fmt.Errorf("%w; the clock stands at %s, and undo goes back", replay.ErrPast, replay.Stamp(s.life.Now()))
		}
		return s.step(ctx, replay.Step{Until: to})
	}, nil
}

// next moves the clock to the next deadline. What is due already fires where
// the clock stands, as in a check.
func next(ctx context.Context, s *Session) (Reply, error) {
	f, pending := s.life.Next()
	switch {
	case !pending:
		return Reply{}, errors.New("no deadline is pending; policy gives a state one")
	case !f.At.After(s.life.Now()):
		return check(ctx, s)
	case f.At.Year() > lastYear:
		return Reply{}, fmt.Errorf("the clock would pass the year %d", lastYear)
	}
	return s.step(ctx, replay.Step{Until: f.At})
}

func check(ctx context.Context, s *Session) (Reply, error) { return s.step(ctx, replay.Step{}) }

// timeOfDay matches what may stand behind a date.
var timeOfDay = regexp.MustCompile(`^[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?$`)

// instant reads an instant at the beginning of some words, also as the prompt
// writes it: 2026-03-01 12:00.
func instant(words []string) (time.Time, []string, error) {
	text, rest := words[0], words[1:]
	if len(rest) > 0 && timeOfDay.MatchString(rest[0]) {
		text, rest = text+"T"+rest[0], rest[1:]
		if strings.Count(text, ":") == 1 {
			text += ":00"
		}
		text += "Z"
	}
	t, err := replay.ParseInstant(text)
	if err != nil {
		return t, nil, fmt.Errorf("%w; write 2026-03-01, 2026-03-01 12:00 or 2026-03-01T12:00:00Z", err)
	}
	return t, rest, nil
}
