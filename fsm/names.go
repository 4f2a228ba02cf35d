package fsm

import (
	"fmt"
	"strings"
)

// A NameError reports a name outside the vocabulary. It is bad input, never a
// verdict.
type NameError struct {
	// Kind is what was looked for: "state", "event", "state or event",
	// "configuration" or "profile".
	Kind string
	// Name is what was given.
	Name string
	// Known lists every name there is, in order.
	Known []string
	// Suggestion is the known name that differs from Name only in case,
	// separators or doubled letters ("canceled" for "cancelled"), or empty.
	Suggestion string
}

func newNameError[T ~string](kind, name string, known []T) *NameError {
	err := &NameError{Kind: kind, Name: name, Suggestion: string(Respell(name, known))}
	for _, k := range known {
		err.Known = append(err.Known, string(k))
	}
	return err
}

// Respell returns the known name that differs from a given one only in case,
// separators or doubled letters, so that nothing else can have been meant. It is
// empty where there is none, or more than one.
func Respell[T ~string](name string, known []T) T {
	var found T
	folded := fold(name)
	for _, k := range known {
		if fold(string(k)) != folded {
			continue
		}
		if found != "" {
			return ""
		}
		found = k
	}
	return found
}

func (e *NameError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "unknown %s %q", e.Kind, e.Name)
	if e.Suggestion != "" {
		fmt.Fprintf(&b, ", did you mean %q?", e.Suggestion)
	}
	fmt.Fprintf(&b, " (known: %s)", strings.Join(e.Known, ", "))
	return b.String()
}

// fold reduces a name to what survives spelling habits: lower-case letters and
// digits, runs of one letter squeezed to one.
func fold(name string) string {
	var folded []rune
	for _, r := range strings.ToLower(name) {
		if r == '_' || r == '-' || r == ' ' || len(folded) > 0 && folded[len(folded)-1] == r {
			continue
		}
		folded = append(folded, r)
	}
	return string(folded)
}
