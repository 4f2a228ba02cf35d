package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/stepper"
)

// obey plays lines that nobody types. Each is repeated before its answer, so
// that the output reads alone. From the first line on that makes no sense nothing
// is played, since what follows would begin from the wrong place; the remaining
// lines are still read for their own mistakes.
func (h *hand) obey(ctx context.Context) error {
	lines := bufio.NewScanner(h.in)
	lines.Buffer(nil, 64<<10)
	bad, over := 0, false
	for n := 1; !over && lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		var err error
		if bad > 0 {
			err = stepper.Check(line)
		} else if line != "" {
			fmt.Fprintln(h.streams.Out, echo(line))
			over, err = h.do(ctx, h.streams.Out, line)
		}
		if ctx.Err() != nil {
			break
		}
		if err != nil {
			bad++
			tell(h.streams.Err, fmt.Sprintf("line %d: ", n), err, "")
		}
	}
	switch err := lines.Err(); {
	case ctx.Err() != nil:
		fmt.Fprintln(h.streams.Err, h.session.Farewell())
		return errInterrupted
	case errors.Is(err, bufio.ErrTooLong):
		return errors.New("a line is longer than 64 KiB")
	case err != nil:
		return err
	case bad > 0:
		tell(h.streams.Err, "", errors.New("nothing was played from the first of these lines on"), "")
		return errBadInput
	}
	return nil
}

// echo repeats a line as it was given; a comment speaks for itself.
func echo(line string) string {
	if strings.HasPrefix(line, "#") {
		return diag.Harmless(line)
	}
	return "> " + diag.Harmless(line)
}

// A patientReader reads a stream, and gives up waiting when the context is done:
// neither a terminal nor a pipe can be read with a deadline. What it has begun to
// read then is lost.
type patientReader struct {
	ctx         context.Context
	from        io.Reader
	chunks      chan chunk
	left        []byte
	interrupted bool // Ctrl-C was among what was read last
}

type chunk struct {
	bytes []byte
	err   error
}

// interrupt is what a terminal in raw mode sends for Ctrl-C.
const interrupt = 3

func (r *patientReader) Read(p []byte) (int, error) {
	if r.chunks == nil {
		r.chunks = make(chan chunk)
		go r.pump()
	}
	if len(r.left) == 0 {
		select {
		case c, open := <-r.chunks:
			if !open {
				return 0, io.EOF
			}
			if c.err != nil {
				return 0, c.err
			}
			r.left = c.bytes
		case <-r.ctx.Done():
			return 0, r.ctx.Err()
		}
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	r.interrupted = bytes.IndexByte(p[:n], interrupt) >= 0
	return n, nil
}

// pump hands on what comes, until an error or the context ends it.
func (r *patientReader) pump() {
	defer close(r.chunks)
	for {
		buffer := make([]byte, 4<<10)
		n, err := r.from.Read(buffer)
		for _, c := range []chunk{{buffer[:n], nil}, {nil, err}} {
			if len(c.bytes) == 0 && c.err == nil {
				continue
			}
			select {
			case r.chunks <- c:
			case <-r.ctx.Done():
				return
			}
		}
		if err != nil {
			return
		}
	}
}
