package replay

import (
	"strconv"

	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/fsm"
)

// answers reports whether the conditions speak of the event's verdict.
func answers(conditions []Condition) bool {
	for _, c := range conditions {
		if c.Key == KeyVerdict || c.Key == KeyReason {
			return true
		}
	}
	return false
}

// expect reads a state, a verdict, or a mapping of conditions.
func (p *parser) expect(f field, event bool) []Condition {
	if f.value.Kind == yaml.MappingNode {
		return p.conditions(f, event)
	}
	switch fsm.Verdict(f.value.Value) {
	case fsm.VerdictIgnored, fsm.VerdictRejected:
		return p.verdict(f, event)
	case fsm.VerdictApplied:
		p.problem(span(f.value), "expect names a state, ignored or rejected", "", "write the state, or {verdict: applied}")
		return nil
	}
	state, _ := oneOf(p, f, "a state or a verdict", expectable, notAState)
	return append(make([]Condition, 0, 2), Condition{KeyState, state.String(), span(f.value)}) // the unwritten one may follow
}

// verdict reads a verdict, which only events have.
func (p *parser) verdict(f field, event bool) []Condition {
	verdict, ok := oneOf(p, f, "a verdict", verdicts, nothingElse)
	if ok && !event {
		p.problem(span(f.value), "only an event has a verdict", "", "add the event, or expect a state")
	}
	return []Condition{{KeyVerdict, string(verdict), span(f.value)}}
}

// conditions reads a mapping of conditions.
func (p *parser) conditions(f field, event bool) []Condition {
	found := p.fields(f.value, "expect", expectKeys...)
	if len(f.value.Content) == 0 {
		p.problem(span(f.value), "expect is empty", "", "name a state, or remove it")
	}
	conditions := make([]Condition, 0, len(found)+1) // the unwritten one may follow
	for _, f := range found {
		conditions = append(conditions, p.condition(f, event)...)
	}
	p.agreement(found)
	return conditions
}

// condition reads the value of one key.
func (p *parser) condition(f field, event bool) []Condition {
	one := func(want string) []Condition { return []Condition{{f.key, want, span(f.value)}} }
	switch f.key {
	case KeyVerdict:
		return p.verdict(f, event)
	case KeyReason:
		reason, ok := oneOf(p, f, "a reason", reasons, nothingElse)
		if ok && !event {
			p.problem(span(f.value), "only an event has a reason", "", "add the event, or remove the reason")
		}
		return one(string(reason))
	case KeyState:
		state, _ := p.state(f)
		return one(state.String())
	case KeyScheduled:
		scheduled, _ := p.truth(f)
		return one(strconv.FormatBool(scheduled))
	case KeyGeneration:
		generation, _ := p.count(f)
		return one(itoa(generation))
	case KeySteadyState:
		reading, _ := oneOf(p, f, "a steady state", steadyStates, nothingElse)
		return one(string(reading))
	}
	return p.lastKnown(f)
}

// lastKnown reads a state's name or a mapping; what the mapping leaves out is
// not looked at.
func (p *parser) lastKnown(f field) []Condition {
	if f.value.Kind != yaml.MappingNode {
		state, _ := p.state(f)
		return []Condition{{KeyLastKnown, state.String(), span(f.value)}}
	}
	var conditions []Condition
	found := p.fields(f.value, "last_known", KeyState, KeyScheduled, KeyGeneration)
	if len(f.value.Content) == 0 {
		p.problem(span(f.value), "last_known is empty", "", "name a state, or remove it")
	}
	for _, inner := range []struct{ key, full string }{
		{KeyState, KeyLastKnown}, {KeyScheduled, KeyLastKnownScheduled}, {KeyGeneration, KeyLastKnownGen},
	} {
		if f, given := found.get(inner.key); given {
			for _, c := range p.condition(f, false) {
				conditions = append(conditions, Condition{inner.full, c.Want, c.span})
			}
		}
	}
	return conditions
}

// agreement reports a verdict and a reason that cannot go together.
func (p *parser) agreement(found fieldset) {
	verdict, hasVerdict := found.get(KeyVerdict)
	reason, hasReason := found.get(KeyReason)
	if !hasVerdict || !hasReason {
		return
	}
	v, r := fsm.Verdict(verdict.value.Value), fsm.Reason(reason.value.Value)
	if belongs := r.Verdict(); belongs != v && r.Meaning() != "" {
		p.problem(span(reason.value), "the reason does not go with the verdict", string(r)+" belongs to "+string(belongs), "")
	}
}
