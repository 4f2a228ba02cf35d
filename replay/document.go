package replay

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/fsm"
)

// scenario reads a document's mapping.
func (p *parser) scenario(n *yaml.Node, d document) {
	s := &Scenario{
		Profile: fsm.Standard(),
		Order:   OrderDelivered,
		source:  p.source,
		first:   n.Line,
		lines:   [2]int{d.line + 1, d.last()},
	}
	found := p.fields(n, "a scenario", scenarioKeys...)
	p.title(s, found, n)
	if f, given := found.get("profile"); given {
		s.Profile = p.profile(f, s)
	}
	if f, given := found.get("start"); given {
		s.Start = p.start(f, s.Profile)
	}
	if f, given := found.get("policy"); given {
		s.Policy = p.policy(f, s.Profile)
	}
	if f, given := found.get("order"); given {
		s.Order = p.order(f)
	}
	before := len(p.problems)
	p.steps(s, found, n)
	s.Clock = s.beginning()
	if f, given := found.get("clock"); given {
		s.Clock, _ = p.instant(f)
	}
	if len(p.problems) == before {
		p.clockwork(s)
	}
	p.scenarios = append(p.scenarios, s)
}

// title reads what says which scenario it is.
func (p *parser) title(s *Scenario, found fieldset, n *yaml.Node) {
	f, given := found.get("name")
	if !given && !has(n, "name") {
		p.problem(span(n), "the scenario has no name", "", "begin it with: name: what happens, in a few words")
	}
	if given {
		s.Name, _ = p.text(f)
	}
	if line, taken := p.names[s.Name]; taken && s.Name != "" {
		p.problem(span(f.value), "the name is taken by another scenario of the file", "on line "+itoa(line), "scenarios are told apart by their names")
	} else {
		p.names[s.Name] = s.first
	}
	if f, given := found.get("about"); given {
		s.About = p.prose(f)
	}
	if f, given := found.get("tags"); given {
		for _, item := range p.items(f) {
			tag, ok := p.text(item)
			if ok && strings.Contains(tag, ",") {
				p.problem(item.at, "a tag holds no comma", "", "such a tag could never be asked for by --tags; write two")
			}
			s.Tags = append(s.Tags, tag)
		}
	}
}

// has reports whether a mapping holds a key at all, in whatever shape: a slip in
// its spelling is reported as such, and not as a key that is missing.
func has(n *yaml.Node, key string) bool { return spelled(n, key) > 0 }

// spelled counts the keys of a mapping that are surely meant for one. What is a
// key of the language is meant for itself.
func spelled(n *yaml.Node, key string) int {
	count := 0
	for i := 0; i+1 < len(n.Content); i += 2 {
		written := n.Content[i].Value
		if written == key || !language[written] && fsm.Respell(written, []string{key}) != "" {
			count++
		}
	}
	return count
}

// language holds every key that there is.
var language = func() map[string]bool {
	known := map[string]bool{}
	for _, keys := range [][]string{scenarioKeys, profileKeys, configurationKeys, ruleKeys, stepKeys, firingKeys, expectKeys} {
		for _, key := range keys {
			known[key] = true
		}
	}
	return known
}()

// The keys of each kind of mapping; those of a step stand with it.
var (
	scenarioKeys      = []string{"name", "about", "tags", "profile", "start", "clock", "policy", "order", "steps"}
	profileKeys       = []string{"name", "without"}
	profileFileKeys   = []string{"name", "about", "without"}
	configurationKeys = []string{"state", "cancellation_scheduled", "last_known", "generation"}
	ruleKeys          = []string{"after", "event"}
	firingKeys        = []string{"event", "at"}
	expectKeys        = []string{KeyState, KeyVerdict, KeyReason, KeyScheduled, KeyLastKnown, KeyGeneration, KeySteadyState}
)

// start reads a state's name or a whole configuration.
func (p *parser) start(f field, profile fsm.Profile) fsm.Configuration {
	var c fsm.Configuration
	ok := true
	if f.value.Kind == yaml.MappingNode {
		c, ok = p.configuration(f)
	} else if c.State, ok = p.state(f); ok && c.State != fsm.StateNone {
		c.Generation = 1
	}
	if !ok {
		return fsm.Configuration{}
	}
	if err := fsm.NewTable(profile).Check(c); err != nil {
		p.problem(span(f.value), fmt.Sprintf("no subscription can start in %s: %s", c, problemOf(err)), "", "see subsim show profile")
	}
	return c
}

func problemOf(err error) string {
	if impossible, ok := err.(*fsm.ConfigurationError); ok {
		return impossible.Problem
	}
	return err.Error()
}

// configuration reads {state, cancellation_scheduled, last_known, generation}.
func (p *parser) configuration(f field) (c fsm.Configuration, ok bool) {
	before := len(p.problems)
	found := p.fields(f.value, f.key, configurationKeys...)
	if state, given := found.get("state"); given {
		c.State, _ = p.state(state)
	} else if !has(f.value, "state") {
		p.problem(span(f.value), f.key+" names no state", "", "write: {state: active, cancellation_scheduled: true}")
	}
	if c.State != fsm.StateNone {
		c.Generation = 1
	}
	if scheduled, given := found.get("cancellation_scheduled"); given {
		c.CancellationScheduled, _ = p.truth(scheduled)
	}
	if generation, given := found.get("generation"); given {
		c.Generation, _ = p.count(generation)
	}
	if known, given := found.get("last_known"); given {
		p.knownBefore(known, found, &c)
	}
	return c, len(p.problems) == before
}

// knownBefore reads the configuration before a gap into the gap's own.
func (p *parser) knownBefore(f field, outer fieldset, c *fsm.Configuration) {
	if f.value.Kind != yaml.MappingNode {
		c.LastKnown, _ = p.state(f)
		return
	}
	inner, ok := p.configuration(f)
	if !ok {
		return
	}
	c.LastKnown = inner.State
	if inner.LastKnown != fsm.StateNone {
		p.problem(span(f.value), "last_known has no last_known of its own", "", "a gap remembers the configuration before it, and nothing further back")
	}
	if _, given := outer.get("cancellation_scheduled"); given && c.CancellationScheduled != inner.CancellationScheduled {
		p.problem(span(f.value), "last_known contradicts cancellation_scheduled beside it", "", "in a gap the flag belongs to the last known configuration: write it once")
	}
	c.CancellationScheduled = inner.CancellationScheduled
	if inner.State == fsm.StateNone {
		if inner.Generation != 0 {
			p.problem(span(f.value), "none is in no generation", "", "leave generation out, or name the state that was last known")
		}
		return
	}
	if _, given := outer.get("generation"); given && c.Generation != inner.Generation {
		p.problem(span(f.value), "last_known contradicts generation beside it", "", "a gap keeps the generation: write it once")
	}
	c.Generation = inner.Generation
}
