package replay

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Format writes scenarios as a file that [Parse] reads back to the same. A
// scenario that a program built is written as it is: whether it makes sense,
// Parse will say.
func Format(w io.Writer, scenarios ...*Scenario) error {
	return dump(w, nodes(scenarios, (*Scenario).node)...)
}

// dump writes documents.
func dump(w io.Writer, documents ...*yaml.Node) error {
	var text bytes.Buffer
	d, err := yaml.NewDumper(&text, yaml.WithIndent(2), yaml.WithCompactSeqIndent(false), yaml.WithLineWidth(-1))
	if err != nil {
		return err
	}
	for _, n := range documents {
		if err := d.Dump(n); err != nil {
			return err
		}
	}
	if err := d.Close(); err != nil {
		return err
	}
	_, err = text.WriteTo(w)
	return err
}

// A mapping is a YAML mapping being built.
type mapping struct{ *yaml.Node }

// block is a mapping of one key a line, flow one in braces.
func block() mapping { return mapping{&yaml.Node{Kind: yaml.MappingNode}} }
func flow() mapping  { return mapping{&yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}} }

func (m mapping) add(key string, value *yaml.Node) {
	m.Content = append(m.Content, plain(key), value)
}

// plain is a scalar that needs no quotes: a name, a number, an instant.
func plain(text string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: text} }

// prose is a scalar that is a text whatever it looks like.
func prose(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
}

// list is a list of one entry a line; in brackets where it is short.
func list(entries []*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Content: entries}
}

func bracketed(entries []*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle, Content: entries}
}

func nodes[T any](values []T, node func(T) *yaml.Node) []*yaml.Node {
	var all []*yaml.Node
	for _, v := range values {
		all = append(all, node(v))
	}
	return all
}

// node writes a whole scenario.
func (s *Scenario) node() *yaml.Node {
	m := block()
	m.add("name", prose(s.Name))
	if s.About != "" {
		m.add("about", prose(s.About))
	}
	if len(s.Tags) > 0 {
		m.add("tags", bracketed(nodes(s.Tags, prose)))
	}
	if s.Profile != fsm.Standard() && s.Profile != (fsm.Profile{}) {
		m.add("profile", profileNode(s.Profile))
	}
	if s.Start.State != fsm.StateNone {
		m.add("start", configurationNode(s.Start))
	}
	if !s.Clock.IsZero() && !s.Clock.Equal(s.beginning()) {
		m.add("clock", plain(FormatInstant(s.Clock)))
	}
	if len(s.Policy) > 0 {
		m.add("policy", s.Policy.node())
	}
	if s.Order == OrderOccurred {
		m.add("order", plain(string(s.Order)))
	}
	m.add("steps", list(nodes(s.Steps, Step.node)))
	return m.Node
}

// profileNode writes a built-in profile's name, or what another is
// called and without.
func profileNode(p fsm.Profile) *yaml.Node {
	if builtin, err := fsm.ParseProfile(p.Name()); err == nil && builtin == p {
		return plain(p.Name())
	}
	m := flow()
	if p.Named() {
		m.add("name", prose(p.Name()))
	}
	m.add("without", bracketed(nodes(p.Without(), plain)))
	return m.Node
}

// configurationNode writes a state's name, or a mapping where that says too
// little.
func configurationNode(c fsm.Configuration) *yaml.Node {
	if c == (fsm.Configuration{State: c.State, Generation: 1}) {
		return plain(c.State.String())
	}
	m := flow()
	m.add("state", plain(c.State.String()))
	if c.CancellationScheduled {
		m.add("cancellation_scheduled", plain("true"))
	}
	if c.LastKnown != fsm.StateNone {
		m.add("last_known", plain(c.LastKnown.String()))
	}
	if c.Generation != 1 {
		m.add("generation", plain(strconv.Itoa(c.Generation)))
	}
	return m.Node
}

// node writes the deadlines in the order of the states.
func (p Policy) node() *yaml.Node {
	m := block()
	for _, state := range fsm.States() {
		if rule, given := p[state]; given {
			r := flow()
			r.add("after", plain(FormatDuration(rule.After)))
			r.add("event", plain(string(rule.Event)))
			m.add(string(state), r.Node)
		}
	}
	return m.Node
}

// node writes one step.
func (s Step) node() *yaml.Node {
	m := block()
	switch {
	case s.AnyOrder:
		m.add("any_order", list(nodes(s.Events, func(d Delivery) *yaml.Node {
			inner := flow()
			d.write(inner)
			return inner.Node
		})))
	case len(s.Events) == 1:
		s.Events[0].write(m)
	case !s.Until.IsZero():
		m.add("until", plain(FormatInstant(s.Until)))
	case s.Advance > 0:
		m.add("advance", plain(FormatDuration(s.Advance)))
	}
	if expect := expectNode(s.Expect); expect != nil {
		m.add("expect", expect)
	}
	if s.LooksAtFired {
		m.add("fired", s.firedNode())
	}
	return m.Node
}

func (s Step) firedNode() *yaml.Node {
	if len(s.Fired) == 0 {
		return bracketed(nil)
	}
	return list(nodes(s.Fired, Firing.node))
}

func (f Firing) node() *yaml.Node {
	m := flow()
	m.add("event", plain(string(f.Event)))
	if !f.At.IsZero() {
		m.add("at", plain(FormatInstant(f.At)))
	}
	return m.Node
}

// write writes an event, what it carries and what is expected of it.
func (d Delivery) write(m mapping) {
	m.add("event", plain(string(d.Event)))
	if d.ID != "" {
		m.add("id", prose(d.ID))
	}
	if !d.At.IsZero() {
		m.add("at", plain(FormatInstant(d.At)))
	}
	if d.Seq != 0 {
		m.add("seq", plain(strconv.Itoa(d.Seq)))
	}
	if !d.Effective.IsZero() {
		m.add("effective", plain(FormatInstant(d.Effective)))
	}
	if expect := expectNode(d.Expect); expect != nil {
		m.add("expect", expect)
	}
}

// expectNode writes conditions as short as can be: a state, a verdict, or a
// mapping; nothing where only the unwritten condition is there.
func expectNode(conditions []Condition) *yaml.Node {
	written := slices.DeleteFunc(slices.Clone(conditions), func(c Condition) bool { return c.Key == KeyAccepted })
	if len(written) == 0 {
		return nil
	}
	if only := written[0]; len(written) == 1 {
		refusal := only.Want == string(fsm.VerdictIgnored) || only.Want == string(fsm.VerdictRejected)
		if only.Key == KeyState || only.Key == KeyVerdict && refusal {
			return plain(only.Want)
		}
	}
	m, known := flow(), flow()
	for _, c := range written {
		key, inner := strings.CutPrefix(c.Key, KeyLastKnown+".")
		if c.Key == KeyLastKnown && slices.ContainsFunc(written, Condition.insideLastKnown) {
			key, inner = KeyState, true
		}
		if !inner {
			m.add(key, plain(c.Want))
			continue
		}
		if len(known.Content) == 0 {
			m.add(KeyLastKnown, known.Node)
		}
		known.add(key, plain(c.Want))
	}
	return m.Node
}

// insideLastKnown reports a condition on the configuration before a gap.
func (c Condition) insideLastKnown() bool { return strings.HasPrefix(c.Key, KeyLastKnown+".") }
