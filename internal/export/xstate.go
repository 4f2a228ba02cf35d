package export

import (
	"bytes"
	"io"
	"strconv"

	"github.com/Huzefaaa2/subsim/fsm"
)

// XState writes a machine of XState, version 5, as JSON: no context, no guards, no
// actions. Its innermost states are the configurations: "none", "expired",
// {"active": "scheduled"}, {"unknown": "after_active_scheduled"}; each has an id,
// such as active_scheduled, which targets name and under which getMeta answers.
//
// An event that is applied has a transition with a target, the state itself where
// the configuration is kept; one with which a generation begins says so in its meta.
// An event that is ignored has a transition without a target, so that can answers
// false; its meta gives verdict and reason. An event that is rejected has no
// transition, and meta.rejected of the state gives its reason.
//
// A state is tagged with its class and with our reading of it.
func XState(w io.Writer, t *fsm.Table) error {
	c := newChart(t)
	var states members
	for _, s := range c {
		states.add(s.state.String(), c.xstate(s))
	}
	var root members
	root.add("id", "subsim")
	root.add("version", strconv.Itoa(ModelVersion))
	root.add("description", chartNotice)
	root.add("meta", members{{"profile", factsOfProfile(t.Profile())}, {"digest", Digest(t)}})
	root.add("initial", c[0].state.String())
	root.add("states", states)

	var b bytes.Buffer
	root.write(&b, "\n")
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}

// xstate describes a state.
func (c chart) xstate(s chartState) (m members) {
	m.add("id", s.state.String())
	m.add("description", s.state.Meaning())
	m.add("tags", tags(s.state))
	if !s.divided() {
		return append(m, c.answers(s.ways[0])...)
	}
	var inside members
	for _, w := range s.ways {
		inside.add(key(w.configuration), append(members{{"id", c.id(w.configuration)}}, c.answers(w)...))
	}
	m.add("initial", key(s.initial().configuration))
	m.add("states", inside)
	return m
}

// tags are what a state is asked for most: its class and our reading.
func tags(s fsm.State) []string {
	if s == fsm.StateNone {
		return []string{string(s.SteadyState())} // the class is called none, too
	}
	return []string{string(s.Class()), string(s.SteadyState())}
}

// answers describes what an innermost state does with all events.
func (c chart) answers(w way) members {
	var on, rejected members
	for _, step := range w.steps {
		event := string(step.Event())
		switch {
		case step.Verdict() == fsm.VerdictRejected:
			rejected.add(event, step.Reason())
		case step.Verdict() == fsm.VerdictIgnored:
			on.add(event, transition{Meta: transitionFacts{Verdict: step.Verdict(), Reason: step.Reason()}})
		default:
			begins := step.To().Generation > step.From().Generation
			on.add(event, transition{"#" + c.id(step.To()), transitionFacts{NewGeneration: begins}})
		}
	}
	return members{{"meta", members{{"rejected", rejected}}}, {"on", on}}
}

type transition struct {
	Target string          `json:"target,omitempty"`
	Meta   transitionFacts `json:"meta,omitzero"`
}

type transitionFacts struct {
	Verdict       fsm.Verdict `json:"verdict,omitempty"`
	Reason        fsm.Reason  `json:"reason,omitempty"`
	NewGeneration bool        `json:"new_generation,omitempty"`
}

// members is a JSON object in the order in which its members come, each on a line of
// its own.
type members []member

type member struct {
	name  string
	value any
}

func (m *members) add(name string, value any) { *m = append(*m, member{name, value}) }

// write writes the object; newline is what begins its lines.
func (m members) write(b *bytes.Buffer, newline string) {
	b.WriteByte('{')
	for i, each := range m {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(newline + "  " + inLine(each.name) + ": ")
		if object, nested := each.value.(members); nested {
			object.write(b, newline+"  ")
		} else {
			b.WriteString(inLine(each.value))
		}
	}
	if len(m) > 0 {
		b.WriteString(newline)
	}
	b.WriteByte('}')
}

// inLine writes a value in one line.
func inLine(value any) string {
	var o object
	o.value(value)
	return o.text.String()
}
