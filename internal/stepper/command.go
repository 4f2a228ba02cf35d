package stepper

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// An action is a line that was understood.
type action func(ctx context.Context, s *Session) (Reply, error)

// A command is one word of the session's language that is no event.
type command struct {
	name, args, about string
	parse             func(words []string) (action, error) // the words behind the name
	complete          func(s *Session, words []string) []string
}

// commands lists them in the order of the help.
func commands() []command {
	return slices.Concat(clockCommands(), historyCommands(), ruleCommands(), askCommands(), fileCommands(), []command{
		{"help", "[COMMAND | EVENT]", "list the commands, or tell of one", parseHelp, completeFirst},
		{"quit", "", "end the session", alone(quit), nil},
	})
}

// parse understands a line; the action is nil where it says nothing.
func parse(line string) (action, error) {
	invisible := func(r rune) bool { return !unicode.IsPrint(r) && r != '\t' }
	switch {
	case !utf8.ValidString(line):
		return nil, errors.New("the line is no UTF-8")
	case strings.ContainsFunc(line, invisible):
		return nil, errors.New("the line holds an invisible character")
	}
	words := strings.Fields(line)
	if len(words) == 0 || strings.HasPrefix(words[0], "#") {
		return nil, nil
	}
	name, err := firstWord(words[0])
	if err != nil {
		return nil, err
	}
	if len(words) == 2 && words[1] == "help" {
		return parseHelp([]string{name})
	}
	if event, err := fsm.ParseEvent(name); err == nil {
		return parseEvent(event, words[1:])
	}
	return find(name).parse(words[1:])
}

// find returns the command of that name.
func find(name string) command {
	all := commands()
	return all[slices.IndexFunc(all, func(c command) bool { return c.name == name })]
}

// firstWords are the words that a line may begin with.
func firstWords() []string {
	names := eventNames()
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return names
}

func firstWord(word string) (string, error) {
	if state, err := fsm.ParseState(word); err == nil {
		return "", fmt.Errorf("%s is a state; start %s begins in it, observe_%s names it after a gap", state, state, state)
	}
	return expand("command or event", word, firstWords())
}

// expand returns the name that a word stands for: itself, or the only one that
// begins with it.
func expand(what, word string, known []string) (string, error) {
	if slices.Contains(known, word) {
		return word, nil
	}
	switch matches := beginning(known, word); len(matches) {
	case 1:
		return matches[0], nil
	case 0:
		err := fmt.Sprintf("there is no %s %q", what, word)
		if near := diag.DidYouMean(word, known); near != "" {
			err += ", " + near
		}
		return "", errors.New(err)
	default:
		return "", fmt.Errorf("%q could be %s", word, strings.Join(matches, ", "))
	}
}

// beginning returns the names that begin with a word.
func beginning(names []string, word string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !strings.HasPrefix(name, word) })
}

// alone is the parse of a command that takes nothing.
func alone(a action) func([]string) (action, error) {
	return func(words []string) (action, error) {
		if len(words) > 0 {
			return nil, fmt.Errorf("nothing goes here: %s", strings.Join(words, " "))
		}
		return a, nil
	}
}

// counted is the parse of a command that can be told how often, once by default.
func counted(do func(ctx context.Context, s *Session, n int) (Reply, error)) func([]string) (action, error) {
	return func(words []string) (action, error) {
		n := 1
		if len(words) > 0 {
			var err error
			if n, err = strconv.Atoi(words[0]); err != nil || n < 1 || len(words) > 1 {
				return nil, fmt.Errorf("want a number from 1, got %s", strings.Join(words, " "))
			}
		}
		return func(ctx context.Context, s *Session) (Reply, error) { return do(ctx, s, n) }, nil
	}
}

func eventNames() []string { return names(fsm.Events()) }

func stateNames() []string { return names(fsm.States()) }

func names[N ~string](all []N) []string {
	texts := make([]string, len(all))
	for i, name := range all {
		texts[i] = string(name)
	}
	return texts
}

// quit ends the session; where steps would be lost it asks for a second word.
func quit(_ context.Context, s *Session) (Reply, error) {
	if n := s.Unsaved(); n > 0 && s.setup.Careful && !s.asked {
		s.asked = true
		return Reply{Text: fmt.Sprintf("%s not saved: save FILE keeps them, another quit does not\n", steps(n))}, nil
	}
	return Reply{Quit: true}, nil
}

// steps writes how many steps are so: "3 steps are".
func steps(n int) string {
	if n == 1 {
		return "1 step is"
	}
	return fmt.Sprintf("%d steps are", n)
}
