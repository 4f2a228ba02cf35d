package adapter

import (
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
)

// shown is how many bytes of an offending line are kept as evidence.
const shown = 1 << 10

// A GivenUpError says that an adapter was at fault once more than the limit of
// restarts allows, and is asked no more.
type GivenUpError struct {
	Restarts int
	Last     *conformance.FaultError
}

// Error says it in a sentence.
func (e *GivenUpError) Error() string {
	return fmt.Sprintf("the adapter was begun anew %d times and is given up; at last: %s", e.Restarts, e.Last.Message)
}

// Unwrap returns the last fault.
func (e *GivenUpError) Unwrap() error { return e.Last }

func fault(kind conformance.Fault, evidence string, format string, args ...any) *conformance.FaultError {
	return &conformance.FaultError{Fault: kind, Message: fmt.Sprintf(format, args...), Evidence: evidence}
}

func babbled(line []byte, format string, args ...any) *conformance.FaultError {
	return fault(conformance.FaultBabbled, excerpt(line), format, args...)
}

func lied(line []byte, format string, args ...any) *conformance.FaultError {
	return fault(conformance.FaultLied, excerpt(line), format, args...)
}

// excerpt returns a line's beginning as valid text.
func excerpt(line []byte) string {
	text := strings.TrimRight(string(line), "\r\n")
	if len(text) > shown {
		text = fmt.Sprintf("%s ... (%d bytes)", text[:shown], len(text))
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}

// in says during what a fault was found, and adds what standard error ended with.
func in(what fmt.Stringer, f *conformance.FaultError, stderr string) *conformance.FaultError {
	evidence := f.Evidence
	if stderr != "" {
		evidence = strings.TrimPrefix(evidence+"\nstandard error ends with:\n"+stderr, "\n")
	}
	return &conformance.FaultError{Fault: f.Fault, Message: fmt.Sprintf("%s: %s", what, f.Message), Evidence: evidence}
}
