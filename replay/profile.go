package replay

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// profile reads a built-in profile's name, or a profile of the scenario's own:
// {name: acme, without: [states, events and cells]}, the name where it has one.
func (p *parser) profile(f field, s *Scenario) fsm.Profile {
	if f.value.Kind == yaml.MappingNode {
		profile := p.ownProfile(f.value, p.fields(f.value, "a profile", profileKeys...))
		s.Warnings = append(s.Warnings, p.broken(profile, span(f.value))...)
		return profile
	}
	var names []string
	for _, builtin := range fsm.Profiles() {
		names = append(names, builtin.Name())
	}
	name, ok := oneOf(p, f, "a profile", names, nothingElse)
	profile, err := fsm.ParseProfile(name)
	if !ok || err != nil {
		return fsm.Standard()
	}
	return profile
}

// ownProfile makes a profile of what a mapping says; standard where it does not
// say enough.
func (p *parser) ownProfile(n *yaml.Node, found fieldset) fsm.Profile {
	without, given := found.get("without")
	if !given {
		if !has(n, "without") {
			p.problem(span(n), "the profile does not say what it is without", "", "write: without: [reactivate, suspended/fail_renewal]")
		}
		return fsm.Standard()
	}
	var name string
	titled, named := found.get("name")
	if named {
		name, _ = p.text(titled)
	}
	before := len(p.problems)
	profile, err := fsm.NewProfile(name, p.removals(without)...)
	if err != nil {
		return fsm.Standard() // and reported where it was read
	}
	if builtin, err := fsm.ParseProfile(name); err == nil && builtin != profile && len(p.problems) == before {
		p.problem(span(titled.value), quoted(name)+" is the name of a built-in profile, and this is another", "", "give it a name of its own")
	}
	return profile
}

// removals reads what a profile is without, and leaves out what makes no sense.
func (p *parser) removals(without field) (names []string) {
	for _, item := range p.items(without) {
		read := p.removal
		if strings.Contains(item.value.Value, "/") {
			read = p.cell
		}
		if name, ok := read(item); ok {
			names = append(names, name)
		}
	}
	return names
}

// removal reads the name of a state or of an event.
func (p *parser) removal(f field) (string, bool) {
	return oneOf(p, f, "a state, an event or a cell", stateOrEvent, nothingElse)
}

// cell reads STATE/EVENT, each of the two at its own place.
func (p *parser) cell(f field) (string, bool) {
	state, event, _ := strings.Cut(f.value.Value, "/")
	_, inVocabulary := oneOf(p, part(f, "", state), "a state", statesAndNone, notAState)
	if _, ok := p.eventName(part(f, state+"/", event)); !ok || !inVocabulary {
		return "", false
	}
	if _, err := fsm.NewProfile("", f.value.Value); err != nil {
		p.problem(span(f.value), err.Error(), "", "leave it out")
		return "", false
	}
	return f.value.Value, true
}

// part is the stretch of a text behind another as a field of its own.
func part(f field, before, text string) field {
	n := *f.value
	n.Column += utf8.RuneCountInString(before)
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		n.Column++
	}
	n.Value, n.Style = text, 0
	return field{f.key, span(&n), &n}
}

// broken warns of the laws that an own profile breaks, of each once.
func (p *parser) broken(profile fsm.Profile, at diag.Span) (warnings diag.Problems) {
	seen := map[int]bool{}
	for _, warning := range fsm.NewTable(profile).Warnings() {
		if !seen[warning.Law.Number] {
			seen[warning.Law.Number] = true
			warnings = append(warnings, &diag.Problem{Source: p.source, Span: at, Rule: "law", Message: "the profile breaks a law: " + warning.String()})
		}
	}
	return warnings
}
