package replay

import (
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/fsm"
)

// instant reads a date, or a date and time.
func (p *parser) instant(f field) (time.Time, bool) {
	if f.value == nil {
		return time.Time{}, false
	}
	t, err := ParseInstant(f.value.Value)
	if err == nil { // what is no scalar has the empty text
		return t, true
	}
	note := "got " + kind(f.value)
	if f.value.Kind == yaml.ScalarNode {
		note = err.Error()
	}
	p.problem(span(f.value), f.key+" is an instant", note, "write a date (2026-03-15, midnight UTC) or a date and time with its zone (2026-03-15T12:00:00Z)")
	return time.Time{}, false
}

// duration reads whole w, d, h, m and s.
func (p *parser) duration(f field) (time.Duration, bool) {
	note, help := "got "+kind(f.value), "write whole w, d, h, m, s: 14d, 1h30m; months differ in length, so write an instant for those"
	if f.value.Kind == yaml.ScalarNode {
		d, err := ParseDuration(f.value.Value)
		if err == nil {
			return d, true
		}
		note = err.Error()
	}
	p.problem(span(f.value), f.key+" is a duration", note, help)
	return 0, false
}

// advance reads by how much the clock moves.
func (p *parser) advance(found fieldset) time.Duration {
	f, given := found.get("advance")
	if !given {
		return 0
	}
	d, ok := p.duration(f)
	if ok && d == 0 {
		p.problem(span(f.value), "advance moves the clock by more than nothing", "", "to let what is due now fire, write a step with expect alone")
	}
	return d
}

// policy reads the deadlines of states.
func (p *parser) policy(f field, profile fsm.Profile) Policy {
	if f.value.Kind != yaml.MappingNode {
		p.problem(span(f.value), "policy is a mapping", "got "+kind(f.value), "write: policy: {trial: {after: 14d, event: expire}}")
		return nil
	}
	if len(f.value.Content) == 0 {
		p.problem(span(f.value), "policy is empty", "", "give a state a deadline, or remove the key")
	}
	var known []string
	for _, state := range fsm.States() {
		if state != fsm.StateUnknown && profile.Has(state) {
			known = append(known, string(state))
		}
	}
	policy, before := Policy{}, len(p.problems)
	for key, rule := range p.keyed(f.value, known) {
		policy[key] = p.rule(rule, profile)
	}
	if cycle := policy.Cycle(fsm.NewTable(profile)); cycle != nil && len(p.problems) == before {
		p.problem(f.at, "the policy fires for ever in one instant", cycle.String(), "give one of these deadlines an after above 0s")
	}
	return policy
}

// keyed reads a mapping whose keys are states that can have deadlines.
func (p *parser) keyed(n *yaml.Node, known []string) map[fsm.State]field {
	found := map[fsm.State]field{}
	var first fieldset
	for i := 0; i+1 < len(n.Content); i += 2 {
		f := field{n.Content[i].Value, span(n.Content[i]), n.Content[i+1]}
		if !p.plain(n.Content[i]) || !p.hasDeadline(n, f, known) || !p.once(f, first) || !p.filled(f) || !p.plain(f.value) {
			continue
		}
		first, found[fsm.State(f.key)] = append(first, f), f
	}
	return found
}

// hasDeadline reports a key that names no state with a deadline.
func (p *parser) hasDeadline(n *yaml.Node, f field, known []string) bool {
	if slices.Contains(known, f.key) {
		return true
	}
	note := didYouMean(f.key, known)
	message := quoted(f.key) + " is not the name of a state that can have a deadline"
	if state, err := fsm.ParseState(f.key); err == nil && state != fsm.StateUnknown {
		message, note = "the profile has no state "+f.key, ""
	} else if f.key == "unknown" || f.key == "none" {
		note = "nothing is known to run in it"
	}
	p.problem(f.at, message, note, "known: "+strings.Join(known, ", "))
	p.respellKey(n, f.key, known)
	return false
}

// rule reads {after, event}.
func (p *parser) rule(f field, profile fsm.Profile) Rule {
	r := Rule{span: f.at}
	what := "the deadline of " + f.key
	found := p.fields(f.value, what, ruleKeys...)
	for _, key := range ruleKeys {
		if f.value.Kind == yaml.MappingNode && !has(f.value, key) {
			p.problem(span(f.value), what+" has no "+key, "", "write: "+f.key+": {after: 14d, event: expire}")
		}
	}
	if after, given := found.get("after"); given {
		r.After, _ = p.duration(after)
	}
	if event, given := found.get("event"); given {
		r.Event, _ = p.eventName(event)
		if r.Event != "" && !profile.Fires(r.Event) {
			p.problem(span(event.value), "the profile has no event "+string(r.Event), "", "name one that it keeps")
		}
	}
	return r
}

// order reads how the events are played.
func (p *parser) order(f field) Order {
	order, _ := oneOf(p, f, "an order", []Order{OrderDelivered, OrderOccurred}, nothingElse)
	return order
}
