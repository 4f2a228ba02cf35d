package stepper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/Huzefaaa2/subsim/replay"
)

func fileCommands() []command {
	return []command{
		{"name", "TEXT", "name the scenario that save writes", parseName, nil},
		{"save", "FILE", "write the session as a scenario file, with what happened expected", parseSave(false), completeFiles},
		{"save!", "FILE", "the same, in place of a file that is there", parseSave(true), completeFiles},
		{"load", "FILE[:LINE]", "begin anew where a scenario begins, to walk through it", parseLoad, completeFiles},
		{"forward", "[N]", "do the next step of that scenario; on a terminal an empty line does", counted(forward), nil},
	}
}

func parseName(words []string) (action, error) {
	if len(words) == 0 {
		return nil, errors.New("name takes a text: name A trial runs out")
	}
	return func(_ context.Context, s *Session) (Reply, error) {
		next := s.now()
		next.name = strings.Join(words, " ")
		next.by = "name " + next.name
		s.tell(next, s.life)
		return Reply{Text: "named: " + next.name + "\n"}, nil
	}, nil
}

func parseSave(replace bool) func([]string) (action, error) {
	return func(words []string) (action, error) {
		if len(words) != 1 {
			return nil, errors.New("save takes one file: save trial" + replay.Extension)
		}
		name := words[0]
		if path.Ext(name) == "" {
			name += replay.Extension
		}
		return func(ctx context.Context, s *Session) (Reply, error) {
			content, err := s.file(ctx, name)
			if err != nil {
				return Reply{}, err
			}
			return Reply{Save: &File{name, content, replace}}, nil
		}, nil
	}
}

// Saved takes note that a file holds the session, and says so.
func (s *Session) Saved(name string) string {
	s.saved = s.at
	return fmt.Sprintf("saved to %s; it holds: subsim replay %s\n", name, name)
}

func parseLoad(words []string) (action, error) {
	if len(words) != 1 {
		return nil, errors.New("load takes one scenario: load trial" + replay.Extension + ":12")
	}
	return func(context.Context, *Session) (Reply, error) { return Reply{Load: words[0]}, nil }, nil
}

// file writes the session as a scenario file that is proved to hold.
func (s *Session) file(ctx context.Context, name string) ([]byte, error) {
	told := s.now()
	if len(told.acts) == 0 {
		return nil, errors.New("nothing happened yet, so there is nothing to save")
	}
	var b bytes.Buffer
	if err := replay.Format(&b, told.scenario(s.title())); err != nil {
		return nil, err
	}
	return b.Bytes(), prove(ctx, name, b.Bytes())
}

// prove replays a file, so that none is handed out that would not hold.
func prove(ctx context.Context, name string, content []byte) error {
	all, err := replay.Parse(name, content)
	if err != nil {
		return err
	}
	trace, err := replay.NewPlayer().Play(ctx, all[0])
	if err != nil {
		return err
	}
	if failure := replay.Judge(all[0], trace); failure != nil {
		return fmt.Errorf("the file would not hold: step %d, %s", failure.Step+1, failure.Mismatches[0].Key)
	}
	return nil
}

// title is the scenario's name, made up where none was given.
func (s *Session) title() string {
	if name := s.now().name; name != "" {
		return name
	}
	return fmt.Sprintf("Played by hand, from %s to %s", s.now().start, s.life.Configuration())
}
