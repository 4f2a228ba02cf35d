package replay

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/fsm"
)

func quoted(name string) string { return strconv.Quote(name) }

func itoa(n int) string { return strconv.Itoa(n) }

// text reads a text of one line that is not empty.
func (p *parser) text(f field) (string, bool) {
	n := f.value
	switch {
	case n.Kind != yaml.ScalarNode:
		p.problem(span(n), f.key+" is a text", "got "+kind(n), "")
	case strings.TrimSpace(n.Value) == "":
		p.problem(span(n), f.key+" is empty", "", "write a text, or remove the key")
	case strings.ContainsFunc(n.Value, func(r rune) bool { return !unicode.IsPrint(r) }):
		p.problem(span(n), f.key+" is one line of text", "it holds a line break or an invisible character", "")
	default:
		return n.Value, true
	}
	return "", false
}

// prose reads a text of several lines.
func (p *parser) prose(f field) string {
	n := f.value
	if n.Kind != yaml.ScalarNode {
		p.problem(span(n), f.key+" is a text", "got "+kind(n), "")
		return ""
	}
	if strings.ContainsFunc(n.Value, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }) {
		p.problem(span(n), f.key+" holds an invisible character", "", "remove it")
	}
	return strings.TrimSpace(n.Value)
}

// items reads a list, each entry as a field of its own.
func (p *parser) items(f field) []field {
	if f.value.Kind != yaml.SequenceNode {
		p.problem(span(f.value), f.key+" is a list", "got "+kind(f.value), "write [a, b], or one entry a line after a dash")
		return nil
	}
	items, what := make([]field, 0, len(f.value.Content)), "an entry of "+f.key
	for _, n := range f.value.Content {
		item := field{what, span(n), n}
		if p.plain(n) {
			items = append(items, item)
		}
	}
	return items
}

// truth reads true or false.
func (p *parser) truth(f field) (value, ok bool) {
	if f.value.Kind == yaml.ScalarNode && (f.value.Value == "true" || f.value.Value == "false") {
		return f.value.Value == "true", true
	}
	p.problem(span(f.value), f.key+" is true or false", "", "")
	if f.value.Kind == yaml.ScalarNode {
		p.respell(f.value.Value, []string{"true", "false"})
	}
	return false, false
}

// count reads a whole number from 0.
func (p *parser) count(f field) (int, bool) {
	if f.value.Kind == yaml.ScalarNode {
		if n, err := strconv.Atoi(f.value.Value); err == nil && n >= 0 && strconv.Itoa(n) == f.value.Value {
			return n, true
		}
	}
	p.problem(span(f.value), f.key+" is a whole number from 0", "", "")
	return 0, false
}

// oneOf reads a name out of a list. other says what else the name may have been
// meant for, or nothing.
func oneOf[N ~string](p *parser, f field, what string, known []N, other func(string) string) (N, bool) {
	name := f.value.Value
	if f.value.Kind != yaml.ScalarNode {
		p.problem(span(f.value), f.key+" is the name of "+what, "got "+kind(f.value), "")
		return "", false
	}
	if slices.Contains(known, N(name)) {
		return N(name), true
	}
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = string(k)
	}
	note := other(name)
	if note == "" {
		note = didYouMean(name, names)
	}
	p.problem(span(f.value), fmt.Sprintf("%s is not the name of %s", quoted(name), what), note, "known: "+strings.Join(names, ", "))
	p.respell(name, names)
	return "", false
}

// The vocabulary, as the parser looks names up in it.
var (
	events        = fsm.Events()
	statesAndNone = append(fsm.States(), "none")
	stateOrEvent  = wholes()
	verdicts      = fsm.Verdicts()
	reasons       = fsm.Reasons()
	steadyStates  = []fsm.SteadyState{fsm.SteadyReady, fsm.SteadyWatch, fsm.SteadyBlocked}
	expectable    = append(statesAndNone[:len(statesAndNone):len(statesAndNone)], fsm.State(fsm.VerdictIgnored), fsm.State(fsm.VerdictRejected))
)

// wholes are the names of what a profile can be without as a whole.
func wholes() []string {
	return slices.DeleteFunc(fsm.Droppable(), func(name string) bool { return strings.Contains(name, "/") })
}

// state reads a state's name, or none.
func (p *parser) state(f field) (fsm.State, bool) {
	state, ok := oneOf(p, f, "a state", statesAndNone, notAState)
	if state == "none" {
		return fsm.StateNone, ok
	}
	return state, ok
}

// eventName reads an event's name.
func (p *parser) eventName(f field) (fsm.Event, bool) {
	return oneOf(p, f, "an event", events, notAnEvent)
}

// notAState helps who wrote an event for a state.
func notAState(name string) string {
	if event, err := fsm.ParseEvent(name); err == nil {
		return name + " is an event; it leads to " + fsm.NewTable(fsm.Standard()).Goal(event).String()
	}
	return ""
}

// notAnEvent helps who wrote a state for an event.
func notAnEvent(name string) string {
	state, err := fsm.ParseState(name)
	if err != nil {
		return ""
	}
	for _, event := range fsm.Events() {
		if fsm.NewTable(fsm.Standard()).Goal(event).Reached(fsm.Configuration{State: state, Generation: 1}) {
			return name + " is a state; " + string(event) + " leads to it"
		}
	}
	return name + " is a state"
}

// nothingElse is for names that are taken for nothing else.
func nothingElse(string) string { return "" }
