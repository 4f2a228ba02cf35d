package paper

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// Names say what names of a drawing mean in the vocabulary: a state, "none", an
// event, or "-" for what is to be left out.
type Names map[string]string

// Set takes one in, written theirs=ours.
func (n Names) Set(text string) error {
	i := strings.LastIndexByte(text, '=')
	if i < 0 {
		return fmt.Errorf("%q: want theirs=ours, or theirs=- to leave it out", text)
	}
	theirs, ours := strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+1:])
	before, twice := n[theirs]
	switch {
	case theirs == "":
		return fmt.Errorf("%q: the name of the drawing is missing", text)
	case twice && before != ours:
		return fmt.Errorf("%q stands for %s already", theirs, before)
	case ours != "-" && !isState(ours) && !isEvent(ours):
		return errors.New(strings.TrimSuffix(fmt.Sprintf("%q is neither a state nor an event, %s", ours, diag.DidYouMean(ours, vocabulary())), ", "))
	}
	n[theirs] = ours
	return nil
}

func isState(name string) bool { return slices.Contains(stateNames(), name) }
func isEvent(name string) bool { return slices.Contains(fsm.Events(), fsm.Event(name)) }

// stateNames are the names of the states, none first.
func stateNames() []string {
	var names []string
	for _, s := range fsm.Sources() {
		names = append(names, s.String())
	}
	return names
}

func eventNames() []string {
	var names []string
	for _, e := range fsm.Events() {
		names = append(names, string(e))
	}
	return names
}

func vocabulary() []string { return append(stateNames(), eventNames()...) }

// A standing says what is known of a name.
type standing int

const (
	strange standing = iota // nobody says what it means
	ours                    // it has a name in the vocabulary
	left                    // it is to be left out
)

// A namer finds names of a drawing in the vocabulary.
type namer struct {
	names   Names
	met     map[string]bool // those of names that the drawing holds
	renamed []Renaming
	left    []Leaving
	found   map[string]naming // by kind and name
}

// A naming is what became of a name.
type naming struct {
	name string
	standing
}

func newNamer(names Names) *namer {
	return &namer{names: names, met: map[string]bool{}, found: map[string]naming{}}
}

// state finds a state.
func (n *namer) state(name string) (fsm.State, standing) {
	found, s := n.look("state", name, stateNames)
	if found == fsm.StateNone.String() {
		return fsm.StateNone, s
	}
	return fsm.State(found), s
}

// event finds an event.
func (n *namer) event(name string) (fsm.Event, standing) {
	found, s := n.look("event", name, eventNames)
	return fsm.Event(found), s
}

// look looks a name up once.
func (n *namer) look(kind, name string, known func() []string) (string, standing) {
	key := kind + " " + name
	if _, before := n.found[key]; !before {
		found, s := n.find(name, known())
		n.found[key] = naming{found, s}
	}
	return n.found[key].name, n.found[key].standing
}

// find looks a name up: as it was said to mean, as it is, and as somebody with
// other habits spells it.
func (n *namer) find(name string, known []string) (string, standing) {
	said, isSaid := n.names[name]
	found := fsm.Respell(name, known)
	switch {
	case isSaid && said == "-":
		n.met[name] = true
		return "", left
	case isSaid && slices.Contains(known, said):
		n.met[name] = true
		found = said
	case slices.Contains(known, name):
		return name, ours
	case found == "":
		return "", strange
	}
	if r := (Renaming{name, found}); name != found && !slices.Contains(n.renamed, r) {
		n.renamed = append(n.renamed, r)
	}
	return found, ours
}

// leave counts a name that is left out.
func (n *namer) leave(name string) {
	for i := range n.left {
		if n.left[i].Name == name {
			n.left[i].Times++
			return
		}
	}
	n.left = append(n.left, Leaving{name, 1})
}

// strangers are names that nobody knows, each with where it stands first.
type strangers []*stranger

type stranger struct {
	kind, name string
	first      diag.Span
	times      int
}

func (s *strangers) add(kind, name string, at diag.Span, times int) {
	for _, o := range *s {
		if o.kind == kind && o.name == name {
			o.times += times
			return
		}
	}
	*s = append(*s, &stranger{kind, name, at, times})
}

// refuse reports names that nobody knows.
func (r *reading) refuse(all strangers) {
	for _, s := range all {
		known, message := stateNames(), fmt.Sprintf("unknown %s %q", s.kind, s.name)
		if s.kind == "event" {
			known = eventNames()
		}
		near := nearest(strings.ToLower(s.name), known)
		if near != "" {
			message += fmt.Sprintf(", did you mean %q?", near)
		}
		if s.times > 1 {
			message += fmt.Sprintf(" (%d times)", s.times)
		}
		r.problem(s.first, "%s", message)
		if near == "" {
			near = "OURS"
		}
		quoted := s.name
		if strings.ContainsAny(quoted, " *[]") {
			quoted = "'" + quoted + "'"
		}
		r.help(fmt.Sprintf("--map %s=%s says what it means, --map %s=- leaves it out", quoted, near, quoted))
	}
}

// nearest returns the known name that is nearly the same, or else the longest
// that the name holds: trial for trialing.
func nearest(name string, known []string) string {
	near := diag.Suggest(name, known)
	if near != "" {
		return near
	}
	for _, k := range known {
		if strings.Contains(name, k) && len(k) > len(near) {
			near = k
		}
	}
	return near
}

// unusedNames reports what was said of names that the drawing does not hold:
// whoever wrote that expected something else.
func (r *reading) unusedNames() {
	var unused []string
	for name := range r.names {
		if !r.met[name] {
			unused = append(unused, name)
		}
	}
	slices.Sort(unused)
	for _, name := range unused {
		r.problem(diag.Span{}, "--map %s=%s: the drawing holds no such name", name, r.names[name])
	}
	r.Renamed, r.Left = r.renamed, r.left
}
