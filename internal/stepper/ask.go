package stepper

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

func askCommands() []command {
	return []command{
		{"legal", "", "say what every event would do now", alone(listLegal), nil},
		{"why", "EVENT", "say what an event would do, and why, without doing it", parseWhy, completeEvents},
		{"trail", "", "say what happened so far", alone(trail), nil},
		{"show", "[TOPIC]", "show the table, or what subsim show shows", parseShow, nil},
	}
}

func listLegal(_ context.Context, s *Session) (Reply, error) {
	var b strings.Builder
	describe.Configuration(&b, s.Table(), s.life.Configuration())
	return Reply{Text: b.String()}, nil
}

func parseWhy(words []string) (action, error) {
	if len(words) != 1 {
		return nil, errors.New("why takes one event: why recover")
	}
	event, err := expand("event", words[0], eventNames())
	if err != nil {
		return nil, err
	}
	return func(_ context.Context, s *Session) (Reply, error) {
		step, err := s.Table().Step(s.life.Configuration(), fsm.Event(event))
		if err != nil {
			return Reply{}, err
		}
		var b strings.Builder
		describe.Why(&b, s.Table(), step)
		return Reply{Text: b.String()}, nil
	}, nil
}

// trail writes every step with its number and instant.
func trail(_ context.Context, s *Session) (Reply, error) {
	story := s.now()
	text := fmt.Sprintf("began in %s at %s, profile %s\n", story.start, replay.Stamp(story.clock), story.profile.Name())
	text = diag.Wrap("", text)
	for i, a := range story.acts {
		text += fmt.Sprintf("%4d  %s\n%s", i+1, a.verb(), s.heads("        ", a))
	}
	return Reply{Text: text}, nil
}

// verb writes what was done, as it would be typed.
func (a act) verb() string {
	switch {
	case len(a.step.Events) > 0:
		return deliveryText(a.step.Events[0])
	case a.step.Advance > 0:
		return "advance " + replay.FormatDuration(a.step.Advance)
	case !a.step.Until.IsZero():
		return "until " + replay.Stamp(a.step.Until)
	}
	return "check"
}

func deliveryText(d replay.Delivery) string {
	text := string(d.Event)
	if !d.At.IsZero() {
		text += " at " + replay.Stamp(d.At)
	}
	if d.ID != "" {
		text += " id " + d.ID
	}
	if !d.Effective.IsZero() {
		text += " effective " + replay.Stamp(d.Effective)
	}
	return text
}

func parseShow(words []string) (action, error) {
	if len(words) == 0 {
		words = []string{"table"}
	}
	return func(context.Context, *Session) (Reply, error) { return Reply{Show: words}, nil }, nil
}

// parseHelp tells of the language, of one command, or of one event.
func parseHelp(words []string) (action, error) {
	text := overview()
	if len(words) > 1 {
		return nil, errors.New("help takes one command or event")
	}
	if len(words) == 1 {
		name, err := firstWord(words[0])
		if err != nil {
			return nil, err
		}
		text = helpOn(name)
	}
	return func(context.Context, *Session) (Reply, error) { return Reply{Text: text}, nil }, nil
}

func helpOn(name string) string {
	if event, err := fsm.ParseEvent(name); err == nil {
		effective := ""
		if event == fsm.EventScheduleCancellation {
			effective = " [effective INSTANT]"
		}
		return fmt.Sprintf("%s [at INSTANT] [id ID]%s\n", name, effective) + diag.Wrap("  ", event.Meaning())
	}
	c := find(name)
	return strings.TrimSpace(c.name+" "+c.args) + "\n" + diag.Wrap("  ", c.about)
}

// overview lists every command. The beginning of a name is enough where nothing
// else begins so.
func overview() string {
	text := diag.Wrap("", "Write an event to deliver it: activate, or fail_renewal at 2026-03-01 id d-1. "+
		"The beginning of a name is enough where nothing else begins so.") + "\n"
	for _, c := range commands() {
		lead := strings.TrimSpace(c.name + " " + c.args)
		if len(lead) > 20 {
			text += "  " + lead + "\n"
			lead = ""
		}
		text += diag.Wrap(fmt.Sprintf("  %-20s  ", lead), c.about)
	}
	return text + "\n" + diag.Wrap("events: ", describe.Events(fsm.Events()))
}
