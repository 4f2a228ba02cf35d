package conformance

import (
	"context"
	"fmt"
	"io"

	"github.com/Huzefaaa2/subsim/internal/suite"
)

// A Driver brings subjects to the kit: from this process ([InProcess]), from a
// child process, from another machine.
type Driver interface {
	// Hello returns what the subjects can do; it is called once, first.
	Hello(ctx context.Context) (Capabilities, error)
	// Open returns a subscription that has not started, independent of every
	// other. It is called by as many goroutines as the capabilities say.
	Open(ctx context.Context) (Subject, error)
}

// InProcess returns a driver for subjects of this program. What a subject can do
// is read from the interfaces it has; whatever else the capabilities say is taken
// from the ones given: the events, the words of the states, the policy, how many
// at a time. A panic in a subject is a fault of it; a hang is the test's.
func InProcess(newSubject func() Subject, c Capabilities) Driver {
	return &inProcess{newSubject, c}
}

type inProcess struct {
	newSubject func() Subject
	given      Capabilities
}

func (d *inProcess) Hello(ctx context.Context) (Capabilities, error) {
	subject, err := d.Open(ctx)
	if err != nil {
		return Capabilities{}, err
	}
	c := d.given
	if _, reads := subject.(StateReader); !reads {
		c.Statuses = nil
	} else if c.Statuses == nil {
		c.Statuses = suite.StateReadable().Statuses
	}
	_, c.Seeds = subject.(Seeder)
	_, c.Clock = subject.(Clock)
	_, c.Batch = subject.(Batch)
	_, c.Once = subject.(Once)
	return c, shut(subject)
}

func (d *inProcess) Open(context.Context) (subject Subject, err error) {
	defer rescue("opening a subscription", &err)
	if subject = d.newSubject(); subject == nil {
		err = &FaultError{Fault: FaultLied, Message: "there is no subject: nil was opened"}
	}
	return subject, err
}

// shut closes a subject that can be closed.
func shut(s Subject) (err error) {
	defer rescue("closing a subscription", &err)
	if closer, ok := s.(io.Closer); ok {
		return closer.Close()
	}
	return nil
}

// rescue makes a fault of a panic.
func rescue(doing string, err *error) {
	if value := recover(); value != nil {
		*err = &FaultError{Fault: FaultPanic, Message: fmt.Sprintf("a panic in %s: %v", doing, value)}
	}
}
