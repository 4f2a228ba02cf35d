package adapter

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// problems lists what no adapter can say.
func (h helloResponse) problems() []string {
	var found []error
	check := func(wrong bool, format string, args ...any) {
		if wrong {
			found = append(found, fmt.Errorf(format, args...))
		}
	}
	check(h.Protocol != Version, "it speaks version %d of the protocol, and version %d was asked for", h.Protocol, Version)
	check(!phrase(h.Name), "its name is not one line of text")
	check(strings.ContainsAny(h.Version, "\r\n"), "its version is not one line of text")
	check(h.Parallel != nil && (*h.Parallel < 1 || *h.Parallel > MaxParallel), "parallel is not from 1 to %d", MaxParallel)
	check(len(h.Policy) > 0 && !h.Clock, "a policy is given, and its clock cannot be moved")
	found = append(found, h.vocabulary()...)
	found = append(found, h.reading()...)
	found = append(found, h.rules()...)
	var texts []string
	for _, err := range found {
		texts = append(texts, err.Error())
	}
	return texts
}

// phrase reports one line of text that is not empty.
func phrase(text string) bool {
	return strings.TrimSpace(text) != "" && !strings.ContainsAny(text, "\r\n")
}

// vocabulary says what is wrong with the events and the verdicts.
func (h helloResponse) vocabulary() (found []error) {
	if h.Verdicts != nil {
		given := slices.Sorted(slices.Values(*h.Verdicts))
		if !slices.Equal(given, verdictsOf(true)) && !slices.Equal(given, verdictsOf(false)) {
			found = append(found, errors.New("verdicts is neither applied, ignored, rejected nor accepted, rejected"))
		}
	}
	if h.Events == nil {
		return found
	}
	if len(*h.Events) == 0 {
		found = append(found, errors.New("events is empty"))
	}
	seen := map[string]bool{}
	for _, name := range *h.Events {
		if _, err := fsm.ParseEvent(name); err != nil {
			found = append(found, err)
		}
		if seen[name] {
			found = append(found, fmt.Errorf("events holds %s twice", diag.Cut(name, diag.Width)))
		}
		seen[name] = true
	}
	return found
}

// verdictsOf returns the verdicts of an adapter, in alphabetical order.
func verdictsOf(accepts bool) []string {
	if accepts {
		return []string{string(conformance.VerdictAccepted), string(fsm.VerdictRejected)}
	}
	return []string{string(fsm.VerdictApplied), string(fsm.VerdictIgnored), string(fsm.VerdictRejected)}
}

// reading says what is wrong with how states are read.
func (h helloResponse) reading() (found []error) {
	switch reads := h.reads(); {
	case !slices.Contains([]string{readsState, readsStatus, readsNone}, reads):
		found = append(found, fmt.Errorf("reads is %q, and can be state, status or none", diag.Cut(reads, diag.Width)))
	case (reads == readsStatus) != (h.Statuses != nil):
		found = append(found, errors.New("reads: status and statuses go together"))
	case reads == readsStatus:
		for _, s := range fsm.Sources() {
			if !phrase(h.Statuses[s.String()]) {
				found = append(found, fmt.Errorf("statuses has no word for %s", s))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(h.Statuses)) {
		if _, err := fsm.ParseState(name); err != nil && name != fsm.StateNone.String() {
			found = append(found, err)
		}
	}
	return found
}

func (h helloResponse) reads() string {
	if h.Reads == nil {
		return readsNone
	}
	return *h.Reads
}

// rules says what is wrong with the policy, rule by rule.
func (h helloResponse) rules() (found []error) {
	for _, name := range slices.Sorted(maps.Keys(h.Policy)) {
		state, err := fsm.ParseState(name)
		if err == nil && state.Class() != fsm.ClassLive && state.Class() != fsm.ClassEnded {
			err = errors.New("no deadline runs there")
		}
		if err == nil {
			_, err = replay.ParseDuration(h.Policy[name].After)
		}
		if err == nil {
			_, err = fsm.ParseEvent(h.Policy[name].Event)
		}
		if err != nil {
			found = append(found, fmt.Errorf("policy, %s: %w", diag.Cut(name, diag.Width), err))
		}
	}
	return found
}
