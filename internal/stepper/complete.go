package stepper

import (
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Complete completes the last word of a line. Where that has several ways to go
// on, it is completed as far as all of them agree, and they are listed: what is
// legal now comes first.
func (s *Session) Complete(line string) (completed string, ways []string) {
	words := strings.Fields(line)
	last := ""
	if n := len(words); n > 0 && !strings.HasSuffix(line, " ") {
		last, words = words[n-1], words[:n-1]
	}
	ways = beginning(s.candidates(words, last), last)
	if len(ways) == 0 {
		return line, nil
	}
	rest := agreed(ways)[len(last):]
	if len(ways) == 1 && !strings.HasSuffix(ways[0], "/") {
		rest += " "
	}
	if len(ways) == 1 {
		ways = nil
	}
	return line + rest, ways
}

// agreed returns the beginning that names have in common.
func agreed(names []string) string {
	common := names[0]
	for _, name := range names[1:] {
		for !strings.HasPrefix(name, common) {
			common = common[:len(common)-1]
		}
	}
	return common
}

// candidates lists what may follow some words; last is what is there of it.
func (s *Session) candidates(words []string, last string) []string {
	if len(words) == 0 {
		return s.firstCandidates(last)
	}
	name, err := firstWord(words[0])
	if err != nil {
		return nil
	}
	if _, err := fsm.ParseEvent(name); err == nil {
		return completeCarried(fsm.Event(name), words[1:])
	}
	if c := find(name); c.complete != nil {
		return c.complete(s, append(words[1:], last))
	}
	return nil
}

// firstCandidates lists legal events, then commands; and the other events only
// for who has begun to write one.
func (s *Session) firstCandidates(last string) []string {
	all := names(s.Table().Legal(s.life.Configuration()))
	known := firstWords()
	all = append(all, known[len(eventNames()):]...)
	if last == "" {
		return all
	}
	for _, name := range eventNames() {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// completeCarried lists what an event may still carry.
func completeCarried(event fsm.Event, words []string) []string {
	if len(words)%2 == 1 {
		return nil // a value is wanted
	}
	return slices.DeleteFunc(slices.Clone(carried), func(word string) bool {
		return slices.Contains(words, word) || word == "effective" && event != fsm.EventScheduleCancellation
	})
}

// The completions of commands get the words behind the name, the last of them
// unfinished.

func completeFirst(s *Session, words []string) []string {
	if len(words) > 1 {
		return nil
	}
	return firstWords()
}

func completeEvents(s *Session, words []string) []string {
	if len(words) > 1 {
		return nil
	}
	return eventNames()
}

func completeStates(s *Session, words []string) []string {
	if len(words) > 1 {
		return nil
	}
	return append(stateNames(), "none")
}

func completeProfiles(s *Session, words []string) []string {
	switch {
	case len(words) == 1:
		return append(profileNames(), "without")
	case words[0] == "without" && strings.Contains(words[len(words)-1], "/"):
		return fsm.Droppable()
	case words[0] == "without":
		return append(stateNames(), eventNames()...)
	}
	return nil
}

func completePolicy(s *Session, words []string) []string {
	switch {
	case len(words) == 1:
		return stateNames()
	case len(words) == 2:
		return []string{"after", "none"}
	case len(words) == 4 && words[1] == "after":
		return eventNames()
	}
	return nil
}

func completeFiles(s *Session, words []string) []string {
	if len(words) > 1 {
		return nil
	}
	return s.setup.Files(words[0])
}
