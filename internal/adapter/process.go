package adapter

import (
	"context"
	"os"
	"os/exec"
	"sync"

	"github.com/Huzefaaa2/subsim/conformance"
)

// A process is a program that speaks over its standard streams.
type process struct {
	cmd          *exec.Cmd
	limits       Limits
	in, out, err *os.File      // our ends of its standard streams
	texts        chan text     // what it writes; closed at the end of its standard output
	stderr       *tail         // what it complains of
	exited       chan struct{} // closed when it has ended, and its children with it
	over         chan struct{} // closed when nobody listens any more
	once         sync.Once
}

// attend looks after a process that was started.
func attend(cmd *exec.Cmd, ours [3]*os.File, limits Limits) *process {
	p := &process{
		cmd: cmd, limits: limits, in: ours[0], out: ours[1], err: ours[2], stderr: newTail(limits.Stderr),
		texts: make(chan text), exited: make(chan struct{}), over: make(chan struct{}),
	}
	go p.stderr.follow(p.err)
	go listen(p.out, limits.Line, p.texts, p.over)
	go func() {
		defer close(p.exited)
		cmd.Wait() // its state says all
		slay(cmd)  // at once: later the number may be another's
	}()
	return p
}

func (p *process) exchange(ctx context.Context, request []byte) ([]byte, error) {
	select {
	case early, open := <-p.texts:
		if open {
			return nil, early.unasked()
		}
		return nil, p.crash()
	default:
	}
	written := make(chan error, 1)
	go func() {
		_, err := p.in.Write(request)
		written <- err
	}()
	return p.answer(ctx, written)
}

// answer waits for a line, or for what comes in its place.
func (p *process) answer(ctx context.Context, written <-chan error) ([]byte, error) {
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case err := <-written:
			if err != nil {
				return nil, p.crash()
			}
			written = nil
		case came, open := <-p.texts:
			if open {
				return came.line, came.flaw
			}
			return nil, p.crash()
		case <-p.exited:
			return p.lastWords(ctx)
		}
	}
}

// lastWords returns the line that a process that has ended wrote before.
func (p *process) lastWords(ctx context.Context) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, settling)
	defer stop()
	select {
	case came, open := <-p.texts:
		if open {
			return came.line, came.flaw
		}
	case <-ctx.Done():
	}
	return nil, p.crash()
}

// crash says how the process has gone, or that it only seems to be there.
func (p *process) crash() *conformance.FaultError {
	if p.settled(p.exited) {
		return fault(conformance.FaultCrashed, "", "the program has ended: %s", p.cmd.ProcessState)
	}
	return fault(conformance.FaultCrashed, "", "the program has closed its standard input or output, and runs on")
}

// settled waits a moment for a channel to be closed.
func (p *process) settled(closed <-chan struct{}) bool {
	moment, stop := context.WithTimeout(context.Background(), settling)
	defer stop()
	select {
	case <-closed:
		return true
	case <-moment.Done():
		return false
	}
}

// end closes the program's input and waits until it has ended. A line that it
// still writes answers nothing.
func (p *process) end(ctx context.Context) *conformance.FaultError {
	p.in.Close()
	ctx, stop := context.WithTimeout(ctx, p.limits.Grace)
	defer stop()
	exited := p.exited
	for texts := p.texts; exited != nil || texts != nil; {
		select {
		case came, open := <-texts:
			if open {
				return came.unasked()
			}
			texts = nil
		case <-exited:
			exited = nil
		case <-ctx.Done():
			return fault(conformance.FaultHung, "", "the program has not ended %s later", p.limits.Grace)
		}
	}
	if !p.cmd.ProcessState.Success() {
		return p.crash()
	}
	return nil
}

func (p *process) cut() string {
	p.once.Do(func() {
		select {
		case <-p.exited:
		default:
			slay(p.cmd)
		}
		close(p.over)
		p.in.Close()
		p.settled(p.exited)
		p.settled(p.stderr.whole)
		p.out.Close()
		p.err.Close()
	})
	return p.stderr.String()
}
