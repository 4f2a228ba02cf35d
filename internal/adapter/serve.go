package adapter

import (
	"bufio"
	"context"
	"errors"
	"io"

	"github.com/Huzefaaa2/subsim/conformance"
)

// Serve is an adapter of subjects in Go: it answers the requests that it reads
// until their end, or until one is no request. Each subject must have the methods
// of the interfaces that the capabilities promise.
func Serve(ctx context.Context, in io.Reader, out io.Writer, c conformance.Capabilities, newSubject func(context.Context) (conformance.Subject, error)) error {
	h := newHost(c, newSubject)
	requests := bufio.NewReader(in)
	for ctx.Err() == nil {
		asked, err := requests.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(asked) == 0 {
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		answer, err := h.answer(ctx, asked)
		if err != nil {
			return err
		}
		if _, err := out.Write(answer); err != nil {
			return err
		}
	}
	return ctx.Err()
}
