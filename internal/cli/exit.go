package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// The exit codes, the same in every command.
const (
	exitHeld        = 0
	exitBroke       = 1
	exitBad         = 2
	exitNothing     = 3
	exitInterrupted = 130
)

var (
	// errBroke says that something did not hold; the report has told what.
	errBroke = errors.New("something broke")
	// errBadInput says that input could not be read; it has been told what.
	errBadInput = errors.New("bad input")
	// errInterrupted says that the user, or the system, ended the program.
	errInterrupted = errors.New("interrupted")
)

// A nothingError says that there was nothing to do.
type nothingError struct{ why string }

func (e nothingError) Error() string { return "nothing to do: " + e.why }

// A usageError is a command line that makes no sense.
type usageError struct{ error }

// misnamed is the error for a name that nothing bears, with the nearest that
// something does.
func misnamed(message, name string, known []string) error {
	if near := diag.DidYouMean(strings.ToLower(name), known); near != "" {
		message += ", " + near
	}
	return errors.New(message)
}

// tell writes an error, each of its lines wrapped between lead and end.
func tell(to io.Writer, lead string, err error, end string) {
	for _, line := range strings.Split(err.Error(), "\n") {
		fmt.Fprint(to, diag.Wrap(lead, diag.Harmless(line)), end)
	}
}

// conclude tells an error that has not been told yet, and returns the exit code.
// Where the command line made no sense, the help of the command helps.
func conclude(err error, command string, to io.Writer) int {
	var usage usageError
	var nothing nothingError
	switch {
	case err == nil:
		return exitHeld
	case errors.Is(err, errBroke):
		return exitBroke
	case errors.Is(err, errBadInput):
		return exitBad
	case errors.Is(err, syscall.EPIPE): // nobody is left to be told
		return exitBad
	case errors.Is(err, errInterrupted):
		fmt.Fprintln(to, "subsim: interrupted")
		return exitInterrupted
	case errors.As(err, &nothing):
		tell(to, "subsim: ", err, "")
		return exitNothing
	}
	tell(to, "subsim: ", err, "")
	if errors.As(err, &usage) {
		fmt.Fprintf(to, "try: %s --help\n", command)
	}
	return exitBad
}
